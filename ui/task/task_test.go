package task_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"terminwerk/ui/task"
)

// loop is a user interface's goroutine: the test's own, which runs what was delivered when asked.
type loop chan func()

func (l loop) post(f func()) { l <- f }

// next runs the next delivery.
func (l loop) next() { (<-l)() }

func TestNewestWorkWins(t *testing.T) {
	ui := make(loop, 10)
	r := task.New(ui.post)
	defer r.Close()
	var got []string
	started := make(chan struct{})
	task.Load(r, "search", func(ctx context.Context) (string, error) {
		close(started)
		<-ctx.Done()
		return "old", ctx.Err()
	}, func(s string, _ error) { got = append(got, s) })
	<-started
	task.Load(r, "search", func(context.Context) (string, error) { return "new", nil }, func(s string, _ error) { got = append(got, s) })
	ui.next()
	ui.next()
	if strings.Join(got, " ") != "new" {
		t.Errorf("delivered %q, want only the newest", got)
	}
}

func TestDifferentKeysDoNotDisturbEachOther(t *testing.T) {
	r := task.Sync()
	var got []string
	for _, key := range []string{"a", "b"} {
		task.Load(r, key, func(context.Context) (string, error) { return key, nil }, func(s string, _ error) { got = append(got, s) })
	}
	if strings.Join(got, "") != "ab" {
		t.Errorf("delivered %q", got)
	}
}

func TestAPanicBecomesAnErrorAndIsReportedWithItsStack(t *testing.T) {
	r := task.Sync()
	var stack string
	r.OnPanic = func(_ string, _ any, s []byte) { stack = string(s) }
	var got error
	r.Run("import", func(context.Context, func(int, int, string)) error { panic("broken") }, func(err error) { got = err })
	var p *task.PanicError
	if !errors.As(got, &p) || p.Key != "import" || p.Value != "broken" || !strings.Contains(stack, "task_test.go") {
		t.Errorf("error %v, stack %q", got, stack)
	}
}

func TestCancelledWorkIsNotDelivered(t *testing.T) {
	ui := make(loop, 10)
	r := task.New(ui.post)
	delivered := false
	r.Run("import", func(ctx context.Context, _ func(int, int, string)) error {
		<-ctx.Done()
		return ctx.Err()
	}, func(error) { delivered = true })
	if !r.Running("import") {
		t.Error("not running")
	}
	r.Cancel("import")
	ui.next()
	if delivered || r.Running("import") {
		t.Errorf("delivered %v, running %v", delivered, r.Running("import"))
	}
	r.Close()
}

func TestCloseCancelsWaitsAndDeliversNothing(t *testing.T) {
	ui := make(loop, 10)
	r := task.New(ui.post)
	ended, delivered := false, false
	r.Run("slow", func(ctx context.Context, _ func(int, int, string)) error {
		<-ctx.Done()
		ended = true
		return nil
	}, func(error) { delivered = true })
	r.Close()
	if !ended {
		t.Error("Close did not wait")
	}
	ui.next()
	r.Run("late", func(context.Context, func(int, int, string)) error { t.Error("ran after Close"); return nil }, nil)
	if delivered {
		t.Error("delivered after Close")
	}
}

func TestProgressArrivesBeforeTheResult(t *testing.T) {
	r := task.Sync()
	var got []string
	r.Follow("import", func(_ context.Context, progress func(int, int, string)) error {
		progress(1, 2, "half")
		return nil
	}, func(_, _ int, note string) { got = append(got, note) }, func(error) { got = append(got, "done") })
	if strings.Join(got, " ") != "half done" {
		t.Errorf("got %q", got)
	}
}

func TestAfterWaitsForItsTimeAndTheNewestCallWins(t *testing.T) {
	r := task.Sync()
	got := ""
	r.After("toast", time.Hour, func() { got += "old" })
	r.After("toast", time.Hour, func() { got += "new" })
	r.After("other", time.Hour, func() { got += "cancelled" })
	r.Cancel("other")
	if got != "" {
		t.Fatalf("called at once: %q", got)
	}
	r.Elapse()
	if got != "new" {
		t.Errorf("called %q", got)
	}
}

func TestDebounceCallsOnceWhenTypingPauses(t *testing.T) {
	ui := make(loop, 10)
	r := task.New(ui.post)
	defer r.Close()
	got := ""
	for _, text := range []string{"m", "mü", "mül"} {
		r.Debounce("search", 20*time.Millisecond, func() { got += text })
	}
	for range 3 { // two dropped deliveries and the last one
		ui.next()
	}
	if got != "mül" {
		t.Errorf("searched %q", got)
	}
}

func TestNothingIsKeptOfWorkThatEnded(t *testing.T) {
	r := task.Sync()
	work := func(context.Context, func(int, int, string)) error { return nil }
	for _, editor := range []string{"editor#1", "editor#2", "editor#3"} {
		r.Run(editor+".load", work, nil)
		r.After(editor+".save", time.Second, func() {})
		r.After(editor+".hint", time.Second, func() {})
		r.Cancel(editor + ".hint")
		r.Cancel(editor + ".never")
	}
	if got := r.Kept(); got != 3 {
		t.Errorf("%d keys are kept while 3 calls are held back", got)
	}
	r.Elapse()
	if got := r.Kept(); got != 0 {
		t.Errorf("%d keys are kept after everything ended", got)
	}
}
