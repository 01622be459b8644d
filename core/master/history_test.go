package master_test

import (
	"slices"
	"testing"

	"terminwerk/core"
)

func TestTheHistoryOfAMergedCustomerStaysVisible(t *testing.T) {
	d := two(t, *karin(), *karin())
	d.drop.Notes = "zahlt bar"
	must(t, d.m.SaveCustomer(ctx, "Maier", &d.drop, 0, true))
	d.merge()
	list, err := d.m.CustomerHistory(ctx, d.keep.Meta.ID, 100)
	must(t, err)
	var whats []string
	own := 0
	for _, e := range list {
		whats = append(whats, e.What)
		if e.Target.ID == d.keep.Meta.ID {
			own++
		}
	}
	if !slices.IsSortedFunc(list, func(a, b core.AuditEntry) int { return int(b.Seq) - int(a.Seq) }) {
		t.Errorf("not the latest first: %v", whats)
	}
	if want := []string{"customer.merged", "customer.saved", "customer.created", "customer.created"}; !slices.Equal(whats, want) || own != 2 {
		t.Errorf("%v, %d of its own; want %v, 2", whats, own, want)
	}
	if few, err := d.m.CustomerHistory(ctx, d.keep.Meta.ID, 2); err != nil || len(few) != 2 || few[0].Seq != list[0].Seq {
		t.Errorf("the latest two: %+v, %v", few, err)
	}
}
