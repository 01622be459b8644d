package offline

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// Windows gives the numbers of Winsock, which the constants of package syscall do not equal.
var noWay = []syscall.Errno{windows.WSAENETUNREACH, windows.WSAEHOSTUNREACH, windows.WSAENETDOWN, windows.WSAEADDRNOTAVAIL}
