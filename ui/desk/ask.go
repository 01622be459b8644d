package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// AskUnsaved asks what becomes of input that is not stored yet: it is saved, thrown away, or the user stays. what names
// the record.
func (d *Desk) AskUnsaved(what string, save, discard func()) {
	d.Dialogs.Warn(i18n.T("desk.unsaved.title"), i18n.T("desk.unsaved.text", "what", what),
		kit.DialogButton{Text: i18n.T("desk.unsaved.save"), Kind: kit.Important, Key: keys.Ctrl(fyne.KeyS), Run: save},
		kit.DialogButton{Text: i18n.T("desk.unsaved.discard"), Key: keys.Ctrl(fyne.KeyD), Run: discard},
		kit.DialogButton{Text: i18n.T("desk.unsaved.stay"), Cancel: true})
}

// Settle brings a sheet up to the values that somebody else (by, may be empty) stored meanwhile, and then saves again. What
// differs from the input is the user's decision; nothing happens when the user goes back. take makes the stored record the
// one that the input is about.
func (d *Desk) Settle(s *Sheet, by string, stored []core.FieldValue, show func(core.Field, string) string, take, save func()) {
	clashes := s.Clashes(stored)
	settled := func(answers []Clash) {
		s.Rebase(stored)
		take()
		for _, a := range answers {
			if a.TakeTheirs {
				s.Set(a.Field, a.Theirs)
			}
		}
		save()
	}
	if len(clashes) == 0 {
		settled(nil)
		return
	}
	d.askVersions(by, clashes, show, settled)
}

// askVersions shows the values typed here beside those that somebody else (by, may be empty) stored meanwhile. then gets
// the clashes with the user's decisions; nothing happens when the user goes back. show writes a value for people.
func (d *Desk) askVersions(by string, clashes []Clash, show func(core.Field, string) string, then func([]Clash)) {
	answer := append([]Clash(nil), clashes...)
	rows := make([]kit.FieldDiff, len(answer))
	for i := range answer {
		c := &answer[i]
		rows[i] = kit.FieldDiff{
			Label: i18n.Field(c.Field), Left: i18n.OrDash(show(c.Field, c.Mine)), Right: i18n.OrDash(show(c.Field, c.Theirs)), Likeness: kit.Different,
			TickText: i18n.T("desk.versions.tick"), Ticked: c.TakeTheirs, OnTick: func(on bool) { c.TakeTheirs = on },
		}
	}
	diffs := kit.NewFieldDiffs(rows...)
	all := func(theirs bool) func() {
		return func() {
			for i := range answer {
				answer[i].TakeTheirs = theirs
				diffs.Ticks[i].Set(theirs)
			}
		}
	}
	right := i18n.T("desk.versions.theirs")
	if by != "" {
		right = i18n.T("desk.versions.theirs_by", "name", by)
	}
	scroll := container.NewVScroll(diffs.Content)
	most := float32(len(rows)) * (theme.RowHeight + theme.GapTight)
	scroll.SetMinSize(fyne.NewSize(0, min(most, 12*theme.RowHeight)))
	dialog := &kit.Dialog{Title: i18n.T("desk.versions.title"), Severity: theme.Warning, Width: 860, First: diffs.Ticks[0]}
	dialog.Content = kit.Below(kit.NewMuted(i18n.T("desk.versions.text")), kit.DiffHead(i18n.T("desk.versions.mine"), right), scroll)
	dialog.Buttons = []kit.DialogButton{
		{Text: i18n.T("desk.versions.save"), Kind: kit.Important, Run: func() { then(answer) }},
		{Text: i18n.T("desk.versions.all_mine"), Key: keys.Ctrl(fyne.KeyM), Stay: true, Run: all(false)},
		{Text: i18n.T("desk.versions.all_theirs"), Key: keys.Ctrl(fyne.KeyD), Stay: true, Run: all(true)},
		{Text: i18n.T("desk.versions.back"), Cancel: true},
	}
	d.Dialogs.Show(dialog)
}
