package intake

import (
	"io"
	"strings"

	"golang.org/x/net/html"
)

// element is a node of a leniently read XML text.
type element struct {
	name  string // lower case, without prefix
	attrs map[string]string
	words []string // text between the children
	kids  []*element
	line  int
	begin int // bytes in the text
	end   int
}

const maxElements = 2_000_000

// readElements reads XML that need not be well-formed: attributes may be unquoted or in curly quotes, end tags may be
// missing or stray, declarations may stand anywhere. Entities of the document's own are never expanded. inside tells
// whether an element may stand in the one that is open; if not, that one counts as ended.
func readElements(text string, inside func(parent, child string) bool) *element {
	t := html.NewTokenizer(strings.NewReader(text))
	t.SetMaxBuf(MaxLeadFile)
	t.AllowCDATA(true)
	p := &elementParser{open: []*element{{line: 1}}, inside: inside, line: 1}
	for p.count < maxElements {
		kind := t.Next()
		if kind == html.ErrorToken && t.Err() != nil {
			_ = t.Err() == io.EOF // whatever ended the text, what was read until then counts
			break
		}
		raw := string(t.Raw())
		p.token(t, kind, raw)
		p.at += len(raw)
		p.line += strings.Count(raw, "\n")
	}
	for _, e := range p.open {
		e.end = len(text)
	}
	return p.open[0]
}

type elementParser struct {
	open   []*element
	inside func(parent, child string) bool
	at     int
	line   int
	count  int
}

func (p *elementParser) top() *element { return p.open[len(p.open)-1] }

func (p *elementParser) token(t *html.Tokenizer, kind html.TokenType, raw string) {
	switch kind {
	case html.TextToken:
		if words := string(t.Text()); strings.TrimSpace(words) != "" {
			p.top().words = append(p.top().words, words)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		p.start(t, kind == html.SelfClosingTagToken, raw)
	case html.EndTagToken:
		tag, _ := t.TagName()
		p.close(localName(string(tag)), p.at+len(raw))
	}
}

func (p *elementParser) start(t *html.Tokenizer, closed bool, raw string) {
	tag, more := t.TagName()
	e := &element{name: localName(string(tag)), line: p.line, begin: p.at, end: p.at + len(raw)}
	for more && len(e.attrs) < 20 {
		var key, value []byte
		key, value, more = t.TagAttr()
		if e.attrs == nil {
			e.attrs = map[string]string{}
		}
		e.attrs[localName(string(key))] = strings.Trim(string(value), " “”„\"'‘’")
	}
	for len(p.open) > 1 && !p.inside(p.top().name, e.name) {
		p.top().end = p.at
		p.open = p.open[:len(p.open)-1]
	}
	if p.count++; len(p.open) > maxDepth {
		return
	}
	p.top().kids = append(p.top().kids, e)
	if !closed {
		p.open = append(p.open, e)
	}
}

// close ends the nearest open element of that name and all in it; a stray end tag is nothing.
func (p *elementParser) close(name string, end int) {
	for i := len(p.open) - 1; i > 0; i-- {
		if p.open[i].name == name {
			for _, e := range p.open[i:] {
				e.end = end
			}
			p.open = p.open[:i]
			return
		}
	}
}

func localName(s string) string {
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		s = s[i+1:]
	}
	return strings.ToLower(s)
}

// all gives the children of that name.
func (e *element) all(name string) []*element {
	if e == nil {
		return nil
	}
	var found []*element
	for _, k := range e.kids {
		if k.name == name {
			found = append(found, k)
		}
	}
	return found
}

// one gives the first child on a path of names; nil when there is none.
func (e *element) one(path ...string) *element {
	for _, name := range path {
		found := e.all(name)
		if len(found) == 0 {
			return nil
		}
		e = found[0]
	}
	return e
}

// text is all text of the element and those in it.
func (e *element) text() string {
	if e == nil {
		return ""
	}
	words := append([]string(nil), e.words...)
	for _, k := range e.kids {
		words = append(words, k.text())
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(e.attrs[name]))
}

// find gives every element of that name at any depth that does not stand in another one of it.
func (e *element) find(name string) []*element {
	var found []*element
	for _, k := range e.kids {
		if k.name == name {
			found = append(found, k)
		} else {
			found = append(found, k.find(name)...)
		}
	}
	return found
}
