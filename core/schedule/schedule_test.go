package schedule

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"terminwerk/core"
)

func at(s string) core.WallTime {
	w, err := core.ParseWallTime(s)
	if err != nil {
		panic(err)
	}
	return w
}

func TestOpeningHoursKnowLunchWeekendHolidayAndClosedDay(t *testing.T) {
	b := basis("AT", "")
	b.ClosedDays = []core.ClosedDay{{Date: 20261127, Text: " Inventur "}, {Date: 20261208, Text: "Betriebsurlaub"}}
	tests := []struct {
		at   string
		open bool
		next string
	}{
		{"2026-11-30T07:29", false, "2026-11-30T07:30"},
		{"2026-11-30T07:30", true, "2026-11-30T07:30"},
		{"2026-11-30T11:59", true, "2026-11-30T11:59"},
		{"2026-11-30T12:00", false, "2026-11-30T13:00"},
		{"2026-11-30T16:59", true, "2026-11-30T16:59"},
		{"2026-11-30T17:00", false, "2026-12-01T07:30"},
		{"2026-11-26T17:30", false, "2026-11-30T07:30"}, // closed Friday, then the weekend
		{"2026-12-07T18:00", false, "2026-12-09T07:30"}, // 8 December
		{"2026-12-24T18:00", false, "2026-12-28T07:30"},
	}
	for _, tt := range tests {
		if got := IsOpen(b, at(tt.at)); got != tt.open {
			t.Errorf("IsOpen(%s) = %v", tt.at, got)
		}
		if got := NextOpening(b, at(tt.at)); got != at(tt.next) {
			t.Errorf("NextOpening(%s) = %s, want %s", tt.at, got, tt.next)
		}
	}
	closures := map[core.Date]Closure{
		20261127: {Own: true, Text: "Inventur"},
		20261208: {Own: true, Text: "Betriebsurlaub"},
		20261226: {Holiday: "schedule.holiday.stephen"},
		20261128: {Weekday: true},
		20261130: {},
	}
	for d, want := range closures {
		if diff := cmp.Diff(want, ClosedOn(b, d)); diff != "" {
			t.Errorf("%s: %s", d, diff)
		}
	}
	if got := OpenMinutes(b, 20261130); got != 510 {
		t.Errorf("open minutes %d", got)
	}
}

func TestAWorkshopThatIsNeverOpenHasNoNextOpening(t *testing.T) {
	b := basis("XX", "")
	b.Hours = core.WeekHours{}
	if IsOpen(b, at("2026-11-29T03:00")) != true {
		t.Error("without hours the workshop counts as open")
	}
	for d := core.Date(20261101); d <= 20271231; d = d.Add(1) {
		b.ClosedDays = append(b.ClosedDays, core.ClosedDay{Date: d})
	}
	if got := NextOpening(b, at("2026-11-01T08:00")); got != 0 {
		t.Errorf("opens %s", got)
	}
	a := core.Appointment{DropOff: core.Part{At: at("2026-11-02T08:00")}, Steps: []core.WorkStep{{Minutes: 60}}}
	if len(WorkPlan(b, &a)) != 0 || EarliestPickUp(b, &a) != 0 {
		t.Error("a closed workshop plans nothing")
	}
}

