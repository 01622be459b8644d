package smsreminder

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"terminwerk/core"
	"terminwerk/core/message"
)

// The reasons for an attempt that failed, or of which nobody knows.
const (
	ReasonUnreachable core.Reason = "sender.sms.unreachable" // refused or gone
	ReasonHost        core.Reason = "sender.sms.host"        // no such server
	ReasonTLS         core.Reason = "sender.sms.tls"         // certificate or encryption
	ReasonSilent      core.Reason = "sender.sms.silent"      // no answer in time, nothing taken
	ReasonLogin       core.Reason = "sender.sms.login"       // key, user or password refused
	ReasonAbsent      core.Reason = "sender.sms.absent"      // there is no such service at the address
	ReasonCredit      core.Reason = "sender.sms.credit"      // nothing left to pay with
	ReasonBusy        core.Reason = "sender.sms.busy"        // asked too often, or out of service
	ReasonRefused     core.Reason = "sender.sms.refused"     // this message or recipient
	ReasonUncertain   core.Reason = "sender.sms.uncertain"   // sent, and no answer that says anything
	ReasonInterrupted core.Reason = "sender.interrupted"     // stopped before anything was taken
	ReasonOffline     core.Reason = "sender.offline"         // no network
	ReasonSettings    core.Reason = "sender.sms.settings"    // the sender name or another value is refused
	ReasonNumbers     core.Reason = "sender.sms.numbers"     // an SMS goes to one number
)

// reasons are what a profile's rule may give as reason.
var reasons = map[string]core.Reason{
	"login": ReasonLogin, "credit": ReasonCredit, "busy": ReasonBusy, "refused": ReasonRefused, "settings": ReasonSettings,
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
	parsed any // of a JSON body; nil of any other
}

func newAnswer(status int, header http.Header, body []byte) *answer {
	a := &answer{status: status, header: header, body: string(body)}
	d := json.NewDecoder(strings.NewReader(a.body))
	d.UseNumber()
	if d.Decode(&a.parsed) != nil {
		a.parsed = nil
	}
	return a
}

// at is the text of what stands at a path of a JSON answer; false when nothing does.
func (a *answer) at(path string) (string, bool) {
	v := a.parsed
	for _, step := range strings.Split(path, ".") {
		switch here := v.(type) {
		case map[string]any:
			v = here[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(here) {
				return "", false
			}
			v = here[i]
		default:
			return "", false
		}
	}
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}

func (r *Rule) fits(a *answer) bool {
	if len(r.Status) > 0 && !slices.Contains(r.Status, a.status) {
		return false
	}
	if r.Path != "" {
		if word, ok := a.at(r.Path); !ok || !slices.Contains(r.Is, word) {
			return false
		}
	}
	return r.match == nil || r.match.MatchString(a.body)
}

func (p *Pick) from(a *answer) string {
	switch {
	case p.Path != "":
		word, _ := a.at(p.Path)
		return word
	case p.match != nil:
		if found := p.match.FindStringSubmatch(a.body); len(found) > 1 {
			return found[1]
		} else if len(found) == 1 {
			return found[0]
		}
	}
	return ""
}

// judge says what an answer to a message means: the profile's rules first, then what the HTTP status alone says. What
// nobody foresaw may have been taken.
func judge(r *Request, a *answer, now time.Time) message.Result {
	result := message.Result{Words: wordsOf(r, a), RetryAfter: retryAfter(a.header, now)}
	named := ""
	for i := range r.Answers {
		if r.Answers[i].fits(a) {
			result.Outcome, named = message.Outcome(r.Answers[i].Outcome), r.Answers[i].Reason
			break
		}
	}
	byStatus, why := message.Uncertain, ReasonUncertain
	switch s := a.status; {
	case s == http.StatusUnauthorized, s == http.StatusForbidden, s == http.StatusProxyAuthRequired:
		byStatus, why = message.Channel, ReasonLogin
	case s == http.StatusPaymentRequired:
		byStatus, why = message.Channel, ReasonCredit
	case s == http.StatusTooManyRequests, s == http.StatusServiceUnavailable, s == http.StatusBadGateway:
		byStatus, why = message.Channel, ReasonBusy
	case s >= 300 && s < 400, s == http.StatusNotFound, s == http.StatusMethodNotAllowed, s == http.StatusGone:
		byStatus, why = message.Channel, ReasonAbsent
	case s == http.StatusRequestTimeout, s == http.StatusTooEarly:
		byStatus, why = message.Temporary, ReasonBusy
	case s >= 400 && s < 500:
		byStatus, why = message.Permanent, ReasonRefused
	}
	if result.Outcome == "" {
		result.Outcome = byStatus
	}
	switch {
	case result.Outcome == message.Accepted:
		result.GatewayID, result.Price, result.RetryAfter = oneLine(r.ID.from(a), 200), oneLine(r.Price.from(a), 50), 0
	case named != "":
		result.Reason = string(reasons[named])
	case result.Outcome == byStatus:
		result.Reason = string(why)
	case result.Outcome == message.Uncertain:
		result.Reason = string(ReasonUncertain)
	case result.Outcome == message.Permanent:
		result.Reason = string(ReasonRefused)
	}
	return result
}

// wordsOf is what the service said, else its status.
func wordsOf(r *Request, a *answer) string {
	status := strconv.Itoa(a.status) + " " + http.StatusText(a.status)
	if words := r.Words.from(a); words != "" {
		return oneLine(status+": "+words, 500)
	}
	// Gateways call plain words HTML too; a page for people is no answer.
	if low := strings.ToLower(a.body); strings.Contains(low, "<html") || strings.Contains(low, "<!doctype") {
		return status
	}
	return oneLine(status+": "+a.body, 500)
}

// oneLine makes a text of the service fit to be shown and kept.
func oneLine(s string, limit int) string {
	s = strings.TrimSuffix(strings.Join(strings.Fields(strings.ToValidUTF8(s, "?")), " "), ":")
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return s
}

// retryAfter reads the header of that name (RFC 9110, 10.2.3), at most a day.
func retryAfter(h http.Header, now time.Time) time.Duration {
	text := h.Get("Retry-After")
	wait := time.Duration(0)
	if seconds, err := strconv.Atoi(text); err == nil {
		wait = time.Duration(min(max(seconds, 0), 86_400)) * time.Second
	} else if at, err := http.ParseTime(text); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), 24*time.Hour)
}

// stateOf says what the answer to a status query means.
func stateOf(r *Request, a *answer, now time.Time) message.Result {
	for i := range r.Answers {
		if r.Answers[i].fits(a) {
			return message.Result{Outcome: message.Outcome(r.Answers[i].Outcome), Words: wordsOf(r, a)}
		}
	}
	word := r.State.from(a)
	outcome, known := r.States[word]
	if a.status < 200 || a.status >= 300 {
		result := judge(r, a, now)
		if result.Outcome == message.Permanent || result.Outcome == message.Temporary {
			result.Outcome = message.Uncertain
		}
		return result
	}
	if !known {
		return message.Result{Outcome: message.Uncertain, Words: wordsOf(r, a)}
	}
	if !strings.ContainsFunc(word, unicode.IsLetter) {
		word = "" // a number tells nobody anything that the outcome does not
	}
	return message.Result{
		Outcome: message.Outcome(outcome), Words: oneLine(word+" "+r.Words.from(a), 500),
		GatewayID: oneLine(r.ID.from(a), 200), Price: oneLine(r.Price.from(a), 50),
	}
}
