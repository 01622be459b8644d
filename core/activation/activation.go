// Package activation decides which features are unlocked on this workstation: one place, asked by every screen and by the
// outbox.
//
// The service desk signs a code for a dealership's number, until a day, and for one machine or any; nothing is asked over
// a network. The public keys that count come from the build and from a folder that only an administrator can write
// (Trust). A code that has expired, or is not for here, stops new SMS and nothing else: what is queued still goes out.
//
// Setting the clock back does not bring an expired code to life: the latest time seen is remembered, until a newer code
// is entered.
package activation

import (
	"context"
	"crypto/ed25519"
	"strings"
	"time"

	"terminwerk/core"
)

// Trust knows the accepted keys and this machine.
type Trust interface {
	// Keys gives the accepted public keys; the error says why a key file does not count, and the other keys stand.
	Keys() ([]ed25519.PublicKey, error)
	Machine() (Machine, error)
}

// Store is what the service keeps its code and the latest time in.
type Store interface {
	core.Writer
	core.Preferences
	Settings(ctx context.Context) (core.Settings, error)
}

// The reasons why SMS are locked or a text is refused, as text keys.
const (
	ReasonNone       core.Reason = "activation.error.none"       // no code was entered
	ReasonCode       core.Reason = "activation.error.code"       // not a code, or a character is wrong
	ReasonKeys       core.Reason = "activation.error.keys"       // no public key is installed
	ReasonSignature  core.Reason = "activation.error.signature"  // signed by nobody who counts here
	ReasonDealership core.Reason = "activation.error.dealership" // made out to another dealership
	ReasonMachine    core.Reason = "activation.error.machine"    // made out to another machine
	ReasonExpired    core.Reason = "activation.error.expired"
	ReasonClock      core.Reason = "activation.error.clock"   // expired by the latest time seen; the clock stands before it
	ReasonFeature    core.Reason = "activation.error.feature" // does not unlock SMS
	ReasonRequest    core.Reason = "activation.error.request" // not a request code
)

// warnDays is how many days before its end a code is worth a word.
const warnDays = 30

// Status is what counts now.
type Status struct {
	Active   bool
	Why      core.Reason // when not active
	License  License     // of the entered code, zero when it cannot be read
	DaysLeft int         // until and with the last day; of no meaning without one
	Warn     bool        // active, and over within 30 days
	Note     error       // why a key file does not count
}

// Service is the activation over a store.
type Service struct {
	store Store
	clock core.Clock
	trust Trust
}

// New builds the service.
func New(store Store, clock core.Clock, trust Trust) *Service {
	return &Service{store: store, clock: clock, trust: trust}
}

// Status judges the entered code as of now.
func (s *Service) Status(ctx context.Context) (Status, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return Status{}, err
	}
	now, err := s.now(ctx)
	if err != nil {
		return Status{}, err
	}
	return s.judge(&set.Activation, now), nil
}

// AllowSMS is nil when new SMS may be queued; otherwise an Invalid error whose sentence says whom to ask.
func (s *Service) AllowSMS(ctx context.Context) error {
	status, err := s.Status(ctx)
	if err == nil && !status.Active {
		err = core.Refuse("", status.Why)
	}
	return err
}

// Judge says what a code would unlock here, without keeping it.
func (s *Service) Judge(ctx context.Context, code string) (Status, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return Status{}, err
	}
	now := s.clock.Now()
	return s.judge(&core.Activation{Code: code, Dealership: set.Activation.Dealership}, now), nil
}

