package name

import (
	"strings"
	"testing"
)

// The codes are the published examples of Kölner Phonetik: those of the
// encyclopedia article and those widely used to check implementations.
func TestPhoneticGivesThePublishedCodes(t *testing.T) {
	for s, want := range map[string]string{
		"Müller-Lüdenscheidt": "65752682", "Wikipedia": "3412", "Breschnew": "17863",
		"Müller": "657", "Mueller": "657", "Schmidt": "862", "Schneider": "8627", "Fischer": "387", "Weber": "317",
		"Meyer": "67", "Wagner": "3467", "Schulz": "858", "Becker": "147", "Hoffmann": "0366", "Schäfer": "837",
		"Peter": "127", "pharma": "376", "Mönchengladbach": "664645214", "deutsch": "28", "deutz": "28",
		"hamburg": "06174", "hannover": "0637", "christstollen": "478256", "Xanthippe": "48621", "Zacharias": "8478",
		"Holzbau": "0581", "matsch": "68", "matz": "68", "Arbeitsamt": "071862", "Eberhard": "01772",
		"Eberhardt": "01772", "Celsius": "8588", "Ace": "08", "shch": "84", "xch": "484", "heithabu": "021",
		"bergisch-gladbach": "174845214", "Aabjoe": "01", "Aaclan": "0856", "Aychlmajr": "04567",
		"a": "0", "ß": "8", "ha": "0", "h": "", "aha": "0", "ph": "3", "x": "48", "ax": "048", "cx": "48",
		"cl": "45", "acl": "085", "mn": "6", "r": "7", "": "", "123": "",
	} {
		if got := Phonetic(s); got != want {
			t.Errorf("Phonetic(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestPhoneticHearsOneNameInItsSpellings(t *testing.T) {
	for _, names := range []string{
		"Meier Maier Mayr Meyer Mayer", "Schmidt Schmitt Schmid", "Müller Mueller Muller Miller",
		"Schröder Schroeder Schröter", "Philipp Filip Phillip", "Christian Kristian",
	} {
		list := strings.Fields(names)
		for _, n := range list[1:] {
			if Phonetic(n) != Phonetic(list[0]) {
				t.Errorf("%s %s, %s %s", list[0], Phonetic(list[0]), n, Phonetic(n))
			}
		}
	}
}

func BenchmarkPhonetic(b *testing.B) {
	var room [64]byte
	b.ReportAllocs()
	for b.Loop() {
		AppendPhonetic(room[:0], "Müller-Lüdenscheidt")
	}
}
