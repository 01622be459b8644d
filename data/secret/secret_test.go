package secret

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
)

const word = "Geheim-Wört€r"

// drawer is a keyring whose moods can be chosen.
type drawer struct {
	mu     sync.Mutex
	kept   map[string]string
	fails  error
	forget bool          // takes everything and keeps nothing
	hangs  chan struct{} // every call waits for it
	calls  int
}

func (d *drawer) begin() error {
	d.mu.Lock()
	d.calls++
	hangs := d.hangs
	d.mu.Unlock()
	if hangs != nil {
		<-hangs
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.fails
}

func (d *drawer) get(name string) (string, error) {
	if err := d.begin(); err != nil {
		return "", err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if value, ok := d.kept[name]; ok {
		return value, nil
	}
	return "", errMissing
}

func (d *drawer) set(name, value string) error {
	if err := d.begin(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.kept == nil {
		d.kept = map[string]string{}
	}
	if !d.forget {
		d.kept[name] = value
	}
	return nil
}

func (d *drawer) remove(name string) error {
	if err := d.begin(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.kept[name]; !ok {
		return errMissing
	}
	delete(d.kept, name)
	return nil
}

// start is a program that begins with this keyring and this folder.
func start(t *testing.T, d *drawer, folder string) *Store {
	t.Helper()
	s := New(Config{Folder: folder, Limit: 5 * time.Second})
	s.account = nil
	if d != nil {
		s.keyring = &limited{place: d, limit: 200 * time.Millisecond}
	}
	if s.file != nil {
		s.file.work = 10
	}
	return s
}

func reads(t *testing.T, s *Store, want string) {
	t.Helper()
	if got, err := s.Secret(t.Context(), message.SecretSMTP); err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
}

func lacks(t *testing.T, s *Store, kind core.Kind, why core.Reason) {
	t.Helper()
	_, err := s.Secret(t.Context(), message.SecretSMTP)
	if !core.IsKind(err, kind) || !errors.Is(err, why) {
		t.Errorf("%v, want %v %s", err, kind, why)
	}
}

func TestKeyringKeepsSecretsOverAStart(t *testing.T) {
	d := &drawer{}
	s := start(t, d, t.TempDir())
	lacks(t, s, core.NotFound, ReasonMissing)
	if err := s.SetSecret(t.Context(), message.SecretSMTP, word); err != nil {
		t.Fatal(err)
	}
	next := start(t, d, t.TempDir())
	reads(t, next, word)
	if next.Place(t.Context()) != message.PlaceKeyring {
		t.Errorf("%s", next.Place(t.Context()))
	}
	if err := next.DeleteSecret(t.Context(), message.SecretSMTP); err != nil {
		t.Fatal(err)
	}
	lacks(t, start(t, d, t.TempDir()), core.NotFound, ReasonMissing)
}

func TestWithoutKeyringAFileWithPassphraseKeepsThem(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new")
	s := start(t, &drawer{fails: errNone}, folder)
	if s.Place(t.Context()) != message.PlaceMemory {
		t.Errorf("%s", s.Place(t.Context()))
	}
	if err := s.Unlock(t.Context(), "kurz"); !errors.Is(err, ReasonShort) {
		t.Errorf("%v", err)
	}
	if err := s.Unlock(t.Context(), "ein langer Satz"); err != nil {
		t.Fatal(err)
	}
	if err := s.SetSecret(t.Context(), message.SecretSMTP, word); err != nil {
		t.Fatal(err)
	}
	if s.Place(t.Context()) != message.PlaceFile {
		t.Errorf("%s", s.Place(t.Context()))
	}
	raw, err := os.ReadFile(sealedPath(folder))
	if err != nil || bytes.Contains(raw, []byte(word)) || bytes.Contains(raw, []byte("smtp")) {
		t.Errorf("%v, %q", err, raw)
	}
	if info, err := os.Stat(sealedPath(folder)); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}

	next := start(t, &drawer{fails: errNone}, folder)
	lacks(t, next, core.Unavailable, ReasonSealed)
	if next.Place(t.Context()) != message.PlaceLocked {
		t.Errorf("%s", next.Place(t.Context()))
	}
	if err := next.Unlock(t.Context(), "ein anderer Satz"); !core.IsKind(err, core.Invalid) || !errors.Is(err, ReasonPassphrase) {
		t.Errorf("%v", err)
	}
	lacks(t, next, core.Unavailable, ReasonSealed)
	if err := next.Unlock(t.Context(), "ein langer Satz"); err != nil {
		t.Fatal(err)
	}
	reads(t, next, word)

	if err := os.WriteFile(sealedPath(folder), raw[:len(raw)-9], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := start(t, nil, folder).Unlock(t.Context(), "ein langer Satz"); !core.IsKind(err, core.Corrupt) {
		t.Errorf("a damaged file: %v", err)
	}
}

func TestWhereNothingKeepsThemTheyLastUntilTheEnd(t *testing.T) {
	folder := t.TempDir()
	s := start(t, &drawer{fails: errNone}, folder)
	lacks(t, s, core.Unavailable, ReasonNone)
	if err := s.SetSecret(t.Context(), message.SecretSMTP, word); !core.IsKind(err, core.Unavailable) || !errors.Is(err, ReasonSession) {
		t.Errorf("%v", err)
	}
	reads(t, s, word)
	lacks(t, start(t, &drawer{fails: errNone}, folder), core.Unavailable, ReasonNone)
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
	if err := s.Unlock(t.Context(), "ein langer Satz"); err != nil {
		t.Fatal(err)
	}
	next := start(t, nil, folder)
	if err := next.Unlock(t.Context(), "ein langer Satz"); err != nil {
		t.Fatal(err)
	}
	reads(t, next, word) // what was remembered moved into the file
}

func TestKeyringThatForgetsIsNotTrusted(t *testing.T) {
	s := start(t, &drawer{forget: true}, t.TempDir())
	if err := s.SetSecret(t.Context(), message.SecretSMTP, word); !errors.Is(err, ReasonSession) {
		t.Errorf("%v", err)
	}
	reads(t, s, word)
}

func TestHangingKeyringHoldsNobodyUp(t *testing.T) {
	d := &drawer{hangs: make(chan struct{}), kept: map[string]string{message.SecretSMTP: word}}
	s := start(t, d, "")
	for range 5 {
		lacks(t, s, core.Unavailable, ReasonLocked)
	}
	d.mu.Lock()
	calls, hangs := d.calls, d.hangs
	d.hangs = nil
	d.mu.Unlock()
	if calls != 1 {
		t.Errorf("%d calls wait for a keyring that hangs", calls)
	}
	close(hangs)
	for {
		if got, err := s.Secret(t.Context(), message.SecretSMTP); err == nil {
			if got != word {
				t.Errorf("%q", got)
			}
			break
		}
		time.Sleep(time.Millisecond)
	}

	d.mu.Lock()
	d.hangs = make(chan struct{})
	d.mu.Unlock()
	defer close(d.hangs)
	s.keyring.limit = time.Hour
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Secret(ctx, message.SecretSMTP); !core.IsKind(err, core.Unavailable) {
		t.Errorf("a call that was given up: %v", err)
	}
}

func TestDatabasesDoNotShareTheirSecrets(t *testing.T) {
	d := &drawer{}
	usual, other := start(t, d, ""), start(t, d, "")
	other.scope = "/srv/other.db "
	if err := errors.Join(usual.SetSecret(t.Context(), message.SecretSMTP, word), other.SetSecret(t.Context(), message.SecretSMTP, "another")); err != nil {
		t.Fatal(err)
	}
	reads(t, usual, word)
	reads(t, other, "another")
	if err := other.DeleteSecret(t.Context(), message.SecretSMTP); err != nil {
		t.Fatal(err)
	}
	reads(t, usual, word)
	lacks(t, other, core.NotFound, ReasonMissing)
}

func TestEnvironmentWinsAndIsNotKept(t *testing.T) {
	d := &drawer{kept: map[string]string{message.SecretSMTP: "old"}}
	s := start(t, d, "")
	s.override = FromEnvironment(func(name string) string { return map[string]string{"TERMINWERK_SMTP_PASSWORD": word}[name] })
	reads(t, s, word)
	if d.kept[message.SecretSMTP] != "old" {
		t.Error("the environment's secret was kept")
	}
}

func TestErrorsHoldNoSecret(t *testing.T) {
	for _, d := range []*drawer{{fails: errLocked}, {fails: fmt.Errorf("cannot keep %s", word)}, {forget: true}} {
		s := start(t, d, "")
		for _, err := range []error{
			s.SetSecret(t.Context(), message.SecretSMTP, word), s.SetSecret(t.Context(), message.SecretSMTP, word+"\n"),
			s.DeleteSecret(t.Context(), message.SecretSMTP), s.Unlock(t.Context(), word),
		} {
			if err != nil && strings.Contains(err.Error(), word) {
				t.Errorf("%v", err)
			}
		}
	}
}
