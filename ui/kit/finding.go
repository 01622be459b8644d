package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/i18n"
	"terminwerk/ui/theme"
)

// FindingRow is one line of the info panel: sign, the severity in words, a sentence, and buttons for what can be done.
func FindingRow(severity theme.Severity, sentence string, actions ...*Button) fyne.CanvasObject {
	word := NewText(i18n.T(severity.TextKey())).In(severity.Color()).Bold()
	text := NewParagraph(sentence)
	body := container.New(&belowLayout{}, container.New(&besideLayout{gap: theme.GapTight}, NewSign(severity), word), tight(text))
	if len(actions) > 0 {
		bar := container.New(&flowLayout{line: besideLayout{gap: theme.GapTight, top: true}})
		for _, a := range actions {
			bar.Add(a)
		}
		body.Add(bar)
	}
	back := NewSurface(severity.Tint(), "", 0)
	return container.NewStack(back, Pad(body, theme.GapTight, theme.Gap))
}

// tight takes away the free space that a paragraph keeps around its text.
func tight(label fyne.CanvasObject) fyne.CanvasObject {
	inner := theme.Size(base.SizeNameInnerPadding)
	return container.New(layout.NewCustomPaddedLayout(2-inner, 2-inner, -inner, -inner), label)
}

// Prose puts paragraphs below one another as on a page.
func Prose(paragraphs ...fyne.CanvasObject) *fyne.Container {
	page := container.New(&belowLayout{})
	for _, p := range paragraphs {
		page.Add(tight(p))
	}
	return page
}

// Findings puts the rows of an info panel below one another.
func Findings(rows ...fyne.CanvasObject) *fyne.Container {
	return container.New(&belowLayout{gap: theme.GapTight}, rows...)
}

// Flow puts buttons beside one another and begins a new line where there is no room; the reason below one moves no other.
func Flow(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{line: besideLayout{gap: theme.Gap, top: true}}, objects...)
}

// Bar is Flow for what stands above a list: fields, words and buttons of different heights have one middle.
func Bar(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{line: besideLayout{gap: theme.Gap}}, objects...)
}
