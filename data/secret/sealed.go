package secret

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"unicode/utf8"

	"terminwerk/core"

	"filippo.io/age"
)

// minPassphrase is the least length of a passphrase, in characters.
const minPassphrase = 8

func sealedPath(folder string) string { return filepath.Join(folder, "secrets.age") }

// sealed is a file that a passphrase opens (age, scrypt).
type sealed struct {
	path string
	work int // log2 of scrypt's work factor; 0: age's own

	mu         sync.Mutex
	passphrase string // empty: not opened
	words      map[string]string
}

func (s *sealed) exists() bool {
	_, err := os.Stat(s.path)
	return err == nil
}

// open reads the file with a passphrase, or makes it where there is none.
func (s *sealed) open(passphrase string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		if utf8.RuneCountInString(passphrase) < minPassphrase {
			return &core.Error{Kind: core.Invalid, Op: "make secrets", Err: ReasonShort}
		}
		s.passphrase, s.words = passphrase, map[string]string{}
		return s.save()
	}
	if err != nil {
		return &core.Error{Kind: core.Unavailable, Op: "open secrets", Err: err}
	}
	words, err := unseal(raw, passphrase)
	if err != nil {
		return err
	}
	s.passphrase, s.words = passphrase, words
	return nil
}

func unseal(raw []byte, passphrase string) (map[string]string, error) {
	if passphrase == "" {
		return nil, &core.Error{Kind: core.Invalid, Op: "open secrets", Err: ReasonPassphrase}
	}
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, &core.Error{Kind: core.Invalid, Op: "open secrets", Err: ReasonPassphrase}
	}
	plain, err := age.Decrypt(bytes.NewReader(raw), identity)
	var wrong *age.NoIdentityMatchError
	if errors.As(err, &wrong) {
		return nil, &core.Error{Kind: core.Invalid, Op: "open secrets", Err: ReasonPassphrase}
	}
	if err != nil {
		return nil, &core.Error{Kind: core.Corrupt, Op: "open secrets"}
	}
	text, err := io.ReadAll(plain)
	words := map[string]string{}
	if err != nil || json.Unmarshal(text, &words) != nil {
		return nil, &core.Error{Kind: core.Corrupt, Op: "open secrets"}
	}
	return words, nil
}

// save writes the whole file under another name and puts it in place.
func (s *sealed) save() error {
	recipient, err := age.NewScryptRecipient(s.passphrase)
	if err != nil {
		return &core.Error{Op: "seal secrets", Err: err}
	}
	if s.work > 0 {
		recipient.SetWorkFactor(s.work)
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, recipient)
	if err != nil {
		return &core.Error{Op: "seal secrets", Err: err}
	}
	text, err := json.Marshal(s.words)
	if err == nil {
		_, err = w.Write(text)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return &core.Error{Op: "seal secrets", Err: err}
	}
	return replace(s.path, out.Bytes())
}

// replace puts a file with new content in the place of the old one, for this user alone.
func replace(path string, content []byte) error {
	wrap := func(err error) error { return &core.Error{Kind: core.Unavailable, Op: "keep secrets", Err: err} }
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return wrap(err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".secrets-*") // mode 0600
	if err != nil {
		return wrap(err)
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return wrap(errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

func (s *sealed) get(name string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.shut(); err != nil {
		return "", err
	}
	word, ok := s.words[name]
	if !ok {
		return "", errMissing
	}
	return word, nil
}

// shut says why the file cannot be used.
func (s *sealed) shut() error {
	switch {
	case s.passphrase != "":
		return nil
	case s.exists():
		return errLocked
	}
	return errNone
}

func (s *sealed) set(name, value string) error {
	return s.change(func(words map[string]string) { words[name] = value })
}

func (s *sealed) remove(name string) error {
	return s.change(func(words map[string]string) { delete(words, name) })
}

func (s *sealed) change(f func(map[string]string)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.shut(); err != nil {
		return err
	}
	before := maps.Clone(s.words)
	f(s.words)
	if maps.Equal(before, s.words) {
		return nil
	}
	if err := s.save(); err != nil {
		s.words = before
		return err
	}
	return nil
}
