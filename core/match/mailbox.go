package match

import (
	"slices"
	"strings"

	"terminwerk/core/name"
)

// mailbox is an e-mail address taken apart. Many addresses carry the name of their owner as it was before marriage,
// typing errors and dictation, so what the local part says of the name is kept apart from the name itself.
type mailbox struct {
	address string // where it arrives: lower case, without what the provider passes over; empty when there is none
	local   string // the part before @ without anything after "+"
	key     string // local as the provider reads it
	domain  string
	written string // the domain as it was typed
	company string // the domain's own label when it is no public provider's
	digits  string // of the local part
	first   string // the first name in the local part, folded; a single letter for an initial
	last    string // the last name in it when it differs from the one beside it
	others  bool   // the first name in it is not that of whoever gives it: a mailbox of the family
	generic bool   // info@, office@: says nothing about who writes
	named   bool   // nothing but the name beside it, which namesakes have at other providers too
}

func mailboxOf(address string) (m mailbox) {
	var ok bool
	m.address = strings.ToLower(strings.TrimSpace(address))
	if m.local, m.domain, ok = strings.Cut(m.address, "@"); !ok || m.local == "" {
		return mailbox{}
	}
	if plain, _, tagged := strings.Cut(m.local, "+"); tagged && plain != "" {
		m.local = plain
	}
	m.key, m.written = m.local, m.domain
	if m.domain == "googlemail.com" || m.domain == "gmail.com" { // one provider, and its dots mean nothing
		m.key, m.domain = strings.ReplaceAll(m.local, ".", ""), "gmail.com"
	}
	if len(m.key)+1+len(m.domain) < len(m.address) {
		m.address = m.key + "@" + m.domain
	}
	m.generic = genericLocal(m.local)
	if label, _, ok := strings.Cut(m.domain, "."); ok && len(label) >= 4 && !publicProviders[label] {
		m.company = label
	}
	m.digits = digitsOf(m.local)
	return m
}

// digitsOf gives the digits of a text, which mostly stand together.
func digitsOf(s string) string {
	from := strings.IndexFunc(s, isDigit)
	if from < 0 {
		return ""
	}
	end := from
	for end < len(s) && isDigit(rune(s[end])) {
		end++
	}
	rest := digitsOf(s[end:])
	if rest == "" {
		return s[from:end]
	}
	return s[from:end] + rest
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// genericLocal tells whether every word before @ is one of those any company or family uses.
func genericLocal(local string) bool {
	for w := range strings.FieldsFuncSeq(local, func(r rune) bool { return r == '.' || r == '-' || r == '_' }) {
		if len(w) > 1 && !genericMailboxes[w] {
			return false
		}
	}
	return true
}

// personal is the part before @ when it can tell one person from others.
func (m *mailbox) personal() string {
	if m.generic || len(m.key) < 4 {
		return ""
	}
	return m.key
}

// read looks for a name in the local part, with the help of the name that stands beside the address.
func (m *mailbox) read(first, last []string) {
	if m.generic || m.local == "" {
		return
	}
	var room [maxTokens]string
	parts := room[:0]
	for w := range strings.FieldsFuncSeq(m.local, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if parts = append(parts, w); len(parts) == maxTokens {
			break
		}
	}
	switch {
	case len(parts) == 1:
		m.readJoined(name.Fold(parts[0]), first, last)
	case len(parts) >= 2:
		m.readParts(parts, first, last)
	}
	m.others = m.first != "" && elsewhere(m.first, first)
	m.named = m.digits == "" && m.last == "" && !m.others && (m.first != "" || slices.Contains(last, name.Fold(m.local)))
}

// elsewhere tells whether the first name in a mail address is none of those beside it.
func elsewhere(inMail string, first []string) bool {
	if len(first) == 0 {
		return false
	}
	if len(inMail) == 1 || len(first[0]) == 1 {
		return !startsWith(first, inMail[:1])
	}
	return compareFirst([]string{inMail}, first, nil) == firstDiffers
}

func (m *mailbox) readParts(parts, first, last []string) {
	a, b := name.Fold(parts[0]), name.Fold(parts[len(parts)-1])
	if genericMailboxes[a] || genericMailboxes[b] {
		return
	}
	switch {
	case closest(b, last) <= SoundsLike:
		m.first, m.last = a, other(b, last)
	case closest(a, last) <= SoundsLike:
		m.first, m.last = b, other(a, last)
	case firstLike(a, first) || len(a) == 1 && startsWith(first, a):
		m.first, m.last = a, b
	case firstLike(b, first):
		m.first, m.last = b, a
	}
}

// firstLike tells whether a word is a first name, or one of its short forms.
func firstLike(word string, first []string) bool {
	return len(word) > 1 && len(first) > 0 && compareFirst([]string{word}, first, nil) != firstDiffers
}

// readJoined splits "karinfreitag" where one of the names is known.
func (m *mailbox) readJoined(text string, first, last []string) {
	for _, l := range last {
		if len(l) < 3 {
			continue
		}
		if rest, ok := cutEnd(text, l); ok {
			m.first = rest
			return
		}
	}
	for _, f := range first {
		if len(f) < 3 {
			continue
		}
		if rest, ok := cutEnd(text, f); ok && len(rest) >= 3 {
			m.first, m.last = f, other(rest, last)
			return
		}
	}
}

func cutEnd(text, end string) (string, bool) {
	if rest, ok := strings.CutSuffix(text, end); ok && rest != "" {
		return rest, true
	}
	if rest, ok := strings.CutPrefix(text, end); ok && rest != "" {
		return rest, true
	}
	return "", false
}

// other gives word unless it is one of known.
func other(word string, known []string) string {
	for _, k := range known {
		if k == word {
			return ""
		}
	}
	return word
}

func closest(word string, list []string) Relation {
	best := Different
	for _, w := range list {
		best = min(best, compareWord(word, w))
	}
	return best
}

func startsWith(list []string, letter string) bool {
	for _, w := range list {
		if strings.HasPrefix(w, letter) {
			return true
		}
	}
	return false
}

// genericMailboxes say nothing about who writes.
var genericMailboxes = set(`info office mail kontakt contact service buero büro verwaltung zentrale post firma email
	buchhaltung sekretariat werkstatt fuhrpark rechnung rechnungen empfang team admin privat home noreply dispo einkauf verkauf auto
	familie fam haus hallo hello anfrage reception welcome support praxis kanzlei shop bestellung technik planung
	personal lager vertrieb marketing direktion gf chef werkstatt termine termin marketing kfz`)

// publicProviders are the first labels of domains at which anybody may have a mailbox.
var publicProviders = set(`gmail googlemail gmx web t-online outlook hotmail live msn icloud me mac yahoo freenet arcor aol
	bluewin sunrise hispeed aon a1 chello utanet inode liwest kabsi drei telering posteo mailbox proton protonmail online
	vodafone o2online 1und1 kabelmail unitymedia libero virgilio tiscali alice tin orange wanadoo seznam wp interia onet
	adon vol tele2 gmxnet ymail rocketmail mailde netcologne ewetel osnanet htp-tel versanet epost tutanota tuta telekom magenta
	upcmail cablelink energieag swissonline vtxmail netplus rol`)

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
