package desk

import (
	"context"
	"encoding/json"
	"time"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// autosavePause is how long typing goes on before it is kept: whatever ends the program costs at most this and the time of
// writing, together less than five seconds.
const autosavePause = 2500 * time.Millisecond

// Autosave keeps what is typed in one editor as a draft, so that a program that ends by itself loses at most the last few
// seconds. The editor calls Touch after every change and Drop when it is closed: what was saved or thrown away on purpose
// needs no draft.
type Autosave struct {
	desk    *Desk
	key     string
	what    core.Entity
	content func() (title string, content any, dirty bool)
	waiting bool
	kept    bool // there is a draft in the store
	ended   bool
	failed  bool
}

// NewAutosave makes the autosave of an editor. key is that of the draft it continues, empty for a new one; content gives the
// title and what is typed, as something that encoding/json can write, and whether any of it is not saved. What it gives is
// written away from the window, because attachments are large, and must not be changed afterwards.
func (d *Desk) NewAutosave(key string, what core.Entity, content func() (title string, content any, dirty bool)) *Autosave {
	a := &Autosave{desk: d, key: key, what: what, content: content, kept: key != ""}
	if key == "" {
		a.key = core.NewOp()
	}
	if d.autosaved == nil {
		d.autosaved = map[string]bool{}
	}
	d.autosaved[a.key] = true
	return a
}

// Autosaved tells whether the draft with this key belongs to an editor that is open.
func (d *Desk) Autosaved(key string) bool { return d.autosaved[key] }

// Touch tells that the input changed; a while later it is kept.
func (a *Autosave) Touch() {
	if a.waiting || a.ended {
		return
	}
	a.waiting = true
	a.desk.Tasks.After(a.task("wait"), autosavePause, func() {
		a.waiting = false
		a.keep()
	})
}

// keep writes the draft, or drops it when everything is saved. A failure is told once: the editor itself still has the input.
func (a *Autosave) keep() {
	title, content, dirty := a.content()
	if !dirty {
		a.forget()
		return
	}
	draft := core.Draft{Key: a.key, What: a.what, Title: title, At: a.desk.Clock.Now(), Actor: a.desk.Actor()}
	a.kept = true
	a.desk.Tasks.Run(a.task("write"), func(ctx context.Context, _ task.Progress) (err error) {
		if draft.Content, err = json.Marshal(content); err != nil {
			return err
		}
		return a.desk.Drafts.SaveDraft(ctx, draft)
	}, a.tell)
}

func (a *Autosave) tell(err error) {
	if err != nil && !a.failed {
		a.failed = true
		a.desk.Toasts.Tell(theme.Warning, i18n.T("desk.draft_failed")+" "+i18n.Error(err))
	}
}

// Clear removes the draft because everything is saved; what is typed afterwards is kept again.
func (a *Autosave) Clear() {
	a.desk.Tasks.Cancel(a.task("wait"))
	a.waiting = false
	a.forget()
}

// Drop ends the autosave and removes the draft.
func (a *Autosave) Drop() {
	if a.ended {
		return
	}
	a.ended = true
	a.desk.Tasks.Cancel(a.task("wait"))
	a.forget()
	delete(a.desk.autosaved, a.key)
}

// forget removes the draft. It runs under the key of the writing, so that it comes after one that is under way.
func (a *Autosave) forget() {
	if !a.kept {
		return
	}
	a.kept = false
	a.desk.DropDraft(a.key)
}

func (a *Autosave) task(step string) string { return "draft." + a.key + "." + step }

// DropDraft removes a draft from the store. It replaces a writing of the same draft that is under way.
func (d *Desk) DropDraft(key string) {
	d.Tasks.Run("draft."+key+".write", func(ctx context.Context, _ task.Progress) error {
		return d.Drafts.DropDraft(context.WithoutCancel(ctx), key)
	}, nil)
}
