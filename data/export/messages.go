package export

import (
	"context"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
)

// messages is the table of the outbox. Attachments are named, not written.
func messages() table {
	return table{
		headers: []string{
			"message", "state", "kind", "channel", "module", "name", "to", "subject", "text", "attachments", "customer_number", "appointment",
			"lead", "queued_at", "due_at", "changed_at", "attempts", "last_words", "price",
		},
		row: messageRow,
	}
}

func messageRow(ctx context.Context, src *source, id core.ID) ([]string, error) {
	m, err := src.store.Message(ctx, id)
	if err != nil {
		return nil, err
	}
	number, err := src.number(ctx, m.Customer)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, a := range m.Attachments {
		files = append(files, a.Name)
	}
	label := func(id core.ID, label func(core.ID) string) string {
		if id == 0 {
			return ""
		}
		return label(id)
	}
	return []string{
		m.Label(), string(m.State), string(m.Kind), string(m.Channel), strconv.Itoa(int(m.Module)), m.Name, strings.Join(m.To, ", "),
		m.Subject, m.Text, strings.Join(files, ", "), number, label(m.Appointment, core.AppointmentLabel), label(m.Lead, core.LeadLabel),
		instant(m.Meta.CreatedAt), instant(m.Due), instant(m.Meta.UpdatedAt), strconv.Itoa(m.Attempts), m.Words, m.Price,
	}, nil
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
