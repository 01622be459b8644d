package help_test

import (
	"testing"
	"testing/fstest"

	"terminwerk/ui/help"
	"terminwerk/ui/keys"
)

func pages() fstest.MapFS {
	return fstest.MapFS{
		"help/de/020-leads.md":    {Data: []byte("# Leads\n\nZum Löschen dient Entf.\n")},
		"help/de/010-start.md":    {Data: []byte("# Erste Schritte\n\nLeads kommen herein.\n")},
		"help/en/010-start.md":    {Data: []byte("# First steps\n")},
		"help/de/030-loeschen.md": {Data: []byte("# Löschen\n\nAlles.\n")},
	}
}

func TestPagesStandInTheirOrderAndAreFoundByWord(t *testing.T) {
	m, err := help.Load(pages())
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Search("de", ""); len(got) != 3 || got[0].Title != "Erste Schritte" || got[0].Topic != "start" {
		t.Errorf("all pages: %+v", got)
	}
	if got := m.Search("de", "LOESCHEN"); len(got) != 2 || got[0].Topic != "loeschen" || got[1].Topic != "leads" {
		t.Errorf("the title comes first: %+v", got)
	}
	if got := m.Search("de", "leads herein"); len(got) != 1 || got[0].Topic != "start" {
		t.Errorf("all words: %+v", got)
	}
	if !m.Has("en", "start") || m.Has("en", "leads") {
		t.Error("languages are mixed")
	}
}

func TestAPageWithoutATitleIsRefused(t *testing.T) {
	for _, name := range []string{"help/de/040-x.md", "help/de/x.md"} {
		fs := pages()
		fs[name] = &fstest.MapFile{Data: []byte("no heading\n")}
		if _, err := help.Load(fs); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestTheTopicOfAView(t *testing.T) {
	for scope, want := range map[string]string{"leads#1": "leads", "customer.editor#12": "customer", "settings": "settings"} {
		if got := help.TopicOf(keys.Scope(scope)); got != want {
			t.Errorf("%s: %s", scope, got)
		}
	}
}
