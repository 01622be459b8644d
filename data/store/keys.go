package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"unicode/utf8"

	"terminwerk/core"
	"terminwerk/core/name"
	"terminwerk/core/phone"
)

// An index key is a value and the record's id (8 bytes, big-endian). Between them a text has a zero byte, which its
// escaping keeps out of the value, and a number, always 8 bytes, has nothing.

const (
	maxIndexed = 96     // bytes of a text in an index; what is longer is cut
	noValue    = "\xff" // stands for an empty text in an order, behind all others
)

func idKey(id core.ID) []byte { return binary.BigEndian.AppendUint64(nil, uint64(id)) }

func keyID(key []byte) core.ID {
	if len(key) < 8 {
		return 0
	}
	return core.ID(binary.BigEndian.Uint64(key[len(key)-8:]))
}

// keyer builds the index keys of one record; each is handed to emit and is valid until emit returns.
type keyer struct {
	id   core.ID
	cash string // cashKey of the cash-sale customer's number, empty without one
	buf  []byte
	emit func(key []byte)
}

func (k *keyer) done() {
	k.buf = append(k.buf, 0)
	k.buf = binary.BigEndian.AppendUint64(k.buf, uint64(k.id))
	k.emit(k.buf)
}

// order adds a folded text by which lists are sorted; an empty one sorts last.
func (k *keyer) order(text string) {
	if k.buf = cut(name.AppendFold(k.buf[:0], text)); len(k.buf) == 0 {
		k.buf = append(k.buf, noValue...)
	}
	k.done()
}

// exactOrder adds a text as it is by which lists are sorted; an empty one sorts last.
func (k *keyer) exactOrder(text string) {
	if text == "" {
		text = noValue
	}
	k.exact(text)
}

// exact adds a text as it is, to be looked up whole; an empty one is not indexed.
func (k *keyer) exact(text string) {
	if text == "" {
		return
	}
	k.buf = exactValue(k.buf[:0], text)
	k.done()
}

// words adds every word of a text but the first `skip`, folded, for the search by the beginnings of words.
func (k *keyer) words(text string, skip int) {
	var room [128]byte
	folded := name.AppendFold(room[:0], text)
	for word := range bytes.FieldsSeq(folded) {
		if skip--; skip < 0 {
			k.buf = append(k.buf[:0], cut(word)...)
			k.done()
		}
	}
}

// number adds an unsigned number.
func (k *keyer) number(n uint64) {
	k.buf = binary.BigEndian.AppendUint64(k.buf[:0], n)
	k.buf = binary.BigEndian.AppendUint64(k.buf, uint64(k.id))
	k.emit(k.buf)
}

// reference adds the id of another record unless it is none.
func (k *keyer) reference(id core.ID) {
	if id != 0 {
		k.number(uint64(id))
	}
}

// exactValue escapes a text; a very long one is replaced by its beginning and a digest.
func exactValue(dst []byte, text string) []byte {
	if len(text) > maxIndexed {
		sum := sha256.Sum256([]byte(text))
		text = text[:maxIndexed/2] + hex.EncodeToString(sum[:16])
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case 0:
			dst = append(dst, 1, 1)
		case 1:
			dst = append(dst, 1, 2)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// exactPrefix is how all keys of one looked-up text begin.
func exactPrefix(text string) []byte { return append(exactValue(nil, text), 0) }

// signed orders negative numbers before positive ones.
func signed(n int64) uint64 { return uint64(n) ^ 1<<63 }

func cut(text []byte) []byte {
	if len(text) <= maxIndexed {
		return text
	}
	end := maxIndexed
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// dialled is a telephone number without country code and leading zeros, so that +43 664 1 and 0664 1 begin alike.
func dialled(number string) string {
	_, national := phone.Apart(number)
	return national
}
