//go:build !windows

package activation

import (
	"errors"
	"os"
	"runtime"
	"syscall"
)

// Folder is where an administrator puts public keys for all users of this machine.
func Folder() string {
	if runtime.GOOS == "darwin" {
		return "/Library/Application Support/Terminwerk"
	}
	return "/etc/terminwerk"
}

// onlyAdministrators refuses what root does not own or others may write.
func onlyAdministrators(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok || owner.Uid != 0 {
		return errors.New("owner is not root")
	}
	if info.Mode().Perm()&0o022 != 0 {
		return errors.New("writable for others than root")
	}
	return nil
}
