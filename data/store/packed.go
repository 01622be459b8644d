package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"sort"

	bolt "go.etcd.io/bbolt"
)

// A packed index holds millions of short keys, many of them in one value of its bucket: a block. Its first key is the
// block's place in the bucket; the others are written as what they have other than the one before. So a posting takes
// about seven bytes instead of forty. Which keys share a block depends on the order in which they came and means nothing.
//
// A block is the number of its keys (2 bytes, big-endian) and, for every key but the first, one byte with the lengths of
// the shared beginning (high half) and of the rest (low half), 15 standing for a length that follows as a byte of its own,
// and the rest.

const (
	blockFull = 900  // bytes of a block that is written with others
	blockMost = 1250 // bytes from which a block is split
	keyMost   = 255  // bytes of a key
)

var errBlock = errors.New("damaged block of an index")

// block goes through the keys of one block; key is valid until the next step.
type block struct {
	key    []byte
	shared int // bytes of it that are those of the key before
	rest   []byte
	bad    bool
}

func (b *block) open(first, value []byte) {
	b.key, b.rest, b.bad = append(b.key[:0], first...), nil, len(value) < 2
	if !b.bad {
		b.rest = value[2:]
	}
}

func (b *block) next() bool {
	if len(b.rest) == 0 {
		return false
	}
	shared, from, end := entryOf(b.rest)
	if shared > len(b.key) || end > len(b.rest) {
		b.bad, b.rest = true, nil
		return false
	}
	b.key, b.shared = append(b.key[:shared], b.rest[from:end]...), shared
	b.rest = b.rest[end:]
	return true
}

// entryOf tells how much the next key shares with the one before, and where the rest of it begins and ends.
func entryOf(rest []byte) (shared, from, end int) {
	shared, n, at := int(rest[0]>>4), int(rest[0]&15), 1
	if shared == 15 && at < len(rest) {
		shared, at = int(rest[at]), at+1
	}
	if n == 15 && at < len(rest) {
		n, at = int(rest[at]), at+1
	}
	return shared, at, at + n
}

// skip passes over the keys that share more than so many bytes with the one before. Only so many of the key are right afterwards,
// and more are not needed for the next one.
func (b *block) skip(same int) {
	rest := b.rest
	for len(rest) > 0 {
		shared, _, end := entryOf(rest)
		if shared <= same || end > len(rest) {
			break
		}
		rest = rest[end:]
	}
	b.rest = rest
}

func blockSize(value []byte) int {
	if len(value) < 2 {
		return 0
	}
	return int(binary.BigEndian.Uint16(value))
}

