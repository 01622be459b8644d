package uitest_test

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"terminwerk/assets"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/uitest"
)

// figures is the beginning of a date, a number, a plate or a VIN that was shortened.
var figures = regexp.MustCompile(`^(\+?[0-9][0-9 .:/]*|[A-ZÄÖÜ]{1,3}-[0-9A-Z]*[0-9][0-9A-Z]*|[A-Z]{2} [0-9][0-9 ]*|W[A-Z0-9]{3,16}|(Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun) [0-9][^·]*)…$`)

// listPlaces are those with lists of records.
var listPlaces = []string{
	"leads", "leads-booked", "leads-marked", "duplicate", "appointments", "appointments-new", "customers", "customer-vehicles", "customer-visits",
	"customer-history", "merge-found", "vehicles", "outbox", "outbox-marked", "find-typed", "drafts",
}

func TestNoStateDateNumberOrPlateIsShortenedInEnglishOrSmallEither(t *testing.T) {
	for _, o := range []uitest.Options{{Language: i18n.English}, {Language: i18n.German, Scale: 80}} {
		visitSome(t, listPlaces, o, func(t *testing.T, _ string, p *uitest.Program) { nothingTellingIsShortened(t, p, o.Language) })
	}
}

// nothingTellingIsShortened looks for states, dates, numbers and plates that end in an ellipsis.
func nothingTellingIsShortened(t *testing.T, p *uitest.Program, lang string) {
	t.Helper()
	states, unfinished := statesOf(t, lang), []string{i18n.T("leads.reject")}
	seen := uitest.Visible(p.Window.Content())
	if top := p.Window.Canvas().Overlays().Top(); top != nil {
		seen = append(seen, uitest.Visible(top)...)
	}
	for _, o := range seen {
		text := kit.Words(o)
		begin, cut := strings.CutSuffix(text, "…")
		if !cut || slices.Contains(unfinished, text) {
			continue
		}
		const telling = 4
		for _, s := range states {
			if len(begin) >= telling && len(begin) < len(s) && strings.HasPrefix(s, begin) {
				t.Errorf("%q stands for %q", text, s)
			}
		}
		if figures.MatchString(text) {
			t.Errorf("%q is shortened", text)
		}
	}
}

// statesOf are the names of all states.
func statesOf(t *testing.T, lang string) (states []string) {
	t.Helper()
	raw, err := fs.ReadFile(assets.Texts, "i18n/"+lang+"/status.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		states = append(states, text)
	}
	return states
}
