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
	holder string
}

// HeldError is the cause in a Locked error; it names the holder.
type HeldError struct{ Holder Holder }

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
	l := &Lock{file: flock.New(path+".lock", flock.SetPermissions(0o600)), holder: holderPath(path)}
	ok, err := l.file.TryLock()
	if err != nil {
		return nil, Unavailable("lock database", err)
	}
	if !ok {
		return nil, &core.Error{Kind: core.Locked, Op: "lock database", Err: &HeldError{ReadHolder(path)}}
	}
	host, _ := os.Hostname()
	text, err := json.Marshal(Holder{PID: os.Getpid(), Host: host, Since: now.UTC().Truncate(time.Second)})
	if err == nil {
		err = os.WriteFile(l.holder, text, 0o600)
	}
	if err != nil {
		return nil, errors.Join(Unavailable("lock database", err), l.file.Unlock())
	}
	return l, nil
}

// Release gives the lock back.
func (l *Lock) Release() error {
	if err := os.Remove(l.holder); err != nil && !errors.Is(err, fs.ErrNotExist) {
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
