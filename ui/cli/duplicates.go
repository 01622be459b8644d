package cli

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"terminwerk/core"
	"terminwerk/core/duplicates"
	"terminwerk/ui/i18n"
)

func duplicatesFlags(c *call) {
	c.set.Float64Var(&c.opt.min, "min", duplicates.DefaultMin, i18n.T("cli.flag.min"))
	c.set.BoolVar(&c.opt.csv, "csv", false, i18n.T("cli.flag.spreadsheet"))
}

// duplicate is one line of `terminwerk duplicates -json`.
type duplicate struct {
	First       string   `json:"first"`
	Second      string   `json:"second"`
	Probability float64  `json:"probability"`
	Decision    string   `json:"decision"`
	Reasons     []string `json:"reasons"`
}

func runDuplicates(c *call) (int, error) {
	if len(c.opt.words) > 0 || c.opt.min < .5 || c.opt.min > 1 || c.opt.csv && c.json {
		return Failed, c.wrong()
	}
	return c.open(func() (int, error) {
		service := duplicates.New(c.session.Store, c.Clock, c.model)
		report := duplicates.Report{Min: c.opt.min}
		if err := service.Scan(c.ctx, &report, nil); err != nil {
			return Failed, err
		}
		table := csv.NewWriter(c.Stdout)
		if c.opt.csv {
			if err := table.Write([]string{"first_number", "first_name", "second_number", "second_name", "probability", "decision", "reasons"}); err != nil {
				return Failed, err
			}
		}
		for _, p := range report.Pairs {
			pair, err := service.Compare(c.ctx, p)
			if core.IsKind(err, core.NotFound) {
				continue
			}
			if err == nil {
				err = c.printDuplicate(table, &pair)
			}
			if err != nil {
				return Failed, err
			}
		}
		table.Flush()
		c.printDuplicatesEnd(&report)
		return OK, table.Error()
	})
}

// printDuplicatesEnd tells how much was found, and in every form of output when something was left out.
func (c *call) printDuplicatesEnd(r *duplicates.Report) {
	out := c.Stdout
	if c.opt.csv || c.json {
		out = c.Stderr
	} else {
		fmt.Fprintln(out, i18n.T("cli.duplicates_found", "pairs", i18n.Number(len(r.Pairs)), "compared", i18n.Number(int(r.Compared))))
	}
	if r.Left > 0 {
		fmt.Fprintln(out, i18n.T("cli.duplicates_left", "left", i18n.Number(int(r.Left))))
	}
}

func (c *call) printDuplicate(table *csv.Writer, p *duplicates.Compared) error {
	first, second, why := p.First.Contact.SortName(), p.Second.Contact.SortName(), reasons(p.Reasons)
	switch {
	case c.json:
		c.line(duplicate{p.First.Number, p.Second.Number, rounded(p.Probability), className(p.Class), why})
	case c.opt.csv:
		return table.Write(unformulated(p.First.Number, first, p.Second.Number, second, strconv.FormatFloat(p.Probability, 'f', 4, 64), className(p.Class),
			strings.Join(why, "; ")))
	default:
		fmt.Fprintf(c.Stdout, "%5s  %s %s  =  %s %s\n       %s\n", i18n.Probability(p.Probability), p.First.Number, first, p.Second.Number, second,
			strings.Join(why, ", "))
	}
	return nil
}

// unformulated are the cells of a row that no spreadsheet takes for formulas.
func unformulated(cells ...string) []string {
	for i, cell := range cells {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			cells[i] = "'" + cell
		}
	}
	return cells
}
