package message

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"terminwerk/core"
)

// Draft is a message being written. Subject and Text may hold placeholders; To may be edited like everything else.
type Draft struct {
	Op          string // makes Enqueue happen once
	Kind        core.MessageKind
	Channel     core.Channel
	Slot        string
	Language    string
	Customer    core.ID
	Appointment core.ID
	Lead        core.ID
	Name        string
	To          []string
	Subject     string
	Text        string
	Values      Values
	Literal     bool // Subject and Text are final: nothing in them is a placeholder
	Attachments []core.Attachment
	Mobile      string // where module 3 sends an e-mail as SMS, see BySMS
	Advertising bool   // needs the customer's consent to advertising
	BySMS       bool   // this e-mail will be delivered as SMS, because the SMS profile has no e-mail request
	DropOff     core.WallTime
	Replaces    core.ID // an open message that goes when this one is queued
	Hindrance   error   // why it cannot be queued as things stand (not activated, no address, no consent); nil: nothing
}

// KeepText puts the text of another draft into this one, and its subject unless it has none.
func (d *Draft) KeepText(of *Draft) {
	d.Text, d.Literal, d.Subject = of.Text, of.Literal, cmp.Or(of.Subject, d.Subject)
}

// Rendering is a draft with its placeholders resolved.
type Rendering struct {
	Subject  string
	Text     string
	Gaps     []Gap
	Segments Segments // of Text; for an SMS, or an e-mail that goes as one
}

// Render resolves the placeholders of the draft as it stands.
func (d *Draft) Render() Rendering {
	r := Rendering{Subject: d.Subject, Text: d.Text}
	if !d.Literal {
		var more []Gap
		r.Subject, r.Gaps = Resolve(core.FieldSubject, d.Subject, d.Values)
		r.Text, more = Resolve(core.FieldText, d.Text, d.Values)
		r.Gaps = append(r.Gaps, more...)
	}
	r.Subject = oneLine(r.Subject)
	if d.Channel == core.ChannelSMS {
		r.Subject = ""
		r.Gaps = slices.DeleteFunc(r.Gaps, func(g Gap) bool { return g.Field == core.FieldSubject })
	}
	r.Segments = Count(r.Text)
	return r
}

func (s *Service) fill(d *Draft, set *core.Settings, kind core.MessageKind) {
	t, _ := s.ports.Wordings.Template(set, kind, d.Language)
	if d.Subject, d.Text = t.Subject, t.Email; d.Channel == core.ChannelSMS {
		d.Subject, d.Text = "", t.SMS
	}
	d.Literal = false
}

// Draft begins a message about an appointment with the template of its kind; an ordinary one is empty.
func (s *Service) Draft(ctx context.Context, kind core.MessageKind, by core.Channel, appointment core.ID) (Draft, error) {
	a, err := s.store.Appointment(ctx, appointment)
	if err != nil {
		return Draft{}, err
	}
	set, err := s.store.Settings(ctx)
	if err != nil {
		return Draft{}, err
	}
	return s.draftFor(ctx, &set, &a, kind, by, "")
}

// draftFor begins a message about an appointment; an empty language is the customer's.
func (s *Service) draftFor(ctx context.Context, set *core.Settings, a *core.Appointment, kind core.MessageKind, by core.Channel, language string) (Draft, error) {
	customer, err := optional(s.store.Customer(ctx, a.Customer))
	if err != nil {
		return Draft{}, err
	}
	about := subjectOf{
		contact: a.Contact, vehicle: a.Transit, adviser: a.Adviser, dropOff: a.DropOff.At, pickUp: a.PickUp.At, work: a.Work(), settings: set,
	}
	if a.Vehicle != 0 {
		v, err := optional(s.store.Vehicle(ctx, a.Vehicle))
		if err != nil {
			return Draft{}, err
		}
		if v != nil {
			about.vehicle = v.Data
		}
	}
	if a.CashSale {
		customer = nil // its answers are nobody's
	}
	d := s.begin(set, kind, by, &about, cmp.Or(language, languageOf(set, customer)))
	d.Customer, d.Appointment, d.Lead, d.DropOff = a.Customer, a.Meta.ID, a.Lead, a.DropOff.At
	if by == core.ChannelEmail && slices.Contains([]core.MessageKind{core.MessageConfirmation, core.MessageChange, core.MessageCancellation}, kind) {
		w := s.ports.Wordings.In(d.Language)
		d.Attachments = []core.Attachment{calendarEntry(a, kind, &d, set, w, s.clock.Now())}
	}
	d.Hindrance = s.hindrance(ctx, set, &d, customer)
	return d, nil
}

