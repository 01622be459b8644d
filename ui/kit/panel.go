package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/theme"
)

// Section puts a small heading over content.
func Section(title string, content fyne.CanvasObject) *fyne.Container {
	head := NewText(title).Sized(theme.SizeSection).Bold()
	return Border(Pad(head, theme.GapTight/2, 0), nil, nil, nil, content)
}

// Panel puts a thin frame around content.
func Panel(content fyne.CanvasObject) *fyne.Container {
	return container.NewStack(NewSurface("", base.ColorNameSeparator, 0), Pad(content, theme.Gap, theme.GapWide))
}

// TitledPanel is a Panel with a heading.
func TitledPanel(title string, content fyne.CanvasObject) *fyne.Container {
	return Panel(Section(title, content))
}

// Rule is a thin horizontal line.
func Rule() fyne.CanvasObject { return newLine(base.ColorNameSeparator) }

// EmptyState says in the middle of an empty list or page why it is empty and what to do next; action may be nil.
func EmptyState(text string, action *Button) fyne.CanvasObject {
	column := Below(Gap(), NewMuted(text).Aligned(fyne.TextAlignCenter).AtLeast(0))
	if action != nil {
		column.Add(container.NewCenter(Pad(action, theme.Gap, 0)))
	}
	column.Add(Gap())
	return column
}
