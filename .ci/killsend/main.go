// Command killsend kills the sending program again and again in the middle of sending, and counts on the other side what
// became of every message; .ci/kill-messages prepares its folder.
//
// The sender is this program again, as a child: a real database, the real modules, a mail server and an SMS gateway on
// loopback, which the parent plays. It is killed with SIGKILL a random moment after the other side has taken something.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
)

func main() {
	if len(os.Args) > 3 && os.Args[1] == "child" {
		if err := send(os.Args[2], os.Args[3]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		return
	}
	rounds := flag.Int("rounds", 200, "how often the sender is killed")
	messages := flag.Int("messages", 1000, "how many messages are sent, half of them SMS")
	work := flag.String("work", "", "an empty `folder` for the databases")
	seed := flag.Uint64("seed", 1, "of the moments of the kills")
	flag.Parse()
	good := true
	fmt.Printf("%d messages, %d kills, seed %d\n", *messages, *rounds, *seed)
	for _, asked := range []bool{true, false} {
		r := &round{
			path: filepath.Join(*work, fmt.Sprint(asked), "terminwerk.db"), rand: rand.New(rand.NewPCG(*seed, 1)), side: newSide(asked),
		}
		if err := r.run(*messages, *rounds); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		good = r.report(asked) && good
	}
	if !good {
		os.Exit(1)
	}
}

// round is one series of kills over one database.
type round struct {
	path  string
	rand  *rand.Rand
	side  *side
	kills int
	seen  []core.Message // as the outbox stands at the end
	early int            // uncertain right after the last kill
}

func (r *round) run(messages, kills int) error {
	if err := r.side.listen(); err != nil {
		return err
	}
	defer r.side.close()
	if err := fill(r.path, r.side, 0, messages); err != nil {
		return err
	}
	filled := messages
	for r.kills < kills {
		ended, err := r.kill()
		if err != nil {
			return err
		}
		if ended { // a slow machine sends more between two kills
			if err := fill(r.path, r.side, filled, messages); err != nil {
				return err
			}
			filled += messages
		}
	}
	list, err := read(r.path)
	if err != nil {
		return err
	}
	for _, m := range list {
		if m.State == core.MessageUncertain || m.State == core.MessageSending {
			r.early++
		}
	}
	// Undisturbed to the end, and once more when a service that can be asked has had its time to settle.
	for _, later := range []string{"0s", "10m"} {
		if out, err := r.child(later).CombinedOutput(); err != nil {
			return fmt.Errorf("the sender failed: %w: %s", err, out)
		}
	}
	r.seen, err = read(r.path)
	return err
}

func (r *round) child(later string) *exec.Cmd {
	return exec.Command(os.Args[0], "child", r.path, later)
}

// kill lets a sender take up its work and kills it a moment after the other side has heard of it; ended is set when it had
// nothing left to do.
func (r *round) kill() (ended bool, err error) {
	heard := r.side.next()
	c := r.child("0s")
	if err := c.Start(); err != nil {
		return false, err
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	select {
	case <-heard:
	case err := <-done:
		return err == nil, err
	case <-time.After(time.Minute):
		return false, fmt.Errorf("the sender does not send: %w", c.Process.Kill())
	}
	time.Sleep(time.Duration(r.rand.IntN(15_000)) * time.Microsecond)
	if err := c.Process.Kill(); err != nil {
		return true, nil
	}
	_ = <-done
	r.kills++
	return false, nil
}

// report prints the figures and tells whether no SMS was doubled and nothing is lost.
func (r *round) report(asked bool) bool {
	var doubledSMS, doubledMail, lost, uncertain, uncertainGone, hidden int
	states := map[core.MessageState]int{}
	for i := range r.seen {
		m := &r.seen[i]
		n := r.side.arrived(m.Subject + " " + m.Text)
		states[m.State]++
		switch {
		case m.Channel == core.ChannelSMS && n > 1:
			doubledSMS += n - 1
		case n > 1:
			doubledMail += n - 1
		}
		switch {
		case m.State == core.MessageUncertain:
			uncertain++
			if n == 0 {
				uncertainGone++
			}
		case n == 0:
			lost++
		case m.State != core.MessageSent && m.State != core.MessageAccepted && m.State != core.MessageDelivered:
			hidden++
		}
	}
	what := "a gateway that can be asked"
	if !asked {
		what = "a gateway that cannot be asked"
	}
	fmt.Printf("\n%s: %d kills\n", what, r.kills)
	fmt.Printf("  SMS doubled                                   %d\n", doubledSMS)
	fmt.Printf("  e-mails twice, under the same Message-ID      %d\n", doubledMail)
	fmt.Printf("  lost without being shown                      %d\n", lost)
	fmt.Printf("  arrived without being shown                   %d\n", hidden)
	fmt.Printf("  interrupted at the last kill                  %d\n", r.early)
	fmt.Printf("  shown as uncertain at the end                 %d (of these never arrived: %d)\n", uncertain, uncertainGone)
	for _, state := range core.MessageStates() {
		if states[state] > 0 {
			fmt.Printf("  %-12s %d\n", state, states[state])
		}
	}
	return doubledSMS+lost+hidden == 0
}

// Everything happens on a Tuesday morning, because SMS keep the night and the Sunday.
func clock(later time.Duration) core.Clock {
	begin := time.Now()
	return core.ClockFunc(func() time.Time {
		return time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC).Add(later + time.Since(begin))
	})
}

// open lets everybody send.
type open struct{}

func (open) AllowSMS(context.Context) error { return nil }

// passwords are those of the counterpart.
type passwords struct{}

func (passwords) Secret(context.Context, string) (string, error)  { return "secret", nil }
func (passwords) SetSecret(context.Context, string, string) error { return nil }
func (passwords) DeleteSecret(context.Context, string) error      { return nil }

var _ message.Secrets = passwords{}
