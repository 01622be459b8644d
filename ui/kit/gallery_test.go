package kit_test

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

type lead struct {
	ID                            int
	Arrived, Wanted, Name, Number string
	State                         theme.Severity
}

var names = []string{"Müller, Anna", "Huber Bau GmbH", "Çelik, Öznur", "Großschädl-Oberhuber, Maximilian Ferdinand", "Ng, Li"}

func leads(n int) kit.Slice[lead] {
	rows := make(kit.Slice[lead], n)
	for i := range rows {
		rows[i] = lead{
			i, "23.11. 07:12", "Mo 30.11. 08:00", names[i%len(names)], fmt.Sprint(10000 + i),
			[]theme.Severity{theme.Neutral, theme.Success, theme.Warning, theme.Failure, theme.Hint}[i%5],
		}
	}
	return rows
}

func leadColumns() []kit.Column[lead] {
	return []kit.Column[lead]{
		{ID: "in", Title: "Eingang", Width: 100, Text: func(l lead) string { return l.Arrived }},
		{ID: "wish", Title: "Wunschtermin", Width: 120, Text: func(l lead) string { return l.Wanted }},
		{ID: "name", Title: "Kunde", Width: 120, Grow: true, Text: func(l lead) string { return l.Name }},
		{ID: "no", Title: "Kd-Nr", Width: 70, Right: true, Text: func(l lead) string { return l.Number }},
		{
			ID: "state", Title: "Status", Width: 110, Text: func(l lead) string { return i18n.T(l.State.TextKey()) },
			Style: func(l lead) kit.CellStyle { return kit.CellStyle{Sign: l.State} },
		},
	}
}

func gallery() (fyne.CanvasObject, *kit.DataList[lead]) {
	name, mail := kit.NewEntry("Nachname"), kit.NewEntry("")
	name.SetText("Müller")
	name.SetChanged("im Stamm: Mueller")
	mail.SetText("anna.müller@")
	mail.SetError("Das ist keine E-Mail-Adresse.")
	town := kit.NewEntry("Ort")
	town.SetRequired(true)
	day := kit.NewDateField(now, nil)
	day.Set(20261130)
	clock := kit.NewTimeField()
	clock.Set(480)
	length := kit.NewMinutesField()
	length.Set(90)
	status := kit.NewSelect(kit.Option[int]{Value: 1, Text: "Geplant"}, kit.Option[int]{Value: 2, Text: "Erledigt"})
	status.Select(1)
	off := kit.NewEntry("")
	off.SetText("gesperrt")
	off.Disable()
	tick := kit.NewCheck("E-Mail-Bestätigung", nil)
	tick.Set(true)
	grey := kit.NewCheck("Mit SMS Bestätigung (nicht freigeschaltet – Service-Desk)", nil)
	grey.Disable()
	form := kit.NewForm(2).Add("Nachname", name).Add("E-Mail", mail).Add("Ort", town).Add("Annahme", kit.Beside(day, clock, length)).
		Add("Status", status).Add("Nummer", off).AddWide("Bemerkung", kit.NewNotes("Bemerkung", 2)).Add("", tick).Add("", grey)
	save := kit.NewButton("Zusammenführen", nil).As(kit.Important).WithKey(keys.Ctrl(fyne.KeyReturn))
	blocked := kit.NewButton("Barverkaufskunde", nil).WithKey(keys.Ctrl(fyne.KeyB))
	blocked.SetReason("Keine Nummer hinterlegt")
	bar := kit.Flow(save, kit.NewButton("Neuer Kunde", nil).WithKey(keys.Ctrl(fyne.KeyN)), blocked,
		kit.NewButton("Löschen", nil).As(kit.Danger), kit.NewButton("Leise", nil).As(kit.Quiet))
	list := kit.NewDataList[lead](leads(1_000_000), leadColumns()...)
	list.OnSort = func(string, bool) {}
	list.SetSort("name", false)
	diffs := kit.NewFieldDiffs(
		kit.FieldDiff{Label: "Anrede", Left: "Frau", Right: "Frau", Likeness: kit.Equal},
		kit.FieldDiff{Label: "Nachname", Left: "Müller", Right: "Mueller", Likeness: kit.Similar, TickText: "in Stamm übernehmen"},
		kit.FieldDiff{Label: "Straße", Left: "Linzer Str. 4", Right: "Bahnhofstraße 12", Likeness: kit.Different, TickText: "in Stamm übernehmen"},
		kit.FieldDiff{Label: "Mobil", Left: "+43 664 1234567", Likeness: kit.OnlyLeft, TickText: "in Stamm übernehmen", Ticked: true},
	)
	info := kit.Findings(
		kit.FindingRow(theme.Failure, "Arbeitsschritt „Reifen“ hat 0 Minuten."),
		kit.FindingRow(theme.Warning, "Das Fahrzeug gehört nicht dem Kunden (Halter: Huber Bau GmbH, 10234).",
			kit.NewButton("Halter als Kunde", nil), kit.NewButton("Halterwechsel…", nil), kit.NewButton("anderes Fahrzeug", nil)),
		kit.FindingRow(theme.Hint, "Durchlauffahrzeug, nicht im Fahrzeugstamm.", kit.NewButton("anlegen…", nil)),
		kit.Beside(kit.NewBadge(theme.Neutral, "Neu"), kit.NewBadge(theme.Success, "Termin angelegt"), kit.NewBadge(theme.Failure, "Abgelehnt")),
	)
	tabs := kit.NewTabs(kit.Tab{Title: "Stamm", Content: kit.Pad(form, 8, 0)}, kit.Tab{Title: "Fahrzeuge", Count: 3, Content: kit.EmptyState("Keine Fahrzeuge.", kit.NewButton("Anlegen", nil))})
	left := container.NewBorder(container.NewVBox(kit.Panel(tabs), kit.Panel(bar), kit.Panel(diffs.Content)), nil, nil, nil, list)
	right := kit.TitledPanel("Info", info)
	split := container.NewHSplit(left, right)
	split.SetOffset(0.74)
	toasts := kit.NewToasts(task.Sync())
	toasts.ShowUndo("Termin für Anna Müller angelegt.", func() {})
	return toasts.Wrap(kit.Pad(split, 8, 8)), list
}

