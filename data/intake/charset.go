package intake

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

const byteOrderMark = "\ufeff"

// decodeUnknown gives the text of a file that does not name its character set: by its byte order mark, else UTF-8, else
// Windows-1252, which every byte sequence is.
func decodeUnknown(data []byte) string {
	switch {
	case hasUTF16Mark(data):
		text, err := utf16.NewDecoder().Bytes(data)
		if err == nil {
			return string(text)
		}
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), byteOrderMark)
	}
	return windowsText(bytes.TrimPrefix(data, []byte(byteOrderMark)))
}

// decodeNamed gives the text of a mail part; a name that is not known or that the bytes belie counts for nothing.
func decodeNamed(data []byte, charset string) string {
	charset = strings.ToLower(strings.Trim(charset, ` "'`))
	if charset == "" || charset == "us-ascii" || charset == "ascii" || charset == "utf-8" || charset == "utf8" {
		return decodeUnknown(data)
	}
	named, err := htmlindex.Get(charset)
	if err != nil {
		return decodeUnknown(data)
	}
	text, err := named.NewDecoder().Bytes(data)
	if err != nil {
		return decodeUnknown(data)
	}
	return strings.TrimPrefix(string(text), byteOrderMark)
}

var utf16 encoding.Encoding = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)

func hasUTF16Mark(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
}

func windowsText(data []byte) string {
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return string(text)
}

// withoutMark gives a reader behind the byte order mark, which turns UTF-16 into UTF-8. Other text comes as it is: whether
// it is UTF-8 or Windows-1252 is seen record by record.
func withoutMark(r io.Reader) (io.Reader, error) {
	head := make([]byte, 3)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	head = head[:n]
	whole := io.MultiReader(bytes.NewReader(head), r)
	switch {
	case hasUTF16Mark(head):
		return utf16.NewDecoder().Reader(whole), nil
	case bytes.Equal(head, []byte(byteOrderMark)):
		return r, nil
	}
	return whole, nil
}
