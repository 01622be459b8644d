package secret

import (
	"errors"
	"os/exec"
	"strings"
	"syscall"
)

// noKeyring tells a session without a keyring, or without a bus, from one that is locked. The bus says so in words only.
func noKeyring(err error) bool {
	return errors.Is(err, exec.ErrNotFound) || errors.Is(err, syscall.ENOENT) || errors.Is(err, syscall.ECONNREFUSED) ||
		strings.Contains(err.Error(), "org.freedesktop.secrets was not provided") ||
		strings.Contains(err.Error(), "dbus-launch") || strings.Contains(err.Error(), "DBUS_SESSION_BUS_ADDRESS")
}
