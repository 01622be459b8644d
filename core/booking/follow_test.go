package booking_test

import (
	"testing"

	"terminwerk/core"
	"terminwerk/core/booking"
)

func TestThePickUpFollowsTheWorkUntilItIsSetByHand(t *testing.T) {
	b := core.DefaultSettings().Basis
	d := &booking.Draft{Follows: true, Appointment: core.Appointment{
		DropOff: core.Part{At: 202611300800, Minutes: 15}, PickUp: core.Part{At: 202611300815, Minutes: 10},
		Steps: []core.WorkStep{{Text: "Service", Minutes: 90}},
	}}
	if !d.FollowWork(&b) || d.Appointment.PickUp.At != 202611300945 || d.Appointment.PickUp.Minutes != 10 {
		t.Errorf("after 90 minutes of work: %+v", d.Appointment.PickUp)
	}
	d.Appointment.Steps[0].Minutes = 240 // over the lunch break from 12:00 to 13:00
	if !d.FollowWork(&b) || d.Appointment.PickUp.At != 202611301315 {
		t.Errorf("over lunch: %+v", d.Appointment.PickUp)
	}
	if d.FollowWork(&b) {
		t.Error("nothing changed, yet it moved")
	}
	d.Follows = false
	d.Appointment.Steps[0].Minutes = 30
	if d.FollowWork(&b) || d.Appointment.PickUp.At != 202611301315 {
		t.Errorf("set by hand, yet it moved: %+v", d.Appointment.PickUp)
	}
}
