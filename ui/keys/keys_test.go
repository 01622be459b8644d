package keys_test

import (
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"terminwerk/assets"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
)

func TestMain(m *testing.M) {
	if err := i18n.Load(assets.Texts); err != nil {
		panic(err)
	}
	test.NewApp()
	os.Exit(m.Run())
}

func nothing() {}

func TestRegistryRefusesWhatCannotWork(t *testing.T) {
	altGr := keys.Shortcut{Key: fyne.KeyE, Modifier: fyne.KeyModifierControl | fyne.KeyModifierAlt}
	for name, c := range map[string]struct {
		second keys.Command
		says   string
	}{
		"AltGr":                       {keys.Command{ID: "euro", Shortcut: altGr, Run: nothing}, "AltGr"},
		"the same id":                 {keys.Command{ID: "save", Run: nothing}, "twice"},
		"the same key":                {keys.Command{ID: "store", Shortcut: keys.Ctrl(fyne.KeyS), Run: nothing}, "both want"},
		"a global key on a screen":    {keys.Command{ID: "send", Scope: "leads", Shortcut: keys.Ctrl(fyne.KeyS), Run: nothing}, "both want"},
		"a key that is an alias":      {keys.Command{ID: "send", Shortcut: keys.Plain(fyne.KeyF12), Run: nothing}, "both want"},
		"a command that does nothing": {keys.Command{ID: "idle"}, "something to run"},
	} {
		r := keys.New()
		r.MustAdd(keys.Command{ID: "save", Shortcut: keys.Ctrl(fyne.KeyS), Aliases: []keys.Shortcut{keys.Plain(fyne.KeyF12)}, Run: nothing})
		if err := r.Add(c.second); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTwoScreensMayShareAKey(t *testing.T) {
	r := keys.New()
	ran := ""
	r.MustAdd(
		keys.Command{ID: "new", Scope: "leads", Shortcut: keys.Plain(fyne.KeyInsert), Run: func() { ran += "lead " }},
		keys.Command{ID: "new", Scope: "customers", Shortcut: keys.Plain(fyne.KeyInsert), Run: func() { ran += "customer " }},
	)
	press := func() bool { return r.Handle(&fyne.KeyEvent{Name: fyne.KeyInsert}) }
	if press() {
		t.Error("a screen's command ran before the screen was used")
	}
	r.Use("leads")
	press()
	r.Use("customers")
	press()
	if ran != "lead customer " {
		t.Errorf("ran %q", ran)
	}
}

func TestADisabledCommandEatsItsKeyAndDoesNothing(t *testing.T) {
	r := keys.New()
	ran := 0
	r.MustAdd(keys.Command{ID: "book", Shortcut: keys.Plain(fyne.KeyReturn), Enabled: func() bool { return false }, Run: func() { ran++ }})
	if !r.Handle(&fyne.KeyEvent{Name: fyne.KeyEnter}) || r.Run("book") || r.Can("book") || ran != 0 {
		t.Errorf("ran %d times", ran)
	}
}

func TestOnlyADialogsOwnCommandsWorkWhileItIsOpen(t *testing.T) {
	w := test.NewTempWindow(t, canvas.NewRectangle(nil))
	r := keys.New()
	defer keys.Attach(w.Canvas(), r)()
	var ran []string
	note := func(what string) func() { return func() { ran = append(ran, what) } }
	r.MustAdd(keys.Command{ID: "file.save", TextKey: "x", Shortcut: keys.Ctrl(fyne.KeyS), Run: note("window")})
	item := r.Item("file.save")

	pop := r.Push("dialog")
	overlay := container.NewStack()
	w.Canvas().Overlays().Add(overlay)
	item.Action()
	r.MustAdd(keys.Command{ID: "save", Scope: "dialog", Shortcut: keys.Ctrl(fyne.KeyS), Run: note("dialog")})
	item.Action()
	menu := container.NewStack()
	w.Canvas().Overlays().Add(menu)
	item.Action()
	w.Canvas().Overlays().Remove(overlay)
	pop()
	item.Action()
	if want := []string{"dialog", "window"}; !slices.Equal(ran, want) {
		t.Errorf("ran %q, want %q", ran, want)
	}
}

func TestMenuCarriesShortcutsThatTheDriverCanDeliver(t *testing.T) {
	r := keys.New()
	r.MustAdd(
		keys.Command{ID: "save", TextKey: "kit.dialog.ok", Shortcut: keys.Ctrl(fyne.KeyS), Run: nothing},
		keys.Command{ID: "help", TextKey: "kit.dialog.cancel", Shortcut: keys.Plain(fyne.KeyF1), Run: nothing},
	)
	items := []*fyne.MenuItem{r.Item("save"), fyne.NewMenuItemSeparator(), r.Item("help")}
	keys.Align(items)
	if s := items[0].Shortcut; s == nil || s.ShortcutName() != keys.Ctrl(fyne.KeyS).Fyne().ShortcutName() {
		t.Errorf("shortcut %v", items[0].Shortcut)
	}
	if items[2].Shortcut != nil {
		t.Error("a plain key became a menu shortcut, which the driver never delivers")
	}
	if runtime.GOOS != "darwin" && !(strings.HasPrefix(items[0].Label, "OK ") && strings.HasSuffix(items[0].Label, " Strg+S") && strings.HasSuffix(items[2].Label, " F1")) {
		t.Errorf("the keys are written as %q and %q", items[0].Label, items[2].Label)
	}
}

func TestShortcutsAreWrittenAsOnTheKeyboard(t *testing.T) {
	defer i18n.Use(i18n.German)
	for s, want := range map[keys.Shortcut][2]string{
		keys.Ctrl(fyne.KeyS):        {"Strg+S", "Ctrl+S"},
		keys.CtrlShift(fyne.KeyN):   {"Strg+Umschalt+N", "Ctrl+Shift+N"},
		keys.Plain(fyne.KeyDelete):  {"Entf", "Del"},
		keys.Plain(fyne.KeyF1):      {"F1", "F1"},
		keys.Ctrl(fyne.KeyEnter):    {"Strg+Eingabe", "Ctrl+Enter"},
		keys.Alt(fyne.KeyDown):      {"Alt+↓", "Alt+↓"},
		keys.Plain(desktop.KeyMenu): {"Menütaste", "Menu key"},
		{}:                          {"", ""},
	} {
		for i, lang := range []string{i18n.German, i18n.English} {
			i18n.Use(lang)
			if got := keys.Text(s); got != want[i] {
				t.Errorf("%s: %q, want %q", lang, got, want[i])
			}
		}
	}
}

func TestHelpListsTheScreensKeysBeforeTheGlobalOnes(t *testing.T) {
	r := keys.New()
	r.MustAdd(
		keys.Command{ID: "help", Shortcut: keys.Plain(fyne.KeyF1), Run: nothing},
		keys.Command{ID: "book", Scope: "leads", Shortcut: keys.Plain(fyne.KeyReturn), Run: nothing},
		keys.Command{ID: "silent", Run: nothing},
		keys.Command{ID: "other", Scope: "planner", Shortcut: keys.Plain(fyne.KeyF7), Run: nothing},
	)
	r.Use("leads")
	var ids []string
	for _, c := range r.List() {
		ids = append(ids, c.ID)
	}
	if want := []string{"book", "help"}; !slices.Equal(ids, want) {
		t.Errorf("listed %q, want %q", ids, want)
	}
}

func TestKeysWithoutFocusReachTheRegistry(t *testing.T) {
	w := test.NewTempWindow(t, canvas.NewRectangle(nil))
	r := keys.New()
	ran := 0
	r.MustAdd(keys.Command{ID: "refresh", Shortcut: keys.Plain(fyne.KeyF5), Run: func() { ran++ }})
	detach := keys.Attach(w.Canvas(), r)
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF5})
	if ran != 1 || keys.For(w.Content()) != r {
		t.Errorf("ran %d times", ran)
	}
	detach()
	if keys.For(w.Content()) != nil {
		t.Error("the closed window still has a registry")
	}
}
