package secret

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"

	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"
)

func TestBusThatNeverAnswersHoldsNobodyUp(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "bus")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	came := make(chan net.Conn, 10)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			came <- conn
		}
	}()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+socket)
	s := New(Config{Keyring: true, Limit: 300 * time.Millisecond})
	if err := s.SetSecret(t.Context(), message.SecretSMTP, word); !errors.Is(err, ReasonSession) {
		t.Errorf("%v", err)
	}
	if got, err := s.Secret(t.Context(), message.SecretSMTP); err != nil || got != word {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := s.Secret(t.Context(), "another"); !errors.Is(err, ReasonLocked) {
		t.Errorf("%v", err)
	}
	(<-came).Close() // and the program survives a bus that goes away
	listener.Close()
	<-s.keyring.hangs
}

func TestSessionWithoutBusAsksAtEachStart(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	s := New(Config{Keyring: true})
	if s.Place(t.Context()) != message.PlaceMemory {
		t.Errorf("%s", s.Place(t.Context()))
	}
	if _, err := s.Secret(t.Context(), message.SecretSMTP); !core.IsKind(err, core.Unavailable) || !errors.Is(err, ReasonNone) {
		t.Errorf("%v", err)
	}
}

func TestNoBusIsStartedWhereNoneIs(t *testing.T) {
	bin, noted := t.TempDir(), filepath.Join(t.TempDir(), "started")
	if err := os.WriteFile(filepath.Join(bin, "dbus-launch"), []byte("#!/bin/sh\necho >"+noted+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	s := New(Config{Keyring: true})
	if _, err := s.Secret(t.Context(), message.SecretSMTP); !errors.Is(err, ReasonNone) {
		t.Errorf("%v", err)
	}
	if err := s.SetSecret(t.Context(), message.SecretSMTP, word); !errors.Is(err, ReasonSession) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(noted); err == nil {
		t.Error("a bus was started")
	}
}

func TestLockedKeyringIsToldFromNone(t *testing.T) {
	for _, c := range []struct {
		err  error
		want error
	}{
		{dbus.Error{Name: "org.freedesktop.DBus.Error.ServiceUnknown"}, errNone},
		{dbus.Error{Name: "org.freedesktop.Secret.Error.IsLocked"}, errLocked},
		{errors.New("failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'"), errLocked},
		{errors.New("dbus: couldn't determine address of session bus"), errNone},
		{errors.New(`exec: "dbus-launch": executable file not found in $PATH`), errNone},
		{keyring.ErrNotFound, errMissing},
	} {
		if got := fault(c.err); !errors.Is(got, c.want) {
			t.Errorf("%v: %v, want %v", c.err, got, c.want)
		}
	}
}
