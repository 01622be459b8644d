package coretest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/match"
)

// Apply commits a change; see core.Writer.
func (s *Store) Apply(ctx context.Context, c core.Change) (core.Receipt, error) {
	receipt, event, err := s.apply(ctx, c)
	if err != nil || receipt.Known {
		return receipt, err
	}
	s.mu.Lock()
	var listeners []func(core.Event)
	for i := range s.next {
		if l := s.listeners[i]; l != nil {
			listeners = append(listeners, l)
		}
	}
	s.mu.Unlock()
	for _, l := range listeners {
		l(event)
	}
	return receipt, nil
}

func (s *Store) apply(ctx context.Context, c core.Change) (core.Receipt, core.Event, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	refuse := func(err error) (core.Receipt, core.Event, error) { return core.Receipt{}, core.Event{}, err }
	if err := errors.Join(ctx.Err(), s.fail); err != nil {
		s.fail = nil
		return refuse(err)
	}
	if c.Op == "" {
		return refuse(&core.Error{Kind: core.Internal, Op: "apply", Err: errors.New("a change needs an operation id")})
	}
	if err := validate(c); err != nil {
		return refuse(err)
	}
	if first, known := s.state.ops[c.Op]; known {
		s.giveBack(c, first)
		first.Known = true
		return first, core.Event{}, nil
	}
	w := writing{state: s.state.copied(), change: c, now: s.now.UTC().Truncate(time.Second), pending: map[core.ID]core.ID{}}
	if err := w.run(); err != nil {
		return refuse(err)
	}
	s.state = w.state
	for i, r := range c.Put {
		overwrite(r, w.put[i])
	}
	return w.receipt, core.Event{Seq: w.seq, What: c.What, Actor: c.Actor, Refs: w.receipt.Refs, Deleted: c.Delete}, nil
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

// giveBack gives the records of a repeated operation the ids of the first time.
func (s *Store) giveBack(c core.Change, first core.Receipt) {
	for i, r := range c.Put {
		if i < len(first.Refs) {
			if now := s.state.records[r.Entity()][first.Refs[i].ID]; now != nil {
				overwrite(r, now)
			}
		}
	}
}

// overwrite gives a caller's record what the store decided: Meta, number and resolved references.
func overwrite(r, stored core.Record) {
	*r.Head() = *stored.Head()
	from := stored.Refs()
	for i, ref := range r.Refs() {
		if i < len(from) && ref.IsPending() {
			*ref = *from[i]
		}
	}
	if c, ok := r.(*core.Customer); ok {
		c.Number = stored.(*core.Customer).Number
	}
}

// writing is one change on its way into a copy of the state.
type writing struct {
	state
	change  core.Change
	now     time.Time
	pending map[core.ID]core.ID
	put     []core.Record
	olds    []core.Record
	receipt core.Receipt
}

func (w *writing) run() error {
	for _, ref := range w.change.Expect {
		if _, err := w.current(ref); err != nil {
			return err
		}
	}
	if err := w.identify(); err != nil {
		return err
	}
	w.seq++
	w.receipt.Seq = w.seq
	for _, ref := range w.change.Delete {
		old, err := w.current(ref)
		if err != nil {
			return err
		}
		w.reindex(old, nil)
		delete(w.records[ref.Entity], ref.ID)
		w.note(core.Ref{Entity: ref.Entity, ID: ref.ID}, nil)
	}
	for i, r := range w.put {
		if err := w.write(w.olds[i], r); err != nil {
			return err
		}
	}
	w.ops[w.change.Op] = w.receipt
	return nil
}

func (w *writing) current(ref core.Ref) (core.Record, error) {
	r := w.records[ref.Entity][ref.ID]
	if r == nil {
		return nil, notFound(ref)
	}
	if rev := r.Head().Rev; rev != ref.Rev {
		return nil, &core.Error{Kind: core.Conflict, Op: "apply", Ref: core.Ref{Entity: ref.Entity, ID: ref.ID, Rev: rev}}
	}
	return r, nil
}

// identify copies the records, gives the new ones their ids and resolves stand-ins.
func (w *writing) identify() error {
	for _, given := range w.change.Put {
		r := clone(given)
		var old core.Record
		if head := r.Head(); head.ID != 0 && !head.ID.IsPending() {
			var err error
			if old, err = w.current(core.Ref{Entity: r.Entity(), ID: head.ID, Rev: head.Rev}); err != nil {
				return err
			}
		} else {
			w.create(r)
		}
		w.put, w.olds = append(w.put, r), append(w.olds, old)
	}
	for _, r := range w.put {
		for _, ref := range r.Refs() {
			if id, known := w.pending[*ref]; known {
				*ref = id
			} else if ref.IsPending() {
				return &core.Error{Kind: core.Internal, Op: "apply", Err: errors.New("a reference to a record that is not created")}
			}
		}
	}
	return nil
}

func (w *writing) create(r core.Record) {
	e := r.Entity()
	w.sequence[e]++
	id := w.sequence[e]
	if head := r.Head(); head.ID.IsPending() {
		w.pending[head.ID] = id
	}
	*r.Head() = core.Meta{ID: id}
	if c, ok := r.(*core.Customer); ok && c.Number == "" {
		c.Number = w.customerNumber()
	}
}

func (w *writing) customerNumber() string {
	own := w.records[core.EntitySettings][1].(*core.Settings).Basis.CustomerNumber
	for {
		w.numbers = max(w.numbers+1, own.Start)
		number := own.Prefix + strconv.FormatUint(w.numbers, 10)
		if w.taken(&core.Customer{Number: number}) == 0 {
			return number
		}
	}
}

// taken finds another record with the value of which there may be only one.
func (w *writing) taken(r core.Record) core.ID {
	for id, other := range w.records[r.Entity()] {
		if id != r.Head().ID && sameKey(r, other) {
			return id
		}
	}
	return 0
}

func sameKey(a, b core.Record) bool {
	switch a := a.(type) {
	case *core.Customer:
		return strings.EqualFold(a.Number, b.(*core.Customer).Number)
	case *core.Lead:
		other := b.(*core.Lead)
		return a.Request.Source == other.Request.Source && a.Request.ExternalID == other.Request.ExternalID
	case *core.Message:
		other := b.(*core.Message)
		return a.Key() != "" && a.State.Open() && other.State.Open() && a.Key() == other.Key()
	case *core.ImportState:
		other := b.(*core.ImportState)
		return a.Target.Entity == other.Target.Entity && a.Target.ID == other.Target.ID
	}
	return false
}

func (w *writing) write(old, r core.Record) error {
	e, head := r.Entity(), r.Head()
	if other := w.taken(r); other != 0 {
		err := &core.Error{Kind: core.Invalid, Op: "write", Ref: core.Ref{Entity: e, ID: other}, Err: core.ReasonTaken}
		switch e {
		case core.EntityCustomer:
			err.Field = core.FieldCustomerNumber
		case core.EntityLead:
			err.Field = core.FieldLeadID
		case core.EntityMessage:
			err.Field = core.FieldSlot
		case core.EntityImportState:
			err.Kind, err.Err = core.Conflict, nil
		}
		return err
	}
	head.CreatedAt = w.now
	var changes []core.FieldChange
	if old != nil {
		head.CreatedAt = old.Head().CreatedAt
		if before, ok := old.(core.Fielder); ok {
			changes = core.Differences(before.FieldValues(), r.(core.Fielder).FieldValues())
		}
	}
	head.Rev, head.UpdatedAt, head.UpdatedBy = head.Rev+1, w.now, w.change.Actor
	if w.records[e] == nil {
		w.records[e] = map[core.ID]core.Record{}
	}
	w.reindex(old, r)
	w.records[e][head.ID] = r
	ref := core.Ref{Entity: e, ID: head.ID, Rev: head.Rev}
	w.receipt.Refs = append(w.receipt.Refs, ref)
	w.note(ref, changes)
	return nil
}

func (w *writing) reindex(old, r core.Record) {
	if old != nil {
		for _, key := range matchKeys(old) {
			w.keys[key] = slices.DeleteFunc(slices.Clone(w.keys[key]), func(p core.Posting) bool { return p.ID == old.Head().ID })
		}
	}
	if r != nil {
		for _, key := range matchKeys(r) {
			marks := match.MarksOf(r.(*core.Customer))
			list := append(slices.Clone(w.keys[key]), core.Posting{ID: r.Head().ID, Zip: marks.Zip, First: marks.First})
			slices.SortFunc(list, func(a, b core.Posting) int { return cmp.Compare(a.ID, b.ID) })
			w.keys[key] = list
		}
	}
}

func (w *writing) note(target core.Ref, changes []core.FieldChange) {
	w.audit = append(w.audit, core.AuditEntry{
		Seq: w.seq, At: w.now, Actor: w.change.Actor, What: w.change.What, Op: w.change.Op, Target: target, Changes: changes,
	})
}

func notFound(ref core.Ref) error { return &core.Error{Kind: core.NotFound, Op: "read", Ref: ref} }
