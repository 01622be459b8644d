package dbfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"terminwerk/core"
)

// Holder names the process that has a database open.
type Holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
	// Preparing is while the holder builds indexes again and answers nobody.
	Preparing bool `json:"preparing,omitempty"`
}

// String writes the holder for messages and logs.
func (h Holder) String() string {
	if h.PID == 0 {
		return "another process"
	}
	return fmt.Sprintf("process %d on %s since %s", h.PID, h.Host, h.Since.Local().Format("2006-01-02 15:04:05"))
}

// Lock is the right to use a database. Its file is never replaced or deleted, unlike the database itself, so that two
// processes can never hold locks on two generations of the same name.
type Lock struct {
	file   *flock.Flock
	path   string // of who holds it
	holder Holder
}

// HeldError is the cause in a Locked error; it names the holder.
type HeldError struct{ Holder Holder }

// ReasonPreparing is why a holder does not answer yet.
const ReasonPreparing core.Reason = "store.preparing"

// Unwrap is ReasonPreparing while that is so.
func (e *HeldError) Unwrap() error {
	if e.Holder.Preparing {
		return ReasonPreparing
	}
	return nil
}

// Error names the holder.
func (e *HeldError) Error() string { return "held by " + e.Holder.String() }

// HeldBy tells who it is, for a sentence in the user's language; process is 0 when that is not known.
func (e *HeldError) HeldBy() (process int, host string, since time.Time) {
	return e.Holder.PID, e.Holder.Host, e.Holder.Since
}

// Acquire takes the lock of the database at path without waiting. A held lock is core.Locked with a HeldError inside.
func Acquire(path string, now time.Time) (*Lock, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, Unavailable("lock database", err)
	}
	l := &Lock{file: flock.New(path+".lock", flock.SetPermissions(0o600)), path: holderPath(path)}
	ok, err := l.file.TryLock()
	if err != nil {
		return nil, Unavailable("lock database", err)
	}
	if !ok {
		return nil, &core.Error{Kind: core.Locked, Op: "lock database", Err: &HeldError{ReadHolder(path)}}
	}
	host, _ := os.Hostname()
	l.holder = Holder{PID: os.Getpid(), Host: host, Since: now.UTC().Truncate(time.Second)}
	if err := l.tell(); err != nil {
		return nil, errors.Join(err, l.file.Unlock())
	}
	return l, nil
}

// Preparing tells whoever is refused the lock whether its holder will answer only later.
func (l *Lock) Preparing(yes bool) error {
	l.holder.Preparing = yes
	return l.tell()
}

func (l *Lock) tell() error {
	text, err := json.Marshal(l.holder)
	if err == nil {
		err = os.WriteFile(l.path, text, 0o600)
	}
	if err != nil {
		return Unavailable("lock database", err)
	}
	return nil
}

// Release gives the lock back.
func (l *Lock) Release() error {
	if err := os.Remove(l.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, l.file.Close())
	}
	return l.file.Close()
}

// ReadHolder tells who holds the database at path; the zero Holder if that cannot be told.
func ReadHolder(path string) Holder {
	var h Holder
	text, err := os.ReadFile(holderPath(path))
	if err != nil || json.Unmarshal(text, &h) != nil {
		return Holder{}
	}
	return h
}

// holderPath is beside the lock file because Windows lets nobody read a locked file.
func holderPath(path string) string { return path + ".holder" }
