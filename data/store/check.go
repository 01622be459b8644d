package store

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"sync"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/data/store/dbfile"
)

// Report is what a check found; it holds no personal data.
type Report struct {
	Problems []string            `json:"problems,omitempty"` // in English, at most maxProblems
	More     int                 `json:"more,omitempty"`     // problems beyond those
	Records  map[core.Entity]int `json:"records,omitempty"`
	Form     int                 `json:"form"`
}

const maxProblems = 50

// OK tells whether nothing is wrong.
func (r *Report) OK() bool { return len(r.Problems) == 0 }

func (r *Report) problem(format string, args ...any) {
	if len(r.Problems) >= maxProblems {
		r.More++
		return
	}
	r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
}

// checkFile verifies a closed file in this process, which a damaged one may kill; see Check.
func checkFile(path string, progress func(float64)) (Report, error) {
	db, err := dbfile.Open(path, dbfile.Mode{ReadOnly: true, PreRead: true})
	if err != nil {
		return Report{}, err
	}
	defer db.Close()
	report := Report{Records: map[core.Entity]int{}}
	usable := false
	err = db.View(func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			report.problem("structure: %v", err)
		}
		usable = report.OK() && newChecker(tx, &report).form()
		return nil
	})
	if err == nil && usable {
		err = checkContents(db, &report, progress)
	}
	return report, err
}

// checkContents looks at the entities side by side.
func checkContents(db *bolt.DB, report *Report, progress func(float64)) error {
	tasks := newSchema().tasks()
	parts, errs := make([]Report, len(tasks)), make([]error, len(tasks))
	var mu sync.Mutex
	var done sync.WaitGroup
	finished := 0
	for i, task := range tasks {
		done.Go(func() {
			parts[i].Records = map[core.Entity]int{}
			errs[i] = db.View(func(tx *bolt.Tx) error {
				task(newChecker(tx, &parts[i]))
				return nil
			})
			mu.Lock()
			defer mu.Unlock()
			finished++
			progress(float64(finished) / float64(len(tasks)))
		})
	}
	done.Wait()
	for _, part := range parts {
		report.Problems = append(report.Problems, part.Problems...)
		report.More += part.More
		maps.Copy(report.Records, part.Records)
	}
	return errors.Join(errs...)
}

// tasks are the parts of a check of the contents.
func (s schema) tasks() []func(*checker) {
	var list []func(*checker)
	for _, e := range s.all() {
		list = append(list, func(c *checker) { c.entity(e) })
	}
	return append(list, func(c *checker) { c.frames(bucketAudit) }, func(c *checker) { c.frames(bucketChange) })
}

// checker verifies contents: every checksum, every index against its records both ways, numbers and counters.
type checker struct {
	tx     *bolt.Tx
	report *Report
	seed   maphash.Seed
	index  bool   // the indexes are of this program's form
	older  bool   // the file is of an older form, which did not have all buckets
	cash   string // see keyer
}

func newChecker(tx *bolt.Tx, report *Report) *checker {
	c := &checker{tx: tx, report: report, seed: maphash.MakeSeed()}
	if meta := tx.Bucket(bucketMeta); meta != nil {
		c.index = bytes.Equal(meta.Get(metaIndex), indexVersion())
		form := meta.Get(metaForm)
		c.older = len(form) == 1 && form[0] < fileForm
	}
	if settings := newSchema()[core.EntitySettings]; tx.Bucket(settings.bucket) != nil {
		var err error
		if c.cash, err = cashSaleIn(tx, settings); err != nil {
			report.problem("%v", err)
		}
	}
	return c
}

// form tells whether the file has the buckets that the rest of the check looks into.
func (c *checker) form() bool {
	meta := c.tx.Bucket(bucketMeta)
	if meta == nil || len(meta.Get(metaForm)) != 1 || meta.Get(metaForm)[0] > fileForm {
		c.report.problem("not a database of this program's form")
		return false
	}
	c.report.Form = int(meta.Get(metaForm)[0])
	for _, b := range plainBuckets {
		if c.tx.Bucket(b) == nil && !c.older {
			c.report.problem("bucket %s is missing", b)
		}
	}
	return c.report.OK()
}

// tally is a set of keys as their number and the sum of their hashes.
type tally struct {
	n   int
	sum uint64
}

func (t *tally) add(hash uint64) { t.n++; t.sum += hash }

func (c *checker) entity(e *entity) {
	if c.tx.Bucket(e.bucket) == nil {
		if e.unborn(c.tx) {
			return
		}
		c.report.problem("bucket %s is missing", e.bucket)
		return
	}
	want := make([]tally, len(e.indexes))
	groups := map[string]int{}
	var last core.ID
	cursor := c.tx.Bucket(e.bucket).Cursor()
	for key, frame := cursor.First(); key != nil; key, frame = cursor.Next() {
		r := e.fresh()
		last = keyID(key)
		c.report.Records[e.name]++
		if err := e.decode(key, frame, r); err != nil {
			c.report.problem("%v", err)
			continue
		}
		groups[e.groupOf(r)]++
		if c.index {
			c.tallyRecord(e, r, want)
		}
	}
	if e.name != core.EntitySettings && e.name != core.EntityImportState && readSeq(c.tx, string(e.name)) < uint64(last) {
		c.report.problem("the sequence of %s is behind its records", e.name)
	}
	if !c.index || !c.report.OK() {
		return
	}
	c.compare(e, want)
	c.counters(e, groups)
}

