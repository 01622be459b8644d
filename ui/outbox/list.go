package outbox

import (
	"strconv"
	"strings"

	"terminwerk/core"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// The filters of the state field beside the single states.
const (
	filterAll    = "all"
	filterPerson = "person" // somebody has to do something
	filterOpen   = "open"
)

func stateOptions() []kit.Option[string] {
	var options []kit.Option[string]
	for _, f := range []string{filterAll, filterPerson, filterOpen} {
		options = append(options, kit.Option[string]{Value: f, Text: i18n.T("outbox.filter." + f)})
	}
	for _, s := range core.MessageStates() {
		options = append(options, kit.Option[string]{Value: string(s), Text: mail.State(s)})
	}
	return options
}

func channelOptions() []kit.Option[string] {
	options := []kit.Option[string]{{Value: filterAll, Text: i18n.T("outbox.filter.both")}}
	for _, c := range []core.Channel{core.ChannelEmail, core.ChannelSMS} {
		options = append(options, kit.Option[string]{Value: string(c), Text: mail.Channel(c)})
	}
	return options
}

func filterStates(value string) []string {
	switch value {
	case filterAll:
		return nil
	case filterPerson:
		return names(mail.NeedPerson())
	case filterOpen:
		var open []core.MessageState
		for _, s := range core.MessageStates() {
			if s.Open() {
				open = append(open, s)
			}
		}
		return names(open)
	}
	return []string{value}
}

func names(states []core.MessageState) []string {
	list := make([]string, len(states))
	for i, s := range states {
		list[i] = string(s)
	}
	return list
}

func (v *Screen) columns() []kit.Column[core.Message] {
	column := func(id string, width float32, text func(core.Message) string) kit.Column[core.Message] {
		return kit.Column[core.Message]{ID: id, Title: i18n.T("outbox.column." + id), Width: width, Text: text, Fixed: true}
	}
	state := column(string(core.SortStatus), 0, func(m core.Message) string { return mail.State(m.State) })
	state.Style = func(m core.Message) kit.CellStyle { return kit.CellStyle{Sign: mail.Sign(m.State)} }
	due := column(string(core.SortDue), 0, func(m core.Message) string { return i18n.Stamp(m.Due.In(v.zone())) })
	due.Fixed, due.Holds = false, []string{i18n.Stamp(v.desk.Clock.Now().In(v.zone()))}
	state.Signed = true
	for _, s := range core.MessageStates() {
		state.Holds = append(state.Holds, mail.State(s))
	}
	channel := column("channel", 0, func(m core.Message) string { return mail.Channel(m.Channel) })
	channel.Holds = []string{mail.Channel(core.ChannelEmail), mail.Channel(core.ChannelSMS), channel.Title}
	to := column("to", 120, recipient)
	what := column("what", 130, title)
	attempts := column("attempts", 44, func(m core.Message) string { return counted(m.Attempts) })
	attempts.Holds = []string{"88"}
	words := column("words", 110, func(m core.Message) string { return mail.Last(&m) })
	to.Grow, what.Grow, words.Grow, attempts.Right = true, true, true, true
	return []kit.Column[core.Message]{
		state, due,
		channel, to, what, attempts, words,
	}
}

func recipient(m core.Message) string {
	if m.Name != "" {
		return m.Name
	}
	return strings.Join(m.To, ", ")
}

// title is what a message is about in one line: the subject, of an SMS the beginning of its text.
func title(m core.Message) string {
	if m.Channel == core.ChannelSMS || m.Subject == "" {
		return strings.Join(strings.Fields(m.Text), " ")
	}
	return m.Subject
}

func counted(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
