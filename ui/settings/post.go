package settings

import (
	"context"

	"terminwerk/core"
	"terminwerk/core/activation"
	"terminwerk/core/message"
)

// Outbox is what the pages about messages need of it.
type Outbox interface {
	Test(ctx context.Context, to, subject, text string) (message.Result, error)
	QueuedBy(ctx context.Context) (map[core.MailModule]int, error)
	Reroute(ctx context.Context, actor string, from core.MailModule) (int, error)
	CancelModule(ctx context.Context, actor string, module core.MailModule) (int, error)
	Wordings() message.Wordings
	Redraft(ctx context.Context, d message.Draft, kind core.MessageKind, by core.Channel) (message.Draft, error)
}

// Visits finds appointments for the preview of a template.
type Visits interface {
	AppointmentsBetween(ctx context.Context, from, to core.WallTime) ([]core.Appointment, error)
}

// Activation is what the page about it needs.
type Activation interface {
	Status(ctx context.Context) (activation.Status, error)
	Enter(ctx context.Context, actor, code string) (activation.Status, error)
	Request(ctx context.Context) (activation.Request, error)
}

// Post is what the pages about messages are given; without an Outbox they are left out.
type Post struct {
	Outbox     Outbox
	Visits     Visits
	Services   message.Services
	Secrets    message.Secrets
	Activation Activation
	ReadCode   func(path string) (string, error)
	Browse     func(endings []string, chosen func(path string))
	Copy       func(text string)
}
