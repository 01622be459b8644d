package booking_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/booking"
)

func TestEveryReasonAndNoteHasWordsInBothLanguages(t *testing.T) {
	keys := []string{
		"booking.customer.unknown_number", "booking.vehicle.owned_by", "booking.cash.unset", "booking.cash.missing", "booking.cash.blocked",
	}
	for _, why := range []core.Reason{
		booking.ReasonClosed, booking.ReasonBooked, booking.ReasonNoCustomer, booking.ReasonCashMaster, booking.ReasonCashOwner,
		booking.ReasonVisitOver, booking.ReasonDeferPast, booking.ReasonUndoChanged, booking.ReasonUndoGone, booking.ReasonUndoUsed,
		booking.ReasonUndoNoRecord, booking.ReasonCancelChanged,
	} {
		keys = append(keys, string(why))
	}
	for _, language := range []string{"de", "en"} {
		raw, err := assets.Texts.ReadFile("i18n/" + language + "/booking.json")
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]string
		if err := json.Unmarshal(raw, &texts); err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			if texts[key] == "" {
				t.Errorf("%s: no text for %s", language, key)
			}
		}
		for key := range texts {
			if !slices.Contains(keys, key) {
				t.Errorf("%s: nobody says %s", language, key)
			}
		}
	}
}

func TestRefusalsNameNoPersonInALog(t *testing.T) {
	d := newDesk(t)
	draft := d.draft(d.lead(withVIN(hansVIN)), booking.Choice{Way: booking.WayExisting})
	_, warned := d.Save(ctx, draft, "Huber", false)
	draft.Appointment.Contact = core.Contact{}
	_, refused := d.Save(ctx, draft, "Huber", true)
	for want, err := range map[string]error{
		"warnings not answered: vehicle.not_owned":     warned,
		"errors in the appointment: contact.unnamed":   refused,
		"lead 3 already has appointment 4":             &booking.AlreadyBooked{Lead: 3, Appointment: 4},
		"undo refused by lead/3: booking.undo.changed": &booking.UndoRefused{Ref: core.Ref{Entity: core.EntityLead, ID: 3}, Reason: booking.ReasonUndoChanged},
	} {
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if err := error(&booking.UndoRefused{Reason: booking.ReasonUndoGone}); !core.IsKind(err, core.Conflict) || !errors.Is(err, booking.ReasonUndoGone) {
		t.Errorf("%v", err)
	}
}
