package master

import (
	"context"
	"slices"
	"strings"

	"terminwerk/core"
)

// Merging asks for two customers of the master to become one. Keep and Drop are as the adviser saw them; Take are the
// fields in which Drop's value is to stand (see MergeProposal). Explain puts the values that would be lost into words for
// the notes of the record that stays; gone is the customer or vehicle that goes.
type Merging struct {
	Keep, Drop core.Customer
	Take       []core.Field
	Explain    func(gone core.Record, lost []core.FieldValue) string
}

// MergeFields lists the fields that the adviser chooses between when merging, in reading order.
func MergeFields() []core.Field {
	return append(core.ContactFields(), core.FieldLanguage, core.FieldBirthday)
}

// MergeProposal is what merging takes from drop unless the adviser decides otherwise: the fields that keep lacks.
func MergeProposal(keep, drop *core.Customer) []core.Field {
	ours, theirs := keep.FieldValues(), drop.FieldValues()
	var take []core.Field
	for _, f := range MergeFields() {
		if valueOf(ours, f) == "" && valueOf(theirs, f) != "" {
			take = append(take, f)
		}
	}
	return take
}

// Merge makes one customer of two: Keep stays with its number and answers to Drop's number too; vehicles, appointments,
// messages and "kein Duplikat" decisions move to it, a vehicle that both had becomes one, and values that would be lost
// are kept in the notes. All or nothing, and Unmerge takes it back. Errors: Invalid with the reason (the cash-sale
// customer, a message that is being sent at this moment), Conflict when one of the two was changed meanwhile.
func (s *Service) Merge(ctx context.Context, actor string, m Merging) (core.Merge, error) {
	p := merging{Service: s, Merging: m, merge: &core.Merge{Kept: m.Keep.Meta.ID, Gone: m.Drop}}
	p.change.What = "customer.merged"
	for _, step := range []func(context.Context) error{p.permitted, p.imported, p.vehicles, p.customer, p.visits, p.messages, p.decisions} {
		if err := step(ctx); err != nil {
			return core.Merge{}, err
		}
	}
	p.change.Put = append(p.change.Put, p.merge)
	p.change.Delete = append(p.change.Delete, refTo(&m.Drop))
	err := s.apply(ctx, actor, p.change)
	return *p.merge, err
}

// merging collects one merge.
type merging struct {
	*Service
	Merging
	merge  *core.Merge
	change core.Change
	lost   []core.FieldValue
}

func (p *merging) permitted(ctx context.Context) error {
	const op = "merge customers"
	settings, err := p.store.Settings(ctx)
	switch {
	case err != nil:
		return err
	case p.Keep.Meta.ID == p.Drop.Meta.ID:
		return refused(op, &p.Drop, ReasonMergeSame)
	case isCash(&p.Keep, settings) || isCash(&p.Drop, settings):
		return refused(op, &settings, ReasonMergeCash)
	}
	return nil
}

// imported takes the main system's last word about Drop along; what waited for a decision there counts as a value.
func (p *merging) imported(ctx context.Context) (err error) {
	p.merge.Import, err = p.deleteImportState(ctx, &p.change, &p.Drop)
	if p.merge.Import != nil {
		for _, open := range p.merge.Import.Review {
			p.lost = append(p.lost, core.FieldValue{Field: open.Field, Value: open.Theirs})
		}
	}
	return err
}

func (p *merging) customer(context.Context) error {
	kept := p.Keep
	lost := append(joinCustomers(&kept, &p.Drop, p.Take), p.lost...)
	lost = slices.DeleteFunc(lost, func(v core.FieldValue) bool { return stillThere(&kept, v, &p.Keep, &p.Drop) })
	p.merge.Changes = core.Differences(p.Keep.FieldValues(), kept.FieldValues())
	kept.Former = append(append(slices.Clone(kept.Former), p.Drop.Number), p.Drop.Former...)
	p.merge.Note = p.Explain(&p.Drop, lost)
	kept.Notes = withNote(kept.Notes, p.merge.Note)
	if err := kept.Validate(); err != nil {
		return err
	}
	p.change.Put = append(p.change.Put, &kept)
	return nil
}

