package coretest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/name"
	"terminwerk/core/plate"
)

const searchLimit = 1000

// row is a record as a list sees it.
type row struct {
	id     core.ID
	words  []string
	status string
	kinds  []string
	order  string
	number int64
}

// IDs lists the ids of a query in its order; records with an empty text to sort by come last.
func (s *Store) IDs(ctx context.Context, q core.Query) ([]core.ID, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var rows []row
	for id, r := range s.state.records[q.Entity] {
		entry := s.row(r, q.Sort)
		entry.id = id
		if lead, ok := r.(*core.Lead); ok && lead.Request.ReceivedAt.Before(q.Since) {
			continue
		}
		if m, ok := r.(*core.Message); ok && (m.Meta.CreatedAt.Before(q.Since) || len(q.Kind) > 0 && !entry.of(q.Kind)) {
			continue
		}
		if (len(q.Status) == 0 || entry.status == "" || slices.Contains(q.Status, entry.status)) && entry.holds(q.Text) {
			rows = append(rows, entry)
		}
	}
	slices.SortFunc(rows, compareRows)
	if q.Desc {
		slices.Reverse(rows)
	}
	limit := q.Limit
	if limit <= 0 && q.Text != "" {
		limit = searchLimit
	}
	if limit > 0 {
		rows = rows[:min(limit, len(rows))]
	}
	ids := make([]core.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.id
	}
	return ids, nil
}

func compareRows(a, b row) int {
	if (a.order == "") != (b.order == "") {
		return cmp.Compare(b.order, a.order)
	}
	return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.number, b.number), cmp.Compare(a.id, b.id))
}

// of tells whether the row is of one of the kinds.
func (r *row) of(kinds []string) bool {
	return slices.ContainsFunc(r.kinds, func(k string) bool { return slices.Contains(kinds, k) })
}

// holds tells whether every word of text begins a word of the row, or text as a whole (a plate with blanks) does.
func (r *row) holds(text string) bool {
	begins := func(wanted string) bool {
		return slices.ContainsFunc(r.words, func(w string) bool { return strings.HasPrefix(w, wanted) })
	}
	whole := strings.ToLower(plate.Normalize(text))
	if whole == "" || begins(whole) {
		return true
	}
	for _, word := range strings.Fields(name.Fold(text)) {
		if !begins(word) {
			return false
		}
	}
	return true
}

func (s *Store) row(r core.Record, by core.Sort) row {
	switch r := r.(type) {
	case *core.Customer:
		c := &r.Contact
		out := row{order: sorted(by, map[core.Sort]string{core.SortUsual: c.SortName(), core.SortNumber: r.Number, core.SortTown: c.Town})}
		out.contact(c)
		out.add(append([]string{r.Number}, r.Former...)...)
		return out
	case *core.Vehicle:
		return s.vehicleRow(r, by)
	case *core.Lead:
		return leadRow(r, by)
	case *core.Appointment:
		return s.appointmentRow(r, by)
	case *core.Message:
		return s.messageRow(r, by)
	}
	return row{}
}

func (s *Store) vehicleRow(v *core.Vehicle, by core.Sort) row {
	d := &v.Data
	out := row{order: sorted(by, map[core.Sort]string{core.SortUsual: plate.Normalize(d.Plate), core.SortVIN: d.VIN, core.SortModel: d.Title()})}
	out.vehicle(d)
	for _, id := range []core.ID{v.Owner, v.Driver} {
		if c, ok := s.state.records[core.EntityCustomer][id].(*core.Customer); ok {
			out.add(c.Contact.SortName(), c.Number)
		}
	}
	return out
}

func leadRow(l *core.Lead, by core.Sort) row {
	r := &l.Request
	out := row{status: string(l.Status), number: r.ReceivedAt.Unix()}
	if by == core.SortWanted {
		out.number = int64(r.WantedAt)
	}
	out.order = sorted(by, map[core.Sort]string{
		core.SortName: r.Contact.SortName(), core.SortTown: r.Contact.Town, core.SortPlate: plate.Normalize(r.Vehicle.Plate),
	})
	out.contact(&r.Contact)
	out.vehicle(&r.Vehicle)
	out.add(l.Label(), r.CustomerNumber, r.ExternalID)
	return out
}

func (s *Store) appointmentRow(a *core.Appointment, by core.Sort) row {
	out := row{status: string(a.Status), number: int64(a.DropOff.At)}
	out.order = sorted(by, map[core.Sort]string{core.SortName: a.Contact.SortName()})
	out.contact(&a.Contact)
	out.vehicle(&a.Transit)
	if v, ok := s.state.records[core.EntityVehicle][a.Vehicle].(*core.Vehicle); ok {
		out.vehicle(&v.Data)
	}
	out.add(a.Label())
	return out
}

func (s *Store) messageRow(m *core.Message, by core.Sort) row {
	out := row{status: string(m.State), kinds: []string{string(m.Kind), string(m.Channel)}}
	switch by {
	case core.SortName, core.SortStatus:
	case core.SortQueued:
		out.number = m.Meta.CreatedAt.Unix()
	default:
		out.number = m.Due.Unix()
	}
	out.order = sorted(by, map[core.Sort]string{core.SortName: m.Name, core.SortStatus: string(m.State)})
	out.add(m.Name, m.Subject, m.Label())
	out.add(m.To...)
	if m.Appointment != 0 {
		out.add(core.AppointmentLabel(m.Appointment))
	}
	if m.Lead != 0 {
		out.add(core.LeadLabel(m.Lead))
	}
	if c, ok := s.state.records[core.EntityCustomer][m.Customer].(*core.Customer); ok {
		out.contact(&c.Contact)
		out.add(c.Number)
	}
	return out
}

func (r *row) add(texts ...string) {
	for _, t := range texts {
		r.words = append(append(r.words, strings.Fields(name.Fold(t))...), strings.ToLower(plate.Normalize(t)))
	}
}

func (r *row) contact(c *core.Contact) {
	r.add(c.SortName(), c.Town, c.Email, c.Phone.E164, c.Phone.Typed, c.PhoneWork.E164, c.PhoneWork.Typed, c.Mobile.E164, c.Mobile.Typed)
}

func (r *row) vehicle(v *core.VehicleData) { r.add(v.Plate, v.VIN, v.Title()) }

// sorted is the text to sort by, folded; a sort that the entity does not have is its usual one.
func sorted(by core.Sort, texts map[core.Sort]string) string {
	text, ok := texts[by]
	if !ok {
		text = texts[core.SortUsual]
	}
	return name.Fold(text)
}

// Count tells how many records of an entity there are.
func (s *Store) Count(ctx context.Context, e core.Entity) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.state.records[e]), ctx.Err()
}

// CountLeads tells how many leads have one of the statuses, all leads without any.
func (s *Store) CountLeads(ctx context.Context, statuses ...core.LeadStatus) (int, error) {
	leads, err := all(ctx, s, func(l *core.Lead) bool { return len(statuses) == 0 || slices.Contains(statuses, l.Status) })
	return len(leads), err
}
