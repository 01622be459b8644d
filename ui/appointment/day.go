package appointment

import (
	"context"
	"slices"

	"terminwerk/core"
	"terminwerk/core/schedule"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
)

// visit is one row: a drop-off, a pick-up, or a car that stays over the day.
type visit struct {
	core.Appointment
	kind schedule.Stay
	car  core.VehicleData
}

func (v visit) key() string { return desk.RowKey(v.Meta.ID) + string(v.kind) }

// at is the row's time.
func (v visit) at() core.WallTime {
	if v.kind == schedule.Goes {
		return v.PickUp.At
	}
	return v.DropOff.At
}

// week is what the list knows about the seven days around the chosen one.
type week struct {
	monday   core.Date
	dropOffs [7]int
	rows     []visit // of the chosen day
	load     schedule.DayLoad
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
		for _, kind := range schedule.StaysOn(a, day) {
			w.rows = append(w.rows, visit{Appointment: *a, kind: kind})
		}
	}
	w.load = schedule.LoadOf(b, day, all)
	for i := range w.rows {
		if w.rows[i].car, err = carOf(ctx, s, &w.rows[i].Appointment); err != nil {
			return w, err
		}
	}
	slices.SortStableFunc(w.rows, compareVisits)
	return w, nil
}

// compareVisits orders by time of day; the cars in the house come last.
func compareVisits(x, y visit) int {
	if (x.kind == schedule.Stays) != (y.kind == schedule.Stays) {
		if x.kind == schedule.Stays {
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
	return i18n.Compare(x.Contact.SortName(), y.Contact.SortName())
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
		v := visit{Appointment: a, kind: schedule.Comes}
		if v.car, err = carOf(ctx, s, &a); err != nil {
			return nil, err
		}
		rows = append(rows, v)
	}
	return rows, nil
}

// loadText is the day's sum in words.
func loadText(l schedule.DayLoad) string {
	parts := []string{i18n.N("appointment.load.drop_offs", l.Coming), i18n.N("appointment.load.pick_ups", l.Going)}
	if l.Staying > 0 {
		parts = append(parts, i18n.N("appointment.load.in_house", l.Staying))
	}
	work := i18n.T("appointment.load.work", "time", i18n.Minutes(l.Work))
	if l.Capacity > 0 {
		work = i18n.T("appointment.load.work_of", "time", i18n.Minutes(l.Work), "capacity", i18n.Minutes(l.Capacity),
			"percent", i18n.Number((l.Work*100+l.Capacity/2)/l.Capacity))
	}
	return i18n.Join(append(parts, work)...)
}
