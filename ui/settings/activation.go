package settings

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/activation"
	"terminwerk/ui/desk"
	"terminwerk/ui/i18n"
	"terminwerk/ui/kit"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// keyActivation leads to the field of the code.
const keyActivation = "activation"

// unlocking is the page on which SMS are unlocked. A code counts as soon as it is entered, without saving the form.
type unlocking struct {
	screen  *Screen
	status  *fyne.Container
	facts   *fyne.Container
	request *kit.Entry
	code    *kit.Notes
	content *fyne.Container
}

func newUnlocking(v *Screen) *unlocking {
	const lines = 4
	u := &unlocking{screen: v, status: kit.Below(), facts: kit.Below(), request: kit.NewEntry(""), code: kit.NewNotes(i18n.T("settings.activation.paste"), lines)}
	u.code.TextStyle.Monospace, u.request.TextStyle.Monospace = true, true
	u.request.OnChanged = func(string) { u.load() } // it can be copied, not changed
	copied := kit.NewButton(i18n.T("settings.activation.copy"), func() {
		v.post.Copy(u.request.Text)
		v.desk.Toasts.Show(i18n.T("settings.activation.copied"))
	})
	form := kit.NewForm(1)
	form.Add(i18n.T("settings.activation.request"), kit.Border(nil, nil, nil, copied, u.request))
	form.Add(i18n.T("settings.activation.code"), u.code)
	buttons := kit.Flow(kit.NewCommandButton(v.desk.Keys, "settings.enter_code").As(kit.Important), kit.NewCommandButton(v.desk.Keys, "settings.code_file"))
	u.content = kit.TitledPanel(i18n.T("settings.section.activation"), kit.Below(u.status, u.facts, kit.NewParagraph(i18n.T("settings.activation.text")), form, buttons))
	return u
}

// load shows what counts now, and the code by which the service desk knows this machine.
func (u *unlocking) load() {
	v := u.screen
	type shown struct {
		status  activation.Status
		request activation.Request
	}
	task.Load(v.desk.Tasks, v.key("activation"), func(ctx context.Context) (s shown, err error) {
		if s.status, err = v.post.Activation.Status(ctx); err == nil {
			s.request, err = v.post.Activation.Request(ctx)
		}
		return s, err
	}, func(s shown, err error) {
		if err != nil {
			u.status.Objects = []fyne.CanvasObject{kit.FindingRow(theme.Failure, i18n.Error(err))}
		} else {
			u.request.SetText(s.request.String())
			u.show(s.status)
		}
		u.status.Refresh()
		v.relayout(pageActivation)
	})
}

func (u *unlocking) show(s activation.Status) {
	row := kit.FindingRow(theme.Success, i18n.T("settings.activation.active"))
	switch {
	case !s.Active:
		row = kit.FindingRow(theme.Warning, i18n.T(string(s.Why)))
	case s.Warn:
		row = kit.FindingRow(theme.Warning, i18n.N("settings.activation.soon", s.DaysLeft))
	}
	u.status.Objects = []fyne.CanvasObject{row}
	if s.Note != nil {
		u.status.Add(kit.FindingRow(theme.Warning, i18n.Error(s.Note)))
	}
	u.facts.Objects = nil
	if s.License.Dealership != 0 {
		until := i18n.T("settings.activation.forever")
		if s.License.Expires != 0 {
			until = i18n.Date(s.License.Expires)
		}
		bound := i18n.T("settings.activation.any_machine")
		if s.License.Machine != (activation.Machine{}) {
			bound = i18n.T("settings.activation.this_machine")
		}
		u.facts.Add(kit.Facts(
			kit.Fact{Label: i18n.T("settings.activation.dealership"), Value: strconv.FormatUint(uint64(s.License.Dealership), 10)},
			kit.Fact{Label: i18n.T("settings.activation.until"), Value: until},
			kit.Fact{Label: i18n.T("settings.activation.machine"), Value: bound}))
	}
	u.facts.Refresh()
}

// enter takes the pasted code.
func (u *unlocking) enter() {
	v, code := u.screen, strings.TrimSpace(u.code.Text)
	if code == "" {
		u.code.SetError(i18n.T("error.required"))
		v.desk.Focus(u.code)
		return
	}
	actor := v.desk.Actor()
	task.Load(v.desk.Tasks, v.key("enter"), func(ctx context.Context) (activation.Status, error) { return v.post.Activation.Enter(ctx, actor, code) }, func(s activation.Status, err error) {
		if err != nil {
			u.code.SetError(i18n.Error(core.WithoutField(err)))
			v.desk.Focus(u.code)
			return
		}
		u.code.SetText("")
		u.code.SetError("")
		u.show(s)
		u.load()
		v.desk.Toasts.Show(i18n.T("settings.activation.entered"))
	})
}

// open reads the code from a file.
func (u *unlocking) open() {
	v, code := u.screen, ""
	v.desk.AskFile(desk.FileQuestion{
		Title: i18n.T("settings.code_file"), Run: i18n.T("settings.enter_code"), Task: v.key("lic"),
		Browse: func(chosen func(string)) { v.post.Browse([]string{".lic", ".txt"}, chosen) },
		Take: func(_ context.Context, path string) (err error) {
			if code, err = v.post.ReadCode(path); err != nil {
				return core.WithoutField(err)
			}
			return nil
		},
		Then: func(string) {
			u.code.SetText(code)
			u.enter()
		},
	})
}