// compare holds the indexes against what the records want of them.
func (c *checker) compare(e *entity, want []tally) {
	for i := range e.indexes {
		ix := &e.indexes[i]
		have, words, err := c.tallyIndex(ix)
		if ix.packed && !ix.words && i+1 < len(e.indexes) {
			want[i+1] = words
		}
		switch {
		case err != nil:
			c.report.problem("index %s: %v", ix.bucket, err)
		case have == want[i]:
		case ix.words && have.n >= 0:
			c.report.problem("index %s does not follow the names", ix.bucket)
		default:
			c.offenders(e, ix)
		}
	}
}

func (c *checker) tallyRecord(e *entity, r core.Record, want []tally) {
	var room [64]uint64
	for i := range e.indexes {
		seen := room[:0]
		k := keyer{id: r.Head().ID, cash: c.cash, emit: func(key []byte) {
			if hash := maphash.Bytes(c.seed, key); !slices.Contains(seen, hash) {
				seen = append(seen, hash)
				want[i].add(hash)
			}
		}}
		e.indexes[i].keys(r, &k)
	}
}

// tallyIndex counts the keys of an index, and those that follow from the words in it.
func (c *checker) tallyIndex(ix *index) (have, words tally, err error) {
	bucket := c.tx.Bucket(ix.bucket)
	if bucket == nil {
		return tally{n: -1}, words, nil
	}
	var last []byte
	err = ix.each(bucket, func(key []byte) {
		have.add(maphash.Bytes(c.seed, key))
		if !ix.packed || ix.words {
			return
		}
		if word := wordOf(key); word != nil && !bytes.Equal(word, last) {
			last = append(last[:0], word...)
			nearKeys(word, func(key []byte) { words.add(maphash.Bytes(c.seed, key)) })
		}
	})
	return have, words, err
}

// offenders names what an index lacks and what it has too much.
func (c *checker) offenders(e *entity, ix *index) {
	index, records := c.tx.Bucket(ix.bucket), c.tx.Bucket(e.bucket)
	if index == nil {
		c.report.problem("index %s is missing", ix.bucket)
		return
	}
	cursor := records.Cursor()
	for key, frame := cursor.First(); key != nil; key, frame = cursor.Next() {
		r := e.fresh()
		if e.decode(key, frame, r) != nil {
			continue
		}
		for _, want := range keysOf(ix, r, c.cash) {
			if !ix.has(index, want) {
				c.report.problem("%s/%d is missing in index %s", e.name, keyID(key), ix.field)
			}
		}
	}
	err := ix.each(index, func(key []byte) {
		r, id := e.fresh(), ix.idOf(key)
		if e.get(c.tx, id, r) != nil || !slices.ContainsFunc(keysOf(ix, r, c.cash), func(k []byte) bool { return bytes.Equal(k, key) }) {
			c.report.problem("index %s has an entry too many for %s/%d", ix.field, e.name, id)
		}
	})
	if err != nil {
		c.report.problem("index %s: %v", ix.bucket, err)
	}
}

func (c *checker) counters(e *entity, groups map[string]int) {
	meta := c.tx.Bucket(bucketMeta)
	for group, n := range groups {
		if got := counter(meta.Get(counterKey(e.name, group))); got != n {
			c.report.problem("%s: %d records %q, counted %d", e.name, n, group, got)
		}
	}
	if got := counted(c.tx, e); got != c.report.Records[e.name] {
		c.report.problem("%s: %d records, counted %d", e.name, c.report.Records[e.name], got)
	}
}

func (c *checker) frames(bucket []byte) {
	if c.tx.Bucket(bucket) == nil {
		return // said by form, unless the file is older than the bucket
	}
	cursor := c.tx.Bucket(bucket).Cursor()
	for key, frame := cursor.First(); key != nil; key, frame = cursor.Next() {
		if _, err := verify(bucket, key, frame); err != nil {
			c.report.problem("%s %x: %v", bucket, key, err)
		}
	}
}

// SelfCheck verifies the open file in this process, as Check does for a closed one: meant for tests, since the whole check is one
// read transaction.
func (s *Store) SelfCheck() (Report, error) {
	report := Report{Records: map[core.Entity]int{}}
	err := s.view("check", func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			report.problem("structure: %v", err)
		}
		c := newChecker(tx, &report)
		if !c.form() {
			return nil
		}
		for _, task := range newSchema().tasks() {
			task(c)
		}
		return nil
	})
	return report, err
}
