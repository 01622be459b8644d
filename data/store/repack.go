package store

import (
	"bytes"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

// cashKey is the form in which customer numbers are compared.
func cashKey(number string) string { return strings.ToLower(strings.TrimSpace(number)) }

func cashSaleIn(tx *bolt.Tx, settings *entity) (string, error) {
	var s core.Settings
	if err := settings.get(tx, 1, &s); err != nil {
		return "", err
	}
	return cashKey(s.Basis.CashCustomer), nil
}

// cashSale is the cashKey of the cash-sale customer while a record is written. When the settings name another one, the old
// one gets its entry in the duplicate search and the new one loses it.
func (t *txn) cashSale(e *entity, old, r core.Record) (string, error) {
	switch e.name {
	case core.EntityCustomer:
		if t.cash == nil {
			cash, err := cashSaleIn(t.tx, t.s.schema[core.EntitySettings])
			if err != nil {
				return "", err
			}
			t.cash = &cash
		}
		return *t.cash, nil
	case core.EntitySettings:
		var before, after string
		if old != nil {
			before = cashKey(old.(*core.Settings).Basis.CashCustomer)
		}
		if r != nil {
			after = cashKey(r.(*core.Settings).Basis.CashCustomer)
		}
		t.cash = &after
		if before != after {
			return after, t.moveCashSale(before, after)
		}
	}
	return "", nil
}

func (t *txn) moveCashSale(before, after string) error {
	e := t.s.schema[core.EntityCustomer]
	ix := e.index("match")
	for _, number := range []string{before, after} {
		prefix := exactPrefix(number)
		key, _ := t.tx.Bucket(e.index("number").bucket).Cursor().Seek(prefix)
		if number == "" || !hasPrefix(key, prefix) {
			continue
		}
		var c core.Customer
		if err := e.get(t.tx, keyID(key), &c); err != nil {
			return err
		}
		had, has := keysOf(ix, &c, before), keysOf(ix, &c, after)
		if err := t.repack(e, ix, without(had, has), without(has, had)); err != nil {
			return err
		}
	}
	return nil
}

// repack changes a packed index, and the one that follows from its words: a word that nobody bears any more leaves it, and
// one that nobody bore before enters it.
func (t *txn) repack(e *entity, ix *index, del, add [][]byte) error {
	if len(del)+len(add) == 0 {
		return nil
	}
	bucket := t.tx.Bucket(ix.bucket)
	p := packing{bucket: bucket}
	if err := p.apply(del, add); err != nil {
		return err
	}
	all := newScanner(bucket)
	gone, fresh := nearOf(all, del, 0), nearOf(all, add, 1)
	if err := all.err(); err != nil {
		return err
	}
	p.bucket = t.tx.Bucket(e.index("near").bucket)
	return p.apply(gone, fresh)
}

// nearOf lists the keys of the index "near" for those words among keys that n customers bear, 0 or 1.
func nearOf(all *scanner, keys [][]byte, n int) [][]byte {
	var list [][]byte
	for _, key := range keys {
		if word := wordOf(key); word != nil && bearers(all, word) == n {
			nearKeys(word, func(key []byte) { list = append(list, bytes.Clone(key)) })
		}
	}
	slices.SortFunc(list, bytes.Compare)
	return slices.CompactFunc(list, bytes.Equal)
}

// bearers counts the customers with a word up to 2.
func bearers(all *scanner, word []byte) int {
	prefix := append(bytes.Clone(word), 0)
	n := 0
	for more := all.seek(prefix); more && n < 2 && hasPrefix(all.key, prefix); more = all.step() {
		n++
	}
	return n
}

// has tells whether an index holds a key.
func (ix *index) has(bucket *bolt.Bucket, key []byte) bool {
	if ix.packed {
		s := newScanner(bucket)
		return s.seek(key) && bytes.Equal(s.key, key)
	}
	found, _ := bucket.Cursor().Seek(key)
	return bytes.Equal(found, key)
}

// each goes through the keys of an index; a key is valid until fn returns.
func (ix *index) each(bucket *bolt.Bucket, fn func(key []byte)) error {
	if ix.packed {
		s := newScanner(bucket)
		for more := s.seek(nil); more; more = s.step() {
			fn(s.key)
		}
		return s.err()
	}
	c := bucket.Cursor()
	for key, _ := c.First(); key != nil; key, _ = c.Next() {
		fn(key)
	}
	return nil
}

// idOf is the record that a key of an index is about.
func (ix *index) idOf(key []byte) core.ID {
	if ix.packed {
		return packedID(key)
	}
	return keyID(key)
}
