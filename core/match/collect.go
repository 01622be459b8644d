package match

import (
	"context"
	"math"
	"slices"

	"terminwerk/core"
	"terminwerk/core/vin"
)

// The numbers of customers compared field by field: those found under the most and best keys.
const (
	maxWeighed = 40 // of those found under the query's own keys
	maxGuessed = 24 // more, found under keys that only resemble them
	minWeighed = 12 // as many as there are up to this
)

// Who has few votes is not compared any more once minWeighed were and one of them agrees so well that nobody under so few
// keys comes near: the scores from which, and the most votes that are then too few. On 15,000 leads of two dealers nobody
// first was lost by it, and 2 of 13,412 who were at least possible.
var tooFew = []struct {
	score float64
	votes float32
}{{10, 6}, {8, 4.5}, {6, 3}, {4, 1.5}}

// keyRules says for each kind of key how many postings are read, what one hit is worth for being compared, and whether a
// key with more customers than that is left out because it tells nothing.
var keyRules = map[byte]keyRule{
	keyPhone: {64, 8, false}, keyEmail: {48, 8, false}, keyMailbox: {48, 5, false}, keyDomain: {48, 3, false}, keyBirthday: {64, 2, false},
	keyName: {600, 3, false}, keyNameZip: {128, 2.5, false}, keyFirstZip: {96, 1, false}, keyNameTown: {64, 1.5, false}, keyFirstTown: {64, 1, true},
	keyHouse: {128, 1.5, false}, keyZipStreet: {96, 1.5, false}, keyStreet: {96, 1.5, false}, keyTownStreet: {96, 1, false}, keyLast: {64, 1.5, true},
	keyFirm: {64, 4, false}, keyCompany: {200, 2.5, true},
}

type keyRule struct {
	limit    int
	vote     float32
	onlyRare bool
}

// What a vehicle found by VIN, end of VIN or plate is worth, and a mark of the posting that agrees.
const (
	vehicleVote = 8
	zipVote     = 1.5
	firstVote   = 1.5
)

// rareFirm is the rarity of a company's name from which it hardly matters how much rarer it is.
const rareFirm = 25

// collect finds everybody under the query's own keys.
func (s *search) collect(ctx context.Context) error {
	s.profile.keys(s.want)
	s.profile.guessKeys(s.want)
	s.src.Expect(core.Expected{Keys: s.wanted, Words: s.profile.vocabulary()})
	var err error
	if s.often, err = frequencyOf(ctx, s.src, &s.profile); err != nil {
		return err
	}
	if err := s.vehicles(ctx); err != nil {
		return err
	}
	return s.readWanted(ctx)
}

// vocabulary lists the words of the name with the letters of their vocabularies.
func (p *Profile) vocabulary() []string {
	list := make([]string, 0, len(p.last)+len(p.first))
	for _, w := range p.last {
		list = append(list, string(rune(NearLast))+w)
	}
	for _, w := range p.first {
		list = append(list, string(rune(NearFirst))+w)
	}
	return list
}

// guess finds those whose names are written nearly like the query's.
func (s *search) guess(ctx context.Context) error {
	for i, words := range [][]string{s.profile.last, s.profile.first} {
		last := i == 0
		kind := byte(NearFirst)
		if last {
			kind = NearLast
		}
		for _, w := range words {
			if len(w) < 3 {
				continue
			}
			near, err := s.src.Near(ctx, kind, w)
			if err != nil {
				return err
			}
			for _, n := range near {
				s.profile.nearKeys(last, n, s.want)
			}
			if last {
				s.near = append(s.near, near...)
			}
		}
	}
	for _, zip := range slips(s.profile.zip) {
		s.profile.elsewhere(zip, s.want)
	}
	s.src.Expect(core.Expected{Keys: s.wanted})
	return s.readWanted(ctx)
}

// lastResort finds those of whom one name agrees and the town or nearly the postcode, also where the names are exchanged,
// and those of whom no name agrees but nearly the address.
func (s *search) lastResort(ctx context.Context) error {
	s.last = true
	p := &s.profile
	p.firstTownKeys(p.first, s.want)
	p.firstTownKeys(p.last, s.want)
	p.townStreetKey(s.want)
	if p.town != "" {
		for _, n := range s.near {
			s.want(keyNameTown, sound(n)+"|"+sound(p.town))
		}
	}
	for _, zip := range neighbours(p.zip) {
		p.nameZipKeys(zip, s.want)
	}
	for _, house := range slips(p.house) {
		s.want(keyHouse, p.zip+"|"+house)
	}
	s.src.Expect(core.Expected{Keys: s.wanted})
	return s.readWanted(ctx)
}

// neighbours gives the postcodes that differ in the last digit.
func neighbours(zip string) []string {
	if zip == "" {
		return nil
	}
	var list []string
	for digit := '0'; digit <= '9'; digit++ {
		if other := zip[:len(zip)-1] + string(digit); other != zip {
			list = append(list, other)
		}
	}
	return list
}

