package leads

import (
	"slices"
	"time"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// The filters of the status field beside the single statuses.
const (
	filterOpen = "open"
	filterAll  = "all"
	periodAll  = "all"
)

func statusOptions() []kit.Option[string] {
	options := []kit.Option[string]{{Value: filterOpen, Text: i18n.T("leads.filter.open")}, {Value: filterAll, Text: i18n.T("leads.filter.all")}}
	for _, s := range core.LeadStatuses() {
		options = append(options, kit.Option[string]{Value: string(s), Text: statusText(s)})
	}
	return options
}

func filterStatuses(value string) []string {
	switch value {
	case filterAll:
		return nil
	case filterOpen:
		var open []string
		for _, s := range core.LeadStatuses() {
			if s.Open() {
				open = append(open, string(s))
			}
		}
		return open
	}
	return []string{value}
}

// periods are the choices of the arrival filter, in days before today; -1 means no limit.
var periods = []struct {
	key  string
	days int
}{{"today", 0}, {"week", 7}, {"month", 30}, {"year", 365}, {periodAll, -1}}

func periodOptions() []kit.Option[string] {
	options := make([]kit.Option[string], len(periods))
	for i, p := range periods {
		options[i] = kit.Option[string]{Value: p.key, Text: i18n.T("leads.period." + p.key)}
	}
	return options
}

// since is the first instant of the period in the dealership's zone; the zero time for no limit.
func since(key string, now time.Time, zone *time.Location) time.Time {
	for _, p := range periods {
		if p.key == key && p.days >= 0 {
			y, m, d := now.In(zone).Date()
			return time.Date(y, m, d-p.days, 0, 0, 0, 0, zone)
		}
	}
	return time.Time{}
}

func statusText(s core.LeadStatus) string { return i18n.T("status.lead." + string(s)) }

// statusSign tells statuses apart without reading them.
func statusSign(s core.LeadStatus) theme.Severity {
	switch s {
	case core.LeadBooked:
		return theme.Success
	case core.LeadRejected, core.LeadCancelled:
		return theme.Failure
	case core.LeadDeferred:
		return theme.Hint
	}
	return theme.Neutral
}

func columns(v *Screen) []kit.Column[core.Lead] {
	zone := v.desk.Zone()
	text := func(id string, width float32, grow bool, f func(core.Lead) string) kit.Column[core.Lead] {
		return kit.Column[core.Lead]{ID: id, Title: i18n.T("leads.column." + id), Width: width, Grow: grow, Text: f, Fixed: true}
	}
	received := text(string(core.SortReceived), 0, false, func(l core.Lead) string { return i18n.Age(l.Request.ReceivedAt, v.desk.Clock.Now(), zone) })
	received.Holds = []string{i18n.Stamp(v.desk.Clock.Now().In(zone))}
	wanted := text(string(core.SortWanted), 0, false, wantedText)
	wanted.Holds = []string{i18n.WhenShort(20261130_0800)}
	name := text(string(core.SortName), 160, true, func(l core.Lead) string { return l.Request.Contact.SortName() })
	received.Fixed, wanted.Fixed, name.Fixed = false, false, false
	status := text("status", 0, false, func(l core.Lead) string { return statusText(l.Status) })
	status.Style = func(l core.Lead) kit.CellStyle { return kit.CellStyle{Sign: leadSign(l)} }
	status.Holds, status.Signed = statusTexts(filterOpen), true
	number := text("number", 56, false, func(l core.Lead) string { return l.Request.CustomerNumber })
	plate := text("plate", 84, false, func(l core.Lead) string { return l.Request.Vehicle.Plate })
	number.Holds, plate.Holds = []string{"888888"}, []string{kit.LongPlate}
	return []kit.Column[core.Lead]{
		received, wanted, name, number, plate,
		text("vehicle", 88, true, func(l core.Lead) string { return l.Request.Vehicle.Title() }),
		text("work", 98, true, func(l core.Lead) string { return i18n.Join(l.Request.Work) }),
		status,
	}
}

// statusTexts are the names of the statuses that a filter lets through.
func statusTexts(filter string) (names []string) {
	for _, s := range core.LeadStatuses() {
		if allowed := filterStatuses(filter); allowed == nil || slices.Contains(allowed, string(s)) {
			names = append(names, statusText(s))
		}
	}
	return names
}

// leadSign is a warning for a booked lead that was changed or cancelled outside since.
func leadSign(l core.Lead) theme.Severity {
	if l.External != nil {
		return theme.Warning
	}
	return statusSign(l.Status)
}

// wantedText is the wanted time, or what the source wrote in its place.
func wantedText(l core.Lead) string {
	if l.Request.WantedAt != 0 {
		return i18n.WhenShort(l.Request.WantedAt)
	}
	for _, raw := range l.Request.AsText {
		if raw.Field == core.FieldWantedAt {
			return raw.Value
		}
	}
	return i18n.OrDash("")
}
