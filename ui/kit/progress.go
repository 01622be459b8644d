package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/i18n"
)

// Progress shows how far long work is, with a button that stops it.
type Progress struct {
	widget.BaseWidget
	bar    *widget.ProgressBar
	note   *Text
	cancel *Button
}

// NewProgress makes a bar at the beginning; cancel may be nil when the work cannot be stopped.
func NewProgress(cancel func()) *Progress {
	p := &Progress{bar: widget.NewProgressBar(), note: NewCaption("").AtLeast(0)}
	p.ExtendBaseWidget(p)
	if cancel != nil {
		p.cancel = NewButton(i18n.T("kit.progress.cancel"), cancel)
	}
	p.Set(0, 1, "")
	return p
}

// Set shows done of total, 0 when that is not known, and a note.
func (p *Progress) Set(done, total int, note string) {
	if total > 0 {
		p.bar.TextFormatter = func() string { return i18n.Percent(int(100 * p.bar.Value)) }
		p.bar.SetValue(float64(done) / float64(total))
	} else {
		p.bar.TextFormatter = func() string { return i18n.Number(done) }
		p.bar.Refresh()
	}
	p.note.Set(note)
}

func (p *Progress) inside() []fyne.CanvasObject {
	if p.cancel == nil {
		return nil
	}
	return []fyne.CanvasObject{p.cancel}
}

// CreateRenderer makes the drawing; Fyne calls it.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	var side fyne.CanvasObject
	if p.cancel != nil {
		side = p.cancel
	}
	return widget.NewSimpleRenderer(Border(nil, p.note, nil, side, p.bar))
}
