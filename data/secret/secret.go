// Package secret keeps passwords and keys outside the database: in the keyring of the operating system, else in a file that
// only this Windows account can read, else in a file with a passphrase, else in memory until the program ends.
//
// A secret is in no error, no log and no copy of the database. Every call of the keyring has a time limit, because a locked
// one may wait for a person.
package secret

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
)

// The reasons for not having a secret.
const (
	ReasonLocked     core.Reason = "sender.secret.locked"     // the keyring or the file has to be unlocked
	ReasonSealed     core.Reason = "sender.secret.sealed"     // the file has to be opened with its passphrase
	ReasonNone       core.Reason = "sender.secret.none"       // nothing here keeps secrets, and nobody entered it yet
	ReasonMissing    core.Reason = "sender.secret.missing"    // it was never entered
	ReasonSession    core.Reason = "sender.secret.session"    // kept until the program ends, because nothing else can keep it
	ReasonPassphrase core.Reason = "sender.secret.passphrase" // the wrong one
	ReasonShort      core.Reason = "sender.secret.short"      // passphrase of fewer than 8 characters
)

// usualLimit leaves a person the time to type the password of the keyring.
const usualLimit = 20 * time.Second

// errMissing, errLocked and errNone are what a place says; they never hold more.
var (
	errMissing = errors.New("no such secret")
	errLocked  = errors.New("locked")
	errNone    = errors.New("no such place here")
)

// place keeps secrets by name. Errors are errMissing, errLocked, errNone, or a fault of the place.
type place interface {
	get(name string) (string, error)
	set(name, value string) error
	remove(name string) error
}

// Config says where a Store keeps its secrets.
type Config struct {
	Folder   string            // of the files; empty: no files
	Override map[string]string // by name, from the environment; they win and are never kept
	Scope    string            // tells apart the secrets of several databases; empty for the usual one
	Limit    time.Duration     // of one call of the keyring; 0: 20 seconds
	Keyring  bool              // use that of the operating system
}

// Store keeps secrets. It implements core/message.Vault and may be used from several goroutines.
type Store struct {
	override map[string]string
	scope    string
	keyring  *limited // nil: not used
	account  place    // nil: not on this system
	file     *sealed  // nil: no folder

	mu     sync.Mutex
	memory map[string]string
}

// New gives the store of this user on this machine. Nothing is read yet.
func New(c Config) *Store {
	s := &Store{override: c.Override, scope: c.Scope, memory: map[string]string{}}
	if c.Limit == 0 {
		c.Limit = usualLimit
	}
	if c.Keyring {
		s.keyring = &limited{place: system{}, limit: c.Limit}
	}
	if c.Folder != "" {
		s.account = accountFile(c.Folder)
		s.file = &sealed{path: sealedPath(c.Folder)}
	}
	return s
}

// FromEnvironment reads what scripts hand over: TERMINWERK_SMTP_PASSWORD.
func FromEnvironment(getenv func(string) string) map[string]string {
	if word := getenv("TERMINWERK_SMTP_PASSWORD"); word != "" {
		return map[string]string{message.SecretSMTP: word}
	}
	return nil
}

// Secret reads a secret: from the environment, from what was entered since the start, or from where it is kept.
func (s *Store) Secret(ctx context.Context, name string) (string, error) {
	if word := s.override[name]; word != "" {
		return word, nil
	}
	s.mu.Lock()
	word, ok := s.memory[name]
	s.mu.Unlock()
	if ok {
		return word, nil
	}
	var locked, sealed, asked bool
	for _, p := range s.places(ctx) {
		word, err := p.get(s.scope + name)
		switch {
		case err == nil:
			return word, nil
		case errors.Is(err, errMissing):
			asked = true
		case errors.Is(err, errNone):
		case p == place(s.file):
			sealed = true
		default:
			locked = true
		}
	}
	switch {
	case ctx.Err() != nil:
		return "", &core.Error{Kind: core.Unavailable, Op: "read secret", Err: ctx.Err()}
	case locked:
		return "", &core.Error{Kind: core.Unavailable, Op: "read secret", Err: ReasonLocked}
	case sealed:
		return "", &core.Error{Kind: core.Unavailable, Op: "read secret", Err: ReasonSealed}
	case asked:
		return "", &core.Error{Kind: core.NotFound, Op: "read secret", Err: ReasonMissing}
	}
	return "", &core.Error{Kind: core.Unavailable, Op: "read secret", Err: ReasonNone}
}

