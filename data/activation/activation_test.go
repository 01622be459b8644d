package activation_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/denisbrodbeck/machineid"
	core "terminwerk/core/activation"

	"terminwerk/data/activation"
)

const secret = "drei graue Zahnräder"

func issuer(t *testing.T) (activation.Issuer, string, string) {
	t.Helper()
	i, path := activation.Issuer{Work: 10}, filepath.Join(t.TempDir(), "desk.key")
	pub, err := i.Init(path, secret, "Service-Desk Nord")
	if err != nil {
		t.Fatal(err)
	}
	return i, path, pub
}

func TestTheServiceDeskSignsWithASealedKey(t *testing.T) {
	i, path, pub := issuer(t)
	sealed, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(sealed), "-----BEGIN AGE ENCRYPTED FILE-----") {
		t.Fatalf("%q %v", sealed, err)
	}
	if info, _ := os.Stat(path); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	l := core.License{Features: core.SMS, Dealership: 4711, Issued: 20261101, Expires: 20271231, Machine: core.Machine{1}}
	code, err := i.Issue(path, secret, l)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(pub)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := core.Read(code, core.ParseKeys(string(text))); err != nil || got != l {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := i.Issue(path, "falsch und lang genug", l); !errors.Is(err, activation.ReasonPassphrase) {
		t.Error(err)
	}
	if _, err := i.Issue(pub, secret, l); !errors.Is(err, activation.ReasonKeyFile) {
		t.Error(err)
	}
	if _, err := i.Init(path, secret, ""); !errors.Is(err, activation.ReasonKeyExists) {
		t.Error(err)
	}
	if _, err := i.Init(path+"2", "kurz", ""); !errors.Is(err, activation.ReasonShort) {
		t.Error(err)
	}
}

// TestOnlyKeysOfAnAdministratorCount installs keys as the user that runs it, who is an administrator only as root.
func TestOnlyKeysOfAnAdministratorCount(t *testing.T) {
	root := os.Getuid() == 0
	_, _, pub := issuer(t)
	text, err := os.ReadFile(pub)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "desk.pub")
	if err := os.WriteFile(name, text, 0o644); err != nil {
		t.Fatal(err)
	}
	trust := activation.Trust{Dir: dir, Built: fstest.MapFS{"activation/nord.pub": {Data: text}}}
	count := func(want int, unsafe bool) {
		t.Helper()
		keys, err := trust.Keys()
		if len(keys) != want || errors.Is(err, activation.ReasonUnsafe) != unsafe {
			t.Errorf("%d keys, %v", len(keys), err)
		}
	}
	if !root {
		count(1, true)
		return
	}
	count(2, false)
	for _, spoil := range []struct {
		do, undo func() error
	}{
		{func() error { return os.Chmod(name, 0o666) }, func() error { return os.Chmod(name, 0o644) }},
		{func() error { return os.Chown(name, 65534, 0) }, func() error { return os.Chown(name, 0, 0) }},
		{func() error { return os.Chmod(dir, 0o777) }, func() error { return os.Chmod(dir, 0o755) }},
		{func() error { return os.Chown(dir, 65534, 0) }, func() error { return os.Chown(dir, 0, 0) }},
	} {
		if err := spoil.do(); err != nil {
			t.Fatal(err)
		}
		count(1, true)
		if err := spoil.undo(); err != nil {
			t.Fatal(err)
		}
	}
	count(2, false)
	trust.Dir = filepath.Join(dir, "none")
	count(1, false)
}

func TestTheMachineIsTheSameEveryTime(t *testing.T) {
	a, errA := activation.Trust{}.Machine()
	b, errB := activation.Trust{}.Machine()
	own, _ := machineid.ID() // a bare container has none
	if a != b || errA != nil || errB != nil || (own == "") != (a == core.Machine{}) {
		t.Errorf("%v %v, %v %v", a, errA, b, errB)
	}
}
