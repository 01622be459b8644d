package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/core/booking"
	"terminwerk/core/match"
	"terminwerk/core/schedule"
	"terminwerk/ui/i18n"
)

// decision is one line of `terminwerk resolve -json`.
type decision struct {
	ExternalID string           `json:"external_id"`
	Lead       string           `json:"lead"`
	Customer   customerDecision `json:"customer"`
	Vehicle    vehicleDecision  `json:"vehicle"`
}

type customerDecision struct {
	Decision   string      `json:"decision"`
	Number     string      `json:"number"`
	Candidates []candidate `json:"candidates"`
	Notes      []string    `json:"notes"`
}

type candidate struct {
	Number      string   `json:"number"`
	Probability float64  `json:"probability"`
	Class       string   `json:"class"`
	Reasons     []string `json:"reasons"`
	Sentence    string   `json:"sentence"`
}

type vehicleDecision struct {
	Decision string   `json:"decision"`
	VIN      string   `json:"vin"`
	Owner    string   `json:"owner"`
	Warnings []string `json:"warnings"`
	label    string   // plate, make and model, for people
}

func runResolve(c *call) (int, error) {
	if len(c.opt.words) > 0 {
		return Failed, c.wrong()
	}
	return c.open(func() (int, error) {
		ids, err := c.openLeads()
		if err != nil {
			return Failed, err
		}
		for _, id := range ids {
			r, err := c.booking.Resolve(c.ctx, id)
			if err != nil {
				return Failed, err
			}
			if d := describe(r); c.json {
				c.line(d)
			} else {
				c.printDecision(d)
			}
		}
		return OK, nil
	})
}

// openLeads are the leads meant: the one of -lead (L-12, 12 or the external id), else every open one, oldest first.
func (c *call) openLeads() ([]core.ID, error) {
	if c.opt.lead != "" {
		id, err := c.leadID(c.opt.lead)
		return []core.ID{id}, err
	}
	return c.session.Store.IDs(c.ctx, core.Query{Entity: core.EntityLead, Status: []string{
		string(core.LeadNew), string(core.LeadInProgress), string(core.LeadDeferred),
	}, Sort: core.SortReceived})
}

// leadID reads the name of a lead: its number, "L-12" or "12", or what the source calls it. A name that means more than
// one lead is refused.
func (c *call) leadID(text string) (core.ID, error) {
	var named []core.ID
	number, labelled := strings.CutPrefix(strings.ToUpper(text), "L-")
	if n, err := strconv.ParseUint(number, 10, 62); err == nil {
		if _, err := c.session.Store.Lead(c.ctx, core.ID(n)); err == nil {
			named = append(named, core.ID(n))
		}
	}
	if len(named) == 0 || !labelled {
		const all = 100_000
		ids, err := c.session.Store.IDs(c.ctx, core.Query{Entity: core.EntityLead, Text: text, Limit: all})
		if err != nil {
			return 0, err
		}
		for _, id := range ids {
			l, err := c.session.Store.Lead(c.ctx, id)
			if err == nil && l.Request.ExternalID == text && !slices.Contains(named, id) {
				named = append(named, id)
			}
		}
	}
	switch len(named) {
	case 0:
		return 0, usageError(i18n.T("cli.no_lead", "lead", text))
	case 1:
		return named[0], nil
	}
	labels := make([]string, len(named))
	for i, id := range named {
		labels[i] = core.LeadLabel(id)
	}
	return 0, usageError(i18n.T("cli.several_leads", "lead", text, "leads", strings.Join(labels, ", ")))
}

func describe(r booking.Resolution) decision {
	d := decision{ExternalID: r.Lead.Request.ExternalID, Lead: r.Lead.Label()}
	d.Customer = customerDecision{Decision: string(r.Customer.Kind), Candidates: []candidate{}, Notes: sentences(r.Customer.Notes)}
	if r.Customer.Customer != nil {
		d.Customer.Number = r.Customer.Customer.Number
	}
	for i := range r.Customer.Candidates {
		m := &r.Customer.Candidates[i]
		d.Customer.Candidates = append(d.Customer.Candidates, candidate{
			Number: m.Customer.Number, Probability: float64(int(m.Probability*10000+0.5)) / 10000,
			Class: className(m.Class), Reasons: reasons(m.Reasons), Sentence: i18n.Decision(m, r.Customer.Candidates),
		})
	}
	d.Vehicle = vehicleDecision{Decision: string(r.Vehicle.Kind), VIN: r.Lead.Request.Vehicle.VIN, Warnings: sentences(r.Vehicle.Warnings)}
	d.Vehicle.label = r.Lead.Request.Vehicle.Label()
	if r.Vehicle.Vehicle != nil {
		d.Vehicle.VIN, d.Vehicle.label = r.Vehicle.Vehicle.Data.VIN, r.Vehicle.Vehicle.Data.Label()
	}
	if r.Vehicle.Owner != nil {
		d.Vehicle.Owner = r.Vehicle.Owner.Number
	}
	return d
}

