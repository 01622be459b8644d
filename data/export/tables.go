package export

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/data/intake"
)

// table says what is written of a kind of record.
type table struct {
	headers []string
	row     func(ctx context.Context, src *source, id core.ID) ([]string, error)
}

// source reads records and remembers the customer numbers that vehicles and appointments speak of.
type source struct {
	store   core.Store
	numbers map[core.ID]string
}

const maxNumbers = 50_000

func (s *source) number(ctx context.Context, id core.ID) (string, error) {
	if id == 0 {
		return "", nil
	}
	if n, ok := s.numbers[id]; ok {
		return n, nil
	}
	c, err := s.store.Customer(ctx, id)
	if err != nil && !core.IsKind(err, core.NotFound) {
		return "", err
	}
	if len(s.numbers) >= maxNumbers {
		clear(s.numbers)
	}
	s.numbers[id] = c.Number
	return c.Number, nil
}

func tableOf(what core.Entity) (table, error) {
	switch what {
	case core.EntityLead:
		return importable(what, leadValues), nil
	case core.EntityCustomer:
		return importable(what, customerValues), nil
	case core.EntityVehicle:
		return importable(what, vehicleValues), nil
	case core.EntityAppointment:
		return appointments(), nil
	case core.EntityMessage:
		return messages(), nil
	}
	return table{}, &core.Error{Kind: core.Internal, Op: "export", Err: fmt.Errorf("no export of %s", what)}
}

type fieldMap map[core.Field]string

func (m fieldMap) row(fields []core.Field) []string {
	row := make([]string, len(fields))
	for i, f := range fields {
		row[i] = m[f]
	}
	return row
}

// importable is a table whose columns are those that the importer knows.
func importable(what core.Entity, values func(context.Context, *source, core.ID) (fieldMap, error)) table {
	var t table
	var fields []core.Field
	for _, c := range intake.Columns(what) {
		if !c.InputOnly() {
			t.headers = append(t.headers, c.Header())
			fields = append(fields, c.Field)
		}
	}
	t.row = func(ctx context.Context, src *source, id core.ID) ([]string, error) {
		m, err := values(ctx, src, id)
		if err != nil {
			return nil, err
		}
		return m.row(fields), nil
	}
	return t
}

func fill(m fieldMap, values []core.FieldValue) fieldMap {
	for _, v := range values {
		m[v.Field] = v.Value
	}
	return m
}

// leadValues gives a value that could not be read as it came, so that reading it again gives the same lead.
func leadValues(ctx context.Context, src *source, id core.ID) (fieldMap, error) {
	l, err := src.store.Lead(ctx, id)
	if err != nil {
		return nil, err
	}
	m := fill(fieldMap{}, l.FieldValues())
	for _, v := range l.Request.AsText {
		if m[v.Field] == "" || v.Field == core.FieldWantedAt || tooLong(&l.Request, v.Field) {
			m[v.Field] = v.Value
		}
	}
	m[core.FieldLeadID], m[core.FieldSource] = l.Request.ExternalID, l.Request.Source
	m[core.FieldReceivedAt] = l.Request.ReceivedAt.UTC().Format(time.RFC3339)
	return m, nil
}

func tooLong(q *core.Request, f core.Field) bool {
	for _, h := range q.Hints {
		if h.Field == f && h.Why == core.ReasonTooLong {
			return true
		}
	}
	return false
}

func customerValues(ctx context.Context, src *source, id core.ID) (fieldMap, error) {
	c, err := src.store.Customer(ctx, id)
	if err != nil {
		return nil, err
	}
	vehicles, err := src.store.VehiclesOf(ctx, id)
	if err != nil {
		return nil, err
	}
	var vins, plates []string
	for _, v := range vehicles {
		if v.Owner == id && v.Data.VIN+v.Data.Plate != "" {
			vins = append(vins, v.Data.VIN)
			plates = append(plates, v.Data.Plate)
		}
	}
	m := fill(fieldMap{}, c.FieldValues())
	m[intake.FieldVINs], m[intake.FieldPlates] = strings.Join(vins, "|"), strings.Join(plates, "|")
	return m, nil
}

func vehicleValues(ctx context.Context, src *source, id core.ID) (fieldMap, error) {
	v, err := src.store.Vehicle(ctx, id)
	if err != nil {
		return nil, err
	}
	m := fill(fieldMap{}, v.FieldValues())
	if m[core.FieldOwner], err = src.number(ctx, v.Owner); err != nil {
		return nil, err
	}
	m[core.FieldDriver], err = src.number(ctx, v.Driver)
	return m, err
}

// appointmentFields are those of an appointment itself; its contact and vehicle follow.
var appointmentFields = []core.Field{
	"appointment", core.FieldLeadID, core.FieldStatus, core.FieldDropOff, core.FieldDropOffMinutes, core.FieldPickUp,
	core.FieldPickUpMinutes, core.FieldAdviser, core.FieldSteps, core.FieldCustomerNumber,
}

var appointmentTail = []core.Field{core.FieldCourtesyCar, core.FieldNotes, core.FieldSMSConfirmation, core.FieldCancelReason}

func appointments() table {
	fields := append(append([]core.Field{}, appointmentFields...), core.ContactFields()...)
	fields = append(append(fields, core.VehicleFields()...), appointmentTail...)
	t := table{headers: make([]string, len(fields))}
	for i, f := range fields {
		t.headers[i] = string(f)
	}
	t.row = func(ctx context.Context, src *source, id core.ID) ([]string, error) {
		m, err := appointmentValues(ctx, src, id)
		if err != nil {
			return nil, err
		}
		return m.row(fields), nil
	}
	return t
}

func appointmentValues(ctx context.Context, src *source, id core.ID) (fieldMap, error) {
	a, err := src.store.Appointment(ctx, id)
	if err != nil {
		return nil, err
	}
	m := fill(fieldMap{}, a.FieldValues())
	m["appointment"] = a.Label()
	if a.Snapshot != nil {
		m[core.FieldLeadID] = a.Snapshot.ExternalID
	}
	if a.SMSConfirmation {
		m[core.FieldSMSConfirmation] = strconv.Itoa(1)
	}
	if m[core.FieldCustomerNumber], err = src.number(ctx, a.Customer); err != nil {
		return nil, err
	}
	if a.Vehicle == 0 {
		return m, nil
	}
	v, err := src.store.Vehicle(ctx, a.Vehicle)
	switch {
	case err == nil:
		fill(m, v.Data.FieldValues())
	case !core.IsKind(err, core.NotFound):
		return nil, err
	}
	return m, nil
}