// openList shows a form dialog with an open list over the window.
func openList(w fyne.Window) {
	who := kit.NewCombo(kit.Option[int]{Value: 1, Text: "Müller, Anna", Hint: "10234 Salzburg"}, kit.Option[int]{Value: 2, Text: "Mueller, Anja", Hint: "11877 Hallein"})
	form := kit.NewForm(1).Add("Kunde", who).Add("Telefon", kit.NewEntry("+43 …")).Add("", kit.NewCheck("auch im Stamm ändern", nil))
	kit.NewDialogs(w.Canvas(), keys.New()).Show(&kit.Dialog{
		Title: "Kunde wählen", Content: form, Width: 460,
		Buttons: []kit.DialogButton{{Text: "Übernehmen", Kind: kit.Important}, {Text: "Abbrechen", Cancel: true}},
	})
	press(w, fyne.KeyDown, fyne.KeyDown)
}

// ask shows a question over the window.
func ask(w fyne.Window) {
	kit.NewDialogs(w.Canvas(), keys.New()).Warn("Trotzdem speichern?",
		"Das Fahrzeug gehört nicht dem Kunden. Der Halter ist Huber Bau GmbH, 10234. Wenn Sie speichern, bleibt der Halter unverändert.",
		kit.DialogButton{Text: "Trotzdem speichern", Kind: kit.Important}, kit.DialogButton{Text: "Zurück", Cancel: true})
}

// TestGallery draws every control in both looks. With KIT_GALLERY set to a folder the pictures are kept there.
func TestGallery(t *testing.T) {
	settings := fyne.CurrentApp().Settings()
	t.Cleanup(func() { settings.SetTheme(theme.New(theme.Light)) })
	for name, scene := range map[string]struct {
		look   *theme.Theme
		change func(fyne.Window)
	}{
		"light":  {theme.New(theme.Light), func(w fyne.Window) { press(w, fyne.KeyTab) }},
		"dark":   {theme.New(theme.Dark), func(w fyne.Window) { press(w, fyne.KeyTab) }},
		"list":   {theme.New(theme.Dark), openList},
		"ask":    {theme.New(theme.Light), ask},
		"scaled": {theme.New(theme.Light).Scaled(1.25), func(fyne.Window) {}},
	} {
		settings.SetTheme(scene.look)
		w := test.NewWindow(nil)
		content, list := gallery()
		w.SetContent(content)
		w.Resize(fyne.NewSize(1366, 768))
		list.Focus()
		list.Select(2)
		scene.change(w)
		keep(t, name, w.Canvas().Capture())
		w.Close()
	}
}

func keep(t *testing.T, name string, picture image.Image) {
	t.Helper()
	if picture.Bounds().Dx() < 1366 {
		t.Errorf("%s: the picture is %v", name, picture.Bounds())
	}
	dir := os.Getenv("KIT_GALLERY")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(f, picture), f.Close()); err != nil {
		t.Fatal(err)
	}
}
