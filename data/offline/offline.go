// Package offline tells a machine without network from a server that does not answer: the one mends itself, the other
// needs a person.
package offline

import (
	"errors"
	"net"
	"slices"
	"syscall"
)

// Is tells whether a failed attempt to connect means that this machine has no way out at the moment. A name that cannot be
// resolved counts only when there is no route either, so that a mistyped server is still called that.
func Is(err error) bool {
	var number syscall.Errno
	if errors.As(err, &number) && slices.Contains(noWay, number) {
		return true
	}
	var name *net.DNSError
	return errors.As(err, &name) && (name.IsTemporary || name.IsTimeout || !routed())
}

// routed asks the system for a route to addresses of documentation (RFC 5737, RFC 3849). Connecting a datagram socket sends
// nothing.
func routed() bool {
	for _, address := range []string{"192.0.2.1:9", "[2001:db8::1]:9"} {
		if conn, err := net.Dial("udp", address); err == nil {
			_ = conn.Close() // nothing was sent
			return true
		}
	}
	return false
}