func TestWorkConsumesOpenTimeOnly(t *testing.T) {
	tests := []struct {
		name    string
		dropOff string
		steps   []core.WorkStep
		want    []string // start and end of every step
		pickUp  string
	}{
		{
			"right after the drop-off", "2026-11-30T08:00",
			[]core.WorkStep{{Minutes: 90}, {Minutes: 45}},
			[]string{"2026-11-30T08:15", "2026-11-30T09:45", "2026-11-30T09:45", "2026-11-30T10:30"},
			"2026-11-30T10:30",
		},
		{
			"lunch is skipped", "2026-11-30T11:00",
			[]core.WorkStep{{Minutes: 90}},
			[]string{"2026-11-30T11:15", "2026-11-30T13:45"},
			"2026-11-30T13:45",
		},
		{
			"drop-off ends with the morning", "2026-11-30T11:45",
			[]core.WorkStep{{Minutes: 30}},
			[]string{"2026-11-30T13:00", "2026-11-30T13:30"},
			"2026-11-30T13:30",
		},
		{
			"the night is skipped", "2026-11-30T16:00",
			[]core.WorkStep{{Minutes: 60}},
			[]string{"2026-11-30T16:15", "2026-12-01T07:45"},
			"2026-12-01T07:45",
		},
		{
			"weekend and holiday are skipped", "2026-12-04T16:30",
			[]core.WorkStep{{Minutes: 45}, {Minutes: 510}},
			[]string{"2026-12-04T16:45", "2026-12-07T08:00", "2026-12-07T08:00", "2026-12-09T08:00"},
			"2026-12-09T08:00",
		},
		{
			"work that ends with the day is picked up next morning", "2026-11-30T15:45",
			[]core.WorkStep{{Minutes: 60}},
			[]string{"2026-11-30T16:00", "2026-11-30T17:00"},
			"2026-12-01T07:30",
		},
		{
			"a step with its own start", "2026-11-30T08:00",
			[]core.WorkStep{{Minutes: 30}, {Minutes: 30, Start: at("2026-11-30T14:00")}, {Minutes: 10}},
			[]string{"2026-11-30T08:15", "2026-11-30T08:45", "2026-11-30T14:00", "2026-11-30T14:30", "2026-11-30T14:30", "2026-11-30T14:40"},
			"2026-11-30T14:40",
		},
		{
			"a step without minutes takes no time", "2026-11-30T08:00",
			[]core.WorkStep{{}, {Minutes: 7}},
			[]string{"2026-11-30T08:15", "2026-11-30T08:15", "2026-11-30T08:15", "2026-11-30T08:22"},
			"2026-11-30T08:25",
		},
		{"no work", "2026-11-30T08:00", nil, nil, "2026-11-30T08:15"},
	}
	b := basis("AT", "")
	for _, tt := range tests {
		a := core.Appointment{DropOff: core.Part{At: at(tt.dropOff), Minutes: 15}, Steps: tt.steps}
		var got []string
		for _, s := range WorkPlan(b, &a) {
			got = append(got, s.Start.String(), s.End.String())
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if got := DefaultPickUp(b, &a); got != (core.Part{At: at(tt.pickUp), Minutes: 10}) {
			t.Errorf("%s: pick-up %s", tt.name, got.At)
		}
	}
	if WorkPlan(b, &core.Appointment{Steps: []core.WorkStep{{Minutes: 5}}}) != nil {
		t.Error("without a drop-off there is no plan")
	}
}

func TestWorkPlanKeepsEveryMinuteAndOnlyOpenOnes(t *testing.T) {
	b := basis("AT", "")
	rapid.Check(t, func(t *rapid.T) {
		a := appointment(t, "a")
		for _, slot := range WorkPlan(b, &a) {
			sum := 0
			for _, p := range slot.Pieces {
				sum += p.Minutes()
				if !IsOpen(b, p.From) || !IsOpen(b, p.To.Add(-1)) {
					t.Fatalf("closed time %s to %s", p.From, p.To)
				}
			}
			if sum != a.Steps[slot.Step].Minutes {
				t.Fatalf("%d minutes planned as %d", a.Steps[slot.Step].Minutes, sum)
			}
		}
		if end := EarliestPickUp(b, &a); end < WorkEnd(b, &a) || !IsOpen(b, end) {
			t.Fatalf("pick-up %s before %s or closed", end, WorkEnd(b, &a))
		}
	})
}

// appointment draws one of the week from 30 November 2026 on.
func appointment(t *rapid.T, label string) core.Appointment {
	person := rapid.SampledFrom([]string{"Huber", "Maier", ""})
	minutes := rapid.IntRange(0, 300)
	start := func(what string) core.WallTime {
		return at("2026-11-30T07:00").Add(rapid.IntRange(0, 5*24*60).Draw(t, label+what))
	}
	a := core.Appointment{
		Status:  rapid.SampledFrom(core.AppointmentStatuses()).Draw(t, label+" status"),
		Adviser: person.Draw(t, label+" adviser"),
		DropOff: core.Part{At: start(" drop-off"), Minutes: minutes.Draw(t, label+" drop-off minutes")},
		PickUp:  core.Part{At: start(" pick-up"), Minutes: minutes.Draw(t, label+" pick-up minutes")},
	}
	for range rapid.IntRange(0, 3).Draw(t, label+" steps") {
		a.Steps = append(a.Steps, core.WorkStep{Minutes: minutes.Draw(t, label+" minutes"), Mechanic: person.Draw(t, label+" mechanic")})
	}
	return a
}
