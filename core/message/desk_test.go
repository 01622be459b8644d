package message_test

import (
	"context"
	"os"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/message"
)

var ctx = context.Background()

// post is the world outside: it takes messages, answers as it is told to, and remembers what arrived.
type post struct {
	answers  []message.Result // for the next attempts; then everything is taken
	arrived  []core.Message
	statuses map[core.ID]message.Result
	refuse   error
	during   func(m *core.Message)
	down     bool
	bySMS    bool
}

func (p *post) For(context.Context, core.Settings, *core.Message) (message.Sender, error) {
	return p, p.refuse
}

func (p *post) MailBySMS(core.Settings) bool { return p.bySMS }

func (p *post) Up() bool { return !p.down }

func (p *post) Send(_ context.Context, m *core.Message) message.Result {
	p.arrived = append(p.arrived, *m)
	if p.during != nil {
		p.during(m)
	}
	if len(p.answers) > 0 {
		r := p.answers[0]
		p.answers = p.answers[1:]
		return r
	}
	return message.Result{Outcome: map[core.MailModule]message.Outcome{
		core.ModuleMAPI: message.HandedOver, core.ModuleSMTP: message.Sent, core.ModuleSMS: message.Accepted,
	}[m.Module]}
}

func (p *post) Status(_ context.Context, m *core.Message) message.Result {
	if r, ok := p.statuses[m.Meta.ID]; ok {
		return r
	}
	return message.Result{Outcome: message.Uncertain}
}

func (p *post) Compose(m *core.Message) ([]byte, error) {
	return []byte(m.MessageID + "\n" + m.Subject + "\n" + m.Text), nil
}

func (p *post) AllowSMS(context.Context) error { return nil }

type desk struct {
	*message.Service
	t     *testing.T
	store *coretest.Store
	post  *post
}

func wordings(t testing.TB) message.Wordings {
	t.Helper()
	w, err := message.ReadWordings(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// newDesk is an Austrian dealership with module 2 on Monday, 23 November 2026, 08:00.
func newDesk(t *testing.T) *desk {
	d := &desk{t: t, store: coretest.New(), post: &post{statuses: map[core.ID]message.Result{}}}
	d.store.ChangeSettings(t, func(s *core.Settings) {
		s.Mail.Module, s.Mail.From = core.ModuleSMTP, "Autohaus Muster <service@muster.example>"
		s.Basis.Dealership, s.Basis.Phone = "Autohaus Muster", "+43 662 123456"
	})
	d.restart()
	return d
}

// restart is the program after it was ended or killed.
func (d *desk) restart() {
	d.Service = message.New(d.store, d.store, message.Ports{
		Modules: d.post, Composer: d.post, Wordings: wordings(d.t), Gate: d.post, Network: d.post,
	})
}

func (d *desk) visit(at core.WallTime) *core.Appointment {
	d.t.Helper()
	c := &core.Customer{Contact: core.Contact{
		Salutation: core.SalutationMs, FirstName: "Anna", LastName: "Müller", Email: "anna@post.example",
		Mobile: core.Phone{Typed: "0664 1234567"},
	}, Status: core.StatusCustomer}
	d.store.Put(d.t, c)
	a := &core.Appointment{
		Status: core.AppointmentPlanned, Customer: c.Meta.ID, Contact: c.Contact, Transit: core.VehicleData{Make: "VW", Model: "Golf"},
		DropOff: core.Part{At: at, Minutes: 15}, PickUp: core.Part{At: at.Add(8 * 60), Minutes: 10}, Adviser: "Huber",
		EmailConfirmation: true, SMSConfirmation: true,
		History: []core.Happening{{At: d.store.Now(), What: "booked", To: at}},
	}
	d.store.Put(d.t, a)
	return a
}

func (d *desk) draft(kind core.MessageKind, by core.Channel, a *core.Appointment) message.Draft {
	d.t.Helper()
	draft, err := d.Draft(ctx, kind, by, a.Meta.ID)
	if err != nil || draft.Hindrance != nil {
		d.t.Fatal(err, draft.Hindrance)
	}
	return draft
}

func (d *desk) queue(kind core.MessageKind, by core.Channel, a *core.Appointment) core.Message {
	d.t.Helper()
	m, err := d.Enqueue(ctx, "Huber", d.draft(kind, by, a), message.Answers{})
	if err != nil {
		d.t.Fatal(err)
	}
	return m
}

func (d *desk) pass() message.Report {
	d.t.Helper()
	r, err := d.Pass(ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *desk) state(m core.Message, want core.MessageState) core.Message {
	d.t.Helper()
	got, err := d.store.Message(ctx, m.Meta.ID)
	if err != nil || got.State != want {
		d.t.Fatalf("%s: state %q, want %q; %v %+v", m.Label(), got.State, want, err, got.Story)
	}
	return got
}

func (d *desk) later(by time.Duration) { d.store.SetNow(d.store.Now().Add(by)) }

func (d *desk) move(a *core.Appointment, to core.WallTime) {
	d.t.Helper()
	a.History = append(a.History, core.Happening{At: d.store.Now(), What: "rescheduled", From: a.DropOff.At, To: to})
	a.DropOff.At, a.PickUp.At = to, to.Add(8*60)
	d.store.Put(d.t, a)
}

const monday = core.WallTime(202611300800)
