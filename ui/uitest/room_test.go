package uitest_test

import (
	"slices"
	"testing"

	"terminwerk/ui/i18n"
	"terminwerk/ui/uitest"
)

// TestNoScreenWidensTheWindowBeyondASmallScreenAtTwiceTheSize keeps bars, tabs and days from pushing the window's right edge
// off the screen; the longest buttons of two panes beside one another are what is left of the width.
func TestNoScreenWidensTheWindowBeyondASmallScreenAtTwiceTheSize(t *testing.T) {
	const most = 1460
	places := uitest.Places()
	for _, lang := range []string{i18n.German, i18n.English} {
		for _, name := range []string{"leads", "appointments", "customers", "vehicles", "outbox", "settings", "customer", "appointment-from-lead", "duplicate"} {
			p, err := uitest.Start(uitest.Options{Language: lang, Scale: 200})
			if err != nil {
				t.Fatal(err)
			}
			places[slices.IndexFunc(places, func(at uitest.Place) bool { return at.Name == name })].Open(p)
			if wide := p.Window.Content().MinSize().Width; wide > most {
				t.Errorf("%s, %s: %.0f wide", lang, name, wide)
			}
			if err := p.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