func sharedLen(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func appendKey(dst, before, key []byte) []byte {
	shared := sharedLen(before, key)
	n := len(key) - shared
	dst = append(dst, byte(min(shared, 15)<<4|min(n, 15)))
	if shared >= 15 {
		dst = append(dst, byte(shared))
	}
	if n >= 15 {
		dst = append(dst, byte(n))
	}
	return append(dst, key[shared:]...)
}

// packing changes a packed index; its room is used again from block to block.
type packing struct {
	bucket *bolt.Bucket
	block  block
	arena  []byte
	keys   [][]byte
	value  []byte
	ends   []int // of the written form of each key
}

// apply removes and adds keys; both lists are sorted. What is not there cannot be removed, and what is there is not added.
func (p *packing) apply(del, add [][]byte) error {
	for len(del)+len(add) > 0 {
		start, value, limit := p.region(lowest(del, add))
		d, a := below(del, limit), below(add, limit)
		changed, err := p.merge(start, value, del[:d], add[:a])
		if err == nil && changed {
			err = p.write(start)
		}
		if err != nil {
			return err
		}
		del, add = del[d:], add[a:]
	}
	return nil
}

func lowest(a, b [][]byte) []byte {
	if len(a) == 0 || len(b) > 0 && bytes.Compare(b[0], a[0]) < 0 {
		return b[0]
	}
	return a[0]
}

// below counts the keys before limit; nil is behind all.
func below(keys [][]byte, limit []byte) int {
	if limit == nil {
		return len(keys)
	}
	return sort.Search(len(keys), func(i int) bool { return bytes.Compare(keys[i], limit) >= 0 })
}

// region is the block in which key has its place, nil in an empty index, and where the next block begins.
func (p *packing) region(key []byte) (start, value, limit []byte) {
	c := p.bucket.Cursor()
	at, v := c.Seek(key)
	if bytes.Equal(at, key) {
		limit, _ = c.Next()
		return bytes.Clone(at), v, limit
	}
	limit = at
	if at == nil {
		start, value = c.Last()
	} else {
		start, value = c.Prev()
	}
	if start == nil && limit != nil {
		start, value = c.First()
		limit, _ = c.Next()
	}
	return bytes.Clone(start), value, limit
}

// merge puts the keys that the block shall hold into p.keys.
func (p *packing) merge(start, value []byte, del, add [][]byte) (changed bool, err error) {
	p.arena, p.keys = p.arena[:0], p.keys[:0]
	if start != nil {
		p.block.open(start, value)
		p.arena = slices.Grow(p.arena, blockSize(value)*keyMost/8)
		for more := !p.block.bad; more; more = p.block.next() {
			p.take(&del, &add, p.block.key, &changed)
		}
		if p.block.bad {
			return false, errBlock
		}
	}
	p.keys = append(p.keys, add...)
	return changed || len(add) > 0, nil
}

// take adds an old key unless it is removed, and the new ones before it.
func (p *packing) take(del, add *[][]byte, key []byte, changed *bool) {
	for len(*add) > 0 {
		order := bytes.Compare((*add)[0], key)
		if order > 0 {
			break
		}
		if order < 0 {
			p.keys, *changed = append(p.keys, (*add)[0]), true
		}
		*add = (*add)[1:]
	}
	for len(*del) > 0 && bytes.Compare((*del)[0], key) < 0 {
		*del = (*del)[1:]
	}
	if len(*del) > 0 && bytes.Equal((*del)[0], key) {
		*del, *changed = (*del)[1:], true
		return
	}
	at := len(p.arena)
	p.arena = append(p.arena, key...)
	p.keys = append(p.keys, p.arena[at:len(p.arena):len(p.arena)])
}

// write puts p.keys in place of the block at start.
func (p *packing) write(start []byte) error {
	p.value, p.ends = p.value[:0], p.ends[:0]
	var before []byte
	for _, key := range p.keys {
		p.value = appendKey(p.value, before, key)
		p.ends = append(p.ends, len(p.value))
		before = key
	}
	if start != nil && (len(p.keys) == 0 || !bytes.Equal(p.keys[0], start)) {
		if err := p.bucket.Delete(start); err != nil {
			return err
		}
	}
	if len(p.keys) == 0 {
		return nil
	}
	pieces := 1
	if total := len(p.value); total > blockMost {
		pieces = (total + blockFull - 1) / blockFull
	}
	size, from := len(p.value)/pieces, 0
	for piece := range pieces {
		to := len(p.keys)
		if piece < pieces-1 {
			to = max(from+1, sort.SearchInts(p.ends, (piece+1)*size)+1)
		}
		if to = min(to, len(p.keys)); from == to {
			break
		}
		if err := p.put(from, to); err != nil {
			return err
		}
		from = to
	}
	return nil
}

func (p *packing) put(from, to int) error {
	value := binary.BigEndian.AppendUint16(make([]byte, 0, 2+p.ends[to-1]-p.ends[from]), uint16(to-from))
	return p.bucket.Put(p.keys[from], append(value, p.value[p.ends[from]:p.ends[to-1]]...))
}

// walker goes through the entries of a bucket.
type walker interface {
	// floor goes to the last entry that is not behind key; to the first of all when there is none.
	floor(key []byte) (found, value []byte)
	// next goes to the following entry; nil at the end.
	next() (key, value []byte)
}

// cursor is a walker that sees what its transaction has written.
type cursor struct{ *bolt.Cursor }

func (c cursor) floor(key []byte) (found, value []byte) {
	found, value = c.Seek(key)
	switch {
	case found == nil:
		return c.Last()
	case bytes.Equal(found, key):
		return found, value
	}
	if found, value = c.Prev(); found == nil {
		return c.First()
	}
	return found, value
}

func (c cursor) next() (key, value []byte) { return c.Next() }

// scanner goes through the keys of a packed index in order; key is valid until the next step.
type scanner struct {
	bucket *bolt.Bucket
	walk   walker
	block
}

func newScanner(bucket *bolt.Bucket) *scanner {
	return &scanner{bucket: bucket, walk: cursor{bucket.Cursor()}}
}

// seek goes to the first key that is not before from.
func (s *scanner) seek(from []byte) bool {
	at, value := s.walk.floor(from)
	for ; at != nil; at, value = s.walk.next() {
		if s.open(at, value); s.reach(from) {
			return true
		}
		if s.bad {
			return false
		}
	}
	return false
}

// reach goes to the first key of the block that is not before from. Of most keys that are before it, what they share with the
// one before says so.
func (b *block) reach(from []byte) bool {
	if bytes.Compare(b.key, from) >= 0 {
		return true
	}
	same := sharedLen(b.key, from)
	for b.skip(same); b.next(); b.skip(same) {
		if b.shared < same {
			return true
		}
		if same += sharedLen(b.key[same:], from[same:]); same == len(from) || same < len(b.key) && b.key[same] > from[same] {
			return true
		}
	}
	return false
}

// step goes to the next key.
func (s *scanner) step() bool {
	if s.next() {
		return true
	}
	at, value := s.walk.next()
	if at == nil || s.bad {
		return false
	}
	s.open(at, value)
	return true
}

// remaining counts the keys with a prefix from here on; blocks that are full of them are not opened.
func (s *scanner) remaining(prefix []byte) (n int) {
	for more := true; more; more = s.next() {
		if !bytes.HasPrefix(s.key, prefix) {
			return n
		}
		n++
	}
	at, value := s.walk.next()
	for !s.bad && hasPrefix(at, prefix) {
		following, next := s.walk.next()
		if !hasPrefix(following, prefix) {
			s.open(at, value)
			for more := true; more && bytes.HasPrefix(s.key, prefix); more = s.next() {
				n++
			}
			return n
		}
		n += blockSize(value)
		at, value = following, next
	}
	return n
}

// err tells whether a block could not be read.
func (s *scanner) err() error {
	if s.bad {
		return errBlock
	}
	return nil
}
