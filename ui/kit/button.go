package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/keys"
	"terminwerk/ui/theme"
)

// Importance is how much a button calls for attention.
type Importance uint8

// The importances. A dialog or panel has at most one Important button.
const (
	Normal    Importance = iota
	Important            // what the user most likely wants
	Danger               // destroys something
	Quiet                // no background until the mouse or the focus is on it
)

// Button runs something on click, Enter or Space. It shows the key that does the same, and the reason when it is disabled.
type Button struct {
	pressable
	OnTapped func()

	text, key, reason string
	icon              fyne.Resource
	importance        Importance
}

// NewButton makes a button; run may be set later as OnTapped.
func NewButton(text string, run func()) *Button {
	b := &Button{text: text, OnTapped: run}
	b.init(b, func() {
		if b.OnTapped != nil {
			b.OnTapped()
		}
	})
	return b
}

// NewCommandButton makes the button of a registered command, with its name and key. Call Sync after what its Enabled asks
// about has changed.
func NewCommandButton(r *keys.Registry, id string) *Button {
	c, ok := r.Get(id)
	if !ok {
		panic("kit: no command " + id)
	}
	b := NewButton(c.Text(), func() { r.Run(id) }).WithKey(c.Shortcut).WithIcon(c.Icon)
	if c.Enabled != nil && !c.Enabled() {
		b.Disable()
	}
	return b
}

// WithTip sets words for the mouse resting on the button, where its text alone says too little, such as an arrow's.
func (b *Button) WithTip(text string) *Button {
	b.tip = func() string { return text }
	return b
}

// As sets the importance.
func (b *Button) As(i Importance) *Button {
	b.importance = i
	b.Refresh()
	return b
}

// WithKey shows the shortcut in the button; binding it is the registry's work.
func (b *Button) WithKey(s keys.Shortcut) *Button {
	b.key = keys.Text(s)
	b.Refresh()
	return b
}

// WithIcon puts an icon before the text; nil takes it away.
func (b *Button) WithIcon(icon fyne.Resource) *Button {
	b.icon = icon
	b.Refresh()
	return b
}

// SetText replaces the text.
func (b *Button) SetText(text string) {
	b.text = text
	b.Refresh()
}

// Label is the button's text.
func (b *Button) Label() string { return b.text }

// SetReason disables the button and shows why; the empty reason enables it.
func (b *Button) SetReason(reason string) {
	b.reason = reason
	b.disabled = reason != ""
	b.Refresh()
}

// Reason is why the button is disabled, empty if it is not or nobody said why.
func (b *Button) Reason() string { return b.reason }

// filled tells whether the button's background is a strong colour, on which the usual focus ring would not be seen.
func (b *Button) filled() bool { return b.importance == Important || b.importance == Danger }

// CreateRenderer makes the drawing of the button; Fyne calls it.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{b: b, box: canvas.NewRectangle(nil), veil: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	r.icon = canvas.NewImageFromResource(nil)
	r.icon.FillMode = canvas.ImageFillContain
	r.text, r.key, r.reason = newLettering(), newLettering(), newLettering()
	r.Refresh()
	return r
}

type buttonRenderer struct {
	b                 *Button
	box, veil, ring   *canvas.Rectangle
	icon              *canvas.Image
	text, key, reason *Lettering
}

// buttonFaces gives background, text and key colour; an empty background is transparent.
var buttonFaces = map[Importance][3]fyne.ThemeColorName{
	Normal:    {base.ColorNameButton, base.ColorNameForeground, theme.ColorMuted},
	Important: {base.ColorNamePrimary, base.ColorNameForegroundOnPrimary, base.ColorNameForegroundOnPrimary},
	Danger:    {base.ColorNameError, base.ColorNameForegroundOnError, base.ColorNameForegroundOnError},
	Quiet:     {"", base.ColorNamePrimary, theme.ColorMuted},
}

func (r *buttonRenderer) MinSize() fyne.Size {
	width := r.textWidth() + 2*r.padding()
	if r.b.icon != nil {
		width += r.iconSize() + theme.Size(theme.SizeGapTight)
	}
	if r.b.key != "" {
		width += r.key.MinSize().Width + theme.Size(theme.SizeGap)
	}
	height := theme.Size(theme.SizeControl)
	if r.b.reason != "" {
		height += r.reason.MinSize().Height + 2
		width = max(width, r.reason.MinSize().Width+2)
	}
	return fyne.NewSize(width, height)
}

func (r *buttonRenderer) textWidth() float32 {
	return measure(r.b.text, r.text.size, r.text.style).Width
}

func (r *buttonRenderer) padding() float32  { return theme.Size(theme.SizeGap) + 2 }
func (r *buttonRenderer) iconSize() float32 { return theme.Size(base.SizeNameInlineIcon) }

func (r *buttonRenderer) Layout(size fyne.Size) {
	height := theme.Size(theme.SizeControl)
	box := fyne.NewSize(size.Width, height)
	for _, o := range []*canvas.Rectangle{r.box, r.veil, r.ring} {
		edge(o, box)
	}
	if r.b.filled() {
		r.ring.Resize(r.ring.Size().Subtract(fyne.NewSquareSize(4)))
		r.ring.Move(r.ring.Position().AddXY(2, 2))
	}
	beside := float32(0)
	if r.b.icon != nil {
		beside += r.iconSize() + theme.Size(theme.SizeGapTight)
	}
	if r.b.key != "" {
		beside += r.key.MinSize().Width + theme.Size(theme.SizeGap)
	}
	cut(r.text, r.b.text, size.Width-beside-4)
	x := max((size.Width-beside-r.text.MinSize().Width)/2, 2)
	if r.b.icon != nil {
		r.icon.Resize(fyne.NewSquareSize(r.iconSize()))
		r.icon.Move(fyne.NewPos(x, (height-r.iconSize())/2))
		x += r.iconSize() + theme.Size(theme.SizeGapTight)
	}
	r.put(r.text, x, height)
	r.put(r.key, x+r.text.MinSize().Width+theme.Size(theme.SizeGap), height+1)
	r.reason.Move(fyne.NewPos(1, height+1))
	r.reason.Resize(r.reason.MinSize())
}

func (r *buttonRenderer) put(t *Lettering, x, height float32) {
	t.Resize(t.MinSize())
	t.Move(fyne.NewPos(x, (height-t.MinSize().Height)/2))
}

func (r *buttonRenderer) Refresh() {
	face := buttonFaces[r.b.importance]
	if r.b.disabled {
		face = [3]fyne.ThemeColorName{base.ColorNameDisabledButton, base.ColorNameDisabled, base.ColorNameDisabled}
	}
	radius := theme.Size(base.SizeNameButtonRadius)
	cover(r.box, face[0], radius)
	paint(r.veil, base.ColorNameHover, radius)
	r.veil.Hidden = !r.b.hovered || r.b.disabled
	if r.b.filled() {
		frameOn(r.ring, r.b.focused, face[1], radius-1)
	} else {
		frame(r.ring, r.b.focused, radius)
	}
	write(r.text, r.b.text, face[1], base.SizeNameText, r.b.filled())
	write(r.key, r.b.key, face[2], base.SizeNameCaptionText, false)
	write(r.reason, r.b.reason, theme.ColorMuted, base.SizeNameCaptionText, false)
	r.icon.Hidden = r.b.icon == nil
	if r.b.icon != nil {
		r.icon.Resource = theme.Tinted(r.b.icon, face[1])
		r.icon.Refresh()
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.veil, r.icon, r.text, r.key, r.reason, r.ring}
}

func (r *buttonRenderer) Destroy() {}
