package smsreminder

import (
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
)

// What a template may name beside the profile's own values.
var (
	commonNames = []string{"id", "text", "ttl", "ttl_minutes"}
	smsNames    = append([]string{"to", "to_digits", "to_00", "coding", "unicode"}, commonNames...)
	emailNames  = append([]string{"to", "name", "from", "subject", "attachments"}, commonNames...)
	statusNames = []string{"id", "gateway_id"}
	// ownNames are what no value of a profile may be called: all of these, and settings beside the profile's own.
	ownNames = slices.Concat(smsNames, emailNames, statusNames, []string{"profile", "custom", "plain_host"})
)

var placeholder = regexp.MustCompile(`\{([a-z][a-z0-9_]*)\}`)

func placeholders(text string) []string {
	var names []string
	for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, found[1])
	}
	return names
}

// leading is the placeholder that a text begins with; empty if it begins otherwise.
func leading(text string) string {
	at := placeholder.FindStringSubmatchIndex(text)
	if at == nil || at[0] != 0 {
		return ""
	}
	return text[at[2]:at[3]]
}

// filling is what stands for the placeholders in one request.
type filling struct {
	words       map[string]string
	attachments []core.Attachment
}

// fill puts the words into a text, each escaped; nil leaves them as they are. complete is false when one is empty.
func (f *filling) fill(text string, escape func(name, word string) string) (filled string, complete bool) {
	complete = true
	filled = placeholder.ReplaceAllStringFunc(text, func(p string) string {
		name := p[1 : len(p)-1]
		word := f.words[name]
		complete = complete && word != ""
		if escape != nil {
			word = escape(name, word)
		}
		return word
	})
	return filled, complete
}

// pairs fills a form or a query. A pair whose text names an empty value is left out.
func (f *filling) pairs(templates map[string]string) map[string]string {
	filled := map[string]string{}
	for name, text := range templates {
		if word, complete := f.fill(text, nil); complete {
			filled[name] = word
		}
	}
	return filled
}

// numbers are written as numbers where a JSON text is nothing but their placeholder.
var numbers = []string{"{ttl}", "{ttl_minutes}", "{coding}"}

// leaves fills a JSON value. A member whose text names an empty value is left out.
func (f *filling) leaves(v any) (filled any, complete bool) {
	switch v := v.(type) {
	case string:
		switch {
		case v == "{attachments}":
			return f.files(), true
		case v == "{unicode}":
			return f.words["unicode"] == "true", true
		case slices.Contains(numbers, v):
			return json.Number(f.words[v[1:len(v)-1]]), true
		}
		return f.fill(v, nil)
	case []any:
		list := []any{}
		for _, one := range v {
			if one, complete := f.leaves(one); complete {
				list = append(list, one)
			}
		}
		return list, true
	case map[string]any:
		object := map[string]any{}
		for name, one := range v {
			if one, complete := f.leaves(one); complete {
				object[name] = one
			}
		}
		return object, true
	}
	return v, true
}

func (f *filling) files() []any {
	files := []any{}
	for _, a := range f.attachments {
		files = append(files, map[string]any{"name": a.Name, "type": a.Type, "content": base64.StdEncoding.EncodeToString(a.Content)})
	}
	return files
}

func xmlEscape(_, word string) string {
	var out strings.Builder
	if xml.EscapeText(&out, []byte(word)) != nil {
		return ""
	}
	return out.String()
}

// usualLife is how long a service tries when the message never expires.
const usualLife = 48 * time.Hour

// common are the words of every message.
func common(m *core.Message, now time.Time) map[string]string {
	life := usualLife
	if !m.Expires.IsZero() {
		life = max(m.Expires.Sub(now), time.Minute)
	}
	return map[string]string{
		"id": m.Reference(), "text": m.Text, "ttl": strconv.Itoa(int(life / time.Second)),
		"ttl_minutes": strconv.Itoa(int((life + time.Minute - 1) / time.Minute)),
	}
}

// smsWords are those of an SMS to a number in E.164.
func smsWords(m *core.Message, number string, now time.Time) map[string]string {
	words := common(m, now)
	digits := strings.TrimPrefix(number, "+")
	words["to"], words["to_digits"], words["to_00"] = number, digits, "00"+digits
	words["coding"], words["unicode"] = "0", "false"
	if message.Count(m.Text).UCS2 {
		words["coding"], words["unicode"] = "2", "true"
	}
	return words
}
