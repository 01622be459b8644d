//go:build !linux

package secret

// noKeyring is false: Windows and macOS always have a keyring.
func noKeyring(error) bool { return false }

// noBus is false: the keyrings of Windows and macOS need none.
func noBus() bool { return false }
