// Package i18n turns keys, dates, numbers and errors into words of the chosen language.
//
// Texts come from files i18n/<language>/<area>.json, flat objects of key and text, merged by Load. T looks one up and
// fills its {placeholders}; a key without text is shown as the key itself, so that it is seen. German is the language at
// start. Everything may be called from any goroutine. The package knows nothing of windows: the command line uses it too.
package i18n

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
	"sync/atomic"
)

// The languages that ship.
const (
	German  = "de"
	English = "en"
)

type catalogue struct {
	lang  string
	texts map[string]map[string]string
}

var (
	current  atomic.Pointer[catalogue]
	changing sync.Mutex
)

func init() { current.Store(&catalogue{lang: German, texts: map[string]map[string]string{}}) }

// Load replaces the catalogue by the files i18n/<language>/<area>.json of fsys. It refuses a file that is not a flat
// object of texts, and a key that does not begin with its file's name.
func Load(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "i18n/*/*.json")
	if err != nil {
		return fmt.Errorf("texts: %w", err)
	}
	texts := map[string]map[string]string{}
	for _, name := range names {
		lang := path.Base(path.Dir(name))
		if texts[lang] == nil {
			texts[lang] = map[string]string{}
		}
		if err := readArea(fsys, name, texts[lang]); err != nil {
			return err
		}
	}
	changing.Lock()
	current.Store(&catalogue{lang: current.Load().lang, texts: texts})
	changing.Unlock()
	return nil
}

func readArea(fsys fs.FS, name string, into map[string]string) error {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("texts: %w", err)
	}
	var area map[string]string
	if err := json.Unmarshal(raw, &area); err != nil {
		return fmt.Errorf("texts: %s: %w", name, err)
	}
	prefix := strings.TrimSuffix(path.Base(name), ".json") + "."
	for key, text := range area {
		if !strings.HasPrefix(key, prefix) {
			return fmt.Errorf("texts: %s: key %q belongs into another file", name, key)
		}
		into[key] = text
	}
	return nil
}

// Use chooses the language. An unknown language is shown as bare keys.
func Use(lang string) {
	changing.Lock()
	current.Store(&catalogue{lang: lang, texts: current.Load().texts})
	changing.Unlock()
}

// Lang is the chosen language.
func Lang() string { return current.Load().lang }

// Has tells whether the chosen language knows key.
func Has(key string) bool {
	c := current.Load()
	_, ok := c.texts[c.lang][key]
	return ok
}

// T is the text of key with each {name} replaced; pairs are name, value, name, value, the values written as Value does. A
// missing key is returned as it is.
func T(key string, pairs ...any) string {
	c := current.Load()
	text, ok := c.texts[c.lang][key]
	if !ok {
		return key
	}
	return fill(text, pairs)
}

// N is the text of key.one for n = 1 and of key.other for every other n; {n} is n written in the chosen language.
func N(key string, n int, pairs ...any) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return T(key+form, append([]any{"n", Number(n)}, pairs...)...)
}

// fill replaces in one pass, so that a value that looks like a placeholder stays a value.
func fill(text string, pairs []any) string {
	at := strings.IndexByte(text, '{')
	if at < 0 || len(pairs) < 2 {
		return text
	}
	var out strings.Builder
	for ; at >= 0; at = strings.IndexByte(text, '{') {
		out.WriteString(text[:at])
		text = text[at:]
		n := strings.IndexByte(text, '}')
		if value, ok := valueOf(text[1:max(n, 1)], pairs); ok && n > 0 {
			out.WriteString(value)
			text = text[n+1:]
		} else {
			out.WriteByte('{')
			text = text[1:]
		}
	}
	out.WriteString(text)
	return out.String()
}

// valueOf is what stands for a name among pairs, as text.
func valueOf(name string, pairs []any) (string, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if have, ok := pairs[i].(string); have == name && ok || !ok && fmt.Sprint(pairs[i]) == name {
			return Value(pairs[i+1]), true
		}
	}
	return "", false
}
