package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"path/filepath"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/smtp"
)

// certificate writes an authority, and a certificate and key of it for this machine.
func (t *trial) certificate(dir string) (ca, cert, key string) {
	issue := func(c, parent *x509.Certificate, by *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
		own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		t.must(err)
		if parent == nil {
			parent, by = c, own
		}
		raw, err := x509.CreateCertificate(rand.Reader, c, parent, own.Public(), by)
		t.must(err)
		made, err := x509.ParseCertificate(raw)
		t.must(err)
		return made, own
	}
	from, until := time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	authority, by := issue(&x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "live"}, NotBefore: from, NotAfter: until, IsCA: true,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}, nil, nil)
	leaf, own := issue(&x509.Certificate{
		SerialNumber: big.NewInt(2), NotBefore: from, NotAfter: until, DNSNames: []string{"localhost"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, authority, by)
	raw, err := x509.MarshalPKCS8PrivateKey(own)
	t.must(err)
	file := func(name, kind string, raw []byte) string {
		return t.write(dir, name, string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw})))
	}
	return file("ca.pem", "CERTIFICATE", authority.Raw), file("server.pem", "CERTIFICATE", leaf.Raw), file("server.key", "PRIVATE KEY", raw)
}

// mailbox is a Mailpit with its interface.
type mailbox struct {
	t        *trial
	smtp, ui int
}

func (t *trial) mailbox(dir string, args ...string) mailbox {
	m := mailbox{t, t.port(), t.port()}
	t.start(dir, t.need("mailpit"), append([]string{
		"--smtp", fmt.Sprintf("127.0.0.1:%d", m.smtp), "--listen", fmt.Sprintf("127.0.0.1:%d", m.ui), "--smtp-disable-rdns",
		"--database", filepath.Join(dir, "mail.db"), "--smtp-strict-rfc-headers",
	}, args...)...)
	t.listening(m.smtp)
	t.listening(m.ui)
	return m
}

// letter is a message as Mailpit tells it.
type letter struct {
	ID, MessageID, Subject, Text string
	From                         struct{ Name, Address string }
	To, Bcc                      []struct{ Name, Address string }
	Attachments, Inline          []struct{ PartID, FileName, ContentType string }
}

func (m mailbox) url(path string) string {
	return fmt.Sprintf("http://127.0.0.1:%d/api/v1/%s", m.ui, path)
}

func (m mailbox) count() int {
	var list struct {
		Total int `json:"total"`
	}
	m.t.get(m.url("messages"), &list)
	return list.Total
}

// latest is the newest message, once there are as many as expected.
func (m mailbox) latest(count int) letter {
	m.t.until(30*time.Second, "the message does not arrive", func() bool { return m.count() >= count })
	m.t.same("messages arrived", m.count(), count)
	var l letter
	m.t.get(m.url("message/latest"), &l)
	return l
}

// compare judges what arrived.
func (m mailbox) compare(sent *core.Message, l letter) {
	t := m.t
	t.same("Message-ID", "<"+l.MessageID+">", sent.MessageID)
	t.same("sender", l.From.Name+" <"+l.From.Address+">", sent.From)
	if len(l.To) != 1 || len(l.Bcc) > 0 {
		t.check(false, "recipients", l.To, l.Bcc)
		return
	}
	t.same("recipient", l.To[0].Name+" <"+l.To[0].Address+">", sent.Name+" <"+sent.To[0]+">")
	t.same("subject", l.Subject, sent.Subject)
	t.same("text", strings.TrimSpace(strings.ReplaceAll(l.Text, "\r\n", "\n")), strings.TrimSpace(sent.Text))
	arrived := map[string]string{}
	for _, a := range append(l.Attachments, l.Inline...) {
		if a.FileName != "" {
			arrived[a.FileName] = t.get(m.url("message/"+l.ID+"/part/"+a.PartID), nil)
		}
	}
	for _, a := range sent.Attachments {
		t.same("attachment "+a.Name, arrived[a.Name], string(a.Content))
	}
	raw := t.get(m.url("message/"+l.ID+"/raw"), nil)
	t.check(strings.HasSuffix(raw, string(sent.Rendered)), "byte for byte as composed, below the server's own headers")
	t.check(strings.Contains(raw, "text/calendar; method=REQUEST"), "the invitation is an alternative to the text")
}

// tryMailpit sends with required STARTTLS and a login.
func tryMailpit(t *trial) {
	dir := t.folder(".")
	ca, cert, key := t.certificate(dir)
	const password = "Geheim-Wort:%1"
	users := t.write(dir, "users", "kfz:"+password+"\n")
	box := t.mailbox(dir, "--smtp-tls-cert", cert, "--smtp-tls-key", key, "--smtp-require-starttls", "--smtp-auth-file", users)
	config := smtp.Config{
		SMTP: core.SMTP{Host: "localhost", Port: box.smtp, Security: core.SecuritySTARTTLS, User: "kfz", CA: ca},
		From: "service@autohaus.example", Password: password, Command: 10 * time.Second,
	}
	m := t.sample("mailpit-1", core.ModuleSMTP)
	r := smtp.New(config).Send(t.ctx, m)
	t.check(r.Outcome == message.Sent, "sent after STARTTLS and login", r)
	t.check(!strings.Contains(strings.Join(r.Transcript, "\n"), password), "the transcript hides the password")
	box.compare(m, box.latest(1))

	login := config
	login.Auth = "login"
	r = smtp.New(login).Send(t.ctx, m)
	t.check(r.Outcome == message.Sent, "sent with AUTH LOGIN", r)
	for _, c := range []struct {
		what   string
		change func(*smtp.Config)
		reason core.Reason
	}{
		{"wrong password", func(c *smtp.Config) { c.Password = "wrong" }, smtp.ReasonLogin},
		{"unknown authority", func(c *smtp.Config) { c.CA = "" }, smtp.ReasonAuthority},
		{"no login", func(c *smtp.Config) { c.User = "" }, smtp.ReasonLoginRequired},
		{"unencrypted", func(c *smtp.Config) { c.Security, c.User = core.SecurityNone, "" }, smtp.ReasonWantsTLS},
	} {
		changed := config
		c.change(&changed)
		r := smtp.New(changed).Send(t.ctx, m)
		t.check(r.Outcome == message.Channel && r.Reason == string(c.reason), c.what+" pauses the way: "+string(c.reason), r)
	}
	t.same("messages arrived in all", box.count(), 2)
}
