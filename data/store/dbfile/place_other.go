//go:build !linux && !darwin && !windows

package dbfile

func networked(string) bool { return false }

func platformSynced(string) bool { return false }
