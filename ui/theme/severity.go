package theme

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Severity is how serious a message is. It is shown by sign, colour and words together.
type Severity uint8

// The severities, the least serious first.
const (
	Neutral Severity = iota
	Success
	Hint
	Warning
	Failure
)

var severities = [...]struct {
	text, tint fyne.ThemeColorName
	icon       *fyne.StaticResource
	textKey    string
}{
	Neutral: {ColorMuted, ColorNeutralTint, iconDot, "kit.severity.neutral"},
	Success: {base.ColorNameSuccess, ColorSuccessTint, iconSuccess, "kit.severity.success"},
	Hint:    {ColorHint, ColorHintTint, iconHint, "kit.severity.hint"},
	Warning: {base.ColorNameWarning, ColorWarningTint, iconWarning, "kit.severity.warning"},
	Failure: {base.ColorNameError, ColorErrorTint, iconError, "kit.severity.error"},
}

// Color names the colour of the severity's text and sign.
func (s Severity) Color() fyne.ThemeColorName { return severities[s].text }

// Tint names the soft background on which the severity's text stands.
func (s Severity) Tint() fyne.ThemeColorName { return severities[s].tint }

// Icon is the severity's sign in its colour.
func (s Severity) Icon() fyne.Resource { return Tinted(severities[s].icon, s.Color()) }

// IconIn is the severity's sign in the colour of name, where its own colour has no contrast.
func (s Severity) IconIn(name fyne.ThemeColorName) fyne.Resource {
	return Tinted(severities[s].icon, name)
}

// TextKey is the key of the severity's name: error, warning, hint.
func (s Severity) TextKey() string { return severities[s].textKey }

// Tinted is an icon of this package in the colour of name.
func Tinted(icon fyne.Resource, name fyne.ThemeColorName) fyne.Resource {
	return base.NewColoredResource(icon, name)
}
