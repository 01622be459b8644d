package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// The colours beyond Fyne's own.
const (
	ColorFrame       fyne.ThemeColorName = "terminwerk.frame"       // background of navigation and status bar, around what is worked on
	ColorMuted       fyne.ThemeColorName = "terminwerk.muted"       // labels, hints, secondary text
	ColorStripe      fyne.ThemeColorName = "terminwerk.stripe"      // every second row of a list
	ColorSelected    fyne.ThemeColorName = "terminwerk.selected"    // selected row of the list that has the focus
	ColorSelectedOff fyne.ThemeColorName = "terminwerk.selectedOff" // selected row of a list without focus
	ColorFocusRing   fyne.ThemeColorName = "terminwerk.focusRing"   // frame of what has the focus
	ColorBackdrop    fyne.ThemeColorName = "terminwerk.backdrop"    // veil over the window behind a dialog
	ColorToast       fyne.ThemeColorName = "terminwerk.toast"       // background of a passing message
	ColorOnToast     fyne.ThemeColorName = "terminwerk.onToast"     // its text
	ColorChanged     fyne.ThemeColorName = "terminwerk.changed"     // mark of a changed value
	ColorHint        fyne.ThemeColorName = "terminwerk.hint"        // text and sign of a hint
	ColorErrorTint   fyne.ThemeColorName = "terminwerk.errorTint"   // soft background of an error
	ColorWarningTint fyne.ThemeColorName = "terminwerk.warningTint" // soft background of a warning
	ColorHintTint    fyne.ThemeColorName = "terminwerk.hintTint"    // soft background of a hint
	ColorSuccessTint fyne.ThemeColorName = "terminwerk.successTint" // soft background of a success
	ColorNeutralTint fyne.ThemeColorName = "terminwerk.neutralTint" // soft background without meaning
)

type shades struct{ light, dark color.Color }

func rgb(light, dark uint32) shades { return shades{opaque(light), opaque(dark)} }

// opaque has the sixteen bits for which a painter asks at every point that it fills: converting them there takes a third of the
// time of a large surface.
func opaque(hex uint32) color.Color {
	wide := func(part uint32) uint16 { return uint16(part&0xff) * 0x101 }
	return color.RGBA64{R: wide(hex >> 16), G: wide(hex >> 8), B: wide(hex), A: 0xffff}
}

func veil(hex uint32, light, dark uint8) shades {
	c := color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex)}
	l, d := c, c
	l.A, d.A = light, dark
	return shades{l, d}
}

var palette = map[fyne.ThemeColorName]shades{
	base.ColorNameBackground:          rgb(0xffffff, 0x1c2027),
	base.ColorNameForeground:          rgb(0x1a2230, 0xe7eaef),
	base.ColorNamePrimary:             rgb(0x1c5bb8, 0x79aefc),
	base.ColorNameForegroundOnPrimary: rgb(0xffffff, 0x0a1626),
	base.ColorNameHyperlink:           rgb(0x1c5bb8, 0x8ab8ff),
	base.ColorNameButton:              rgb(0xe3e7ed, 0x2d343f),
	base.ColorNameDisabledButton:      rgb(0xebedf1, 0x21262e),
	base.ColorNameDisabled:            rgb(0x626b7a, 0x929baa),
	base.ColorNamePlaceHolder:         rgb(0x626b7a, 0x929baa),
	base.ColorNameInputBackground:     rgb(0xffffff, 0x101317),
	base.ColorNameInputBorder:         rgb(0x838c9a, 0x6b7789),
	base.ColorNameHeaderBackground:    rgb(0xe8ebf0, 0x242932),
	base.ColorNameMenuBackground:      rgb(0xffffff, 0x2e3540),
	base.ColorNameOverlayBackground:   rgb(0xffffff, 0x1e232a),
	base.ColorNameSeparator:           rgb(0xd6dae1, 0x343b46),
	base.ColorNameSelection:           rgb(0xb9d3f8, 0x2f5186),
	base.ColorNameFocus:               rgb(0xb9d3f8, 0x2f5186),
	base.ColorNameHover:               veil(0x6d87ad, 0x22, 0x2e),
	base.ColorNamePressed:             veil(0x6d87ad, 0x44, 0x55),
	base.ColorNameShadow:              veil(0x000000, 0x24, 0x80),
	base.ColorNameScrollBar:           rgb(0x7a8391, 0x6b7789),
	base.ColorNameScrollBarBackground: rgb(0xe8ebf0, 0x1b1f26),
	base.ColorNameError:               rgb(0xb3261e, 0xff8f86),
	base.ColorNameWarning:             rgb(0x855000, 0xf7c065),
	base.ColorNameSuccess:             rgb(0x1a6b3a, 0x7ed69d),
	base.ColorNameForegroundOnError:   rgb(0xffffff, 0x2a0806),
	base.ColorNameForegroundOnWarning: rgb(0xffffff, 0x261800),
	base.ColorNameForegroundOnSuccess: rgb(0xffffff, 0x04200f),

	ColorFrame:       rgb(0xf1f3f6, 0x15181d),
	ColorMuted:       rgb(0x545e6e, 0xa7b0be),
	ColorStripe:      rgb(0xf7f8fa, 0x20252c),
	ColorSelected:    rgb(0xcfe1fb, 0x223c62),
	ColorSelectedOff: rgb(0xe1e6ed, 0x2c323c),
	ColorFocusRing:   rgb(0x1c5bb8, 0x79aefc),
	ColorBackdrop:    veil(0x0b1017, 0x59, 0x80),
	ColorToast:       rgb(0x273142, 0xe7eaef),
	ColorOnToast:     rgb(0xffffff, 0x15181d),
	ColorChanged:     rgb(0x6a3fb5, 0xc0a3ff),
	ColorHint:        rgb(0x155a8a, 0x86c5f4),
	ColorErrorTint:   rgb(0xfcecea, 0x3b2023),
	ColorWarningTint: rgb(0xfdf3de, 0x37301d),
	ColorHintTint:    rgb(0xe7f2fa, 0x1c303f),
	ColorSuccessTint: rgb(0xe5f4ea, 0x1b3426),
	ColorNeutralTint: rgb(0xe6e9ef, 0x2d333d),
}

