package activation_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/core/activation"
	"terminwerk/core/coretest"
)

var ctx = context.Background()

type trust struct {
	keys    []ed25519.PublicKey
	machine activation.Machine
}

func (t *trust) Keys() ([]ed25519.PublicKey, error)   { return t.keys, nil }
func (t *trust) Machine() (activation.Machine, error) { return t.machine, nil }

func pair(seed uint64) (ed25519.PublicKey, ed25519.PrivateKey) {
	raw := make([]byte, ed25519.SeedSize)
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range raw {
		raw[i] = byte(r.Uint32())
	}
	key := ed25519.NewKeyFromSeed(raw)
	return key.Public().(ed25519.PublicKey), key
}

type desk struct {
	*activation.Service
	store *coretest.Store
	trust *trust
	key   ed25519.PrivateKey
}

func newDesk(t *testing.T) *desk {
	public, key := pair(1)
	d := &desk{store: coretest.New(), trust: &trust{keys: []ed25519.PublicKey{public}, machine: activation.Machine{1, 2, 3}}, key: key}
	d.store.ChangeSettings(t, func(s *core.Settings) { s.Activation.Dealership = 4711 })
	d.Service = activation.New(d.store, d.store, d.trust)
	return d
}

func license() activation.License {
	return activation.License{Features: activation.SMS, Dealership: 4711, Issued: 20261101, Expires: 20261231}
}

func (d *desk) why(t *testing.T, want core.Reason) {
	t.Helper()
	err := d.AllowSMS(ctx)
	if want == "" && err != nil || want != "" && !errors.Is(err, want) {
		t.Errorf("allowed: %v, want %q", err, want)
	}
}

func TestACodeUnlocksUntilItsLastDay(t *testing.T) {
	d := newDesk(t)
	d.why(t, activation.ReasonNone)
	if s, err := d.Enter(ctx, "Huber", activation.Sign(license(), d.key)); err != nil || !s.Active || s.Warn {
		t.Fatalf("%+v %v", s, err)
	}
	for _, day := range []struct {
		at   time.Time
		left int
		warn bool
		why  core.Reason
	}{
		{time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC), 31, false, ""},
		{time.Date(2026, 12, 2, 12, 0, 0, 0, time.UTC), 30, true, ""},
		{time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC), 1, true, ""},
		{time.Date(2027, 1, 1, 0, 0, 1, 0, time.UTC), 0, false, activation.ReasonExpired},
		{time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC), 0, false, activation.ReasonClock}, // set back
	} {
		d.store.SetNow(day.at)
		s, err := d.Status(ctx)
		if err != nil || s.Warn != day.warn || s.Why != day.why || day.why == "" && s.DaysLeft != day.left {
			t.Errorf("%v: %+v %v", day.at, s, err)
		}
	}
	newer := license()
	newer.Issued, newer.Expires = 20261130, 20271231
	if _, err := d.Enter(ctx, "Huber", activation.Sign(newer, d.key)); err != nil {
		t.Fatal(err)
	}
	d.why(t, "")
}

func TestACodeThatIsNotForHereIsRefusedAndTheFormerOneStays(t *testing.T) {
	d := newDesk(t)
	good := activation.Sign(license(), d.key)
	if _, err := d.Enter(ctx, "Huber", strings.ToLower(strings.ReplaceAll(good, "-", " \n"))); err != nil {
		t.Fatal(err)
	}
	_, stranger := pair(2)
	with := func(edit func(*activation.License)) activation.License {
		l := license()
		edit(&l)
		return l
	}
	for name, c := range map[string]struct {
		code string
		why  core.Reason
	}{
		"stranger":   {activation.Sign(license(), stranger), activation.ReasonSignature},
		"dealership": {activation.Sign(with(func(l *activation.License) { l.Dealership = 1 }), d.key), activation.ReasonDealership},
		"machine":    {activation.Sign(with(func(l *activation.License) { l.Machine = activation.Machine{9} }), d.key), activation.ReasonMachine},
		"expired":    {activation.Sign(with(func(l *activation.License) { l.Expires = 20261120 }), d.key), activation.ReasonExpired},
		"feature":    {activation.Sign(with(func(l *activation.License) { l.Features = 2 }), d.key), activation.ReasonFeature},
		"empty":      {"", activation.ReasonNone},
		"half":       {good[:60], activation.ReasonCode},
		"words":      {"bitte freischalten", activation.ReasonCode},
	} {
		if _, err := d.Enter(ctx, "Huber", c.code); !errors.Is(err, c.why) {
			t.Errorf("%s: %v", name, err)
		}
	}
	d.why(t, "")
	d.trust.keys = nil
	d.why(t, activation.ReasonKeys)
}

func TestAMachineBoundCodeCountsOnThatMachineAndTellsTheDealership(t *testing.T) {
	d := newDesk(t)
	d.store.ChangeSettings(t, func(s *core.Settings) { s.Activation.Dealership = 0 })
	l := license()
	l.Machine, l.Expires = d.trust.machine, 0
	if _, err := d.Enter(ctx, "Huber", activation.Sign(l, d.key)); err != nil {
		t.Fatal(err)
	}
	if r, err := d.Request(ctx); err != nil || r.Dealership != 4711 || r.Machine != d.trust.machine {
		t.Errorf("%+v %v", r, err)
	}
	d.trust.machine = activation.Machine{8}
	d.why(t, activation.ReasonMachine)
}

func TestEveryTamperedCodeIsRefused(t *testing.T) {
	public, key := pair(1)
	code := activation.Sign(license(), key)
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(code)-1).Draw(t, "at")
		c := rapid.SampledFrom([]byte("0123456789ABCDEFGHJKMNPQRSTVWXYZ")).Draw(t, "to")
		if code[at] == c || code[at] == '-' {
			return
		}
		other := code[:at] + string(c) + code[at+1:]
		l, err := activation.Read(other, []ed25519.PublicKey{public})
		if err == nil && (at < len(code)-1 || l != license()) { // the last character has spare bits
			t.Fatalf("%s read as %+v", other, l)
		}
	})
}

func TestARequestIsReadOverTheTelephone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := activation.Request{Dealership: rapid.Uint32().Draw(t, "dealership")}
		copy(r.Machine[:], rapid.SliceOfN(rapid.Byte(), 8, 8).Draw(t, "machine"))
		text := r.String()
		if got, err := activation.ParseRequest(strings.ToLower(text)); err != nil || got != r || len(text) != 29 {
			t.Fatalf("%s: %+v %v", text, got, err)
		}
		at := rapid.IntRange(0, len(text)-1).Draw(t, "slip")
		if text[at] == '-' {
			return
		}
		slip := text[:at] + string(rapid.SampledFrom([]byte("0123456789ABCDEFGHJKMNPQRSTVWXYZ")).Filter(func(c byte) bool { return c != text[at] }).Draw(t, "to")) + text[at+1:]
		if got, err := activation.ParseRequest(slip); !errors.Is(err, activation.ReasonRequest) {
			t.Fatalf("%s for %s: %+v %v", slip, text, got, err)
		}
	})
}

func TestKeyFilesHoldKeysAndRemarks(t *testing.T) {
	one, _ := pair(1)
	two, _ := pair(2)
	text := "# Service-Desk\n" + activation.FormatKey(one, "Gruppe Nord\n") + "\nterminwerk-ed25519 short x\n" + activation.FormatKey(two, "")
	if keys := activation.ParseKeys(text); len(keys) != 2 || !keys[0].Equal(one) || !keys[1].Equal(two) {
		t.Errorf("%v", keys)
	}
}
