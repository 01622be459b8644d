//go:build !linux

package store

import "os"

// willNeed has a part of a file fetched into memory, without waiting for it.
func willNeed(f *os.File, at int64, n int) {
	go func() { _, _ = f.ReadAt(make([]byte, n), at) }()
}
