package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/i18n"
)

// messageLine is one message as "outbox" tells it to machines.
type messageLine struct {
	Message     string   `json:"message"`
	State       string   `json:"state"`
	Kind        string   `json:"kind"`
	Channel     string   `json:"channel"`
	Module      int      `json:"module"`
	Name        string   `json:"name"`
	To          []string `json:"to"`
	Subject     string   `json:"subject,omitempty"`
	Appointment string   `json:"appointment,omitempty"`
	Lead        string   `json:"lead,omitempty"`
	Due         string   `json:"due"`
	Attempts    int      `json:"attempts"`
	MessageID   string   `json:"message_id"`
	Words       string   `json:"words,omitempty"`
	Reason      string   `json:"reason,omitempty"`
}

func lineOf(m *core.Message) messageLine {
	l := messageLine{
		Message: m.Label(), State: string(m.State), Kind: string(m.Kind), Channel: string(m.Channel), Module: int(m.Module), Name: m.Name,
		To: m.To, Subject: m.Subject, Due: m.Due.UTC().Format(time.RFC3339), Attempts: m.Attempts, MessageID: m.MessageID,
		Words: m.Words, Reason: reasonOf(m),
	}
	if m.Appointment != 0 {
		l.Appointment = core.AppointmentLabel(m.Appointment)
	}
	if m.Lead != 0 {
		l.Lead = core.LeadLabel(m.Lead)
	}
	return l
}

// reasonOf is why a message stands where it does, in words.
func reasonOf(m *core.Message) string {
	if n := len(m.Story); n > 0 && m.Story[n-1].Reason != "" {
		return i18n.T(m.Story[n-1].Reason)
	}
	return ""
}

func (c *call) printMessage(m *core.Message) {
	if c.json {
		c.line(lineOf(m))
		return
	}
	why := reasonOf(m)
	if m.Words != "" && m.State != core.MessageSent {
		why = i18n.Join(why, strings.ReplaceAll(m.Words, "\n", "; "))
	}
	fmt.Fprintln(c.Stdout, strings.TrimRight(fmt.Sprintf("%-7s %-22s %-7s %-15s %-32s %s", m.Label(), i18n.T("status.message."+string(m.State)),
		i18n.T("status.channel."+string(m.Channel)), i18n.T("status.message_kind."+string(m.Kind)), strings.Join(m.To, ", "), why), " "))
}

func outboxFlags(c *call) {
	c.set.StringVar(&c.opt.state, "state", "", i18n.T("cli.flag.state"))
	c.set.BoolVar(&c.opt.late, "late", false, i18n.T("cli.flag.late"))
}

func runOutbox(c *call) (int, error) {
	w := c.opt.words
	if len(w) == 0 {
		return Failed, c.wrong()
	}
	ids := len(w) > 1
	switch w[0] {
	case "list":
		if ids {
			return Failed, c.wrong()
		}
		return c.open(c.listMessages)
	case "run":
		if ids {
			return Failed, c.wrong()
		}
		return c.open(c.runPass)
	case "retry", "cancel":
		if !ids {
			return Failed, c.wrong()
		}
		return c.open(func() (int, error) { return c.changeMessages(w[0], w[1:]) })
	}
	return Failed, c.wrong()
}

func (c *call) listMessages() (int, error) {
	q := core.Query{Entity: core.EntityMessage}
	if c.opt.state != "" {
		for _, state := range strings.Split(c.opt.state, ",") {
			if !slices.Contains(core.MessageStates(), core.MessageState(state)) {
				return Failed, usageError(i18n.T("cli.no_state", "state", state))
			}
			q.Status = append(q.Status, state)
		}
	}
	ids, err := c.session.Store.IDs(c.ctx, q)
	if err != nil {
		return Failed, err
	}
	for _, id := range ids {
		m, err := c.session.Store.Message(c.ctx, id)
		if core.IsKind(err, core.NotFound) {
			continue
		}
		if err != nil {
			return Failed, err
		}
		c.printMessage(&m)
	}
	if len(ids) == 0 && !c.json {
		fmt.Fprintln(c.Stdout, i18n.T("cli.outbox_empty"))
	}
	return OK, nil
}

// runPass does one pass. What needs a person is named, and makes the exit code 1.
func (c *call) runPass() (int, error) {
	set, err := c.session.Store.Settings(c.ctx)
	if err == nil {
		err = set.Mail.Validate()
	}
	if err != nil {
		return Failed, err
	}
	if c.opt.late {
		late, err := c.session.Outbox.LateReminders(c.ctx)
		if err == nil {
			err = c.session.Outbox.SendLate(c.ctx, c.actor(), late)
		}
		if err != nil {
			return Failed, err
		}
	}
	c.session.Outbox.Resume()
	report, err := c.session.Outbox.Pass(c.ctx)
	for i := range report.Changed {
		c.printMessage(&report.Changed[i])
	}
	if err != nil {
		return Failed, err
	}
	return c.passed(report), nil
}

