package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
)

func TestTheMouseRestingTellsWhatHasNoRoom(t *testing.T) {
	arrow := kit.NewButton("‹", func() {}).WithTip("Voriger Tag")
	mail := kit.NewEntry("")
	mail.SetText("maximilian.ferdinand.grossschaedl@sehr-lange-adresse.example")
	list := kit.NewDataList[lead](leads(9), leadColumns()...)
	w := test.NewTempWindow(t, nil)
	w.SetContent(kit.NewToasts(task.Sync()).Wrap(container.NewBorder(container.NewVBox(arrow, mail), nil, nil, nil, list)))
	w.Resize(fyne.NewSize(330, 300))
	said := func(words string) bool { return strings.Contains(desktest.Text(w), words) }
	over := &desktop.MouseEvent{}

	arrow.MouseIn(over)
	if !said("Voriger Tag") || w.Canvas().Overlays().Top() != nil {
		t.Error("the button has no tip, or one that takes the keys away")
	}
	arrow.MouseOut()
	if said("Voriger Tag") {
		t.Error("the tip stays")
	}

	mail.MouseIn(over)
	if strings.Count(strings.ReplaceAll(desktest.Text(w), " | ", ""), "sehr-lange-adresse.example") != 2 {
		t.Error("a text that is cut off is not told whole")
	}
	mail.MouseOut()
	mail.SetText("kurz@x.example")
	mail.MouseIn(over)
	if strings.Count(desktest.Text(w), "kurz@x.example") != 1 {
		t.Error("a text with room has a tip")
	}

	over.Position = fyne.NewPos(180, 130)
	list.MouseMoved(over)
	if !said("Großschädl-Oberhuber, Maximilian Ferdinand") {
		t.Error("a cell that is cut off is not told whole:", desktest.Text(w))
	}
	list.MouseOut()
}

func TestATipWorksInADialogToo(t *testing.T) {
	w := test.NewTempWindow(t, container.NewStack())
	w.Resize(fyne.NewSize(500, 400))
	arrow := kit.NewButton("‹", func() {}).WithTip("Voriger Tag")
	kit.NewDialogs(w.Canvas(), keys.New()).Show(&kit.Dialog{Title: "Tag", Content: arrow})
	arrow.MouseIn(&desktop.MouseEvent{})
	if !strings.Contains(desktest.Text(w), "Voriger Tag") {
		t.Error("no tip")
	}
}
