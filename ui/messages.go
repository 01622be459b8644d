package ui

import (
	"context"
	"slices"
	"time"

	"terminwerk/core"
	"terminwerk/core/activation"
	"terminwerk/core/message"
	"terminwerk/ui/compose"
	"terminwerk/ui/desk"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/outbox"
	"terminwerk/ui/settings"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// Messaging is what main gives the window for writing to customers.
type Messaging struct {
	Outbox     *message.Service
	Activation *activation.Service // decides about SMS; nil: they are not activated
	Services   message.Services    // the SMS reminder services
	Secrets    message.Secrets
	Network    message.Network // nil: there always is one
	// Attach reads a file whole, to be sent with an e-mail.
	Attach func(path string) (core.Attachment, error)
	// ReadCode reads an activation code from a file.
	ReadCode func(path string) (string, error)
	// Export writes messages as CSV into a file.
	Export func(ctx context.Context, ids []core.ID, path string) error
}

// dispatcher lets the outbox do its passes while the window is open: at start, when something is due, after every change
// and when the network is back.
type dispatcher struct {
	app     *App
	passing bool
	again   bool // something changed during the pass
	asked   bool // about late reminders, once in a program's life
}

// The waits of the dispatcher: after a change, so that several are one pass; between looks at the network while there was
// none; and after a pass that failed.
const (
	settleWait  = 300 * time.Millisecond
	networkWait = 5 * time.Second
	failedWait  = time.Minute
)

// wake begins a pass soon, or another one after the present one.
func (p *dispatcher) wake() {
	if p.passing {
		p.again = true
		return
	}
	p.app.desk.Tasks.After("outbox.wake", settleWait, p.pass)
}

func (p *dispatcher) pass() {
	p.passing, p.again = true, false
	task.Load(p.app.desk.Tasks, "outbox.pass", p.app.services.Messages.Outbox.Pass, p.passed)
}

func (p *dispatcher) passed(r message.Report, err error) {
	p.passing = false
	a := p.app
	a.shell.refreshCounts()
	if err != nil {
		a.desk.Toasts.Tell(theme.Warning, i18n.T("outbox.pass_failed", "why", i18n.Error(err)))
		a.desk.Tasks.After("outbox.wake", failedWait, p.pass)
		return
	}
	if !p.asked && len(r.Late) > 0 {
		p.asked = true
		outbox.AskLate(a.desk, a.services.Messages.Outbox, r.Late)
	}
	p.tell(r.Changed)
	offline := slices.ContainsFunc(r.Pauses, func(pause message.Pause) bool { return pause.NoNetwork })
	if offline && a.services.Messages.Network != nil {
		a.desk.Tasks.After("outbox.network", networkWait, p.look)
	}
	switch {
	case p.again:
		p.wake()
	case !r.Next.IsZero():
		a.desk.Tasks.After("outbox.wake", max(r.Next.Sub(a.services.Clock.Now()), settleWait), p.pass)
	}
}

// look asks whether the network is back.
func (p *dispatcher) look() {
	if !p.app.services.Messages.Network.Up() {
		p.app.desk.Tasks.After("outbox.network", networkWait, p.look)
		return
	}
	p.app.services.Messages.Outbox.Resume()
	p.wake()
}

// tell says what went wrong for good; what went out is only counted.
func (p *dispatcher) tell(changed []core.Message) {
	for i := range changed {
		if m := &changed[i]; m.State == core.MessageFailed || m.State == core.MessageUndelivered {
			p.app.desk.Toasts.Tell(theme.Failure, i18n.T("outbox.told_failed", "message", m.Label(), "name", m.Name, "why", mail.Last(m)))
		}
	}
}

// hear wakes the dispatcher after changes that may matter to the outbox.
func (p *dispatcher) hear(e core.Event) {
	if desk.Touches(e, core.EntitySettings) {
		p.app.services.Messages.Outbox.Resume()
	}
	if desk.Touches(e, core.EntityMessage, core.EntityAppointment, core.EntitySettings, core.EntityCustomer) {
		p.wake()
	}
}

// newOutbox makes the monitor.
func (a *App) newOutbox() *outbox.Screen {
	return outbox.New(a.desk, outbox.Needs{
		Store: a.services.Store, Service: a.services.Messages.Outbox, SendNow: a.dispatch.wake, Unlock: func() { a.AskSecrets(true) }, OnUI: a.onUI, Export: a.services.Messages.Export,
	})
}

// ShowMessage goes to the outbox with this message selected.
func (a *App) ShowMessage(id core.ID) {
	a.shell.leaveAll(func() {
		screen := a.newOutbox()
		screen.Select(id)
		a.shell.screen = desk.Outbox
		a.shell.stack = []desk.View{screen}
		a.shell.front()
	})
}

// WriteMessage opens the message editor about a record.
func (a *App) WriteMessage(about core.Ref) {
	task.Load(a.desk.Tasks, "shell.write", func(ctx context.Context) ([]message.Draft, error) { return a.drafts(ctx, about) }, func(list []message.Draft, err error) {
		switch {
		case err != nil:
			a.desk.Dialogs.Error(err)
		case len(list) == 0:
			a.desk.Dialogs.Ask(i18n.T("shell.no_message"), i18n.T("shell.nothing_to_write"))
		default:
			a.write(list)
		}
	})
}

func (a *App) drafts(ctx context.Context, about core.Ref) ([]message.Draft, error) {
	out := a.services.Messages.Outbox
	one := func(d message.Draft, err error) ([]message.Draft, error) { return []message.Draft{d}, err }
	switch about.Entity {
	case core.EntityAppointment:
		kind := core.MessageConfirmation
		visit, err := a.services.Store.Appointment(ctx, about.ID)
		if err != nil {
			return nil, err
		}
		if visit.Status == core.AppointmentCancelled {
			kind = core.MessageCancellation
		}
		by := core.ChannelEmail
		if visit.Contact.Email == "" && visit.Contact.Mobile.Typed != "" && a.desk.SMS() == nil {
			by = core.ChannelSMS
		}
		return one(out.Draft(ctx, kind, by, about.ID))
	case core.EntityLead:
		return out.OfferRejection(ctx, about.ID)
	case core.EntityMessage:
		return one(out.Rework(ctx, about.ID))
	}
	return one(out.DraftTo(ctx, core.ChannelEmail, about.ID))
}

// write opens the editor on the first of several messages; the next one follows when it was sent.
func (a *App) write(list []message.Draft) {
	first, rest := list[0], list[1:]
	var editor *compose.Editor
	editor = compose.New(a.desk, a.composing(), first, func(m core.Message) {
		a.shell.close(editor)
		a.queued(m)
		if len(rest) > 0 {
			a.write(rest)
		}
	}, func(d message.Draft) {
		a.desk.Toasts.ShowUndo(i18n.N("shell.not_written", len(list)), func() { a.write(append([]message.Draft{d}, rest...)) })
	})
	a.Push(editor)
}

func (a *App) composing() compose.Needs {
	return compose.Needs{Service: a.services.Messages.Outbox, Attach: a.services.Messages.Attach, Browse: a.browseAny}
}

// restoreMessage opens the editor on what a draft holds; what else its appointment calls for follows when it was sent.
func (a *App) restoreMessage(draft core.Draft) error {
	held, err := compose.Held(draft)
	if err != nil {
		return err
	}
	task.Load(a.desk.Tasks, "shell.write", func(ctx context.Context) (message.Draft, error) {
		err := a.services.Messages.Outbox.Judge(ctx, &held)
		return held, err
	}, func(d message.Draft, err error) {
		if err != nil {
			a.desk.Dialogs.Error(err)
			return
		}
		var editor *compose.Editor
		editor = compose.Restore(a.desk, a.composing(), d, draft.Key, func(m core.Message) {
			a.shell.close(editor)
			a.queued(m)
			if m.Appointment != 0 && m.Kind != core.MessageOrdinary {
				a.OfferMessages(m.Appointment)
			}
		}, func(d message.Draft) {
			a.desk.Toasts.ShowUndo(i18n.N("shell.not_written", 1), func() { a.write([]message.Draft{d}) })
		})
		a.Push(editor)
	})
	return nil
}

// queued says where a message is; one of the mail program's module is opened there at once.
func (a *App) queued(m core.Message) {
	if m.State != core.MessageWaiting {
		a.desk.Toasts.Show(i18n.T("shell.queued", "message", m.Label(), "name", m.Name))
		return
	}
	a.desk.Toasts.Tell(theme.Hint, i18n.T("outbox.handing_over", "message", m.Label()))
	actor := a.actor
	task.Load(a.desk.Tasks, "outbox.handover."+m.Label(), func(ctx context.Context) (core.Message, error) {
		return a.services.Messages.Outbox.HandOver(ctx, actor, m.Meta.ID)
	}, func(after core.Message, err error) {
		if err != nil {
			a.desk.Toasts.Tell(theme.Warning, i18n.T("outbox.not_handed_over", "message", m.Label(), "why", i18n.Error(err)))
			return
		}
		mail.TellHandedOver(a.desk.Toasts, &after)
	})
}

// OfferMessages opens the messages that a saved or cancelled appointment calls for.
func (a *App) OfferMessages(appointment core.ID) {
	task.Load(a.desk.Tasks, "shell.offer", func(ctx context.Context) (message.Offer, error) {
		return a.services.Messages.Outbox.Offer(ctx, appointment)
	}, func(offer message.Offer, err error) {
		if err != nil {
			a.desk.Dialogs.Error(err)
			return
		}
		// What is not activated was never promised: the appointment says so beside the tick.
		drafts := slices.DeleteFunc(offer.Drafts, func(d message.Draft) bool {
			return d.Channel == core.ChannelSMS && a.desk.SMS() != nil
		})
		if len(drafts) > 0 {
			a.write(drafts)
		}
	})
}

// smsHindrance is why no new SMS can be written; nil when they can.
func (a *App) smsHindrance() error {
	gate := a.services.Messages.Activation
	if gate == nil {
		return core.Refuse(core.FieldSMSConfirmation, message.ReasonNoActivation)
	}
	return gate.AllowSMS(context.Background())
}

// newSettings makes the screen of the settings.
func (a *App) newSettings() *settings.Screen {
	return settings.New(a.desk, a.all(), a.settingsPost())
}

// settingsPost is what the settings need beside the store.
func (a *App) settingsPost() settings.Post {
	m := &a.services.Messages
	post := settings.Post{
		Visits: a.services.Store, Services: m.Services, Secrets: m.Secrets, Activation: m.Activation, ReadCode: m.ReadCode,
		Browse: a.browseFor, Copy: func(text string) { a.fyne.Clipboard().SetContent(text) },
	}
	if m.Outbox != nil && m.Services != nil {
		post.Outbox = m.Outbox
	}
	return post
}

// browseAny lets the user look for any file.
func (a *App) browseAny(chosen func(path string)) { a.browseFor(nil, chosen) }
