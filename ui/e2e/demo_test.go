//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheDemonstrationIsBookedAndLeavesNothing books its newest lead; the data comes after the window is shown.
func TestTheDemonstrationIsBookedAndLeavesNothing(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	w := open(t, "Terminleads", "-demo")
	w.insist("Return")
	w.shows("Termin – neu aus Lead L-30")
	w.press("ctrl+s")
	w.shows("Terminleads")
	if exit := w.quit(); exit != 0 {
		t.Errorf("the program ended with %d\n%s", exit, w.log.String())
	}
	left, err := filepath.Glob(filepath.Join(temp, "*demo*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestWithoutAScreenTheProgramSaysSo(t *testing.T) {
	screen := os.Getenv("DISPLAY")
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	c := terminal{t, filepath.Join(t.TempDir(), "desk.db")}
	exit, out, complaint := c.run()
	if exit == 0 || out != "" || !strings.Contains(complaint, "Bildschirm") || strings.Contains(complaint, "goroutine") {
		t.Errorf("exit %d, said %q and complained %q", exit, out, complaint)
	}
	t.Setenv("DISPLAY", screen)
	w := open(t, "Terminleads", "-db", c.db)
	w.press("Escape") // the assistant of a first start
	if exit := w.quit(); exit != 0 {
		t.Errorf("then, with a screen, it ended with %d", exit)
	}
}
