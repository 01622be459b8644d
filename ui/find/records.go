package find

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/theme"
)

const (
	most       = 6 // rows of a group
	mostRecent = 8
	recentKey  = "search.recent"
)

// row is one line of the list: a record, a command, or the heading of a group.
type row struct {
	target  core.Ref
	command string
	cells   [3]string // number, name, details
	sign    theme.Severity
	quiet   bool // rejected or cancelled
}

func (r row) heading() bool { return r.command == "" && r.target.ID == 0 }

// kind is a sort of record that can be found.
type kind struct {
	entity core.Entity
	latest bool // the latest first
	read   func(context.Context, Service, core.ID) (row, error)
	open   func(desk.Navigator, core.ID)
}

// kinds are in the order of their groups.
var kinds = []kind{
	{core.EntityLead, true, leadRow, desk.Navigator.ShowLead},
	{core.EntityAppointment, true, appointmentRow, desk.Navigator.EditAppointment},
	{core.EntityCustomer, false, customerRow, desk.Navigator.EditCustomer},
	{core.EntityVehicle, false, vehicleRow, desk.Navigator.EditVehicle},
	{core.EntityMessage, true, messageRow, desk.Navigator.ShowMessage},
}

func kindOf(e core.Entity) *kind {
	for i := range kinds {
		if kinds[i].entity == e {
			return &kinds[i]
		}
	}
	return nil
}

// group puts a heading before rows, which says so when there are more than are shown.
func group(title string, rows []row) []row {
	if len(rows) == 0 {
		return nil
	}
	heading := row{cells: [3]string{i18n.T("find.group." + title)}}
	if len(rows) > most && title != "recent" {
		heading.cells[1] = i18n.T("find.more")
		rows = rows[:most]
	}
	return append([]row{heading}, rows...)
}

// records are what text leads to, grouped; a number by which people call a record stands before everything else.
func records(ctx context.Context, s Service, text string) ([]row, error) {
	called, err := numbered(ctx, s, text)
	if err != nil {
		return nil, err
	}
	all := group("number", called)
	for _, k := range kinds {
		ids, err := s.IDs(ctx, core.Query{Entity: k.entity, Text: text, Desc: k.latest, Limit: most + 1})
		if err != nil {
			return nil, err
		}
		refs := make([]core.Ref, len(ids))
		for i, id := range ids {
			refs[i] = core.Ref{Entity: k.entity, ID: id}
		}
		refs = slices.DeleteFunc(refs, func(r core.Ref) bool { return len(called) > 0 && called[0].target == r })
		found, err := read(ctx, s, refs)
		if err != nil {
			return nil, err
		}
		all = append(all, group(string(k.entity), found)...)
	}
	return all, nil
}

