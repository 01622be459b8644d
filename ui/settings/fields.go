package settings

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core/message"
	"terminwerk/core/schedule"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
)

const keyLogin = "mail.smtp.auth"

const keyCash = "basis.cash_customer"

// control is how a setting is typed.
type control uint8

const (
	line         control = iota
	lines                // several values, one per line here and separated by commas in the file
	days                 // lines that each begin with a day
	choice               // one of the options
	country              // a choice that decides which regions there are
	moduleChoice         // the three ways of an e-mail
	secretText           // kept outside the database; key is the name there
	ruleList             // the reminder rules
	wordingList          // the edited templates
	gatewayJSON          // the edited SMS profile
)

type spec struct {
	key     string
	control control
	wide    bool
	options func(v *Screen) []kit.Option[string]
}

// The pages of the form.
const (
	pageBasis = iota
	pageMail
	pageSMS
	pageReminders
	pageTemplates
	pageActivation
	pageView
)

var pageNames = []string{"basis", "mail", "sms", "reminders", "templates", "activation", "view"}

type section struct {
	page   int
	name   string
	pairs  int
	fields []spec
}

// sections are the form, in reading order.
var sections = []section{
	{pageBasis, "dealership", 2, []spec{
		{key: "basis.dealership", wide: true},
		{key: "basis.street"},
		{key: "basis.postcode"},
		{key: "basis.town"},
		{key: "basis.phone"},
		{key: "basis.email", wide: true},
		{key: "basis.country", control: country, options: countries},
		{key: "basis.region", control: choice, options: regions},
		{key: "basis.timezone", control: choice, options: zones},
		{key: "basis.message_language", control: choice, options: messageLanguages},
	}},
	{pageBasis, "customers", 2, []spec{{key: keyCash, wide: true}, {key: "basis.customer_number_prefix"}, {key: "basis.customer_number_start"}}},
	{pageBasis, "team", 2, []spec{{key: "basis.advisers", control: lines}, {key: "basis.mechanics", control: lines}}},
	{pageBasis, "hours", 2, []spec{
		{key: "basis.hours.mon"},
		{key: "basis.hours.tue"},
		{key: "basis.hours.wed"},
		{key: "basis.hours.thu"},
		{key: "basis.hours.fri"},
		{key: "basis.hours.sat"},
		{key: "basis.hours.sun"},
		{key: "basis.closed_days", control: days, wide: true},
	}},
	{pageBasis, "appointments", 2, []spec{{key: "basis.drop_off_minutes"}, {key: "basis.pick_up_minutes"}}},
	{pageBasis, "intake", 1, []spec{{key: "basis.drop_folder"}}},
	{pageMail, "module", 1, []spec{{key: keyModule, control: moduleChoice, wide: true}, {key: "mail.from", wide: true}}},
	{pageMail, "smtp", 2, []spec{
		{key: "mail.smtp.host"},
		{key: keyPort},
		{key: "mail.smtp.security", control: choice, options: securities},
		{key: keyLogin, control: choice, options: logins},
		{key: "mail.smtp.user"},
		{key: message.SecretSMTP, control: secretText},
		{key: "mail.smtp.ca", wide: true},
	}},
	{pageMail, sectionOAuth, 1, []spec{{key: "mail.smtp.token_url"}, {key: "mail.smtp.client_id"}, {key: message.SecretClient, control: secretText}}},
	{pageSMS, "sms", 1, []spec{{key: keyProfile, control: choice, options: profiles}, {key: keyGateway, control: gatewayJSON, wide: true}}},
	{pageReminders, "reminders", 1, []spec{{key: keyReminders, control: ruleList, wide: true}}},
	{pageTemplates, "templates", 1, []spec{{key: keyTemplates, control: wordingList, wide: true}}},
	{pageActivation, "dealer_number", 2, []spec{{key: keyActivation + ".dealership"}}},
	{pageView, "view", 2, []spec{{key: "view.language", control: choice, options: languages}, {key: "view.theme", control: choice, options: themes}, {key: "view.scale", control: choice, options: scales}}},
}

// field is one setting on the screen.
type field struct {
	spec    spec
	object  fyne.CanvasObject
	focus   fyne.Focusable
	get     func() string
	set     func(string)
	mark    func(why string)
	page    int
	dynamic bool // there only while its SMS profile is chosen
}

// leastWidth is that of a field at a large scale in a small window; the form scrolls sideways then.
const leastWidth = 110

func (v *Screen) newField(s spec) *field {
	switch s.control {
	case lines:
		return v.newLines(s)
	case days:
		return v.newDays(s)
	case choice, country:
		return v.newChoice(s)
	case moduleChoice:
		return v.newModule(s)
	case secretText:
		return v.newSecret(s)
	case ruleList:
		return v.newRules(s)
	case wordingList:
		return v.newWordings(s)
	case gatewayJSON:
		return v.newGateway(s)
	}
	e := kit.NewEntry("")
	e.Width = leastWidth
	e.OnChanged = func(string) { v.edited() }
	f := &field{spec: s, object: e, focus: e, get: func() string { return strings.TrimSpace(e.Text) }, set: e.SetText, mark: e.SetError}
	if strings.HasPrefix(s.key, "basis.hours.") {
		e.SetPlaceHolder(i18n.T("settings.hours.closed"))
		f.get = func() string { return strings.ReplaceAll(strings.TrimSpace(e.Text), ", ", ",") }
		f.set = func(spans string) { e.SetText(strings.ReplaceAll(spans, ",", ", ")) }
	}
	if s.key == keyPort {
		e.SetPlaceHolder(i18n.T("settings.port.usual"))
		f.get = func() string { return cmp.Or(strings.TrimSpace(e.Text), "0") }
		f.set = func(port string) { e.SetText(strings.TrimPrefix(port, "0")) }
	}
	return f
}

