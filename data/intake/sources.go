package intake

import (
	"context"
	"encoding/json"
	"slices"
)

// sourcesKey is the preference that remembers the names of sources.
const (
	sourcesKey = "intake.sources"
	maxSources = 100
)

func (l *leadImport) readSources(ctx context.Context) error {
	text, err := l.im.Store.Preference(ctx, sourcesKey)
	if err == nil && text != "" {
		_ = json.Unmarshal([]byte(text), &l.sources) // unreadable: they are learnt again
	}
	return err
}

func (l *leadImport) remember(source string) {
	if len(l.sources) < maxSources && !slices.Contains(l.sources, source) {
		l.sources = append(l.sources, source)
		l.added = true
	}
}

func (l *leadImport) writeSources(ctx context.Context) error {
	if !l.added {
		return nil
	}
	text, err := json.Marshal(l.sources)
	if err != nil {
		return err
	}
	return l.im.Store.SetPreference(ctx, sourcesKey, string(text))
}
