package i18n

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"time"

	"terminwerk/core"
)

var kindKeys = map[core.Kind]string{
	core.Internal:    "kit.error.internal",
	core.NotFound:    "kit.error.not_found",
	core.Invalid:     "kit.error.invalid",
	core.Conflict:    "kit.error.conflict",
	core.Locked:      "kit.error.locked",
	core.Unavailable: "kit.error.unavailable",
	core.Corrupt:     "kit.error.corrupt",
}

// Error writes err as a sentence with the next step for the user; several refused fields become one line each, a file
// and whoever has it open are named, and the inner, technical text is never shown. No error is the empty text.
func Error(err error) string {
	if err == nil {
		return ""
	}
	if fields := core.FieldErrors(err); len(fields) > 0 {
		lines := make([]string, len(fields))
		for i, f := range fields {
			lines[i] = refusal(f)
		}
		return strings.Join(lines, "\n")
	}
	if errors.Is(err, context.Canceled) {
		return T("kit.error.cancelled")
	}
	var why core.Reason
	if errors.As(err, &why) {
		return T(string(why))
	}
	var held interface {
		HeldBy() (process int, host string, since time.Time)
	}
	if errors.As(err, &held) {
		if process, host, since := held.HeldBy(); process != 0 {
			return T("kit.error.locked_by", "process", process, "host", host, "since", Stamp(since.Local()))
		}
	}
	var file *fs.PathError
	switch {
	case !errors.As(err, &file):
		return T(kindKeys[core.KindOf(err)])
	case errors.Is(err, fs.ErrNotExist):
		return T("kit.error.no_file", "path", file.Path)
	}
	return file.Path + ": " + T(kindKeys[core.KindOf(err)])
}

// Field is the label of a field, the text of field.<name>; a field without label is named as in the file.
func Field(f core.Field) string {
	if key := "field." + string(f); Has(key) {
		return T(key)
	}
	return string(f)
}

func refusal(e *core.Error) string {
	sentence := T(kindKeys[core.Invalid])
	var why core.Reason
	if errors.As(e.Err, &why) {
		sentence = T(string(why))
	}
	if e.Field == "" {
		return sentence
	}
	return Field(e.Field) + ": " + sentence
}
