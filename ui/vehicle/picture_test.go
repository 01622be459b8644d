package vehicle_test

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/vehicle"
)

// TestPictures writes the screens for somebody to look at; see desktest.Bench.Picture.
func TestPictures(t *testing.T) {
	if os.Getenv("SHOTS") == "" {
		t.Log("set SHOTS to a folder to get pictures")
	}
	b, ids := bench(t)
	b.Window.Resize(fyne.NewSize(1100, 640))
	for _, look := range []struct {
		name string
		set  func()
	}{{"", func() {}}, {"-dark", b.Dark}, {"-en", b.English}} {
		look.set()
		pictures(b, ids, look.name)
	}
}

func pictures(b *desktest.Bench, ids map[string]core.ID, look string) {
	list := vehicle.NewList(b.Desk, b.Services())
	b.Open(list)
	sizes(b, "vehicle-list"+look)
	b.Press(fyne.KeyDown)
	b.Picture("vehicle-list2" + look)
	list.Close()
	b.Desk.Keys.Remove(list.Scope())
	stored, err := b.Store.Vehicle(b.Context(), ids["twin"])
	if err != nil {
		b.Fatal(err)
	}
	ed := vehicle.NewEditor(b.Desk, b.Services(), stored, nil)
	b.Open(ed)
	sizes(b, "vehicle-one"+look)
	ed.Close()
	b.Desk.Keys.Remove(ed.Scope())
	ed = vehicle.NewEditor(b.Desk, b.Services(), core.Vehicle{Owner: ids["anna"]}, nil)
	b.Open(ed)
	b.Type("wvwzzz1kz8wI2345O")
	b.Picture("vehicle-odd" + look)
	b.Ctrl(fyne.KeyR)
	b.Picture("vehicle-corrected" + look)
	b.Ctrl(fyne.KeyS)
	b.Picture("vehicle-saved" + look)
	ed.Close()
	b.Desk.Keys.Remove(ed.Scope())
	vehicle.Pick(b.Desk, b.Services(), "Fahrzeug wählen", 0, func(core.Vehicle) {})
	b.Type("golf")
	b.Picture("vehicle-pick" + look)
	b.Press(fyne.KeyEscape, fyne.KeyEscape)
}
