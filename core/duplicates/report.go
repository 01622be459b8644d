// Package duplicates looks through the whole customer master for records that are probably one person stored twice.
//
// A scan goes through the keys of the duplicate search kind by kind (same telephone number, same e-mail, same name and
// postcode, ...) and compares the customers under each key with each other. It reads in short turns, so that the program
// stays usable, can be stopped at any place, and goes on from there later, even after the program was closed. Decisions
// "kein Duplikat" are respected; nothing is ever merged here.
package duplicates

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"time"

	"terminwerk/core"
	"terminwerk/core/match"
)

// DefaultMin is the probability from which a pair is reported.
const DefaultMin = 0.95

// Pair is two customers who are probably one; First has the lower id.
type Pair struct {
	First, Second core.ID
	Probability   float64 // 0 to 1
}

// Report is a scan on its way or finished, and the pairs found so far. The zero value is one that has not begun.
type Report struct {
	Min      float64   // pairs below it are not reported
	Begun    time.Time // zero: not begun
	Finished time.Time // zero: not finished
	Compared uint64    // pairs compared so far
	Left     uint64    // pairs left out because too many customers share one key or too many pairs were found
	Pairs    []Pair
	said     []Pair // those found that somebody said to be two: they need not be judged again
	kind     int    // place in the list of kinds
	from     uint32 // the next hash of that kind
}

// Done is the part of the work that is done, from 0 to 1.
func (r *Report) Done() float64 {
	if !r.Finished.IsZero() {
		return 1
	}
	return (float64(r.kind) + float64(r.from)/(1<<32)) / float64(len(kinds))
}

// Sort puts the most probable pairs first.
func (r *Report) Sort() {
	slices.SortFunc(r.Pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Probability, a.Probability), cmp.Compare(a.First, b.First), cmp.Compare(a.Second, b.Second))
	})
}

// Store is what a scan needs to read, and where it keeps its place.
type Store interface {
	core.StockReader
	core.Preferences
	Settings(ctx context.Context) (core.Settings, error)
	Customer(ctx context.Context, id core.ID) (core.Customer, error)
	CustomerByNumber(ctx context.Context, number string) (core.Customer, error)
	NotDuplicatesOfCustomer(ctx context.Context, customer core.ID) ([]core.NotDuplicate, error)
}

// Service scans a store. It is safe for use by several goroutines.
type Service struct {
	store Store
	clock core.Clock
	model *match.Model
}

// New gives a service on a store.
func New(store Store, clock core.Clock, model *match.Model) *Service {
	return &Service{store: store, clock: clock, model: model}
}

// memory is where the last report is kept.
const memory = "duplicates.report"

// Last is the report that Keep kept, finished or not; the zero value when there is none.
func (s *Service) Last(ctx context.Context) (Report, error) {
	text, err := s.store.Preference(ctx, memory)
	if err != nil || text == "" {
		return Report{}, err
	}
	r, err := decode(text)
	if err != nil {
		return Report{}, nil // of another version: it begins anew
	}
	return r, nil
}

// Keep remembers a report, so that a scan can go on after the program was closed.
func (s *Service) Keep(ctx context.Context, r *Report) error {
	return s.store.SetPreference(ctx, memory, encode(r))
}

