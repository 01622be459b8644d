package smsreminder

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"terminwerk/core"
)

// prepared is a request with everything in its place.
type prepared struct {
	method, url, kind string // kind of the body
	auth              [2]string
	bearer            string
	headers           map[string]string
	body              []byte
}

// prepare fills a request's templates. plainHost is the host that may be spoken to unencrypted beyond the own network.
func prepare(r *Request, f *filling, values map[string]Value, plainHost string) (*prepared, error) {
	p := &prepared{method: r.Method, headers: map[string]string{}}
	address, complete := f.fill(r.URL, func(name, word string) string {
		if values[name].Address {
			return strings.TrimRight(word, "/")
		}
		return url.PathEscape(word)
	})
	if !complete {
		return nil, core.Refuse("sms.url", core.ReasonRequired)
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		return nil, core.Refuse("sms.url", ReasonAddress)
	}
	if u.Scheme == "http" && !nearby(u.Hostname()) && !strings.EqualFold(plainHost, u.Hostname()) {
		return nil, core.Refuse("sms.url", ReasonPlainHTTP)
	}
	query := u.Query()
	for name, word := range f.pairs(r.Query) {
		query.Set(name, word)
	}
	u.RawQuery = query.Encode()
	p.url = u.String()
	for name, text := range r.Headers {
		word, complete := f.fill(text, nil)
		if strings.ContainsAny(word, "\r\n\x00") {
			return nil, core.Refuse(core.Field("sms.headers."+name), core.ReasonControl)
		}
		if complete {
			p.headers[name] = word
		}
	}
	if a := r.Auth; a != nil {
		p.auth[0], _ = f.fill(a.User, nil)
		p.auth[1], _ = f.fill(a.Password, nil)
		p.bearer, _ = f.fill(a.Token, nil)
		if strings.ContainsAny(p.bearer, "\r\n\x00") {
			return nil, core.Refuse("sms.auth", core.ReasonControl)
		}
	}
	return p, p.setBody(r, f)
}

func (p *prepared) setBody(r *Request, f *filling) error {
	switch {
	case len(r.Form) > 0:
		form := url.Values{}
		for name, word := range f.pairs(r.Form) {
			form.Set(name, word)
		}
		p.body, p.kind = []byte(form.Encode()), "application/x-www-form-urlencoded"
	case r.JSON != nil:
		value, _ := f.leaves(r.JSON)
		var out bytes.Buffer
		e := json.NewEncoder(&out)
		e.SetEscapeHTML(false)
		if err := e.Encode(value); err != nil {
			return core.Refuse("sms.json", ReasonProfileJSON)
		}
		p.body, p.kind = bytes.TrimSpace(out.Bytes()), "application/json"
	case r.XML != "":
		body, _ := f.fill(r.XML, xmlEscape)
		p.body, p.kind = []byte(body), "application/xml; charset=utf-8"
	}
	return nil
}

// request makes the HTTP request.
func (p *prepared) request() (*http.Request, error) {
	r, err := http.NewRequest(p.method, p.url, bytes.NewReader(p.body))
	if err != nil {
		return nil, core.Refuse("sms.url", ReasonAddress)
	}
	r.Header.Set("User-Agent", "Terminwerk")
	r.Header.Set("Accept", "application/json, text/plain, */*")
	if p.kind != "" {
		r.Header.Set("Content-Type", p.kind)
	}
	for name, word := range p.headers {
		r.Header.Set(name, word)
	}
	switch {
	case p.bearer != "":
		r.Header.Set("Authorization", "Bearer "+p.bearer)
	case p.auth[0] != "":
		r.SetBasicAuth(p.auth[0], p.auth[1])
	}
	return r, nil
}

// show writes the request for a person.
func (p *prepared) show() string {
	var b strings.Builder
	b.WriteString(p.method + " " + p.url + "\n")
	switch {
	case p.bearer != "":
		b.WriteString("Authorization: Bearer " + p.bearer + "\n")
	case p.auth[0] != "":
		b.WriteString("Authorization: Basic " + p.auth[0] + ":" + p.auth[1] + "\n")
	}
	for _, name := range slices.Sorted(maps.Keys(p.headers)) {
		b.WriteString(name + ": " + p.headers[name] + "\n")
	}
	if p.kind != "" {
		b.WriteString("Content-Type: " + p.kind + "\n")
	}
	if len(p.body) > 0 {
		b.WriteString("\n" + string(p.body) + "\n")
	}
	return b.String()
}

// nearby tells whether a host lies in the own network, where a telephone or gateway speaks without encryption.
func nearby(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast()
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if !strings.Contains(host, ".") {
		return true
	}
	for _, ending := range []string{".local", ".lan", ".home.arpa", ".internal", ".localhost", ".fritz.box"} {
		if strings.HasSuffix(host, ending) {
			return true
		}
	}
	return false
}

// OnThisMachine tells whether a profile's requests go no further than this machine.
func OnThisMachine(p *Profile, values map[string]string) bool {
	address := p.SMS.URL
	if lead := leading(address); lead != "" {
		address = values[lead]
		for _, v := range p.Values {
			if v.Name == lead && address == "" {
				address = v.Default
			}
		}
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}
