package activation

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"terminwerk/core"
	"terminwerk/core/activation"
)

// The reasons why the service desk's key cannot be used, as text keys.
const (
	ReasonKeyExists  core.Reason = "activation.error.key_exists"
	ReasonPassphrase core.Reason = "activation.error.passphrase"
	ReasonShort      core.Reason = "activation.error.short_passphrase"
	ReasonKeyFile    core.Reason = "activation.error.key_file"
)

// shortest is the least length of a passphrase, in bytes.
const shortest = 10

// Issuer keeps the private keys that sign codes. Work is the exponent of the passphrase's cost; 0: age's usual one, about a
// second.
type Issuer struct{ Work int }

// Init makes a key pair: the private key at path, sealed with the passphrase, and the public one beside it with the ending
// .pub. Existing files are never replaced.
func (i Issuer) Init(path, passphrase, whose string) (pub string, err error) {
	if len(passphrase) < shortest {
		return "", core.Refuse(core.FieldActivation, ReasonShort)
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", err
	}
	sealed, err := i.seal(private.Seed(), passphrase)
	if err != nil {
		return "", err
	}
	pub = path + ".pub"
	if err := writeNew(path, sealed, 0o600); err != nil {
		return "", err
	}
	if err := writeNew(pub, []byte(activation.FormatKey(public, whose)), 0o644); err != nil {
		return "", errors.Join(err, os.Remove(path))
	}
	return pub, nil
}

func (i Issuer) seal(seed []byte, passphrase string) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	if i.Work > 0 {
		recipient.SetWorkFactor(i.Work)
	}
	var out bytes.Buffer
	armored := armor.NewWriter(&out)
	w, err := age.Encrypt(armored, recipient)
	if err == nil {
		_, err = w.Write(seed)
	}
	if err == nil {
		err = w.Close()
	}
	err = errors.Join(err, armored.Close())
	return out.Bytes(), err
}

func writeNew(path string, text []byte, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return &core.Error{Kind: core.Invalid, Op: "write key", Err: ReasonKeyExists}
	}
	if err != nil {
		return &core.Error{Kind: core.Unavailable, Op: "write key", Err: err}
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(&core.Error{Kind: core.Unavailable, Op: "write key", Err: err}, os.Remove(path))
	}
	return nil
}

// Issue signs a license with the private key at path.
func (i Issuer) Issue(path, passphrase string, l activation.License) (code string, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", &core.Error{Kind: core.Unavailable, Op: "read key", Err: err}
	}
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return "", core.Refuse(core.FieldActivation, ReasonPassphrase)
	}
	r, err := age.Decrypt(armor.NewReader(strings.NewReader(string(text))), identity)
	var wrong *age.NoIdentityMatchError
	switch {
	case errors.As(err, &wrong):
		return "", core.Refuse(core.FieldActivation, ReasonPassphrase)
	case err != nil:
		return "", core.Refuse(core.FieldActivation, ReasonKeyFile)
	}
	seed, err := io.ReadAll(io.LimitReader(r, 1024))
	if err != nil || len(seed) != ed25519.SeedSize {
		return "", core.Refuse(core.FieldActivation, ReasonKeyFile)
	}
	return activation.Sign(l, ed25519.NewKeyFromSeed(seed)), nil
}
