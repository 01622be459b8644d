package message

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"terminwerk/core"
)

// calendarEntry is an appointment as an iCalendar file: the drop-off, under an id that stays the same over all changes, so
// that a later entry replaces an earlier one in the customer's calendar.
func calendarEntry(a *core.Appointment, kind core.MessageKind, d *Draft, set *core.Settings, w *Wording, now time.Time) core.Attachment {
	cal := ics.NewCalendar()
	cal.SetProductId("-//Terminwerk//Servicetermin//DE")
	method, status := ics.MethodRequest, ics.ObjectStatusConfirmed
	if kind == core.MessageCancellation {
		method, status = ics.MethodCancel, ics.ObjectStatusCancelled
	}
	cal.SetMethod(method)
	event := cal.AddEvent(calendarUID(a))
	event.SetSequence(calendarSequence(a))
	event.SetStatus(status)
	event.SetDtStampTime(now.UTC())
	zone := set.Basis.Location()
	event.SetStartAt(a.DropOff.At.In(zone).UTC())
	event.SetEndAt(a.DropOff.At.Add(max(a.DropOff.Minutes, 15)).In(zone).UTC())
	event.SetSummary(oneLine(strings.ReplaceAll(w.Calendar, "{dealership}", set.Basis.Dealership)))
	event.SetLocation(oneLine(joined(", ", set.Basis.Dealership, set.Basis.Street, joined(" ", set.Basis.Postcode, set.Basis.Town))))
	event.SetDescription(oneLine(joined(", ", d.Values["VEHICLE"], a.Work())))
	if from := senderAddress(set); from != "" {
		event.SetOrganizer("mailto:"+from, ics.WithCN(oneLine(set.Basis.Dealership)))
	}
	for _, to := range d.To {
		event.AddAttendee("mailto:"+to, ics.CalendarUserTypeIndividual, ics.ParticipationStatusAccepted, ics.WithCN(oneLine(d.Name)))
	}
	return core.Attachment{
		Name: "termin.ics", Type: "text/calendar; method=" + string(method) + "; charset=utf-8", Content: []byte(cal.Serialize()),
	}
}

// calendarUID is the entry's id. Appointment numbers repeat from dealership to dealership, the instant of creation beside
// them does not.
func calendarUID(a *core.Appointment) string {
	id := strconv.FormatUint(uint64(a.Meta.ID), 10)
	sum := sha256.Sum256([]byte(id + "/" + strconv.FormatInt(a.Meta.CreatedAt.UnixNano(), 10)))
	return "termin-" + id + "-" + hex.EncodeToString(sum[:8]) + "@terminwerk"
}

// calendarSequence rises with every move, with the cancellation and when that is taken back.
func calendarSequence(a *core.Appointment) int {
	n := 0
	for _, h := range a.History {
		if h.What == "rescheduled" || h.What == "cancelled" || h.What == "reinstated" {
			n++
		}
	}
	return n
}
