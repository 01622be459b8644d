//go:build !windows

package instance

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

func socketDir() string {
	if dir := os.Getenv("XDG_RUNTIME_DIR"); dir != "" {
		return filepath.Join(dir, "terminwerk")
	}
	return filepath.Join(os.TempDir(), "terminwerk-"+strconv.Itoa(os.Getuid()))
}

// private tells whether the folder is ours and closed to everybody else.
func private(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Getuid() && info.Mode().Perm()&0o077 == 0
}
