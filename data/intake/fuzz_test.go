package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"terminwerk/core"
	"terminwerk/data/intake"
)

// fuzz feeds everything in testdata and checks what holds for every input.
func fuzz(f *testing.F, name string) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.*"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b := intake.ReadLeads(name, data, options())
		for _, r := range b.Records {
			lead := core.Lead{Status: core.LeadNew, Request: r.Request}
			if err := lead.Validate(); err != nil {
				t.Fatalf("useless lead: %v", err)
			}
			if err := r.Request.Contact.Validate(); err != nil {
				t.Fatalf("contact that no appointment can take over: %v", err)
			}
			if err := r.Request.Vehicle.Validate(); err != nil {
				t.Fatalf("vehicle that no appointment can take over: %v", err)
			}
			if w := r.Request.WantedAt; w != 0 && !w.Valid() {
				t.Fatalf("wanted at %d", w)
			}
			if !utf8.ValidString(r.Request.Work+r.Request.Comments) || strings.ContainsRune(r.Request.Work, 0) {
				t.Fatal("text that cannot be stored")
			}
		}
		for _, q := range b.Refused {
			if q.Why == "" || !utf8.ValidString(q.Raw) {
				t.Fatalf("refused without a reason: %+v", q)
			}
		}
	})
}

func FuzzADF(f *testing.F)  { fuzz(f, "lead.xml") }
func FuzzMail(f *testing.F) { fuzz(f, "lead.eml") }
func FuzzJSON(f *testing.F) { fuzz(f, "lead.json") }
func FuzzCSV(f *testing.F)  { fuzz(f, "lead.csv") }
