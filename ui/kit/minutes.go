package kit

import (
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/ui/i18n"
)

// minutesStep is what Up and Down move a length of time by, in minutes.
const minutesStep = 5

// MinutesField is a length of time in whole minutes: 90, 1h30, 1:30, 1,5h, 2h. Up and Down move by 5 minutes. The empty
// field is 0.
type MinutesField struct {
	Entry
	OnChanged func(minutes int) // the user set another length

	value int
}

// NewMinutesField makes a field with 0 minutes.
func NewMinutesField() *MinutesField {
	f := &MinutesField{}
	f.selectAll = true
	f.Width = 96
	f.init(f)
	f.Entry.OnChanged = func(string) { f.read(false) }
	f.Set(0)
	return f
}

// Set shows a length without telling OnChanged.
func (f *MinutesField) Set(minutes int) {
	f.value = minutes
	f.SetError("")
	f.SetText(i18n.Minutes(minutes))
}

// Value is the length in minutes.
func (f *MinutesField) Value() int { return f.value }

// FocusLost reads what was typed and shows it in full.
func (f *MinutesField) FocusLost() {
	f.read(true)
	f.Entry.FocusLost()
}

// TypedKey moves by five minutes, or edits.
func (f *MinutesField) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case f.Disabled():
	case ev.Name == fyne.KeyUp, ev.Name == fyne.KeyDown:
		by := minutesStep
		if ev.Name == fyne.KeyDown {
			by = -minutesStep
		}
		f.change(max(f.value+by, 0))
		f.SetText(i18n.Minutes(f.value))
		f.SelectAll()
		return
	case isEnter(ev):
		f.read(true)
	}
	f.Entry.TypedKey(ev)
}

func (f *MinutesField) read(final bool) {
	minutes, ok := ParseMinutes(f.Text)
	switch {
	case ok:
		f.SetError("")
		f.change(minutes)
		if final {
			f.SetText(i18n.Minutes(minutes))
		}
	case final:
		f.SetError(i18n.T("kit.minutes.invalid"))
	}
}

func (f *MinutesField) change(minutes int) {
	if minutes == f.value {
		return
	}
	f.value = minutes
	if f.OnChanged != nil {
		f.OnChanged(minutes)
	}
}

var (
	plainMinutes = regexp.MustCompile(`^(\d{1,4})(?:m|min)?$`)
	hourMinutes  = regexp.MustCompile(`^(\d{1,2})(?:h|std|:)(\d{1,2})?(?:m|min)?$`)
	decimalHours = regexp.MustCompile(`^(\d{1,2})[.,](\d{1,2})(?:h|std)$`)
)

// ParseMinutes reads a length of time in minutes: 90, 90 min, 1h, 1h30, 1:30, 1,5h; empty is 0, false if text is none.
func ParseMinutes(text string) (int, bool) {
	s := strings.ReplaceAll(strings.ToLower(text), " ", "")
	if s == "" {
		return 0, true
	}
	if m := plainMinutes.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n, true
	}
	if m := hourMinutes.FindStringSubmatch(s); m != nil {
		hours, _ := strconv.Atoi(m[1])
		minutes, _ := strconv.Atoi("0" + m[2])
		return hours*60 + minutes, minutes < 60
	}
	if m := decimalHours.FindStringSubmatch(s); m != nil {
		hours, _ := strconv.ParseFloat(m[1]+"."+m[2], 64)
		return int(hours*60 + 0.5), true
	}
	return 0, false
}
