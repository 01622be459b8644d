package cli

import (
	"bytes"
	"strings"
	"testing"

	"terminwerk/assets"
	"terminwerk/core/duplicates"
	"terminwerk/ui/i18n"
)

func TestWhatTheDuplicateSearchLeavesOutIsNamedBesideEveryForm(t *testing.T) {
	if err := i18n.Load(assets.Texts); err != nil {
		t.Fatal(err)
	}
	i18n.Use(i18n.German)
	for form, set := range map[string]func(*call){
		"text": func(*call) {}, "csv": func(c *call) { c.opt.csv = true }, "json": func(c *call) { c.json = true },
	} {
		var out, errs bytes.Buffer
		c := &call{Env: Env{Stdout: &out, Stderr: &errs}}
		set(c)
		c.printDuplicatesEnd(&duplicates.Report{Compared: 9, Left: 1234})
		text := &out
		if form != "text" {
			text = &errs
			if out.Len() > 0 {
				t.Errorf("%s: %q among the results", form, out.String())
			}
		}
		if n := strings.Count(text.String(), "234"); n != 1 {
			t.Errorf("%s: %q names the pairs left out %d times", form, text.String(), n)
		}
		text.Reset()
		c.printDuplicatesEnd(&duplicates.Report{Compared: 9})
		if want := map[string]int{"text": 1}[form]; strings.Count(text.String(), "\n") != want {
			t.Errorf("%s: %q though nothing was left out", form, text.String())
		}
	}
}
