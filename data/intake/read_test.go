package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/data/intake"
)

func options() intake.Options {
	return intake.Options{Basis: core.DefaultSettings().Basis, Now: coretest.Now}
}

func readTestdata(t *testing.T, name string) intake.Batch {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return intake.ReadLeads(name, data, options())
}

// told is what a request says, without what is empty.
func told(q *core.Request) map[string]string {
	m := map[string]string{"id": q.ExternalID, "source": q.Source}
	for _, v := range q.FieldValues() {
		if v.Value != "" {
			m[string(v.Field)] = v.Value
		}
	}
	for _, v := range q.AsText {
		m["text "+string(v.Field)] = v.Value
	}
	for _, h := range q.Hints {
		m["hint "+string(h.Field)] = string(h.Why)
	}
	return m
}

type want struct {
	status intake.Status
	said   map[string]string
}

func checkBatch(t *testing.T, b intake.Batch, refused []core.Reason, wants ...want) {
	t.Helper()
	if len(b.Records) != len(wants) {
		t.Fatalf("%d records, want %d; refused %v", len(b.Records), len(wants), b.Refused)
	}
	for i, w := range wants {
		if b.Records[i].Status != w.status {
			t.Errorf("record %d is %s, want %s", i, b.Records[i].Status, w.status)
		}
		if diff := cmp.Diff(w.said, told(&b.Records[i].Request)); diff != "" {
			t.Errorf("record %d (-want +got):\n%s", i, diff)
		}
	}
	var why []core.Reason
	for _, q := range b.Refused {
		why = append(why, q.Why)
	}
	if diff := cmp.Diff(refused, why); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
}

func TestADFOfPortalsIsReadHoweverBroken(t *testing.T) {
	b := readTestdata(t, "portal.xml")
	checkBatch(t, b, nil,
		want{intake.New, map[string]string{
			"id": "AX-77", "source": "Werkstattportal Süd", "first_name": "Karin", "last_name": "Freitag",
			"email": "KARIN@example.org", "mobile": "0664 / 123 45 67", "phone_work": "+43 (0)662 123456", "text fax": "0662 123457",
			"street": "Linzer Straße", "house_no": "4/2/14", "city": "Salzburg", "zip": "5020", "country": "AT",
			"customer_number": "40017", "wanted_at": "2026-12-01T08:30", "text timeframe": "vormittags",
			"work": "Jahresservice  dringend", "comments": "Klimaanlage riecht &boom; & tropft", "plate": "SL-123AB",
			"vin": "TMBJJ7NE1K0123456", "make": "Škoda", "model": "Octavia", "mileage": "45052", "text year": "2019",
			"text vendor": "Autohaus Beispiel",
		}},
		want{intake.New, map[string]string{
			"id": "AX-78", "source": "Werkstattportal Süd", "first_name": "Björn", "last_name": "Muster", "phone": "gar keine",
			"hint phone": "intake.phone", "text wanted_at": "irgendwann", "hint wanted_at": "error.time", "hint work": "intake.not_service",
		}})
	if got := b.Records[0].Request.ReceivedAt; !got.Equal(time.Date(2026, 11, 20, 16, 47, 50, 0, time.UTC)) {
		t.Errorf("received at %v", got)
	}
	if b.Records[0].Request.Contact.Mobile.E164 != "+436641234567" {
		t.Errorf("mobile %v", b.Records[0].Request.Contact.Mobile)
	}
}

func TestMailCarriesTheLeadInEveryEncoding(t *testing.T) {
	checkBatch(t, readTestdata(t, "portal.eml"), nil, want{intake.New, map[string]string{
		"id": "M-1", "source": "Portal", "first_name": "Jürgen", "last_name": "Groß", "work": "Ölwechsel 120 €",
	}})
	checkBatch(t, readTestdata(t, "base64.eml"), nil, want{intake.New, map[string]string{
		"id": "M-2", "source": "Portal", "title": "Dr.", "first_name": "Anna", "last_name": "Beispiel", "email": "anna@example.org", "work": "Pickerl",
	}})
	b := readTestdata(t, "cancel.eml")
	checkBatch(t, b, nil, want{intake.Cancelled, map[string]string{"id": "M-1@portal.example.org", "source": "Portal"}})
	if diff := cmp.Diff([]string{"M-1@portal.example.org", "M-1"}, b.Records[0].Known); diff != "" {
		t.Error(diff)
	}
}

