package core

import (
	"context"
	"time"
)

// Draft is what somebody typed in an open editor and had not saved yet when the program ended. It is no record: it has no
// revision, leaves no trace in the audit trail, and tells nobody of its coming and going.
type Draft struct {
	Key     string    `cbor:"1,keyasint"` // of the editor, unique
	What    Entity    `cbor:"2,keyasint"` // customer, vehicle, appointment, message, settings or a record of the quarantine
	Title   string    `cbor:"3,keyasint,omitempty"`
	At      time.Time `cbor:"4,keyasint"`
	Actor   string    `cbor:"5,keyasint,omitempty"`
	Content []byte    `cbor:"6,keyasint"` // in a form that its editor knows
}

// Drafts keeps them. SaveDraft replaces the one with the same key, and writes nothing once its context has ended; DropDraft of a key that is not there does nothing.
type Drafts interface {
	Drafts(ctx context.Context) ([]Draft, error) // newest first
	SaveDraft(ctx context.Context, d Draft) error
	DropDraft(ctx context.Context, key string) error
}