// joinCustomers puts drop's values of the fields in take into keep and returns the values that are then nowhere. A block
// and a refused consent stay whoever had them, and whoever was a customer remains one.
func joinCustomers(keep, drop *core.Customer, take []core.Field) (lost []core.FieldValue) {
	ours, theirs := keep.FieldValues(), drop.FieldValues()
	for _, f := range MergeFields() {
		if slices.Contains(take, f) {
			takeField(keep, drop, f)
			lost = append(lost, core.FieldValue{Field: f, Value: valueOf(ours, f)})
		} else {
			lost = append(lost, core.FieldValue{Field: f, Value: valueOf(theirs, f)})
		}
	}
	if drop.Status == core.StatusCustomer {
		keep.Status = drop.Status
	}
	switch {
	case drop.Blocked && keep.Blocked:
		lost = append(lost, core.FieldValue{Field: core.FieldBlockReason, Value: drop.BlockReason})
	case drop.Blocked:
		keep.Blocked, keep.BlockReason = true, drop.BlockReason
	}
	for _, f := range core.ConsentFields() {
		if mine, answer := keep.Consents.At(f), *drop.Consents.At(f); *mine == core.ConsentUnknown || answer == core.ConsentNo {
			*mine = answer
		}
	}
	return append(lost, core.FieldValue{Field: core.FieldNotes, Value: drop.Notes})
}

func takeField(keep, drop *core.Customer, f core.Field) {
	if keep.Contact.Set(f, "") {
		keep.Contact.Copy(f, &drop.Contact)
		return
	}
	switch f {
	case core.FieldLanguage:
		keep.Language = drop.Language
	case core.FieldBirthday:
		keep.Birthday = drop.Birthday
	}
}

// stillThere tells whether a value stands in the customer, a telephone number in any of its places and in any spelling.
func stillThere(c *core.Customer, v core.FieldValue, of ...*core.Customer) bool {
	if v.Value == "" || valueOf(c.FieldValues(), v.Field) == v.Value {
		return true
	}
	for _, from := range of {
		p := from.Contact.PhoneAt(v.Field)
		if p == nil || p.Typed != v.Value || p.E164 == "" {
			continue
		}
		for _, f := range core.ContactFields() {
			if q := c.Contact.PhoneAt(f); q != nil && q.E164 == p.E164 {
				return true
			}
		}
	}
	return v.Field == core.FieldEmail && strings.EqualFold(c.Contact.Email, v.Value)
}

// withNote adds a paragraph to notes.
func withNote(notes, note string) string {
	if notes == "" || note == "" {
		return notes + note
	}
	return notes + "\n\n" + note
}

// withoutNote takes a paragraph out of notes again, unless somebody has changed it.
func withoutNote(notes, note string) string {
	if note == "" {
		return notes
	}
	before, after, _ := strings.Cut(notes, note)
	return strings.TrimSpace(strings.TrimSpace(before) + "\n\n" + strings.TrimSpace(after))
}

// NotSame remembers that two customers are two people, for the report of duplicates; said twice, it is remembered once.
func (s *Service) NotSame(ctx context.Context, actor string, a, b core.ID) error {
	said, err := s.saidTwo(ctx, a, b)
	if err != nil || said != nil {
		return err
	}
	return s.apply(ctx, actor, core.Change{What: "customer.not_same", Put: []core.Record{&core.NotDuplicate{Customer: min(a, b), Other: max(a, b)}}})
}

// TakeBackNotSame forgets what NotSame remembered.
func (s *Service) TakeBackNotSame(ctx context.Context, actor string, a, b core.ID) error {
	said, err := s.saidTwo(ctx, a, b)
	if err != nil || said == nil {
		return err
	}
	return s.apply(ctx, actor, core.Change{What: "customer.maybe_same", Delete: []core.Ref{refTo(said)}})
}

// saidTwo is the decision that two customers are two people, nil when there is none.
func (s *Service) saidTwo(ctx context.Context, a, b core.ID) (*core.NotDuplicate, error) {
	list, err := s.store.NotDuplicatesOfCustomer(ctx, a)
	for i, n := range list {
		if n.Lead == 0 && (n.Customer == b || n.Other == b) {
			return &list[i], err
		}
	}
	return nil, err
}

// KeepFirst puts the one of two customers first that is proposed to stay: who is not blocked, who is a customer rather than
// a prospect, who was there earlier.
func KeepFirst(a, b *core.Customer) (keep, drop *core.Customer) {
	worth := func(c *core.Customer) (n int) {
		if !c.Blocked {
			n += 2
		}
		if c.Status == core.StatusCustomer {
			n++
		}
		return n
	}
	if x, y := worth(a), worth(b); y > x || x == y && b.Meta.ID < a.Meta.ID {
		return b, a
	}
	return a, b
}
