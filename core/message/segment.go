package message

import "unicode/utf16"

// How many places an SMS has, alone and as part of a longer one (3GPP TS 23.040): septets of GSM 7 bit, or units of UCS-2.
const (
	gsmAlone, gsmPart   = 160, 153
	ucs2Alone, ucs2Part = 70, 67
)

// Segments is the length of an SMS as it is charged.
type Segments struct {
	UCS2       bool
	Characters int // as people count them
	Places     int // taken, in all parts
	Parts      int
	Left       int // places in the last part
	// Forced is the first character that is not in GSM 7 bit, 0 for none; At is its place in bytes, and Replacement what
	// could stand for it when Replaceable is set.
	Forced      rune
	At          int
	Replacement string
	Replaceable bool
}

// Count measures a text as an SMS.
func Count(text string) Segments {
	var s Segments
	for i, r := range text {
		s.Characters++
		if s.Forced == 0 && gsmWidths[r] == 0 {
			s.UCS2, s.Forced, s.At = true, r, i
			s.Replacement, s.Replaceable = gsmReplacement(r)
		}
	}
	if s.UCS2 {
		s.measure(text, utf16Width, ucs2Alone, ucs2Part)
	} else {
		s.measure(text, func(r rune) int { return gsmWidths[r] }, gsmAlone, gsmPart)
	}
	return s
}

func utf16Width(r rune) int { return max(1, utf16.RuneLen(r)) }

// measure counts places and parts; a character that takes two places is not split between two parts.
func (s *Segments) measure(text string, width func(rune) int, alone, part int) {
	for _, r := range text {
		s.Places += width(r)
	}
	if s.Places <= alone {
		s.Parts, s.Left = min(s.Places, 1), alone-s.Places
		return
	}
	s.Parts = 1
	used := 0
	for _, r := range text {
		n := width(r)
		if used+n > part {
			s.Parts++
			used = 0
		}
		used += n
	}
	s.Left = part - used
}
