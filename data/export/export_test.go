package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/data/export"
	"terminwerk/data/intake"
)

func write(t testing.TB, s core.Store, what core.Entity, asJSON bool) string {
	t.Helper()
	var b bytes.Buffer
	if err := export.Write(context.Background(), s, what, asJSON, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func read(t testing.TB, s *coretest.Store, what core.Entity, name, text string) core.ImportResult {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	im := &intake.Importer{Store: s, Clock: s}
	r, err := im.Import(context.Background(), what, []string{path})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const leads = `[{"lead_id":"A1","source":"Portal","title":"Dr.","first_name":"Jörg","last_name":"Groß","mobile":"+43 664 1234567",
"street":"Weg 5a","zip":"01067","plate":"HN-IU 9512","wanted_at":"30.11.2026 vormittags","mileage":"viele","work":"=1+1;\n\"Öl\"","sms":true,"kampagne":"Herbst"},
{"lead_id":"A2","source":"Portal","company":"'@Firma","phone":"kein Telefon","wanted_at":"1.12.2026","received_at":"2026-11-20T08:47:50+01:00"}]`

const customers = "customer_number,salutation,title,first_name,last_name,company,street,house_no,zip,country,phone,vins,plates,blocked,notes\n" +
	"1,Frau,Mag.,Karin,Freitag,,Weg,4/2,5020,AT,+43662123456,WVWZZZ1KZAW000001|,S-123AB|S-9X,Zahlung,\"eins\nzwei\"\n" +
	"2,Firma,,,,-Muster GmbH,Gasse,7,01067,DE,,,HN-IU 9512,,\n"

func full(t testing.TB) *coretest.Store {
	s := coretest.New()
	read(t, s, core.EntityCustomer, "c.csv", customers)
	read(t, s, core.EntityVehicle, "v.csv", "vin,owner_number,driver_number,mileage,inspection_due,notes\nWVWZZZ1KZAW000002,1,2,45.000,11/2026,+Haken\n")
	if r := read(t, s, core.EntityLead, "l.json", leads); r.New != 2 {
		t.Fatalf("leads %+v", r)
	}
	return s
}

func TestWhatGoesOutComesBackInUnchanged(t *testing.T) {
	for _, what := range []core.Entity{core.EntityCustomer, core.EntityVehicle, core.EntityLead} {
		for _, asJSON := range []bool{false, true} {
			if asJSON && what != core.EntityLead {
				continue
			}
			s := full(t)
			text := write(t, s, what, asJSON)
			name := map[bool]string{false: "x.csv", true: "x.json"}[asJSON]
			if r := read(t, s, what, name, text); r.Unchanged != r.Read || r.Read == 0 {
				t.Errorf("%s %s: %+v\n%s", what, name, r, text)
			}
			other := coretest.New()
			if what == core.EntityVehicle {
				read(t, other, core.EntityCustomer, "c.csv", "customer_number,last_name\n1,A\n2,B\n")
			}
			read(t, other, what, name, text)
			if again := write(t, other, what, asJSON); what != core.EntityCustomer && sorted(again) != sorted(text) {
				t.Errorf("%s in an empty store:\n%s\nwas\n%s", what, again, text)
			}
		}
	}
}

// sorted brings a text's lines into an order of their own: records without a plate come in that of their ids.
func sorted(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, ",\n", "\n"), "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestSpreadsheetSeesNoFormulas(t *testing.T) {
	text := write(t, full(t), core.EntityLead, false)
	if !strings.HasPrefix(text, "\ufefflead_id;") || !strings.Contains(text, "'+43 664 1234567") || !strings.Contains(text, `"'=1+1;`) {
		t.Errorf("export:\n%s", text)
	}
	for _, cell := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' }) {
		if strings.IndexAny(strings.Trim(cell, `"`), "=+@") == 0 {
			t.Errorf("cell %q", cell)
		}
	}
}

func TestEveryTextSurvivesTheRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringMatching(`['=+@"\-;,|A-Za-zäß]{1,8}[A-Za-z]`).Draw(rt, "name")
		s := coretest.New()
		c := core.Customer{Number: "7", Contact: core.Contact{LastName: name, Company: name}}
		if _, err := s.Apply(context.Background(), core.Change{Op: "1", What: "test", Put: []core.Record{&c}}); err != nil {
			rt.Fatal(err)
		}
		other := coretest.New()
		read(t, other, core.EntityCustomer, "c.csv", write(t, s, core.EntityCustomer, false))
		got, err := other.CustomerByNumber(context.Background(), "7")
		if err != nil || got.Contact.LastName != name || got.Contact.Company != name {
			rt.Fatalf("%q became %q, error %v", name, got.Contact.LastName, err)
		}
	})
}

func TestAppointmentsAreWrittenWithContactAndVehicle(t *testing.T) {
	s := full(t)
	ctx := context.Background()
	c, err := s.CustomerByNumber(ctx, "1")
	if err != nil {
		t.Fatal(err)
	}
	vehicles, err := s.VehiclesOf(ctx, c.Meta.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range []core.Appointment{
		{Vehicle: vehicles[0].Meta.ID, Contact: c.Contact, Notes: "=Notiz"},
		{Transit: core.VehicleData{Plate: "W-1X"}, Contact: core.Contact{LastName: "Laufkunde"}, SMSConfirmation: true},
	} {
		v.Status, v.Customer = core.AppointmentPlanned, c.Meta.ID
		v.DropOff, v.PickUp = core.Part{At: 202612010800, Minutes: 15}, core.Part{At: 202612011600, Minutes: 10}
		if _, err := s.Apply(ctx, core.Change{Op: "a" + strconv.Itoa(i), What: "test", Put: []core.Record{&v}}); err != nil {
			t.Fatal(err)
		}
	}
	var list []map[string]string
	if err := json.Unmarshal([]byte(write(t, s, core.EntityAppointment, true)), &list); err != nil || len(list) != 2 {
		t.Fatalf("%d appointments, error %v", len(list), err)
	}
	if a := list[0]; a["customer_number"] != "1" || a["vin"] != "WVWZZZ1KZAW000001" || a["last_name"] != "Freitag" || a["drop_off"] != "2026-12-01T08:00" {
		t.Errorf("appointment %v", a)
	}
	if a := list[1]; a["plate"] != "W-1X" || a["last_name"] != "Laufkunde" || a["sms_confirmation"] != "1" {
		t.Errorf("appointment %v", a)
	}
	if text := write(t, s, core.EntityAppointment, false); !strings.Contains(text, "'=Notiz") || strings.Count(text, "\r\n") != 3 {
		t.Errorf("csv:\n%s", text)
	}
}