// read makes rows of records; what was deleted meanwhile is left out.
func read(ctx context.Context, s Service, refs []core.Ref) ([]row, error) {
	var rows []row
	for _, ref := range refs {
		k := kindOf(ref.Entity)
		if k == nil {
			continue
		}
		r, err := k.read(ctx, s, ref.ID)
		switch {
		case core.IsKind(err, core.NotFound):
		case err != nil:
			return nil, err
		default:
			r.target = core.Ref{Entity: ref.Entity, ID: ref.ID}
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// numbered is the record that text names: L-204, t17, n5, a customer number.
func numbered(ctx context.Context, s Service, text string) ([]row, error) {
	word := strings.ToLower(strings.Join(strings.Fields(text), ""))
	for letter, entity := range map[string]core.Entity{"l": core.EntityLead, "t": core.EntityAppointment, "n": core.EntityMessage} {
		rest, ok := strings.CutPrefix(word, letter)
		if id, err := strconv.ParseUint(strings.TrimPrefix(rest, "-"), 10, 63); ok && err == nil && id > 0 {
			return read(ctx, s, []core.Ref{{Entity: entity, ID: core.ID(id)}})
		}
	}
	c, err := s.CustomerByNumber(ctx, text)
	if core.IsKind(err, core.NotFound) || err == nil && c.Meta.ID == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return read(ctx, s, []core.Ref{{Entity: core.EntityCustomer, ID: c.Meta.ID}})
}

// remembered are the records opened last, the newest first.
func remembered(memory desk.Layout) []core.Ref {
	var refs []core.Ref
	for _, text := range strings.Fields(memory.Get(recentKey)) {
		entity, number, _ := strings.Cut(text, "/")
		if id, err := strconv.ParseUint(number, 10, 63); err == nil && id > 0 {
			refs = append(refs, core.Ref{Entity: core.Entity(entity), ID: core.ID(id)})
		}
	}
	return refs
}

// Remember puts a record that was opened to the head of those that the search offers before anything is typed.
func Remember(memory desk.Layout, opened core.Ref) {
	words := []string{opened.String()}
	for _, ref := range remembered(memory) {
		if ref != opened && len(words) < mostRecent {
			words = append(words, ref.String())
		}
	}
	memory.Set(recentKey, strings.Join(words, " "))
}

func recall(ctx context.Context, s Service, recent []core.Ref) ([]row, error) {
	rows, err := read(ctx, s, recent)
	return group("recent", rows), err
}

func leadRow(ctx context.Context, s Service, id core.ID) (row, error) {
	l, err := s.Lead(ctx, id)
	r := &l.Request
	status := i18n.T("status.lead." + string(l.Status))
	return row{
		cells: [3]string{l.Label(), r.Contact.SortName(), i18n.Join(i18n.WhenShort(r.WantedAt), status, r.Vehicle.Label(), r.Work)},
		quiet: l.Status == core.LeadRejected || l.Status == core.LeadCancelled,
	}, err
}

func appointmentRow(ctx context.Context, s Service, id core.ID) (row, error) {
	a, err := s.Appointment(ctx, id)
	if err != nil {
		return row{}, err
	}
	car := a.Transit
	if a.Vehicle != 0 {
		v, err := s.Vehicle(ctx, a.Vehicle)
		if err != nil && !core.IsKind(err, core.NotFound) {
			return row{}, err
		}
		car = v.Data
	}
	status := i18n.T("status.appointment." + string(a.Status))
	return row{
		cells: [3]string{a.Label(), a.Contact.SortName(), i18n.Join(i18n.When(a.DropOff.At), status, car.Label())},
		quiet: a.Status == core.AppointmentCancelled,
	}, nil
}

func customerRow(ctx context.Context, s Service, id core.ID) (row, error) {
	c, err := s.Customer(ctx, id)
	r := row{cells: [3]string{c.Number, c.Contact.SortName(), i18n.Join(c.Contact.TownLine(), c.Contact.StreetLine(), c.Contact.BestPhone().Typed)}}
	if c.Blocked {
		r.sign, r.cells[2] = theme.Warning, i18n.Join(i18n.T("find.blocked"), r.cells[2])
	}
	return r, err
}

func vehicleRow(ctx context.Context, s Service, id core.ID) (row, error) {
	v, err := s.Vehicle(ctx, id)
	if err != nil {
		return row{}, err
	}
	var owner core.Customer
	if v.Owner != 0 {
		if owner, err = s.Customer(ctx, v.Owner); core.IsKind(err, core.NotFound) {
			err = nil
		}
	}
	return row{cells: [3]string{v.Data.Plate, v.Data.Title(), i18n.Join(owner.Contact.SortName(), v.Data.VIN)}}, err
}

func messageRow(ctx context.Context, s Service, id core.ID) (row, error) {
	m, err := s.Message(ctx, id)
	state := i18n.T("status.message." + string(m.State))
	return row{
		cells: [3]string{m.Label(), m.Name, i18n.Join(state, m.Subject, strings.Join(m.To, ", "))},
		quiet: slices.Contains([]core.MessageState{core.MessageCancelled, core.MessageExpired, core.MessageSettled}, m.State),
	}, err
}
