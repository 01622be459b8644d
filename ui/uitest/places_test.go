package uitest_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/assets"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/help"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/uitest"
)

func visit(t *testing.T, o uitest.Options, look func(t *testing.T, name string, p *uitest.Program)) {
	t.Helper()
	visitSome(t, nil, o, look)
}

// visitSome visits the places with these names, all without any.
func visitSome(t *testing.T, names []string, o uitest.Options, look func(t *testing.T, name string, p *uitest.Program)) {
	t.Helper()
	for _, place := range uitest.Places() {
		if len(names) > 0 && !slices.Contains(names, place.Name) {
			continue
		}
		t.Run(place.Name, func(t *testing.T) {
			p, err := uitest.Start(o)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := p.Close(); err != nil {
					t.Error(err)
				}
			}()
			place.Open(p)
			look(t, place.Name, p)
		})
	}
}

// bareKey is how a key without a text shows itself; leftover is a placeholder that nothing was put into.
var (
	bareKey  = regexp.MustCompile(`\b(kit|shell|leads|duplicate|appointment|customer|vehicle|settings|find|help|desk|field|status|error|advice|booking|history|match|merge|schedule|outbox|compose|message|sender|activation)\.[a-z_]+(\.[a-z_]+)*\b`)
	leftover = regexp.MustCompile(`\{[a-z_]+\}`)
)

func TestEveryPlaceKeepsTheRulesOfTheKeyboardAndOfTheTexts(t *testing.T) {
	visit(t, uitest.Options{}, func(t *testing.T, name string, p *uitest.Program) {
		text := desktest.Text(p.Window)
		if bare := bareKey.FindString(text); bare != "" {
			t.Errorf("a key without a text: %s", bare)
		}
		const edited = "settings-sms-custom" // shows a profile as it is written
		if left := leftover.FindString(text); left != "" && name != edited {
			t.Errorf("an empty placeholder: %s", left)
		}
		everyActionByKeyboard(t, p)
		everyCommandIsNamed(t, p.App.Keys())
		nothingTellingIsShortened(t, p, i18n.German)
	})
}

// everyActionByKeyboard walks with Tab through what is in front: all that a mouse can press must be among the stops or have a
// key of its own.
func everyActionByKeyboard(t *testing.T, p *uitest.Program) {
	t.Helper()
	c := p.Window.Canvas()
	front := p.Window.Content()
	if top := c.Overlays().Top(); top != nil {
		front = top
	}
	if strings.HasSuffix(fmt.Sprintf("%T", front), ".OverlayContainer") {
		return // a menu of Fyne: the arrow keys and Enter work in it
	}
	stops := map[any]bool{}
	for range 400 {
		c.FocusNext()
		f := c.Focused()
		if f == nil || stops[f] {
			break
		}
		stops[f] = true
	}
	for _, o := range uitest.Visible(front) {
		if _, presses := o.(fyne.Tappable); !presses || stops[o] {
			continue
		}
		if d, can := o.(fyne.Disableable); can && d.Disabled() {
			continue
		}
		if k, keyed := o.(kit.Keyed); keyed && k.ReachedBy() != "" {
			continue
		}
		if _, focusable := o.(fyne.Focusable); !focusable && silent(o) {
			continue
		}
		t.Errorf("%T %q cannot be reached by the keyboard", o, words(o))
	}
}

// silent tells whether a tappable thing shows nothing: it only keeps clicks from what lies below.
func silent(o fyne.CanvasObject) bool { return words(o) == "" }

func words(o fyne.CanvasObject) string {
	var all []string
	for _, inside := range uitest.Visible(o) {
		if text := kit.Words(inside); text != "" {
			all = append(all, text)
		}
	}
	return strings.Join(all, " ")
}

// everyCommandIsNamed also proves that no key is bound twice where both could work, and that none is AltGr.
func everyCommandIsNamed(t *testing.T, r *keys.Registry) {
	t.Helper()
	bound := map[keys.Shortcut]string{}
	for _, c := range r.List() {
		if !i18n.Has(c.TextKey) {
			t.Errorf("%s has no name", c.ID)
		}
		for _, s := range append([]keys.Shortcut{c.Shortcut}, c.Aliases...) {
			const altGr = fyne.KeyModifierControl | fyne.KeyModifierAlt
			if s.Modifier&altGr == altGr {
				t.Errorf("%s is AltGr", c.ID)
			}
			if other := bound[s]; other != "" && other != c.ID {
				t.Errorf("%s means %s and %s", keys.Text(s), other, c.ID)
			}
			bound[s] = c.ID
		}
	}
}

func TestBothManualsHaveTheSamePages(t *testing.T) {
	manual, err := help.Load(assets.Help)
	if err != nil {
		t.Fatal(err)
	}
	topics := func(lang string) (all []string) {
		for _, p := range manual[lang] {
			all = append(all, p.Topic)
		}
		return all
	}
	if de, en := topics(i18n.German), topics(i18n.English); len(de) == 0 || !slices.Equal(de, en) {
		t.Errorf("German %v, English %v", de, en)
	}
}
