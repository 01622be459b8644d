package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/secret"
)

const word = "Geheim-Wört€r Ł"

// tryKeyring keeps a secret in a keyring of its own, unlocked and locked.
func tryKeyring(t *trial) {
	session, daemon := t.need("dbus-run-session"), t.need("gnome-keyring-daemon")
	self, err := os.Executable()
	t.must(err)
	home := t.folder("home")
	run := func(script string) string {
		ctx, cancel := context.WithTimeout(t.ctx, time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, session, "--", "sh", "-c", script)
		cmd.Env = []string{"HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_RUNTIME_DIR=" + home, "PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8"}
		out, err := cmd.CombinedOutput()
		return fmt.Sprintf("%s%v", out, err)
	}
	unlock := "printf 'login' | " + daemon + " --unlock --components=secrets >/dev/null; "
	lock := daemon + " --start --components=secrets >/dev/null; "
	out := run(unlock + self + " keyring keep")
	t.check(strings.Contains(out, "kept"), "an unlocked keyring keeps a secret", out)
	out = run(unlock + self + " keyring read")
	t.check(strings.Contains(out, "read"), "and has it in the next session", out)
	out = run(lock + self + " keyring locked")
	t.check(strings.Contains(out, "asked"), "a locked one holds nobody up: the secret is asked for", out)
	out = run(unlock + self + " keyring remove")
	t.check(strings.Contains(out, "gone"), "what is deleted is gone", out)
}

// useKeyring does one thing with the session's keyring and says in a word what came of it.
func useKeyring(what string) int {
	ctx := context.Background()
	s := secret.New(secret.Config{Keyring: true, Limit: 5 * time.Second})
	says := func(ok bool, word string, detail ...any) int {
		if !ok {
			fmt.Println(detail...)
			return 1
		}
		fmt.Println(word)
		return 0
	}
	switch what {
	case "keep":
		err := s.SetSecret(ctx, message.SecretSMTP, word)
		return says(err == nil && s.Place(ctx) == message.PlaceKeyring, "kept", err)
	case "read":
		got, err := s.Secret(ctx, message.SecretSMTP)
		return says(err == nil && got == word, "read", got, err)
	case "locked":
		started := time.Now()
		_, err := s.Secret(ctx, message.SecretSMTP)
		return says(core.IsKind(err, core.Unavailable) && time.Since(started) < 10*time.Second, "asked", err, time.Since(started))
	case "remove":
		err := s.DeleteSecret(ctx, message.SecretSMTP)
		_, after := s.Secret(ctx, message.SecretSMTP)
		return says(err == nil && errors.Is(after, secret.ReasonMissing), "gone", err, after)
	}
	return 2
}
