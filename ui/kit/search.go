package kit

import (
	"time"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/keys"
	"terminwerk/ui/task"
	"terminwerk/ui/theme"
)

// searchPause is how long the user must stop typing before a search starts; shorter is felt as jitter, longer as delay.
const searchPause = 120 * time.Millisecond

// SearchEntry is a search field: it searches while the user types, Enter searches at once, Esc empties it, and Down moves
// on to the list below. With OnEnter, Enter runs that instead of moving on.
type SearchEntry struct {
	Entry
	OnSearch func(text string) // the text to search for changed and the user paused
	OnDown   func()            // Down or Enter leaves to the result, usually list.Focus
	Work     string            // key of what OnSearch runs: another letter ends it at once

	runner *task.Runner
	key    string
	last   string
	ended  bool // what was found for last was not waited for
}

// NewSearchEntry makes an empty search field. key names its pause in the runner and must be its own.
func NewSearchEntry(runner *task.Runner, key, placeholder string) *SearchEntry {
	s := &SearchEntry{runner: runner, key: key}
	s.selectAll = true
	s.init(s)
	s.PlaceHolder = placeholder
	s.Icon = theme.Tinted(theme.IconSearch, base.ColorNamePlaceHolder)
	s.OnChanged = func(string) {
		if s.Work != "" && runner.Running(s.Work) {
			runner.Cancel(s.Work)
			s.ended = true
		}
		runner.Debounce(key, searchPause, s.search)
	}
	return s
}

// Clear empties the field without searching.
func (s *SearchEntry) Clear() {
	s.runner.Cancel(s.key)
	s.SetText("")
	s.last, s.ended = "", false
}

// Begin takes the focus and starts a new search with r, the letter that was typed in the list below (its OnFind).
func (s *SearchEntry) Begin(r rune) {
	Focus(s)
	s.SelectAll()
	s.TypedRune(r)
}

// TypedKey edits, searches, or hands the key on.
func (s *SearchEntry) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case isEnter(ev):
		s.runner.Cancel(s.key)
		s.search()
		if s.OnEnter != nil {
			s.OnEnter()
		} else {
			s.leave()
		}
	case ev.Name == fyne.KeyDown && s.OnDown != nil:
		s.leave()
	case ev.Name == fyne.KeyEscape && s.Text != "":
		s.SetText("")
		s.runner.Cancel(s.key)
		s.search()
	case ev.Name == fyne.KeyEscape:
		if !keys.Handle(s, ev) {
			s.leave()
		}
	default:
		s.Entry.TypedKey(ev)
	}
}

func (s *SearchEntry) leave() {
	if s.OnDown != nil {
		s.OnDown()
	}
}

func (s *SearchEntry) search() {
	if s.Text == s.last && !s.ended {
		return
	}
	s.last, s.ended = s.Text, false
	if s.OnSearch != nil {
		s.OnSearch(s.Text)
	}
}
