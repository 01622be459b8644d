package dbfile

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

func networked(dir string) bool {
	var fs unix.Statfs_t
	return unix.Statfs(dir, &fs) == nil && fs.Flags&unix.MNT_LOCAL == 0
}

func platformSynced(abs string) bool {
	home, err := os.UserHomeDir()
	return err == nil && (under(abs, filepath.Join(home, "Library", "CloudStorage")) ||
		under(abs, filepath.Join(home, "Library", "Mobile Documents")))
}
