package ui

import (
	"context"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/ui/i18n"
	"terminwerk/ui/task"
)

// layoutMemory keeps sizes, sort orders and filters in the database, written a moment after the last change.
type layoutMemory struct {
	store core.Preferences
	tasks *task.Runner
	cache map[string]string
	owed  map[string]bool // set, but not written yet
}

// Get is the remembered value, empty when there is none.
func (m *layoutMemory) Get(key string) string {
	if value, known := m.cache[key]; known {
		return value
	}
	value, err := m.store.Preference(context.Background(), key)
	if err != nil {
		value = ""
	}
	m.keep(key, value)
	return value
}

// Set remembers a value. Failing to is no harm worth a message: the window merely opens with its usual look.
func (m *layoutMemory) Set(key, value string) {
	if m.Get(key) == value {
		return
	}
	m.keep(key, value)
	if m.owed == nil {
		m.owed = map[string]bool{}
	}
	m.owed[key] = true
	const pause = 400 * time.Millisecond
	m.tasks.After("layout."+key, pause, func() {
		delete(m.owed, key)
		m.tasks.Run("layout.write."+key, func(ctx context.Context, _ task.Progress) error {
			return m.store.SetPreference(ctx, key, value)
		}, nil)
	})
}

// flush writes what was set in the last moments, at the program's end.
func (m *layoutMemory) flush() {
	for key := range m.owed {
		if m.store.SetPreference(context.Background(), key, m.cache[key]) != nil {
			return
		}
	}
	m.owed = nil
}

func (m *layoutMemory) keep(key, value string) {
	if m.cache == nil {
		m.cache = map[string]string{}
	}
	m.cache[key] = value
}

func (a *App) rememberedActor() string {
	actor := a.desk.Layout.Get("shell.actor")
	for _, known := range a.settings.Basis.Advisers {
		if known == actor {
			return actor
		}
	}
	if len(a.settings.Basis.Advisers) > 0 {
		return a.settings.Basis.Advisers[0]
	}
	return ""
}

func cutSize(text string) (w, h float32, ok bool) {
	left, right, found := strings.Cut(text, "x")
	if !found {
		return 0, 0, false
	}
	a, errA := strconv.Atoi(left)
	b, errB := strconv.Atoi(right)
	return float32(a), float32(b), errA == nil && errB == nil
}

// loadCount counts away from the window and tells the number; a failed count leaves the old one standing.
func loadCount(a *App, key string, count func(context.Context) (int, error), tell func(int)) {
	task.Load(a.desk.Tasks, key, count, func(n int, err error) {
		if err == nil {
			tell(n)
		}
	})
}

// saidImport is the sentence about an import.
func saidImport(r core.ImportResult) string {
	return i18n.T("shell.imported", "read", i18n.Number(r.Read), "new", i18n.Number(r.New), "updated", i18n.Number(r.Updated),
		"unchanged", i18n.Number(r.Unchanged), "cancelled", i18n.Number(r.Cancelled), "quarantined", i18n.Number(r.Quarantined))
}
