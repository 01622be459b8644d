package appointment

import (
	"context"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/schedule"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
)

// visitKind is why an appointment stands in the list of a day.
type visitKind string

const (
	dropOff visitKind = "drop_off"
	pickUp  visitKind = "pick_up"
	inHouse visitKind = "in_house" // between the day of drop-off and the day of pick-up
)

// visit is one row: a drop-off, a pick-up, or a car that stays over the day.
type visit struct {
	core.Appointment
	kind visitKind
	car  core.VehicleData
}

func (v visit) key() string { return desk.RowKey(v.Meta.ID) + string(v.kind) }

// at is the row's time.
func (v visit) at() core.WallTime {
	if v.kind == pickUp {
		return v.PickUp.At
	}
	return v.DropOff.At
}

// week is what the list knows about the seven days around the chosen one.
type week struct {
	monday   core.Date
	dropOffs [7]int
	rows     []visit // of the chosen day
	load     dayLoad
}

// dayLoad sums up a day: how many cars come and go, and how much work is planned of how much is possible.
type dayLoad struct {
	dropOffs, pickUps, inHouse int
	work, capacity             int // minutes
}

func mondayOf(d core.Date) core.Date { return d.Add(-(int(d.Weekday()) + 6) % 7) }

// readWeek reads the week of a day and the rows of that day.
func readWeek(ctx context.Context, s Service, b *core.Basis, day core.Date) (week, error) {
	w := week{monday: mondayOf(day)}
	all, err := s.AppointmentsBetween(ctx, w.monday.At(0), w.monday.Add(7).At(0))
	if err != nil {
		return w, err
	}
	for i := range all {
		a := &all[i]
		for n := range w.dropOffs {
			if a.DropOff.At.Date() == w.monday.Add(n) && a.Status != core.AppointmentCancelled {
				w.dropOffs[n]++
			}
		}
		w.rows = append(w.rows, visitsOn(a, day)...)
		w.load.add(b, a, day)
	}
	w.load.capacity = schedule.OpenMinutes(b, day) * max(len(b.Mechanics), 1)
	for i := range w.rows {
		if w.rows[i].car, err = carOf(ctx, s, &w.rows[i].Appointment); err != nil {
			return w, err
		}
	}
	slices.SortStableFunc(w.rows, compareVisits)
	return w, nil
}

// visitsOn are the rows of an appointment on a day. A cancelled one stands there once, where it would have begun.
func visitsOn(a *core.Appointment, day core.Date) []visit {
	from, to := a.DropOff.At.Date(), a.PickUp.At.Date()
	var rows []visit
	if from == day {
		rows = append(rows, visit{Appointment: *a, kind: dropOff})
	}
	if a.Status == core.AppointmentCancelled || a.Status == core.AppointmentNoShow {
		return rows
	}
	if to == day {
		rows = append(rows, visit{Appointment: *a, kind: pickUp})
	}
	if from < day && to > day {
		rows = append(rows, visit{Appointment: *a, kind: inHouse})
	}
	return rows
}

// compareVisits orders by time of day; the cars in the house come last.
func compareVisits(x, y visit) int {
	if (x.kind == inHouse) != (y.kind == inHouse) {
		if x.kind == inHouse {
			return 1
		}
		return -1
	}
	switch {
	case x.at() < y.at():
		return -1
	case x.at() > y.at():
		return 1
	}
	return strings.Compare(x.Contact.SortName(), y.Contact.SortName())
}

func (l *dayLoad) add(b *core.Basis, a *core.Appointment, day core.Date) {
	if a.Status == core.AppointmentCancelled || a.Status == core.AppointmentNoShow {
		return
	}
	for _, v := range visitsOn(a, day) {
		switch v.kind {
		case dropOff:
			l.dropOffs++
		case pickUp:
			l.pickUps++
		case inHouse:
			l.inHouse++
		}
	}
	from, to := day.At(0), day.Add(1).At(0)
	for _, slot := range schedule.WorkPlan(b, a) {
		for _, p := range slot.Pieces {
			if start, end := max(p.From, from), min(p.To, to); start < end {
				l.work += end.Sub(start)
			}
		}
	}
}

// carOf is the data of the appointment's vehicle, of the master or in transit.
func carOf(ctx context.Context, s Service, a *core.Appointment) (core.VehicleData, error) {
	if a.Vehicle == 0 {
		return a.Transit, nil
	}
	v, err := s.Vehicle(ctx, a.Vehicle)
	if core.IsKind(err, core.NotFound) {
		return a.Transit, nil
	}
	return v.Data, err
}

// found reads the rows of a search over all appointments, the newest first.
func found(ctx context.Context, s Service, text string) ([]visit, error) {
	const most = 300
	ids, err := s.IDs(ctx, core.Query{Entity: core.EntityAppointment, Text: text, Sort: core.SortDropOff, Desc: true, Limit: most})
	if err != nil {
		return nil, err
	}
	rows := make([]visit, 0, len(ids))
	for _, id := range ids {
		a, err := s.Appointment(ctx, id)
		if core.IsKind(err, core.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		v := visit{Appointment: a, kind: dropOff}
		if v.car, err = carOf(ctx, s, &a); err != nil {
			return nil, err
		}
		rows = append(rows, v)
	}
	return rows, nil
}

// text is the day's sum in words.
func (l *dayLoad) text() string {
	parts := []string{i18n.N("appointment.load.drop_offs", l.dropOffs), i18n.N("appointment.load.pick_ups", l.pickUps)}
	if l.inHouse > 0 {
		parts = append(parts, i18n.N("appointment.load.in_house", l.inHouse))
	}
	work := i18n.T("appointment.load.work", "time", i18n.Minutes(l.work))
	if l.capacity > 0 {
		work = i18n.T("appointment.load.work_of", "time", i18n.Minutes(l.work), "capacity", i18n.Minutes(l.capacity),
			"percent", i18n.Number((l.work*100+l.capacity/2)/l.capacity))
	}
	return i18n.Join(append(parts, work)...)
}
