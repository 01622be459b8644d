package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/theme"
)

// StatusBar is the line at the foot of the window: parts from left to right, separated by thin lines.
func StatusBar(parts ...fyne.CanvasObject) fyne.CanvasObject {
	row := container.New(&besideLayout{gap: theme.GapWide})
	for i, part := range parts {
		if i > 0 {
			line := newLine(base.ColorNameSeparator)
			line.least.Height = 16
			row.Add(line)
		}
		row.Add(part)
	}
	back := NewSurface(base.ColorNameHeaderBackground, "", 0)
	return Border(Rule(), nil, nil, nil, container.NewStack(back, Pad(row, 3, theme.GapWide)))
}
