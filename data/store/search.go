package store

import (
	"context"
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

// search finds the records in which every word of text begins something, or text as a whole (a plate or a telephone
// number typed with blanks) does.
func (s *Store) search(ctx context.Context, tx *bolt.Tx, e *entity, text string) (*idSet, error) {
	var all *idSet
	words := strings.Fields(text)
	if len(words) == 0 {
		return nil, nil
	}
	for _, word := range words {
		found := &idSet{}
		if err := s.searchWord(ctx, tx, e, word, found); err != nil {
			return nil, err
		}
		all = all.and(found)
	}
	if len(words) > 1 && strings.ContainsFunc(text, unicode.IsDigit) {
		if err := e.lookUp(ctx, tx, wholeForms(text), all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (s *Store) searchWord(ctx context.Context, tx *bolt.Tx, e *entity, word string, found *idSet) error {
	if err := e.wordHits(ctx, tx, word, found); err != nil {
		return err
	}
	if id := labelled(e.name, word); id != 0 && tx.Bucket(e.bucket).Get(idKey(id)) != nil {
		found.add(id)
	}
	for _, join := range joins[e.name] {
		over := &idSet{most: joined}
		if err := s.schema[join.over].wordHits(ctx, tx, word, over); err != nil {
			return err
		}
		if over.n > joined {
			continue
		}
		var err error
		index := tx.Bucket(e.index(join.field).bucket)
		over.each(func(id core.ID) {
			if err == nil {
				err = collect(ctx, index, idKey(id), found)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// wordHits finds a typed word; one that folds to several ("Müller-Lüdenscheid") needs them all.
func (e *entity) wordHits(ctx context.Context, tx *bolt.Tx, word string, found *idSet) error {
	var all *idSet
	parts := strings.Fields(name.Fold(word))
	for _, folded := range parts {
		part := &idSet{}
		if len(parts) == 1 {
			part.most = found.most
		}
		if err := e.lookUp(ctx, tx, []string{folded}, part); err != nil {
			return err
		}
		all = all.and(part)
	}
	if all != nil {
		all.each(found.add)
	}
	return e.lookUp(ctx, tx, append(wholeForms(word), strings.ToLower(word)), found)
}

// wholeForms are the forms in which plates, VINs and telephone numbers are indexed.
func wholeForms(text string) []string {
	forms := []string{plate.Normalize(text), vin.Key(text)}
	if !strings.ContainsFunc(text, unicode.IsLetter) && strings.ContainsFunc(text, unicode.IsDigit) {
		forms = append(forms, dialled(strings.Join(strings.Fields(text), "")))
	}
	return forms
}

func (e *entity) lookUp(ctx context.Context, tx *bolt.Tx, forms []string, found *idSet) error {
	slices.Sort(forms)
	for _, form := range slices.Compact(forms) {
		if form == "" {
			continue
		}
		for _, field := range e.search {
			if err := collect(ctx, tx.Bucket(e.index(field).bucket), exactValue(nil, form), found); err != nil {
				return err
			}
		}
	}
	return nil
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
