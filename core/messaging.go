package core

import (
	"cmp"
	"errors"
	"net/mail"
	"slices"
	"strconv"
	"strings"
)

// Mail says how e-mails leave. A stored Module outside 1 to 3 sends nothing until it is set right.
type Mail struct {
	Module MailModule `cbor:"1,keyasint"`
	From   string     `cbor:"2,keyasint,omitempty"` // "Name <address>" or an address
	SMTP   SMTP       `cbor:"3,keyasint"`
}

// Security is how the way to an SMTP server is protected.
type Security string

// The securities: implicit TLS (port 465), STARTTLS required (port 587), or none, which beyond loopback is asked twice.
const (
	SecurityTLS      Security = "tls"
	SecuritySTARTTLS Security = "starttls"
	SecurityNone     Security = "none"
)

// SMTP is the mail server of module 2; its password is kept by data/secret, never here.
type SMTP struct {
	Host     string   `cbor:"1,keyasint,omitempty"`
	Port     int      `cbor:"2,keyasint,omitempty"` // 0: the usual one of Security
	Security Security `cbor:"3,keyasint,omitempty"`
	Auth     string   `cbor:"4,keyasint,omitempty"` // "plain", "login", "xoauth2"; empty takes what the server offers
	User     string   `cbor:"5,keyasint,omitempty"` // empty: no login
	CA       string   `cbor:"6,keyasint,omitempty"` // PEM file of the server's own authority
	// PlainHost is the host beyond loopback for which sending without encryption was confirmed; another host is asked for anew.
	PlainHost string `cbor:"7,keyasint,omitempty"`
	// TokenURL and ClientID let "xoauth2" fetch its access tokens by a refresh token, which is kept in the password's place.
	// Without TokenURL the password is an access token itself.
	TokenURL string `cbor:"8,keyasint,omitempty"`
	ClientID string `cbor:"9,keyasint,omitempty"`
}

// SMS is the SMS reminder service: which profile (assets/sms, or "custom") and the profile's own values by name. Values a
// profile calls secret are kept by data/secret.
type SMS struct {
	Profile string            `cbor:"1,keyasint,omitempty"`
	Values  map[string]string `cbor:"2,keyasint,omitempty"`
	Custom  []byte            `cbor:"3,keyasint,omitempty"` // the edited profile, JSON in the form of assets/sms
}

// ReasonModule names the three modules.
const ReasonModule Reason = "message.error.module"

// FieldMailFrom is the address that e-mails come from.
const FieldMailFrom Field = "mail_from"

// Validate reports every unacceptable value. A module that was never chosen (0) is let through, and sends nothing.
func (m *Mail) Validate() error {
	var all []error
	refuse := func(bad bool, f Field, why Reason) {
		if bad {
			all = append(all, Refuse(f, why))
		}
	}
	refuse(m.Module != 0 && !m.Module.Valid(), FieldModule, ReasonModule)
	refuse(m.From != "" && !ValidSender(m.From), FieldMailFrom, ReasonEmail)
	refuse(m.SMTP.Port < 0 || m.SMTP.Port > 65535, "smtp_port", ReasonRange)
	refuse(!slices.Contains([]Security{"", SecurityTLS, SecuritySTARTTLS, SecurityNone}, m.SMTP.Security), "smtp_security", ReasonChoice)
	refuse(!slices.Contains([]string{"", "plain", "login", "xoauth2"}, m.SMTP.Auth), "smtp_auth", ReasonChoice)
	for _, text := range []string{m.SMTP.Host, m.SMTP.User, m.SMTP.CA, m.SMTP.PlainHost, m.SMTP.TokenURL, m.SMTP.ClientID} {
		refuse(textFault(text, 500) != "", "smtp_host", ReasonControl)
	}
	return errors.Join(all...)
}

// ValidSender tells whether s is an address, alone or as "Name <address>", that can stand in a mail header.
func ValidSender(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && ValidEmail(a.Address) && !strings.ContainsAny(s, "\r\n\x00")
}

// ReminderRule says when customers are reminded of an appointment: Days before it, at a time of the dealership's day.
type ReminderRule struct {
	Days    int       `cbor:"1,keyasint"` // 0 to 60
	At      TimeOfDay `cbor:"2,keyasint"`
	Channel Channel   `cbor:"3,keyasint"`
}

// Slot tells the rule's message apart from those of other rules; the time of day may be changed without reminding twice.
func (r ReminderRule) Slot() string { return strconv.Itoa(r.Days) + "d" }

