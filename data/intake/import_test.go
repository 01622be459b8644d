package intake_test

import (
	"context"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/data/intake"
	"terminwerk/data/store/storetest"
)

// desk is an importer over a store, and a folder for its files.
type desk struct {
	*intake.Importer
	t   testing.TB
	dir string
	n   int
}

func newDesk(t testing.TB) *desk {
	s := coretest.New()
	return &desk{Importer: &intake.Importer{Store: s, Clock: s, Actor: "Test"}, t: t, dir: t.TempDir()}
}

func (d *desk) file(name, text string) string {
	d.t.Helper()
	d.n++
	path := filepath.Join(d.dir, strconv.Itoa(d.n)+"-"+name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// counts are new, updated, unchanged, cancelled, quarantined, review.
type counts [6]int

func (d *desk) expect(what core.Entity, path string, want counts) core.ImportResult {
	d.t.Helper()
	r, err := d.Import(context.Background(), what, []string{path})
	if err != nil {
		d.t.Fatal(err)
	}
	got := counts{r.New, r.Updated, r.Unchanged, r.Cancelled, r.Quarantined, r.Review}
	if got != want {
		d.t.Errorf("%s: new, updated, unchanged, cancelled, quarantined, review are %v, want %v; notes %v", filepath.Base(path), got, want, r.Notes)
	}
	if sum := r.New + r.Updated + r.Unchanged + r.Cancelled + r.Quarantined; sum != r.Read {
		d.t.Errorf("%s: %d read but %d counted", filepath.Base(path), r.Read, sum)
	}
	return r
}

func (d *desk) leads(text string, want counts) core.ImportResult {
	d.t.Helper()
	return d.expect(core.EntityLead, d.file("leads.csv", text), want)
}

func (d *desk) customers(text string, want counts) core.ImportResult {
	d.t.Helper()
	return d.expect(core.EntityCustomer, d.file("customers.csv", text), want)
}

func (d *desk) vehicles(text string, want counts) core.ImportResult {
	d.t.Helper()
	return d.expect(core.EntityVehicle, d.file("vehicles.csv", text), want)
}

func (d *desk) lead(source, id string) core.Lead {
	d.t.Helper()
	l, err := d.Store.LeadByExternal(context.Background(), source, id)
	if err != nil {
		d.t.Fatal(err)
	}
	return l
}

func (d *desk) save(r core.Record) {
	d.t.Helper()
	d.n++
	if _, err := d.Store.Apply(context.Background(), core.Change{Op: "save-" + strconv.Itoa(d.n), What: "test", Put: []core.Record{r}}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) customer(number string) core.Customer {
	d.t.Helper()
	c, err := d.Store.CustomerByNumber(context.Background(), number)
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

const oneLead = "lead_id;status;source;last_name;mobile;wanted_at;work\nA1;new;Portal;Muster;0664 1234567;1.12.2026 8:00;Service\n"

func TestSameLeadsAgainChangeNothing(t *testing.T) {
	d := newDesk(t)
	d.leads(oneLead, counts{1})
	d.leads(oneLead, counts{0, 0, 1})
	adf := `<adf><prospect><id source="P">7</id><requestdate>2026-11-20T08:00:00</requestdate><customer><contact><name part="full">Muster, Max</name><phone>0662 1234</phone></contact><comments>Service</comments></customer></prospect></adf>`
	d.expect(core.EntityLead, d.file("a.xml", adf), counts{1})
	resend := strings.NewReplacer("<prospect>", `<prospect status="resend">`, "2026-11-20", "2026-11-21").Replace(adf)
	d.expect(core.EntityLead, d.file("b.xml", resend), counts{0, 0, 1})
	if rev := d.lead("P", "7").Meta.Rev; rev != 1 {
		t.Errorf("revision %d after a resend", rev)
	}
}

func TestAResentLeadWithLessInItLosesNothing(t *testing.T) {
	d := newDesk(t)
	adf := `<adf><prospect><id source="P">8</id><vehicle><make>VW</make><odometer>45000</odometer></vehicle><customer><contact><name part="full">Max Muster</name><phone>0662 1234</phone></contact><comments>Service</comments></customer></prospect></adf>`
	d.expect(core.EntityLead, d.file("a.xml", adf), counts{1})
	less := `<adf><prospect status="resend"><id source="P">8</id><vehicle><make>VW</make></vehicle><customer><contact><name part="full">Max Muster</name><email>max@muster.example</email></contact></customer></prospect></adf>`
	d.expect(core.EntityLead, d.file("b.xml", less), counts{0, 1})
	d.expect(core.EntityLead, d.file("b.xml", less), counts{0, 0, 1})
	q := d.lead("P", "8").Request
	if q.Contact.Phone.Typed != "0662 1234" || q.Vehicle.Mileage != 45000 || q.Contact.Email != "max@muster.example" {
		t.Errorf("after the resend: %+v", q)
	}
}

func TestAnObjectWithoutAKnownFieldIsNoLead(t *testing.T) {
	d := newDesk(t)
	d.expect(core.EntityLead, d.file("a.json", `[{"nope":1},{"nope":2},{"last_name":"Muster","nope":3}]`), counts{1, 0, 0, 0, 2})
}

func TestChangeUpdatesAnOpenLeadAndKeepsItsStatus(t *testing.T) {
	d := newDesk(t)
	d.leads(oneLead, counts{1})
	l := d.lead("Portal", "A1")
	l.Status = core.LeadInProgress
	d.save(&l)
	change := "lead_id;status;source;wanted_at\nA1;geändert;Portal;2.12.2026 9:30\n"
	d.leads(change, counts{0, 1})
	d.leads(change, counts{0, 0, 1})
	d.leads(oneLead, counts{0, 0, 1})
	l = d.lead("Portal", "A1")
	if l.Status != core.LeadInProgress || l.Request.WantedAt != 202612020930 || l.Request.Contact.LastName != "Muster" || l.Request.Work != "Service" {
		t.Errorf("lead is %s: %v", l.Status, told(&l.Request))
	}
	if diff := cmp.Diff([]core.ImportHint{{Field: core.FieldStatus, Why: intake.ReasonChanged}}, l.Request.Hints); diff != "" {
		t.Error(diff)
	}
}

func TestNewLeadWithKnownIDAndOtherContentIsAChange(t *testing.T) {
	d := newDesk(t)
	d.leads(oneLead, counts{1})
	d.leads(strings.Replace(oneLead, "Service", "Reifen", 1), counts{0, 1})
	if got := d.lead("Portal", "A1").Request.Work; got != "Reifen" {
		t.Errorf("work is %q", got)
	}
}

func TestChangeThereAndBackAgainIsSeen(t *testing.T) {
	d := newDesk(t)
	d.leads(oneLead, counts{1})
	at := func(when string) string {
		return "lead_id;status;source;wanted_at\nA1;changed;Portal;" + when + "\n"
	}
	d.leads(at("2.12.2026 9:30"), counts{0, 1})
	d.leads(at("1.12.2026 8:00"), counts{0, 1})
	d.leads(at("2.12.2026 9:30"), counts{0, 1})
	if got := d.lead("Portal", "A1").Request.WantedAt; got != 202612020930 {
		t.Errorf("wanted at %v", got)
	}
}

const cancelA1 = "lead_id;status;source\nA1;storniert;Portal\n"

func TestCancellationClosesAnOpenLeadOnce(t *testing.T) {
	d := newDesk(t)
	d.leads(oneLead, counts{1})
	d.leads(cancelA1, counts{0, 0, 0, 1})
	d.leads(cancelA1, counts{0, 0, 1})
	d.leads(oneLead, counts{0, 0, 1})
	l := d.lead("Portal", "A1")
	if l.Status != core.LeadCancelled || l.Request.Contact.LastName != "Muster" {
		t.Errorf("lead is %s: %v", l.Status, told(&l.Request))
	}
	d.leads("lead_id;status;source\nX;storniert;Portal\n", counts{0, 0, 0, 0, 1})
}

func TestBookedLeadShowsWhatHappenedOutside(t *testing.T) {
	d := newDesk(t)
	d.leads(oneLead, counts{1})
	l := d.lead("Portal", "A1")
	l.Status = core.LeadBooked
	d.save(&l)
	d.leads("lead_id;status;source;wanted_at\nA1;changed;Portal;2.12.2026 9:30\n", counts{0, 1})
	l = d.lead("Portal", "A1")
	want := []core.FieldChange{{Field: core.FieldWantedAt, Old: "2026-12-01T08:00", New: "2026-12-02T09:30"}}
	if l.External == nil || l.External.Cancelled || l.Request.WantedAt != 202612010800 {
		t.Fatalf("external %+v, request %v", l.External, told(&l.Request))
	}
	if diff := cmp.Diff(want, l.External.Changes); diff != "" {
		t.Error(diff)
	}
	d.leads(cancelA1, counts{0, 0, 0, 1})
	d.leads(cancelA1, counts{0, 0, 1})
	if l = d.lead("Portal", "A1"); l.Status != core.LeadBooked || !l.External.Cancelled {
		t.Errorf("lead is %s, external %+v", l.Status, l.External)
	}
}

func TestRejectedLeadTakesTheChangeButStaysRejected(t *testing.T) {
	d := newDesk(t)
	d.leads(oneLead, counts{1})
	l := d.lead("Portal", "A1")
	l.Status, l.RejectReason = core.LeadRejected, "doppelt"
	d.save(&l)
	d.leads("lead_id;status;source;wanted_at\nA1;changed;Portal;2.12.2026 9:30\n", counts{0, 1})
	d.leads(cancelA1, counts{0, 0, 1})
	if l = d.lead("Portal", "A1"); l.Status != core.LeadRejected || l.Request.WantedAt != 202612020930 {
		t.Errorf("lead is %s, wanted at %v", l.Status, l.Request.WantedAt)
	}
}

func TestCalendarCancelsTheLeadOfAnADFByItsID(t *testing.T) {
	d := newDesk(t)
	d.expect(core.EntityLead, filepath.Join("testdata", "portal.eml"), counts{1})
	anonymous := strings.ReplaceAll(readText(t, "cancel.eml"), `CN="Portal"`, `CN="Jemand"`)
	d.expect(core.EntityLead, d.file("cancel.eml", anonymous), counts{0, 0, 0, 1})
	if l := d.lead("Portal", "M-1"); l.Status != core.LeadCancelled {
		t.Errorf("lead is %s", l.Status)
	}
}

func readText(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestOneFileMayCarryALeadAndItsChange(t *testing.T) {
	d := newDesk(t)
	file := d.file("l.csv", oneLead+"A1;changed;Portal;Muster;0664 1234567;3.12.2026 7:30;Service\nA2;new;Portal;Zwei;0664 1234568;;Service\n")
	d.expect(core.EntityLead, file, counts{2, 1})
	d.expect(core.EntityLead, file, counts{0, 0, 3})
}

// racing saves a lead behind the importer's back just before its change is applied.
type racing struct {
	core.Store
	race func()
}

func (r *racing) Apply(ctx context.Context, c core.Change) (core.Receipt, error) {
	if race := r.race; race != nil {
		r.race = nil
		race()
	}
	return r.Store.Apply(ctx, c)
}

func TestLeadSavedMeanwhileIsReadAgain(t *testing.T) {
	d := newDesk(t)
	d.leads(oneLead, counts{1})
	inner := d.Store
	d.Store = &racing{inner, func() {
		l := d.lead("Portal", "A1")
		l.Status = core.LeadInProgress
		if _, err := inner.Apply(context.Background(), core.Change{Op: "other", What: "test", Put: []core.Record{&l}}); err != nil {
			t.Fatal(err)
		}
	}}
	d.leads(strings.Replace(oneLead, "Service", "Reifen", 1), counts{0, 1})
	if l := d.lead("Portal", "A1"); l.Status != core.LeadInProgress || l.Request.Work != "Reifen" {
		t.Errorf("lead is %s, work %q", l.Status, l.Request.Work)
	}
}

func TestRefusedRecordsAreInTheQuarantineOnce(t *testing.T) {
	d, _ := bulkOf(t)
	path := filepath.Join("testdata", "nested.json")
	d.expect(core.EntityLead, path, counts{2, 0, 0, 0, 2})
	d.expect(core.EntityLead, path, counts{0, 0, 2, 0, 2})
	list, err := d.Store.Quarantine(context.Background())
	if err != nil || len(list) != 2 {
		t.Errorf("%d in quarantine, error %v", len(list), err)
	}
}

// bulkOf hands the store's bulk load to an importer.
func bulkOf(t testing.TB) (*desk, func()) {
	s := storetest.New(t)
	d := &desk{Importer: &intake.Importer{Store: s, Clock: coretest.New()}, t: t, dir: t.TempDir()}
	loads := 0
	// As in the program, whose first goroutine the window library locks to its thread.
	runtime.LockOSThread()
	t.Cleanup(runtime.UnlockOSThread)
	d.Bulk = func(ctx context.Context, what, actor string, groups iter.Seq2[[]core.Record, error]) error {
		loads++
		_, err := s.Bulk(ctx, what, actor, groups, nil)
		return err
	}
	return d, func() {
		if loads != 1 {
			t.Errorf("%d bulk loads, want 1", loads)
		}
	}
}

func TestFirstImportInBulkIsTheSameAsAnyOther(t *testing.T) {
	d, loaded := bulkOf(t)
	d.save(&core.Customer{Number: "2", Contact: core.Contact{LastName: "Schon da"}})
	var b strings.Builder
	b.WriteString("customer_number;first_name;last_name;street;phone;vins;plates;notes\n")
	const rows = 6000
	for i := 1; i <= rows; i++ {
		n := strconv.Itoa(i)
		b.WriteString(n + ";Max;Muster" + n + ";Weg " + n + ";0662 " + n + "00;WVWZZZ1KZAW" + strconv.Itoa(100_000+i/2) + ";S-" + n + "AB;" + strings.Repeat("x", 150) + "\n")
	}
	b.WriteString("17;Max;Geändert;Weg 17;;;;\n")
	file := d.file("all.csv", b.String())
	d.expect(core.EntityCustomer, file, counts{rows - 1, 2, 0, 0, 0, 1})
	loaded()
	r := d.expect(core.EntityCustomer, d.file("again.csv", strings.TrimSuffix(b.String(), "17;Max;Geändert;Weg 17;;;;\n")), counts{0, 1, rows - 1})
	if len(r.Notes) > 0 {
		t.Errorf("notes %v", r.Notes[0])
	}
	c := d.customer("6000")
	if c.Contact.HouseNumber != "6000" || c.Contact.Phone.E164 == "" || c.Status != core.StatusCustomer {
		t.Errorf("customer %+v", c)
	}
	vehicles, err := d.Store.VehiclesOf(context.Background(), c.Meta.ID)
	if err != nil || len(vehicles) != 1 || vehicles[0].Data.Plate != "S-6000AB" {
		t.Errorf("vehicles %+v, error %v", vehicles, err)
	}
}

func TestImportTwiceChangesNothing(t *testing.T) {
	text := rapid.StringMatching(`[A-Za-zäöüß '"=+@0-9.,/-]{0,12}`)
	row := rapid.Custom(func(t *rapid.T) string {
		cells := []string{strconv.Itoa(rapid.IntRange(1, 9).Draw(t, "id"))}
		for range 5 {
			cells = append(cells, strings.ReplaceAll(text.Draw(t, "cell"), `"`, ""))
		}
		return strings.Join(cells, ";")
	})
	rapid.Check(t, func(rt *rapid.T) {
		d := newDesk(t)
		rows := rapid.SliceOfNDistinct(row, 1, 8, func(s string) string { return s[:1] }).Draw(rt, "rows")
		table := "lead_id;last_name;mobile;street;wanted_at;mileage\n" + strings.Join(rows, "\n")
		path := d.file("l.csv", table)
		first, err := d.ImportLeads(context.Background(), path)
		if err != nil {
			rt.Fatal(err)
		}
		second, err := d.ImportLeads(context.Background(), path)
		if err != nil {
			rt.Fatal(err)
		}
		if second.New+second.Updated+second.Cancelled != 0 || second.Unchanged != first.New {
			rt.Fatalf("first %+v, second %+v\n%s", first, second, table)
		}
	})
}
