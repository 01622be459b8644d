package store

import (
	"bytes"
	"encoding/binary"
	"os"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
)

// A search that finds nothing in the machine's memory would wait for the disk a hundred times, a page after the other. What
// it will read is known in groups: the keys of a query, the candidates to be compared. So the pages of a group are found
// by going down the tree beside bbolt, a level of all keys at a time, and the system is asked to fetch all of them at once.
// The pages of a read transaction do not change while it lasts, and nothing is decided by what is read here.

// ahead fetches pages of the database's file.
type ahead struct {
	file  *os.File
	size  int               // of a page
	pages map[uint64][]byte // those read
	room  []byte            // for them
	path  []uint64          // the page reached for every key
}

// The form of a page, as bbolt writes it in the byte order of the machine.
const (
	pageHead    = 16 // id (8), flags (2), number of elements (2), number of overflowing pages (4)
	branchPage  = 0x01
	branchEntry = 16  // distance of the key from here (4), length of the key (4), page (8)
	mostLevels  = 12  // of a tree
	mostPages   = 512 // branch pages kept for one group
)

// page reads a page, nil when that fails.
func (a *ahead) page(id uint64) []byte {
	if p, ok := a.pages[id]; ok {
		return p
	}
	if len(a.pages) >= mostPages {
		return nil
	}
	start := len(a.room)
	a.room = slices.Grow(a.room, a.size)[:start+a.size]
	p := a.room[start : start+a.size : start+a.size]
	if _, err := a.file.ReadAt(p, int64(id)*int64(a.size)); err != nil {
		p = nil
	}
	a.pages[id] = p
	return p
}

// child is the page below a branch page under which a key stands; 0 for a leaf and for whatever cannot be read.
func child(page, key []byte) (below uint64) {
	if len(page) < pageHead || binary.NativeEndian.Uint16(page[8:])&branchPage == 0 {
		return 0
	}
	n := int(binary.NativeEndian.Uint16(page[10:]))
	if pageHead+n*branchEntry > len(page) {
		return 0
	}
	entry := func(i int) []byte { return page[pageHead+i*branchEntry:] }
	low, high := 0, n
	for low < high { // the first whose key is behind
		mid := (low + high) / 2
		e := entry(mid)
		from, size := int(binary.NativeEndian.Uint32(e)), int(binary.NativeEndian.Uint32(e[4:]))
		if from > len(e) || size > len(e)-from {
			return 0
		}
		if bytes.Compare(e[from:from+size], key) > 0 {
			high = mid
		} else {
			low = mid + 1
		}
	}
	if n == 0 {
		return 0
	}
	return binary.NativeEndian.Uint64(entry(max(low-1, 0))[8:])
}

// fetch asks for the leaf pages in which keys of a bucket stand. All leaves are equally deep, so the first key shows how
// far down the others need be followed.
func (a *ahead) fetch(bucket *bolt.Bucket, keys [][]byte) {
	if len(keys) < 2 || bucket.Root() == 0 {
		return
	}
	a.pages, a.room = map[uint64][]byte{}, a.room[:0]
	at := uint64(bucket.Root())
	levels := 0
	for ; levels < mostLevels; levels++ {
		below := child(a.page(at), keys[0])
		if below == 0 {
			break
		}
		at = below
	}
	a.path = a.path[:0]
	for range keys {
		a.path = append(a.path, uint64(bucket.Root()))
	}
	for range levels {
		for i, key := range keys {
			if a.path[i] != 0 {
				a.path[i] = child(a.page(a.path[i]), key)
			}
		}
		a.ask()
	}
}

// ask has the pages of one level fetched.
func (a *ahead) ask() {
	pages := make([]uint64, 0, len(a.path))
	for _, id := range a.path {
		if _, known := a.pages[id]; !known && id != 0 {
			pages = append(pages, id)
		}
	}
	slices.Sort(pages)
	for _, id := range slices.Compact(pages) {
		willNeed(a.file, int64(id)*int64(a.size), a.size)
	}
}

// diskTakes is how long a look under one key takes at least when the disk is waited for, and longer than it ever takes
// otherwise.
const diskTakes = 30 * time.Microsecond

// waits tells whether looking under a key takes so long that the disk must have been waited for.
func waits(w walker, key []byte) bool {
	start := time.Now()
	w.floor(key)
	return time.Since(start) > diskTakes
}

// Expect has what will be read fetched from the disk, or, when the first of it is in memory, from there.
func (s *stock) Expect(x core.Expected) {
	if s.ahead.file == nil {
		return
	}
	s.keys, s.text = s.keys[:0], s.text[:0]
	for _, key := range x.Keys {
		s.expect(func(b []byte) []byte { return appendPostingHead(b, key) })
	}
	for _, word := range x.Words {
		s.expect(func(b []byte) []byte { return append(append(b, word...), 0) })
	}
	s.fetch(s.match.bucket, s.match.walk)
	for _, id := range x.Customers {
		s.expect(func(b []byte) []byte { return binary.BigEndian.AppendUint64(b, uint64(id)) })
	}
	s.fetch(s.records.bucket, s.records.walk)
	for _, id := range x.VehiclesOf {
		s.expect(func(b []byte) []byte { return binary.BigEndian.AppendUint64(b, uint64(id)) })
	}
	if len(s.keys) == 0 {
		return
	}
	s.beginVehicles()
	owners := slices.Clone(s.keys)
	if !s.fetch(s.owned.bucket, s.owned.walk) {
		return
	}
	c := s.owned.bucket.Cursor()
	for _, owner := range owners {
		for key, _ := c.Seek(owner); hasPrefix(key, owner); key, _ = c.Next() {
			s.keys = append(s.keys, key[len(key)-8:])
		}
	}
	s.fetch(s.vehicle.bucket, s.vehicle.walk)
}

// expect adds a key to the next group.
func (s *stock) expect(write func([]byte) []byte) {
	start := len(s.text)
	s.text = write(s.text)
	s.keys = append(s.keys, s.text[start:len(s.text):len(s.text)])
}

// fetch has the group fetched that was added since the last one, and tells whether it was not in memory.
func (s *stock) fetch(bucket *bolt.Bucket, w walker) bool {
	group := s.keys
	s.keys = s.keys[:0]
	switch t, ok := w.(*trail); {
	case len(group) < 2:
		return false
	case waits(w, group[0]):
		s.ahead.fetch(bucket, group)
		return true
	case ok:
		t.ready(group)
	}
	return false
}
