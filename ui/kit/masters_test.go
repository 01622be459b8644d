package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// field is what a control with a value has in common with the others.
type field interface {
	fyne.Widget
	fyne.Focusable
	SetError(string)
	SetChanged(string)
	SetOrigin(string)
	SetRequired(bool)
}

// states shows one field as it is, with the focus, refused, changed, taken from elsewhere, required, and unusable.
func states(make func() field) (fyne.CanvasObject, fyne.Focusable) {
	column := container.NewVBox()
	marks := []func(field){
		func(field) {}, func(field) {},
		func(f field) { f.SetError("Das geht so nicht.") },
		func(f field) { f.SetChanged("im Stamm: Mueller") },
		func(f field) { f.SetOrigin("aus dem Lead") },
		func(f field) { f.SetRequired(true) },
		func(f field) {
			if d, can := f.(fyne.Disableable); can {
				d.Disable()
			}
		},
	}
	var focus fyne.Focusable
	for i, mark := range marks {
		f := make()
		mark(f)
		if i == 1 {
			focus = f
		}
		column.Add(f)
	}
	return column, focus
}

// masters are the controls with their pictures in testdata. They are the documentation of how each looks in its states; a
// wanted change is taken over by copying testdata/failed over testdata.
var masters = map[string]func() (fyne.CanvasObject, fyne.Focusable){
	"entry": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field {
			e := kit.NewEntry("")
			e.SetText("Müller")
			return e
		})
	},
	"empty": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field { return kit.NewEntry("Nachname") })
	},
	"phone": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field {
			e := kit.NewPhoneEntry(func() string { return "AT" })
			e.SetText("0664 1234567")
			return e
		})
	},
	"date": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field {
			d := kit.NewDateField(now, nil)
			d.Set(20261130)
			return d
		})
	},
	"calendar": func() (fyne.CanvasObject, fyne.Focusable) {
		d := kit.NewDateField(now, nil)
		d.Set(20261130)
		return container.NewVBox(d), d
	},
	"month": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field {
			m := kit.NewMonthField(func() core.Month { return 202611 })
			m.Set(202612)
			return m
		})
	},
	"time": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field {
			f := kit.NewTimeField()
			f.Set(480)
			return f
		})
	},
	"minutes": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field {
			f := kit.NewMinutesField()
			f.Set(90)
			return f
		})
	},
	"select": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field {
			c := kit.NewSelect(kit.Option[int]{Value: 1, Text: "Geplant"}, kit.Option[int]{Value: 2, Text: "Erledigt"})
			c.Select(1)
			return c
		})
	},
	"chosen": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field {
			c := kit.NewChosen("wechseln", func() {})
			c.Set("40001 Müller, Anna")
			return c
		})
	},
	"check": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field {
			c := kit.NewCheck("E-Mail-Bestätigung", nil)
			c.Set(true)
			return c
		})
	},
	"radio": func() (fyne.CanvasObject, fyne.Focusable) {
		r := three()
		r.Select(2)
		return r, r.First()
	},
	"notes": func() (fyne.CanvasObject, fyne.Focusable) {
		return states(func() field {
			n := kit.NewNotes("", 1)
			n.SetText("Bitte vorher anrufen.")
			return n
		})
	},
	"buttons": func() (fyne.CanvasObject, fyne.Focusable) {
		first := kit.NewButton("Zusammenführen", nil).As(kit.Important).WithKey(keys.Ctrl(fyne.KeyReturn))
		blocked := kit.NewButton("Barverkaufskunde", nil).WithKey(keys.Ctrl(fyne.KeyB))
		blocked.SetReason("Keine Nummer hinterlegt")
		return container.NewVBox(first, kit.NewButton("Neuer Kunde", nil), kit.NewButton("Löschen", nil).As(kit.Danger), kit.NewButton("leise", nil).As(kit.Quiet), blocked), first
	},
	"signs": func() (fyne.CanvasObject, fyne.Focusable) {
		column := container.NewVBox()
		for s := theme.Neutral; s <= theme.Failure; s++ {
			column.Add(kit.Beside(kit.NewBadge(s, i18n.T(s.TextKey()))))
			column.Add(kit.FindingRow(s, "Ein Satz dazu."))
		}
		return column, nil
	},
	"list": func() (fyne.CanvasObject, fyne.Focusable) {
		l := kit.NewDataList[lead](leads(9), leadColumns()...)
		l.Key = func(r lead) string { return r.Number }
		l.OnSort = func(string, bool) {}
		l.SetSort("name", false)
		l.AllowMarks()
		l.Select(2)
		l.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		l.Select(4)
		return l, l
	},
	"nothing": func() (fyne.CanvasObject, fyne.Focusable) {
		l := kit.NewDataList[lead](kit.Slice[lead]{}, leadColumns()...)
		l.SetEmpty(kit.EmptyState("Kein offener Lead.", kit.NewButton("Importieren…", nil)))
		return l, nil
	},
	"differences": func() (fyne.CanvasObject, fyne.Focusable) {
		d := kit.NewFieldDiffs(
			kit.FieldDiff{Label: "Anrede", Left: "Frau", Right: "Frau", Likeness: kit.Equal},
			kit.FieldDiff{Label: "Nachname", Left: "Müller", Right: "Mueller", Likeness: kit.Similar, TickText: "übernehmen"},
			kit.FieldDiff{Label: "Straße", Left: "Linzer Str. 4", Right: "Bahnhofstraße 12", Likeness: kit.Different, TickText: "übernehmen"},
			kit.FieldDiff{Label: "Mobil", Left: "0664 1234567", Likeness: kit.OnlyLeft, TickText: "übernehmen", Ticked: true},
		)
		return d.Content, nil
	},
}

func TestControlsLookAsTheyDid(t *testing.T) {
	i18n.Use(i18n.German)
	for name, build := range masters {
		t.Run(name, func(t *testing.T) {
			fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
			w := test.NewTempWindow(t, nil)
			content, focus := build()
			w.SetContent(kit.Pad(content, theme.Gap, theme.Gap))
			width := float32(330)
			if name == "list" || name == "nothing" || name == "differences" {
				width = 680
			}
			height := max(content.MinSize().Height+2*theme.GapWide, 160)
			if name == "calendar" {
				height = 280
			}
			w.Resize(fyne.NewSize(width, height))
			if focus != nil {
				w.Canvas().Focus(focus)
			}
			if name == "calendar" {
				focus.(fyne.Shortcutable).TypedShortcut(keys.Alt(fyne.KeyDown).Fyne())
			}
			test.AssertRendersToImage(t, name+".png", w.Canvas())
		})
	}
}
