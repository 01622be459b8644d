package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/data/store/dbfile"
)

// Apply commits a change whole or not at all; see core.Writer. A change whose Op is known returns the first receipt.
// When the commit fails and nothing of it is in the file because the disk is full, that is Unavailable and may be tried
// again; after any other failed commit the store no longer writes.
func (s *Store) Apply(ctx context.Context, c core.Change) (core.Receipt, error) {
	if c.Op == "" {
		return core.Receipt{}, &core.Error{Kind: core.Internal, Op: "apply", Err: errors.New("a change needs an operation id")}
	}
	if err := validate(c); err != nil {
		return core.Receipt{}, err
	}
	a := &application{change: c, pending: map[core.ID]core.ID{}, same: map[core.Record]bool{}}
	err := s.update(ctx, "apply", a.run, a.event, func(tx *bolt.Tx) bool { return knownOp(tx, c.Op) != nil })
	if err != nil {
		a.takeBack()
		return core.Receipt{}, err
	}
	s.feed.deliver()
	return a.receipt, nil
}

func validate(c core.Change) error {
	var all []error
	for _, r := range c.Put {
		if v, ok := r.(interface{ Validate() error }); ok {
			all = append(all, v.Validate())
		}
	}
	return errors.Join(all...)
}

// update is the one way to write: it waits for its turn, runs fn in a transaction and commits. done tells after a failed
// commit whether the transaction is in the file all the same.
func (s *Store) update(ctx context.Context, op string, fn func(*txn) error, event func() (core.Event, bool), done func(*bolt.Tx) bool) error {
	if err := s.takeTurn(ctx); err != nil {
		return err
	}
	defer func() { s.turn <- struct{}{} }()
	return s.transact(ctx, op, fn, event, done)
}

func (s *Store) takeTurn(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-s.gone:
		return dbfile.Unavailable("write", ErrClosed)
	default:
	}
	select {
	case <-s.turn:
		return nil
	case <-s.gone:
		return dbfile.Unavailable("write", ErrClosed)
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) transact(ctx context.Context, op string, fn func(*txn) error, event func() (core.Event, bool), done func(*bolt.Tx) bool) error {
	if err := s.Poisoned(); err != nil {
		return err
	}
	if err := s.mark.writing(); err != nil {
		return dbfile.Unavailable(op, err)
	}
	commitErr, err := s.attempt(ctx, op, fn)
	switch {
	case commitErr != nil:
		err = s.failedCommit(op, commitErr, done)
	case err == nil && event != nil:
		if e, publish := event(); publish {
			s.feed.add(e)
		}
	}
	if s.Poisoned() == nil {
		if restErr := s.mark.rested(); restErr != nil {
			return errors.Join(err, s.poisonBy(&core.Error{Kind: core.Corrupt, Op: op, Err: restErr}))
		}
	}
	return err
}

