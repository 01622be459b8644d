package store

import (
	"bytes"
	"encoding/binary"
	"unsafe"

	bolt "go.etcd.io/bbolt"
)

// A search looks under some hundred keys, and most of the time of a look goes into waiting for the pages of its tree. pages
// reads them as they lie in the machine's memory, without the steps that bbolt's own cursor makes around every page. It sees
// what is committed, so it serves reading transactions only, and while one lasts its pages stay where they are. A damaged page
// ends in a panic or a memory fault, as with bbolt's cursor.
type pages struct {
	data []byte // the whole file
	size int    // of a page
}

func pagesOf(tx *bolt.Tx) pages {
	info := tx.DB().Info()
	start := *(*unsafe.Pointer)(unsafe.Pointer(&info.Data))
	return pages{unsafe.Slice((*byte)(start), tx.Size()), info.PageSize}
}

// leafEntry is flags (4), distance of the key from here (4), length of the key (4) and of the value (4).
const (
	leafPage  = 0x02
	leafEntry = 16
)

// trail is a place in the tree of a bucket, with the way to it.
type trail struct {
	pages
	root  uint64
	way   [mostLevels]turn
	depth int // of way
}

// turn is the entry taken on a page.
type turn struct {
	page  []byte
	at, n int
}

// trailOf is nil for a bucket so small that it has no page of its own.
func trailOf(p pages, bucket *bolt.Bucket) *trail {
	if bucket.Root() == 0 {
		return nil
	}
	return &trail{pages: p, root: uint64(bucket.Root())}
}

func (t *trail) last() *turn { return &t.way[t.depth-1] }

// enter goes to a page; the entry is still to be chosen.
func (t *trail) enter(id uint64) (leaf bool) {
	page := t.data[int(id)*t.size:]
	if binary.NativeEndian.Uint64(page) != id {
		panic("a page is in the wrong place")
	}
	page = page[:(1+int(binary.NativeEndian.Uint32(page[12:])))*t.size]
	t.way[t.depth] = turn{page: page, n: int(binary.NativeEndian.Uint16(page[10:]))}
	t.depth++
	return page[8]&leafPage != 0
}

// entry is the entry taken on a page: on branches and leaves the length of the key is in the same place behind its distance.
func (p *turn) entry(at, distance int) (entry, key []byte) {
	entry = p.page[pageHead+at*leafEntry:]
	from, n := int(binary.NativeEndian.Uint32(entry[distance:])), int(binary.NativeEndian.Uint32(entry[distance+4:]))
	return entry, entry[from : from+n]
}

const (
	inBranch = 0 // the distance of the key comes first
	inLeaf   = 4
)

// floor goes to the last entry that is not behind key; to the first of all when there is none.
func (t *trail) floor(key []byte) (found, value []byte) {
	t.depth = 0
	for id := t.root; ; {
		leaf := t.enter(id)
		p, distance := t.last(), inBranch
		if leaf {
			distance = inLeaf
		}
		low, high := 0, p.n // the first that is behind
		for low < high {
			mid := int(uint(low+high) / 2)
			if _, k := p.entry(mid, distance); bytes.Compare(k, key) > 0 {
				high = mid
			} else {
				low = mid + 1
			}
		}
		p.at = max(low-1, 0)
		switch {
		case !leaf:
			id = t.below()
			continue
		case low == 0 && t.move(-1):
		case low == 0:
			t.depth = 0
			for id = t.root; !t.enter(id); {
				id = t.below()
			}
		}
		return t.here()
	}
}

// below is the page to which the entry of a branch leads.
func (t *trail) below() uint64 {
	p := t.last()
	entry, _ := p.entry(p.at, inBranch)
	return binary.NativeEndian.Uint64(entry[8:])
}

// here is the key and value of the entry of a leaf.
func (t *trail) here() (key, value []byte) {
	p := t.last()
	if p.n == 0 {
		return nil, nil
	}
	entry, key := p.entry(p.at, inLeaf)
	from := int(binary.NativeEndian.Uint32(entry[4:])) + len(key)
	return key, entry[from : from+int(binary.NativeEndian.Uint32(entry[12:]))]
}

// next goes to the following entry; nil at the end.
func (t *trail) next() (key, value []byte) {
	if !t.move(1) {
		return nil, nil
	}
	return t.here()
}

// move goes one entry on or back, and stays where it is when there is none.
func (t *trail) move(by int) bool {
	up := t.depth - 1
	for up >= 0 && (t.way[up].at+by < 0 || t.way[up].at+by >= t.way[up].n) {
		up--
	}
	if up < 0 {
		return false
	}
	t.way[up].at += by
	for t.depth = up + 1; t.depth > 0 && t.last().page[8]&leafPage == 0; {
		t.enter(t.below())
		if by < 0 {
			t.last().at = t.last().n - 1
		}
	}
	return true
}