func (v *Screen) newLines(s spec) *field {
	const height = 4
	n := kit.NewNotes(i18n.T("settings.one_per_line"), height)
	n.OnChanged = func(string) { v.edited() }
	return &field{
		spec: s, object: n, focus: n,
		get:  func() string { return strings.Join(splitLines(n.Text), ", ") },
		set:  func(value string) { n.SetText(strings.Join(splitLines(strings.ReplaceAll(value, ",", "\n")), "\n")) },
		mark: n.SetError,
	}
}

func splitLines(text string) []string {
	var kept []string
	for _, l := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ',' }) {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}
	return kept
}

func (v *Screen) newChoice(s spec) *field {
	c := kit.NewSelect(s.options(v)...)
	c.Width = leastWidth
	f := &field{spec: s, object: c, focus: c, mark: c.SetError}
	f.get = func() string {
		value, _ := c.Selected()
		return value
	}
	f.set = func(value string) {
		options := s.options(v)
		if s.key == "basis.timezone" && !has(options, value) {
			options = append(options, kit.Option[string]{Value: value, Text: value})
		}
		c.SetOptions(options)
		c.Select(value)
	}
	c.OnPicked = func(string) {
		switch s.key {
		case "basis.country":
			v.fieldOf("basis.region").set("")
		case keyProfile:
			v.showProfile()
		case keyLogin:
			v.showOAuth()
		}
		v.edited()
	}
	return f
}

func has(options []kit.Option[string], value string) bool {
	for _, o := range options {
		if o.Value == value {
			return true
		}
	}
	return false
}

func (v *Screen) fieldOf(key string) *field {
	for _, f := range v.fields {
		if f.spec.key == key {
			return f
		}
	}
	return nil
}

func countries(*Screen) []kit.Option[string] {
	var options []kit.Option[string]
	for _, code := range []string{"AT", "DE", "CH", "LI", "IT"} {
		options = append(options, kit.Option[string]{Value: code, Text: i18n.T("settings.country." + code), Hint: code})
	}
	return options
}

// regions depend on the country that is chosen at the moment.
func regions(v *Screen) []kit.Option[string] {
	code := v.stored.Basis.Country
	if f := v.fieldOf("basis.country"); f != nil && f.get() != "" {
		code = f.get()
	}
	options := []kit.Option[string]{{Text: i18n.T("settings.region.none")}}
	for _, r := range schedule.Regions(code) {
		options = append(options, kit.Option[string]{Value: r, Text: i18n.T("schedule.region." + strings.ToLower(code+"."+r)), Hint: r})
	}
	slices.SortFunc(options[1:], func(a, b kit.Option[string]) int { return i18n.Compare(a.Text, b.Text) })
	return options
}

func zones(*Screen) []kit.Option[string] {
	var options []kit.Option[string]
	for _, name := range []string{"Europe/Vienna", "Europe/Berlin", "Europe/Zurich", "Europe/Vaduz", "Europe/Rome"} {
		options = append(options, kit.Option[string]{Value: name, Text: name})
	}
	return options
}

func languages(*Screen) []kit.Option[string] {
	return []kit.Option[string]{{Value: "de", Text: "Deutsch"}, {Value: "en", Text: "English"}}
}

func messageLanguages(*Screen) []kit.Option[string] {
	return named("desk.language.", i18n.German, i18n.English)
}

func themes(*Screen) []kit.Option[string] {
	var options []kit.Option[string]
	for _, name := range []string{"", "light", "dark"} {
		options = append(options, kit.Option[string]{Value: name, Text: i18n.T("settings.theme." + name)})
	}
	return options
}

func scales(*Screen) []kit.Option[string] {
	var options []kit.Option[string]
	for _, percent := range []int{80, 90, 100, 110, 125, 150, 175, 200} {
		options = append(options, kit.Option[string]{Value: strconv.Itoa(percent), Text: i18n.Percent(percent)})
	}
	return options
}

// Focus brings the setting with this key into view when the screen is shown.
func (v *Screen) Focus(key string) { v.focus = key }

// At is the key of the first setting on the page in front.
func (v *Screen) At() string {
	at := slices.IndexFunc(v.fields, func(f *field) bool { return f.page == v.page() })
	return v.fields[max(at, 0)].spec.key
}

// Shown puts the cursor into the wanted setting, or the first one.
func (v *Screen) Shown() {
	target := v.fields[0]
	for _, f := range v.fields {
		if f.spec.key == v.focus {
			target = f
		}
	}
	if v.focus == keyActivation && v.unlocking != nil {
		v.tabs.Select(slices.Index(v.pages, pageActivation))
		v.entered()
		v.focusPage()
		return
	}
	if v.focus == "" && v.tabs.Index() > 0 {
		v.focusPage()
		return
	}
	v.show(target)
}

func (v *Screen) show(f *field) {
	scroll := v.scroll
	if v.tabs != nil {
		v.tabs.Select(slices.Index(v.pages, f.page))
		scroll = v.scrolls[f.page]
	}
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(f.object).Y - driver.AbsolutePositionForObject(scroll.Content).Y
	const above = 80
	scroll.ScrollToOffset(fyne.NewPos(0, max(y-above, 0)))
	v.desk.Focus(f.focus)
}