// attempt tells apart why it failed: in the commit, when the file may have changed, or before it.
func (s *Store) attempt(ctx context.Context, op string, fn func(*txn) error) (commitErr, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = s.poisonBy(dbfile.Damaged(op, p))
		}
	}()
	tx, err := s.db.Begin(true)
	if err != nil {
		return nil, storeError(op, err)
	}
	defer func() { _ = tx.Rollback() }()
	t := &txn{tx: tx, s: s, now: s.opts.Clock.Now().UTC().Truncate(time.Second), drawn: map[string]uint64{}}
	if err = fn(t); err == nil {
		err = t.keepSequences()
	}
	if err != nil {
		return nil, storeError(op, err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.commit(tx), nil
}

func (s *Store) failedCommit(op string, cause error, done func(*bolt.Tx) bool) error {
	written := true
	err := s.view(op, func(tx *bolt.Tx) error {
		written = done != nil && done(tx)
		return nil
	})
	if err == nil && !written && dbfile.NoSpace(cause) {
		return dbfile.Unavailable(op, cause)
	}
	return s.poisonBy(&core.Error{Kind: core.Corrupt, Op: op, Err: fmt.Errorf("commit failed: %w", errors.Join(cause, err))})
}

// application is one Change on its way into the file.
type application struct {
	change  core.Change
	receipt core.Receipt
	pending map[core.ID]core.ID
	same    map[core.Record]bool // already in the file as it is
	undo    []func()
}

// takeBack gives the caller's records the values they came with.
func (a *application) takeBack() {
	for i := len(a.undo) - 1; i >= 0; i-- {
		a.undo[i]()
	}
}

func assign[T any](a *application, place *T, value T) {
	old := *place
	a.undo = append(a.undo, func() { *place = old })
	*place = value
}

func (a *application) run(t *txn) error {
	t.actor = a.change.Actor
	if first := knownOp(t.tx, a.change.Op); first != nil {
		return a.again(t, first)
	}
	if err := a.expect(t); err != nil {
		return err
	}
	olds, err := a.identify(t)
	if err != nil {
		return err
	}
	log := &journal{t: t, change: a.change}
	if err := log.open(); err != nil {
		return err
	}
	for _, ref := range a.change.Delete {
		if err := a.delete(t, log, ref); err != nil {
			return err
		}
	}
	for i, r := range a.change.Put {
		if a.same[r] {
			log.refs = append(log.refs, core.Ref{Entity: r.Entity(), ID: r.Head().ID, Rev: r.Head().Rev})
			continue
		}
		if err := a.put(t, log, olds[i], r); err != nil {
			return err
		}
	}
	a.receipt, err = log.close()
	return err
}

func (a *application) event() (core.Event, bool) {
	return core.Event{
		Seq: a.receipt.Seq, What: a.change.What, Actor: a.change.Actor, Refs: a.receipt.Refs, Deleted: a.change.Delete,
	}, !a.receipt.Known
}

// again answers a repeated operation and gives the caller's records the ids of the first time.
func (a *application) again(t *txn, first *changeEntry) error {
	a.receipt = core.Receipt{Seq: first.Seq, Refs: first.Refs, Known: true}
	for i, r := range a.change.Put {
		if i >= len(first.Refs) || first.Refs[i].Entity != r.Entity() {
			return &core.Error{Kind: core.Internal, Op: "apply", Err: errors.New("operation id used for another change")}
		}
		e, err := t.s.schema.of(r.Entity())
		if err != nil {
			return err
		}
		now := e.fresh()
		switch err := e.get(t.tx, first.Refs[i].ID, now); {
		case core.IsKind(err, core.NotFound):
			continue
		case err != nil:
			return err
		}
		if head := r.Head(); head.ID.IsPending() {
			a.pending[head.ID] = first.Refs[i].ID
		}
		assign(a, r.Head(), *now.Head())
		if c, ok := r.(*core.Customer); ok {
			assign(a, &c.Number, now.(*core.Customer).Number)
		}
	}
	return a.resolve()
}

func (a *application) expect(t *txn) error {
	for _, ref := range a.change.Expect {
		if _, err := current(t, ref); err != nil {
			return err
		}
	}
	return nil
}

// current reads the record of ref, which must be at its revision.
func current(t *txn, ref core.Ref) (core.Record, error) {
	e, err := t.s.schema.of(ref.Entity)
	if err != nil {
		return nil, err
	}
	r := e.fresh()
	if err := e.get(t.tx, ref.ID, r); err != nil {
		return nil, err
	}
	if rev := r.Head().Rev; rev != ref.Rev {
		return nil, &core.Error{Kind: core.Conflict, Op: "apply", Ref: core.Ref{Entity: ref.Entity, ID: ref.ID, Rev: rev}}
	}
	return r, nil
}

func (a *application) delete(t *txn, log *journal, ref core.Ref) error {
	old, err := current(t, ref)
	if err != nil {
		return err
	}
	e, err := t.s.schema.of(ref.Entity)
	if err != nil {
		return err
	}
	if err := t.remove(e, old); err != nil {
		return err
	}
	return log.entry(core.Ref{Entity: ref.Entity, ID: ref.ID}, nil)
}

func (a *application) put(t *txn, log *journal, old, r core.Record) error {
	e, err := t.s.schema.of(r.Entity())
	if err != nil {
		return err
	}
	head := *r.Head()
	if old == nil {
		head.CreatedAt = t.now
	} else {
		head.CreatedAt = old.Head().CreatedAt
	}
	head.Rev, head.UpdatedAt, head.UpdatedBy = head.Rev+1, t.now, t.actor
	assign(a, r.Head(), head)
	if err := t.write(e, old, r); err != nil {
		return err
	}
	return log.entry(core.Ref{Entity: e.name, ID: head.ID, Rev: head.Rev}, differences(old, r))
}

func differences(old, r core.Record) []core.FieldChange {
	before, ok := old.(core.Fielder)
	after, both := r.(core.Fielder)
	if !ok || !both {
		return nil
	}
	return core.Differences(before.FieldValues(), after.FieldValues())
}
