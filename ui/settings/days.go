package settings

import (
	"strings"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

// newDays is a list of days, each with a word about it, written as the language does and typed as in every date field.
func (v *Screen) newDays(s spec) *field {
	f := v.newLines(s)
	n := f.object.(*kit.Notes)
	n.SetPlaceHolder(i18n.T("settings.days"))
	stored, show, mark := f.get, f.set, f.mark
	f.get = func() string {
		days := splitLines(stored())
		for i, line := range days {
			if day, words, ok := v.readDay(line); ok {
				days[i] = strings.TrimSpace(day.String() + " " + words)
			}
		}
		return strings.Join(days, ", ")
	}
	f.set = func(value string) {
		days := splitLines(value)
		for i, line := range days {
			if day, words, ok := v.readDay(line); ok {
				days[i] = strings.TrimSpace(i18n.Date(day) + " " + words)
			}
		}
		show(strings.Join(days, ","))
	}
	f.mark = func(why string) {
		for _, line := range splitLines(n.Text) {
			if _, _, ok := v.readDay(line); !ok && why != "" {
				why += " " + line
				break
			}
		}
		mark(why)
	}
	return f
}

// readDay takes the day at the beginning of a line, of at most three words, and what is said about it.
func (v *Screen) readDay(line string) (day core.Date, words string, ok bool) {
	parts := strings.Fields(line)
	for n := min(len(parts), 3); n > 0; n-- {
		if day, ok = kit.ParseDate(strings.Join(parts[:n], " "), core.DateOf(v.desk.Clock.Now().In(v.desk.Zone()))); ok {
			return day, strings.Join(parts[n:], " "), true
		}
	}
	return 0, "", false
}
