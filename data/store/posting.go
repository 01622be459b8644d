package store

import (
	"context"
	"encoding/binary"
	"unicode/utf8"

	"terminwerk/core"
	"terminwerk/core/match"
	"terminwerk/core/name"
)

// The index "match" of customers holds two sorts of keys. A posting is the letter of the key's kind, a hash of its value
// (4 bytes), the customer's id (4) and the marks (2). A word of the vocabularies is its letter, the word, a zero byte and
// the customer's id. The kinds of match's keys are capital letters and the vocabularies small ones, so they never meet.
//
// The index "near" follows from the words: for each, and for each form of it with one letter left out, the vocabulary's
// letter, a hash of the form (4 bytes) and the word. Two words that are one edit apart have such a form in common.

const (
	postingHead = 5 // letter and hash
	postingLen  = postingHead + 4 + 2
	longestWord = 48 // bytes; longer ones are in no vocabulary
)

// hash32 is FNV-1a of 64 bits, mixed down to 32; the file depends on it.
func hash32[T string | []byte](text T) uint32 {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	h = (h ^ h>>32) * 0x9e3779b97f4a7c15
	return uint32(h >> 32)
}

// appendPostingHead begins every posting of a key.
func appendPostingHead(dst []byte, key string) []byte {
	return binary.BigEndian.AppendUint32(append(dst, key[0]), hash32(key[1:]))
}

// entry adds all that finds a customer in the duplicate search: nothing for the cash-sale customer, who is not a person.
func (k *keyer) entry(c *core.Customer) {
	if k.cash != "" && cashKey(c.Number) == k.cash {
		return
	}
	e := match.EntryOf(c)
	for _, key := range e.Keys {
		k.buf = binary.BigEndian.AppendUint32(appendPostingHead(k.buf[:0], key), uint32(k.id))
		k.buf = append(k.buf, e.Marks.Zip, e.Marks.First)
		k.emit(k.buf)
	}
	k.vocabulary(core.NearLast, e.Last)
	k.vocabulary(core.NearFirst, e.First)
}

func (k *keyer) vocabulary(letter byte, words []string) {
	for _, w := range words {
		if len(w) <= longestWord {
			k.buf = binary.BigEndian.AppendUint32(append(appendWord(k.buf[:0], letter, w), 0), uint32(k.id))
			k.emit(k.buf)
		}
	}
}

func appendWord[T string | []byte](dst []byte, letter byte, word T) []byte {
	return append(append(dst, letter), word...)
}

// postingOf reads the posting that a key of the index is.
func postingOf(key []byte) core.Posting {
	return core.Posting{ID: core.ID(binary.BigEndian.Uint32(key[postingHead:])), Zip: key[postingHead+4], First: key[postingHead+5]}
}

// wordOf gives the letter and the word of a key of the index "match"; nil for a posting.
func wordOf(key []byte) []byte {
	if key[0] < 'a' || len(key) < 6 {
		return nil
	}
	return key[:len(key)-5]
}

// packedID is the customer of a key of the index "match".
func packedID(key []byte) core.ID {
	if wordOf(key) != nil {
		return core.ID(binary.BigEndian.Uint32(key[len(key)-4:]))
	}
	return postingOf(key).ID
}

// nearKeys emits the keys of the index "near" for a word with its letter.
func nearKeys(word []byte, emit func(key []byte)) {
	var room [2 * keyMost]byte
	forms(word[1:], func(form []byte) {
		emit(append(appendNearHead(room[:0], word[0], form), word[1:]...))
	})
}

func appendNearHead(dst []byte, letter byte, form []byte) []byte {
	return binary.BigEndian.AppendUint32(append(dst, letter), hash32(form))
}

// forms gives a word as it is and with each of its letters left out.
func forms(word []byte, yield func(form []byte)) {
	yield(word)
	var room [keyMost]byte
	for i := 0; i < len(word); {
		_, n := utf8.DecodeRune(word[i:])
		if i == 0 || word[i] != word[i-1] || n > 1 {
			yield(append(append(room[:0], word[:i]...), word[i+n:]...))
		}
		i += n
	}
}

// near lists the words of a vocabulary that are one edit away.
func near(ctx context.Context, index *scanner, letter byte, word string) ([]string, error) {
	if len(word) > longestWord {
		return nil, nil
	}
	var room [keyMost]byte
	var list []string
	seen := map[string]bool{word: true}
	forms([]byte(word), func(form []byte) {
		head := appendNearHead(room[:0], letter, form)
		for more := index.seek(head); more && hasPrefix(index.key, head); more = index.step() {
			w := string(index.key[postingHead:])
			if seen[w] {
				continue
			}
			seen[w] = true
			if name.EditDistance(w, word) == 1 {
				list = append(list, w)
			}
		}
	})
	if err := index.err(); err != nil {
		return nil, err
	}
	return list, ctx.Err()
}