// Pair is a text colour and the background it is used on.
type Pair struct{ Text, Background fyne.ThemeColorName }

// Pairs lists the combinations the program shows text in.
var Pairs = []Pair{
	{base.ColorNameForeground, base.ColorNameBackground},
	{base.ColorNameForeground, ColorStripe},
	{base.ColorNameForeground, ColorSelected},
	{base.ColorNameForeground, ColorSelectedOff},
	{base.ColorNameForeground, base.ColorNameSelection},
	{base.ColorNameForeground, base.ColorNameInputBackground},
	{base.ColorNameForeground, base.ColorNameButton},
	{base.ColorNameForeground, base.ColorNameHeaderBackground},
	{base.ColorNameForeground, base.ColorNameMenuBackground},
	{base.ColorNameForeground, base.ColorNameOverlayBackground},
	{base.ColorNameForeground, ColorErrorTint},
	{base.ColorNameForeground, ColorWarningTint},
	{base.ColorNameForeground, ColorHintTint},
	{base.ColorNameForeground, ColorSuccessTint},
	{base.ColorNameForeground, ColorNeutralTint},
	{ColorMuted, base.ColorNameBackground},
	{base.ColorNameForeground, ColorFrame},
	{base.ColorNamePrimary, ColorFrame},
	{ColorMuted, ColorFrame},
	{ColorMuted, ColorStripe},
	{ColorMuted, ColorSelected},
	{ColorMuted, ColorSelectedOff},
	{ColorMuted, base.ColorNameHeaderBackground},
	{ColorMuted, base.ColorNameButton},
	{base.ColorNamePlaceHolder, base.ColorNameInputBackground},
	{base.ColorNameDisabled, base.ColorNameDisabledButton},
	{base.ColorNameDisabled, base.ColorNameBackground},
	{base.ColorNameForegroundOnPrimary, base.ColorNamePrimary},
	{base.ColorNamePrimary, base.ColorNameBackground},
	{base.ColorNameHyperlink, base.ColorNameBackground},
	{base.ColorNameError, base.ColorNameBackground},
	{base.ColorNameError, ColorErrorTint},
	{base.ColorNameError, ColorSelected},
	{base.ColorNameWarning, base.ColorNameBackground},
	{base.ColorNameWarning, ColorWarningTint},
	{base.ColorNameWarning, ColorSelected},
	{base.ColorNameSuccess, base.ColorNameBackground},
	{base.ColorNameSuccess, ColorSuccessTint},
	{base.ColorNameSuccess, ColorSelected},
	{ColorHint, base.ColorNameBackground},
	{ColorHint, ColorHintTint},
	{ColorHint, ColorSelected},
	{ColorChanged, base.ColorNameBackground},
	{ColorOnToast, ColorToast},
	{base.ColorNameForegroundOnError, base.ColorNameError},
	{base.ColorNameForegroundOnWarning, base.ColorNameWarning},
	{base.ColorNameForegroundOnSuccess, base.ColorNameSuccess},
}