// FieldReminders are the reminder rules.
const FieldReminders Field = "reminders"

// ValidateReminders reports rules that cannot be: two for the same day and channel would remind twice.
func ValidateReminders(rules []ReminderRule) error {
	var all []error
	seen := map[string]bool{}
	for _, r := range rules {
		if r.Days < 0 || r.Days > 60 || r.At < 0 || r.At >= 24*60 {
			all = append(all, Refuse(FieldReminders, ReasonRange))
		}
		if r.Channel != ChannelEmail && r.Channel != ChannelSMS {
			all = append(all, Refuse(FieldReminders, ReasonChoice))
		}
		key := string(r.Channel) + r.Slot()
		if seen[key] {
			all = append(all, Refuse(FieldReminders, ReasonTaken))
		}
		seen[key] = true
	}
	return errors.Join(all...)
}

// SortReminders puts the rules into the order in which they fall due.
func SortReminders(rules []ReminderRule) {
	slices.SortFunc(rules, func(a, b ReminderRule) int {
		return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(a.At, b.At), cmp.Compare(a.Channel, b.Channel))
	})
}

// Template is the text of one kind of message in one language, with placeholders such as <CUSTOMER>.
type Template struct {
	Kind     MessageKind `cbor:"1,keyasint" json:"kind"`
	Language string      `cbor:"2,keyasint" json:"language"` // "de" or "en"
	Subject  string      `cbor:"3,keyasint,omitempty" json:"subject"`
	Email    string      `cbor:"4,keyasint,omitempty" json:"email"`
	SMS      string      `cbor:"5,keyasint,omitempty" json:"sms"`
}

// Activation is what core/activation keeps of the codes: the one entered last, which is no secret, and the dealership's
// number that codes are made out to.
type Activation struct {
	Code       string `cbor:"1,keyasint,omitempty"`
	Dealership uint32 `cbor:"2,keyasint,omitempty"` // 0: not known yet
}

// FieldActivation is a code or request of the activation.
const FieldActivation Field = "activation"

// Consent is what a customer said about being written to; the zero value means that nobody asked.
type Consent string

// The answers.
const (
	ConsentUnknown Consent = ""
	ConsentYes     Consent = "yes"
	ConsentNo      Consent = "no"
)

// Consents are a customer's answers by channel and purpose. Service is what belongs to a booked visit (confirmation,
// change, reminder) and is allowed unless refused; advertising (an invitation to an inspection) needs a yes.
type Consents struct {
	Email            Consent `cbor:"1,keyasint,omitempty"`
	SMS              Consent `cbor:"2,keyasint,omitempty"`
	EmailAdvertising Consent `cbor:"3,keyasint,omitempty"`
	SMSAdvertising   Consent `cbor:"4,keyasint,omitempty"`
}

// The fields of Consents.
const (
	FieldConsentEmail            Field = "consent_email"
	FieldConsentSMS              Field = "consent_sms"
	FieldConsentEmailAdvertising Field = "consent_email_advertising"
	FieldConsentSMSAdvertising   Field = "consent_sms_advertising"
)

// ConsentFields lists the fields in reading order.
func ConsentFields() []Field {
	return []Field{FieldConsentEmail, FieldConsentSMS, FieldConsentEmailAdvertising, FieldConsentSMSAdvertising}
}

// At is the place of a field's answer; nil for a field that Consents do not have.
func (c *Consents) At(f Field) *Consent {
	switch f {
	case FieldConsentEmail:
		return &c.Email
	case FieldConsentSMS:
		return &c.SMS
	case FieldConsentEmailAdvertising:
		return &c.EmailAdvertising
	case FieldConsentSMSAdvertising:
		return &c.SMSAdvertising
	}
	return nil
}

// Allow tells whether a message may be written.
func (c *Consents) Allow(by Channel, advertising bool) bool {
	service, ads := c.Email, c.EmailAdvertising
	if by == ChannelSMS {
		service, ads = c.SMS, c.SMSAdvertising
	}
	if advertising {
		return ads == ConsentYes
	}
	return service != ConsentNo
}

// ParseConsent reads an answer as files and people write it; what it cannot read is an Invalid error.
func ParseConsent(text string) (Consent, error) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "":
		return ConsentUnknown, nil
	case "yes", "ja", "j", "y", "1", "true", "x":
		return ConsentYes, nil
	case "no", "nein", "n", "0", "false":
		return ConsentNo, nil
	}
	return ConsentUnknown, ReasonChoice
}
