package store

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// sorter puts any number of keys in order within a few megabytes: what does not fit is sorted in runs, written to a file
// and merged at the end.
type sorter struct {
	path  string // how the names of its files begin
	room  int
	arena []byte
	items []item
	file  *os.File
	size  int64
	runs  []*io.SectionReader
}

// item is a key in the arena; head is its first eight bytes, which decide most comparisons.
type item struct {
	head uint64
	at   uint32
	n    uint32
}

// sortSuffix begins what is added to the database's name.
const sortSuffix = ".sort-"

const sorterRoom = 2 << 20

func newSorter(path string) *sorter { return &sorter{path: path, room: sorterRoom} }

func (s *sorter) add(key []byte) error {
	if s.arena == nil {
		s.arena = make([]byte, 0, s.room)
		s.items = make([]item, 0, s.room/32)
	}
	if len(s.arena)+len(key) > s.room {
		if err := s.spill(); err != nil {
			return err
		}
	}
	var head [8]byte
	copy(head[:], key)
	s.items = append(s.items, item{binary.BigEndian.Uint64(head[:]), uint32(len(s.arena)), uint32(len(key))})
	s.arena = append(s.arena, key...)
	return nil
}

func (s *sorter) key(i item) []byte { return s.arena[i.at : i.at+i.n] }

func (s *sorter) order() {
	slices.SortFunc(s.items, func(a, b item) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return bytes.Compare(s.key(a), s.key(b))
	})
}

func (s *sorter) spill() error {
	if s.file == nil {
		f, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+sortSuffix+"*")
		if err != nil {
			return err
		}
		s.file = f
	}
	s.order()
	w := bufio.NewWriterSize(io.NewOffsetWriter(s.file, s.size), 128<<10)
	start := s.size
	for _, i := range s.items {
		var n [2]byte
		binary.BigEndian.PutUint16(n[:], uint16(i.n))
		if _, err := w.Write(n[:]); err != nil {
			return err
		}
		if _, err := w.Write(s.key(i)); err != nil {
			return err
		}
		s.size += int64(2 + i.n)
	}
	s.runs = append(s.runs, io.NewSectionReader(s.file, start, s.size-start))
	s.arena, s.items = s.arena[:0], s.items[:0]
	return w.Flush()
}

// sorted calls yield with every key once, in order; the key is valid until yield returns.
func (s *sorter) sorted(yield func(key []byte) error) error {
	var last []byte
	once := func(key []byte) error {
		if last != nil && bytes.Equal(key, last) {
			return nil
		}
		last = append(last[:0], key...)
		return yield(key)
	}
	if len(s.runs) == 0 {
		s.order()
		for _, i := range s.items {
			if err := once(s.key(i)); err != nil {
				return err
			}
		}
		return nil
	}
	if err := s.spill(); err != nil {
		return err
	}
	s.arena, s.items = nil, nil
	return merge(s.runs, once)
}

func (s *sorter) close() error {
	s.arena, s.items = nil, nil
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}

type run struct {
	r   *bufio.Reader
	key []byte
}

func (r *run) next() error {
	var n [2]byte
	if _, err := io.ReadFull(r.r, n[:]); err != nil {
		return err
	}
	r.key = slices.Grow(r.key[:0], int(binary.BigEndian.Uint16(n[:])))[:binary.BigEndian.Uint16(n[:])]
	_, err := io.ReadFull(r.r, r.key)
	return err
}

type runs []*run

func (h runs) Len() int           { return len(h) }
func (h runs) Less(i, j int) bool { return bytes.Compare(h[i].key, h[j].key) < 0 }
func (h runs) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runs) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *runs) Pop() any {
	last := len(*h) - 1
	r := (*h)[last]
	*h = (*h)[:last]
	return r
}

func merge(sections []*io.SectionReader, yield func([]byte) error) error {
	var h runs
	for _, section := range sections {
		r := &run{r: bufio.NewReaderSize(section, 32<<10)}
		switch err := r.next(); {
		case errors.Is(err, io.EOF):
		case err != nil:
			return err
		default:
			h = append(h, r)
		}
	}
	heap.Init(&h)
	for len(h) > 0 {
		if err := yield(h[0].key); err != nil {
			return err
		}
		switch err := h[0].next(); {
		case errors.Is(err, io.EOF):
			heap.Pop(&h)
		case err != nil:
			return err
		default:
			heap.Fix(&h, 0)
		}
	}
	return nil
}
