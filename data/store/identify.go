package store

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"terminwerk/core"
)

// identify gives every record of the change its id, resolves the stand-ins that point to them, and returns for each the
// stored record that it replaces, nil for a new one.
func (a *application) identify(t *txn) ([]core.Record, error) {
	olds := make([]core.Record, len(a.change.Put))
	for i, r := range a.change.Put {
		head := r.Head()
		if head.ID != 0 && !head.ID.IsPending() {
			old, err := current(t, core.Ref{Entity: r.Entity(), ID: head.ID, Rev: head.Rev})
			if err != nil {
				return nil, err
			}
			olds[i] = old
			continue
		}
		if err := a.create(t, r); err != nil {
			return nil, err
		}
	}
	if err := a.resolve(); err != nil {
		return nil, err
	}
	return olds, a.placeImports(t, olds)
}

func (a *application) create(t *txn, r core.Record) error {
	head := *r.Head()
	if head.ID.IsPending() && a.pending[head.ID] != 0 {
		return &core.Error{Kind: core.Internal, Op: "apply", Err: errors.New("one stand-in for two records")}
	}
	if r.Entity() == core.EntityImportState {
		return nil // its place depends on its target, see placeImports
	}
	if r.Entity() == core.EntitySettings {
		return &core.Error{Kind: core.Conflict, Op: "apply", Ref: core.Ref{Entity: core.EntitySettings, ID: 1}}
	}
	if q, ok := r.(*core.Quarantined); ok && t.listed(q) != nil {
		assign(a, &q.Meta, t.listed(q).Meta)
		a.same[r] = true
		return nil
	}
	id, err := t.next(string(r.Entity()), 1)
	if err != nil {
		return err
	}
	if head.ID.IsPending() {
		a.pending[head.ID] = core.ID(id)
	}
	assign(a, r.Head(), core.Meta{ID: core.ID(id)})
	if c, ok := r.(*core.Customer); ok && c.Number == "" {
		number, err := t.customerNumber()
		if err != nil {
			return err
		}
		assign(a, &c.Number, number)
	}
	return nil
}

// resolve replaces stand-ins in the references of all records.
func (a *application) resolve() error {
	for _, r := range a.change.Put {
		for _, ref := range r.Refs() {
			if !ref.IsPending() {
				continue
			}
			id, ok := a.pending[*ref]
			if !ok {
				return &core.Error{Kind: core.Internal, Op: "apply", Err: fmt.Errorf("%s refers to a record that is not created", r.Entity())}
			}
			assign(a, ref, id)
		}
	}
	return nil
}

// placeImports puts new import states where their target says; a second one for a target is a Conflict.
func (a *application) placeImports(t *txn, olds []core.Record) error {
	e, err := t.s.schema.of(core.EntityImportState)
	if err != nil {
		return err
	}
	for i, r := range a.change.Put {
		state, ok := r.(*core.ImportState)
		if !ok || olds[i] != nil {
			continue
		}
		id := importID(state.Target)
		if t.tx.Bucket(e.bucket).Get(idKey(id)) != nil {
			return &core.Error{Kind: core.Conflict, Op: "apply", Ref: core.Ref{Entity: e.name, ID: id}}
		}
		assign(a, &state.Meta, core.Meta{ID: id})
	}
	return nil
}

// customerNumber draws the next free number of the own range; numbers that came from elsewhere are stepped over.
func (t *txn) customerNumber() (string, error) {
	var settings core.Settings
	e := t.s.schema[core.EntitySettings]
	if err := e.get(t.tx, 1, &settings); err != nil {
		return "", err
	}
	own := settings.Basis.CustomerNumber
	numbers := t.tx.Bucket(t.s.schema[core.EntityCustomer].index("number").bucket).Cursor()
	for {
		n, err := t.next(seqCustomerNumber, max(own.Start, 1))
		if err != nil {
			return "", err
		}
		number := own.Prefix + strconv.FormatUint(n, 10)
		prefix := exactPrefix(strings.ToLower(number))
		if key, _ := numbers.Seek(prefix); !hasPrefix(key, prefix) {
			return number, nil
		}
	}
}

// listed finds the quarantined record with the same digest, nil if there is none: a record that cannot be read is listed
// once, however often its file comes.
func (t *txn) listed(q *core.Quarantined) *core.Quarantined {
	e := t.s.schema[core.EntityQuarantine]
	prefix := exactPrefix(hex.EncodeToString(q.Digest))
	key, _ := t.tx.Bucket(e.index("digest").bucket).Cursor().Seek(prefix)
	stored := new(core.Quarantined)
	if len(q.Digest) == 0 || !hasPrefix(key, prefix) || e.get(t.tx, keyID(key), stored) != nil {
		return nil
	}
	return stored
}
