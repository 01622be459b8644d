package kit_test

import (
	"fmt"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// specimens hold what is difficult: pairs that stand closer, accents, quotation marks, signs and figures.
var specimens = []string{
	"Müller, Anna-Maria", "AVATAR, Toyota Yaris, Wels", "„Čapek“ – Öztürk & Söhne GmbH", "+43 664 1234567", "office.fluff@example.at",
	"ŠKODA Fabia 1,0 TSI · 12.480 km", "Ångström, Łódź, Ñandú", "Юлия Петрова", "Γειά σου", "W1N 0AX (kein Ort) [?] 100 %", " zwei  Lücken ",
}

// TestLettersStandWhereFyneWouldPutThem draws texts both ways and compares the pictures: every letter covers the same points
// but for a quarter of a pixel to the side.
func TestLettersStandWhereFyneWouldPutThem(t *testing.T) {
	for _, size := range []fyne.ThemeSizeName{base.SizeNameText, base.SizeNameHeadingText} {
		for _, bold := range []bool{false, true} {
			for _, specimen := range specimens {
				text := kit.NewText(specimen).Sized(size)
				if bold {
					text.Bold()
				}
				usual := canvas.NewText(specimen, theme.Color(base.ColorNameForeground))
				usual.TextSize, usual.TextStyle.Bold = theme.Size(size), bold
				if own, fyne := text.MinSize(), usual.MinSize(); own.Height != fyne.Height || own.Width-fyne.Width > 0.3 || fyne.Width-own.Width > 0.3 {
					t.Errorf("%q is %v large, by Fyne %v", specimen, own, fyne)
				}
				for _, scale := range []float32{0.8, 1, 1.25, 1.5} {
					compareInk(t, fmt.Sprintf("%s %v %v at %v", specimen, size, bold, scale), picture(text, scale), picture(usual, scale))
				}
			}
		}
	}
}

// picture draws an object at a place that is no whole pixel.
func picture(o fyne.CanvasObject, scale float32) *image.NRGBA {
	w := test.NewWindow(container.NewWithoutLayout(o))
	defer w.Close()
	w.SetPadded(false)
	w.Canvas().(software.WindowlessCanvas).SetScale(scale)
	w.Resize(fyne.NewSize(420, 60))
	o.Move(fyne.NewPos(10.3, 9.6))
	o.Resize(o.MinSize().AddWidthHeight(0, 1.4))
	w.Canvas().Capture() // comes from the screen of the last picture
	return w.Canvas().Capture().(*image.NRGBA)
}

// compareInk compares how dark the pictures are in every column and row of points.
func compareInk(t *testing.T, text string, a, b *image.NRGBA) {
	t.Helper()
	dark := func(p *image.NRGBA, x, y int) float64 { return float64(255-p.NRGBAAt(x, y).G) / 255 }
	var rows [2]float64
	var apart, ink float64
	for y := range a.Rect.Dy() {
		rows = [2]float64{}
		for x := range a.Rect.Dx() {
			one, two := dark(a, x, y), dark(b, x, y)
			rows[0], rows[1] = rows[0]+one, rows[1]+two
			apart, ink = apart+max(one-two, two-one), ink+two
		}
		if d := rows[0] - rows[1]; d > 2+rows[1]/10 || d < -2-rows[1]/10 {
			t.Errorf("%q: row %d holds %.1f, by Fyne %.1f", text, y, rows[0], rows[1])
			return
		}
	}
	if apart > ink/3 {
		t.Errorf("%q: %.0f points of %.0f differ", text, apart, ink)
	}
}

func TestWhatTheFontLacksIsDrawnByFyne(t *testing.T) {
	for _, specimen := range []string{"Kunde ↑", "مرحبا", "e\u0301", "👍 gut", "日本"} {
		text := kit.NewText(specimen)
		w, _ := show(t, container.NewWithoutLayout(text))
		text.Resize(text.MinSize())
		if drawn := words(w); drawn != specimen {
			t.Errorf("%q drawn as %q", specimen, drawn)
		}
		if size := fyne.MeasureText(specimen, theme.Size(base.SizeNameText), fyne.TextStyle{}); text.MinSize() != size {
			t.Errorf("%q is %v large, by Fyne %v", specimen, text.MinSize(), size)
		}
		text.Set("jetzt lesbar")
		text.Resize(text.MinSize())
		if drawn := words(w); drawn != "jetzt lesbar" {
			t.Errorf("after %q drawn as %q", specimen, drawn)
		}
	}
}

func TestLettersFollowTheTheme(t *testing.T) {
	text := kit.NewText("Huber")
	w, _ := show(t, container.NewWithoutLayout(text))
	text.Resize(text.MinSize())
	before, small := w.Canvas().Capture(), text.MinSize()
	usual := base.Current()
	defer test.ApplyTheme(t, usual)
	test.ApplyTheme(t, theme.New(theme.Dark).Scaled(1.5))
	if large := text.MinSize(); large.Width < 1.4*small.Width || large.Height < 1.4*small.Height {
		t.Errorf("%v became %v", small, large)
	}
	if lightest(before) < 250 || lightest(w.Canvas().Capture()) < 200 {
		t.Error("the dark theme has no light letters")
	}
}

func lightest(p image.Image) (most uint8) {
	picture := p.(*image.NRGBA)
	for i := 0; i < len(picture.Pix); i += 4 {
		most = max(most, picture.Pix[i+1])
	}
	return most
}