func className(c match.Class) string {
	return [...]string{"none", "possible", "likely", "certain"}[min(int(c), 3)]
}

func reasons(list []match.Reason) []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = i18n.Weighed(r)
	}
	return out
}

func sentences(notes []booking.Note) []string {
	out := make([]string, len(notes))
	for i, n := range notes {
		out[i] = i18n.T(n.Key, n.Args...)
	}
	return out
}

func (c *call) printDecision(d decision) {
	c.words("", d.Lead, d.ExternalID)
	c.words("  ", i18n.T("cli.customer."+d.Customer.Decision), d.Customer.Number)
	for _, m := range d.Customer.Candidates {
		fmt.Fprintf(c.Stdout, "    %5s  %-10s %s\n", i18n.Probability(m.Probability), m.Number, strings.Join(m.Reasons, ", "))
		fmt.Fprintf(c.Stdout, "    %5s  %-10s %s\n", "", "", m.Sentence)
	}
	vin := d.Vehicle.VIN
	if vin == d.Vehicle.label {
		vin = ""
	}
	c.words("  ", i18n.T("cli.vehicle."+d.Vehicle.Decision), d.Vehicle.label, vin, d.Vehicle.Owner)
	for _, note := range append(d.Customer.Notes, d.Vehicle.Warnings...) {
		fmt.Fprintln(c.Stdout, "    ! "+note)
	}
}

// words prints a line of those words that are there.
func (c *call) words(indent string, words ...string) {
	fmt.Fprintln(c.Stdout, indent+strings.Join(strings.Fields(strings.Join(words, " ")), " "))
}

func bookFlags(c *call) {
	c.set.StringVar(&c.opt.lead, "lead", "", i18n.T("cli.flag.lead"))
	c.set.StringVar(&c.opt.customer, "customer", "", i18n.T("cli.flag.customer"))
	c.set.StringVar(&c.opt.at, "at", "", i18n.T("cli.flag.at"))
	c.set.StringVar(&c.opt.update, "update", "", i18n.T("cli.flag.update"))
	c.set.StringVar(&c.opt.actor, "actor", "", i18n.T("cli.flag.actor"))
	c.set.BoolVar(&c.opt.notify, "notify", false, i18n.T("cli.flag.notify"))
	c.set.BoolVar(&c.opt.acceptWarnings, "accept-warnings", false, i18n.T("cli.flag.accept"))
}

func runBook(c *call) (int, error) {
	if c.opt.lead == "" || c.opt.customer == "" || len(c.opt.words) > 0 {
		return Failed, c.wrong()
	}
	at, err := core.ParseWallTime(c.opt.at)
	if err != nil {
		return Failed, c.wrong()
	}
	return c.open(func() (int, error) {
		lead, err := c.leadID(c.opt.lead)
		if err != nil {
			return Failed, err
		}
		choice, err := c.choice(lead)
		if err != nil {
			return Failed, err
		}
		draft, err := c.booking.Draft(c.ctx, lead, choice, c.opt.actor)
		if err != nil {
			return c.refused(err)
		}
		by := timeBy(at, draft)
		if err := c.moveTo(at, &draft.Appointment); err != nil {
			return Failed, err
		}
		draft.Appointment.EmailConfirmation = c.opt.notify && draft.Appointment.Contact.Email != ""
		saved, err := c.booking.Save(c.ctx, draft, c.actor(), c.opt.acceptWarnings)
		if err != nil {
			return c.refused(err)
		}
		c.printBooked(saved, by)
		return c.notify(saved.Appointment.Meta.ID)
	})
}

// What the drop-off of a booking goes by.
const (
	byFlag    = "at"
	byLead    = "wanted_at"
	byOpening = "next_opening" // the lead names no time that can be read
)

