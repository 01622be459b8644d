package i18n_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/ui/i18n"
)

func load(t *testing.T, files map[string]string) error {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	t.Cleanup(func() { i18n.Use(i18n.German) })
	return i18n.Load(fsys)
}

func TestTextsFillTheirPlaceholdersOnce(t *testing.T) {
	err := load(t, map[string]string{
		"i18n/de/lead.json": `{"lead.hello": "Guten Tag, {name}! {name} aus {town}", "lead.count.one": "ein Lead", "lead.count.other": "{n} Leads"}`,
		"i18n/en/lead.json": `{"lead.hello": "Hello, {name}!"}`,
	})
	if err != nil {
		t.Fatal(err)
	}
	for got, want := range map[string]string{
		i18n.T("lead.hello", "name", "{town}", "town", 5): "Guten Tag, {town}! {town} aus 5",
		i18n.N("lead.count", 1):                           "ein Lead",
		i18n.N("lead.count", 0):                           "0 Leads",
		i18n.N("lead.count", 12431):                       "12.431 Leads",
		i18n.T("lead.missing"):                            "lead.missing",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	i18n.Use(i18n.English)
	if got := i18n.T("lead.hello", "name", "Anna"); got != "Hello, Anna!" {
		t.Errorf("%q", got)
	}
}

func TestLoadRefusesFilesThatAreNotACatalogue(t *testing.T) {
	for name, text := range map[string]string{"nested": `{"lead.a": {"one": "x"}}`, "broken": `{`, "foreign key": `{"customer.a": "x"}`} {
		if err := load(t, map[string]string{"i18n/de/lead.json": text}); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestDatesTimesAndNumbersFollowTheLanguage(t *testing.T) {
	t.Cleanup(func() { i18n.Use(i18n.German) })
	const day, at = core.Date(20261130), core.WallTime(202611300800)
	stamp := time.Date(2026, 11, 23, 7, 12, 0, 0, time.UTC)
	for lang, want := range map[string][]string{
		i18n.German:  {"30.11.2026", "30.11.", "Mo 30.11.2026", "08:00", "23.11. 07:12", "12.431", "–1.000.000", "999", "November 2026", "Mo 30.11. 08:00"},
		i18n.English: {"30 Nov 2026", "30 Nov", "Mon 30 Nov 2026", "08:00", "23 Nov 07:12", "12,431", "–1,000,000", "999", "November 2026", "Mon 30 Nov 08:00"},
	} {
		i18n.Use(lang)
		got := []string{
			i18n.Date(day), i18n.DateShort(day), i18n.Weekday(day), i18n.Clock(at), i18n.Stamp(stamp), i18n.Number(12431),
			i18n.Number(-1000000), i18n.Number(999), i18n.Month(202611), i18n.WhenShort(at),
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", lang, got[i], want[i])
			}
		}
	}
	for _, empty := range []string{i18n.Date(0), i18n.DateShort(0), i18n.Weekday(0), i18n.Clock(0), i18n.When(0), i18n.WhenShort(0), i18n.Stamp(time.Time{}), i18n.Month(0)} {
		if empty != "" {
			t.Errorf("an unset value is written as %q", empty)
		}
	}
}

func TestErrorsBecomeSentencesWithoutInnerDetail(t *testing.T) {
	if err := i18n.Load(assets.Texts); err != nil {
		t.Fatal(err)
	}
	secret := errors.New("open /home/huber/db: permission denied")
	for kind := core.Internal; kind <= core.Corrupt; kind++ {
		got := i18n.Error(fmt.Errorf("save: %w", &core.Error{Kind: kind, Err: secret}))
		if got == "" || got == secret.Error() || len(got) > 200 || got[:4] == "kit." {
			t.Errorf("%v: %q", kind, got)
		}
	}
	two := errors.Join(core.Refuse("last_name", core.ReasonRequired), core.Refuse("email", core.ReasonEmail))
	want := i18n.Field("last_name") + ": " + i18n.T("error.required") + "\n" + i18n.Field("email") + ": " + i18n.T("error.email")
	if got := i18n.Error(two); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := i18n.Error(context.Canceled); got != i18n.T("kit.error.cancelled") {
		t.Errorf("cancelled: %q", got)
	}
	if i18n.Error(nil) != "" {
		t.Error("no error has words")
	}
}

func TestTextsCanBeReadWhileTheLanguageChanges(t *testing.T) {
	if err := i18n.Load(assets.Texts); err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 200 {
				if got := i18n.T("kit.toast.undo"); got != "Rückgängig" && got != "Undo" {
					t.Errorf("%q", got)
				}
			}
		})
	}
	for range 100 {
		i18n.Use(i18n.English)
		i18n.Use(i18n.German)
	}
	readers.Wait()
}
