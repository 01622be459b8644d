package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// ShowFailure tells in a small window why the program cannot start, and returns when it is closed. Details are added
// below the sentence, such as who has the database open.
func ShowFailure(a fyne.App, err error, details string) {
	a.Settings().SetTheme(theme.New(theme.System))
	w := a.NewWindow("Terminwerk")
	quit := kit.NewButton(i18n.T("shell.close"), w.Close).As(kit.Important)
	text := kit.FindingRow(theme.Failure, i18n.Error(err))
	column := container.NewVBox(text)
	if details != "" {
		column.Add(kit.NewParagraph(details))
	}
	w.SetContent(kit.PadScreen(container.NewBorder(nil, container.NewCenter(quit), nil, nil, column)))
	const width, height = 520, 220
	w.Resize(fyne.NewSize(width, height))
	w.CenterOnScreen()
	w.Canvas().Focus(quit)
	w.ShowAndRun()
}
