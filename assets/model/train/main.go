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
	flag.Parse()
	if err := run(*from, *eval, *out, *wrong, *keep); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(from, eval, out string, wrong int, keep bool) error {
	ctx := context.Background()
	if !keep {
		var dealers []*dealer
		for _, dir := range strings.Split(from, ",") {
			if from == "" {
				for _, x := range schooling {
					dealers = append(dealers, generate(x))
				}
				break
			}
			d, err := readDealer(dir)
			if err != nil {
				return err
			}
			dealers = append(dealers, d)
		}
		file, err := train(ctx, dealers)
		if err != nil {
			return err
		}
		data, err := json.Marshal(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(out, data, 0o644); err != nil {
			return err
		}
	}
	if eval == "" {
		return nil
	}
	data, err := os.ReadFile(out)
	if err != nil {
		return err
	}
	m, err := match.ReadModel(data)
	if err != nil {
		return err
	}
	for _, dir := range strings.Split(eval, ",") {
		d, err := dealerOf(dir)
		if err != nil {
			return err
		}
		r, err := measure(ctx, m, d, wrong)
		if err != nil {
			return err
		}
		fmt.Println(r)
	}
	return nil
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

// dealerOf reads a folder, or generates the dealer of a lesson: "seed:customers:leads", with ":hostile" behind it for a
// hostile one.
func dealerOf(text string) (*dealer, error) {
	parts := strings.Split(text, ":")
	if len(parts) < 3 {
		return readDealer(text)
	}
	var numbers [3]int
	for i := range numbers {
		n, err := strconv.Atoi(parts[i])
		if err != nil {
			return nil, err
		}
		numbers[i] = n
	}
	return generate(lesson{uint64(numbers[0]), numbers[1], numbers[2], len(parts) > 3 && parts[3] == "hostile"}), nil
}

// lesson is a dealer to generate.
type lesson struct {
	seed             uint64
	customers, leads int
	hostile          bool
}

// schooling are the dealers the shipped model was trained on.
var schooling = []lesson{
	{101, 100000, 10000, false}, {109, 100000, 10000, false}, {102, 30000, 8000, false}, {103, 10000, 6000, false}, {104, 60000, 8000, false}, {107, 2000, 3000, false}, {108, 400, 1200, false}, {105, 30000, 8000, true}, {106, 60000, 8000, true},
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
