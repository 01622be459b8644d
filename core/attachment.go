package core

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxFileName is the length of an attachment's file name, in bytes.
const maxFileName = 100

// deviceNames are file names that Windows takes for devices, whatever their ending.
var deviceNames = []string{
	"con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
}

// FileName is the name under which the attachment can be sent and saved anywhere: no path, no device, nothing invisible,
// at most 100 bytes with its ending kept.
func (a *Attachment) FileName() string {
	name := path.Base(strings.ReplaceAll(a.Name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) || unicode.In(r, unicode.Cf, unicode.Cc) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	name = strings.TrimRight(name, ". ")
	if strings.Trim(name, "._ ") == "" {
		return "attachment"
	}
	ending := path.Ext(name)
	if len(ending) > 12 {
		ending = ""
	}
	stem := strings.TrimSuffix(name, ending)
	for len(stem)+len(ending) > maxFileName {
		_, n := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-n]
	}
	if first, _, _ := strings.Cut(stem, "."); slices.Contains(deviceNames, strings.ToLower(strings.TrimSpace(first))) {
		stem = "_" + stem
	}
	return stem + ending
}
