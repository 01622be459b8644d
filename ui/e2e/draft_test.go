//go:build e2e

package e2e

import (
	"testing"
	"time"
)

// TestAKillCostsTheLastSecondsOfTyping ends the program without warning while a customer is being changed, and goes on.
func TestAKillCostsTheLastSecondsOfTyping(t *testing.T) {
	const atMost = 5 * time.Second // of typing may be lost
	c := dealership(t)
	w := open(t, "Terminleads", "-db", c.db)
	w.press("ctrl+3")
	w.shows("Kunden")
	w.press("Return")
	w.shows("Kunde ")
	w.press("Tab", "Tab", "Tab")
	w.write("Mag. Testtitel")
	time.Sleep(atMost)
	w.write("verloren")
	if err := w.program.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := <-w.ended; err == nil {
		t.Fatal("it ended by itself")
	}

	again := open(t, "Terminleads", "-db", c.db)
	again.insist("Return") // the question about drafts is over the list
	again.shows("Kunde ")
	again.press("ctrl+Return")
	again.shows("Terminleads")
	again.quit()
	found := false
	for _, customer := range c.records("customers", "customer_number") {
		found = found || len(customer["title"]) >= len("Mag. Testtitel") && customer["title"][:len("Mag. Testtitel")] == "Mag. Testtitel"
	}
	if !found {
		t.Errorf("what was typed is gone: %v", c.records("customers", "customer_number"))
	}

	last := open(t, "Terminleads", "-db", c.db)
	last.press("ctrl+3") // does nothing while a question is open
	last.shows("Kunden")
	last.quit()
}
