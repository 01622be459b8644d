package store

import (
	"os"
	"testing"

	"terminwerk/core"
)

// TestMain lets the test binary be the child process that checks files, and the one that is killed while it writes.
func TestMain(m *testing.M) {
	if exit, mine := RunChild(os.Args[1:], testOptions()); mine {
		os.Exit(exit)
	}
	if len(os.Args) == 3 && os.Args[1] == "write-forever" {
		writeForever(os.Args[2])
	}
	os.Exit(m.Run())
}

func testOptions() Options {
	return Options{AnyFolder: true, MatchKeys: func(c *core.Customer) []string {
		return []string{"m:" + c.Contact.Email, "n:" + c.Contact.LastName, "p:" + c.Contact.Mobile.E164}
	}}
}
