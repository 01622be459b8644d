package core

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Channel is the way a message takes.
type Channel string

// The channels.
const (
	ChannelEmail Channel = "email"
	ChannelSMS   Channel = "sms"
)

// MailModule says which sender module handles e-mails; SMS always go through the SMS reminder service. Only the values 1
// to 3 are valid.
type MailModule int

// The modules.
const (
	ModuleMAPI MailModule = 1 // the mail program's own compose window
	ModuleSMTP MailModule = 2 // an SMTP server
	ModuleSMS  MailModule = 3 // the SMS reminder service
)

// Valid tells whether m is one of the three.
func (m MailModule) Valid() bool { return m >= ModuleMAPI && m <= ModuleSMS }

// MessageKind is the occasion of a message.
type MessageKind string

// The kinds; ordinary ones are written by hand.
const (
	MessageConfirmation MessageKind = "confirmation"
	MessageChange       MessageKind = "change"
	MessageCancellation MessageKind = "cancellation"
	MessageReminder     MessageKind = "reminder"
	MessageRejection    MessageKind = "rejection"
	MessageOrdinary     MessageKind = "ordinary"
)

// MessageState is where a message stands in the outbox.
type MessageState string

// The states. Waiting is module 1's queue: it needs a person. Sending is committed before the first byte leaves.
const (
	MessageQueued      MessageState = "queued"
	MessageWaiting     MessageState = "waiting"
	MessageSending     MessageState = "sending"
	MessageRetry       MessageState = "retry"
	MessageSent        MessageState = "sent"
	MessageHandedOver  MessageState = "handed_over" // to the mail program
	MessageAccepted    MessageState = "accepted"    // by the SMS reminder service
	MessageDelivered   MessageState = "delivered"
	MessageUndelivered MessageState = "undelivered"
	MessageFailed      MessageState = "failed"
	MessageUncertain   MessageState = "uncertain"
	MessageCancelled   MessageState = "cancelled"
	MessageExpired     MessageState = "expired"
	MessageSettled     MessageState = "settled" // failed or not delivered, and somebody has dealt with it
)

// MessageStates lists every state in the order of a message's life.
func MessageStates() []MessageState {
	return []MessageState{
		MessageQueued, MessageWaiting, MessageSending, MessageRetry, MessageSent, MessageHandedOver, MessageAccepted,
		MessageDelivered, MessageUndelivered, MessageFailed, MessageUncertain, MessageCancelled, MessageExpired,
		MessageSettled,
	}
}

// Open tells whether the program still has something to do for a message in this state.
func (s MessageState) Open() bool {
	switch s {
	case MessageQueued, MessageWaiting, MessageSending, MessageRetry:
		return true
	}
	return false
}

// Attachment is a file of an e-mail, held whole.
type Attachment struct {
	Name    string `cbor:"1,keyasint"`
	Type    string `cbor:"2,keyasint"` // media type with parameters, e.g. "text/calendar; method=REQUEST; charset=utf-8"
	Content []byte `cbor:"3,keyasint"`
}

// Attempt is one line of a message's story.
type Attempt struct {
	At     time.Time    `cbor:"1,keyasint"`
	State  MessageState `cbor:"2,keyasint"` // reached by it
	Words  string       `cbor:"3,keyasint,omitempty"`
	By     string       `cbor:"4,keyasint,omitempty"`
	Reason string       `cbor:"5,keyasint,omitempty"` // i18n key when the program decided
}

