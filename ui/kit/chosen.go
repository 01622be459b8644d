package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/theme"
)

// Chosen is a field whose value is a record chosen elsewhere. It shows the record's name and the word for choosing another
// one; click, Enter and Space do so, Delete takes the record out if OnClear is set.
type Chosen struct {
	pressable
	Marks
	OnClear func()

	text, action string
}

// NewChosen makes an empty field; action is the word for choosing, pick opens the choice.
func NewChosen(action string, pick func()) *Chosen {
	c := &Chosen{action: action}
	c.init(c, func() {
		Focus(c)
		pick()
	})
	c.onMarks(c.Refresh)
	return c
}

// Set shows the name of a record; empty for none.
func (c *Chosen) Set(text string) {
	if c.text != text {
		c.text = text
		c.Refresh()
	}
}

// Get is the name shown.
func (c *Chosen) Get() string { return c.text }

// TypedKey chooses, takes out, or hands the key on.
func (c *Chosen) TypedKey(ev *fyne.KeyEvent) {
	if (ev.Name == fyne.KeyDelete || ev.Name == fyne.KeyBackspace) && c.OnClear != nil {
		if !c.disabled {
			c.OnClear()
		}
		return
	}
	c.pressable.TypedKey(ev)
}

// CreateRenderer makes the drawing of the field; Fyne calls it.
func (c *Chosen) CreateRenderer() fyne.WidgetRenderer {
	r := &chosenRenderer{c: c, box: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	r.text, r.action = NewText("").AtLeast(0), newLettering()
	r.Refresh()
	return r
}

type chosenRenderer struct {
	c              *Chosen
	box, bar, ring *canvas.Rectangle
	text           *Text
	action         *Lettering
}

func (r *chosenRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.action.MinSize().Width+60, theme.Size(theme.SizeControl))
}

func (r *chosenRenderer) Layout(size fyne.Size) {
	edge(r.box, size)
	edge(r.ring, size)
	r.bar.Move(fyne.NewPos(0, 2))
	r.bar.Resize(fyne.NewSize(3, size.Height-4))
	action := r.action.MinSize()
	inset := theme.Size(base.SizeNameInnerPadding)
	r.action.Resize(action)
	r.action.Move(fyne.NewPos(size.Width-action.Width-inset-theme.GapTight, (size.Height-action.Height)/2))
	text := r.text.MinSize()
	r.text.Move(fyne.NewPos(inset, (size.Height-text.Height)/2))
	r.text.Resize(fyne.NewSize(max(size.Width-action.Width-2*inset-2*theme.GapTight, 0), text.Height))
}

func (r *chosenRenderer) Refresh() {
	radius := theme.Size(base.SizeNameInputRadius)
	face, line, name := base.ColorNameInputBackground, base.ColorNameInputBorder, base.ColorNamePrimary
	if r.c.disabled {
		face, line, name = base.ColorNameDisabledButton, base.ColorNameSeparator, base.ColorNameDisabled
	}
	if r.c.hovered && !r.c.disabled {
		face = base.ColorNameHover
	}
	mark := fyne.ThemeColorName("")
	switch {
	case r.c.Err() != "":
		mark, line = base.ColorNameError, base.ColorNameError
	case r.c.Changed() != "":
		mark = theme.ColorChanged
	case r.c.Origin() != "":
		mark = theme.ColorHint
	case r.c.IsRequired() && r.c.text == "":
		mark = base.ColorNamePrimary
	}
	paint(r.box, face, radius)
	r.box.StrokeColor, r.box.StrokeWidth = theme.Color(line), 1
	r.box.Refresh()
	r.bar.Hidden = mark == ""
	if mark != "" {
		paint(r.bar, mark, 1.5)
	}
	frame(r.ring, r.c.focused, radius)
	r.text.Set(r.c.text)
	write(r.action, r.c.action, name, base.SizeNameCaptionText, false)
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *chosenRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.bar, r.text, r.action, r.ring}
}

func (r *chosenRenderer) Destroy() {}
