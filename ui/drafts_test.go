package ui_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/ui/desk/desktest"
	"terminwerk/ui/keys"
	"terminwerk/ui/kit"
)

// crash ends the program without asking anybody and starts it again on the same store.
func (p *program) crash() *program {
	p.Helper()
	return startOn(p.T, p.store)
}

func (p *program) typed(text string) {
	for _, r := range text {
		p.win.Canvas().Focused().TypedRune(r)
	}
	p.app.Elapse()
}

func (p *program) drafts() []core.Draft {
	p.Helper()
	list, err := p.store.Drafts(p.Context())
	if err != nil {
		p.Fatal(err)
	}
	return list
}

func TestTypedInputOutlivesTheProgram(t *testing.T) {
	anna, golf, lead := known()
	for name, c := range map[string]struct {
		open  func(p *program)
		holds func(p *program) bool
	}{
		"customer": {
			func(p *program) {
				p.app.EditCustomer(anna.Head().ID)
				p.press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
			},
			func(p *program) bool {
				c, err := p.store.Customer(t.Context(), anna.Head().ID)
				return err == nil && c.Contact.TitleBefore == "zzz"
			},
		},
		"vehicle": {
			func(p *program) {
				p.app.EditVehicle(golf.Head().ID)
				p.press(fyne.KeyTab, fyne.KeyEnd)
			},
			func(p *program) bool {
				v, err := p.store.Vehicle(t.Context(), golf.Head().ID)
				return err == nil && v.Data.Plate == "S-101AMZZZ"
			},
		},
		"appointment": {
			func(p *program) {
				p.app.Book(lead.Meta.ID)
				p.press(fyne.KeyInsert)
			},
			func(p *program) bool {
				l, err := p.store.Lead(t.Context(), lead.Meta.ID)
				if err != nil || l.Appointment == 0 {
					return false
				}
				a, err := p.store.Appointment(t.Context(), l.Appointment)
				return err == nil && a.Steps[len(a.Steps)-1].Text == "zzz"
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			anna.Head().ID, anna.Head().Rev, golf.Head().ID, golf.Head().Rev, lead.Meta = core.Pending(1), 0, 0, 0, core.Meta{}
			p := start(t, anna, golf, lead)
			c.open(p)
			if len(p.drafts()) != 0 {
				t.Fatal("a draft of nothing typed")
			}
			p.typed("zzz")
			if len(p.drafts()) != 1 {
				t.Fatalf("drafts %v", p.drafts())
			}
			again := p.crash()
			again.sees("nicht gespeichert")
			again.press(fyne.KeyReturn)
			if name == "appointment" {
				again.typed("45")
			}
			again.ctrl(fyne.KeyS)
			if !c.holds(again) || len(again.drafts()) != 0 {
				t.Errorf("after saving: stored %v, drafts %v", c.holds(again), again.drafts())
			}
		})
	}
}

func TestLeavingWithoutSavingLeavesNoDraft(t *testing.T) {
	anna, golf, lead := known()
	p := start(t, anna, golf, lead)
	p.app.EditCustomer(anna.Head().ID)
	p.press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	p.typed("zzz")
	if len(p.drafts()) != 1 {
		t.Fatal("no draft")
	}
	p.press(fyne.KeyEscape)
	p.ctrl(fyne.KeyD)
	if len(p.drafts()) != 0 {
		t.Errorf("drafts %v", p.drafts())
	}
}

func TestAnEditorSaysWhoElseStoredItsRecordMeanwhile(t *testing.T) {
	anna, golf, lead := known()
	p := start(t, anna, golf, lead)
	p.app.EditCustomer(anna.Head().ID)
	p.press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	p.typed("Dr.")
	other, err := p.store.Customer(t.Context(), anna.Head().ID)
	if err != nil {
		t.Fatal(err)
	}
	other.Contact.Town = "Linz"
	if _, err := p.store.Apply(t.Context(), core.Change{Op: core.NewOp(), Actor: "Sommer", What: "customer.saved", Put: []core.Record{&other}}); err != nil {
		t.Fatal(err)
	}
	p.sees("Sommer hat das um 09:00 geändert")
	p.ctrl(fyne.KeyS)
	p.sees("Der Datensatz wurde inzwischen geändert")
	p.press(fyne.KeyReturn)
	if stored, err := p.store.Customer(t.Context(), anna.Head().ID); err != nil || stored.Contact.Town != "Linz" || stored.Contact.TitleBefore != "Dr." {
		t.Errorf("stored %+v %v", stored.Contact, err)
	}
}

