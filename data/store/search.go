package store

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/core/name"
	"terminwerk/core/plate"
	"terminwerk/core/vin"
)

// joined is how many records of another entity a word may lead over: the owner's name finds vehicles, the plate finds
// appointments.
const joined = 500

// joins tells over which other entity, and by which index, a word leads to records of an entity.
var joins = map[core.Entity][]struct {
	over  core.Entity
	field string
}{
	core.EntityVehicle:     {{core.EntityCustomer, "customer"}},
	core.EntityAppointment: {{core.EntityVehicle, "vehicle"}, {core.EntityCustomer, "customer"}},
	core.EntityMessage:     {{core.EntityCustomer, "customer"}},
}

// Where few hits are asked for, the records with a frequent word are not collected. The records are read in the order of the
// list instead until enough of them have the word; when too many would have to be read, all are collected after all, unless
// there are more than two such words: those are mere letters, of which some hits are enough.
const (
	fewHits      = 100     // up to this limit of a query
	maxTests     = 600     // records read
	maxWalk      = 150_000 // records passed over
	fewTests     = 500     // records of which all are read at once
	mostFrequent = 2
)

// frequentFrom is how many of so many records have one of the words of a text at least that is called frequent. Among
// several, mere letters are not worth being collected.
func frequentFrom(word string, words, records int) int {
	if words > mostFrequent && len(word) < 3 {
		return max(1000, records/200)
	}
	return max(1000, records/20)
}

// term is one typed word.
type term struct {
	parts []string // the folded words that it consists of, all of which must be found
	whole []string // forms of it as a plate, VIN or telephone number, each of which is enough
	hits  *idSet   // records with it; of a frequent one only those that do not show it themselves
	often bool
	among *idSet // the records that may have a frequent one; nil: all
}

// selection is what a text selects: the records in ids (nil: all) that have all the frequent terms.
type selection struct {
	ids   *idSet
	terms []term
}

// search finds the records in which every word of text begins something, or text as a whole (a plate or a telephone
// number typed with blanks) does. Unless all are wanted, frequent words are left to be tested.
func (s *Store) search(ctx context.Context, tx *bolt.Tx, e *entity, text string, all bool) (selection, error) {
	var sel selection
	words := strings.Fields(text)
	size := counted(tx, e)
	for _, word := range words {
		limit := 0
		switch {
		case all:
		case sel.ids != nil && sel.ids.n <= fewTests:
			limit = 1
		default:
			limit = frequentFrom(word, len(words), size)
		}
		t, err := s.searchWord(ctx, tx, e, word, limit)
		if err != nil {
			return sel, err
		}
		if t.often {
			sel.terms = append(sel.terms, t)
			if t.among != nil {
				t.hits.each(t.among.add)
				sel.ids = sel.ids.and(t.among)
			}
		} else {
			sel.ids = sel.ids.and(t.hits)
		}
	}
	if len(words) > 1 && strings.ContainsFunc(text, unicode.IsDigit) {
		return sel, e.wholeText(ctx, tx, text, &sel)
	}
	return sel, nil
}

// wholeText adds what the text as a whole leads to.
func (e *entity) wholeText(ctx context.Context, tx *bolt.Tx, text string, sel *selection) error {
	found := &idSet{}
	if _, err := e.lookUp(ctx, tx, wholeForms(text), 0, found); err != nil || found.n == 0 {
		return err
	}
	for i := range sel.terms {
		found.each(sel.terms[i].hits.add)
	}
	if sel.ids != nil {
		found.each(sel.ids.add)
	}
	return nil
}

// searchWord collects the records with a word, unless it is frequent; see ownHits.
func (s *Store) searchWord(ctx context.Context, tx *bolt.Tx, e *entity, word string, limit int) (term, error) {
	t, err := e.ownHits(ctx, tx, word, limit)
	if err != nil {
		return t, err
	}
	if id := labelled(e.name, word); id != 0 && tx.Bucket(e.bucket).Get(idKey(id)) != nil {
		t.hits.add(id)
	}
	for _, join := range joins[e.name] {
		over, err := s.schema[join.over].ownHits(ctx, tx, word, joined)
		if err != nil {
			return t, err
		}
		if over.often {
			continue
		}
		index := tx.Bucket(e.index(join.field).bucket)
		over.hits.each(func(id core.ID) {
			if err == nil {
				err = collect(ctx, index, idKey(id), t.hits)
			}
		})
		if err != nil {
			return t, err
		}
	}
	return t, nil
}

// ownHits finds a typed word in the records themselves; of one that folds to several ("Müller-Lüdenscheid") all are needed.
// With more than limit keys it is frequent.
func (e *entity) ownHits(ctx context.Context, tx *bolt.Tx, word string, limit int) (term, error) {
	t := term{parts: strings.Fields(name.Fold(word)), whole: append(wholeForms(word), strings.ToLower(word)), hits: &idSet{}}
	var all *idSet
	var often []term
	for _, part := range t.parts {
		hits := &idSet{}
		frequent, err := e.lookUp(ctx, tx, []string{part}, limit, hits)
		if err != nil {
			return t, err
		}
		if frequent {
			often = append(often, term{parts: []string{part}, hits: &idSet{}})
			continue
		}
		all = all.and(hits)
	}
	whole := &idSet{}
	frequent, err := e.lookUp(ctx, tx, t.whole, limit, whole)
	if err != nil {
		return t, err
	}
	t.often = len(often) > 0 && (all == nil || all.n > fewTests) || frequent
	if t.often {
		if all != nil && !frequent {
			whole.each(all.add)
			t.among = all
		}
		return t, nil
	}
	if all != nil && len(often) == 0 {
		t.hits = all
	} else if err := e.tested(ctx, tx, all, often, t.hits); err != nil {
		return t, err
	}
	whole.each(t.hits.add)
	return t, nil
}

