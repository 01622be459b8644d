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
	from, to := uint64(0), ^uint64(0) // between what the keys of a page lie
	for id := t.root; ; {
		leaf := t.enter(id)
		p := t.last()
		if leaf {
			behind := p.behind(key, inLeaf, from, to)
			if p.at = behind - 1; behind == 0 {
				p.at = 0
				t.move(-1)
			}
			return t.here()
		}
		behind := p.behind(key, inBranch, from, to)
		p.at = max(behind-1, 0)
		if behind < p.n {
			_, k := p.entry(behind, inBranch)
			to = number(k)
		}
		entry, k := p.entry(p.at, inBranch)
		id, from = binary.NativeEndian.Uint64(entry[8:]), number(k)
	}
}

// behind is the first entry of a page behind key. The keys are hashes and numbers for the most part and lie evenly between from
// and to, so the place is looked for from where it should be: every entry looked at is a piece of memory waited for.
func (p *turn) behind(key []byte, distance int, from, to uint64) int {
	low, high := 0, p.n
	is := func(at int) bool {
		_, k := p.entry(at, distance)
		return bytes.Compare(k, key) > 0
	}
	if x := number(key); p.n > fewEntries && from < x && x < to {
		at := min(int(float64(x-from)/float64(to-from)*float64(p.n)), p.n-1)
		if is(at) {
			high = at
			for step := 1; high > 0; step *= 2 {
				if at = max(high-step, 0); !is(at) {
					low = at + 1
					break
				}
				high = at
			}
		} else {
			low = at + 1
			for step := 1; low < high; step *= 2 {
				if at = min(low+step, p.n) - 1; is(at) {
					high = at
					break
				}
				low = at + 1
			}
		}
	}
	for low < high {
		if mid := int(uint(low+high) / 2); is(mid) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// fewEntries are found as fast in halves.
const fewEntries = 8

// number is the beginning of a key, so that keys are in the order of their numbers.
func number(key []byte) uint64 {
	if len(key) >= 8 {
		return binary.BigEndian.Uint64(key)
	}
	var room [8]byte
	copy(room[:], key)
	return binary.BigEndian.Uint64(room[:])
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
