package intake

import (
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"terminwerk/core"
	"terminwerk/core/name"
)

// MaxNotesText is the longest value of a text of several lines, in characters.
const MaxNotesText = 20_000

// tidy makes a one-line value of any text: valid UTF-8, control characters and runs of blanks as one blank.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\ufeff' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func isTidy(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return s == "" || last != ' '
}

// tidyText does the same for a text of several lines, which keeps its line ends.
func tidyText(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\ufffd")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r':
			return '\n'
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// cut shortens a text to so many characters and tells whether it had to.
func cut(s string, limit int) (string, bool) {
	if len(s) <= limit || utf8.RuneCountInString(s) <= limit {
		return s, false
	}
	return strings.TrimSpace(string([]rune(s)[:limit])), true
}

var salutations = map[string]core.Salutation{
	"mr": core.SalutationMr, "herr": core.SalutationMr, "herrn": core.SalutationMr, "hr": core.SalutationMr,
	"m": core.SalutationMr, "mister": core.SalutationMr, "monsieur": core.SalutationMr, "maennlich": core.SalutationMr, "male": core.SalutationMr,
	"ms": core.SalutationMs, "frau": core.SalutationMs, "fr": core.SalutationMs, "mrs": core.SalutationMs, "miss": core.SalutationMs,
	"f": core.SalutationMs, "w": core.SalutationMs, "madame": core.SalutationMs, "weiblich": core.SalutationMs, "female": core.SalutationMs,
	"firma": core.SalutationCompany, "fa": core.SalutationCompany, "company": core.SalutationCompany, "unternehmen": core.SalutationCompany,
	"familie": core.SalutationFamily, "fam": core.SalutationFamily, "eheleute": core.SalutationFamily, "family": core.SalutationFamily,
	"keineangabe": core.SalutationNone, "divers": core.SalutationNone, "ohne": core.SalutationNone, "unbekannt": core.SalutationNone,
	"ka": core.SalutationNone, "none": core.SalutationNone, "mx": core.SalutationNone, "person": core.SalutationNone, "": core.SalutationNone,
	"herrundfrau": core.SalutationFamily, "frauundherr": core.SalutationFamily,
}

// readSalutation understands "Herr Dr." too, whose rest is a title.
func readSalutation(text string) (s core.Salutation, title string, ok bool) {
	if s, ok = salutations[headerKey(text)]; ok {
		return s, "", true
	}
	first, rest, _ := strings.Cut(text, " ")
	s, ok = salutations[headerKey(first)]
	return s, strings.TrimSpace(rest), ok && headerKey(first) != ""
}

// splitTitle puts each title where it stands in a name.
func splitTitle(text string) (before, after string) {
	for word := range strings.FieldsSeq(strings.ReplaceAll(text, ",", " ")) {
		front, _, _ := name.Titles(word + " Name")
		if _, _, behind := name.Titles("Name, " + word); len(behind) > 0 && len(front) == 0 {
			after = strings.TrimSpace(after + " " + word)
		} else {
			before = strings.TrimSpace(before + " " + word)
		}
	}
	return before, after
}

var mileageForm = regexp.MustCompile(`^(?i)(?:ca\.?\s*)?(\d{1,3}(?:[.,' ’]\d{3})+|\d+)(?:[.,]\d{1,2})?\s*(t?km|t|tsd\.?(?:\s*km)?|mi|miles|meilen)?\.?$`)

// readMileage reads "45.000 km", "45'000", "45 tkm" and miles, in kilometres.
func readMileage(text string) (int, bool) {
	p := mileageForm.FindStringSubmatch(strings.TrimSpace(text))
	if p == nil {
		return 0, false
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, p[1])
	km, err := strconv.Atoi(digits)
	if err != nil || km > 9_999_999 {
		return 0, false
	}
	switch unit := strings.ToLower(p[2]); {
	case strings.HasPrefix(unit, "t"):
		km *= 1000
	case strings.HasPrefix(unit, "m"):
		km = (km*1609 + 500) / 1000
	}
	return km, km <= 9_999_999
}

var yesWords = map[string]bool{
	"1": true, "ja": true, "j": true, "yes": true, "y": true, "true": true, "x": true, "wahr": true, "on": true, "sms": true,
	"0": false, "nein": false, "n": false, "no": false, "false": false, "": false, "falsch": false, "off": false,
}

func readYes(text string) (yes, ok bool) {
	yes, ok = yesWords[headerKey(text)]
	return yes, ok
}

// readEmail takes the bare address out of "mailto:" and "Name <address>", and mends what can mean nothing else: "(at)", blanks
// around the @, a comma for the dot behind it; false when no mail server would take it all the same.
func readEmail(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if len(text) > 7 && strings.EqualFold(text[:7], "mailto:") {
		text = text[7:]
	}
	if core.ValidEmail(text) {
		return text, true
	}
	if strings.ContainsAny(text, "<") {
		if a, err := mail.ParseAddress(text); err == nil && core.ValidEmail(a.Address) {
			return a.Address, true
		}
	}
	if mended := mendEmail(text); core.ValidEmail(mended) {
		return mended, true
	}
	return text, false
}

var atSigns = regexp.MustCompile(`(?i)\s*(?:@|[(\[{]\s*at\s*[)\]}])\s*`)

func mendEmail(text string) string {
	local, domain, ok := strings.Cut(atSigns.ReplaceAllLiteralString(text, "@"), "@")
	if !ok || strings.ContainsAny(domain, "@;") {
		return ""
	}
	return local + "@" + strings.ReplaceAll(domain, ",", ".")
}

var statusWords = map[string]Status{
	"": New, "new": New, "neu": New, "resend": New, "offen": New, "open": New,
	"changed": Changed, "geaendert": Changed, "update": Changed, "updated": Changed, "modified": Changed, "aenderung": Changed, "change": Changed,
	"cancelled": Cancelled, "canceled": Cancelled, "cancel": Cancelled, "storniert": Cancelled, "storno": Cancelled,
	"abgesagt": Cancelled, "deleted": Cancelled, "geloescht": Cancelled,
}

// ownStatus are the statuses this program writes into its own exports.
var ownStatus = map[string]bool{
	string(core.LeadInProgress): true, string(core.LeadBooked): true, string(core.LeadRejected): true, string(core.LeadDeferred): true,
}