func TestADiscardedDraftCanBeTakenBack(t *testing.T) {
	p := start(t)
	draft := core.Draft{Key: "k", What: core.EntityCustomer, Title: "Neuer Kunde", Content: []byte(`{}`)}
	if err := p.store.SaveDraft(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
	again := p.crash()
	again.press(fyne.KeyDelete)
	if len(again.drafts()) != 0 {
		t.Fatal("not discarded")
	}
	again.ctrl(fyne.KeyZ)
	if len(again.drafts()) != 1 {
		t.Error("not taken back")
	}
	if !again.keys.Run("file.drafts") {
		t.Fatal("no such command")
	}
	again.press(fyne.KeyEscape)
	again.sees("Terminleads")
}

func TestAMessageOutlivesTheProgramUntilItIsSent(t *testing.T) {
	anna, golf, lead := known()
	p := start(t, anna, golf, lead)
	settings, err := p.store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	settings.Mail = core.Mail{Module: core.ModuleSMTP, From: "service@autohaus.example", SMTP: core.SMTP{Host: "mail.autohaus.example"}}
	p.put(&settings)
	write := func(p *program) {
		p.app.WriteMessage(core.Ref{Entity: core.EntityCustomer, ID: anna.Head().ID})
		p.typed("anna@post.example")
	}
	write(p)
	p.press(fyne.KeyTab)
	p.typed("Ihr Golf")
	p.press(fyne.KeyTab)
	p.typed("Er ist fertig")
	p.keys.HandleShortcut(keys.CtrlShift(fyne.KeyA).Fyne())
	p.typed("rechnung.pdf")
	p.press(fyne.KeyReturn)
	p.app.Elapse()
	if len(p.drafts()) != 1 {
		t.Fatalf("drafts %v", p.drafts())
	}
	again := p.crash()
	again.sees("nicht gespeichert", "Müller")
	again.press(fyne.KeyReturn)
	again.sees("In den Postausgang", "Ihr Golf", "rechnung.pdf")
	again.ctrl(fyne.KeyReturn)
	if len(again.drafts()) != 0 {
		t.Error("the draft outlives the sending")
	}
	again.app.Elapse()
	if len(again.post.Sent) != 1 {
		t.Fatalf("sent %+v", again.post.Sent)
	}
	m := again.post.Sent[0]
	if !slices.Equal(m.To, []string{"anna@post.example"}) || m.Subject != "Ihr Golf" || m.Text != "Er ist fertig\n" || len(m.Attachments) != 1 || string(m.Attachments[0].Content) != "%PDF" {
		t.Errorf("sent %+v", m)
	}
	write(again)
	if len(again.drafts()) != 1 {
		t.Fatal("no draft of the second message")
	}
	again.press(fyne.KeyEscape)
	again.ctrl(fyne.KeyD)
	if len(again.drafts()) != 0 {
		t.Error("the draft outlives the discarding")
	}
}

// editors are all that keep drafts, each opened on something of its own: what to type into, and the key that saves.
var editors = map[string]struct {
	open func(p *program, anna, golf core.ID, lead *core.Lead)
	save fyne.KeyName
}{
	"customer": {func(p *program, anna, _ core.ID, _ *core.Lead) {
		p.app.EditCustomer(anna)
		p.press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	}, fyne.KeyReturn},
	"customer, not closed": {func(p *program, anna, _ core.ID, _ *core.Lead) {
		p.app.EditCustomer(anna)
		p.press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	}, fyne.KeyS},
	"vehicle": {func(p *program, _, golf core.ID, _ *core.Lead) {
		p.app.EditVehicle(golf)
		p.press(fyne.KeyTab, fyne.KeyEnd)
	}, fyne.KeyReturn},
	"appointment": {func(p *program, _, _ core.ID, lead *core.Lead) {
		p.app.Book(lead.Meta.ID)
		for range 30 {
			if _, notes := p.win.Canvas().Focused().(*kit.Notes); notes {
				break
			}
			p.press(fyne.KeyTab)
		}
	}, fyne.KeyS},
	"settings": {func(p *program, _, _ core.ID, _ *core.Lead) {
		p.ctrl("6")
		p.press(fyne.KeyTab)
	}, fyne.KeyS},
	"message": {func(p *program, anna, _ core.ID, _ *core.Lead) {
		p.app.WriteMessage(core.Ref{Entity: core.EntityCustomer, ID: anna})
		p.letters("anna@post.example")
		p.press(fyne.KeyTab)
		p.letters("Ihr Golf")
		p.press(fyne.KeyTab)
	}, fyne.KeyReturn},
	"record of the quarantine": {func(p *program, _, _ core.ID, _ *core.Lead) {
		p.files.result = core.ImportResult{Read: 1, New: 1}
		cells := []core.Cell{{Name: "Kundennummer", Field: core.FieldCustomerNumber}, {Name: "Nachname", Field: core.FieldLastName, Value: "Huber"}}
		p.put(&core.Quarantined{File: "a.csv", What: core.EntityCustomer, Line: 2, Field: core.FieldCustomerNumber, Why: core.ReasonRequired, Digest: []byte{1}, Cells: cells})
		p.ctrl(fyne.KeyG)
		p.press(fyne.KeyReturn)
	}, fyne.KeyReturn},
}

// letters types without letting any time pass.
func (p *program) letters(text string) {
	for _, r := range text {
		p.win.Canvas().Focused().TypedRune(r)
	}
}

func TestNoDraftIsLeftBySavingOrLeavingHoweverSoonAfterTyping(t *testing.T) {
	for name, e := range editors {
		for _, way := range []string{"saved at once", "saved after the draft", "left at once", "left after the draft"} {
			t.Run(name+", "+way, func(t *testing.T) {
				anna, golf, lead := known()
				p := start(t, anna, golf, lead)
				settings, err := p.store.Settings(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				settings.Mail = core.Mail{Module: core.ModuleSMTP, From: "service@autohaus.example", SMTP: core.SMTP{Host: "mail.autohaus.example"}}
				p.put(&settings)
				e.open(p, anna.Head().ID, golf.Head().ID, lead)
				p.letters("12")
				if late := strings.HasSuffix(way, "draft"); late {
					p.app.Elapse()
					if len(p.drafts()) != 1 {
						t.Fatalf("drafts %v", p.drafts())
					}
				}
				if strings.HasPrefix(way, "saved") {
					p.ctrl(e.save)
				} else if p.press(fyne.KeyEscape); name == "settings" {
					p.ctrl(fyne.KeyR) // the screen itself is not left by Esc
				} else {
					p.ctrl(fyne.KeyD)
				}
				p.app.Elapse() // what was to be written then comes too late
				p.app.Elapse()
				if left := p.drafts(); len(left) != 0 {
					t.Errorf("%d drafts are left, screen: %s", len(left), desktest.Text(p.win))
				}
			})
		}
	}
}
