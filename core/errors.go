package core

import (
	"errors"
	"strings"
)

// Kind is the closed set of ways something can go wrong.
type Kind uint8

// The kinds; the zero Kind is a fault of the program itself.
const (
	Internal    Kind = iota
	NotFound         // the record does not exist
	Invalid          // a value is not acceptable; Field says which
	Conflict         // somebody else changed the record meanwhile; Ref says which
	Locked           // another program holds the file
	Unavailable      // cannot be done now, may be tried again (disk full, no network)
	Corrupt          // the file is damaged, or the store stopped writing after a failed commit
)

var kindNames = [...]string{"internal", "not found", "invalid", "conflict", "locked", "unavailable", "corrupt"}

// String names the kind in English for logs.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "internal"
}

// Error is the one error type that crosses a port. Err may be a Reason, whose text key the user interface translates.
type Error struct {
	Kind  Kind
	Op    string // what was tried, in English, for logs
	Field Field  // the field at fault, if one is
	Ref   Ref    // the record at fault, if one is
	Err   error
}

// Error writes the error for logs; it holds no personal data.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Op != "" {
		b.WriteString(e.Op + ": ")
	}
	b.WriteString(e.Kind.String())
	if e.Ref.ID != 0 {
		b.WriteString(" " + e.Ref.String())
	}
	if e.Field != "" {
		b.WriteString(" [" + string(e.Field) + "]")
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is makes errors.Is(err, &Error{Kind: k}) true for every error of kind k.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Kind == e.Kind && t.Op == "" && t.Field == "" && t.Err == nil
}

// KindOf is the kind of the outermost Error in err's chain, Internal if there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// IsKind tells whether err is an Error of kind k.
func IsKind(err error, k Kind) bool {
	return err != nil && KindOf(err) == k && errors.Is(err, &Error{Kind: k})
}

// Reason is why a value was refused, written as the key of its text (assets/i18n).
type Reason string

// Error returns the key.
func (r Reason) Error() string { return string(r) }

// The reasons core itself gives.
const (
	ReasonRequired   Reason = "error.required"
	ReasonTooLong    Reason = "error.too_long"
	ReasonDate       Reason = "error.date"
	ReasonTime       Reason = "error.time"
	ReasonEmail      Reason = "error.email"
	ReasonRange      Reason = "error.range"
	ReasonNumber     Reason = "error.number"
	ReasonChoice     Reason = "error.choice"
	ReasonCountry    Reason = "error.country" // no country code whose telephone numbers can be read
	ReasonNoName     Reason = "error.no_name"
	ReasonNoVehicle  Reason = "error.no_vehicle"
	ReasonZeroStep   Reason = "error.zero_step"
	ReasonOrder      Reason = "error.order"
	ReasonTaken      Reason = "error.taken"
	ReasonUnknown    Reason = "error.unknown"
	ReasonControl    Reason = "error.control"
	ReasonBlockCause Reason = "error.block_reason"
)

// Refuse is an Invalid error for one field.
func Refuse(f Field, why Reason) error { return &Error{Kind: Invalid, Field: f, Err: why} }

// WithoutField drops the name of the field from an error, for where its sentence stands at the field.
func WithoutField(err error) error {
	var refused *Error
	if errors.As(err, &refused) {
		return &Error{Kind: refused.Kind, Err: refused.Err}
	}
	return err
}

// FieldErrors lists every Invalid error joined in err, in the order in which they were found.
func FieldErrors(err error) []*Error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*Error
		for _, e := range many.Unwrap() {
			all = append(all, FieldErrors(e)...)
		}
		return all
	}
	var e *Error
	if errors.As(err, &e) && e.Kind == Invalid {
		return []*Error{e}
	}
	return nil
}
