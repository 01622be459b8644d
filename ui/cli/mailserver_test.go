package cli_test

import (
	"io"
	"net"
	"os"
	"strings"
	"sync"

	"github.com/emersion/go-smtp"
	"github.com/rogpeppe/go-internal/testscript"
)

// mailbox is a mail server on this machine that writes every message it takes into a file of its own, and refuses the
// recipient nobody@post.example.
type mailbox struct {
	mu   sync.Mutex
	dir  string
	took int
}

func (b *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &visit{box: b}, nil }

type visit struct{ box *mailbox }

func (v *visit) Mail(string, *smtp.MailOptions) error { return nil }
func (v *visit) Reset()                               {}
func (v *visit) Logout() error                        { return nil }

func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	if strings.HasPrefix(to, "nobody@") {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	}
	return nil
}

func (v *visit) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	v.box.mu.Lock()
	defer v.box.mu.Unlock()
	v.box.took++
	return os.WriteFile(v.box.dir+"/mail"+string(rune('0'+v.box.took))+".eml", raw, 0o600)
}

// mailserver starts a mail server for the rest of the script and puts its port into $MAILPORT; messages appear as mail1.eml
// and so on.
func mailserver(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: mailserver")
	}
	server := smtp.NewServer(&mailbox{dir: ts.MkAbs(".")})
	server.AllowInsecureAuth = true
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	go func() { _ = server.Serve(l) }()
	ts.Defer(func() { _ = server.Close() })
	_, port, err := net.SplitHostPort(l.Addr().String())
	ts.Check(err)
	ts.Setenv("MAILPORT", port)
}
