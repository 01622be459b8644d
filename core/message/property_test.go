package message_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/message"
)

// world is the other side in a property test: it delivers what it takes, answers truthfully when asked, and kills the
// program in the middle of things.
type world struct {
	t         *rapid.T
	store     *coretest.Store
	delivered map[string]int // by our reference
	mute      bool           // cannot be asked
}

// killed is what a kill of the process does to whatever is running.
type killed struct{}

func (w *world) For(context.Context, core.Settings, *core.Message) (message.Sender, error) {
	return w, nil
}
func (w *world) Compose(m *core.Message) ([]byte, error) { return []byte(m.Text), nil }
func (w *world) AllowSMS(context.Context) error          { return nil }

func (w *world) Send(_ context.Context, m *core.Message) message.Result {
	answers := []string{
		"taken", "taken", "taken", "temporary", "permanent", "channel", "no network", "aborted", "lost answer", "lost request",
		"kill before", "kill after", "full disk",
	}
	switch event := rapid.SampledFrom(answers).Draw(w.t, "the attempt meets"); event {
	case "temporary":
		return message.Result{Outcome: message.Temporary}
	case "permanent":
		return message.Result{Outcome: message.Permanent}
	case "channel":
		return message.Result{Outcome: message.Channel}
	case "no network":
		return message.Result{Outcome: message.NoNetwork}
	case "aborted":
		return message.Result{Outcome: message.Aborted}
	case "lost request":
		return message.Result{Outcome: message.Uncertain}
	case "kill before":
		panic(killed{})
	case "lost answer":
		w.delivered[m.Reference()]++
		return message.Result{Outcome: message.Uncertain}
	case "kill after":
		w.delivered[m.Reference()]++
		panic(killed{})
	case "full disk":
		w.store.FailNext(&core.Error{Kind: core.Unavailable, Op: "apply"})
	}
	w.delivered[m.Reference()]++
	if m.Channel == core.ChannelSMS {
		return message.Result{Outcome: message.Accepted}
	}
	return message.Result{Outcome: message.Sent}
}

func (w *world) Status(_ context.Context, m *core.Message) message.Result {
	switch {
	case w.mute:
		return message.Result{Outcome: message.Uncertain}
	case w.delivered[m.Reference()] == 0:
		return message.Result{Outcome: message.NotKnown}
	}
	return message.Result{Outcome: rapid.SampledFrom([]message.Outcome{message.Accepted, message.Sent, message.Delivered}).Draw(w.t, "status")}
}

func TestNoSMSTwiceNothingLostAndTheUncertainShown(t *testing.T) {
	texts := wordings(t)
	rapid.Check(t, func(t *rapid.T) {
		w := &world{t: t, store: coretest.New(), delivered: map[string]int{}}
		w.store.SetNow(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC))
		settings, _ := w.store.Settings(ctx)
		settings.Mail.Module, settings.Mail.From = core.ModuleSMTP, "service@muster.example"
		if _, err := w.store.Apply(ctx, core.Change{Op: "settings", Put: []core.Record{&settings}}); err != nil {
			t.Fatal(err)
		}
		start := func() *message.Service {
			return message.New(w.store, w.store, message.Ports{Modules: w, Composer: w, Wordings: texts, Gate: w})
		}
		s := start()
		var queued []core.Message
		crash := func(work func()) {
			defer func() {
				if p := recover(); p != nil {
					if _, ok := p.(killed); !ok {
						panic(p)
					}
					s = start()
				}
			}()
			work()
		}
		t.Repeat(map[string]func(*rapid.T){
			"queue": func(t *rapid.T) {
				d := message.Draft{Channel: core.ChannelSMS, To: []string{"+436641234567"}, Subject: "Termin", Text: "Morgen", Literal: true}
				if rapid.Bool().Draw(t, "e-mail") {
					d.Channel, d.To = core.ChannelEmail, []string{"anna@post.example"}
				}
				m, err := s.Enqueue(ctx, "Huber", d, message.Answers{})
				if err != nil {
					t.Fatal(err)
				}
				queued = append(queued, m)
			},
			"pass": func(*rapid.T) {
				crash(func() {
					if _, err := s.Pass(ctx); err != nil && !core.IsKind(err, core.Unavailable) {
						t.Fatal(err)
					}
				})
			},
			"resume":  func(*rapid.T) { s.Resume() },
			"restart": func(*rapid.T) { s = start() },
			"mute":    func(*rapid.T) { w.mute = !w.mute },
			"time": func(t *rapid.T) {
				w.store.SetNow(w.store.Now().Add(time.Duration(rapid.IntRange(1, 60).Draw(t, "minutes")) * time.Minute))
			},
			"": func(t *rapid.T) { w.check(t, queued) },
		})
	})
}

// check holds after every step, with the outbox as a person would see it.
func (w *world) check(t *rapid.T, queued []core.Message) {
	for _, q := range queued {
		m, err := w.store.Message(ctx, q.Meta.ID)
		if err != nil {
			t.Fatalf("%s is lost: %v", q.Label(), err)
		}
		n := w.delivered[q.Reference()]
		tell := func(what string) {
			t.Fatalf("%s: %s; %s %s, delivered %d times\n%s", what, m.Label(), m.Channel, m.State, n, story(m))
		}
		switch m.State {
		case core.MessageSent, core.MessageAccepted, core.MessageDelivered:
			if n == 0 {
				tell("counts as gone and is lost")
			}
		case core.MessageQueued, core.MessageFailed:
			if n > 0 {
				tell("has arrived and does not show it")
			}
		case core.MessageRetry:
			if n > 0 && m.Repeats == 0 {
				tell("has arrived and does not show it")
			}
		}
		if m.Channel == core.ChannelSMS && n > 1 {
			tell("an SMS twice")
		}
		if m.Channel == core.ChannelEmail && (n > 2 || n == 2 && m.Repeats != 1 || m.MessageID != q.MessageID) {
			tell("an e-mail more often than one repetition allows")
		}
	}
}

func story(m core.Message) string {
	text := ""
	for _, line := range m.Story {
		text += fmt.Sprintf("%s %s %s\n", line.At.Format("15:04"), line.State, line.Reason)
	}
	return text
}
