package message

import (
	"context"
	"net/mail"
	"slices"
	"sync"
	"time"

	"terminwerk/core"
	"terminwerk/core/phone"
)

// Ports are what the service needs besides the store. Only Modules, Composer and Wordings are always needed.
type Ports struct {
	Modules  Modules
	Composer Composer
	Wordings Wordings
	Gate     Gate    // nil: SMS are not activated
	Network  Network // nil: there always is one
}

// Gate decides whether new SMS may be queued (core/activation). The error is a sentence for the adviser.
type Gate interface {
	AllowSMS(ctx context.Context) error
}

// Network tells whether this machine has any connection at all, without asking anybody.
type Network interface{ Up() bool }

// Neighbour is a Modules that knows when a module's other side is on this very machine, so that no network is needed.
type Neighbour interface {
	Near(s core.Settings, module core.MailModule) bool
}

// Router is a Modules that knows whether module 3 has to deliver e-mails as SMS, because its profile has no e-mail
// request.
type Router interface {
	MailBySMS(s core.Settings) bool
}

// Service is the outbox over a store. A process has one.
type Service struct {
	store core.Store
	clock core.Clock
	ports Ports

	passing chan struct{} // holds one token; who has it may do a pass

	mu       sync.Mutex
	busy     map[core.ID]bool         // being sent by this process
	unsaved  map[core.ID]core.Message // sent, but the store did not take the answer
	asked    map[core.ID]time.Time    // last status query
	pauses   map[core.MailModule]*Pause
	listener map[int]func()
	next     int
}

// New builds the service.
func New(store core.Store, clock core.Clock, p Ports) *Service {
	s := &Service{
		store: store, clock: clock, ports: p, passing: make(chan struct{}, 1),
		busy: map[core.ID]bool{}, unsaved: map[core.ID]core.Message{}, asked: map[core.ID]time.Time{},
		pauses: map[core.MailModule]*Pause{}, listener: map[int]func(){},
	}
	s.passing <- struct{}{}
	return s
}

// The reasons this package gives, as text keys.
const (
	ReasonNoActivation core.Reason = "message.error.not_activated"
	ReasonNoEmail      core.Reason = "message.error.no_email"
	ReasonNoMobile     core.Reason = "message.error.no_mobile"
	ReasonLandline     core.Reason = "message.error.landline"
	ReasonNumber       core.Reason = "message.error.number"
	ReasonConsent      core.Reason = "message.error.consent"
	ReasonAdvertising  core.Reason = "message.error.advertising"
	ReasonSendingNow   core.Reason = "message.error.sending"
	ReasonNotOpen      core.Reason = "message.error.not_open"
	ReasonNotUncertain core.Reason = "message.error.not_uncertain"
	ReasonNotAnswered  core.Reason = "message.error.not_answered"
	ReasonStale        core.Reason = "message.error.stale"
	ReasonNotWaiting   core.Reason = "message.error.not_waiting"
	ReasonModuleNotSet core.Reason = "message.error.module_not_set"
	ReasonSMSOneNumber core.Reason = "message.error.one_number"
	ReasonDeleteUnsent core.Reason = "message.error.delete_unsent"
)

// hindrance says why a draft cannot be queued as things stand, nil if it can.
func (s *Service) hindrance(ctx context.Context, set *core.Settings, d *Draft, c *core.Customer) error {
	if err := s.checkWay(ctx, set, d); err != nil {
		return err
	}
	return consent(c, d.Channel, d.Advertising)
}

func consent(c *core.Customer, by core.Channel, advertising bool) error {
	switch {
	case c == nil || c.Consents.Allow(by, advertising):
		return nil
	case advertising:
		return core.Refuse(core.FieldRecipient, ReasonAdvertising)
	}
	return core.Refuse(core.FieldRecipient, ReasonConsent)
}

