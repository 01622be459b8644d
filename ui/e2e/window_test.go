//go:build e2e

package e2e

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	patience = 30 * time.Second       // for what must happen
	pause    = 100 * time.Millisecond // between two looks
)

// window is the running program, seen and used as a person does: its title, its picture, its keys.
type window struct {
	t       *testing.T
	program *exec.Cmd
	ended   chan error
	id      string
	pressed int // keys since counting began; a chord is one
	log     bytes.Buffer
}

// open starts the program with a window and waits until its title holds text.
func open(t *testing.T, text string, args ...string) *window {
	t.Helper()
	w := &window{t: t, program: exec.Command(binary(t), args...), ended: make(chan error, 1)}
	w.program.Stdout, w.program.Stderr = &w.log, &w.log
	if err := w.program.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { w.ended <- w.program.Wait() }()
	t.Cleanup(w.cleanUp)
	w.until("a window opens", func() bool {
		id, err := exec.Command("xdotool", "search", "--onlyvisible", "--name", "Terminwerk").Output()
		w.id, _, _ = strings.Cut(string(id), "\n")
		return err == nil && w.id != ""
	})
	w.tool("windowactivate", "--sync", w.id)
	w.shows(text)
	return w
}

// cleanUp ends a program that a failed test has left, and keeps what helps to see why.
func (w *window) cleanUp() {
	if !w.t.Failed() {
		return
	}
	picture := filepath.Join(os.TempDir(), "terminwerk-e2e-"+strings.ReplaceAll(w.t.Name(), "/", "-")+".png")
	if err := exec.Command("import", "-window", "root", picture).Run(); err == nil {
		w.t.Log("the screen at the end: ", picture)
	}
	w.t.Logf("the window's title: %q", w.title())
	if err := w.program.Process.Kill(); err == nil {
		w.t.Log("it was ended: ", <-w.ended)
	}
	w.t.Logf("the program said:\n%s", w.log.String())
}

func (w *window) tool(args ...string) {
	w.t.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool %s: %v %s", strings.Join(args, " "), err, out)
	}
}

// press types keys one after the other, each when the window has come to rest.
func (w *window) press(keys ...string) {
	w.t.Helper()
	for _, key := range keys {
		w.rest()
		w.tool("key", "--clearmodifiers", key)
		w.pressed++
	}
}

// hold keeps a key down until the display server has repeated it many times.
func (w *window) hold(key string) {
	w.t.Helper()
	w.rest()
	w.tool("keydown", key, "sleep", "2", "keyup", key)
	w.pressed++
}

// insist presses a key until it has led to another view: a question over the view is in no title, so that the key may come
// before it.
func (w *window) insist(key string) {
	w.t.Helper()
	before := w.title()
	w.press(key)
	again := time.Now().Add(3 * time.Second)
	w.until(key+" leads on", func() bool {
		if w.title() != before {
			return true
		}
		if time.Now().After(again) {
			w.tool("key", "--clearmodifiers", key)
			again = time.Now().Add(3 * time.Second)
		}
		return false
	})
}

// write types a text into the field that has the cursor.
func (w *window) write(text string) {
	w.t.Helper()
	w.rest()
	w.tool("type", "--delay", "8", text)
}

func (w *window) title() string {
	out, err := exec.Command("xdotool", "getwindowname", w.id).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// shows waits until the title holds text: the title begins with that of the view in front.
func (w *window) shows(text string) {
	w.t.Helper()
	w.until("the title holds “"+text+"”", func() bool { return strings.Contains(w.title(), text) })
}

// rest waits until the window looks the same twice. A blinking cursor may keep it from that, so it does not wait for ever.
func (w *window) rest() {
	var before [sha256.Size]byte
	for until := time.Now().Add(3 * time.Second); time.Now().Before(until); time.Sleep(pause) {
		picture, err := exec.Command("import", "-silent", "-window", w.id, "rgb:-").Output()
		if now := sha256.Sum256(picture); err == nil && now == before {
			return
		} else {
			before = now
		}
	}
}

// until waits for what a person would wait for.
func (w *window) until(what string, happened func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); !happened(); time.Sleep(pause) {
		select {
		case err := <-w.ended:
			w.ended <- err
			w.t.Fatalf("waiting until %s: the program ended: %v\n%s", what, err, w.log.String())
		default:
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("waited %s in vain until %s", patience, what)
		}
	}
}

// quit leaves by the keyboard and gives the exit code.
func (w *window) quit() int {
	w.t.Helper()
	w.press("ctrl+q")
	select {
	case err := <-w.ended:
		w.ended <- err
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode()
		}
		if err != nil {
			w.t.Fatal(err)
		}
	case <-time.After(patience):
		w.t.Fatalf("Ctrl+Q does not end the program")
	}
	return 0
}
