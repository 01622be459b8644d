// Package help is what the program says about itself: the manual, one page a topic, and the keys of the screen in front.
//
// The pages are Markdown files help/<language>/<number>-<topic>.md; the number is their place, the first heading their
// title. A view whose scope is named after a topic ("leads#1", "customer.editor#2") has that page opened by F1 F1.
package help

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"terminwerk/core/name"
	"terminwerk/ui/keys"
)

// Page is one topic of the manual in one language.
type Page struct {
	Topic string
	Title string
	Text  string // Markdown, with the title
}

// Manual holds the pages by language, in the order in which they are meant to be read.
type Manual map[string][]Page

// Load reads the pages help/<language>/<number>-<topic>.md of fsys. It refuses a page without a title.
func Load(fsys fs.FS) (Manual, error) {
	names, err := fs.Glob(fsys, "help/*/*.md")
	if err != nil {
		return nil, fmt.Errorf("help: %w", err)
	}
	slices.Sort(names)
	m := Manual{}
	for _, file := range names {
		raw, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("help: %w", err)
		}
		_, topic, found := strings.Cut(strings.TrimSuffix(path.Base(file), ".md"), "-")
		head, _, _ := strings.Cut(string(raw), "\n")
		title, titled := strings.CutPrefix(head, "# ")
		if !found || !titled {
			return nil, fmt.Errorf("help: %s has no number or no title", file)
		}
		lang := path.Base(path.Dir(file))
		m[lang] = append(m[lang], Page{Topic: topic, Title: strings.TrimSpace(title), Text: string(raw)})
	}
	return m, nil
}

// TopicOf is the topic of a view's scope: the part of its name before the first dot or number sign.
func TopicOf(s keys.Scope) string {
	topic, _, _ := strings.Cut(string(s), "#")
	topic, _, _ = strings.Cut(topic, ".")
	return topic
}

// Has tells whether there is a page about topic in lang.
func (m Manual) Has(lang, topic string) bool {
	return slices.ContainsFunc(m[lang], func(p Page) bool { return p.Topic == topic })
}

// Search is the pages that contain every word of text, those with all of them in the title first. Capitals and accents do
// not matter.
func (m Manual) Search(lang, text string) []Page {
	words := strings.Fields(name.Fold(text))
	var titled, others []Page
	for _, p := range m[lang] {
		switch {
		case containsAll(name.Fold(p.Title), words):
			titled = append(titled, p)
		case containsAll(name.Fold(p.Text), words):
			others = append(others, p)
		}
	}
	return append(titled, others...)
}

func containsAll(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}
