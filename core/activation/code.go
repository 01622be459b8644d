package activation

import (
	"crypto/ed25519"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"time"

	"terminwerk/core"
)

// Features are what a code unlocks, as bits.
type Features uint8

// SMS unlocks the SMS reminder service: "Mit SMS Bestätigung", SMS from the editor, and reminders by SMS.
const SMS Features = 1

// Machine is a fingerprint of one computer; the zero value stands for any.
type Machine [8]byte

// License is what a code says. Days are counted in UTC.
type License struct {
	Features   Features
	Dealership uint32
	Issued     core.Date
	Expires    core.Date // the last day on which it counts; 0: never
	Machine    Machine
}

// Request is what the service desk has to know to issue a code.
type Request struct {
	Dealership uint32
	Machine    Machine
}

// The form of a code: version, features, dealership, day of issue, day of expiry (both since 2020, 0 for none), machine;
// behind it the signature over signedAs and these bytes.
const (
	version     = 1
	payloadSize = 18
	codeSize    = payloadSize + ed25519.SignatureSize
	signedAs    = "terminwerk-activation-v1\x00"
)

// crockford is an alphabet without I, L, O and U, so that codes can be read aloud and typed.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

func (l License) payload() []byte {
	b := []byte{version, byte(l.Features)}
	b = binary.BigEndian.AppendUint32(b, l.Dealership)
	b = binary.BigEndian.AppendUint16(b, dayNumber(l.Issued))
	b = binary.BigEndian.AppendUint16(b, dayNumber(l.Expires))
	return append(b, l.Machine[:]...)
}

var dayZero = time.Date(2019, time.December, 31, 0, 0, 0, 0, time.UTC)

func dayNumber(d core.Date) uint16 {
	if d == 0 {
		return 0
	}
	return uint16(min(max(d.At(0).In(time.UTC).Sub(dayZero)/(24*time.Hour), 1), 65535))
}

func dayOf(n uint16) core.Date {
	if n == 0 {
		return 0
	}
	return core.DateOf(dayZero.AddDate(0, 0, int(n)))
}

// Sign makes the code of a license, in groups of five characters.
func Sign(l License, key ed25519.PrivateKey) string {
	payload := l.payload()
	signature := ed25519.Sign(key, append([]byte(signedAs), payload...))
	return grouped(crockford.EncodeToString(append(payload, signature...)), 5)
}

// Read checks a code against the accepted keys. Blanks, dashes, line breaks and lines that begin with # do not count,
// and letters that are easily taken for another are read as that. Errors: Invalid with ReasonCode for what is no code,
// ReasonKeys without any key, ReasonSignature for one that none of the keys has signed.
func Read(code string, keys []ed25519.PublicKey) (License, error) {
	raw, err := decode(code)
	if err != nil || len(raw) != codeSize || raw[0] != version {
		return License{}, core.Refuse(core.FieldActivation, ReasonCode)
	}
	if len(keys) == 0 {
		return License{}, core.Refuse(core.FieldActivation, ReasonKeys)
	}
	payload, signature := raw[:payloadSize], raw[payloadSize:]
	signed := append([]byte(signedAs), payload...)
	if !slices.ContainsFunc(keys, func(k ed25519.PublicKey) bool { return ed25519.Verify(k, signed, signature) }) {
		return License{}, core.Refuse(core.FieldActivation, ReasonSignature)
	}
	l := License{
		Features: Features(payload[1]), Dealership: binary.BigEndian.Uint32(payload[2:]),
		Issued: dayOf(binary.BigEndian.Uint16(payload[6:])), Expires: dayOf(binary.BigEndian.Uint16(payload[8:])),
	}
	copy(l.Machine[:], payload[10:])
	return l, nil
}

// String writes the request as 24 characters in groups of four, with a check sum, to be read out on the telephone.
func (r Request) String() string {
	b := append(binary.BigEndian.AppendUint32(nil, r.Dealership), r.Machine[:]...)
	sum := crc32.ChecksumIEEE(b)
	return grouped(crockford.EncodeToString(append(b, byte(sum>>16), byte(sum>>8), byte(sum))), 4)
}

// ParseRequest reads a request back; a slip of the pen is Invalid with ReasonRequest.
func ParseRequest(text string) (Request, error) {
	raw, err := decode(text)
	if err != nil || len(raw) != 15 {
		return Request{}, core.Refuse(core.FieldActivation, ReasonRequest)
	}
	r := Request{Dealership: binary.BigEndian.Uint32(raw)}
	copy(r.Machine[:], raw[4:12])
	if again, _ := decode(r.String()); !slices.Equal(again, raw) {
		return Request{}, core.Refuse(core.FieldActivation, ReasonRequest)
	}
	return r, nil
}

func grouped(text string, n int) string {
	var groups []string
	for part := range slices.Chunk([]byte(text), n) {
		groups = append(groups, string(part))
	}
	return strings.Join(groups, "-")
}

var misread = strings.NewReplacer("O", "0", "I", "1", "L", "1", "-", "")

func decode(text string) ([]byte, error) {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "#") {
			b.WriteString(strings.Join(strings.Fields(line), ""))
		}
	}
	const longest = 1000
	if b.Len() > longest {
		return nil, ReasonCode
	}
	return crockford.DecodeString(misread.Replace(strings.ToUpper(b.String())))
}

// keyMark begins a public key in its file, "terminwerk-ed25519 <base64> <whose>".
const keyMark = "terminwerk-ed25519"

// FormatKey writes a public key as a line of a .pub file.
func FormatKey(key ed25519.PublicKey, whose string) string {
	return strings.TrimSpace(keyMark+" "+base64.StdEncoding.EncodeToString(key)+" "+strings.Join(strings.Fields(whose), " ")) + "\n"
}

// ParseKeys reads the public keys of a .pub file; other lines do not count.
func ParseKeys(text string) []ed25519.PublicKey {
	var keys []ed25519.PublicKey
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] != keyMark {
			continue
		}
		if key, err := base64.StdEncoding.DecodeString(words[1]); err == nil && len(key) == ed25519.PublicKeySize {
			keys = append(keys, key)
		}
	}
	return keys
}