// Enter keeps a code that unlocks something here; a dealership's number that was not known is taken from it. A code that
// unlocks nothing is Invalid with the reason, and the former one stays.
func (s *Service) Enter(ctx context.Context, actor, code string) (Status, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return Status{}, err
	}
	keys, _ := s.trust.Keys()
	old, oldErr := Read(set.Activation.Code, keys)
	next := core.Activation{Code: strings.TrimSpace(code), Dealership: set.Activation.Dealership}
	now, err := s.now(ctx)
	if err != nil {
		return Status{}, err
	}
	// A newer code says that the clock is right again.
	if l, err := Read(code, keys); err == nil && (oldErr != nil || l.Issued > old.Issued) {
		now = notBefore(s.clock.Now(), l.Issued)
		if next.Dealership == 0 {
			next.Dealership = l.Dealership
		}
	}
	status := s.judge(&next, now)
	if !status.Active {
		return status, core.Refuse(core.FieldActivation, status.Why)
	}
	next.Dealership, set.Activation = status.License.Dealership, next
	set.Activation.Dealership = status.License.Dealership
	if _, err := s.store.Apply(ctx, core.Change{Op: core.NewOp(), Actor: actor, What: "settings.saved", Put: []core.Record{&set}}); err != nil {
		return Status{}, err
	}
	return status, s.remember(ctx, now)
}

// Request is what the service desk needs from this machine.
func (s *Service) Request(ctx context.Context) (Request, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return Request{}, err
	}
	m, err := s.trust.Machine()
	return Request{Dealership: set.Activation.Dealership, Machine: m}, err
}

func (s *Service) judge(a *core.Activation, now time.Time) Status {
	if strings.TrimSpace(a.Code) == "" {
		return Status{Why: ReasonNone}
	}
	keys, note := s.trust.Keys()
	l, err := Read(a.Code, keys)
	if err != nil {
		return Status{Why: reasonOf(err), Note: note}
	}
	out := Status{License: l, Note: note, Why: s.fault(&l, a.Dealership, now)}
	out.Active = out.Why == ""
	if l.Expires != 0 {
		out.DaysLeft = int(l.Expires.Add(1).At(0).In(time.UTC).Sub(now)/(24*time.Hour)) + 1
		out.Warn = out.Active && out.DaysLeft <= warnDays
	}
	return out
}

func (s *Service) fault(l *License, dealership uint32, now time.Time) core.Reason {
	switch {
	case l.Features&SMS == 0:
		return ReasonFeature
	case dealership != 0 && l.Dealership != dealership:
		return ReasonDealership
	case ended(l, now) && !ended(l, s.clock.Now()):
		return ReasonClock
	case ended(l, now):
		return ReasonExpired
	case l.Machine == Machine{}:
		return ""
	}
	if here, err := s.trust.Machine(); err != nil || here != l.Machine {
		return ReasonMachine
	}
	return ""
}

// ended tells whether a license is past its last day.
func ended(l *License, now time.Time) bool {
	return l.Expires != 0 && core.DateOf(notBefore(now, l.Issued).UTC()) > l.Expires
}

func reasonOf(err error) core.Reason {
	for _, e := range core.FieldErrors(err) {
		if why, ok := e.Err.(core.Reason); ok {
			return why
		}
	}
	return ReasonCode
}

// notBefore is now, or the day of issue if the clock is behind that.
func notBefore(now time.Time, issued core.Date) time.Time {
	if issued == 0 {
		return now
	}
	if day := issued.At(0).In(time.UTC); now.Before(day) {
		return day
	}
	return now
}

// seenKey is the latest time seen, kept beside the settings so that an open form of settings is not disturbed.
const seenKey = "activation.seen"

// now is the present instant, or the latest one seen if the clock was set back by more than a day since.
func (s *Service) now(ctx context.Context) (time.Time, error) {
	now := s.clock.Now()
	text, err := s.store.Preference(ctx, seenKey)
	if err != nil {
		return now, err
	}
	seen, err := time.Parse(time.RFC3339, text)
	switch {
	case err != nil || now.Sub(seen) > time.Hour:
		return now, s.remember(ctx, now)
	case seen.Sub(now) > 24*time.Hour:
		return seen, nil
	}
	return now, nil
}

func (s *Service) remember(ctx context.Context, now time.Time) error {
	return s.store.SetPreference(ctx, seenKey, now.UTC().Format(time.RFC3339))
}
