// Command opponent does what "terminwerk match" does with a general search library instead of the program's own index: a
// fuzzy search of bleve gives the 25 best customers of each lead, and the program's own model judges them. It is a module
// of its own, so that the program does not depend on the library.
//
//	cd .ci/bleve && go run . DATABASE LEADS.csv [MATCHES.csv]
//
// It prints the time of each search, the size of the library's index and its memory, as JSON.
package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/search/query"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/match"
	"terminwerk/core/name"
	"terminwerk/data"
)

// top is how many customers of the library are judged.
const top = 25

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: go run . DATABASE LEADS.csv [MATCHES.csv]")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], append(os.Args[3:], "")[0]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type result struct {
	Customers  int     `json:"customers"`
	BuildS     float64 `json:"build_s"`
	Leads      int     `json:"leads"`
	P50        float64 `json:"p50_ms"`
	P95        float64 `json:"p95_ms"`
	P99        float64 `json:"p99_ms"`
	Max        float64 `json:"max_ms"`
	SearchP50  float64 `json:"search_alone_p50_ms"`
	IndexBytes int64   `json:"index_bytes"`
	HeapMB     uint64  `json:"heap_mb"`
}

func run(db, leads, out string) (err error) {
	ctx := context.Background()
	clock := core.ClockFunc(func() time.Time { return time.Now().UTC() })
	place, err := data.Open(ctx, data.Config{Path: db, Clock: clock, Any: true})
	if err != nil {
		return err
	}
	defer func() {
		if closing := place.Close(); err == nil {
			err = closing
		}
	}()
	model, err := match.ReadModel(assets.MatchModel, assets.MatchPairs)
	if err != nil {
		return err
	}
	list, _, err := place.ReadLeads(ctx, leads)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "opponent-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var r result
	index, err := build(ctx, place, filepath.Join(dir, "index"), &r)
	if err != nil {
		return err
	}
	defer index.Close()
	rows, err := search(ctx, place, model, index, list, &r)
	if err != nil {
		return err
	}
	if r.IndexBytes, err = sizeOf(dir); err != nil {
		return err
	}
	if out != "" {
		if err := write(out, rows); err != nil {
			return err
		}
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// build puts every customer into the library's index, as the texts of one field in their folded form.
func build(ctx context.Context, place *data.Workplace, path string, r *result) (bleve.Index, error) {
	mapping := bleve.NewIndexMapping()
	text := bleve.NewTextFieldMapping()
	text.Store, text.IncludeTermVectors, text.DocValues, text.IncludeInAll = false, false, false, false
	text.Analyzer = "words"
	if err := mapping.AddCustomAnalyzer("words", map[string]any{"type": custom.Name, "tokenizer": whitespace.Name}); err != nil {
		return nil, err
	}
	mapping.DefaultMapping.AddFieldMappingsAt("t", text)
	start := time.Now()
	index, err := bleve.New(path, mapping)
	if err != nil {
		return nil, err
	}
	ids, err := place.Store.IDs(ctx, core.Query{Entity: core.EntityCustomer, Sort: core.SortNumber})
	if err != nil {
		return nil, err
	}
	r.Customers = len(ids)
	const chunk = 10_000
	for part := range slices.Chunk(ids, chunk) {
		batch := index.NewBatch()
		for _, id := range part {
			c, err := place.Store.Customer(ctx, id)
			if err != nil {
				return nil, err
			}
			cars, err := place.Store.VehiclesOf(ctx, id)
			if err != nil {
				return nil, err
			}
			words := wordsOf(&c.Contact)
			for i := range cars {
				words = append(words, carWords(&cars[i].Data)...)
			}
			if err := batch.Index(strconv.FormatUint(uint64(id), 10), map[string]any{"t": strings.Join(words, " ")}); err != nil {
				return nil, err
			}
		}
		if err := index.Batch(batch); err != nil {
			return nil, err
		}
	}
	r.BuildS = time.Since(start).Seconds()
	return index, nil
}

func wordsOf(c *core.Contact) []string {
	var words []string
	for _, text := range []string{c.FirstName, c.LastName, c.Company, c.Street, c.HouseNumber, c.Postcode, c.Town} {
		words = append(words, strings.Fields(name.Fold(text))...)
	}
	for _, p := range []core.Phone{c.Phone, c.PhoneWork, c.Mobile} {
		if n := digits(p); len(n) >= 6 {
			words = append(words, n[max(0, len(n)-8):])
		}
	}
	if c.Email != "" {
		words = append(words, strings.ToLower(c.Email))
	}
	return words
}

func carWords(v *core.VehicleData) []string {
	var words []string
	for _, text := range []string{v.VIN, v.Plate} {
		if text = strings.ReplaceAll(name.Fold(text), " ", ""); text != "" {
			words = append(words, text)
		}
	}
	return words
}

func digits(p core.Phone) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, max(p.E164, p.Typed))
}

