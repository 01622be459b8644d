// Package activation knows which public keys this machine accepts and which machine it is, and keeps the service desk's
// private key in a file sealed with a passphrase.
package activation

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/denisbrodbeck/machineid"

	"terminwerk/core"
	"terminwerk/core/activation"
)

// Trust implements core/activation.Trust: keys of the build and of the machine-wide folder.
type Trust struct {
	Built fs.FS  // with activation/*.pub; nil for none
	Dir   string // the machine-wide folder; Folder() if empty
}

// ReasonUnsafe says that a key file could have been written by somebody who is no administrator.
const ReasonUnsafe core.Reason = "activation.error.unsafe_key"

// Keys gives the accepted public keys. A key file that somebody other than an administrator could have written does not
// count; the error names it, and the other keys stand.
func (t Trust) Keys() ([]ed25519.PublicKey, error) {
	keys, err := t.built()
	dir := t.Dir
	if dir == "" {
		dir = Folder()
	}
	names, globErr := filepath.Glob(filepath.Join(dir, "*.pub"))
	errs := []error{err, globErr}
	if len(names) == 0 {
		return keys, errors.Join(errs...)
	}
	if err := onlyAdministrators(dir); err != nil {
		return keys, errors.Join(append(errs, untrusted(dir, err))...)
	}
	for _, name := range names {
		if err := onlyAdministrators(name); err != nil {
			errs = append(errs, untrusted(name, err))
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			errs = append(errs, &core.Error{Kind: core.Unavailable, Op: "read key", Err: err})
			continue
		}
		keys = append(keys, activation.ParseKeys(string(text))...)
	}
	return keys, errors.Join(errs...)
}

func (t Trust) built() ([]ed25519.PublicKey, error) {
	if t.Built == nil {
		return nil, nil
	}
	names, err := fs.Glob(t.Built, "activation/*.pub")
	if err != nil {
		return nil, err
	}
	var keys []ed25519.PublicKey
	for _, name := range names {
		text, err := fs.ReadFile(t.Built, name)
		if err != nil {
			return keys, err
		}
		keys = append(keys, activation.ParseKeys(string(text))...)
	}
	return keys, nil
}

func untrusted(name string, err error) error {
	return &core.Error{Kind: core.Invalid, Op: "read key", Field: core.FieldActivation, Err: fmt.Errorf("%w: %s: %w", ReasonUnsafe, name, err)}
}

// Machine is a fingerprint of this computer that says nothing about it elsewhere. One without an id of its own (a bare container) is the zero value: only
// codes that count on any machine count there.
func (t Trust) Machine() (activation.Machine, error) {
	var m activation.Machine
	text, err := machineid.ProtectedID("terminwerk")
	if err != nil {
		return m, nil
	}
	raw, err := hex.DecodeString(text)
	if err != nil || copy(m[:], raw) < len(m) {
		return m, &core.Error{Kind: core.Internal, Op: "machine id", Err: err}
	}
	return m, nil
}
