package intake

import (
	"encoding/json"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"terminwerk/core"
)

// json reads one object, an array of objects, an object with the array under "leads", or one object per line. Each is
// taken by itself, so that a broken one does not spoil the others. The keys are documented in assets/schema.
func (f *file) json(text string) {
	if at := envelope.FindStringIndex(text); at != nil {
		text = strings.Repeat("\n", strings.Count(text[:at[1]], "\n")) + text[at[1]-1:]
	}
	parts := splitJSON(text)
	if len(parts) == 0 {
		f.refuse(1, "", ReasonNoLead, beginning([]byte(text)))
	}
	for _, p := range parts {
		f.object(p)
	}
}

func (f *file) object(p jsonPart) {
	if p.why == "" && len(p.text) > MaxRecord {
		p.why = ReasonRecordTooBig
	}
	if p.why != "" {
		f.refuse(p.line, "", p.why, []byte(p.text))
		return
	}
	var values map[string]any
	dec := json.NewDecoder(strings.NewReader(p.text))
	dec.UseNumber()
	if err := dec.Decode(&values); err != nil || values == nil {
		f.refuse(p.line, "", ReasonMalformed, []byte(p.text))
		return
	}
	d := &draft{line: p.line, kind: "JSON", raw: p.text}
	d.flatten("", values)
	if len(d.values) == 0 && len(d.extra) > 0 {
		f.refuseCells(p.line, "", ReasonNoFields, []byte(p.text), d.apart())
		return
	}
	f.add(d)
}

// envelope is what stands before the array in {"leads": [...]}, short values before it included.
var envelope = regexp.MustCompile(`^\s*\{(?:\s*"[^"]*"\s*:\s*(?:"[^"]*"|[-\w.]+)\s*,)*?\s*"(?i:leads|data|items)"\s*:\s*\[`)

var jsonFields = func() map[string]core.Field {
	fields := map[string]core.Field{}
	for _, c := range leadColumns {
		for alias := range strings.FieldsSeq(headerKey(c.Header()) + " " + c.aliases + " " + c.weak) {
			if _, taken := fields[alias]; !taken {
				fields[alias] = c.Field
			}
		}
	}
	fields["name"] = fieldFullName
	return fields
}()

// flatten takes the values of an object and of the objects in it, such as "contact" and "vehicle".
func (d *draft) flatten(parent string, values map[string]any) {
	keys := make([]string, 0, len(values))
	for k := range values {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, key := range keys {
		if inner, ok := values[key].(map[string]any); ok {
			d.flatten(key, inner)
			continue
		}
		text := jsonText(values[key])
		field, known := jsonFields[headerKey(key)]
		if headerKey(key) == "id" && parent != "" {
			field, known = nestedID(parent)
		}
		if _, twice := d.values[field]; known && (!twice || d.values[field] == "") {
			d.set(field, text)
		} else {
			d.other(key, text)
		}
	}
}

func nestedID(parent string) (core.Field, bool) {
	if key := headerKey(parent); key == "customer" || key == "kunde" {
		return core.FieldCustomerNumber, true
	}
	return "", false
}

func jsonText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	case []any:
		var words []string
		for _, e := range v {
			if text := jsonText(e); text != "" {
				words = append(words, text)
			}
		}
		return strings.Join(words, "; ")
	case map[string]any:
		text, err := json.Marshal(v)
		if err == nil {
			return string(text)
		}
	}
	return ""
}

// jsonPart is one top-level value, or one element of a top-level array.
type jsonPart struct {
	text string
	line int
	why  core.Reason
}

// splitJSON finds the objects of a text by their braces, without judging what is in them. Anything else between them is a
// part of its own that cannot be read.
func splitJSON(text string) []jsonPart {
	var parts []jsonPart
	line := 1
	for i := 0; i < len(text) && len(parts) < 2*MaxRecords; {
		switch c := text[i]; c {
		case '\n':
			line++
			i++
		case ' ', '\t', '\r', ',', '[', ']', '}':
			i++
		case '{':
			n, why := objectLength(text[i:])
			parts = append(parts, jsonPart{text[i : i+n], line, why})
			line += strings.Count(text[i:i+n], "\n")
			i += n
		default:
			n := strings.IndexByte(text[i:], '{')
			if n < 0 {
				n = len(text) - i
			}
			parts = append(parts, jsonPart{text[i : i+n], line, ReasonMalformed})
			line += strings.Count(text[i:i+n], "\n")
			i += n
		}
	}
	return parts
}

// objectLength measures an object. One that never ends, or is nested too deep, ends where a line begins the next one.
func objectLength(text string) (int, core.Reason) {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			n := stringLength(text[i:])
			if n == 0 {
				return nextObject(text), ReasonMalformed
			}
			i += n - 1
		case '{', '[':
			if depth++; depth > maxDepth {
				return nextObject(text), ReasonMalformed
			}
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1, ""
			}
		}
	}
	return nextObject(text), ReasonMalformed
}

// stringLength measures a quoted text; 0 when it does not end on its line, as JSON demands.
func stringLength(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		case '\n':
			return 0
		}
	}
	return 0
}

// nextObject is where a line behind the first begins with a brace.
func nextObject(text string) int {
	for i := 1; i < len(text); i++ {
		if text[i-1] == '\n' {
			rest := strings.TrimLeft(text[i:min(len(text), i+64)], " \t,")
			if strings.HasPrefix(rest, "{") {
				return i
			}
		}
	}
	return len(text)
}
