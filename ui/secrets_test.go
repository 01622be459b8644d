package ui_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/ui/keys"
)

// vault is a file of passwords that has to be opened, or nothing that keeps any.
type vault struct {
	place  message.SecretPlace
	opened string
	words  map[string]string
}

func (v *vault) Secret(_ context.Context, name string) (string, error) {
	if word := v.words[name]; word != "" {
		return word, nil
	}
	return "", &core.Error{Kind: core.Unavailable, Op: "read secret", Err: core.Reason("sender.secret.sealed")}
}
func (v *vault) SetSecret(context.Context, string, string) error { return nil }
func (v *vault) DeleteSecret(context.Context, string) error      { return nil }
func (v *vault) Place(context.Context) message.SecretPlace       { return v.place }
func (v *vault) Remember(name, word string)                      { v.words[name] = word }
func (v *vault) Unlock(_ context.Context, passphrase string) error {
	if passphrase != "richtige" {
		return &core.Error{Kind: core.Invalid, Op: "open secrets", Err: core.Reason("sender.secret.passphrase")}
	}
	v.opened, v.words[message.SecretSMTP] = passphrase, "geheim"
	return nil
}

// lockedStart opens the window of somebody whose mail server wants a password; a message waits.
func lockedStart(t *testing.T, place message.SecretPlace) (*program, *vault) {
	t.Helper()
	first := start(t)
	set, err := first.store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set.Mail = core.Mail{Module: core.ModuleSMTP, From: "service@autohaus.example", SMTP: core.SMTP{Host: "mail.autohaus.example", User: "service"}}
	first.put(&set, first.letter("wartet", first.clock.at))
	v := &vault{place: place, words: map[string]string{}}
	p := startWith(t, first.store, v)
	p.post.Refuse = func() error {
		_, err := v.Secret(t.Context(), message.SecretSMTP)
		return err
	}
	return p, v
}

func TestTheStartAsksForThePassphraseOfThePasswords(t *testing.T) {
	p, v := lockedStart(t, message.PlaceLocked)
	p.sees("Die Passwörter sind verschlossen")
	p.later(time.Second)
	p.went()
	p.typed("falsche")
	p.press(fyne.KeyReturn)
	p.sees("öffnet die Datei mit den Passwörtern nicht")
	for range len("falsche") {
		p.press(fyne.KeyBackspace)
	}
	p.typed("richtige")
	p.press(fyne.KeyReturn)
	p.later(time.Second)
	if p.went("wartet"); v.opened != "richtige" {
		t.Error("the file is not open")
	}
}

func TestWhereNothingKeepsPasswordsTheStartAsksForThemAndTheOutboxAgain(t *testing.T) {
	p, _ := lockedStart(t, message.PlaceMemory)
	p.sees("Ein Passwort fehlt", "Mailserver (service)")
	p.press(fyne.KeyEscape)
	p.later(time.Second)
	p.went()
	p.ctrl(fyne.Key5)
	p.sees("angehalten", "Passwort eingeben…")
	p.keys.HandleShortcut(keys.CtrlShift(fyne.KeyU).Fyne())
	p.typed("geheim")
	p.press(fyne.KeyReturn)
	p.later(time.Second)
	p.went("wartet")
}
