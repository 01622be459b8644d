package secret

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/zalando/go-keyring"
)

// service is the name under which the keyring shows our entries.
const service = "Terminwerk"

// system is the keyring of the operating system.
type system struct{}

func (system) get(name string) (string, error) {
	if noBus() {
		return "", errNone
	}
	word, err := keyring.Get(service, name)
	return word, fault(err)
}

func (system) set(name, value string) error {
	if noBus() {
		return errNone
	}
	return fault(keyring.Set(service, name, value))
}

func (system) remove(name string) error {
	if noBus() {
		return errNone
	}
	return fault(keyring.Delete(service, name))
}

// fault reduces the keyring's error to what matters: the original may tell more than belongs into a log.
func fault(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return errMissing
	case errors.Is(err, keyring.ErrUnsupportedPlatform), noKeyring(err):
		return errNone
	}
	return errLocked
}

// limited gives every call of a place a time limit. A call that hangs goes on in its goroutine, because nothing can stop
// it; until it returns no other one is begun.
type limited struct {
	place place
	limit time.Duration
	mu    sync.Mutex
	hangs chan struct{} // closed when the hanging call has returned
}

// call runs one call; errLocked when it takes too long or another one hangs.
func (l *limited) call(ctx context.Context, f func(place) (string, error)) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.hangs != nil {
		select {
		case <-l.hangs:
			l.hangs = nil
		default:
			return "", errLocked
		}
	}
	type answer struct {
		word string
		err  error
	}
	answers, done := make(chan answer, 1), make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if recover() != nil { // the client of the Linux keyring trips over a bus that goes away
				answers <- answer{err: errLocked}
			}
		}()
		word, err := f(l.place)
		answers <- answer{word, err}
	}()
	timer := time.NewTimer(l.limit)
	defer timer.Stop()
	select {
	case a := <-answers:
		return a.word, a.err
	case <-timer.C:
	case <-ctx.Done():
	}
	l.hangs = done
	return "", errLocked
}

// bound is a limited place within one context.
type bound struct {
	l   *limited
	ctx context.Context
}

func (b bound) get(name string) (string, error) {
	return b.l.call(b.ctx, func(p place) (string, error) { return p.get(name) })
}

func (b bound) set(name, value string) error {
	_, err := b.l.call(b.ctx, func(p place) (string, error) { return "", p.set(name, value) })
	return err
}

func (b bound) remove(name string) error {
	_, err := b.l.call(b.ctx, func(p place) (string, error) { return "", p.remove(name) })
	return err
}
