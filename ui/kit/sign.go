package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"terminwerk/ui/theme"
)

// Icon shows an icon of ui/theme in a colour of the theme.
type Icon struct {
	widget.BaseWidget
	image *canvas.Image
}

// NewIcon makes an icon of inline size; resource should come from theme.Tinted so that it follows the theme.
func NewIcon(resource fyne.Resource) *Icon {
	i := &Icon{image: canvas.NewImageFromResource(resource)}
	i.image.FillMode = canvas.ImageFillContain
	i.ExtendBaseWidget(i)
	return i
}

// NewSign makes the sign of a severity, in its shape and colour.
func NewSign(s theme.Severity) *Icon { return NewIcon(s.Icon()) }

// Set replaces the icon.
func (i *Icon) Set(resource fyne.Resource) {
	i.image.Resource = resource
	i.image.Refresh()
}

// MinSize is the inline icon size.
func (i *Icon) MinSize() fyne.Size { return fyne.NewSquareSize(theme.Size(base.SizeNameInlineIcon)) }

// CreateRenderer makes the drawing of the icon; Fyne calls it.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(i.image) }