// checkWay checks module, activation and addresses, and writes SMS numbers in international form.
func (s *Service) checkWay(ctx context.Context, set *core.Settings, d *Draft) error {
	if d.Channel == core.ChannelSMS {
		if err := s.allowSMS(ctx); err != nil {
			return err
		}
		if len(d.To) > 1 {
			return core.Refuse(core.FieldRecipient, ReasonSMSOneNumber)
		}
		if len(d.To) == 0 {
			return core.Refuse(core.FieldRecipient, ReasonNoMobile)
		}
		number, err := mobile(d.To[0], set.Basis.Country)
		if err == nil {
			d.To = []string{number}
		}
		return err
	}
	if err := moduleSet(set); err != nil {
		return err
	}
	if set.Mail.Module == core.ModuleSMTP && sender(set) == "" {
		return core.Refuse(core.FieldMailFrom, core.ReasonRequired)
	}
	if d.BySMS {
		if err := s.allowSMS(ctx); err != nil {
			return err
		}
		number, err := mobile(d.Mobile, set.Basis.Country)
		if err != nil {
			return err
		}
		d.Mobile = number
	}
	if len(d.To) == 0 {
		return core.Refuse(core.FieldRecipient, ReasonNoEmail)
	}
	for _, to := range d.To {
		if !core.ValidEmail(to) {
			return core.Refuse(core.FieldRecipient, core.ReasonEmail)
		}
	}
	return nil
}

// moduleSet refuses to write e-mails for a module that there is not, whatever the file says.
func moduleSet(set *core.Settings) error {
	switch {
	case set.Mail.Module == 0:
		return core.Refuse(core.FieldModule, ReasonModuleNotSet)
	case !set.Mail.Module.Valid():
		return core.Refuse(core.FieldModule, core.ReasonModule)
	}
	return nil
}

func (s *Service) allowSMS(ctx context.Context) error {
	if s.ports.Gate == nil {
		return core.Refuse(core.FieldSMSConfirmation, ReasonNoActivation)
	}
	return s.ports.Gate.AllowSMS(ctx)
}

// mobile is a number in E.164; only mobile numbers, and those of which the kind cannot be told, take text messages.
func mobile(typed, country string) (string, error) {
	switch n := phone.Parse(typed, country); {
	case n.Typed == "":
		return "", core.Refuse(core.FieldRecipient, ReasonNoMobile)
	case n.Kind == phone.Landline:
		return "", core.Refuse(core.FieldRecipient, ReasonLandline)
	case n.E164 == "" || !n.Valid:
		return "", core.Refuse(core.FieldRecipient, ReasonNumber)
	default:
		return n.E164, nil
	}
}

// sender is mail.from, else the dealership with its address; empty without either.
func sender(set *core.Settings) string {
	if set.Mail.From != "" || set.Basis.Email == "" {
		return set.Mail.From
	}
	return (&mail.Address{Name: set.Basis.Dealership, Address: set.Basis.Email}).String()
}

// senderAddress is the bare address of the sender.
func senderAddress(set *core.Settings) string {
	a, err := mail.ParseAddress(sender(set))
	if err != nil {
		return ""
	}
	return a.Address
}

// Listen calls told after each change of what Pauses gives, on whatever goroutine that happens, until cancel is called.
func (s *Service) Listen(told func()) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.next
	s.next++
	s.listener[id] = told
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listener, id)
	}
}

func (s *Service) tell() {
	s.mu.Lock()
	told := make([]func(), 0, len(s.listener))
	for _, f := range s.listener {
		told = append(told, f)
	}
	s.mu.Unlock()
	for _, f := range told {
		f()
	}
}

// Wordings are the shipped texts, for the editor of templates.
func (s *Service) Wordings() Wordings { return s.ports.Wordings }

// stamp is the present instant as records keep it.
func (s *Service) stamp() time.Time { return s.clock.Now().UTC().Truncate(time.Second) }

func (s *Service) apply(ctx context.Context, actor, what string, expect []core.Ref, put ...core.Record) error {
	_, err := s.store.Apply(ctx, core.Change{Op: core.NewOp(), Actor: actor, What: what, Put: put, Expect: expect})
	return err
}

// note adds a line to a message's story, which keeps its beginning and its end.
func note(m *core.Message, line core.Attempt) {
	const longest = 100
	if m.State, m.Story = line.State, append(slices.Clone(m.Story), line); len(m.Story) > longest {
		m.Story = slices.Delete(m.Story, 10, len(m.Story)-longest+10)
	}
	if line.Words != "" {
		m.Words = line.Words
	}
}