func timeBy(at core.WallTime, d *booking.Draft) string {
	switch {
	case at != 0:
		return byFlag
	case d.Lead.Request.WantedAt == d.Appointment.DropOff.At:
		return byLead
	}
	return byOpening
}

// moveTo puts the drop-off at another time and the pick-up where the work ends then.
func (c *call) moveTo(at core.WallTime, a *core.Appointment) error {
	if at == 0 {
		return nil
	}
	set, err := c.session.Store.Settings(c.ctx)
	if err != nil {
		return err
	}
	moved := a.PickUp.At.Add(at.Sub(a.DropOff.At))
	a.DropOff.At = at
	if a.PickUp = schedule.DefaultPickUp(&set.Basis, a); !a.PickUp.At.Valid() {
		a.PickUp.At = moved
	}
	return nil
}

// choice turns -customer and -update into the answer an adviser would give in the duplicate dialog.
func (c *call) choice(lead core.ID) (booking.Choice, error) {
	update, err := c.ticks()
	if err != nil {
		return booking.Choice{}, err
	}
	switch {
	case c.opt.customer == "new" && len(update) > 0:
		return booking.Choice{}, usageError(i18n.T("cli.update_new"))
	case c.opt.customer == "new":
		return booking.Choice{Way: booking.WayNew}, nil
	case c.opt.customer == "cash":
		return booking.Choice{Way: booking.WayCash, Update: update}, nil
	}
	customer, err := c.session.Store.CustomerByNumber(c.ctx, c.opt.customer)
	if err != nil {
		return booking.Choice{}, usageError(i18n.T("cli.no_customer", "number", c.opt.customer))
	}
	l, err := c.session.Store.Lead(c.ctx, lead)
	if err != nil {
		return booking.Choice{}, err
	}
	choice := booking.Choice{Way: booking.WayMerge, Customer: customer.Meta.ID, Update: update}
	if l.Request.CustomerNumber == customer.Number {
		choice.Way = booking.WayExisting
	}
	return choice, nil
}

// ticks are the fields of -update.
func (c *call) ticks() (fields []core.Field, err error) {
	for f := range strings.SplitSeq(c.opt.update, ",") {
		if f = strings.TrimSpace(f); f == "" {
			continue
		}
		var probe core.Contact
		if !probe.Set(core.Field(f), "") {
			return nil, usageError(i18n.T("cli.no_field", "field", f, "fields", contactFields()))
		}
		fields = append(fields, core.Field(f))
	}
	return fields, nil
}

func contactFields() string {
	var names []string
	for _, f := range core.ContactFields() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// refused prints what stands in the way of a booking; warnings and conflicts are findings, the rest cannot run.
func (c *call) refused(err error) (int, error) {
	var warnings *booking.WarningsError
	var faults *booking.FindingsError
	var booked *booking.AlreadyBooked
	switch {
	case errors.As(err, &warnings):
		return Findings, c.findings("cli.warnings", warnings.Findings)
	case errors.As(err, &faults):
		return Findings, c.findings("cli.errors", faults.Findings)
	case errors.As(err, &booked):
		return Findings, usageError(i18n.T("cli.already_booked", "appointment", core.AppointmentLabel(booked.Appointment)))
	case core.IsKind(err, core.Conflict):
		return Findings, err
	}
	return Failed, err
}

func (c *call) findings(head string, list []advice.Finding) error {
	lines := []string{i18n.T(head)}
	for _, f := range list {
		lines = append(lines, "  "+i18n.T("advice."+f.Rule, f.Args...))
	}
	return usageError(strings.Join(lines, "\n"))
}

func (c *call) printBooked(s booking.Saved, by string) {
	a := &s.Appointment
	if c.json {
		c.line(map[string]any{
			"appointment": a.Label(), "customer": s.Customer.Number, "drop_off": a.DropOff.At.String(), "pick_up": a.PickUp.At.String(),
			"transit": a.Vehicle == 0, "lead": core.LeadLabel(a.Lead), "time_by": by,
		})
		return
	}
	fmt.Fprintln(c.Stdout, i18n.T("cli.booked", "appointment", a.Label(), "number", s.Customer.Number, "time", i18n.When(a.DropOff.At)))
	if by == byOpening {
		fmt.Fprintln(c.Stdout, i18n.T("cli.booked_opening"))
	}
}
