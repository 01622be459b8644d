//go:build !windows

package instance

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// listen binds the socket of dbPath. A file left by a killed program is removed: the caller holds the database's lock,
// so nobody else can be listening there.
func listen(dbPath string) (listener, error) {
	path, err := socketPath(dbPath)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return socket{l}, nil
}

type socket struct{ net.Listener }

func (s socket) Accept() (link, error) { return s.Listener.Accept() }

func dial(dbPath string) (link, error) {
	path, err := socketPath(dbPath)
	if err != nil {
		return nil, err
	}
	return net.DialTimeout("unix", path, patience)
}

// socketPath is short because the name of a socket has at most about 100 bytes.
func socketPath(dbPath string) (string, error) {
	name, err := nameOf(dbPath)
	if err != nil {
		return "", err
	}
	dir := socketDir()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return "", err
	}
	if !info.IsDir() || !private(info) {
		return "", errors.New("the folder for the socket is open to other users")
	}
	return filepath.Join(dir, name+".sock"), nil
}

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

// allowForeground is needed on Windows only.
func allowForeground(int) {}
