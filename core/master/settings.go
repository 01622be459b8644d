package master

import (
	"context"
	"slices"
	"strings"

	"terminwerk/core"
)

// SaveSettings tidies, checks and stores the settings. A cash-sale customer whose number does not exist is allowed, see
// SettingsNotes. Errors: Invalid, Conflict.
func (s *Service) SaveSettings(ctx context.Context, actor string, set *core.Settings) error {
	tidy(set)
	if err := set.Validate(); err != nil {
		return err
	}
	return s.apply(ctx, actor, core.Change{What: "settings.saved", Put: []core.Record{set}})
}

// SettingsNotes says what about settings is allowed but will be missed: a cash-sale customer that does not exist or is
// blocked, and nobody to book for.
func (s *Service) SettingsNotes(ctx context.Context, set *core.Settings) ([]Note, error) {
	var notes []Note
	number := strings.TrimSpace(set.Basis.CashCustomer)
	if number != "" {
		cash, err := s.store.CustomerByNumber(ctx, number)
		switch {
		case core.IsKind(err, core.NotFound):
			notes = append(notes, Note{Key: "master.note.cash_unknown", Field: "cash_customer", Args: []any{"number", number}})
		case err != nil:
			return nil, err
		case cash.Blocked:
			notes = append(notes, Note{Key: "master.note.cash_blocked", Field: "cash_customer", Args: []any{"number", number}})
		}
	}
	if len(set.Basis.Advisers) == 0 {
		notes = append(notes, Note{Key: "master.note.no_adviser", Field: "advisers"})
	}
	return notes, nil
}

func tidy(set *core.Settings) {
	b := &set.Basis
	for _, text := range []*string{
		&b.Dealership, &b.Street, &b.Postcode, &b.Town, &b.Phone, &b.Email, &b.Country, &b.Region, &b.TimeZone,
		&b.CashCustomer, &b.DropFolder, &b.CustomerNumber.Prefix,
		&set.Mail.From, &set.Mail.SMTP.Host, &set.Mail.SMTP.User, &set.Mail.SMTP.CA, &set.SMS.Profile,
	} {
		*text = strings.TrimSpace(*text)
	}
	b.Country, b.Region = strings.ToUpper(b.Country), strings.ToUpper(b.Region)
	b.Advisers, b.Mechanics = names(b.Advisers), names(b.Mechanics)
}

// names drops empty and repeated names and keeps the order.
func names(list []string) []string {
	var out []string
	for _, n := range list {
		if n = strings.Join(strings.Fields(n), " "); n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
