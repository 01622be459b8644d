package ui_test

import (
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
)

// hands is a clock that the test sets.
type hands struct{ at time.Time }

// Now is where they stand.
func (h *hands) Now() time.Time { return h.at }

// line is a network that the test cuts.
type line struct{ up bool }

// Up tells whether it is whole.
func (l *line) Up() bool { return l.up }

// later lets d pass for the window and the clock alike.
func (p *program) later(d time.Duration) {
	p.clock.at = p.clock.at.Add(d)
	p.app.Advance(d)
}

// letter is an e-mail that waits in the outbox until it is due.
func (p *program) letter(subject string, due time.Time) *core.Message {
	return &core.Message{
		State: core.MessageQueued, Kind: core.MessageOrdinary, Channel: core.ChannelEmail, Module: core.ModuleSMTP, Due: due,
		To: []string{"anna@post.example"}, From: "service@autohaus.example", Subject: subject, Text: "Er ist fertig\n", MessageID: "<" + subject + "@autohaus.example>",
	}
}

// went fails unless exactly these went out, in this order.
func (p *program) went(subjects ...string) {
	p.Helper()
	same := len(p.post.Sent) == len(subjects)
	for i := 0; same && i < len(subjects); i++ {
		same = p.post.Sent[i].Subject == subjects[i]
	}
	if same {
		return
	}
	var got []string
	for i := range p.post.Sent {
		got = append(got, p.post.Sent[i].Subject)
	}
	p.Fatalf("at %s sent %q, not %q", p.clock.at.Format(time.TimeOnly), got, subjects)
}

func (p *program) state(id core.ID, want core.MessageState) {
	p.Helper()
	if m, err := p.store.Message(p.Context(), id); err != nil || m.State != want {
		p.Errorf("message %d is %s %v, not %s", id, m.State, err, want)
	}
}

func TestAMessageGoesOutWhenItsTimeComes(t *testing.T) {
	p := start(t)
	early, late := p.letter("früh", p.clock.at.Add(20*time.Minute)), p.letter("spät", p.clock.at.Add(2*time.Hour))
	p.put(late)
	p.put(early)
	p.later(time.Minute)
	p.later(18*time.Minute + 58*time.Second)
	p.went()
	p.later(3 * time.Second)
	p.went("früh")
	p.later(99 * time.Minute)
	p.went("früh")
	p.later(time.Minute)
	p.went("früh", "spät")
	p.state(early.Meta.ID, core.MessageSent)
	p.state(late.Meta.ID, core.MessageSent)
	p.later(24 * time.Hour)
	p.went("früh", "spät")
}

func TestAPausedWayIsTriedAgainAsSoonAsTheNetworkIsBack(t *testing.T) {
	p := start(t)
	p.line.up = false
	m := p.letter("heute", p.clock.at)
	p.put(m)
	for range 3 {
		p.later(4 * time.Second)
	}
	p.went()
	p.state(m.Meta.ID, core.MessageQueued)
	p.line.up = true
	p.later(6 * time.Second) // less than the half minute for which the way is paused
	p.went("heute")
	p.later(time.Hour)
	p.went("heute")
}

func TestAMessageWrittenWhileAnotherIsSentFollowsAtOnceAndNoneGoesTwice(t *testing.T) {
	p := start(t)
	first, second := p.letter("eins", p.clock.at), p.letter("zwei", p.clock.at)
	p.post.During = func() {
		if len(p.post.Sent) == 1 {
			p.put(second)
			p.app.Advance(time.Second) // whatever was woken meanwhile
		}
	}
	p.put(first)
	for range 5 {
		p.put(&core.Customer{Contact: core.Contact{LastName: "Berger"}, Status: core.StatusCustomer})
	}
	p.later(time.Second)
	p.later(time.Second)
	p.went("eins", "zwei")
	p.later(24 * time.Hour)
	p.went("eins", "zwei")
}

var _ message.Network = (*line)(nil)
