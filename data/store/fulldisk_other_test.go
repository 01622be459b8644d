//go:build !linux

package store

func fillUp(string) {}
