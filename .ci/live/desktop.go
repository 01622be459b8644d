package main

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/mapi"
)

// tryDesktop lets the real xdg-email start a Thunderbird that notes how it was called.
func tryDesktop(t *trial) {
	t.need("xdg-email")
	t.need("xdg-mime")
	dir := t.folder(".")
	noted := filepath.Join(dir, "noted")
	bin := t.folder("bin")
	t.must(os.WriteFile(filepath.Join(bin, "thunderbird"), []byte("#!/bin/sh\nprintf '%s\\n' \"$@\" >"+noted+"\n"), 0o700))
	entry := "[Desktop Entry]\nType=Application\nName=Thunderbird\nExec=thunderbird %u\nMimeType=x-scheme-handler/mailto;\n"
	t.write(t.folder("data/applications"), "thunderbird.desktop", entry)
	t.write(t.folder("config"), "mimeapps.list", "[Default Applications]\nx-scheme-handler/mailto=thunderbird.desktop\n")
	for name, value := range map[string]string{
		"HOME": dir, "XDG_DATA_HOME": filepath.Join(dir, "data"), "XDG_CONFIG_HOME": filepath.Join(dir, "config"), "XDG_CURRENT_DESKTOP": "",
		"PATH": bin + ":" + os.Getenv("PATH"),
	} {
		old, had := os.LookupEnv(name)
		t.must(os.Setenv(name, value))
		t.endings = append(t.endings, func() {
			if _ = os.Setenv(name, old); !had {
				_ = os.Unsetenv(name)
			}
		})
	}
	m := t.sample("desktop-1", core.ModuleMAPI)
	m.To = []string{"lukasz@example.de", "b@example.de"}
	r := mapi.New(mapi.Config{Folder: t.folder("letters")}).Send(t.ctx, m)
	t.check(r.Outcome == message.HandedOver && r.Reason == "", "the mail program is started", r)
	var call []byte
	t.until(20*time.Second, "the mail program is not called", func() bool {
		call, _ = os.ReadFile(noted)
		return len(call) > 0
	})
	flag, fields, _ := strings.Cut(strings.TrimSpace(string(call)), "\n")
	t.same("way", flag, "-compose")
	field := func(pattern string) string {
		found := regexp.MustCompile(pattern).FindStringSubmatch(fields)
		if found == nil {
			return "missing in " + fields
		}
		word, err := url.PathUnescape(found[1])
		t.must(err)
		return word
	}
	t.same("recipients", strings.TrimSuffix(field(`to='([^']*)'`), ","), strings.Join(m.To, ","))
	t.same("subject", field(`subject=([^,]*)`), m.Subject)
	t.same("text", strings.ReplaceAll(field(`body=([^,]*)`), "\r\n", "\n"), strings.TrimRight(m.Text, "\n"))
	files := strings.Split(field(`attachment='([^']*)'`), ",/")
	if len(files) != len(m.Attachments) {
		t.check(false, "two attachments", fields)
		return
	}
	for i, a := range m.Attachments {
		path := "/" + strings.TrimPrefix(files[i], "/")
		content, err := os.ReadFile(strings.TrimPrefix(path, "/file:/"))
		t.check(err == nil && string(content) == string(a.Content), "attachment "+a.Name, path, err)
	}
}