// elsewhere reads the keys of a profile as if its postcode were another.
func (p *Profile) elsewhere(zip string, read func(kind byte, value string)) {
	p.nameZipKeys(zip, read)
	if p.house != "" {
		read(keyHouse, zip+"|"+p.house)
	}
	if p.street != "" {
		read(keyZipStreet, zip+"|"+prefix(sound(p.street), 4))
	}
}

func (p *Profile) nameZipKeys(zip string, read func(kind byte, value string)) {
	for _, l := range p.last {
		read(keyNameZip, sound(l)+"|"+zip)
	}
	for _, f := range p.first {
		read(keyFirstZip, sound(f)+"|"+zip)
	}
}

// slips gives a postcode or house number with two neighbouring digits exchanged.
func slips(number string) []string {
	var list []string
	for i := 1; i < len(number); i++ {
		if number[i-1] != number[i] {
			list = append(list, number[:i-1]+string(number[i])+string(number[i-1])+number[i+1:])
		}
	}
	return list
}

// want has a key read that was not read before; those of the last resort only when it has come to that.
func (s *search) want(kind byte, value string) {
	if (kind == keyFirstTown || kind == keyTownStreet) && !s.last {
		return
	}
	if key := string(rune(kind)) + value; !s.read[key] {
		s.read[key] = true
		s.wanted = append(s.wanted, key)
	}
}

func (s *search) readWanted(ctx context.Context) error {
	for _, key := range s.wanted {
		if err := s.readKey(ctx, key); err != nil {
			return err
		}
	}
	s.wanted = s.wanted[:0]
	return nil
}

func (s *search) readKey(ctx context.Context, key string) error {
	rule := keyRules[key[0]]
	list, total, err := s.src.Postings(ctx, key, rule.limit)
	if err != nil {
		return err
	}
	if key[0] == keyCompany {
		s.rareFirm = min(rareFirm, s.rareFirm+float32(rarity(share(nil, nil, total, s.often.stock()))))
	}
	if rule.onlyRare && total > rule.limit {
		return nil
	}
	for _, p := range list {
		v, known := s.ballot.of(p.ID)
		if !known {
			if p.Zip != 0 && p.Zip == s.marks.Zip {
				v.votes += zipVote
			}
			if p.First != 0 && p.First == s.marks.First {
				v.votes += firstVote
			}
		}
		v.votes += rule.vote
	}
	return nil
}

// vehicles finds the owners and drivers of the vehicle asked for.
func (s *search) vehicles(ctx context.Context) error {
	var list []core.Vehicle
	read := func(wanted bool, by func(context.Context, string) ([]core.Vehicle, error), text string) error {
		if !wanted {
			return nil
		}
		more, err := by(ctx, text)
		for _, v := range more {
			if !slices.ContainsFunc(list, func(x core.Vehicle) bool { return x.Meta.ID == v.Meta.ID }) {
				list = append(list, v)
			}
		}
		return err
	}
	car := &s.q.Vehicle
	if err := read(len(s.profile.vins) > 0, s.src.VehiclesByVIN, car.VIN); err != nil {
		return err
	}
	if err := read(len(s.profile.tails) > 0, s.src.VehiclesByVINTail, vin.Tail(car.VIN)); err != nil {
		return err
	}
	if err := read(len(s.profile.plates) > 0, s.src.VehiclesByPlate, car.Plate); err != nil {
		return err
	}
	for _, v := range list {
		s.vote(v.Owner, v)
		if v.Driver != v.Owner {
			s.vote(v.Driver, v)
		}
	}
	return nil
}

func (s *search) vote(id core.ID, v core.Vehicle) {
	if id == 0 {
		return
	}
	found, _ := s.ballot.of(id)
	found.votes += vehicleVote
	s.garages[id] = append(s.garages[id], v)
}

// weighAll reads and compares the best customers not yet compared, as long as one can matter. One that was deleted
// meanwhile is passed over.
func (s *search) weighAll(ctx context.Context, n int, list []*rated) ([]*rated, error) {
	top := math.Inf(-1)
	for _, r := range list {
		top = max(top, r.score)
	}
	leading := s.ballot.leading(n, s.q.Exclude)
	for i, at := range leading {
		v := &s.ballot.votes[at]
		if len(list) >= minWeighed && hopeless(v.votes, top) {
			break
		}
		if i%minWeighed == 0 {
			s.expect(leading[i:min(i+minWeighed, len(leading))])
		}
		v.rated = true
		c, err := s.src.Customer(ctx, v.id)
		if core.IsKind(err, core.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		r := s.rate(c, s.garages[v.id])
		if r.evidence.is(lastEqual, lastPart) && r.evidence.is(firstEqual, firstPart) {
			s.same++
		}
		list, top = append(list, r), max(top, r.score)
	}
	return list, nil
}

// expect says who will be read.
func (s *search) expect(leading []int32) {
	s.ids = s.ids[:0]
	for _, at := range leading {
		s.ids = append(s.ids, s.ballot.votes[at].id)
	}
	s.src.Expect(core.Expected{Customers: s.ids})
}

func hopeless(votes float32, top float64) bool {
	for _, x := range tooFew {
		if top > x.score {
			return votes <= x.votes
		}
	}
	return false
}
