package secret

import (
	"errors"
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