// DraftTo begins an ordinary message to a customer.
func (s *Service) DraftTo(ctx context.Context, by core.Channel, customer core.ID) (Draft, error) {
	c, err := s.store.Customer(ctx, customer)
	if err != nil {
		return Draft{}, err
	}
	set, err := s.store.Settings(ctx)
	if err != nil {
		return Draft{}, err
	}
	return s.draftTo(ctx, &set, &c, core.MessageOrdinary, by, ""), nil
}

// draftTo begins a message to a customer, whatever template it has an ordinary one.
func (s *Service) draftTo(ctx context.Context, set *core.Settings, c *core.Customer, kind core.MessageKind, by core.Channel, language string) Draft {
	d := s.begin(set, kind, by, &subjectOf{contact: c.Contact, settings: set}, cmp.Or(language, languageOf(set, c)))
	d.Kind, d.Customer = core.MessageOrdinary, c.Meta.ID
	d.Hindrance = s.hindrance(ctx, set, &d, c)
	return d
}

// draftOfLead begins a message about a lead: that its request is declined, or an ordinary one.
func (s *Service) draftOfLead(ctx context.Context, set *core.Settings, l *core.Lead, kind core.MessageKind, by core.Channel, language string) Draft {
	r := &l.Request
	about := subjectOf{contact: r.Contact, vehicle: r.Vehicle, dropOff: r.WantedAt, work: r.Work, settings: set}
	d := s.begin(set, kind, by, &about, cmp.Or(language, languageOf(set, nil)))
	d.Lead = l.Meta.ID
	d.Hindrance = s.hindrance(ctx, set, &d, nil)
	return d
}

// languageOf is the language in which a customer is written to.
func languageOf(set *core.Settings, c *core.Customer) string {
	if c != nil && c.Language != "" {
		return c.Language
	}
	return set.Basis.Language()
}

func (s *Service) begin(set *core.Settings, kind core.MessageKind, by core.Channel, about *subjectOf, language string) Draft {
	d := Draft{Op: core.NewOp(), Kind: kind, Channel: by, Language: language, Name: oneLine(about.contact.DisplayName())}
	mobile := about.contact.Mobile.E164
	switch {
	case by == core.ChannelSMS && mobile != "":
		d.To = []string{mobile}
	case by == core.ChannelSMS && about.contact.Mobile.Typed != "":
		d.To = []string{about.contact.Mobile.Typed}
	case by == core.ChannelEmail && about.contact.Email != "":
		d.To = []string{about.contact.Email}
	}
	if by == core.ChannelEmail && set.Mail.Module == core.ModuleSMS {
		d.Mobile, d.BySMS = mobile, s.bySMS(set)
	}
	d.Values = about.values(s.ports.Wordings.In(language))
	s.fill(&d, set, kind)
	return d
}

// bySMS tells whether module 3 delivers e-mails as SMS.
func (s *Service) bySMS(set *core.Settings) bool {
	router, ok := s.ports.Modules.(Router)
	return ok && router.MailBySMS(*set)
}

// Rework begins a message with the text of an existing one, to be edited and sent again; if that one is still open, it
// goes when the new one is queued.
func (s *Service) Rework(ctx context.Context, id core.ID) (Draft, error) {
	m, err := s.store.Message(ctx, id)
	if err != nil {
		return Draft{}, err
	}
	set, err := s.store.Settings(ctx)
	if err != nil {
		return Draft{}, err
	}
	d := Draft{
		Op: core.NewOp(), Kind: m.Kind, Channel: m.Channel, Slot: m.Slot, Customer: m.Customer, Appointment: m.Appointment, Lead: m.Lead,
		Name: m.Name, To: slices.Clone(m.To), Subject: m.Subject, Text: m.Text, Literal: true, Attachments: m.Attachments, Mobile: m.Mobile,
		Advertising: m.Advertising, DropOff: m.DropOff, Replaces: m.Meta.ID, Language: set.Basis.Language(),
	}
	err = s.Judge(ctx, &d)
	return d, err
}

// Judge finds out anew how a draft that was begun earlier would go out, and what hinders it.
func (s *Service) Judge(ctx context.Context, d *Draft) error {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return err
	}
	c, err := s.customerOf(ctx, d)
	if err != nil {
		return err
	}
	d.BySMS = d.Channel == core.ChannelEmail && set.Mail.Module == core.ModuleSMS && s.bySMS(&set)
	d.Hindrance = s.hindrance(ctx, &set, d, c)
	return nil
}

