package uitest_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"terminwerk/assets"
	"terminwerk/ui/help"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/uitest"
)

var (
	code    = regexp.MustCompile("`([^`]+)`")                        // a key, or something typed
	label   = regexp.MustCompile(`\*\*([^*]+)\*\*`)                  // what something is called on the screen
	pressed = regexp.MustCompile("\\*\\*([^*]+)\\*\\* \\(`([^`]+)`") // what it is called, and its key
)

// keyboard is what is bound where: the names of commands by their key, of each page's own screens and of all.
type keyboard map[string]map[string][]string

func (k keyboard) bind(topic, key, name string) {
	if k[topic] == nil {
		k[topic] = map[string][]string{}
	}
	k[topic][key] = append(k[topic][key], plain(name))
}

// plain is a name without what a button or a sentence adds to it.
func plain(name string) string { return strings.Trim(name, "….:") }

// akin tells whether two names begin alike: a button may say more than its command does.
func akin(a, b string) bool {
	const few = 3
	begin := func(s string) string { return strings.ToLower(string([]rune(s)[:min(few, len([]rune(s)))])) }
	return begin(a) == begin(b)
}

// besides are pages that tell of another screen's keys too.
var besides = map[string]string{"merge": "customer"}

// placesOfPages are places on which together every command of the manual's pages can be met.
var placesOfPages = []string{
	"leads", "leads-mend", "duplicate", "appointment-from-lead", "appointment-cancelled-outside", "appointments", "customers", "customer", "vehicles",
	"vehicle", "outbox", "compose", "settings", "settings-activation", "merge-found",
}

// readKeyboard opens those places.
func readKeyboard(t *testing.T, lang string) keyboard {
	t.Helper()
	all := keyboard{}
	places := uitest.Places()
	for _, name := range placesOfPages {
		p, err := uitest.Start(uitest.Options{Language: lang})
		if err != nil {
			t.Fatal(err)
		}
		places[slices.IndexFunc(places, func(at uitest.Place) bool { return at.Name == name })].Open(p)
		topic := help.TopicOf(p.App.Keys().Active())
		for _, c := range p.App.Keys().List() {
			for _, s := range append([]keys.Shortcut{c.Shortcut}, c.Aliases...) {
				all.bind(topic, keys.Text(s), c.Text())
				all.bind("", keys.Text(s), c.Text())
			}
		}
		for _, h := range kit.HintsOf(p.Window.Content()) {
			for _, s := range h.Shortcuts {
				all.bind(topic, keys.Text(s), i18n.T(h.TextKey))
				all.bind("", keys.Text(s), i18n.T(h.TextKey))
			}
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// TestTheManualNamesRealKeys compares every key in the manual, and the name beside it, with what the registry and the
// controls know: a page about a screen with those of that screen.
func TestTheManualNamesRealKeys(t *testing.T) {
	manual, err := help.Load(assets.Help)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{i18n.German, i18n.English} {
		bound := readKeyboard(t, lang)
		modified := regexp.MustCompile(`^(` + i18n.T("keys.ctrl") + `|` + i18n.T("keys.alt") + `)\+`)
		for _, page := range manual[lang] {
			known := bound[page.Topic]
			if known == nil {
				known = bound[""]
			}
			if other := bound[besides[page.Topic]]; besides[page.Topic] != "" {
				known = maps.Clone(known)
				maps.Copy(known, other)
			}
			for _, m := range code.FindAllStringSubmatch(page.Text, -1) {
				if modified.MatchString(m[1]) && known[m[1]] == nil {
					t.Errorf("%s, %s: %s does nothing there", lang, page.Topic, m[1])
				}
			}
			for _, m := range pressed.FindAllStringSubmatch(page.Text, -1) {
				if key := m[2]; modified.MatchString(key) && !slices.ContainsFunc(known[key], func(name string) bool { return akin(name, m[1]) }) {
					t.Errorf("%s, %s: %s is not %s but %v", lang, page.Topic, key, m[1], known[key])
				}
			}
		}
		for topic := range bound {
			if topic != "" && !manual.Has(lang, topic) {
				t.Errorf("%s: no page about %s", lang, topic)
			}
		}
	}
}

// TestTheManualNamesWhatStandsOnTheScreen looks for every name in bold type among the texts of the program.
func TestTheManualNamesWhatStandsOnTheScreen(t *testing.T) {
	manual, err := help.Load(assets.Help)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{i18n.German, i18n.English} {
		shown := map[string]bool{}
		files, err := fs.Glob(assets.Texts, "i18n/"+lang+"/*.json")
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, file := range files {
			raw, err := fs.ReadFile(assets.Texts, file)
			if err != nil {
				t.Fatal(err)
			}
			var texts map[string]string
			if err := json.Unmarshal(raw, &texts); err != nil {
				t.Fatal(err)
			}
			for _, text := range texts {
				text, _, _ = strings.Cut(strings.TrimPrefix(text, "{n} "), " ({")
				shown[strings.ToLower(plain(text))] = true
			}
		}
		for _, page := range manual[lang] {
			for _, m := range label.FindAllStringSubmatch(page.Text, -1) {
				if !shown[strings.ToLower(plain(m[1]))] {
					t.Errorf("%s, %s: nothing on the screen is called %q", lang, page.Topic, m[1])
				}
			}
		}
	}
}
