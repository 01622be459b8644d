package secret

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"
)

// noKeyring tells a session without a bus, or without a keyring on it, from a keyring that is locked: an answer that came
// over the bus is the keyring's own unless the bus says that nobody is there.
func noKeyring(err error) bool {
	var answer dbus.Error
	if !errors.As(err, &answer) {
		return !strings.Contains(err.Error(), "unlock") // the client's words for a prompt that was dismissed
	}
	return answer.Name == "org.freedesktop.DBus.Error.ServiceUnknown" || strings.HasPrefix(answer.Name, "org.freedesktop.DBus.Error.Spawn")
}

// noBus tells that the session has no bus. Asking for one would start one, which nobody ends.
func noBus() bool {
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" && address != "autolaunch:" {
		return false
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		dir = filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	}
	_, errBus := os.Stat(filepath.Join(dir, "bus"))
	_, errSession := os.Stat(filepath.Join(dir, "dbus-session"))
	return errBus != nil && errSession != nil
}
