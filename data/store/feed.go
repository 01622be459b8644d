package store

import (
	"slices"
	"sync"

	"terminwerk/core"
)

// feed hands events to listeners in commit order. An event that comes while another is being delivered, even from within
// a listener, waits its turn.
type feed struct {
	mu        sync.Mutex
	listeners []*func(core.Event)
	queue     []core.Event
	busy      bool
}

// Subscribe calls listen after each commit until cancel is called.
func (s *Store) Subscribe(listen func(core.Event)) (cancel func()) {
	f := &s.feed
	f.mu.Lock()
	defer f.mu.Unlock()
	f.listeners = append(f.listeners, &listen)
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.listeners = slices.DeleteFunc(slices.Clone(f.listeners), func(l *func(core.Event)) bool { return l == &listen })
	}
}

func (f *feed) add(e core.Event) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.queue = append(f.queue, e)
}

// deliver is called without the right to write, so that a listener may read and write.
func (f *feed) deliver() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.busy {
		return
	}
	f.busy = true
	for len(f.queue) > 0 {
		event, listeners := f.queue[0], f.listeners
		f.queue = f.queue[1:]
		f.mu.Unlock()
		for _, l := range listeners {
			(*l)(event)
		}
		f.mu.Lock()
	}
	f.busy = false
}
