package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// lines are the texts of an object, each line put together.
func lines(o fyne.CanvasObject) []string {
	var all []string
	last := float32(-1)
	var walk func(o fyne.CanvasObject, y float32)
	walk = func(o fyne.CanvasObject, y float32) {
		if !o.Visible() {
			return
		}
		y += o.Position().Y
		if text := kit.Words(o); text != "" {
			if len(all) == 0 || y > last+theme.TextBody/2 {
				all, last = append(all, ""), y
			}
			all[len(all)-1] += text
			return
		}
		var inside []fyne.CanvasObject
		switch o := o.(type) {
		case *fyne.Container:
			inside = o.Objects
		case fyne.Widget:
			inside = test.WidgetRenderer(o).Objects()
		}
		for _, child := range inside {
			walk(child, y)
		}
	}
	walk(o, 0)
	return all
}

// TestAParagraphBreaksItsLinesWhereFyneDoes compares the lines with those of Fyne's label.
func TestAParagraphBreaksItsLinesWhereFyneDoes(t *testing.T) {
	for _, text := range []string{
		"", "kurz", "Der gewählte Kunde kommt in den Termin, die Angaben des Leads werden der Kontakt des Termins.", "Erste Zeile\nzweite\n\nvierte",
		"Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikation ist lang", "maximilian.grossschaedl-oberhuber@langername.example.at", "  eingerückt",
	} {
		for _, width := range []float32{90, 160, 300} {
			own, label := kit.NewParagraph(text), widget.NewLabel(text)
			label.Wrapping = fyne.TextWrapWord
			show(t, container.NewWithoutLayout(own, label))
			for _, o := range []fyne.CanvasObject{own, label} {
				o.Resize(fyne.NewSize(width, 20))
			}
			if got, want := strings.Join(lines(own), "|"), strings.Join(lines(label), "|"); got != want {
				t.Errorf("%q at %v: %q, by Fyne %q", text, width, got, want)
			}
			if got, want := own.MinSize().Height, label.MinSize().Height; got != want {
				t.Errorf("%q at %v is %v high, by Fyne %v", text, width, got, want)
			}
		}
	}
}

func TestAParagraphOfSeveralStylesWrapsAsOne(t *testing.T) {
	p := kit.NewRuns(base.SizeNameText, "•", kit.Run{Text: "Ablehnen", Bold: true}, kit.Run{Text: " ("}, kit.Run{Text: "Entf", Key: true},
		kit.Run{Text: "): mit einem Grund, den Sie nennen."})
	show(t, container.NewWithoutLayout(p))
	p.Resize(fyne.NewSize(170, 20))
	got := lines(p)
	if len(got) != 3 || got[0] != "•Ablehnen (Entf): mit" || got[1] != "einem Grund, den Sie" {
		t.Errorf("%q", got)
	}
	if p.Text() != "Ablehnen (Entf): mit einem Grund, den Sie nennen." {
		t.Errorf("text %q", p.Text())
	}
	p.Resize(fyne.NewSize(600, 20))
	if got := lines(p); len(got) != 1 {
		t.Errorf("wide enough for one line: %q", got)
	}
}

func TestRawTextBreaksAnywhere(t *testing.T) {
	p := kit.NewParagraph("Müller;Anna;SL-123AB;0664 1234567").Anywhere()
	show(t, container.NewWithoutLayout(p))
	p.Resize(fyne.NewSize(100, 20))
	if got := lines(p); len(got) < 2 || strings.Join(got, "") != p.Text() {
		t.Errorf("%q", got)
	}
	p.SetText("kurz")
	if got := lines(p); len(got) != 1 || got[0] != "kurz" {
		t.Errorf("%q after another text", got)
	}
}
