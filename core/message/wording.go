package message

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"terminwerk/core"
)

// Wording is how messages are written in one language: the shipped templates and what placeholders are made of.
type Wording struct {
	Greetings map[string]string `json:"greetings"` // by salutation, with {name}; "other" for everybody else
	Weekdays  [7]string         `json:"weekdays"`  // from Sunday
	Date      string            `json:"date"`      // as time.Format takes it
	Time      string            `json:"time"`
	Moment    string            `json:"moment"`   // of {weekday}, {date} and {time}
	Team      string            `json:"team"`     // stands for a missing adviser
	Calendar  string            `json:"calendar"` // title of the calendar entry, with {dealership}
	Templates []core.Template   `json:"templates"`
}

// Wordings are the shipped texts by language.
type Wordings map[string]*Wording

// ReadWordings reads messages/<language>.json (assets.Messages). It refuses a file that does not hold every kind.
func ReadWordings(fsys fs.FS) (Wordings, error) {
	names, err := fs.Glob(fsys, "messages/*.json")
	if err != nil {
		return nil, fmt.Errorf("message texts: %w", err)
	}
	all := Wordings{}
	for _, name := range names {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("message texts: %w", err)
		}
		w := new(Wording)
		if err := json.Unmarshal(raw, w); err != nil {
			return nil, fmt.Errorf("message texts: %s: %w", name, err)
		}
		language := strings.TrimSuffix(path.Base(name), ".json")
		for i := range w.Templates {
			w.Templates[i].Language = language
		}
		for _, kind := range Kinds() {
			if w.template(kind) == nil {
				return nil, fmt.Errorf("message texts: %s: no template %q", name, kind)
			}
		}
		all[language] = w
	}
	return all, nil
}

// Kinds lists the kinds that have a template, in the order of an appointment's life.
func Kinds() []core.MessageKind {
	return []core.MessageKind{
		core.MessageConfirmation, core.MessageChange, core.MessageCancellation, core.MessageReminder, core.MessageRejection,
	}
}

func (w *Wording) template(kind core.MessageKind) *core.Template {
	i := slices.IndexFunc(w.Templates, func(t core.Template) bool { return t.Kind == kind })
	if i < 0 {
		return nil
	}
	return &w.Templates[i]
}

// In is the wording of a language, German for one that does not ship, an empty one if nothing does.
func (all Wordings) In(language string) *Wording {
	for _, l := range []string{language, "de", "en"} {
		if w := all[l]; w != nil {
			return w
		}
	}
	return &Wording{Date: "02.01.2006", Time: "15:04", Moment: "{date}, {time}"}
}

// Template is the text of a kind in a language as it is used: the edited one of the settings, else the shipped one.
func (all Wordings) Template(s *core.Settings, kind core.MessageKind, language string) (t core.Template, edited bool) {
	for _, t := range s.Templates {
		if t.Kind == kind && t.Language == language {
			return t, true
		}
	}
	if shipped := all.In(language).template(kind); shipped != nil {
		return *shipped, false
	}
	return core.Template{Kind: kind, Language: language}, false
}

// SetTemplate puts an edited template into the settings; one that reads as the shipped one is dropped from them.
func (all Wordings) SetTemplate(s *core.Settings, t core.Template) {
	s.Templates = slices.DeleteFunc(slices.Clone(s.Templates), func(old core.Template) bool {
		return old.Kind == t.Kind && old.Language == t.Language
	})
	if shipped := all.In(t.Language).template(t.Kind); shipped == nil || *shipped != t {
		s.Templates = append(s.Templates, t)
	}
}

// ResetTemplate takes an edited template out of the settings.
func (all Wordings) ResetTemplate(s *core.Settings, kind core.MessageKind, language string) {
	if shipped := all.In(language).template(kind); shipped != nil {
		all.SetTemplate(s, *shipped)
	}
}

func (w *Wording) date(at core.WallTime) string { return w.format(at, w.Date) }

func (w *Wording) clock(at core.WallTime) string { return w.format(at, w.Time) }

func (w *Wording) format(at core.WallTime, layout string) string {
	if at == 0 {
		return ""
	}
	return at.In(time.UTC).Format(layout)
}

// moment is day and time in one, empty for an unset time.
func (w *Wording) moment(at core.WallTime) string {
	if at == 0 {
		return ""
	}
	return strings.NewReplacer("{weekday}", w.Weekdays[at.Date().Weekday()], "{date}", w.date(at), "{time}", w.clock(at)).Replace(w.Moment)
}

// greeting is how a letter to somebody begins.
func (w *Wording) greeting(c *core.Contact) string {
	form := w.Greetings[string(c.Salutation)]
	if form == "" || c.LastName == "" {
		return w.Greetings["other"]
	}
	return strings.ReplaceAll(form, "{name}", strings.Join(strings.Fields(c.TitleBefore+" "+c.LastName), " "))
}
