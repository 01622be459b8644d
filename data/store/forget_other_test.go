//go:build !linux

package store_test

import "testing"

// forget cannot take a file out of the machine's memory here: the searches are those after a start, not cold ones.
func forget(*testing.B, string) {}
