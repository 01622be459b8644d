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
// ends in a panic or a memory fault, as with bbolt's cursor, which Store.view makes an error of.
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

// The distance of the key from an entry stands in the entry here, and its length behind it.
const (
	inBranch = 0
	inLeaf   = 4
)

// trail is a place in the tree of a bucket.
type trail struct {
	pages
	root   uint64
	levels int // of branches; below 0 when not known
	way
	visits  []visit
	visited int    // of visits
	room    []byte // for their keys
	seen    byte   // so that looking at a page is not left out
}

// way is how a place is reached from the root.
type way struct {
	turns [mostLevels]turn
	depth int
}

// turn is the entry taken on a page.
type turn struct {
	page  int // where it begins
	at, n int32
}

// visit is a leaf that was made ready.
type visit struct {
	key []byte
	way
	region
}

// region is a page, and between what numbers the keys in it lie.
type region struct{ page, from, to uint64 }

// reader is a scanner of a reading transaction whose room is used again by later ones.
type reader struct {
	scanner
	trail trail
}

// begin goes through a bucket as bbolt does when it is so small that it has no page of its own.
func (r *reader) begin(p pages, bucket *bolt.Bucket) {
	r.bucket, r.walk = bucket, &r.trail
	r.trail.pages, r.trail.root, r.trail.levels = p, uint64(bucket.Root()), -1
	if bucket.Root() == 0 {
		r.walk = cursor{bucket.Cursor()}
	}
}

func (r *reader) end() {
	r.bucket, r.walk, r.rest, r.bad, r.trail.data, r.trail.visits = nil, nil, nil, false, nil, r.trail.visits[:0]
}

func (t *trail) last() *turn { return &t.turns[t.depth-1] }

// enter goes to a page; the entry is still to be chosen.
func (t *trail) enter(id uint64) (leaf bool) {
	start := int(id) * t.size
	head := t.data[start : start+pageHead]
	if binary.NativeEndian.Uint64(head) != id {
		panic("a page is in the wrong place")
	}
	n := int32(binary.NativeEndian.Uint16(head[10:]))
	if n == 0 { // an empty bucket has no page
		panic("a page has no entries")
	}
	t.turns[t.depth] = turn{page: start, n: n}
	t.depth++
	return head[8]&leafPage != 0
}

// entry is an entry of a page, with its key.
func (t *trail) entry(p *turn, at int32, distance int) (entry, key []byte) {
	entry = t.data[p.page+pageHead+int(at)*leafEntry:]
	from, n := int(binary.NativeEndian.Uint32(entry[distance:])), int(binary.NativeEndian.Uint32(entry[distance+4:]))
	return entry, entry[from : from+n]
}

// floor goes to the last entry that is not behind key; to the first of all when there is none.
func (t *trail) floor(key []byte) (found, value []byte) {
	for i := t.visited; i < len(t.visits); i++ {
		if v := &t.visits[i]; bytes.Equal(v.key, key) {
			t.way, t.visited = v.way, i+1
			return t.arrive(key, v.region)
		}
	}
	return t.arrive(key, t.towards(key))
}

// towards goes down to the leaf in which a key has its place, but not into it.
func (t *trail) towards(key []byte) region {
	t.depth = 0
	r := region{t.root, 0, ^uint64(0)}
	for t.depth != t.levels {
		if t.enter(r.page) {
			t.depth--
			t.levels = t.depth
			break
		}
		r = t.below(key, r)
	}
	return r
}

// below is the page below a branch in which a key has its place.
func (t *trail) below(key []byte, r region) region {
	p := t.last()
	behind := t.behind(p, key, inBranch, r)
	if behind < p.n {
		_, k := t.entry(p, behind, inBranch)
		r.to = number(k)
	}
	p.at = max(behind-1, 0)
	entry, k := t.entry(p, p.at, inBranch)
	return region{binary.NativeEndian.Uint64(entry[8:]), number(k), r.to}
}

func (t *trail) arrive(key []byte, r region) (found, value []byte) {
	t.enter(r.page)
	p := t.last()
	if p.at = t.behind(p, key, inLeaf, r) - 1; p.at < 0 {
		p.at = 0
		t.move(-1)
	}
	return t.here()
}

