package dbfile

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

func networked(dir string) bool {
	volume := filepath.VolumeName(dir)
	if strings.HasPrefix(volume, `\\`) && !strings.HasPrefix(volume, `\\?\`) {
		return true
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}

func platformSynced(abs string) bool {
	for _, name := range []string{"OneDrive", "OneDriveCommercial", "OneDriveConsumer"} {
		if under(strings.ToLower(abs), strings.ToLower(os.Getenv(name))) {
			return true
		}
	}
	return false
}
