package cli

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/match"
	"terminwerk/ui/i18n"
)

func matchFlags(c *call) {
	c.set.StringVar(&c.opt.leads, "leads", "", i18n.T("cli.flag.leads"))
	c.set.StringVar(&c.opt.out, "out", "", i18n.T("cli.flag.out"))
	c.set.IntVar(&c.opt.top, "top", 5, i18n.T("cli.flag.top"))
	c.set.BoolVar(&c.opt.explain, "explain", false, i18n.T("cli.flag.explain"))
}

// measured is what `terminwerk match -json` prints; times are those of one search each.
type measured struct {
	Leads       int     `json:"leads"`
	LeadsPerS   float64 `json:"leads_per_s"`
	P50         float64 `json:"p50_ms"`
	P95         float64 `json:"p95_ms"`
	P99         float64 `json:"p99_ms"`
	Max         float64 `json:"max_ms"`
	IndexBytes  int64   `json:"index_bytes"`
	Quarantined int     `json:"quarantined,omitempty"`
}

func runMatch(c *call) (int, error) {
	switch {
	case c.opt.explain && len(c.opt.words) == 2 && c.opt.out == "":
		return c.open(c.explain)
	case !c.opt.explain && len(c.opt.words) == 0 && c.opt.leads != "" && c.opt.top > 0:
		return c.open(c.matchFile)
	}
	return Failed, c.wrong()
}

// matchFile ranks the customers of every lead of a file.
func (c *call) matchFile() (int, error) {
	leads, refused, err := c.session.Transfer.ReadLeads(c.ctx, c.path(c.opt.leads))
	if err != nil {
		return Failed, err
	}
	ranking, err := c.booking.Ranking(c.ctx)
	if err != nil {
		return Failed, err
	}
	if len(leads) >= worthWarming {
		if err := c.session.Transfer.Warm(c.ctx); err != nil {
			return Failed, err
		}
	}
	var result measured
	err = c.deliver(func(w io.Writer) error {
		result, err = c.rankAll(ranking, leads, csv.NewWriter(w))
		return err
	})
	if err != nil {
		return Failed, err
	}
	result.Quarantined = refused
	if result.IndexBytes, err = c.session.Transfer.IndexBytes(c.ctx); err != nil {
		return Failed, err
	}
	switch {
	case c.json:
		c.line(result)
	case c.opt.out != "":
		fmt.Fprintln(c.Stdout, i18n.T("cli.matched", "leads", result.Leads, "rate", i18n.Number(int(result.LeadsPerS)),
			"median", i18n.Number(int(result.P50*1000)), "worst", i18n.Number(int(result.Max*1000))))
	}
	if refused > 0 {
		fmt.Fprintln(c.Stderr, i18n.T("cli.match_refused", "count", refused))
		return Findings, nil
	}
	return OK, nil
}

// worthWarming is the number of leads from which reading the index as a whole takes less time than piece by piece.
const worthWarming = 500

func (c *call) rankAll(ranking *booking.Ranking, leads []core.Lead, rows *csv.Writer) (measured, error) {
	if err := rows.Write([]string{"lead_id", "rank", "customer_number", "probability", "decision", "reasons"}); err != nil {
		return measured{}, err
	}
	times := make([]time.Duration, 0, len(leads))
	for i := range leads {
		start := time.Now()
		list, err := ranking.Of(c.ctx, &leads[i], c.opt.top)
		if err != nil {
			return measured{}, err
		}
		times = append(times, time.Since(start))
		for rank := range list {
			if err := rows.Write(rowOf(&leads[i], rank+1, &list[rank])); err != nil {
				return measured{}, err
			}
		}
	}
	rows.Flush()
	return summary(times), rows.Error()
}

func rowOf(l *core.Lead, rank int, m *match.Candidate) []string {
	return unformulated(l.Request.ExternalID, strconv.Itoa(rank), m.Customer.Number, strconv.FormatFloat(m.Probability, 'f', 4, 64), className(m.Class),
		strings.Join(reasons(m.Reasons), "; "))
}

// deliver writes the table, row by row as it comes: to the file of -out, which is there when all of it is, or to standard
// output unless that is for machines.
func (c *call) deliver(write func(io.Writer) error) error {
	switch {
	case c.opt.out != "":
		return replaceFile(c.path(c.opt.out), write)
	case c.json:
		return write(io.Discard)
	}
	return write(c.Stdout)
}

