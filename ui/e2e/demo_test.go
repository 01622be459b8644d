//go:build e2e

package e2e

import (
	"path/filepath"
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
