package core_test

import (
	"strings"
	"testing"

	"terminwerk/core"
)

func TestContactKeepsThePhoneAsTypedBesideTheInternationalForm(t *testing.T) {
	c := core.Contact{Mobile: core.Phone{Typed: " 0664/123 45 67 "}, Phone: core.Phone{Typed: "nach 17 Uhr"}}
	c.Normalize("AT")
	if c.Mobile.Typed != "0664/123 45 67" || c.Mobile.E164 != "+436641234567" {
		t.Errorf("mobile: %+v", c.Mobile)
	}
	if c.Phone.Typed != "nach 17 Uhr" || c.Phone.E164 != "" {
		t.Errorf("text that is no number stays as it is: %+v", c.Phone)
	}
}

func TestContactUsesTheCustomersCountryBeforeTheDealerships(t *testing.T) {
	c := core.Contact{Country: "de", Mobile: core.Phone{Typed: "0151 23456789"}}
	c.Normalize("AT")
	if c.Mobile.E164 != "+4915123456789" {
		t.Errorf("got %q", c.Mobile.E164)
	}
}

func TestEveryContactFieldCanBeSetReadAndCopied(t *testing.T) {
	var a, b core.Contact
	for _, f := range core.ContactFields() {
		if !a.Set(f, "x-"+string(f)) {
			t.Errorf("%s cannot be set", f)
		}
		b.Copy(f, &a)
		if b.Get(f) != "x-"+string(f) {
			t.Errorf("%s: %q", f, b.Get(f))
		}
	}
	if a != b {
		t.Errorf("%+v\n%+v", a, b)
	}
	if a.Set("vin", "x") {
		t.Error("a contact has no VIN")
	}
}

func TestSettingAPhoneForgetsTheOldInternationalForm(t *testing.T) {
	c := core.Contact{Mobile: core.Phone{Typed: "0664 1234567", E164: "+436641234567"}}
	c.Set(core.FieldMobile, "0676 1")
	if c.Mobile.E164 != "" {
		t.Error("a stale number would be dialled")
	}
}

func TestValidationNamesEveryBadField(t *testing.T) {
	c := core.Customer{Contact: core.Contact{Email: "anna@", Street: strings.Repeat("x", 300), Town: "Wien\x00"}, Blocked: true, Birthday: 20260231}
	want := map[core.Field]core.Reason{
		core.FieldEmail: core.ReasonEmail, core.FieldStreet: core.ReasonTooLong, core.FieldTown: core.ReasonControl,
		core.FieldLastName: core.ReasonNoName, core.FieldBlockReason: core.ReasonBlockCause, core.FieldBirthday: core.ReasonDate,
	}
	got := map[core.Field]core.Reason{}
	for _, e := range core.FieldErrors(c.Validate()) {
		got[e.Field], _ = e.Err.(core.Reason)
	}
	for f, why := range want {
		if got[f] != why {
			t.Errorf("%s: want %q, got %q", f, why, got[f])
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v", got)
	}
}

func TestEmailAddressesThatCouldBreakAMailHeaderAreRefused(t *testing.T) {
	for _, bad := range []string{"a b@c.at", "a@b", "a@b.at\r\nBcc: x@y.at", "Anna <a@b.at>", "a@.at", "@b.at", "a@b.at, c@d.at"} {
		if core.ValidEmail(bad) {
			t.Errorf("%q", bad)
		}
	}
	for _, good := range []string{"a@b.at", "anna.müller@beispiel.at", "a+b@c.d.example"} {
		if !core.ValidEmail(good) {
			t.Errorf("%q", good)
		}
	}
}

func TestNamesForListAndEnvelope(t *testing.T) {
	person := core.Contact{TitleBefore: "Dr.", FirstName: "Anna", LastName: "Müller", TitleAfter: "MBA"}
	firm := core.Contact{Company: "Huber Bau GmbH", FirstName: "Eva", LastName: "Huber"}
	for got, want := range map[string]string{
		person.SortName(): "Müller, Anna", person.DisplayName(): "Dr. Anna Müller, MBA",
		firm.SortName(): "Huber Bau GmbH (Huber, Eva)", firm.DisplayName(): "Huber Bau GmbH, Eva Huber",
	} {
		if got != want {
			t.Errorf("want %q, got %q", want, got)
		}
	}
}

func TestAppointmentRefusesWhatCanNeverBeStored(t *testing.T) {
	a := core.Appointment{
		DropOff: core.Part{At: 202611300800, Minutes: 15}, PickUp: core.Part{At: 202611300700},
		Steps: []core.WorkStep{{Text: "Reifen"}}, Status: core.AppointmentCancelled,
	}
	got := map[core.Field]bool{}
	for _, e := range core.FieldErrors(a.Validate()) {
		got[e.Field] = true
	}
	for _, f := range []core.Field{core.FieldCustomer, core.FieldContact, core.FieldVehicle, core.FieldPickUp, core.FieldSteps, core.FieldCancelReason} {
		if !got[f] {
			t.Errorf("%s should be refused, got %v", f, got)
		}
	}
}

func TestDifferencesNameChangedAddedAndRemovedValues(t *testing.T) {
	before := []core.FieldValue{{Field: "a", Value: "1"}, {Field: "b", Value: "2"}, {Field: "gone", Value: "x"}}
	after := []core.FieldValue{{Field: "a", Value: "1"}, {Field: "b", Value: "3"}, {Field: "new", Value: "y"}}
	got := core.Differences(before, after)
	want := []core.FieldChange{{Field: "b", Old: "2", New: "3"}, {Field: "new", New: "y"}, {Field: "gone", Old: "x"}}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("want %v, got %v", want[i], got[i])
		}
	}
}

func TestTheShippedSettingsAreValid(t *testing.T) {
	s := core.DefaultSettings()
	if err := s.Validate(); err != nil {
		t.Error(err)
	}
	s.Basis.TimeZone = "Mitteleuropa"
	if s.Validate() == nil {
		t.Error("an unknown zone must be refused")
	}
}
