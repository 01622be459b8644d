// Command live sends through real counterparts and compares what arrives with what was sent, field by field: a mail server
// that asks for encryption and a login (Mailpit), one that turns strangers away at first (Postfix with postgrey), an SMS
// gateway with a network behind it (Kannel with fakesmsc), a keyring (gnome-keyring), the desktop's own starter of mail programs
// (xdg-email), and under Wine the Windows build of the module that opens them. .ci/live-messages prepares all of that and runs it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
)

// parts are the counterparts in the order in which they are tried.
var parts = []struct {
	name string
	run  func(*trial)
}{
	{"mailpit", tryMailpit},
	{"postfix", tryPostfix},
	{"kannel", tryKannel},
	{"keyring", tryKeyring},
	{"desktop", tryDesktop},
	{"windows", tryWindows},
}

func main() {
	only := flag.String("only", "", "try only these, separated by commas: mailpit postfix kannel keyring desktop windows")
	work := flag.String("work", "", "an empty `folder` for everything")
	flag.Parse()
	if flag.Arg(0) == "keyring" { // inside a session that tryKeyring has made
		os.Exit(useKeyring(flag.Arg(1)))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	failed := 0
	for _, p := range parts {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), p.name) {
			continue
		}
		t := &trial{ctx: ctx, name: p.name, work: *work}
		t.attempt(p.run)
		failed += t.failed
		fmt.Printf("%s: %d checks, %d failed\n", p.name, t.checks, t.failed)
	}
	if failed > 0 {
		os.Exit(1)
	}
}
