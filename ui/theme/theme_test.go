package theme_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/theme"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestEveryTextCanBeReadOnItsBackground(t *testing.T) {
	for mode, name := range map[theme.Mode]string{theme.Light: "light", theme.Dark: "dark"} {
		th := theme.New(mode)
		for _, p := range theme.Pairs {
			if c := contrast(th.Color(p.Text, 0), th.Color(p.Background, 0)); c < 4.5 {
				t.Errorf("%s: %s on %s has only %.2f : 1", name, p.Text, p.Background, c)
			}
		}
	}
}

func TestFramesAndHandlesStandOut(t *testing.T) {
	surfaces := []fyne.ThemeColorName{base.ColorNameBackground, base.ColorNameOverlayBackground, base.ColorNameInputBackground}
	for line, backs := range map[fyne.ThemeColorName][]fyne.ThemeColorName{
		theme.ColorFocusRing:      append([]fyne.ThemeColorName{theme.ColorFrame}, surfaces...),
		base.ColorNameInputBorder: surfaces,
		base.ColorNameScrollBar:   {base.ColorNameScrollBarBackground, base.ColorNameBackground},
	} {
		for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
			th := theme.New(mode)
			for _, back := range backs {
				if c := contrast(th.Color(line, 0), th.Color(back, 0)); c < 3 {
					t.Errorf("mode %d: %s on %s has only %.2f : 1", mode, line, back, c)
				}
			}
		}
	}
}

func TestSystemFollowsTheDesktopAndTheOthersDoNot(t *testing.T) {
	light, dark := theme.New(theme.Light), theme.New(theme.Dark)
	system := theme.New(theme.System)
	for _, v := range []fyne.ThemeVariant{base.VariantLight, base.VariantDark} {
		want := light
		if v == base.VariantDark {
			want = dark
		}
		if system.Color(theme.ColorFrame, v) != want.Color(theme.ColorFrame, v) {
			t.Errorf("variant %d", v)
		}
		if light.Color(theme.ColorFrame, v) == dark.Color(theme.ColorFrame, v) {
			t.Error("light and dark look alike")
		}
	}
	if theme.ModeNamed("dark") != theme.Dark || theme.ModeNamed("light") != theme.Light || theme.ModeNamed("") != theme.System {
		t.Error("the setting is misread")
	}
}

func TestRowsAreCompactAndGrowWithTheScale(t *testing.T) {
	th := theme.New(theme.Light)
	if h := th.Size(theme.SizeRow); h < 26 || h > 28 || th.Size(base.SizeNameText) != 13 {
		t.Errorf("row %v, text %v", h, th.Size(base.SizeNameText))
	}
	if got := th.Scaled(1.5).Size(theme.SizeRow); got != 40.5 {
		t.Errorf("row at 1.5: %v", got)
	}
	if th.Scaled(9).Size(base.SizeNameText) != 26 || th.Scaled(0).Size(base.SizeNameText) < 10 {
		t.Error("the scale is not kept within bounds")
	}
}

func TestEverySeverityHasAShapeOfItsOwn(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	seen := map[string]bool{}
	for s := theme.Neutral; s <= theme.Failure; s++ {
		name := s.Icon().Name()
		if seen[name] || len(s.Icon().Content()) == 0 || s.TextKey() == "" {
			t.Errorf("severity %d: sign %s", s, name)
		}
		seen[name] = true
	}
}
