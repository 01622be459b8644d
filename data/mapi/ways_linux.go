package mapi

import (
	"context"
	"os/exec"
	"slices"
	"strings"
	"time"

	"terminwerk/core/message"
)

// systemWays of Linux: xdg-email, with attachments where the mail program is known to take them from it; else a draft file.
func systemWays(*Sender) []way { return []way{composer, draftFile, composerAlone} }

// takers are mail programs that take attachments from xdg-email; others are handed them in a form that they ignore.
var takers = []string{"thunderbird", "betterbird", "evolution"}

// handler asks which program opens a type; empty if nothing does.
func handler(ctx context.Context, kind string) string {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "xdg-mime", "query", "default", kind).Output()
	if err != nil {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(string(out)))
}

// quoted tells whether xdg-email can pass a letter on: it puts addresses and files between apostrophes and escapes none, so
// that one in a name could end it and begin another field.
func quoted(l *letter) bool {
	return !strings.Contains(strings.Join(slices.Concat(l.to, l.files), ""), "'")
}

// composer opens the mail program's compose window if it will take everything.
func composer(ctx context.Context, l *letter) (message.Result, bool) {
	if !quoted(l) {
		return message.Result{}, false
	}
	if len(l.files) > 0 {
		program, takes := handler(ctx, "x-scheme-handler/mailto"), false
		for _, name := range takers {
			takes = takes || strings.Contains(program, name)
		}
		if !takes {
			return message.Result{}, false
		}
	}
	if launch(ctx, "xdg-email", composeArgs(l, l.files)...) != nil {
		return message.Result{}, false
	}
	return l.handed(true), true
}

// composeArgs are the arguments of xdg-email. The recipients come as an address of their own, so that none can be taken
// for an option.
func composeArgs(l *letter, files []string) []string {
	args := []string{"--utf8", "--subject", l.subject, "--body", l.text}
	for _, file := range files {
		args = append(args, "--attach", file)
	}
	to, _, _ := strings.Cut(l.mailto(), "?")
	return append(args, to)
}

func draftFile(ctx context.Context, l *letter) (message.Result, bool) {
	if handler(ctx, "message/rfc822") == "" {
		return message.Result{}, false
	}
	return l.draft(func(path string) error { return launch(ctx, "xdg-open", path) })
}

// composerAlone opens the compose window and leaves the attachments to the person.
func composerAlone(ctx context.Context, l *letter) (message.Result, bool) {
	if len(l.files) == 0 || !quoted(&letter{to: l.to}) || launch(ctx, "xdg-email", composeArgs(l, nil)...) != nil {
		return message.Result{}, false
	}
	return l.handed(false), true
}
