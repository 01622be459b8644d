package booking

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/advice"
)

// calendarDays is how many days from the drop-off on the panel looks at for overlaps; of a longer stay it sees the day of
// the pick-up besides.
const calendarDays = 62

// Review evaluates the info panel for the draft, to be called after every change of it. It reads customer and vehicle
// again and renews the offers; the adviser's own entries stay as they are. A warning is asked about when saving unless it
// was answered at an earlier save.
func (s *Service) Review(ctx context.Context, d *Draft) (Review, error) {
	set, err := s.store.Settings(ctx)
	if err != nil {
		return Review{}, err
	}
	if err := s.reread(ctx, d); err != nil {
		return Review{}, err
	}
	return s.review(ctx, d, &set)
}

func (s *Service) review(ctx context.Context, d *Draft, set *core.Settings) (Review, error) {
	in, err := s.input(ctx, d, set)
	if err != nil {
		return Review{}, err
	}
	d.Offers = in.Offers
	r := Review{Findings: advice.Evaluate(in)}
	for _, f := range r.Findings {
		if f.Severity == advice.Warning && !d.answered(f.Key) {
			r.Unasked = append(r.Unasked, f)
		}
	}
	return r, nil
}

// answered tells whether the adviser saved with this warning before. A warning answered while its customer was only about
// to be created names the stand-in in place of the customer at its end.
func (d *Draft) answered(key string) bool {
	a := &d.Appointment
	if head, ok := strings.CutSuffix(key, fmt.Sprintf("/%d", a.Customer)); ok && a.Booking != nil && a.Booking.NewCustomer &&
		slices.Contains(a.Answered, head+fmt.Sprintf("/%d", pendingCustomer)) {
		return true
	}
	return slices.Contains(a.Answered, key)
}

// input gathers everything the rules may look at, as it will be once the draft is saved.
func (s *Service) input(ctx context.Context, d *Draft, set *core.Settings) (advice.Input, error) {
	in := advice.Input{
		Appointment: copyAppointment(&d.Appointment), Customer: d.customer(), Vehicle: d.Vehicle,
		Settings: *set, Now: s.now(set), Updating: slices.Clone(d.Update), CreateVehicle: d.CreateVehicle,
	}
	if in.Vehicle != nil && d.ChangeOwner && in.Appointment.Customer != 0 {
		v := *in.Vehicle
		v.Owner = in.Appointment.Customer
		in.Vehicle = &v
	}
	if err := s.surround(ctx, &in); err != nil {
		return in, err
	}
	if err := s.leadNow(ctx, d, &in); err != nil {
		return in, err
	}
	if in.Vehicle == nil && in.Appointment.Status != core.AppointmentCancelled {
		var err error
		if in.Offers, err = s.offers(ctx, &in.Appointment.Transit, in.Customer, set); err != nil {
			return in, err
		}
	}
	return in, s.neighbours(ctx, &in)
}

// leadNow reads the lead as it is; an outside change that this save deals with is not reported any more.
func (s *Service) leadNow(ctx context.Context, d *Draft, in *advice.Input) error {
	if d.Lead == nil {
		return nil
	}
	l, err := optional(s.store.Lead(ctx, d.Lead.Meta.ID))
	if l != nil && d.settles(l) {
		l.External = nil
	}
	in.Lead = l
	return err
}

// neighbours reads the other appointments of the same days, of the customer and of the vehicle.
func (s *Service) neighbours(ctx context.Context, in *advice.Input) error {
	a := &in.Appointment
	var err error
	if in.Others, err = s.sameDays(ctx, a); err != nil {
		return err
	}
	if id := a.Customer; id != 0 && !id.IsPending() && !a.CashSale {
		all, err := s.store.AppointmentsOfCustomer(ctx, id)
		if err != nil {
			return err
		}
		in.OfCustomer = openOthers(all, a.Meta.ID)
	}
	if id := a.Vehicle; id != 0 && !id.IsPending() {
		all, err := s.store.AppointmentsOfVehicle(ctx, id)
		if err != nil {
			return err
		}
		in.OfVehicle = openOthers(all, a.Meta.ID)
	}
	return nil
}

func openOthers(all []core.Appointment, self core.ID) []core.Appointment {
	return slices.DeleteFunc(all, func(o core.Appointment) bool { return o.Meta.ID == self || !o.Status.Open() })
}

// sameDays are the other appointments that touch the days from drop-off to the end of the pick-up.
func (s *Service) sameDays(ctx context.Context, a *core.Appointment) ([]core.Appointment, error) {
	if !a.DropOff.At.Valid() {
		return nil, nil
	}
	from := a.DropOff.At.Date()
	last := max(from, a.DropOff.End().Date())
	if a.PickUp.At.Valid() {
		last = max(last, a.PickUp.End().Date())
	}
	all, err := s.store.AppointmentsBetween(ctx, from.At(0), min(last, from.Add(calendarDays)).Add(1).At(0))
	if err != nil {
		return nil, err
	}
	if day := a.PickUp.At.Date(); last > from.Add(calendarDays) && day > from.Add(calendarDays) {
		late, err := s.store.AppointmentsBetween(ctx, day.At(0), last.Add(1).At(0))
		if err != nil {
			return nil, err
		}
		for _, o := range late {
			if !slices.ContainsFunc(all, func(have core.Appointment) bool { return have.Meta.ID == o.Meta.ID }) {
				all = append(all, o)
			}
		}
	}
	return slices.DeleteFunc(all, func(o core.Appointment) bool { return o.Meta.ID == a.Meta.ID }), nil
}