func TestJSONIsReadObjectByObject(t *testing.T) {
	b := readTestdata(t, "nested.json")
	checkBatch(t, b, []core.Reason{intake.ReasonMalformed, intake.ReasonEmpty},
		want{intake.New, map[string]string{
			"id": "4711", "source": "Webformular", "company": "Beispiel Service GmbH", "text email": "office@beispiel", "hint email": "error.email",
			"plate": "TTY-OL 7286", "mileage": "45000", "work": "Ölwechsel; Reifen", "sms_confirmation": "1", "text kampagne": "Herbst",
		}},
		want{intake.Changed, map[string]string{
			"id": "4712", "source": "JSON", "last_name": "Muster", "text wanted_at": "30.11.2026 vormittags", "hint wanted_at": "error.time",
			"wanted_at": "2026-11-30T07:30", "text country": "Absurdistan", "hint country": "error.choice", "first_registration": "2019-03-01",
		}})
	if b.Refused[0].Line != 3 {
		t.Errorf("refused line %d, want 3", b.Refused[0].Line)
	}
}

func TestCSVOfTheTradeIsReadAsItComes(t *testing.T) {
	b := readTestdata(t, "trade.csv")
	checkBatch(t, b, []core.Reason{intake.ReasonMalformed},
		want{intake.New, map[string]string{
			"id": "B-1", "source": "CSV", "salutation": "mr", "title": "Dr.", "first_name": "Jörg", "last_name": "Groß", "street": "Hauptstr.",
			"house_no": "5a", "zip": "01067", "city": "Dresden", "phone": "0351/1234567", "email": "joerg@example.org", "wanted_at": "2026-12-01T08:15",
			"plate": "HN-IU 9512", "plate_country": "DE", "mileage": "45000", "comments": "Bitte \"schnell\";\nmit Ersatzwagen", "text Rückruf": "ja",
		}},
		want{intake.New, map[string]string{
			"id": "B-3", "source": "CSV", "first_name": "Kim", "last_name": "Muster", "wanted_at": "2026-12-02T07:30",
			"text wanted_at": "2.12.2026 vormittags", "hint wanted_at": "error.time", "comments": "=1+1",
		}})
	if b.Refused[0].Line != 4 || b.Records[1].Line != 6 {
		t.Errorf("lines %d and %d, want 4 and 6", b.Refused[0].Line, b.Records[1].Line)
	}
}

func TestLeadWithoutIDIsKnownByItsContent(t *testing.T) {
	b := readTestdata(t, "noid.csv")
	if len(b.Records) != 2 || b.Records[0].Request.ExternalID == "" || b.Records[0].Request.ExternalID != b.Records[1].Request.ExternalID {
		t.Fatalf("records %+v", b.Records)
	}
	q := b.Records[0].Request
	if q.Contact.Mobile.Typed != "+43 664 1234567" || q.Contact.Postcode != "01234" || q.WantedAt != 202612310930 {
		t.Errorf("read %v", told(&q))
	}
}

func TestUTF16AndForeignTables(t *testing.T) {
	checkBatch(t, readTestdata(t, "excel.txt"), nil, want{intake.New, map[string]string{
		"id": readTestdata(t, "excel.txt").Records[0].Request.ExternalID, "source": "CSV", "first_name": "Jürgen", "last_name": "Öz", "phone": "0664 1234567",
	}})
	checkBatch(t, readTestdata(t, "foreign.csv"), []core.Reason{intake.ReasonNoColumns})
}