// question asks for any of the words, with one slip from four letters on and two from eight on.
func question(l *core.Lead) query.Query {
	var parts []query.Query
	for _, w := range append(wordsOf(&l.Request.Contact), carWords(&l.Request.Vehicle)...) {
		slips := 0
		if len(w) >= 4 {
			slips = 1 + len(w)/8
		}
		q := bleve.NewFuzzyQuery(w)
		q.SetFuzziness(min(slips, 2))
		q.SetField("t")
		parts = append(parts, q)
	}
	return bleve.NewDisjunctionQuery(parts...)
}

func search(ctx context.Context, place *data.Workplace, model *match.Model, index bleve.Index, leads []core.Lead, r *result) ([][]string, error) {
	set, err := place.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	rows := [][]string{{"lead_id", "rank", "customer_number", "probability", "decision", "reasons"}}
	var whole, alone []time.Duration
	for i := range leads {
		l := &leads[i]
		l.Request.Contact.Normalize(set.Basis.Country)
		l.Request.Vehicle.Normalize(set.Basis.Country)
		start := time.Now()
		hits, err := index.Search(bleve.NewSearchRequestOptions(question(l), top, 0, false))
		if err != nil {
			return nil, err
		}
		alone = append(alone, time.Since(start))
		var found []core.Posting
		for _, h := range hits.Hits {
			id, err := strconv.ParseUint(h.ID, 10, 64)
			if err != nil {
				return nil, err
			}
			found = append(found, core.Posting{ID: core.ID(id)})
		}
		var list []match.Candidate
		err = place.Store.ReadStock(ctx, func(stock core.Stock) (err error) {
			list, err = model.Ranked(ctx, &given{Stock: stock, found: found}, match.Query{Contact: l.Request.Contact, Vehicle: l.Request.Vehicle}, 5)
			return err
		})
		if err != nil {
			return nil, err
		}
		whole = append(whole, time.Since(start))
		for rank := range list {
			rows = append(rows, []string{
				l.Request.ExternalID, strconv.Itoa(rank + 1), list[rank].Customer.Number,
				strconv.FormatFloat(list[rank].Probability, 'f', 4, 64), "", "",
			})
		}
	}
	measure(whole, alone, r)
	return rows, nil
}

// given is a stock in which the search finds those whom the library has found, and nobody else.
type given struct {
	core.Stock
	found []core.Posting
}

// Postings gives them all under the first key that is asked for.
func (g *given) Postings(context.Context, string, int) ([]core.Posting, int, error) {
	list := g.found
	g.found = nil
	return list, len(list), nil
}

// Near knows no words.
func (g *given) Near(context.Context, byte, string) ([]string, error) { return nil, nil }

func measure(whole, alone []time.Duration, r *result) {
	if r.Leads = len(whole); r.Leads == 0 {
		return
	}
	slices.Sort(whole)
	slices.Sort(alone)
	at := func(times []time.Duration, share float64) float64 {
		return float64(times[max(int(math.Ceil(share*float64(len(times))))-1, 0)].Microseconds()) / 1000
	}
	r.P50, r.P95, r.P99, r.Max = at(whole, .5), at(whole, .95), at(whole, .99), at(whole, 1)
	r.SearchP50 = at(alone, .5)
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	r.HeapMB = m.HeapInuse >> 20
}

func sizeOf(dir string) (size int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}

func write(path string, rows [][]string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	err = w.WriteAll(rows)
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}
