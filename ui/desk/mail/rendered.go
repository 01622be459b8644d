package mail

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// Rendered shows a resolved text with its gaps marked in words and colour.
type Rendered struct{ widget.RichText }

// NewRendered makes an empty text.
func NewRendered() *Rendered {
	t := &Rendered{}
	t.Scroll = fyne.ScrollNone
	t.Wrapping = fyne.TextWrapWord
	t.ExtendBaseWidget(t)
	return t
}

// Fill replaces the text; gaps are those of the field f.
func (t *Rendered) Fill(f core.Field, text string, gaps []message.Gap) {
	var parts []widget.RichTextSegment
	add := func(text string, style widget.RichTextStyle) {
		if text != "" {
			parts = append(parts, &widget.TextSegment{Text: text, Style: style})
		}
	}
	plain := widget.RichTextStyle{Inline: true, SizeName: base.SizeNameText}
	marked := widget.RichTextStyle{Inline: true, SizeName: base.SizeNameText, ColorName: base.ColorNameError, TextStyle: fyne.TextStyle{Bold: true}}
	rest := 0
	for _, g := range gaps {
		if g.Field != f || g.At < rest || g.At > len(text) {
			continue
		}
		add(text[rest:g.At], plain)
		rest = g.At
		if g.Unknown && strings.HasPrefix(text[rest:], g.Placeholder) {
			rest += len(g.Placeholder)
		}
		add("‹"+Gap(g)+"›", marked)
	}
	add(text[rest:], plain)
	t.Segments = parts
	t.Refresh()
}

// Gap says what is missing in words: the placeholder, and whether it is empty or unknown.
func Gap(g message.Gap) string {
	if g.Unknown {
		return i18n.T("compose.gap.unknown", "placeholder", g.Placeholder)
	}
	label := g.Placeholder
	for _, p := range message.Placeholders() {
		if "<"+p.Name+">" == g.Placeholder {
			label = i18n.T(p.Label)
		}
	}
	return i18n.T("compose.gap.empty", "placeholder", label)
}

// Meter is the length of an SMS in words.
func Meter(s message.Segments) string {
	encoding := "GSM-7"
	if s.UCS2 {
		encoding = "UCS-2"
	}
	return i18n.T("compose.meter", "characters", i18n.Number(s.Characters), "parts", i18n.N("compose.parts", s.Parts), "encoding", encoding, "left", i18n.Number(s.Left))
}

// Forced is the row that names the character which makes an SMS longer, with the buttons given; nil when there is none.
func Forced(s message.Segments, replace, all *kit.Button) fyne.CanvasObject {
	if !s.UCS2 {
		return nil
	}
	text := i18n.T("compose.forced", "character", string(s.Forced), "code", fmt.Sprintf("U+%04X", s.Forced))
	if !s.Replaceable {
		return kit.FindingRow(theme.Warning, text, all)
	}
	return kit.FindingRow(theme.Warning, text, replace, all)
}
