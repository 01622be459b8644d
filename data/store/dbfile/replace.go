package dbfile

import (
	"errors"
	"os"
	"path/filepath"
)

// SyncFile brings the contents of a closed file to the disk.
func SyncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return Unavailable("sync", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return Unavailable("sync", err)
	}
	return nil
}

// Replace renames from to to and makes the new name durable. Both are in the same folder; to may exist.
func Replace(from, to string) error {
	if err := rename(from, to); err != nil {
		return Unavailable("rename", err)
	}
	if err := syncDir(filepath.Dir(to)); err != nil {
		return Unavailable("sync folder", err)
	}
	return nil
}

// WriteFile writes a small file so that its name shows either the old or the new contents, whatever happens.
func WriteFile(path string, contents []byte) error {
	temp := path + ".tmp"
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return Unavailable("write", err)
	}
	_, err = f.Write(contents)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return Unavailable("write", errors.Join(err, os.Remove(temp)))
	}
	return Replace(temp, path)
}