// replaceFile puts a whole file in place of an older one.
func replaceFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	var place *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usageError(i18n.T("cli.no_folder", "folder", filepath.Dir(path)))
	case errors.As(err, &place):
		place.Path = path
	}
	if err == nil {
		if err = errors.Join(write(f), f.Close()); err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}
	var known *core.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &core.Error{Kind: core.Unavailable, Op: "write file", Err: err}
}

func summary(times []time.Duration) measured {
	m := measured{Leads: len(times)}
	if m.Leads == 0 {
		return m
	}
	var total time.Duration
	for _, t := range times {
		total += t
	}
	slices.Sort(times)
	at := func(share float64) float64 {
		place := int(math.Ceil(share*float64(len(times)))) - 1
		return float64(times[max(place, 0)].Microseconds()) / 1000
	}
	m.LeadsPerS = math.Round(float64(m.Leads) / max(total.Seconds(), 1e-9))
	m.P50, m.P95, m.P99, m.Max = at(.5), at(.95), at(.99), at(1)
	return m
}

// rounded is a probability as machines are told it.
func rounded(p float64) float64 { return math.Round(p*1e4) / 1e4 }

// explanation is what `terminwerk match -explain -json` prints. Rank is 0 when the search does not find the customer.
type explanation struct {
	Lead        string   `json:"lead"`
	Number      string   `json:"customer_number"`
	Rank        int      `json:"rank"`
	Probability float64  `json:"probability"`
	Decision    string   `json:"decision"`
	Sentence    string   `json:"sentence"`
	Reasons     []weight `json:"reasons"`
}

type weight struct {
	Field  core.Field `json:"field"`
	Text   string     `json:"text"`
	Weight float64    `json:"weight"`
}

// explain says field by field why a lead is or is not a customer's.
func (c *call) explain() (int, error) {
	lead, err := c.leadToExplain(c.opt.words[0])
	if err != nil {
		return Failed, err
	}
	customer, err := c.session.Store.CustomerByNumber(c.ctx, c.opt.words[1])
	if core.IsKind(err, core.NotFound) {
		return Failed, usageError(i18n.T("cli.no_customer", "number", c.opt.words[1]))
	}
	if err != nil {
		return Failed, err
	}
	ranking, err := c.booking.Ranking(c.ctx)
	if err != nil {
		return Failed, err
	}
	x, err := ranking.Explain(c.ctx, &lead, &customer)
	if err != nil {
		return Failed, err
	}
	e := explanation{
		Lead: c.opt.words[0], Number: customer.Number, Rank: x.Rank, Probability: rounded(x.Probability),
		Decision: className(x.Class), Sentence: i18n.Decision(&x.Candidate, x.All), Reasons: []weight{},
	}
	for _, r := range x.Reasons {
		e.Reasons = append(e.Reasons, weight{r.Field, i18n.Reason(r), math.Round(r.Weight*100) / 100})
	}
	if c.json {
		c.line(e)
		return OK, nil
	}
	c.printExplanation(&e, &x)
	return OK, nil
}

func (c *call) printExplanation(e *explanation, x *booking.Explained) {
	fmt.Fprintln(c.Stdout, i18n.T("cli.explained", "lead", e.Lead, "customer", x.Customer.Label()))
	fmt.Fprintln(c.Stdout, "  "+e.Sentence)
	for _, r := range x.Reasons {
		fmt.Fprintln(c.Stdout, "    "+i18n.Weighed(r))
	}
	if x.Rank == 0 {
		fmt.Fprintln(c.Stdout, "  "+i18n.T("cli.not_found_by_search"))
	}
}

// leadToExplain is a lead of the file of -leads by its id, or else one of the database.
func (c *call) leadToExplain(name string) (core.Lead, error) {
	if c.opt.leads == "" {
		id, err := c.leadID(name)
		if err != nil {
			return core.Lead{}, err
		}
		return c.session.Store.Lead(c.ctx, id)
	}
	leads, _, err := c.session.Transfer.ReadLeads(c.ctx, c.path(c.opt.leads))
	if err != nil {
		return core.Lead{}, err
	}
	for i := range leads {
		if leads[i].Request.ExternalID == name {
			return leads[i], nil
		}
	}
	return core.Lead{}, usageError(i18n.T("cli.no_lead", "lead", name))
}
