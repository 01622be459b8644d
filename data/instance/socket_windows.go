package instance

import (
	"io/fs"
	"os"
	"path/filepath"
)

// socketDir lies in the user's profile, whose rights Windows already keeps to this user.
func socketDir() string {
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir()
	}
	return filepath.Join(base, "Terminwerk", "run")
}

func private(fs.FileInfo) bool { return true }
