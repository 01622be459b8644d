package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"terminwerk/core"
	"terminwerk/core/advice"
	"terminwerk/core/booking"
	"terminwerk/core/match"
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
}

type vehicleDecision struct {
	Decision string   `json:"decision"`
	VIN      string   `json:"vin"`
	Owner    string   `json:"owner"`
	Warnings []string `json:"warnings"`
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

func (c *call) leadID(text string) (core.ID, error) {
	number := strings.TrimPrefix(strings.ToUpper(text), "L-")
	if n, err := strconv.ParseUint(number, 10, 62); err == nil {
		if _, err := c.session.Store.Lead(c.ctx, core.ID(n)); err == nil {
			return core.ID(n), nil
		}
	}
	ids, err := c.session.Store.IDs(c.ctx, core.Query{Entity: core.EntityLead, Text: text})
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if l, err := c.session.Store.Lead(c.ctx, id); err == nil && l.Request.ExternalID == text {
			return id, nil
		}
	}
	return 0, usageError(i18n.T("cli.no_lead", "lead", text))
}

func describe(r booking.Resolution) decision {
	d := decision{ExternalID: r.Lead.Request.ExternalID, Lead: r.Lead.Label()}
	d.Customer = customerDecision{Decision: string(r.Customer.Kind), Candidates: []candidate{}, Notes: sentences(r.Customer.Notes)}
	if r.Customer.Customer != nil {
		d.Customer.Number = r.Customer.Customer.Number
	}
	for _, m := range r.Customer.Candidates {
		d.Customer.Candidates = append(d.Customer.Candidates, candidate{
			Number: m.Customer.Number, Probability: float64(int(m.Probability*10000+0.5)) / 10000,
			Class: className(m.Class), Reasons: reasons(m.Reasons),
		})
	}
	d.Vehicle = vehicleDecision{Decision: string(r.Vehicle.Kind), VIN: r.Lead.Request.Vehicle.VIN, Warnings: sentences(r.Vehicle.Warnings)}
	if r.Vehicle.Vehicle != nil {
		d.Vehicle.VIN = r.Vehicle.Vehicle.Data.VIN
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
		out[i] = i18n.T("match.reason", "field", i18n.Field(r.Field), "relation", i18n.T("match.relation."+strconv.Itoa(int(r.Relation)))) +
			fmt.Sprintf(" %+.1f", r.Weight)
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
	fmt.Fprintf(c.Stdout, "%s %s\n", d.Lead, d.ExternalID)
	fmt.Fprintf(c.Stdout, "  %s %s\n", i18n.T("cli.customer."+d.Customer.Decision), d.Customer.Number)
	for _, m := range d.Customer.Candidates {
		fmt.Fprintf(c.Stdout, "    %3.0f %%  %-10s %s\n", m.Probability*100, m.Number, strings.Join(m.Reasons, ", "))
	}
	fmt.Fprintf(c.Stdout, "  %s %s %s\n", i18n.T("cli.vehicle."+d.Vehicle.Decision), d.Vehicle.VIN, d.Vehicle.Owner)
	for _, note := range append(d.Customer.Notes, d.Vehicle.Warnings...) {
		fmt.Fprintln(c.Stdout, "    ! "+note)
	}
}

func bookFlags(c *call) {
	c.set.StringVar(&c.opt.lead, "lead", "", i18n.T("cli.flag.lead"))
	c.set.StringVar(&c.opt.customer, "customer", "", i18n.T("cli.flag.customer"))
	c.set.StringVar(&c.opt.at, "at", "", i18n.T("cli.flag.at"))
	c.set.StringVar(&c.opt.update, "update", "", i18n.T("cli.flag.update"))
	c.set.StringVar(&c.opt.actor, "actor", "", i18n.T("cli.flag.actor"))
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
		draft, err := c.booking.Draft(c.ctx, lead, choice, c.actor())
		if err != nil {
			return c.refused(err)
		}
		if at != 0 {
			draft.Appointment.PickUp.At = draft.Appointment.PickUp.At.Add(at.Sub(draft.Appointment.DropOff.At))
			draft.Appointment.DropOff.At = at
		}
		saved, err := c.booking.Save(c.ctx, draft, c.actor(), c.opt.acceptWarnings)
		if err != nil {
			return c.refused(err)
		}
		c.printBooked(saved)
		return OK, nil
	})
}

// choice turns -customer and -update into the answer an adviser would give in the duplicate dialog.
func (c *call) choice(lead core.ID) (booking.Choice, error) {
	switch c.opt.customer {
	case "new":
		return booking.Choice{Way: booking.WayNew}, nil
	case "cash":
		return booking.Choice{Way: booking.WayCash}, nil
	}
	customer, err := c.session.Store.CustomerByNumber(c.ctx, c.opt.customer)
	if err != nil {
		return booking.Choice{}, usageError(i18n.T("cli.no_customer", "number", c.opt.customer))
	}
	l, err := c.session.Store.Lead(c.ctx, lead)
	if err != nil {
		return booking.Choice{}, err
	}
	choice := booking.Choice{Way: booking.WayMerge, Customer: customer.Meta.ID}
	if l.Request.CustomerNumber == customer.Number {
		choice.Way = booking.WayExisting
	}
	for _, f := range strings.Split(c.opt.update, ",") {
		if f = strings.TrimSpace(f); f == "" {
			continue
		}
		var probe core.Contact
		if !probe.Set(core.Field(f), "") {
			return choice, usageError(i18n.T("cli.no_field", "field", f))
		}
		choice.Update = append(choice.Update, core.Field(f))
	}
	return choice, nil
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
		return Findings, usageError(i18n.T("cli.already_booked", "appointment", "T-"+strconv.FormatUint(uint64(booked.Appointment), 10)))
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

func (c *call) printBooked(s booking.Saved) {
	a := &s.Appointment
	if c.json {
		c.line(map[string]any{
			"appointment": a.Label(), "customer": s.Customer.Number, "drop_off": a.DropOff.At.String(), "pick_up": a.PickUp.At.String(),
			"transit": a.Vehicle == 0, "lead": "L-" + strconv.FormatUint(uint64(a.Lead), 10),
		})
		return
	}
	fmt.Fprintln(c.Stdout, i18n.T("cli.booked", "appointment", a.Label(), "number", s.Customer.Number, "time", i18n.When(a.DropOff.At)))
}
