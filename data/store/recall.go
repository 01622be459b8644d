package store

import "sync"

// recall remembers what was found out about words since the last commit, for all searches: counting the bearers of a common
// name takes as long as reading twenty customers, and names come again and again.
type recall[T any] struct {
	mu     sync.Mutex
	commit int // the transaction that made what known holds
	known  map[string]T
}

// mostRecalled bounds what is remembered to some hundred kilobytes.
const mostRecalled = 2048

// of gives what find finds out in a reading of the state that a commit left.
func (r *recall[T]) of(commit int, word []byte, find func() (T, error)) (T, error) {
	r.mu.Lock()
	x, ok := r.known[string(word)]
	ok = ok && r.commit == commit
	r.mu.Unlock()
	if ok {
		return x, nil
	}
	x, err := find()
	if err != nil {
		return x, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || r.commit != commit || len(r.known) >= mostRecalled {
		r.commit, r.known = commit, map[string]T{}
	}
	r.known[string(word)] = x
	return x, nil
}
