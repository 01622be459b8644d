package store

import (
	"os"

	"golang.org/x/sys/unix"
)

// willNeed has a part of a file fetched into memory, without waiting for it.
func willNeed(f *os.File, at int64, n int) {
	_ = unix.Fadvise(int(f.Fd()), at, int64(n), unix.FADV_WILLNEED)
}
