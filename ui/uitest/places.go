package uitest

import (
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"terminwerk/core"
	"terminwerk/ui/desk"
	"terminwerk/ui/keys"
)

// Place is a screen or dialog in a state worth looking at. Open leads there from a freshly started program.
type Place struct {
	Name string
	Open func(p *Program)
}

// Places are all of them, in the order in which somebody gets to know the program. A new screen adds its own here.
func Places() []Place {
	var all []Place
	for _, part := range [][]Place{leadPlaces, duplicatePlaces, appointmentPlaces, masterPlaces, messagePlaces, postPlaces, shellPlaces} {
		all = append(all, part...)
	}
	return all
}

var leadPlaces = []Place{
	{"leads", func(*Program) {}},
	{"leads-menu", func(p *Program) { p.Press(desktop.KeyMenu) }},
	{"leads-booked", func(p *Program) { p.App.ShowLead(p.Lead("D-27")) }},
	{"leads-long", func(p *Program) { p.App.ShowLead(p.Lead("D-30")) }},
	{"leads-nothing", func(p *Program) { p.Ctrl(fyne.KeyF); p.Type("xyzxyz") }},
	{"leads-reject", func(p *Program) { p.Press(fyne.KeyDelete) }},
	{"leads-defer", func(p *Program) { p.Ctrl(fyne.KeyD) }},
	{"leads-quarantine", func(p *Program) {
		p.refused()
		p.Ctrl(fyne.KeyG)
	}},
	{"leads-mend", func(p *Program) {
		p.refused()
		p.Ctrl(fyne.KeyG)
		p.Press(fyne.KeyReturn)
	}},
	{"leads-mend-text", func(p *Program) {
		p.Put(&core.Quarantined{What: core.EntityLead, File: "buchung.json", Line: 1, Why: "intake.malformed", Raw: `{"lead_id": "A18", "last_name": "Gruber}`})
		p.Ctrl(fyne.KeyG)
		p.Press(fyne.KeyReturn)
	}},
	{"leads-marked", func(p *Program) { p.Press(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace) }},
	{"leads-reject-many", func(p *Program) { p.Ctrl(fyne.KeyA); p.Press(fyne.KeyDelete) }},
	{"leads-undo", func(p *Program) { p.Ctrl(fyne.KeyT) }},
}

var duplicatePlaces = []Place{
	{"duplicate", func(p *Program) { p.App.Book(p.Lead("D-06")) }},
	{"duplicate-certain", func(p *Program) { p.App.Book(p.Lead("D-05")) }},
	{"duplicate-nobody", func(p *Program) { p.App.Book(p.Lead("D-30")) }},
	{"duplicate-search", func(p *Program) { p.App.Book(p.Lead("D-08")); p.Ctrl(fyne.KeyF); p.Type("huber") }},
	{"duplicate-new-customer", func(p *Program) { p.App.Book(p.Lead("D-08")); p.Ctrl(fyne.KeyN) }},
}

var appointmentPlaces = []Place{
	{"appointment-from-lead", func(p *Program) { p.App.Book(p.Lead("D-01")) }},
	{"appointment-warnings", func(p *Program) { p.App.Book(p.Lead("D-29")) }},
	{"appointment-ask", func(p *Program) { p.App.Book(p.Lead("D-29")); p.Ctrl(fyne.KeyS) }},
	{"appointment-transit", func(p *Program) { p.App.Book(p.Lead("D-26")) }},
	{"appointment-contact", func(p *Program) { p.App.Book(p.Lead("D-01")); p.Ctrl(fyne.KeyE) }},
	{"appointment-unsaved", func(p *Program) {
		p.App.Book(p.Lead("D-01"))
		p.Press(fyne.KeyInsert)
		p.Type("Wischer")
		p.Press(fyne.KeyEscape)
	}},
	{"appointment-changed-outside", func(p *Program) { p.App.Book(p.Lead("D-27")) }},
	{"appointment-cancelled-outside", func(p *Program) { p.App.Book(p.Lead("D-28")) }},
	{"appointment-pick-customer", func(p *Program) {
		p.App.Book(p.Lead("D-01"))
		p.Shortcut(keys.Alt(fyne.KeyK))
		p.Type("mos")
	}},
	{"appointments", func(p *Program) { p.App.Show(desk.Appointments) }},
	{"appointments-empty", func(p *Program) { p.App.Show(desk.Appointments); p.Shortcut(keys.Alt(fyne.KeyPageUp)) }},
	{"appointments-new", func(p *Program) { p.App.Show(desk.Appointments); p.Ctrl(fyne.KeyN); p.Type("mos") }},
	{"appointments-cancel", func(p *Program) { p.App.Show(desk.Appointments); p.Press(fyne.KeyDelete) }},
}