// Later puts a pair of the last report behind all others.
func (s *Service) Later(ctx context.Context, p Pair) error {
	r, err := s.Last(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(r.Pairs, func(o Pair) bool { return o.First == p.First && o.Second == p.Second })
	if at < 0 {
		return nil
	}
	r.Pairs = append(slices.Delete(r.Pairs, at, at+1), p)
	return s.Keep(ctx, &r)
}

// Returned puts a customer who has come back from a merge, under a new id, into the pairs of the last report that named it.
func (s *Service) Returned(ctx context.Context, former, now core.ID) error {
	r, err := s.Last(ctx)
	if err != nil {
		return err
	}
	for i := range r.Pairs {
		for _, id := range []*core.ID{&r.Pairs[i].First, &r.Pairs[i].Second} {
			if *id == former {
				*id = now
			}
		}
	}
	return s.Keep(ctx, &r)
}

const (
	form   = 2
	isSaid = -1 // stands for the probability of a pair that was said to be two
)

// encode writes a report as text: some bytes a pair, without personal data.
func encode(r *Report) string {
	b := []byte{form}
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(r.Min))
	b = binary.AppendVarint(b, unix(r.Begun))
	b = binary.AppendVarint(b, unix(r.Finished))
	for _, n := range []uint64{r.Compared, r.Left, uint64(r.kind), uint64(r.from)} {
		b = binary.AppendUvarint(b, n)
	}
	for _, p := range slices.Concat(r.Pairs, r.said) {
		b = binary.AppendUvarint(b, uint64(p.First))
		b = binary.AppendUvarint(b, uint64(p.Second))
		b = binary.BigEndian.AppendUint32(b, math.Float32bits(float32(p.Probability)))
	}
	return base64.StdEncoding.EncodeToString(b)
}

func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func instant(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

var errForm = errors.New("not a report of duplicates")

func decode(text string) (Report, error) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) < 9 || b[0] != form {
		return Report{}, errForm
	}
	r := Report{Min: math.Float64frombits(binary.BigEndian.Uint64(b[1:]))}
	in := bytes.NewReader(b[9:])
	number := func() uint64 {
		n, e := binary.ReadUvarint(in)
		err = errors.Join(err, e)
		return n
	}
	moment := func() time.Time {
		n, e := binary.ReadVarint(in)
		err = errors.Join(err, e)
		return instant(n)
	}
	r.Begun, r.Finished = moment(), moment()
	r.Compared, r.Left, r.kind, r.from = number(), number(), int(number()), uint32(number())
	for err == nil && in.Len() > 0 {
		p := Pair{First: core.ID(number()), Second: core.ID(number())}
		var bits [4]byte
		_, e := in.Read(bits[:])
		err = errors.Join(err, e)
		if p.Probability = float64(math.Float32frombits(binary.BigEndian.Uint32(bits[:]))); p.Probability == isSaid {
			r.said = append(r.said, p)
			continue
		}
		r.Pairs = append(r.Pairs, p)
	}
	if err != nil || r.kind > len(kinds) {
		return Report{}, errForm
	}
	return r, nil
}

// Compared is a pair as it is now, with what speaks for one person and what against it.
type Compared struct {
	First, Second core.Customer
	Cars          [2][]core.Vehicle
	match.PairResult
}

// Compare reads both customers of a pair and compares them. A customer who is gone, merged into another one for example,
// is NotFound.
func (s *Service) Compare(ctx context.Context, p Pair) (c Compared, err error) {
	err = s.store.ReadStock(ctx, func(stock core.Stock) error {
		sc := &scan{Service: s, people: map[core.ID]*person{}, bearers: map[string]int{}}
		var err error
		if sc.stock, err = stock.Count(ctx, core.EntityCustomer); err != nil {
			return err
		}
		var both [2]*person
		var profiles [2]*match.Profile
		for i, id := range []core.ID{p.First, p.Second} {
			if both[i], err = sc.person(ctx, stock, id); err != nil {
				return err
			}
			if c.Cars[i], err = stock.VehiclesOf(ctx, id); err != nil {
				return err
			}
			profiles[i] = profileOf(&both[i].customer, c.Cars[i])
		}
		c.First, c.Second = both[0].customer, both[1].customer
		c.PairResult = s.model.Pair(profiles[0], profiles[1], sc.oftenest(both[0], both[1]))
		return nil
	})
	return c, err
}

// Stands tells whether a pair is still to be decided: both are there and nobody said that they are two.
func (s *Service) Stands(ctx context.Context, p Pair) (bool, error) {
	for _, id := range []core.ID{p.First, p.Second} {
		_, err := s.store.Customer(ctx, id)
		if core.IsKind(err, core.NotFound) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
	said, err := s.saidTwo(ctx, p)
	return !said, err
}
