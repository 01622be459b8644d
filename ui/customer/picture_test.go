package customer_test

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/customer"
	"terminwerk/ui/desk/desktest"
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
	list := customer.NewList(b.Desk, b.Services())
	b.Open(list)
	sizes(b, "customer-list"+look)
	b.Press(fyne.KeyDown, fyne.KeyDown)
	b.Picture("customer-list2" + look)
	b.Press(fyne.KeyUp)
	b.Picture("customer-list3" + look)
	list.Close()
	b.Desk.Keys.Remove(list.Scope())
	ed := customer.NewEditor(b.Desk, b.Services(), fromLead(), 204, nil)
	b.Open(ed)
	sizes(b, "customer-lead"+look)
	b.Ctrl(fyne.KeyTab)
	b.Picture("customer-contact" + look)
	ed.Close()
	stored, err := b.Store.Customer(b.Context(), ids["10234"])
	if err != nil {
		b.Fatal(err)
	}
	ed = customer.NewEditor(b.Desk, b.Services(), stored, 0, nil)
	b.Open(ed)
	b.Picture("customer-one" + look)
	for _, page := range []string{"contact", "vehicles", "visits", "history"} {
		b.Ctrl(fyne.KeyTab)
		b.Picture("customer-one-" + page + look)
	}
	ed.Close()
	customer.Pick(b.Desk, b.Services(), "Neuer Halter", func(core.Customer) {})
	b.Type("hu")
	b.Picture("customer-pick" + look)
	b.Press(fyne.KeyEscape, fyne.KeyEscape)
}