// guess is where on a page a key should be: the keys are hashes and numbers for the most part and lie evenly in their region.
func (p *turn) guess(key []byte, r region) (at int32, ok bool) {
	const fewEntries = 8 // are found as fast in halves
	x := number(key)
	if p.n <= fewEntries || x <= r.from || x >= r.to {
		return 0, false
	}
	return min(int32(float64(x-r.from)/float64(r.to-r.from)*float64(p.n)), p.n-1), true
}

// behind is the first entry of a page behind key. It looks from where the key should be, because every entry looked at is a
// piece of memory waited for.
func (t *trail) behind(p *turn, key []byte, distance int, r region) int32 {
	low, high := int32(0), p.n
	is := func(at int32) bool {
		_, k := t.entry(p, at, distance)
		return bytes.Compare(k, key) > 0
	}
	if at, ok := p.guess(key, r); ok && is(at) {
		high = at
		for step := int32(1); low < high; step *= 2 {
			if at = max(high-step, 0); !is(at) {
				low = at + 1
				break
			}
			high = at
		}
	} else if ok {
		low = at + 1
		for step := int32(1); low < high; step *= 2 {
			if at = min(low+step, p.n) - 1; is(at) {
				high = at
				break
			}
			low = at + 1
		}
	}
	for low < high {
		if mid := (low + high) / 2; is(mid) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// number is the beginning of a key, so that keys are in the order of their numbers.
func number(key []byte) uint64 {
	if len(key) >= 8 {
		return binary.BigEndian.Uint64(key)
	}
	var room [8]byte
	copy(room[:], key)
	return binary.BigEndian.Uint64(room[:])
}

// ready goes to the leaves of many keys at once, a level of all after the other, and looks at the pages before anything there is
// asked for: so the processor fetches many at a time. The next floor of each of the keys, in their order, begins at its leaf.
func (t *trail) ready(keys [][]byte) {
	if t.levels < 0 {
		t.towards(keys[0])
	}
	t.visits, t.visited, t.room = t.visits[:0], 0, t.room[:0]
	for _, key := range keys {
		start := len(t.room)
		t.room = append(t.room, key...)
		t.visits = append(t.visits, visit{key: t.room[start:len(t.room):len(t.room)], region: region{t.root, 0, ^uint64(0)}})
	}
	for range t.levels {
		t.look(inBranch)
		for i := range t.visits {
			v := &t.visits[i]
			t.way = v.way
			t.enter(v.page)
			v.region = t.below(v.key, v.region)
			v.way = t.way
		}
	}
	t.look(inLeaf)
}

// look looks at the pages of all visits, and at what will be asked for there.
func (t *trail) look(distance int) {
	const fewEntries = 6
	for i := range t.visits {
		t.seen += t.data[int(t.visits[i].page)*t.size]
	}
	for i := range t.visits {
		v := &t.visits[i]
		p := turn{page: int(v.page) * t.size}
		p.n = int32(binary.NativeEndian.Uint16(t.data[p.page+10:]))
		at, ok := p.guess(v.key, v.region)
		switch {
		case ok:
			if _, k := t.entry(&p, at, distance); distance == inLeaf {
				t.lookThrough(k)
			} else {
				t.seen += k[0]
			}
		case distance == inLeaf:
			for at := range min(p.n, fewEntries) {
				_, k := t.entry(&p, at, distance)
				t.seen += k[0]
			}
		}
	}
}

// lookThrough looks at a record.
func (t *trail) lookThrough(key []byte) {
	const line, lines = 64, 5
	record := key[:min(cap(key), line*lines)]
	for i := 0; i < len(record); i += line {
		t.seen += record[i]
	}
}

// here is the key and value of the entry of a leaf.
func (t *trail) here() (key, value []byte) {
	p := t.last()
	entry, key := t.entry(p, p.at, inLeaf)
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
func (t *trail) move(by int32) bool {
	up := t.depth - 1
	for up >= 0 && (t.turns[up].at+by < 0 || t.turns[up].at+by >= t.turns[up].n) {
		up--
	}
	if up < 0 {
		return false
	}
	t.turns[up].at += by
	for t.depth = up + 1; t.depth <= t.levels; {
		p := t.last()
		entry, _ := t.entry(p, p.at, inBranch)
		t.enter(binary.NativeEndian.Uint64(entry[8:]))
		if by < 0 {
			p = t.last()
			p.at = p.n - 1
		}
	}
	return true
}
