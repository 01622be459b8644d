// Train makes the model of the duplicate search, and measures it.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
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

// train fits the weights twice, because the first fit decides whom the second one sees, and then the trees.
func train(ctx context.Context, dealers []*dealer) (match.ModelFile, error) {
	file := match.FirstModel()
	file.Last, file.First = frequencies(dealers)
	_, signs := match.LevelNames()
	names, _ := match.LevelNames()
	for range 2 {
		m, err := match.NewModel(file)
		if err != nil {
			return file, err
		}
		var rows []linearRow
		for _, d := range dealers {
			examples(ctx, m, d, func(l *lead, list []match.Example) {
				for i := range list {
					x := &list[i]
					rows = append(rows, linearRow{x.Levels, [2]float32{x.RareLast, x.RareFirst}, l.is(x.ID)})
				}
			})
		}
		random := rand.New(rand.NewPCG(1, 2))
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		fit := fitLinear(rows, signs)
		file.Prior, file.RareLast, file.RareFirst = fit.prior, fit.rare[0], fit.rare[1]
		for i, n := range names {
			file.Weights[n] = fit.weights[i]
		}
		fmt.Fprintln(os.Stderr, len(rows), "rows; prior", fit.prior, "rare", fit.rare)
	}
	m, err := match.NewModel(file)
	if err != nil {
		return file, err
	}
	var rows [][]float32
	var right []bool
	var weight []float32
	for _, d := range dealers {
		examples(ctx, m, d, func(l *lead, list []match.Example) {
			for i := range list {
				if list[i].Features != nil {
					rows, right, weight = append(rows, list[i].Features), append(right, l.is(list[i].ID)), append(weight, 1)
				}
			}
		})
	}
	fmt.Fprintln(os.Stderr, len(rows), "rows for the trees")
	random := rand.New(rand.NewPCG(3, 4))
	_, rising := match.FeatureNames()
	base, trees := boost(newTable(rows, right, weight), rising, usualBoosting, random.Float64)
	file.Base = base
	file.Trees = nil
	for _, t := range trees {
		var list []match.TreeNode
		for _, n := range t {
			if n.feature < 0 {
				list = append(list, match.TreeNode{Feature: -1, At: float32(n.value)})
			} else {
				list = append(list, match.TreeNode{Feature: int32(n.feature), At: n.at, Left: int32(n.left)})
			}
		}
		file.Trees = append(file.Trees, list)
	}
	return file, nil
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
func examples(ctx context.Context, m *match.Model, d *dealer, use func(*lead, []match.Example)) {
	lists := make([][]match.Example, len(d.leads))
	parallel(len(d.leads), func(i int) {
		lists[i], _ = m.Examples(ctx, d.stock, d.leads[i].query)
	})
	for i := range lists {
		use(&d.leads[i], lists[i])
	}
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
	{101, 100000, 8000, false}, {102, 30000, 8000, false}, {103, 10000, 6000, false}, {104, 60000, 8000, false}, {107, 2000, 3000, false}, {108, 400, 1200, false}, {105, 30000, 8000, true}, {106, 60000, 8000, true},
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
