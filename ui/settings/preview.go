package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/desk/mail"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// sample shows the texts of a template as they would go out for an appointment, which can be chosen.
type sample struct {
	page     *templatePage
	kind     core.MessageKind
	language string
	visit    *kit.Combo[core.ID]
	subject  *mail.Rendered
	email    *mail.Rendered
	sms      *mail.Rendered
	meter    *kit.Text
	reader   *kit.Reader
}

// The appointments that can be chosen: from so many days back to so many ahead, at most so many.
const (
	sampleBack  = 30
	sampleAhead = 365
	sampleMost  = 1000
)

// preview asks for the appointments and shows the texts for the next one.
func (p *templatePage) preview() {
	v := p.screen
	today := v.desk.Today()
	task.Load(v.desk.Tasks, v.key("preview"), func(ctx context.Context) ([]core.Appointment, error) {
		return v.post.Visits.AppointmentsBetween(ctx, today.Add(-sampleBack).At(0), today.Add(sampleAhead).At(0))
	}, func(list []core.Appointment, err error) {
		list = slices.DeleteFunc(list, func(a core.Appointment) bool { return a.Status == core.AppointmentCancelled })
		switch {
		case err != nil:
			v.desk.Dialogs.Error(err)
		case len(list) == 0:
			v.desk.Toasts.Tell(theme.Hint, i18n.T("settings.template.no_visit"))
		default:
			p.showSample(list)
		}
	})
}

// next is the place of the first appointment in order of time that is still ahead, else of the last one.
func next(list []core.Appointment, now core.WallTime) int {
	if i := slices.IndexFunc(list, func(a core.Appointment) bool { return a.DropOff.At >= now }); i >= 0 {
		return i
	}
	return len(list) - 1
}

func (p *templatePage) showSample(list []core.Appointment) {
	v := p.screen
	s := &sample{page: p, subject: mail.NewRendered(), email: mail.NewRendered(), sms: mail.NewRendered(), meter: kit.NewMuted("")}
	s.kind, s.language = p.which()
	at := next(list, core.WallTimeOf(v.desk.Clock.Now().In(v.desk.Zone())))
	first := list[at].Meta.ID
	begin := max(0, min(at-sampleMost/4, len(list)-sampleMost))
	var options []kit.Option[core.ID]
	for _, a := range list[begin:min(begin+sampleMost, len(list))] {
		options = append(options, kit.Option[core.ID]{Value: a.Meta.ID, Text: i18n.Join(i18n.When(a.DropOff.At), a.Contact.SortName()), Hint: a.Label()})
	}
	s.visit = kit.NewSelect(options...)
	s.visit.Select(first)
	s.visit.OnPicked = s.show
	const wide, high = 660, 440
	s.reader = kit.NewReader(kit.Below(kit.Section(mail.Channel(core.ChannelEmail), kit.Below(s.subject, s.email)),
		kit.Section(mail.Channel(core.ChannelSMS), kit.Below(s.sms, s.meter)))).AtLeast(wide, high)
	v.desk.Dialogs.Show(&kit.Dialog{
		Title: i18n.T("settings.preview"), First: s.visit,
		Content: container.NewVBox(kit.NewForm(1).Add(i18n.T("settings.template.visit"), s.visit), s.reader),
		Buttons: []kit.DialogButton{{Text: i18n.T("settings.close"), Kind: kit.Important, Key: keys.Plain(fyne.KeyEscape), Cancel: true}},
	})
	s.show(first)
}

// show fills in what the placeholders stand for in an appointment.
func (s *sample) show(visit core.ID) {
	v := s.page.screen
	about := message.Draft{Appointment: visit, Language: s.language}
	task.Load(v.desk.Tasks, v.key("preview"), func(ctx context.Context) (message.Draft, error) {
		return v.post.Outbox.Redraft(ctx, about, s.kind, core.ChannelEmail)
	}, func(d message.Draft, err error) {
		if err != nil {
			v.desk.Dialogs.Error(err)
			return
		}
		subject, gaps := message.Resolve(core.FieldSubject, s.page.subject.Text, d.Values)
		s.subject.Fill(core.FieldSubject, subject, gaps)
		email, gaps := message.Resolve(core.FieldText, s.page.email.Text, d.Values)
		s.email.Fill(core.FieldText, email, gaps)
		sms, gaps := message.Resolve(core.FieldText, s.page.sms.Text, d.Values)
		s.sms.Fill(core.FieldText, sms, gaps)
		s.meter.Set(mail.Meter(message.Count(sms)))
		s.reader.Top()
	})
}
