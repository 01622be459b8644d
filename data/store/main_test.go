package store

import (
	"os"
	"testing"
)

// TestMain lets the test binary be the child process that checks files, and the one that is killed while it writes.
func TestMain(m *testing.M) {
	if exit, mine := RunChild(os.Args[1:]); mine {
		os.Exit(exit)
	}
	if len(os.Args) == 3 && os.Args[1] == "write-forever" {
		writeForever(os.Args[2])
	}
	os.Exit(m.Run())
}
