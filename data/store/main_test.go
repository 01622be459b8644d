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
	if len(os.Args) == 3 {
		children := map[string]func(string){"write-forever": writeForever, "load-much": loadMuch, "fill-up": fillUp}
		if child := children[os.Args[1]]; child != nil {
			child(os.Args[2])
			os.Exit(0)
		}
	}
	os.Exit(m.Run())
}