func (c *call) passed(r message.Report) int {
	exit := OK
	for i := range r.Waiting {
		c.printMessage(&r.Waiting[i])
	}
	for i := range r.Changed {
		switch r.Changed[i].State {
		case core.MessageFailed, core.MessageUncertain, core.MessageUndelivered, core.MessageRetry, core.MessageExpired:
			exit = Findings
		}
	}
	for _, l := range r.Late {
		fmt.Fprintln(c.Stderr, i18n.T("cli.late", "appointment", l.Appointment.Label(), "name", l.Appointment.Contact.DisplayName(),
			"due", i18n.Stamp(l.Due.Local())))
	}
	for _, p := range r.Pauses {
		why := i18n.Join(p.Words)
		if p.Reason != "" {
			why = i18n.Join(i18n.T(p.Reason), p.Words)
		}
		if p.Err != nil {
			why = sentence(p.Err)
		}
		fmt.Fprintln(c.Stderr, i18n.T("cli.paused", "module", i18n.T("status.module."+strconv.Itoa(int(p.Module))), "reason", why))
	}
	if len(r.Waiting) > 0 {
		fmt.Fprintln(c.Stderr, i18n.N("cli.waiting", len(r.Waiting)))
	}
	if len(r.Waiting)+len(r.Late)+len(r.Pauses) > 0 {
		exit = Findings
	}
	return exit
}

func (c *call) changeMessages(word string, labels []string) (int, error) {
	step := map[string]message.Step{"retry": message.Retrying(), "cancel": message.Cancelling()}[word]
	exit := OK
	for _, label := range labels {
		id, err := strconv.ParseUint(strings.TrimPrefix(strings.ToUpper(label), "N-"), 10, 63)
		if err != nil {
			return Failed, usageError(i18n.T("cli.no_message", "message", label))
		}
		m, err := c.session.Outbox.Step(c.ctx, c.actor(), step, core.ID(id))
		switch {
		case core.IsKind(err, core.NotFound):
			fmt.Fprintln(c.Stderr, i18n.T("cli.no_message", "message", label))
			exit = Findings
		case core.IsKind(err, core.Invalid):
			fmt.Fprintln(c.Stderr, m.Label()+": "+sentence(err))
			exit = Findings
		case err != nil:
			return Failed, err
		default:
			c.printMessage(&m)
		}
	}
	return exit, nil
}

func messageFlags(c *call) { c.set.StringVar(&c.opt.dir, "to", "", i18n.T("cli.flag.to_address")) }

// runMessage is the test button: it sends by the present settings and shows the dialogue.
func runMessage(c *call) (int, error) {
	if len(c.opt.words) != 1 || c.opt.words[0] != "test" || c.opt.dir == "" {
		return Failed, c.wrong()
	}
	return c.open(func() (int, error) {
		r, err := c.session.Outbox.Test(c.ctx, c.opt.dir, i18n.T("cli.test_subject"), i18n.T("cli.test_text"))
		if err != nil {
			return Failed, err
		}
		why := r.Words
		if r.Reason != "" {
			why = i18n.Join(i18n.T(r.Reason), r.Words)
		}
		if c.json {
			c.line(map[string]any{"taken": r.Taken(), "outcome": r.Outcome, "words": why, "transcript": r.Transcript})
		} else {
			for _, line := range r.Transcript {
				fmt.Fprintln(c.Stdout, line)
			}
			if r.Taken() {
				fmt.Fprintln(c.Stdout, i18n.T("cli.test_taken"))
			}
		}
		if r.Taken() {
			return OK, nil
		}
		fmt.Fprintln(c.Stderr, i18n.T("cli.test_refused", "reason", i18n.OrDash(why)))
		return Findings, nil
	})
}

// notify queues the messages that a saved appointment calls for. One that cannot be queued is named on standard error, and
// makes the exit code 1.
func (c *call) notify(appointment core.ID) (int, error) {
	if !c.opt.notify {
		return OK, nil
	}
	offer, err := c.session.Outbox.Offer(c.ctx, appointment)
	if err != nil {
		return Failed, err
	}
	exit := OK
	for _, d := range offer.Drafts {
		m, err := c.session.Outbox.Enqueue(c.ctx, c.actor(), d, message.Answers{})
		var gaps *message.GapsError
		switch {
		case errors.As(err, &gaps):
			err = usageError(i18n.T("cli.gap", "placeholder", gaps.Gaps[0].Placeholder))
		case err != nil && !core.IsKind(err, core.Invalid):
			return Failed, err
		}
		if err != nil {
			fmt.Fprintln(c.Stderr, i18n.T("status.channel."+string(d.Channel))+": "+sentence(err))
			exit = Findings
			continue
		}
		if !c.json {
			c.printMessage(&m)
		}
	}
	return exit, nil
}
