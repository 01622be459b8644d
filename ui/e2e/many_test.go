//go:build e2e

package e2e

import "testing"

// TestSeveralLeadsAreRejectedTogether marks two leads with Shift, which only the real driver tells apart from the bare arrow
// key, and confirms with Ctrl+Enter while the list of reasons is open.
func TestSeveralLeadsAreRejectedTogether(t *testing.T) {
	c := dealership(t)
	w := open(t, "Terminleads", "-db", c.db)
	importLeads(w, c)
	rejected := func() (n int) {
		for _, l := range c.records("leads", "lead_id") {
			if l["status"] == "rejected" {
				n++
			}
		}
		return n
	}
	w.press("space", "shift+Down")
	w.press("Delete")
	w.write("Kunde")
	w.press("ctrl+Return")
	w.until("two leads are rejected", func() bool { return rejected() == 2 })
	w.press("ctrl+z")
	w.until("they are open again", func() bool { return rejected() == 0 })
	if exit := w.quit(); exit != 0 {
		t.Errorf("the program ended with %d", exit)
	}
}
