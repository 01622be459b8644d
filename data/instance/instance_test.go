package instance_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
	"terminwerk/data/instance"
	"terminwerk/data/store/dbfile"
)

type window struct {
	raised  chan struct{}
	started chan struct{}
	gone    chan struct{}
}

func (w *window) Raise() { w.raised <- struct{}{} }

func (w *window) Run(ctx context.Context, args []string, dir string, stdout, stderr io.Writer) int {
	if args[0] == "wait" {
		close(w.started)
		<-ctx.Done()
		close(w.gone)
		return 9
	}
	fmt.Fprintf(stdout, "%s in %s", strings.Join(args, ","), dir)
	fmt.Fprint(stderr, "a warning")
	_, _ = stdout.Write(bytes.Repeat([]byte("x"), 100_000))
	return 1
}

func start(t *testing.T) (string, *window) {
	t.Helper()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	db := filepath.Join(t.TempDir(), "Büro Süd", "terminwerk.db")
	w := &window{raised: make(chan struct{}, 1), gone: make(chan struct{})}
	l, err := instance.Listen(db, w)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return db, w
}

func TestSecondStartRaisesTheWindow(t *testing.T) {
	db, w := start(t)
	exit, err := instance.Call(db, instance.Request{}, io.Discard, io.Discard)
	if exit != 0 || err != nil {
		t.Fatalf("exit %d, %v", exit, err)
	}
	<-w.raised
}

func TestForwardedCommandBringsBackOutputAndExitCode(t *testing.T) {
	db, _ := start(t)
	var out, errs bytes.Buffer
	exit, err := instance.Call(db, instance.Request{Args: []string{"import", "ä.csv"}, Dir: "/tmp"}, &out, &errs)
	if exit != 1 || err != nil {
		t.Fatalf("exit %d, %v", exit, err)
	}
	if !strings.HasPrefix(out.String(), "import,ä.csv in /tmp") || out.Len() < 100_000 || errs.String() != "a warning" {
		t.Fatalf("stdout %d bytes %.40q, stderr %q", out.Len(), out.String(), errs.String())
	}
}

func TestRestartAfterAKillTakesOverTheSocket(t *testing.T) {
	db, _ := start(t)
	w := &window{raised: make(chan struct{}, 1)}
	if runtime.GOOS == "windows" {
		return // a pipe ends with its process and leaves nothing
	}
	l, err := instance.Listen(db, w)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := instance.Call(db, instance.Request{}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	<-w.raised
}

func TestNobodyAnsweringNamesTheHolder(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	db := filepath.Join(t.TempDir(), "terminwerk.db")
	lock, err := dbfile.Acquire(db, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	_, err = instance.Call(db, instance.Request{Args: []string{"check"}}, io.Discard, io.Discard)
	var held *dbfile.HeldError
	if !core.IsKind(err, core.Locked) || !errors.As(err, &held) || held.Holder.PID == 0 {
		t.Fatalf("got %v", err)
	}
}

func TestAPreparingHolderIsNotCalledSilent(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	db := filepath.Join(t.TempDir(), "terminwerk.db")
	lock, err := dbfile.Acquire(db, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	if err := lock.Preparing(true); err != nil {
		t.Fatal(err)
	}
	_, err = instance.Call(db, instance.Request{}, io.Discard, io.Discard)
	if !core.IsKind(err, core.Locked) || !errors.Is(err, dbfile.ReasonPreparing) {
		t.Fatalf("got %v", err)
	}
}

func TestAStartingHolderIsWaitedFor(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	db := filepath.Join(t.TempDir(), "terminwerk.db")
	w := &window{raised: make(chan struct{}, 1)}
	lock, err := dbfile.Acquire(db, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	done := make(chan error)
	go func() {
		_, err := instance.Call(db, instance.Request{}, io.Discard, io.Discard)
		done <- err
	}()
	time.Sleep(200 * time.Millisecond)
	l, err := instance.Listen(db, w)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	<-w.raised
}

func TestClosingEndsRunningCommands(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	db := filepath.Join(t.TempDir(), "terminwerk.db")
	w := &window{started: make(chan struct{}), gone: make(chan struct{})}
	l, err := instance.Listen(db, w)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		_, err := instance.Call(db, instance.Request{Args: []string{"wait"}}, io.Discard, io.Discard)
		done <- err
	}()
	<-w.started
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	<-w.gone
	if err := <-done; err != nil {
		t.Error(err)
	}
}