var masterPlaces = []Place{
	{"customers", func(p *Program) { p.App.Show(desk.Customers) }},
	{"customers-nothing", func(p *Program) { p.App.Show(desk.Customers); p.Ctrl(fyne.KeyF); p.Type("xyzxyz") }},
	{"customer", func(p *Program) { p.App.EditCustomer(p.Customer("40001").Meta.ID) }},
	{"customer-contact", func(p *Program) { p.customerPage(1) }},
	{"customer-vehicles", func(p *Program) { p.customerPage(2) }},
	{"customer-visits", func(p *Program) { p.customerPage(3) }},
	{"customer-history", func(p *Program) { p.customerPage(4) }},
	{"customer-blocked", func(p *Program) { p.App.EditCustomer(p.Customer("40003").Meta.ID) }},
	{"customer-refused", func(p *Program) { p.App.Show(desk.Customers); p.Ctrl(fyne.KeyN); p.Ctrl(fyne.KeyS) }},
	{"customer-versions", func(p *Program) {
		c := p.Customer("40001")
		p.App.EditCustomer(c.Meta.ID)
		p.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
		p.Type("Dr.")
		c.Contact.LastName, c.Contact.TitleBefore = "Müller-Huber", "Mag."
		p.Put(&c)
		p.Ctrl(fyne.KeyS)
	}},
	{"customer-changed-meanwhile", func(p *Program) {
		c := p.Customer("40001")
		p.App.EditCustomer(c.Meta.ID)
		p.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
		p.Type("Dr.")
		c.Contact.LastName = "Müller-Huber"
		p.Put(&c)
	}},
	{"merge", func(p *Program) { p.doubled(); p.Shortcut(keys.CtrlShift(fyne.KeyD)) }},
	{"merge-found", func(p *Program) { p.doubled(); p.Shortcut(keys.CtrlShift(fyne.KeyD)); p.Ctrl(fyne.KeyR) }},
	{"merge-done", func(p *Program) {
		p.doubled()
		p.Shortcut(keys.CtrlShift(fyne.KeyD))
		p.Ctrl(fyne.KeyR)
		p.Ctrl(fyne.KeyReturn)
	}},
	{"merge-pair", func(p *Program) {
		p.doubled()
		p.App.MergeCustomer(p.Customer("40001"))
		p.Type("müller ann")
		p.Press(fyne.KeyReturn)
	}},
	{"vehicles", func(p *Program) { p.App.Show(desk.Vehicles) }},
	{"vehicle", func(p *Program) { p.vehicle("WVWZZZAUZMW000101") }},
	{"vehicle-new", func(p *Program) {
		p.App.Show(desk.Vehicles)
		p.Ctrl(fyne.KeyN)
		p.Type("WVWZZZAUZMWO00101")
		p.Press(fyne.KeyTab)
	}},
	{"settings", func(p *Program) { p.App.Show(desk.Settings) }},
	{"settings-hours", func(p *Program) { p.App.OpenSettings("basis.hours.mon") }},
	{"settings-view", func(p *Program) { p.App.OpenSettings("view.language") }},
}

var messagePlaces = []Place{
	{"outbox", func(p *Program) { p.App.Show(desk.Outbox) }},
	{"outbox-marked", func(p *Program) { p.App.Show(desk.Outbox); p.Ctrl(fyne.KeyA) }},
	{"outbox-delete", func(p *Program) {
		p.App.Show(desk.Outbox)
		p.Ctrl(fyne.KeyA)
		p.Shortcut(keys.CtrlShift(fyne.KeyDelete))
	}},
	{"outbox-clean", func(p *Program) { p.App.Show(desk.Outbox); p.Ctrl(fyne.KeyDelete) }},
	{"outbox-test", func(p *Program) { p.App.Show(desk.Outbox); p.Shortcut(keys.CtrlShift(fyne.KeyT)) }},
	{"outbox-export", func(p *Program) { p.App.Show(desk.Outbox); p.Shortcut(keys.CtrlShift(fyne.KeyE)) }},
	{"compose", func(p *Program) { p.App.WriteMessage(core.Ref{Entity: core.EntityAppointment, ID: p.visit()}) }},
	{"compose-ordinary", func(p *Program) {
		p.App.WriteMessage(core.Ref{Entity: core.EntityCustomer, ID: p.Customer("40001").Meta.ID})
	}},
	{"compose-insert", func(p *Program) {
		p.App.WriteMessage(core.Ref{Entity: core.EntityAppointment, ID: p.visit()})
		p.Press(fyne.KeyInsert)
	}},
	{"compose-attach", func(p *Program) {
		p.App.WriteMessage(core.Ref{Entity: core.EntityAppointment, ID: p.visit()})
		p.Shortcut(keys.CtrlShift(fyne.KeyA))
	}},
}

