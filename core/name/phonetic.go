package name

// Phonetic returns the Kölner Phonetik (Postel 1969) of the letters of s, taken
// as one word: blanks, hyphens, digits and letters of other scripts do not
// count. The text is folded first, so umlauts are the vowels they are
// written with and Müller sounds like Mueller. The code is a string of the
// digits 0 to 8. Many different names share one, so it finds candidates and
// proves nothing.
func Phonetic(s string) string {
	var room [64]byte
	return string(AppendPhonetic(room[:0], s))
}

// SoundAlike tells whether Phonetic gives two texts the same code, of two digits at least.
func SoundAlike(a, b string) bool {
	var room [2][64]byte
	x := AppendPhonetic(room[0][:0], a)
	return len(x) >= 2 && string(x) == string(AppendPhonetic(room[1][:0], b))
}

// AppendPhonetic appends Phonetic(s) to dst.
func AppendPhonetic(dst []byte, s string) []byte {
	var room [96]byte
	return appendCode(dst, AppendFold(room[:0], s))
}

// appendCode codes a folded text. Equal neighbours count once, before vowels
// are left out; a vowel is written at the beginning only.
func appendCode(dst, folded []byte) []byte {
	start := len(dst)
	var last byte
	emit := func(code byte) {
		if code != last && (code != '0' || len(dst) == start) {
			dst = append(dst, code)
		}
		last = code
	}
	var before byte
	for i, c := range folded {
		if c < 'a' || c > 'z' {
			continue
		}
		switch code := plainCode[c-'a']; code {
		case 0:
		case contextual:
			emitContextual(emit, c, before, nextLetter(folded[i+1:]))
		default:
			emit(code)
		}
		before = c
	}
	return dst
}

func emitContextual(emit func(byte), c, before, after byte) {
	switch c {
	case 'p':
		emit(either(after == 'h', '3', '1'))
	case 'd', 't':
		emit(either(isOneOf(after, "csz"), '8', '2'))
	case 'c':
		emit(either(hardC(before, after), '4', '8'))
	case 'x':
		if !isOneOf(before, "ckq") {
			emit('4')
		}
		emit('8')
	}
}

func hardC(before, after byte) bool {
	if before == 0 {
		return isOneOf(after, "ahkloqrux")
	}
	return !isOneOf(before, "sz") && isOneOf(after, "ahkoqux")
}

// contextual marks letters whose code depends on their neighbours.
const contextual = 1

// plainCode holds the code of a to z; 0 for h, which has none.
var plainCode = [26]byte{
	0: '0', 'e' - 'a': '0', 'i' - 'a': '0', 'j' - 'a': '0', 'o' - 'a': '0', 'u' - 'a': '0', 'y' - 'a': '0',
	'b' - 'a': '1', 'f' - 'a': '3', 'v' - 'a': '3', 'w' - 'a': '3', 'g' - 'a': '4', 'k' - 'a': '4', 'q' - 'a': '4',
	'l' - 'a': '5', 'm' - 'a': '6', 'n' - 'a': '6', 'r' - 'a': '7', 's' - 'a': '8', 'z' - 'a': '8',
	'p' - 'a': contextual, 'd' - 'a': contextual, 't' - 'a': contextual, 'c' - 'a': contextual, 'x' - 'a': contextual,
}

func nextLetter(folded []byte) byte {
	for _, c := range folded {
		if c >= 'a' && c <= 'z' {
			return c
		}
	}
	return 0
}

func isOneOf(c byte, letters string) bool {
	for i := range len(letters) {
		if letters[i] == c {
			return true
		}
	}
	return false
}

func either(is bool, yes, no byte) byte {
	if is {
		return yes
	}
	return no
}