// tested adds those of some records that have all the terms.
func (e *entity) tested(ctx context.Context, tx *bolt.Tx, ids *idSet, terms []term, into *idSet) error {
	if ids == nil {
		return nil
	}
	test := e.tester(tx, terms)
	var err error
	ids.each(func(id core.ID) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return
		}
		var ok bool
		if ok, err = test(id); ok {
			into.add(id)
		}
	})
	return err
}

// tester tells of a record whether it has all the terms.
func (e *entity) tester(tx *bolt.Tx, terms []term) func(core.ID) (bool, error) {
	if len(terms) == 0 {
		return func(core.ID) (bool, error) { return true, nil }
	}
	bucket := tx.Bucket(e.bucket)
	r, empty := e.fresh(), reflect.Zero(reflect.TypeOf(e.fresh()).Elem())
	show := e.shower(terms)
	return func(id core.ID) (bool, error) {
		key := idKey(id)
		frame := bucket.Get(key)
		if frame == nil {
			return false, &core.Error{Kind: core.NotFound, Op: "read", Ref: core.Ref{Entity: e.name, ID: id}}
		}
		reflect.ValueOf(r).Elem().Set(empty)
		if err := e.decode(key, frame, r); err != nil {
			return false, err
		}
		return show(r), nil
	}
}

// shower tells of a record whether it has all the terms: in a term's hits, or because its own keys begin with the term.
func (e *entity) shower(terms []term) func(core.Record) bool {
	missing, enough := make([]uint64, len(terms)), make([]bool, len(terms)) // parts not yet met; a whole form is met
	left := 0
	met := func(i int) { enough[i], left = true, left-1 }
	k := keyer{emit: func(key []byte) {
		for i := range terms {
			if enough[i] {
				continue
			}
			for j, part := range terms[i].parts {
				if missing[i]&(1<<j) != 0 && begins(key, part) {
					missing[i] &^= 1 << j
				}
			}
			if missing[i] == 0 && len(terms[i].parts) > 0 || slices.ContainsFunc(terms[i].whole, func(form string) bool { return form != "" && begins(key, form) }) {
				met(i)
			}
		}
	}}
	indexes := make([]*index, len(e.search))
	for i, field := range e.search {
		indexes[i] = e.index(field)
	}
	return func(r core.Record) bool {
		k.id, left = r.Head().ID, len(terms)
		for i := range terms {
			missing[i], enough[i] = uint64(1)<<min(len(terms[i].parts), 63)-1, false
			if terms[i].hits.has(k.id) {
				met(i)
			}
		}
		for i := 0; left > 0 && i < len(indexes); i++ {
			indexes[i].keys(r, &k)
		}
		return left == 0
	}
}

// begins tells whether an index key begins with a text; neither holds an escaped byte where they could differ.
func begins(key []byte, text string) bool {
	return len(key)-9 >= len(text) && string(key[:len(text)]) == text
}

// wholeForms are the forms in which plates, VINs and telephone numbers are indexed.
func wholeForms(text string) []string {
	forms := []string{plate.Normalize(text), vin.Key(text)}
	if !strings.ContainsFunc(text, unicode.IsLetter) && strings.ContainsFunc(text, unicode.IsDigit) {
		forms = append(forms, dialled(strings.Join(strings.Fields(text), "")))
	}
	return forms
}

// lookUp collects the records with one of the forms. With more than limit keys (0: any number) they are frequent, and not collected.
func (e *entity) lookUp(ctx context.Context, tx *bolt.Tx, forms []string, limit int, found *idSet) (frequent bool, err error) {
	forms = slices.Clone(forms)
	slices.Sort(forms)
	for _, form := range slices.Compact(forms) {
		if form == "" {
			continue
		}
		for _, field := range e.search {
			index, prefix := tx.Bucket(e.index(field).bucket), exactValue(nil, form)
			if limit > 0 && moreUnder(index, prefix, limit-found.n) {
				return true, nil
			}
			if err := collect(ctx, index, prefix, found); err != nil {
				return false, err
			}
		}
	}
	return false, nil
}

// labelled reads "L-204" or "T17" as the record that people call so.
func labelled(e core.Entity, word string) core.ID {
	letter := map[core.Entity]string{core.EntityLead: "l", core.EntityAppointment: "t", core.EntityMessage: "n"}[e]
	rest, ok := strings.CutPrefix(strings.ToLower(word), letter)
	if !ok || letter == "" {
		return 0
	}
	id, err := strconv.ParseUint(strings.TrimPrefix(rest, "-"), 10, 63)
	if err != nil {
		return 0
	}
	return core.ID(id)
}
