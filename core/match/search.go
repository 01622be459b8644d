package match

import (
	"sync"

	"terminwerk/core"
)

// search is one run of Find. What it needs is used again by the next one, because most of the time of a search would go
// into getting room for its candidates.
type search struct {
	model    *Model
	src      Source
	q        Query
	profile  Profile
	marks    Marks
	ballot   ballot
	read     map[string]bool
	garages  map[core.ID][]core.Vehicle // the vehicles asked for, by owner and driver
	often    Frequency
	last     bool    // nobody convincing was found: the keys looked up last are read too
	rareFirm float32 // how rare the words of the company's name are, together
	same     int     // customers who were compared and have the query's name

	wanted   []string // keys to be read
	near     []string // last names that are written nearly like the query's
	ids      []core.ID
	cars     []core.VehicleData
	list     []*rated
	rooms    []rated
	profiles []Profile
	forms    forms
}

var searches = sync.Pool{New: func() any {
	return &search{
		read: map[string]bool{}, garages: map[core.ID][]core.Vehicle{},
		list: make([]*rated, 0, maxWeighed+2*maxGuessed), rooms: make([]rated, 0, maxWeighed+2*maxGuessed), profiles: make([]Profile, maxWeighed+2*maxGuessed),
	}
}}

// begin starts a search; end must follow, and nothing of it may be used afterwards but what chosen gave.
func (m *Model) begin(src Source, q Query) *search {
	s := searches.Get().(*search)
	s.model, s.src, s.q = m, src, q
	s.profile.fill(&s.forms, &q.Contact, q.Birthday, q.Vehicle)
	s.marks = s.profile.marks()
	return s
}

func (s *search) end() {
	s.model, s.src, s.q, s.often, s.last, s.same, s.rareFirm = nil, nil, Query{}, Frequency{}, false, 0, 0
	s.ballot.clear()
	clear(s.read)
	clear(s.garages)
	clear(s.rooms)
	s.rooms, s.wanted, s.near = s.rooms[:0], s.wanted[:0], s.near[:0]
	searches.Put(s)
}

// room gives the place for one more candidate.
func (s *search) room() *rated {
	n := len(s.rooms)
	s.rooms = s.rooms[:n+1]
	s.rooms[n].profile = &s.profiles[n]
	return &s.rooms[n]
}