func TestSchemaExamplesAreRead(t *testing.T) {
	for _, name := range []string{"leads.json", "changes.json"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "assets", "schema", "examples", name))
		if err != nil {
			t.Fatal(err)
		}
		b := intake.ReadLeads(name, data, options())
		if len(b.Records) != 2 || len(b.Refused) > 0 {
			t.Errorf("%s: %d read, %v refused", name, len(b.Records), b.Refused)
		}
		for _, r := range b.Records {
			if len(r.Request.AsText) > 0 || len(r.Request.Hints) > 0 {
				t.Errorf("%s: %v %v", name, r.Request.AsText, r.Request.Hints)
			}
		}
	}
}

func TestLimitsHold(t *testing.T) {
	long := strings.Repeat("ä", 5000)
	b := intake.ReadLeads("x.csv", []byte("last_name;comments\n"+long+";"+strings.Repeat("x", intake.MaxRecord)+"\n"+long+";y\n"), options())
	checkReasons := []core.Reason{intake.ReasonRecordTooBig}
	if len(b.Records) != 1 || len(b.Refused) != 1 || b.Refused[0].Why != checkReasons[0] {
		t.Fatalf("%d records, refused %v", len(b.Records), b.Refused)
	}
	q := b.Records[0].Request
	if len([]rune(q.Contact.LastName)) != core.MaxText || len(q.AsText) != 1 || q.Hints[0].Why != core.ReasonTooLong {
		t.Errorf("long name: %d characters, %v", len([]rune(q.Contact.LastName)), q.Hints)
	}
	big := intake.ReadLeads("x.json", make([]byte, intake.MaxLeadFile+1), options())
	if len(big.Refused) != 1 || big.Refused[0].Why != intake.ReasonFileTooBig {
		t.Errorf("big file: %v", big.Refused)
	}
	deep := intake.ReadLeads("x.json", []byte(strings.Repeat(`{"a":`, 100_000)), options())
	if len(deep.Records) != 0 || len(deep.Refused) == 0 {
		t.Errorf("deep file: %d records", len(deep.Records))
	}
	nested := intake.ReadLeads("x.xml", []byte("<adf>"+strings.Repeat("<a>", 500_000)), options())
	if len(nested.Records) != 0 {
		t.Errorf("nested file: %d records", len(nested.Records))
	}
}

func TestWholeRecordIsKeptForTheQuarantine(t *testing.T) {
	b := intake.ReadLeads("lead.csv", []byte("last_name;city\nMuster;Wien;Extra;Mehr\n"), options())
	if len(b.Refused) != 1 || b.Refused[0].Raw != "Muster;Wien;Extra;Mehr" || b.Refused[0].Line != 2 || b.Refused[0].File != "lead.csv" {
		t.Errorf("refused %+v", b.Refused)
	}
}

func TestAnAddressTypedBadlyIsMendedWhereOnlyOneThingCanBeMeant(t *testing.T) {
	for typed, want := range map[string]string{
		"karin@gmx,at": "karin@gmx.at", "karin(at)gmx.at": "karin@gmx.at", "karin [AT] gmx.at": "karin@gmx.at", "karin @ gmx.at": "karin@gmx.at",
		"Karin Freitag <karin@gmx.at>": "karin@gmx.at", "karin@gmx": "", "karin@gmx.at; karl@gmx.at": "", "karin at gmx.at": "", "karin@@gmx.at": "",
	} {
		b := intake.ReadLeads("lead.csv", []byte("lead_id;last_name;email\n1;Freitag;\""+typed+"\"\n"), options())
		if len(b.Records) != 1 {
			t.Fatalf("%s: %d records", typed, len(b.Records))
		}
		said := told(&b.Records[0].Request)
		if said["email"] != want || (want == "") != (said["text email"] == typed) {
			t.Errorf("%s: read as %q, kept as %q", typed, said["email"], said["text email"])
		}
	}
}
