package appointment

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"terminwerk/core"
	"terminwerk/ui/kit"
	"terminwerk/ui/theme"
)

// onFocus calls then, besides what is called already, when a control of kit gets the cursor.
func onFocus(o fyne.Focusable, then func()) {
	hook := focusHook(o)
	if hook == nil {
		return
	}
	before := *hook
	*hook = func(gained bool) {
		if before != nil {
			before(gained)
		}
		if gained {
			then()
		}
	}
}

func focusHook(o fyne.Focusable) *func(bool) {
	switch o := o.(type) {
	case *kit.Entry:
		return &o.OnFocus
	case *kit.Notes:
		return &o.OnFocus
	case *kit.DateField:
		return &o.OnFocus
	case *kit.TimeField:
		return &o.OnFocus
	case *kit.MinutesField:
		return &o.OnFocus
	case *kit.Combo[string]:
		return &o.OnFocus
	case *kit.Combo[core.Salutation]:
		return &o.OnFocus
	case *kit.Combo[core.AppointmentStatus]:
		return &o.OnFocus
	case *kit.Button:
		return &o.OnFocus
	case *kit.Check:
		return &o.OnFocus
	}
	return nil
}

// follow scrolls the form to a control when it gets the cursor.
func (e *Editor) follow(o fyne.Focusable) {
	onFocus(o, func() { reveal(e.scroll, o.(fyne.CanvasObject)) })
}

// followAll follows the cursor through the form; the rows of the work steps do so when they are made.
func (e *Editor) followAll() {
	seen := map[fyne.Focusable]bool{nil: true}
	all := []fyne.Focusable{e.customer.change, e.vehicle.edit, e.vehicle.transit, e.contact.edit, e.told.email, e.told.sms, e.told.reminder, e.told.unlock, e.vehicle.first}
	all = append(all, e.steps.buttons...)
	for _, p := range []*part{e.times.dropOff, e.times.pickUp} {
		all = append(all, p.day, p.clock, p.minutes)
	}
	for _, s := range e.spots {
		all = append(all, s.focus)
	}
	for _, o := range all {
		if !seen[o] {
			seen[o] = true
			e.follow(o)
		}
	}
}

// reveal scrolls as little as needed to show an object completely.
func reveal(scroll *container.Scroll, o fyne.CanvasObject) {
	if scroll == nil || scroll.Size().Height == 0 {
		return
	}
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(scroll).Y
	below := top + o.Size().Height + theme.Gap - scroll.Size().Height
	switch {
	case top < 0:
		scroll.ScrollToOffset(scroll.Offset.AddXY(0, top-theme.Gap))
	case below > 0:
		scroll.ScrollToOffset(scroll.Offset.AddXY(0, below))
	}
}
