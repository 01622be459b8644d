package advice

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"terminwerk/assets"
	"terminwerk/core"
)

// situation is one change of a faultless booking and the findings that it causes, "severity rule" each; offers are the
// actions of the first one ("id value" where there is a value).
type situation struct {
	name   string
	change func(in *Input)
	want   []string
	offers []string
}

func at(s string) core.WallTime {
	w, err := core.ParseWallTime(s)
	if err != nil {
		panic(err)
	}
	return w
}

// faultless is a booking on Monday, 30 November 2026 at 8 o'clock that nothing can be said about.
func faultless() Input {
	anna := core.Contact{
		FirstName: "Anna", LastName: "Müller", Street: "Linzer Straße", HouseNumber: "4", Postcode: "5020", Town: "Salzburg",
		Country: "AT", Mobile: core.Phone{Typed: "0664 1234567", E164: "+436641234567"}, Email: "anna@example.at",
	}
	customer := core.Customer{Meta: core.Meta{ID: 10, Rev: 1}, Number: "10234", Contact: anna}
	car := core.VehicleData{VIN: "WVWZZZ1KZAW000001", Plate: "SL-123AB", Make: "VW", Model: "Golf"}
	vehicle := core.Vehicle{Meta: core.Meta{ID: 20, Rev: 1}, Owner: 10, Data: car}
	request := core.Request{
		Source: "adf", ExternalID: "A1", WantedAt: at("2026-11-30T08:00"), Contact: anna, Vehicle: car, Work: "Service",
	}
	in := Input{
		Customer: &customer, Vehicle: &vehicle, Owner: &customer, Settings: core.DefaultSettings(),
		Now:  at("2026-11-23T22:00"),
		Lead: &core.Lead{Meta: core.Meta{ID: 204}, Status: core.LeadBooked, Request: request},
	}
	in.Settings.Basis.Advisers = []string{"Huber", "Maier"}
	in.Settings.Basis.CashCustomer = "99999"
	in.Appointment = core.Appointment{
		Meta: core.Meta{ID: 17}, Status: core.AppointmentPlanned, Customer: 10, Contact: anna, Vehicle: 20, Adviser: "Huber",
		DropOff: core.Part{At: at("2026-11-30T08:00"), Minutes: 15}, PickUp: core.Part{At: at("2026-11-30T16:30"), Minutes: 10},
		Steps: []core.WorkStep{{Text: "Service", Minutes: 90, Mechanic: "Kern"}}, Lead: 204,
	}
	return in
}

// transit makes the vehicle one that the master does not know.
func transit(in *Input) {
	in.Appointment.Transit, in.Appointment.Vehicle = in.Vehicle.Data, 0
	in.Vehicle, in.Owner = nil, nil
}

// cashSale puts the appointment on the cash-sale customer.
func cashSale(in *Input) {
	in.Customer = &core.Customer{
		Meta: core.Meta{ID: 99}, Number: "99999", Contact: core.Contact{LastName: "Barverkauf"}, Status: core.StatusCustomer,
	}
	in.Appointment.Customer, in.Appointment.CashSale = 99, true
}

func situations() []situation {
	return slices.Concat(customerSituations, vehicleSituations, vinSituations, timeSituations, workSituations,
		contactSituations, leadSituations)
}

func describe(findings []Finding) []string {
	var all []string
	for _, f := range findings {
		all = append(all, f.Severity.String()+" "+f.Rule)
	}
	return all
}

func offers(f Finding) []string {
	var all []string
	for _, a := range f.Actions {
		all = append(all, strings.TrimSpace(string(a.ID)+" "+a.Value))
	}
	return all
}

func TestFindingsOfEverySituation(t *testing.T) {
	for _, s := range situations() {
		t.Run(s.name, func(t *testing.T) {
			in := faultless()
			s.change(&in)
			got := Evaluate(in)
			if diff := cmp.Diff(s.want, describe(got)); diff != "" {
				t.Fatal(diff)
			}
			if s.offers != nil {
				if diff := cmp.Diff(s.offers, offers(got[0])); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestAFaultlessBookingHasNoFindings(t *testing.T) {
	if got := describe(Evaluate(faultless())); got != nil {
		t.Error(got)
	}
}

var placeholder = regexp.MustCompile(`\{([a-z_]+)\}`)

// TestEveryFindingHasItsTexts also finds texts that no situation above leads to.
func TestEveryFindingHasItsTexts(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		texts := catalogue(t, lang)
		unused := map[string]bool{}
		for key := range texts {
			unused[key] = true
		}
		check := func(key string, args []any) {
			delete(unused, key)
			if texts[key] == "" {
				t.Errorf("%s: no text %s", lang, key)
			}
			for _, p := range placeholder.FindAllStringSubmatch(texts[key], -1) {
				if !slices.Contains(args, any(p[1])) {
					t.Errorf("%s: %s has no value for {%s}, only %v", lang, key, p[1], args)
				}
			}
		}
		for _, s := range situations() {
			in := faultless()
			s.change(&in)
			for _, f := range Evaluate(in) {
				check("advice."+f.Rule, f.Args)
				for _, a := range f.Actions {
					check("advice.action."+string(a.ID), nil)
				}
				for _, arg := range f.Args {
					if key, ok := arg.(Text); ok && strings.HasPrefix(string(key), "advice.") {
						check(string(key), nil)
					}
				}
			}
		}
		for key := range unused {
			t.Errorf("%s: no situation leads to %s", lang, key)
		}
	}
}

func catalogue(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := assets.Texts.ReadFile("i18n/" + lang + "/advice.json")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestFindingsSayWhichRecordValueAndStepTheyMean(t *testing.T) {
	in := faultless()
	in.Vehicle.Owner = 11
	in.Owner = &core.Customer{Meta: core.Meta{ID: 11}, Number: "40002", Contact: core.Contact{Company: "Huber Bau GmbH"}}
	in.Appointment.Steps = append(in.Appointment.Steps, core.WorkStep{Text: "Reifen"})
	got := Evaluate(in)
	if got[0].Step != 1 || got[0].Field != core.FieldSteps {
		t.Errorf("step %d, field %s", got[0].Step, got[0].Field)
	}
	want := Finding{
		Rule: "vehicle.not_owned", Key: "vehicle.not_owned/20/11/10", Severity: Warning, Field: core.FieldVehicle,
		Args: []any{"vehicle", "SL-123AB VW Golf", "owner", "40002 Huber Bau GmbH"},
		Actions: []Action{
			{ID: UseOwner, Target: core.Ref{Entity: core.EntityCustomer, ID: 11}},
			{ID: ChangeOwner, Target: core.Ref{Entity: core.EntityVehicle, ID: 20}},
			{ID: OtherVehicle},
		},
	}
	if diff := cmp.Diff(want, got[1]); diff != "" {
		t.Error(diff)
	}
}

func ExampleEvaluate() {
	in := faultless()
	in.Appointment.PickUp.At = at("2026-11-30T09:00")
	for _, f := range Evaluate(in) {
		fmt.Println(f.Severity, f.Rule, f.Args, f.Actions[0].ID, f.Actions[0].Value)
	}
	// Output: warning pick_up.before_work_end [pick_up 2026-11-30T09:00 end 2026-11-30T09:45] adjust_pick_up 2026-11-30T09:45
}