// SetSecret keeps a secret in the best place that takes it. When none does it is remembered until the program ends, and
// the error is Unavailable with ReasonSession.
func (s *Store) SetSecret(ctx context.Context, name, value string) error {
	if value == "" {
		return s.DeleteSecret(ctx, name)
	}
	if strings.ContainsAny(value, "\r\n\x00") {
		return &core.Error{Kind: core.Invalid, Op: "keep secret", Err: core.ReasonControl}
	}
	kept := false
	for _, p := range s.places(ctx) {
		switch {
		case kept:
			_ = p.remove(s.scope + name) // an older one; the better place is asked first anyway
		case p.set(s.scope+name, value) == nil:
			// What cannot be read back is not kept, whatever the keyring said.
			back, err := p.get(s.scope + name)
			kept = err == nil && back == value
		}
	}
	if !kept {
		s.Remember(name, value)
		return &core.Error{Kind: core.Unavailable, Op: "keep secret", Err: ReasonSession}
	}
	s.mu.Lock()
	delete(s.memory, name)
	s.mu.Unlock()
	return nil
}

// DeleteSecret removes a secret everywhere; one that is not there is no error. Unavailable means that a locked place may
// still hold it.
func (s *Store) DeleteSecret(ctx context.Context, name string) error {
	s.mu.Lock()
	delete(s.memory, name)
	s.mu.Unlock()
	for _, p := range s.places(ctx) {
		if err := p.remove(s.scope + name); err != nil && !errors.Is(err, errMissing) && !errors.Is(err, errNone) {
			return &core.Error{Kind: core.Unavailable, Op: "delete secret", Err: ReasonLocked}
		}
	}
	return nil
}

// Remember keeps a secret until the program ends.
func (s *Store) Remember(name, value string) {
	s.mu.Lock()
	s.memory[name] = value
	s.mu.Unlock()
}

// Place tells where SetSecret keeps secrets at present.
func (s *Store) Place(ctx context.Context) message.SecretPlace {
	const probe = "probe"
	works := func(p place) bool {
		_, err := p.get(probe)
		return err == nil || errors.Is(err, errMissing)
	}
	switch {
	case s.keyring != nil && works(bound{s.keyring, ctx}):
		return message.PlaceKeyring
	case s.account != nil && works(s.account):
		return message.PlaceAccount
	case s.file == nil:
		return message.PlaceMemory
	case works(s.file):
		return message.PlaceFile
	case s.file.exists():
		return message.PlaceLocked
	}
	return message.PlaceMemory
}

// Unlock opens the file with a passphrase, or makes it, and moves into it what was only remembered.
func (s *Store) Unlock(ctx context.Context, passphrase string) error {
	if s.file == nil {
		return &core.Error{Kind: core.Unavailable, Op: "open secrets", Err: ReasonNone}
	}
	if err := s.file.open(passphrase); err != nil {
		return err
	}
	s.mu.Lock()
	memory := make(map[string]string, len(s.memory))
	for name, word := range s.memory {
		memory[name] = word
	}
	s.mu.Unlock()
	for name, word := range memory {
		if err := s.SetSecret(ctx, name, word); err != nil {
			return err
		}
	}
	return nil
}

// places are the places in the order of trust.
func (s *Store) places(ctx context.Context) []place {
	var all []place
	if s.keyring != nil {
		all = append(all, bound{s.keyring, ctx})
	}
	if s.account != nil {
		all = append(all, s.account)
	}
	if s.file != nil {
		all = append(all, s.file)
	}
	return all
}
