package store_test

import (
	"context"
	"testing"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/data/store/storetest"
)

var ctx = context.Background()

func person(first, last string) *core.Customer {
	return &core.Customer{Contact: core.Contact{FirstName: first, LastName: last, Country: "AT", Town: "Wien"}, Status: core.StatusCustomer}
}

func TestKeepsThePromisesOfAStore(t *testing.T) {
	coretest.Conformance(t, func(t testing.TB) core.Store { return storetest.New(t) })
}

func TestUnreadableRecordIsListedOnce(t *testing.T) {
	s := storetest.New(t)
	q := func(digest byte) *core.Quarantined {
		return &core.Quarantined{File: "a.csv", What: core.EntityLead, Line: 3, Why: core.ReasonRequired, Digest: []byte{digest}}
	}
	storetest.Put(t, s, q(1))
	storetest.Put(t, s, q(1), q(2))
	list, err := s.Quarantine(ctx)
	if err != nil || len(list) != 2 || list[0].Digest[0] != 2 {
		t.Fatal(list, err)
	}
}
