package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

func TestFieldsSayWhatTheyUnderstood(t *testing.T) {
	home := func() string { return "AT" }
	for typed, c := range map[string]struct {
		field *kit.Entry
		says  string
	}{
		"0664 1234567":      {kit.NewPhoneEntry(home), "+43 664 1234567 · mobil"},
		"0049 89 123456":    {kit.NewPhoneEntry(home), "+49 89 123456"},
		"abc":               {kit.NewPhoneEntry(home), "keine gültige Nummer"},
		"wvw zzz-auzmw0001": {kit.NewVINEntry(), "15 von 17 Zeichen"},
		"WVWZZZAUZMWO00101": {kit.NewVINEntry(), "I, O und Q kommen in einer FIN nicht vor"},
		"WVWZZZAUZMW000101": {kit.NewVINEntry(), "vollständig, Volkswagen"},
		"s101am":            {kit.NewPlateEntry(home), "S-101AM"},
		"123456789":         {kit.NewPlateEntry(home), "für AT unüblich"},
		"":                  {kit.NewVINEntry(), ""},
	} {
		i18n.Use(i18n.German)
		w := test.NewTempWindow(t, c.field)
		w.Resize(fyne.NewSize(500, 60))
		test.Type(c.field, typed)
		if shown := desktest.Text(w); !strings.Contains(shown, c.says) || c.field.Text != typed {
			t.Errorf("%q: %q", typed, shown)
		}
	}
}
