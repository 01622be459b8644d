// Package smsreminder is module 3: it hands SMS, and where the service takes them e-mails, to an HTTP gateway.
//
// What a gateway wants is described by a profile: requests as templates, and rules that say what its answers mean. Texts
// are put into a request by its own encoder (JSON, form, query, XML), never by joining strings. The form of a profile is
// assets/schema/sms.schema.json.
package smsreminder

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/textproto"
	"path"
	"regexp"
	"slices"
	"strings"

	"terminwerk/core"
	"terminwerk/core/message"
)

// maxProfile is the size of a profile that is read, in bytes.
const maxProfile = 64 << 10

// Profile describes a gateway.
type Profile struct {
	Name   string   `json:"name"`
	Title  Texts    `json:"title"`
	About  Texts    `json:"about"`
	Values []Value  `json:"values"`
	SMS    Request  `json:"sms"`
	Email  *Request `json:"email,omitempty"`
	Status *Request `json:"status,omitempty"`
}

// Texts are words by language.
type Texts map[string]string

// Value is one that the adviser enters; {name} stands for it in the templates.
type Value struct {
	Name     string `json:"name"`
	Label    Texts  `json:"label"`
	Hint     Texts  `json:"hint,omitempty"`
	Default  string `json:"default,omitempty"`
	Required bool   `json:"required,omitempty"`
	Secret   bool   `json:"secret,omitempty"`
	Address  bool   `json:"address,omitempty"` // http or https address, the only kind that may begin a URL
}

// Request is one kind of request and what its answers mean.
type Request struct {
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Auth    *Auth             `json:"auth,omitempty"`
	Headers map[string]string `json:"headers,omitempty"`
	Query   map[string]string `json:"query,omitempty"`
	Form    map[string]string `json:"form,omitempty"`
	JSON    any               `json:"json,omitempty"`
	XML     string            `json:"xml,omitempty"`

	Answers []Rule            `json:"answers"`
	ID      Pick              `json:"id,omitzero"`
	Price   Pick              `json:"price,omitzero"`
	Words   Pick              `json:"words,omitzero"`
	State   Pick              `json:"state,omitzero"`   // status request only
	States  map[string]string `json:"states,omitempty"` // word of the service to outcome
}

// Auth is how a request says who is asking.
type Auth struct {
	Type     string `json:"type"` // "basic" or "bearer"
	User     string `json:"user,omitempty"`
	Password string `json:"password,omitempty"`
	Token    string `json:"token,omitempty"`
}

// Rule says what an answer means; all that is set must fit, and the first rule that fits decides.
type Rule struct {
	Status  []int    `json:"status,omitempty"` // HTTP
	Path    string   `json:"path,omitempty"`   // into a JSON answer, "messages.0.error"
	Is      []string `json:"is,omitempty"`     // what stands at Path
	Match   string   `json:"match,omitempty"`  // regular expression over the whole answer
	Outcome string   `json:"outcome"`
	Reason  string   `json:"reason,omitempty"` // a word of reasons, for the sentence that the adviser reads
	match   *regexp.Regexp
}

// Pick takes a value out of an answer: what stands at Path in a JSON answer, or the first group of Match.
type Pick struct {
	Path  string `json:"path,omitempty"`
	Match string `json:"match,omitempty"`
	match *regexp.Regexp
}

// The reasons for refusing a profile beside those of core.
const (
	ReasonProfileJSON core.Reason = "sender.profile.json"        // no JSON, or not of this form
	ReasonPlaceholder core.Reason = "sender.profile.placeholder" // not known here
	ReasonPattern     core.Reason = "sender.profile.pattern"     // no regular expression
	ReasonAddress     core.Reason = "sender.profile.address"     // no http or https address
	ReasonPlainHTTP   core.Reason = "sender.profile.plain"       // unencrypted beyond the own network
	ReasonNoProfile   core.Reason = "sender.profile.none"        // no service chosen
)

// FieldProfile is the choice of the SMS reminder service.
const FieldProfile core.Field = "sms_profile"