var postPlaces = []Place{
	{"settings-mail", func(p *Program) { p.App.OpenSettings("mail.module") }},
	{"settings-oauth", func(p *Program) { p.App.OpenSettings("mail.smtp.auth"); p.Type("XO"); p.Press(fyne.KeyReturn) }},
	{"settings-sms", func(p *Program) { p.gateway("kannel") }},
	{"settings-sms-custom", func(p *Program) { p.gateway("custom") }},
	{"settings-reminders", func(p *Program) {
		s, err := p.Store.Settings(ctx())
		must(err)
		s.Reminders = []core.ReminderRule{{Days: 3, At: 10 * 60, Channel: core.ChannelEmail}, {Days: 1, At: 16 * 60, Channel: core.ChannelSMS}}
		p.Put(&s)
		p.App.OpenSettings("reminders")
	}},
	{"settings-templates", func(p *Program) { p.App.OpenSettings("message_templates") }},
	{"settings-template-preview", func(p *Program) { p.App.OpenSettings("message_templates"); p.Ctrl(fyne.KeyP) }},
	{"settings-activation", func(p *Program) { p.App.OpenSettings("activation") }},
	{"settings-wrong-module", func(p *Program) {
		s, err := p.Store.Settings(ctx())
		must(err)
		s.Mail.Module = 0
		p.Put(&s)
		p.App.OpenSettings("mail.module")
	}},
}

// refused imports a file of customers of which one has no number.
func (p *Program) refused() {
	path := filepath.Join(p.dir(), "kunden.csv")
	must(os.WriteFile(path, []byte("Kundennummer;Anrede;Vorname;Nachname;Straße;PLZ;Ort;Mobil;E-Mail;Bemerkung;Filiale\n;Frau;Eva;Lechner;Hauptplatz 3;4020;Linz;0664 7654321;eva.lechner@example.at;Ruft lieber an;Linz\n"), 0o600))
	_, err := p.place.Import(ctx(), core.EntityCustomer, []string{path})
	must(err)
}

// gateway opens the settings of SMS with a profile chosen.
func (p *Program) gateway(profile string) {
	s, err := p.Store.Settings(ctx())
	must(err)
	s.SMS.Profile = profile
	p.Put(&s)
	p.App.OpenSettings("sms.profile")
}

var shellPlaces = []Place{
	{"find", func(p *Program) { p.Ctrl(fyne.KeyK) }},
	{"find-typed", func(p *Program) { p.Ctrl(fyne.KeyK); p.Type("mül") }},
	{"find-command", func(p *Program) { p.Ctrl(fyne.KeyK); p.Type("imp") }},
	{"keys", func(p *Program) { p.Press(fyne.KeyF1) }},
	{"keys-appointment", func(p *Program) { p.App.Book(p.Lead("D-01")); p.Press(fyne.KeyF1) }},
	{"help", func(p *Program) { p.Ctrl(fyne.KeyF1) }},
	{"help-search", func(p *Program) { p.Ctrl(fyne.KeyF1); p.Type("fin") }},
	{"import", func(p *Program) { p.Ctrl(fyne.KeyO) }},
	{"restore", func(p *Program) { p.App.Keys().Run("file.restore") }},
	{"setup", func(p *Program) { p.App.Keys().Run("help.setup") }},
	{"setup-hours", func(p *Program) { p.App.Keys().Run("help.setup"); p.Ctrl(fyne.KeyReturn) }},
	{"setup-cash", func(p *Program) {
		p.App.Keys().Run("help.setup")
		p.Ctrl(fyne.KeyReturn)
		p.Ctrl(fyne.KeyReturn)
		p.Ctrl(fyne.KeyReturn)
	}},
	{"setup-files", func(p *Program) {
		p.App.Keys().Run("help.setup")
		for range 4 {
			p.Ctrl(fyne.KeyReturn)
		}
	}},
	{"drafts", func(p *Program) {
		for i, title := range []string{"Kunde 40001 Müller, Anna", "Termin – neu aus Lead L-30"} {
			must(p.Store.SaveDraft(ctx(), core.Draft{Key: title, What: core.EntityCustomer, Title: title, At: Now.Add(-time.Duration(i+1) * time.Hour), Actor: "Huber", Content: []byte("{}")}))
		}
		p.App.Keys().Run("file.drafts")
	}},
	{"adviser", func(p *Program) { p.Ctrl(fyne.KeyU) }},
	{"about", func(p *Program) { p.App.Keys().Run("help.about") }},
}

// customerPage opens a customer with appointments on a page of the dialog.
func (p *Program) customerPage(n int) {
	p.App.EditCustomer(p.Customer("40010").Meta.ID)
	for range n {
		p.Ctrl(fyne.KeyPageDown)
	}
}

func (p *Program) vehicle(number string) {
	found, err := p.Store.VehiclesByVIN(ctx(), number)
	must(err)
	p.App.EditVehicle(found[0].Meta.ID)
}

// visit is an appointment of the demonstration that is still ahead.
func (p *Program) visit() core.ID {
	today := core.DateOf(Now)
	list, err := p.Store.AppointmentsBetween(ctx(), today.Add(1).At(0), today.Add(60).At(0))
	must(err)
	for _, a := range list {
		if a.Status == core.AppointmentPlanned && a.Contact.Email != "" {
			return a.Meta.ID
		}
	}
	panic("no appointment ahead has an e-mail address")
}

// doubled stores a customer of the demonstration a second time, as it happens on the telephone.
func (p *Program) doubled() {
	c := p.Customer("40001")
	again := core.Customer{Contact: c.Contact, Notes: "Rückruf gewünscht"}
	again.Contact.FirstName, again.Contact.Email, again.Contact.Street = "Ann", "", c.Contact.Street+"."
	p.Put(&again)
}
