package intake_test

import (
	"context"
	"testing"

	"terminwerk/core"
)

// refused is the newest record of the quarantine, which must hold n.
func (d *desk) refused(n int) core.Quarantined {
	d.t.Helper()
	list, err := d.Store.Quarantine(context.Background())
	if err != nil || len(list) != n {
		d.t.Fatalf("%d in quarantine, want %d: %v", len(list), n, err)
	}
	if n == 0 {
		return core.Quarantined{}
	}
	return list[0]
}

// correct writes a value into the column of that name.
func correct(t *testing.T, q *core.Quarantined, name, value string) {
	t.Helper()
	for i := range q.Cells {
		if q.Cells[i].Name == name {
			q.Cells[i].Value = value
			return
		}
	}
	t.Fatalf("no column %q in %+v", name, q.Cells)
}

func (d *desk) again(q core.Quarantined) core.ImportResult {
	d.t.Helper()
	r, err := d.TakeAgain(context.Background(), "Huber", q)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// stays expects that a record is refused once more, for that field, and that nothing has changed.
func (d *desk) stays(q core.Quarantined, field core.Field) {
	d.t.Helper()
	_, err := d.TakeAgain(context.Background(), "Huber", q)
	faults := core.FieldErrors(err)
	if len(faults) != 1 || faults[0].Field != field {
		d.t.Errorf("want a refusal of %q, got %v", field, err)
	}
	d.refused(1)
}

func TestACorrectedRowOfCustomersGoesInLikeAnyOther(t *testing.T) {
	d := newDesk(t)
	d.customers("Kundennummer;Nachname;E-Mail;Haarfarbe\n;Huber;huber@example.at;rot\n7;Moser;;\n", counts{1, 0, 0, 0, 1})
	q := d.refused(1)
	if q.Field != core.FieldCustomerNumber || q.Cut || !q.Mendable() {
		t.Errorf("%+v", q)
	}
	d.stays(q, core.FieldCustomerNumber)
	correct(t, &q, "Kundennummer", "8")
	if r := d.again(q); r.Read != 1 || r.New != 1 {
		t.Errorf("%+v", r)
	}
	if c := d.customer("8"); c.Contact.LastName != "Huber" || c.Contact.Email != "huber@example.at" {
		t.Errorf("%+v", c.Contact)
	}
	d.refused(0)
	d.customers("Kundennummer;Nachname;E-Mail;Haarfarbe\n8;Huber;huber@example.at;rot\n", counts{0, 0, 1})
}

func TestACorrectedVehicleFindsItsOwner(t *testing.T) {
	d := newDesk(t)
	d.customers("customer_number;last_name\n7;Moser\n", counts{1})
	d.vehicles("vin;plate;owner_number\nWVWZZZ1KZAW000001;S-1AB;77\n", counts{0, 0, 0, 0, 1})
	q := d.refused(1)
	d.stays(q, core.FieldOwner)
	correct(t, &q, "owner_number", "7")
	d.again(q)
	d.refused(0)
	if list, err := d.Store.VehiclesByPlate(context.Background(), "S-1AB"); err != nil || len(list) != 1 {
		t.Error(list, err)
	}
}

func TestARowWithTooManyValuesIsPutRightValueByValue(t *testing.T) {
	d := newDesk(t)
	d.leads("lead_id;source;last_name;work\nA1;Portal;Huber;Service;Reifen\n", counts{0, 0, 0, 0, 1})
	q := d.refused(1)
	d.stays(q, "")
	correct(t, &q, "work", "Service; Reifen")
	q.Cells[len(q.Cells)-1].Value = ""
	d.again(q)
	d.refused(0)
	if l := d.lead("Portal", "A1"); l.Request.Work != "Service; Reifen" {
		t.Errorf("%+v", l.Request)
	}
}

func TestADamagedRowIsTakenApartByItsSeparators(t *testing.T) {
	d := newDesk(t)
	d.leads("lead_id;source;last_name;work\nA1;Portal;\"Huber;Service\nA2;Portal;Moser;Reifen\n", counts{1, 0, 0, 0, 1})
	q := d.refused(1)
	correct(t, &q, "last_name", "Huber")
	d.again(q)
	d.refused(0)
	if l := d.lead("Portal", "A1"); l.Request.Contact.LastName != "Huber" || l.Request.Work != "Service" {
		t.Errorf("%+v", l.Request)
	}
}

func TestACancellationOfAnUnknownLeadIsCorrectedToTheRightOne(t *testing.T) {
	d := newDesk(t)
	d.leads(oneLead, counts{1})
	d.expect(core.EntityLead, d.file("ab.json", `{"lead_id":"A7","source":"Portal","status":"cancelled"}`), counts{0, 0, 0, 0, 1})
	q := d.refused(1)
	d.stays(q, core.FieldLeadID)
	correct(t, &q, "lead_id", "A1")
	if r := d.again(q); r.Cancelled != 1 {
		t.Errorf("%+v", r)
	}
	d.refused(0)
	if l := d.lead("Portal", "A1"); l.Status != core.LeadCancelled {
		t.Errorf("lead is %s", l.Status)
	}
}

func TestTextThatCannotBeTakenApartIsCorrectedAsText(t *testing.T) {
	d := newDesk(t)
	d.expect(core.EntityLead, d.file("a.json", `{"lead_id":"A1","source":"Portal","last_name":"Huber}`), counts{0, 0, 0, 0, 1})
	q := d.refused(1)
	if len(q.Cells) > 0 || !q.Mendable() {
		t.Fatalf("%+v", q)
	}
	d.stays(q, "")
	q.Raw = `{"lead_id":"A1","source":"Portal","last_name":"Huber"}`
	d.again(q)
	d.refused(0)
	if l := d.lead("Portal", "A1"); l.Request.Contact.LastName != "Huber" || l.Request.ReceivedAt != q.Meta.CreatedAt {
		t.Errorf("%+v", l.Request)
	}
}

func TestARefusedFileIsCorrectedInTheFile(t *testing.T) {
	d := newDesk(t)
	d.customers("a;b\n1;2\n", counts{0, 0, 0, 0, 1})
	if q := d.refused(1); q.Mendable() {
		t.Errorf("%+v", q)
	}
}

func TestARecordThatIsThereAlreadyOnlyLeavesTheQuarantine(t *testing.T) {
	d := newDesk(t)
	d.customers("customer_number;last_name\n;Huber\n8;Huber\n", counts{1, 0, 0, 0, 1})
	q := d.refused(1)
	correct(t, &q, "customer_number", "8")
	if r := d.again(q); r.Unchanged != 1 {
		t.Errorf("%+v", r)
	}
	d.refused(0)
	if _, err := d.TakeAgain(context.Background(), "Huber", q); err == nil {
		t.Error("taken in twice")
	}
}

func TestALeadThatSaysNothingGetsWhatIsMissing(t *testing.T) {
	d := newDesk(t)
	d.expect(core.EntityLead, d.file("leer.xml", `<adf><prospect><id source="Portal">9</id><vehicle/><customer><contact/></customer></prospect></adf>`), counts{0, 0, 0, 0, 1})
	q := d.refused(1)
	d.stays(q, "")
	correct(t, &q, "last_name", "Huber")
	correct(t, &q, "mobile", "0664 1234567")
	if r := d.again(q); r.New != 1 {
		t.Errorf("%+v", r)
	}
	d.refused(0)
	if l := d.lead("Portal", "9"); l.Request.Contact.LastName != "Huber" || l.Request.Contact.Mobile.E164 != "+436641234567" {
		t.Errorf("%+v", l.Request)
	}
}
