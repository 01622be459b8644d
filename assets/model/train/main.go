// Train makes the model of the duplicate search, and measures it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"terminwerk/core"
	"terminwerk/core/match"
)

func main() {
	from := flag.String("from", "", "train on these folders instead of generated dealers, comma-separated")
	eval := flag.String("eval", "", "measure on these folders, comma-separated")
	out := flag.String("out", "assets/model/model.json", "where the model is written")
	wrong := flag.Int("wrong", 0, "print this many wrong answers per folder")
	keep := flag.Bool("keep", false, "do not train")
	pairs := flag.String("pairs", "assets/model/pairs.json", "where the trees of the pairs are written")
	only := flag.String("only", "", "train only bookings, or only pairs")
	home := flag.String("home", "DE", "country of the dealers in the folders")
	flag.Parse()
	o := options{*from, *eval, *out, *pairs, *only, *home, *wrong, *keep}
	if err := o.run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	from, eval, out, pairs, only, home string
	wrong                              int
	keep                               bool
}

func (o options) run(ctx context.Context) error {
	if !o.keep && o.only != "pairs" {
		if err := o.trainBookings(ctx); err != nil {
			return err
		}
	}
	if !o.keep && o.only != "bookings" {
		m, err := o.read(false)
		if err != nil {
			return err
		}
		if err := write(o.pairs, trainPairs(m)); err != nil {
			return err
		}
	}
	if o.eval == "" {
		return nil
	}
	m, err := o.read(true)
	if err != nil {
		return err
	}
	for _, dir := range strings.Split(o.eval, ",") {
		if err := o.measure(ctx, m, dir); err != nil {
			return err
		}
	}
	return nil
}

func (o options) measure(ctx context.Context, m *match.Model, dir string) error {
	if x, ok := lessonOf(dir); ok && o.only == "pairs" {
		measurePairs(m, x)
		return nil
	}
	d, err := dealerOf(dir, o.home)
	if err != nil {
		return err
	}
	r, err := measure(ctx, m, d, o.wrong)
	if err == nil {
		fmt.Println(r)
	}
	return err
}

func (o options) trainBookings(ctx context.Context) error {
	var dealers []*dealer
	for _, dir := range strings.Split(o.from, ",") {
		if o.from == "" {
			for _, x := range schooling {
				dealers = append(dealers, generate(x))
			}
			break
		}
		d, err := readDealer(dir, o.home)
		if err != nil {
			return err
		}
		dealers = append(dealers, d)
	}
	file, err := train(ctx, dealers)
	if err != nil {
		return err
	}
	return write(o.out, file)
}

func write(path string, file any) error {
	data, err := json.Marshal(file)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// read reads the model, without the trees of the pairs when they are still to be made.
func (o options) read(withPairs bool) (*match.Model, error) {
	data, err := os.ReadFile(o.out)
	if err != nil {
		return nil, err
	}
	pairs, err := json.Marshal(match.FirstPairs())
	if withPairs && err == nil {
		pairs, err = os.ReadFile(o.pairs)
	}
	if err != nil {
		return nil, err
	}
	return match.ReadModel(data, pairs)
}

func (l *lead) is(id core.ID) bool {
	for _, r := range l.right {
		if r == id {
			return true
		}
	}
	return false
}

// examples searches for all leads of a dealer and gives the results in the order of the leads.
func examples(ctx context.Context, m *match.Model, d *dealer, use func(*lead, []match.Example)) error {
	lists, failed := make([][]match.Example, len(d.leads)), make([]error, len(d.leads))
	parallel(len(d.leads), func(i int) {
		lists[i], failed[i] = m.Examples(ctx, d.stock, d.leads[i].query)
	})
	for i := range lists {
		use(&d.leads[i], lists[i])
	}
	return errors.Join(failed...)
}

// dealerOf reads a folder, or generates the dealer of a lesson.
func dealerOf(text, home string) (*dealer, error) {
	if x, ok := lessonOf(text); ok {
		return generate(x), nil
	}
	return readDealer(text, home)
}

// lessonOf reads "seed:customers:leads", with ":hostile" behind it for a hostile dealer.
func lessonOf(text string) (x lesson, ok bool) {
	parts := strings.Split(text, ":")
	if len(parts) < 3 {
		return x, false
	}
	var numbers [3]int
	for i := range numbers {
		n, err := strconv.Atoi(parts[i])
		if err != nil {
			return x, false
		}
		numbers[i] = n
	}
	return lesson{uint64(numbers[0]), numbers[1], numbers[2], len(parts) > 3 && parts[3] == "hostile"}, true
}

// lesson is a dealer to generate.
type lesson struct {
	seed             uint64
	customers, leads int
	hostile          bool
}

// schooling are the dealers the shipped model was trained on: many, because each has rates of its own.
var schooling = []lesson{
	{101, 100000, 10000, false},
	{109, 100000, 10000, false},
	{102, 30000, 8000, false},
	{103, 10000, 6000, false},
	{104, 60000, 8000, false},
	{107, 2000, 3000, false},
	{108, 400, 1200, false},
	{105, 30000, 8000, true},
	{106, 60000, 8000, true},
	{110, 20000, 6000, false},
	{111, 50000, 6000, true},
	{112, 5000, 4000, false},
	{114, 15000, 5000, false},
	{115, 40000, 6000, false},
	{117, 8000, 4000, false},
	{118, 25000, 6000, false},
	{119, 20000, 5000, true},
	{120, 100000, 6000, true},
	{121, 100000, 8000, false},
	{122, 50000, 8000, true},
}

func generate(x lesson) *dealer {
	g := newGenerator(x.seed)
	g.populate(x.customers)
	d := &dealer{name: fmt.Sprintf("seed %d", x.seed), stock: newStock(g.customers, g.vehicles), leads: g.book(x.leads, x.hostile)}
	return d
}

// frequencies counts how many of a million people bear the names that at least one in fifty thousand bears.
func frequencies(dealers []*dealer) (last, first map[string]float64) {
	last, first = map[string]float64{}, map[string]float64{}
	total := 0
	for _, d := range dealers {
		total += len(d.stock.customers)
		for kind, table := range map[byte]map[string]float64{match.NearLast: last, match.NearFirst: first} {
			for w, n := range d.stock.words[kind].count {
				table[w] += float64(n)
			}
		}
	}
	for _, table := range []map[string]float64{last, first} {
		for w, n := range table {
			if n = n * 1e6 / float64(total); n < 20 {
				delete(table, w)
			} else {
				table[w] = math.Round(n)
			}
		}
	}
	return last, first
}
