package advice

import (
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/address"
	"terminwerk/core/name"
)

// changedOutside: the request was changed outside after it had been booked.
func changedOutside(in *Input) []Finding {
	e := in.external()
	if e == nil || e.Cancelled || len(e.Changes) == 0 {
		return nil
	}
	var actions []Action
	identity := []any{in.Lead.Meta.ID}
	moved := false
	for _, c := range e.Changes {
		identity = append(identity, string(c.Field)+"="+c.New)
		moved = moved || c.Field == core.FieldWantedAt
	}
	wanted := e.Request.WantedAt
	if moved && wanted.Valid() && wanted != in.Appointment.DropOff.At {
		actions = append(actions, Action{ID: Reschedule, Field: core.FieldDropOff, Value: wanted.String()})
	}
	actions = append(actions,
		Action{ID: CancelVisit}, Action{ID: Acknowledge}, open(core.EntityLead, in.Lead.Meta.ID))
	if moved && len(e.Changes) == 1 && wanted.Valid() {
		old, _ := core.ParseWallTime(e.Changes[0].Old)
		return one(found(Warning, "lead.moved", identity...).at(core.FieldDropOff).
			with("lead", in.Lead.Label(), "old", old, "new", wanted).offer(actions...))
	}
	return one(found(Warning, "lead.changed", identity...).
		with("lead", in.Lead.Label(), "changes", e.Changes).offer(actions...))
}

func cancelledOutside(in *Input) []Finding {
	e := in.external()
	if e == nil || !e.Cancelled {
		return nil
	}
	at := core.WallTimeOf(e.At.In(in.Settings.Basis.Location()))
	return one(found(Warning, "lead.cancelled", in.Lead.Meta.ID, at).with("lead", in.Lead.Label(), "time", at).
		offer(Action{ID: CancelVisit}, Action{ID: Acknowledge}, open(core.EntityLead, in.Lead.Meta.ID)))
}

func (in *Input) external() *core.External {
	if in.Lead == nil || in.Appointment.Status == core.AppointmentCancelled {
		return nil
	}
	return in.Lead.External
}

// stored are the contacts of the lead and of the customer master, when the lead's may be taken over into the master. A lead keeps
// what its source wrote; it is compared in its tidy form.
func (in *Input) stored() (lead, master *core.Contact) {
	request := in.request()
	if request == nil || in.Customer == nil || in.Customer.Meta.ID == 0 || in.Customer.Meta.ID.IsPending() || in.cash() {
		return nil, nil
	}
	fresh := request.Contact
	fresh.Normalize(in.Settings.Basis.Country)
	return &fresh, &in.Customer.Contact
}

var phoneFields = []core.Field{core.FieldMobile, core.FieldPhone, core.FieldPhoneWork}

// leadPhone: the lead carries numbers that the customer master has in none of its fields.
func leadPhone(in *Input) []Finding {
	lead, master := in.stored()
	if lead == nil {
		return nil
	}
	known := map[string]bool{}
	for _, p := range phones(master) {
		known[lineOf(p)] = true
	}
	var actions []Action
	var numbers []string
	for i, p := range phones(lead) {
		f := phoneFields[i]
		if line := lineOf(p); line == "" || known[line] || slices.Contains(in.Updating, f) {
			continue
		}
		known[lineOf(p)] = true
		actions = append(actions, Action{ID: TakeIntoMaster, Field: f})
		numbers = append(numbers, p.Typed)
	}
	return newer("lead.phone", strings.Join(numbers, ", "), master.BestPhone().Typed, actions)
}

func phones(c *core.Contact) []core.Phone { return []core.Phone{c.Mobile, c.Phone, c.PhoneWork} }

// lineOf is what makes two written numbers the same: the international form, else the digits.
func lineOf(p core.Phone) string {
	if p.E164 != "" {
		return p.E164
	}
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, p.Typed)
}

