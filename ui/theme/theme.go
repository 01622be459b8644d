// Package theme is the look of the program: calm, compact, light and dark.
//
// New gives the Fyne theme. Widgets ask Color and Size for the values of the running theme; the names beyond Fyne's own
// are listed in this package. Every pair of text and background reaches a contrast of at least 4.5 : 1 (Pairs lists them, a
// test measures them), and a severity is always shown by sign, colour and words together, never by colour alone.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Mode is which of the two looks is used.
type Mode uint8

// The modes; System follows the desktop.
const (
	System Mode = iota
	Light
	Dark
)

// ModeNamed reads the setting: "light", "dark", anything else is System.
func ModeNamed(name string) Mode {
	switch name {
	case "light":
		return Light
	case "dark":
		return Dark
	}
	return System
}

// Theme is the program's theme.
type Theme struct {
	mode  Mode
	scale float32
}

// New makes the theme in the given mode, at its normal size.
func New(mode Mode) *Theme { return &Theme{mode: mode, scale: 1} }

// Scaled is the same theme with all sizes multiplied by factor, kept between 0.8 and 2.
func (t *Theme) Scaled(factor float32) *Theme {
	return &Theme{mode: t.mode, scale: min(max(factor, 0.8), 2)}
}

// Color is the colour of name; a name of neither this package nor Fyne gets Fyne's default.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	dark := variant == base.VariantDark
	if t.mode != System {
		dark = t.mode == Dark
	}
	if pair, ok := palette[name]; ok {
		if dark {
			return pair.dark
		}
		return pair.light
	}
	if dark {
		return base.DefaultTheme().Color(name, base.VariantDark)
	}
	return base.DefaultTheme().Color(name, base.VariantLight)
}

// Font is Fyne's font, which holds every letter of the supported languages.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return base.DefaultTheme().Font(style) }

// Icon is Fyne's icon of that name.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return base.DefaultTheme().Icon(name) }

// Size is the size of name in device-independent pixels, times the scale.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := sizes[name]; ok {
		return size * t.scale
	}
	return base.DefaultTheme().Size(name) * t.scale
}

// Zoom is the scale of the running theme: widths given for the normal size are multiplied by it.
func Zoom() float32 { return Size(SizeRow) / RowHeight }

// Color is the colour of name in the running theme.
func Color(name fyne.ThemeColorName) color.Color { return base.Color(name) }

// Size is the size of name in the running theme, in device-independent pixels.
func Size(name fyne.ThemeSizeName) float32 { return base.Size(name) }
