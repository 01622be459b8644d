package kit

import (
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/theme"
)

// timeStep is what Up and Down move a time by, in minutes.
const timeStep = 15

// TimeField is a time of day: 8, 0830, 8:30, 8.30, 8h30. Up and Down move by 15 minutes.
type TimeField struct {
	Entry
	OnChanged func(t core.TimeOfDay, set bool) // the user set another time, or none

	value core.TimeOfDay
	set   bool
}

// NewTimeField makes an empty field.
func NewTimeField() *TimeField {
	f := &TimeField{}
	f.selectAll = true
	f.Width = 84
	f.init(f)
	f.Icon = theme.Tinted(theme.IconClock, theme.ColorMuted)
	f.Entry.OnChanged = func(string) { f.read(false) }
	return f
}

// Set shows a time without telling OnChanged.
func (f *TimeField) Set(t core.TimeOfDay) {
	f.value, f.set = t, true
	f.SetError("")
	f.SetText(t.String())
}

// Clear empties the field without telling OnChanged.
func (f *TimeField) Clear() {
	f.value, f.set = 0, false
	f.SetError("")
	f.SetText("")
}

// Value is the time in the field; false if it is empty or no time.
func (f *TimeField) Value() (core.TimeOfDay, bool) { return f.value, f.set }

// FocusLost reads what was typed and shows it in full.
func (f *TimeField) FocusLost() {
	f.read(true)
	f.Entry.FocusLost()
}

// TypedKey moves by a quarter of an hour, or edits.
func (f *TimeField) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case f.Disabled():
	case ev.Name == fyne.KeyUp:
		f.step(timeStep)
		return
	case ev.Name == fyne.KeyDown:
		f.step(-timeStep)
		return
	case isEnter(ev):
		f.read(true)
	}
	f.Entry.TypedKey(ev)
}

func (f *TimeField) step(by int) {
	t := (int(f.value) + by + 1440) / timeStep * timeStep % 1440
	if by < 0 && int(f.value)%timeStep != 0 {
		t = int(f.value) / timeStep * timeStep
	}
	f.change(core.TimeOfDay(t), true)
	f.SetText(f.value.String())
	f.SelectAll()
}

func (f *TimeField) read(final bool) {
	text := strings.TrimSpace(f.Text)
	t, ok := ParseTime(text)
	f.change(t, ok)
	switch {
	case final && ok:
		f.SetError("")
		f.SetText(t.String())
	case final && text != "":
		f.SetError(i18n.T("kit.time.invalid"))
	case final && f.IsRequired():
		f.SetError(i18n.T("kit.time.required"))
	}
}

func (f *TimeField) change(t core.TimeOfDay, set bool) {
	if t == f.value && set == f.set {
		return
	}
	f.value, f.set = t, set
	f.SetError("")
	if f.OnChanged != nil {
		f.OnChanged(t, set)
	}
}

var (
	clockForm   = regexp.MustCompile(`^(\d{1,2})\s*[:.,h ]\s*(\d{2})?$`)
	compactForm = regexp.MustCompile(`^(\d{1,2})(\d{2})$`)
	hourForm    = regexp.MustCompile(`^(\d{1,2})$`)
)

// ParseTime reads a time of day: 8, 830, 0830, 8:30, 8.30, 8h30, 8 Uhr; false if text is none. 24:00 is not a time a field takes.
func ParseTime(text string) (core.TimeOfDay, bool) {
	s := strings.ToLower(strings.TrimSpace(text))
	s = strings.TrimSpace(strings.TrimSuffix(s, "uhr"))
	for _, form := range []*regexp.Regexp{hourForm, clockForm, compactForm} {
		m := form.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		hours, _ := strconv.Atoi(m[1])
		minutes := 0
		if len(m) > 2 && m[2] != "" {
			minutes, _ = strconv.Atoi(m[2])
		}
		if hours > 23 || minutes > 59 {
			return 0, false
		}
		return core.TimeOfDay(hours*60 + minutes), true
	}
	return 0, false
}
