package kit

import (
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/i18n"
)

// MonthField is a calendar month, shown as 11/2026. It reads what ParseMonth reads; Up and Down move by a month, PgUp and
// PgDn by a year. Text that is no month marks the field and leaves the value unset.
type MonthField struct {
	Entry
	OnChanged func(core.Month) // the user set another month; 0: none

	present func() core.Month
	value   core.Month
}

// NewMonthField makes an empty field; present is the current month, where the arrow keys begin.
func NewMonthField(present func() core.Month) *MonthField {
	f := &MonthField{present: present}
	f.selectAll = true
	f.Width = 96
	f.init(f)
	f.PlaceHolder = i18n.T("kit.month.form")
	f.Entry.OnChanged = func(string) { f.read(false) }
	return f
}

// ParseMonth reads a month as people type it: 11/2026 · 11.26 · 1126 · 112026 · 2026-11 · 11 26. Empty text is the unset
// month; false means that text is no month. Years of two digits are those from 2000 on.
func ParseMonth(text string) (core.Month, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	if len(parts) == 0 {
		return 0, strings.TrimSpace(text) == ""
	}
	if len(parts) == 1 && len(parts[0]) >= 3 && len(parts[0]) <= 6 {
		digits := parts[0]
		cut := len(digits) % 2
		parts = []string{digits[:2-cut], digits[2-cut:]}
	}
	if len(parts) != 2 {
		return 0, false
	}
	if len(parts[0]) == 4 {
		parts[0], parts[1] = parts[1], parts[0]
	}
	month, err1 := strconv.Atoi(parts[0])
	year, err2 := strconv.Atoi(parts[1])
	if len(parts[1]) == 2 {
		year += 2000
	}
	m := core.Month(year*100 + month)
	return m, err1 == nil && err2 == nil && len(parts[1])%2 == 0 && m.Valid()
}

// Set shows a month without telling OnChanged; 0 empties the field.
func (f *MonthField) Set(m core.Month) {
	f.value = m
	f.SetError("")
	f.SetText(i18n.MonthShort(m))
}

// Value is the month in the field, 0 if it is empty or no month.
func (f *MonthField) Value() core.Month { return f.value }

// FocusLost reads what was typed and shows it in full.
func (f *MonthField) FocusLost() {
	f.read(true)
	f.Entry.FocusLost()
}

// TypedKey moves by months, or edits.
func (f *MonthField) TypedKey(ev *fyne.KeyEvent) {
	steps := map[fyne.KeyName]int{fyne.KeyUp: 1, fyne.KeyDown: -1, fyne.KeyPageUp: 12, fyne.KeyPageDown: -12}
	if by, ok := steps[ev.Name]; ok {
		if !f.Disabled() {
			f.step(by)
		}
		return
	}
	if isEnter(ev) {
		f.read(true)
	}
	f.Entry.TypedKey(ev)
}

func (f *MonthField) step(by int) {
	m := f.value
	if m == 0 {
		m, by = f.present(), 0
	}
	count := int(m)/100*12 + int(m)%100 - 1 + by
	f.change(core.Month(count/12*100 + count%12 + 1))
	f.SetText(i18n.MonthShort(f.value))
	f.SelectAll()
}

// read takes over what is typed; final also rewrites it and says what is wrong.
func (f *MonthField) read(final bool) {
	m, ok := ParseMonth(f.Text)
	f.change(m)
	switch {
	case ok && final:
		f.SetError("")
		f.SetText(i18n.MonthShort(m))
	case ok:
		f.SetError("")
	case final:
		f.value = 0
		f.SetError(i18n.T("kit.month.invalid"))
	default:
		f.value = 0
	}
}

func (f *MonthField) change(m core.Month) {
	if !m.Valid() {
		m = 0
	}
	if m == f.value {
		return
	}
	f.value = m
	if f.OnChanged != nil {
		f.OnChanged(m)
	}
}
