package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/ui/i18n"
	"terminwerk/ui/theme"
)

// FindingRow is one line of the info panel: sign, the severity in words, a sentence, and buttons for what can be done.
func FindingRow(severity theme.Severity, sentence string, actions ...*Button) fyne.CanvasObject {
	word := NewText(i18n.T(severity.TextKey())).In(severity.Color()).Bold()
	text := NewParagraph(sentence)
	body := container.NewVBox(container.New(&besideLayout{gap: theme.GapTight}, NewSign(severity), word), text)
	if len(actions) > 0 {
		bar := container.New(&flowLayout{gap: theme.GapTight})
		for _, a := range actions {
			bar.Add(a)
		}
		body.Add(bar)
	}
	back := NewSurface(severity.Tint(), "", 4)
	return container.NewStack(back, Pad(body, theme.GapTight, theme.Gap))
}

// flowLayout puts objects beside one another and begins a new line where there is no room.
type flowLayout struct {
	gap   float32
	width float32 // of the last layout; decides how many lines MinSize asks for
}

func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return l.walk(objects, l.width, nil)
}

func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.walk(objects, size.Width, func(o fyne.CanvasObject, at fyne.Position) {
		o.Move(at)
		o.Resize(fyne.NewSize(min(o.MinSize().Width, size.Width), o.MinSize().Height))
	})
}

// walk visits every object at its place and returns the size needed at width; a width of 0 is not known yet.
func (l *flowLayout) walk(objects []fyne.CanvasObject, width float32, visit func(fyne.CanvasObject, fyne.Position)) fyne.Size {
	var at fyne.Position
	var widest, line float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if at.X > 0 && width > 0 && at.X+m.Width > width {
			at.X, at.Y, line = 0, at.Y+line+l.gap, 0
		}
		if visit != nil {
			visit(o, at)
		}
		at.X += m.Width + l.gap
		line, widest = max(line, m.Height), max(widest, m.Width)
	}
	return fyne.NewSize(widest, at.Y+line)
}

// Flow puts objects beside one another and begins a new line where there is no room.
func Flow(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: theme.Gap}, objects...)
}

