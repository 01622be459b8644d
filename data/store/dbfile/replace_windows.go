package dbfile

import (
	"errors"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

// rename replaces to at once and waits for the disk. A virus scanner or the indexing service may hold a new file for a
// moment, so a refusal is tried again for about two seconds.
func rename(from, to string) error {
	src, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	dst, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return err
	}
	const flags = windows.MOVEFILE_REPLACE_EXISTING | windows.MOVEFILE_WRITE_THROUGH
	for wait := 10 * time.Millisecond; ; wait *= 2 {
		err = windows.MoveFileEx(src, dst, flags)
		busy := errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
		if err == nil || !busy || wait > time.Second {
			return err
		}
		time.Sleep(wait)
	}
}

// syncDir has no counterpart on Windows; the rename above is written through.
func syncDir(string) error { return nil }

func releaseBolt(f *os.File) {
	if f != nil {
		_ = f.Close()
	}
}

// NoSpace tells whether err says that the disk or the quota is full.
func NoSpace(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED) || errors.Is(err, syscall.ENOSPC) || growthRefused(err)
}
