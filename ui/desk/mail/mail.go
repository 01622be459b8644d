// Package mail holds what several screens say about messages: their states in words, and the dialog that sends a test.
package mail

import (
	"slices"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// State is a state in words.
func State(s core.MessageState) string { return i18n.T("status.message." + string(s)) }

// Channel is a way in words.
func Channel(c core.Channel) string { return i18n.T("status.channel." + string(c)) }

// Kind is the occasion of a message in words.
func Kind(k core.MessageKind) string { return i18n.T("status.message_kind." + string(k)) }

// Module is a module in words, as short as its name.
func Module(m core.MailModule) string {
	if !m.Valid() {
		return i18n.T(string(core.ReasonModule))
	}
	return i18n.T("status.module." + i18n.Number(int(m)))
}

var signs = map[core.MessageState]theme.Severity{
	core.MessageQueued: theme.Hint, core.MessageSending: theme.Hint, core.MessageWaiting: theme.Warning, core.MessageRetry: theme.Warning,
	core.MessageSent: theme.Success, core.MessageHandedOver: theme.Success, core.MessageAccepted: theme.Success,
	core.MessageDelivered: theme.Success, core.MessageUndelivered: theme.Failure, core.MessageFailed: theme.Failure,
	core.MessageUncertain: theme.Warning, core.MessageExpired: theme.Neutral, core.MessageCancelled: theme.Neutral,
	core.MessageSettled: theme.Neutral,
}

// Sign is how serious a state is.
func Sign(s core.MessageState) theme.Severity { return signs[s] }

// NeedPerson lists the states in which nothing happens until somebody acts.
func NeedPerson() []core.MessageState {
	return []core.MessageState{core.MessageWaiting, core.MessageUndelivered, core.MessageFailed, core.MessageUncertain}
}

// NeedsPerson tells whether a message stands in one of them.
func NeedsPerson(m *core.Message) bool { return slices.Contains(NeedPerson(), m.State) }

// Line is what a line of a message's story says beside its state: why, and the other side's words.
func Line(a core.Attempt) string {
	why := ""
	if a.Reason != "" {
		why = i18n.T(a.Reason)
	}
	return i18n.Join(why, a.Words)
}

// Last is what was said last about a message.
func Last(m *core.Message) string {
	for _, a := range slices.Backward(m.Story) {
		if text := Line(a); text != "" {
			return text
		}
	}
	return m.Words
}

// TellHandedOver says what became of an e-mail that was given to the mail program: where there is none, or where something is
// left to be done by hand, that is told instead.
func TellHandedOver(t *kit.Toasts, after *core.Message) {
	switch how := Line(after.Story[len(after.Story)-1]); {
	case after.State != core.MessageHandedOver:
		t.Tell(theme.Warning, i18n.T("outbox.not_handed_over", "message", after.Label(), "why", Last(after)))
	case how != "":
		t.Tell(theme.Hint, i18n.T("outbox.handed_over_how", "message", after.Label(), "how", how))
	default:
		t.Show(i18n.T("outbox.handed_over", "message", after.Label()))
	}
}
