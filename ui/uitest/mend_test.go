package uitest_test

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/uitest"
)

// openPlace starts the program at a place.
func openPlace(t *testing.T, name string) *uitest.Program {
	t.Helper()
	p, err := uitest.Start(uitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	places := uitest.Places()
	places[slices.IndexFunc(places, func(at uitest.Place) bool { return at.Name == name })].Open(p)
	return p
}

func quarantine(t *testing.T, p *uitest.Program) []core.Quarantined {
	t.Helper()
	list, err := p.Store.Quarantine(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestARefusedRecordIsCorrectedByKeysAndGoesIn(t *testing.T) {
	p := openPlace(t, "leads-mend")
	p.Ctrl(fyne.KeyReturn) // not corrected yet: it stays, with its reason at the field that has the cursor
	if len(quarantine(t, p)) != 1 {
		t.Fatal("the record went without a number")
	}
	p.Type("90017")
	p.Ctrl(fyne.KeyReturn)
	if c := p.Customer("90017"); c.Contact.LastName != "Lechner" || c.Contact.Town != "Linz" || c.Notes != "Ruft lieber an" {
		t.Errorf("%+v", c)
	}
	if list := quarantine(t, p); len(list) != 0 {
		t.Errorf("still there: %+v", list)
	}
	drafts, err := p.Store.Drafts(context.Background())
	if err != nil || len(drafts) != 0 {
		t.Errorf("drafts are left: %v %v", drafts, err)
	}
}

func TestARecordThatIsNoTableIsCorrectedAsText(t *testing.T) {
	p := openPlace(t, "leads-mend-text")
	p.Ctrl(fyne.KeyEnd)
	p.Press(fyne.KeyEnd, fyne.KeyBackspace)
	p.Type("\"}")
	p.Ctrl(fyne.KeyReturn)
	if list := quarantine(t, p); len(list) != 0 {
		t.Fatalf("still there: %+v", list)
	}
	if l, err := p.Store.LeadByExternal(context.Background(), "JSON", "A18"); err != nil || l.Request.Contact.LastName != "Gruber" {
		t.Errorf("%+v %v", l.Request, err)
	}
}

func TestWhatWasTypedIntoARefusedRecordIsNotLostByLeaving(t *testing.T) {
	p := openPlace(t, "leads-mend")
	p.Type("90017")
	p.Press(fyne.KeyEscape) // asks
	p.Press(fyne.KeyEscape) // stays
	p.Ctrl(fyne.KeyReturn)
	if c := p.Customer("90017"); c.Contact.LastName != "Lechner" {
		t.Errorf("%+v", c)
	}
}