// Parse reads and checks a profile. The errors are Invalid, joined, and name the place.
func Parse(raw []byte) (*Profile, error) {
	if len(raw) > maxProfile {
		return nil, core.Refuse(FieldProfile, core.ReasonTooLong)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	d.UseNumber()
	var p Profile
	if err := d.Decode(&p); err != nil {
		return nil, &core.Error{Kind: core.Invalid, Op: err.Error(), Field: fieldOf(err), Err: ReasonProfileJSON}
	}
	if d.More() {
		return nil, core.Refuse(FieldProfile, ReasonProfileJSON)
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	return &p, nil
}

// fieldOf names the place that the JSON decoder stumbled over.
func fieldOf(err error) core.Field {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) && kind.Field != "" {
		return core.Field(kind.Field)
	}
	if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok {
		return core.Field(strings.Trim(name, `"`))
	}
	return FieldProfile
}

// ReadProfiles reads every profile of a file system, sms/*.json, in the order of their files.
func ReadProfiles(files fs.FS) ([]*Profile, error) {
	names, err := fs.Glob(files, "sms/*.json")
	if err != nil {
		return nil, err
	}
	var all []*Profile
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		p, err := Parse(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if p.Name+".json" != path.Base(name) {
			return nil, fmt.Errorf("%s: its name is %q", name, p.Name)
		}
		all = append(all, p)
	}
	return all, nil
}

// checker collects what is wrong with a profile.
type checker struct {
	values map[string]Value
	all    []error
}

func (c *checker) refuse(bad bool, place string, why core.Reason) {
	if bad {
		c.all = append(c.all, core.Refuse(core.Field(place), why))
	}
}

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

func (p *Profile) check() error {
	c := &checker{values: map[string]Value{}}
	c.refuse(!nameForm.MatchString(p.Name), "name", core.ReasonChoice)
	c.refuse(p.Title["de"] == "" && p.Title["en"] == "", "title", core.ReasonRequired)
	for i, v := range p.Values {
		place := fmt.Sprintf("values.%d.name", i)
		_, twice := c.values[v.Name]
		c.refuse(!nameForm.MatchString(v.Name), place, core.ReasonChoice)
		c.refuse(twice || slices.Contains(ownNames, v.Name), place, core.ReasonTaken)
		c.refuse(v.Label["de"] == "" && v.Label["en"] == "", fmt.Sprintf("values.%d.label", i), core.ReasonRequired)
		c.refuse(v.Secret && v.Default != "", fmt.Sprintf("values.%d.default", i), core.ReasonChoice)
		c.values[v.Name] = v
	}
	c.request("sms", &p.SMS, smsNames)
	if p.Email != nil {
		c.request("email", p.Email, emailNames)
	}
	if p.Status != nil {
		c.request("status", p.Status, statusNames)
		c.pick("status.state", &p.Status.State)
		c.refuse(p.Status.State == Pick{}, "status.state", core.ReasonRequired)
		c.refuse(len(p.Status.States) == 0, "status.states", core.ReasonRequired)
		for word, outcome := range p.Status.States {
			c.refuse(!slices.Contains(stateOutcomes, message.Outcome(outcome)), "status.states."+word, core.ReasonChoice)
		}
	}
	return errors.Join(c.all...)
}

// What a rule and a state may lead to.
var (
	answerOutcomes = []message.Outcome{
		message.Accepted, message.Temporary, message.Permanent, message.Channel, message.Uncertain, message.NotKnown,
	}
	stateOutcomes = []message.Outcome{message.Accepted, message.Sent, message.Delivered, message.Lost}
)

func (c *checker) request(place string, r *Request, names []string) {
	c.refuse(!slices.Contains([]string{http.MethodGet, http.MethodPost, http.MethodPut}, r.Method), place+".method", core.ReasonChoice)
	c.url(place+".url", r.URL, names)
	if a := r.Auth; a != nil {
		c.refuse(a.Type != "basic" && a.Type != "bearer", place+".auth.type", core.ReasonChoice)
		c.refuse(a.Type == "basic" && a.User == "", place+".auth.user", core.ReasonRequired)
		c.refuse(a.Type == "bearer" && a.Token == "", place+".auth.token", core.ReasonRequired)
		for _, text := range []string{a.User, a.Password, a.Token} {
			c.template(place+".auth", text, names)
		}
	}
	for name, text := range r.Headers {
		c.refuse(!headerForm.MatchString(name) || forbiddenHeader(name), place+".headers."+name, core.ReasonChoice)
		c.template(place+".headers."+name, text, names)
	}
	c.pairs(place+".query", r.Query, names)
	c.pairs(place+".form", r.Form, names)
	bodies := 0
	for _, has := range []bool{len(r.Form) > 0, r.JSON != nil, r.XML != ""} {
		if has {
			bodies++
		}
	}
	c.refuse(bodies > 1 || bodies > 0 && r.Method == http.MethodGet, place+".method", ReasonProfileJSON)
	c.leaves(place+".json", r.JSON, names)
	c.template(place+".xml", r.XML, names)
	c.answers(place+".answers", r.Answers, place != "status")
	c.pick(place+".id", &r.ID)
	c.pick(place+".price", &r.Price)
	c.pick(place+".words", &r.Words)
	c.refuse(place != "status" && (r.State != Pick{} || len(r.States) > 0), place+".state", core.ReasonChoice)
}

var headerForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{0,60}$`)

// forbiddenHeader tells which headers the program sets itself.
func forbiddenHeader(name string) bool {
	return slices.Contains([]string{"Host", "Content-Length", "Transfer-Encoding", "Connection", "Content-Type"}, textproto.CanonicalMIMEHeaderKey(name))
}

func (c *checker) answers(place string, rules []Rule, accepting bool) {
	accepted := false
	for i := range rules {
		r, at := &rules[i], fmt.Sprintf("%s.%d", place, i)
		c.refuse(!slices.Contains(answerOutcomes, message.Outcome(r.Outcome)), at+".outcome", core.ReasonChoice)
		c.refuse(r.Reason != "" && reasons[r.Reason] == "", at+".reason", core.ReasonChoice)
		c.refuse(len(r.Status) == 0 && r.Path == "" && r.Match == "", at, core.ReasonRequired)
		c.refuse((r.Path == "") != (len(r.Is) == 0), at+".is", core.ReasonRequired)
		for _, code := range r.Status {
			c.refuse(code < 100 || code > 599, at+".status", core.ReasonRange)
		}
		r.match = c.pattern(at+".match", r.Match)
		accepted = accepted || r.Outcome == string(message.Accepted)
	}
	c.refuse(accepting && !accepted, place, core.ReasonRequired)
}

func (c *checker) pick(place string, p *Pick) {
	c.refuse(p.Path != "" && p.Match != "", place, core.ReasonChoice)
	p.match = c.pattern(place+".match", p.Match)
}

func (c *checker) pattern(place, text string) *regexp.Regexp {
	if text == "" {
		return nil
	}
	re, err := regexp.Compile(text)
	c.refuse(err != nil || len(text) > 500, place, ReasonPattern)
	return re
}

func (c *checker) pairs(place string, pairs map[string]string, names []string) {
	for name, text := range pairs {
		c.refuse(strings.ContainsAny(name, "\r\n\x00"), place, core.ReasonControl)
		c.template(place+"."+name, text, names)
	}
}

func (c *checker) leaves(place string, v any, names []string) {
	switch v := v.(type) {
	case string:
		c.template(place, v, names)
	case []any:
		for i, one := range v {
			c.leaves(fmt.Sprintf("%s.%d", place, i), one, names)
		}
	case map[string]any:
		for name, one := range v {
			c.leaves(place+"."+name, one, names)
		}
	}
}

// template refuses placeholders that nothing stands for.
func (c *checker) template(place, text string, names []string) {
	for _, name := range placeholders(text) {
		_, own := c.values[name]
		c.refuse(!own && !slices.Contains(names, name), place, ReasonPlaceholder)
	}
}

// url insists that no text of a message can choose the host.
func (c *checker) url(place, text string, names []string) {
	c.template(place, text, names)
	lead := leading(text)
	switch v, own := c.values[lead]; {
	case lead != "":
		c.refuse(!own || !v.Address, place, ReasonAddress)
	default:
		host, _, _ := strings.Cut(strings.TrimPrefix(text, "https://"), "/")
		c.refuse(!strings.HasPrefix(text, "https://") || host == "" || strings.ContainsAny(host, "{}@"), place, ReasonAddress)
	}
}