// Offer is what a saved appointment calls for. Withdrawn counts the queued messages that no longer held.
type Offer struct {
	Drafts    []Draft
	Withdrawn int
}

// Offer withdraws what is queued about an appointment and no longer holds, and gives the messages to write now: a
// confirmation by each ticked way that the customer has not been told by, a change where an earlier time was told, a
// cancellation where a time was told or a way is ticked. A customer who already knows is not told again. A draft with
// an empty address comes with its Hindrance.
func (s *Service) Offer(ctx context.Context, appointment core.ID) (Offer, error) {
	var offer Offer
	a, err := s.store.Appointment(ctx, appointment)
	if err != nil {
		return offer, err
	}
	set, err := s.store.Settings(ctx)
	if err != nil {
		return offer, err
	}
	if offer.Withdrawn, err = s.withdrawStale(ctx, appointment); err != nil {
		return offer, err
	}
	told, err := s.store.MessagesOfAppointment(ctx, appointment)
	if err != nil {
		return offer, err
	}
	if a.DropOff.At.In(set.Basis.Location()).Before(s.clock.Now()) {
		return offer, nil
	}
	ticked := map[core.Channel]bool{core.ChannelEmail: a.EmailConfirmation, core.ChannelSMS: a.SMSConfirmation}
	for _, by := range []core.Channel{core.ChannelEmail, core.ChannelSMS} {
		kind := nextTold(&a, told, by, ticked[by])
		if kind == "" {
			continue
		}
		d, err := s.draftFor(ctx, &set, &a, kind, by, "")
		if err != nil {
			return offer, err
		}
		offer.Drafts = append(offer.Drafts, d)
	}
	return offer, nil
}

// nextTold is the kind of message by which a customer has to hear of an appointment as it now is; empty for none. told is
// newest first: who was last told of a cancellation has to hear that the visit takes place after all.
func nextTold(a *core.Appointment, told []core.Message, by core.Channel, ticked bool) core.MessageKind {
	knows, knowsThis := false, false
newest:
	for i := range told {
		m := &told[i]
		if m.Channel != by || !left(m.State) && !m.State.Open() {
			continue
		}
		switch m.Kind {
		case core.MessageCancellation:
			switch {
			case knows: // was told otherwise after it
			case !a.Status.Open():
				return ""
			default:
				return core.MessageConfirmation
			}
			break newest
		case core.MessageConfirmation, core.MessageChange:
			knows = true
			knowsThis = knowsThis || m.DropOff == a.DropOff.At
		}
	}
	switch {
	case a.Status == core.AppointmentCancelled && (knows || ticked):
		return core.MessageCancellation
	case !a.Status.Open() || knowsThis:
		return ""
	case knows:
		return core.MessageChange
	case ticked:
		return core.MessageConfirmation
	}
	return ""
}

// left tells whether a message went out, may have, or was told otherwise by whoever put it away.
func left(s core.MessageState) bool {
	switch s {
	case core.MessageSent, core.MessageHandedOver, core.MessageAccepted, core.MessageDelivered, core.MessageUncertain,
		core.MessageSettled:
		return true
	}
	return false
}

// OfferRejection gives the messages by which a rejected lead's customer can be told: by e-mail when there is an address,
// else by SMS when that is allowed and there is a mobile number. Nothing for one that was told.
func (s *Service) OfferRejection(ctx context.Context, lead core.ID) ([]Draft, error) {
	l, err := s.store.Lead(ctx, lead)
	if err != nil || l.Status != core.LeadRejected {
		return nil, err
	}
	set, err := s.store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	told, err := s.store.MessagesOfLead(ctx, lead)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(told, func(m core.Message) bool {
		return m.Kind == core.MessageRejection && (left(m.State) || m.State.Open())
	}) {
		return nil, nil
	}
	if strings.TrimSpace(l.Request.Contact.Email) != "" {
		return []Draft{s.draftOfLead(ctx, &set, &l, core.MessageRejection, core.ChannelEmail, "")}, nil
	}
	if d := s.draftOfLead(ctx, &set, &l, core.MessageRejection, core.ChannelSMS, ""); d.Hindrance == nil {
		return []Draft{d}, nil
	}
	return nil, nil
}

// optional turns the NotFound of a reader into nil.
func optional[T any](record T, err error) (*T, error) {
	switch {
	case err == nil:
		return &record, nil
	case core.IsKind(err, core.NotFound):
		return nil, nil
	}
	return nil, err
}
