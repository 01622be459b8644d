package appointment

import (
	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/kit"
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
