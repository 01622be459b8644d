package desk

import (
	"context"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/ui/task"
)

// large takes as long to be written as the test wants.
type large chan struct{}

func (l large) MarshalJSON() ([]byte, error) {
	<-l
	return []byte("1"), nil
}

// drawer hands over what is kept.
type drawer chan core.Draft

func (d drawer) SaveDraft(_ context.Context, draft core.Draft) error {
	d <- draft
	return nil
}

func (drawer) Drafts(context.Context) ([]core.Draft, error) { return nil, nil }

func (drawer) DropDraft(context.Context, string) error { return nil }

func TestTheWindowDoesNotWaitForADraftToBeWritten(t *testing.T) {
	content, kept := make(large), make(drawer)
	d := &Desk{
		Clock: core.ClockFunc(time.Now), Tasks: task.New(func(f func()) { f() }), Drafts: kept, Actor: func() string { return "Huber" },
	}
	defer d.Tasks.Close()
	a := d.NewAutosave("", core.EntityMessage, func() (string, any, bool) { return "E-Mail", content, true })
	window := make(chan struct{})
	go func() {
		a.keep()
		close(window)
	}()
	select {
	case <-window:
	case <-time.After(20 * time.Second):
		t.Fatal("the window hangs as long as the draft is written")
	}
	close(content)
	if draft := <-kept; string(draft.Content) != "1" || draft.Actor != "Huber" {
		t.Errorf("%+v", draft)
	}
}

func TestADraftThatIsBeingWrittenWhileItsEditorIsClosedIsGone(t *testing.T) {
	content, store := make(large), coretest.New()
	d := &Desk{
		Clock: core.ClockFunc(time.Now), Tasks: task.New(func(f func()) { f() }), Drafts: store, Actor: func() string { return "Huber" },
	}
	a := d.NewAutosave("", core.EntityMessage, func() (string, any, bool) { return "E-Mail", content, true })
	a.keep()
	a.Drop()
	close(content)
	d.Tasks.Close()
	if list, err := store.Drafts(context.Background()); err != nil || len(list) > 0 {
		t.Errorf("%+v %v", list, err)
	}
}
