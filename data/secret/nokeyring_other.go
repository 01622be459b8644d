//go:build !linux

package secret

// noKeyring is false: Windows and macOS always have a keyring.
func noKeyring(error) bool { return false }