func leadEmail(in *Input) []Finding {
	lead, master := in.stored()
	if lead == nil || !core.ValidEmail(lead.Email) || strings.EqualFold(lead.Email, master.Email) ||
		slices.Contains(in.Updating, core.FieldEmail) {
		return nil
	}
	return newer("lead.email", lead.Email, master.Email, []Action{{ID: TakeIntoMaster, Field: core.FieldEmail}})
}

// leadAddress: the lead names another place than the master. All fields that differ are taken over together, because a
// new street beside an old postcode would be nobody's address.
func leadAddress(in *Input) []Finding {
	lead, master := in.stored()
	if lead == nil || !otherPlace(lead, master) {
		return nil
	}
	var take []string
	for _, f := range []core.Field{
		core.FieldStreet, core.FieldHouseNumber, core.FieldPostcode, core.FieldTown, core.FieldCountry,
	} {
		withStreet := f == core.FieldHouseNumber && lead.Street != ""
		if lead.Get(f) != master.Get(f) && (lead.Get(f) != "" || withStreet) && !slices.Contains(in.Updating, f) {
			take = append(take, string(f))
		}
	}
	if len(take) == 0 {
		return nil
	}
	return newer("lead.address", place(lead), place(master),
		[]Action{{ID: TakeIntoMaster, Field: core.Field(take[0]), Value: strings.Join(take, ",")}})
}

// otherPlace compares what the lead has: street and house number, postcode, and the town where there is no postcode.
func otherPlace(lead, master *core.Contact) bool {
	street, house := address.SplitHouse(lead.StreetLine())
	oldStreet, oldHouse := address.SplitHouse(master.StreetLine())
	switch {
	case street != "" && address.StreetKey(street) != address.StreetKey(oldStreet):
		return true
	case house != "" && address.HouseKey(house) != address.HouseKey(oldHouse):
		return true
	case lead.Postcode != "" && master.Postcode != "":
		return address.PostcodeKey(lead.Postcode) != address.PostcodeKey(master.Postcode)
	case lead.Postcode != "" || lead.Town == "":
		return lead.Postcode != ""
	}
	return name.Fold(lead.Town) != name.Fold(master.Town)
}

func place(c *core.Contact) string {
	parts := slices.DeleteFunc([]string{c.StreetLine(), c.TownLine()}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

// newer is the hint that the lead knows more than the master; rule + "_added" when the master knows nothing.
func newer(rule, value, old string, actions []Action) []Finding {
	if len(actions) == 0 {
		return nil
	}
	f := found(Hint, rule, value).with("new", value, "old", old)
	if old == "" {
		f = found(Hint, rule+"_added", value).with("new", value)
	}
	return one(f.at(actions[0].Field).offer(actions...))
}

// wantedTimeUnreadable: the drop-off cannot come from the lead, only from reading what it says.
func wantedTimeUnreadable(in *Input) []Finding {
	for _, v := range in.unread() {
		if v.Field == core.FieldWantedAt {
			return one(found(Hint, "lead.wanted_time_unreadable", v.Value).at(core.FieldDropOff).
				with("text", v.Value).offer(focus(core.FieldDropOff)))
		}
	}
	return nil
}

// valueUnreadable: a field of the lead could not be read. What the source sent beyond all fields is only kept.
func valueUnreadable(in *Input) []Finding {
	var all []Finding
	for _, v := range in.unread() {
		isField := func(of core.FieldValue) bool { return of.Field == v.Field }
		if v.Field != core.FieldWantedAt && slices.ContainsFunc(new(core.Request).FieldValues(), isField) {
			all = append(all, found(Hint, "lead.value_unreadable", v.Field, v.Value).at(v.Field).
				with("field", v.Field, "text", v.Value))
		}
	}
	return all
}

// unread lists the values of the lead that could not be read, while the visit is still to come.
func (in *Input) unread() []core.FieldValue {
	request := in.request()
	if request == nil || !in.ahead() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(request.AsText), func(v core.FieldValue) bool {
		return strings.TrimSpace(v.Value) == ""
	})
}
