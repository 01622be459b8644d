// Package task runs everything in the window that takes time. It is the only place in ui that starts goroutines.
//
// Work runs away from the user interface and must watch its context; done, progress and delayed calls arrive on the
// user interface's goroutine, through the function given to New. Under one key the newest work wins: starting again
// cancels the older work's context and drops its result. A panic in work becomes an error. Sync gives a runner for
// tests on which everything happens inside the call.
package task

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"
)

// Progress reports how far work is: done of total (0 when unknown) and a note for the user.
type Progress = func(done, total int, note string)

// Runner starts work and delivers its results. Run, Debounce, After and Cancel belong on the user interface's goroutine.
type Runner struct {
	onUI   func(func())
	sync   bool
	mu     sync.Mutex
	begun  int            // how much work was ever begun
	gens   map[string]int // the newest work under each key that is under way, by its number
	cancel map[string]context.CancelFunc
	wg     sync.WaitGroup
	closed bool
	held   []held
	now    time.Duration // that Advance has let pass

	// OnPanic, if set before the first Run, hears the stack of a panic in work, for the crash log.
	OnPanic func(key string, value any, stack []byte)
}

type held struct {
	key string
	gen int
	at  time.Duration
	run func()
}

// PanicError is what a panic in work becomes.
type PanicError struct {
	Key   string
	Value any
}

// Error names the work and the panic's value.
func (e *PanicError) Error() string { return fmt.Sprintf("%s: panic: %v", e.Key, e.Value) }

// New makes a Runner that delivers through onUI, which must run its argument later on the user interface's goroutine (fyne.Do).
func New(onUI func(func())) *Runner {
	return &Runner{onUI: onUI, gens: map[string]int{}, cancel: map[string]context.CancelFunc{}}
}

// Sync makes a Runner that does everything inside the call, for tests; calls held back by After wait for Elapse.
func Sync() *Runner {
	r := New(func(f func()) { f() })
	r.sync = true
	return r
}

// Run starts work under key and calls done with its error, unless newer work was started under the key, the key was
// cancelled or the runner closed meanwhile. done may be nil.
func (r *Runner) Run(key string, work func(ctx context.Context, progress func(done, total int, note string)) error, done func(error)) {
	r.Follow(key, work, nil, done)
}

// Follow is Run for work whose progress is shown: heard gets it, unless it is nil, on the user interface's goroutine.
func (r *Runner) Follow(key string, work func(ctx context.Context, progress func(done, total int, note string)) error, heard Progress, done func(error)) {
	gen, ctx, ok := r.begin(key)
	if !ok {
		return
	}
	progress := func(n, total int, note string) {
		r.onUI(func() {
			if heard != nil && r.current(key, gen) {
				heard(n, total, note)
			}
		})
	}
	body := func() {
		err := r.guard(ctx, key, progress, work)
		r.onUI(func() {
			if r.end(key, gen) && done != nil {
				done(err)
			}
		})
	}
	if r.sync {
		body()
		r.wg.Done()
		return
	}
	go func() {
		defer r.wg.Done()
		body()
	}()
}

// Load runs work under key and hands its result to done, with the rules of Run.
func Load[T any](r *Runner, key string, work func(ctx context.Context) (T, error), done func(T, error)) {
	var result T
	r.Run(key, func(ctx context.Context, _ func(int, int, string)) (err error) {
		result, err = work(ctx)
		return err
	}, func(err error) { done(result, err) })
}

// Debounce calls f on the user interface's goroutine once key has been quiet for wait; with Sync at once.
func (r *Runner) Debounce(key string, wait time.Duration, f func()) {
	if r.sync {
		f()
		return
	}
	r.After(key, wait, f)
}

// After calls f on the user interface's goroutine after wait, unless the key is used again or cancelled before; with
// Sync it waits for Elapse.
func (r *Runner) After(key string, wait time.Duration, f func()) {
	if r.sync {
		gen, _, ok := r.begin(key)
		if ok {
			r.wg.Done()
			r.held = append(r.held, held{key, gen, r.now + wait, f})
		}
		return
	}
	r.Run(key, func(ctx context.Context, _ func(int, int, string)) error {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
			return nil
		}
	}, func(err error) {
		if err == nil {
			f()
		}
	})
}

// Elapse makes the calls held back by After on a Sync runner, as if their time had passed.
func (r *Runner) Elapse() {
	due := r.held
	r.held = nil
	for _, h := range due {
		if r.end(h.key, h.gen) {
			h.run()
		}
	}
}

// Advance lets d pass on a Sync runner and makes the calls held back by After whose time comes meanwhile, in its order.
func (r *Runner) Advance(d time.Duration) {
	until := r.now + d
	for {
		next := -1
		for i, h := range r.held {
			if h.at <= until && (next < 0 || h.at < r.held[next].at) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		h := r.held[next]
		r.held = slices.Delete(r.held, next, next+1)
		r.now = max(r.now, h.at)
		if r.end(h.key, h.gen) {
			h.run()
		}
	}
	r.now = until
}

// Cancel ends the work under key; its done is not called.
func (r *Runner) Cancel(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forget(key)
}

// Running tells whether work under key is under way.
func (r *Runner) Running(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.cancel[key] != nil
}

// Close cancels all work and waits until it has ended; nothing is delivered afterwards and nothing can be started.
func (r *Runner) Close() {
	r.mu.Lock()
	r.closed = true
	for key, cancel := range r.cancel {
		cancel()
		delete(r.cancel, key)
	}
	r.held = nil
	r.mu.Unlock()
	r.wg.Wait()
}

func (r *Runner) begin(key string) (int, context.Context, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return 0, nil, false
	}
	if cancel := r.cancel[key]; cancel != nil {
		cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	r.begun++
	r.gens[key] = r.begun
	r.cancel[key] = cancel
	r.wg.Add(1)
	return r.begun, ctx, true
}

func (r *Runner) current(key string, gen int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.closed && r.gens[key] == gen
}

// end tells whether the work of gen is still the newest, and forgets it.
func (r *Runner) end(key string, gen int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed || r.gens[key] != gen {
		return false
	}
	r.forget(key)
	return true
}

// forget leaves nothing of a key: those of an editor are never used again.
func (r *Runner) forget(key string) {
	delete(r.gens, key)
	if cancel := r.cancel[key]; cancel != nil {
		cancel()
		delete(r.cancel, key)
	}
}

func (r *Runner) guard(ctx context.Context, key string, progress Progress, work func(context.Context, func(int, int, string)) error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			if r.OnPanic != nil {
				r.OnPanic(key, value, debug.Stack())
			}
			err = &PanicError{Key: key, Value: value}
		}
	}()
	return work(ctx, progress)
}