// Message is one entry of the outbox: rendered when it was queued, so that a sender never sees a template. An e-mail has
// addresses in To, an SMS one number in E.164.
type Message struct {
	Meta        Meta         `cbor:"1,keyasint"`
	State       MessageState `cbor:"2,keyasint"`
	Kind        MessageKind  `cbor:"3,keyasint"`
	Channel     Channel      `cbor:"4,keyasint"`
	Module      MailModule   `cbor:"5,keyasint"`           // 3 for every SMS
	Slot        string       `cbor:"6,keyasint,omitempty"` // tells apart messages of one appointment, kind and channel
	Customer    ID           `cbor:"7,keyasint,omitempty"`
	Appointment ID           `cbor:"8,keyasint,omitempty"`
	Lead        ID           `cbor:"9,keyasint,omitempty"`
	Name        string       `cbor:"10,keyasint,omitempty"` // of the recipient
	To          []string     `cbor:"11,keyasint"`
	From        string       `cbor:"12,keyasint,omitempty"` // sender address when it was queued, "Name <address>"
	Subject     string       `cbor:"13,keyasint,omitempty"`
	Text        string       `cbor:"14,keyasint,omitempty"`
	Attachments []Attachment `cbor:"15,keyasint,omitempty"`
	MessageID   string       `cbor:"16,keyasint,omitempty"` // RFC 5322 Message-ID with brackets, of an SMS too, stable over all attempts
	Rendered    []byte       `cbor:"17,keyasint,omitempty"` // of an e-mail for modules 1 and 2, RFC 5322 bytes
	Mobile      string       `cbor:"18,keyasint,omitempty"` // module 3's way for an e-mail when its profile has no e-mail request
	Due         time.Time    `cbor:"19,keyasint"`           // not before
	Expires     time.Time    `cbor:"20,keyasint"`           // zero: never
	Attempts    int          `cbor:"21,keyasint,omitempty"` // that counted against the message
	FirstTry    time.Time    `cbor:"22,keyasint"`
	Words       string       `cbor:"23,keyasint,omitempty"` // the server's last words
	GatewayID   string       `cbor:"24,keyasint,omitempty"` // the SMS reminder service's id
	Polled      time.Time    `cbor:"25,keyasint"`           // last status query
	Price       string       `cbor:"26,keyasint,omitempty"` // as the service named it
	Done        []string     `cbor:"27,keyasint,omitempty"` // recipients that already took it
	Story       []Attempt    `cbor:"28,keyasint,omitempty"`
	DropOff     WallTime     `cbor:"29,keyasint,omitempty"` // of the appointment as the text tells it; another one makes it stale
	Repeats     int          `cbor:"30,keyasint,omitempty"` // of an e-mail that may have gone out
	Refused     []string     `cbor:"31,keyasint,omitempty"` // recipients that will never take it
	Advertising bool         `cbor:"32,keyasint,omitempty"`
	Tried       time.Time    `cbor:"33,keyasint"` // when the last attempt began
}

// Label is the message's number as people say it, "N-5".
func (m *Message) Label() string { return MessageLabel(m.Meta.ID) }

// Unserved are the recipients that an attempt still has to reach: neither Done nor Refused.
func (m *Message) Unserved() []string {
	return slices.DeleteFunc(slices.Clone(m.To), func(to string) bool {
		return slices.Contains(m.Done, to) || slices.Contains(m.Refused, to)
	})
}

// Reference is our own id of the message for services that take one: at most 36 letters and digits, never used twice.
func (m *Message) Reference() string {
	local, _, _ := strings.Cut(strings.Trim(m.MessageID, "<>"), "@")
	return local
}

// Key tells apart what a customer should hear once: appointment or lead, kind, channel and slot. A message that is about
// neither has none.
func (m *Message) Key() string {
	about := "appointment/" + strconv.FormatUint(uint64(m.Appointment), 10)
	switch {
	case m.Appointment == 0 && m.Lead == 0, m.Kind == MessageOrdinary:
		return ""
	case m.Appointment == 0:
		about = "lead/" + strconv.FormatUint(uint64(m.Lead), 10)
	}
	return strings.Join([]string{about, string(m.Kind), string(m.Channel), m.Slot}, "/")
}

// MessageLabel is the label of the message with this id.
func MessageLabel(id ID) string { return "N-" + strconv.FormatUint(uint64(id), 10) }

// Entity is EntityMessage.
func (m *Message) Entity() Entity { return EntityMessage }

// Head gives the record's Meta.
func (m *Message) Head() *Meta { return &m.Meta }

// Refs are customer, appointment and lead.
func (m *Message) Refs() []*ID { return []*ID{&m.Customer, &m.Appointment, &m.Lead} }

// The fields of a Message.
const (
	FieldRecipient Field = "recipient"
	FieldSubject   Field = "subject"
	FieldText      Field = "text"
	FieldModule    Field = "module"
	FieldSlot      Field = "slot"
)

// Validate reports what can never be queued; a subject holds no line break, an address no control character.
func (m *Message) Validate() error {
	var all []error
	refuse := func(bad bool, f Field, why Reason) {
		if bad {
			all = append(all, Refuse(f, why))
		}
	}
	refuse(len(m.To) == 0, FieldRecipient, ReasonRequired)
	for _, to := range m.To {
		refuse(strings.TrimSpace(to) == "", FieldRecipient, ReasonRequired)
		refuse(strings.ContainsAny(to, "\r\n\x00"), FieldRecipient, ReasonControl)
	}
	refuse(strings.ContainsAny(m.Subject, "\r\n\x00"), FieldSubject, ReasonControl)
	refuse(strings.TrimSpace(m.Text) == "", FieldText, ReasonRequired)
	refuse(!m.Module.Valid(), FieldModule, ReasonModule)
	return errors.Join(all...)
}
