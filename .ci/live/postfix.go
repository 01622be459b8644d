package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"strings"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"
	"terminwerk/data/smtp"
)

// postfixMain is a server on loopback that insists on TLS, asks the greylisting service about every recipient, and passes
// everything on to one mailbox.
const postfixMain = `compatibility_level = 3.6
queue_directory = %[1]s/queue
data_directory = %[1]s/data
maillog_file = %[1]s/data/mail.log
maillog_file_prefixes = %[1]s
myhostname = live.localdomain
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
default_transport = smtp:[127.0.0.1]:%[2]d
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = %[3]s
smtpd_tls_key_file = %[4]s
smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:%[5]d, permit_mynetworks, reject
smtpd_peername_lookup = no
message_size_limit = 100000
`

const postfixMaster = `127.0.0.1:%d inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

// greylisting is how long the server turns a stranger away, in seconds.
const greylisting = 4

// tryPostfix sends to a server that takes nothing at the first attempt.
func tryPostfix(t *trial) {
	if os.Getuid() != 0 {
		t.give("Postfix starts only as root: run .ci/live-messages as root, or leave this part out with -only")
	}
	postfix, postgrey := t.need("postfix"), t.need("postgrey")
	dir := t.folder(".")
	ca, cert, key := t.certificate(dir)
	box := t.mailbox(t.folder("mailbox"))
	grey, port := t.port(), t.port()

	grown := t.folder("grey")
	t.own(grown, "postgrey")
	t.start(dir, postgrey, fmt.Sprintf("--inet=127.0.0.1:%d", grey), fmt.Sprintf("--delay=%d", greylisting), "--dbdir="+grown)
	t.listening(grey)

	t.own(t.folder("data"), "postfix")
	t.folder("queue")
	t.must(os.WriteFile(dir+"/main.cf", fmt.Appendf(nil, postfixMain, dir, box.smtp, cert, key, grey), 0o644))
	t.must(os.WriteFile(dir+"/master.cf", fmt.Appendf(nil, postfixMaster, port), 0o644))
	if out, err := exec.Command(postfix, "-c", dir, "start").CombinedOutput(); err != nil {
		t.give("Postfix does not start: " + string(out))
	}
	t.endings = append(t.endings, func() { _ = exec.Command(postfix, "-c", dir, "stop").Run() })
	t.listening(port)

	config := smtp.Config{
		SMTP: core.SMTP{Host: "127.0.0.1", Port: port, Security: core.SecuritySTARTTLS, CA: ca}, From: "service@autohaus.example",
		Command: 20 * time.Second,
	}
	m := t.sample("postfix-1", core.ModuleSMTP)
	r := smtp.New(config).Send(t.ctx, m)
	t.check(r.Outcome == message.Temporary && strings.Contains(r.Words, "450"), "the first attempt is turned away", r)
	t.check(r.RetryAfter >= 5*time.Minute, "and waits at least five minutes", r.RetryAfter)
	r = smtp.New(config).Send(t.ctx, m)
	t.check(r.Outcome == message.Temporary, "so is one that comes too early", r)
	time.Sleep((greylisting + 1) * time.Second)
	r = smtp.New(config).Send(t.ctx, m)
	t.check(r.Outcome == message.Sent && strings.Contains(r.Words, "queued as"), "a later one is taken", r)
	box.compare(m, box.latest(1))

	mixed := t.sample("postfix-2", core.ModuleSMTP)
	mixed.To = []string{"lukasz@example.de", "new@example.de"}
	r = smtp.New(config).Send(t.ctx, mixed)
	t.check(r.Outcome == message.Temporary && len(r.Recipients) == 2 && r.Recipients[0].Outcome == message.Sent &&
		r.Recipients[1].Outcome == message.Temporary, "of two recipients the known one has it, the other waits", r)
	mixed.Done = []string{"lukasz@example.de"}
	time.Sleep((greylisting + 1) * time.Second)
	r = smtp.New(config).Send(t.ctx, mixed)
	t.check(r.Outcome == message.Sent, "and gets it alone afterwards", r)
	box.latest(3)

	large := t.sample("postfix-3", core.ModuleSMTP)
	large.Rendered = append(large.Rendered, []byte(strings.Repeat("x\r\n", 40_000))...)
	r = smtp.New(config).Send(t.ctx, large)
	t.check(r.Outcome == message.Permanent, "too large a message is refused for good", r)
	plain := config
	plain.Security = core.SecurityNone
	r = smtp.New(plain).Send(t.ctx, m)
	t.check(r.Outcome == message.Channel && r.Reason == string(smtp.ReasonWantsTLS), "unencrypted pauses the way", r)
}

// own gives a folder to a user.
func (t *trial) own(dir, name string) {
	u, err := user.Lookup(name)
	t.must(err)
	uid, err := strconv.Atoi(u.Uid)
	t.must(err)
	t.must(os.Chown(dir, uid, -1))
}
