package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"terminwerk/core"
	"terminwerk/core/activation"
	"terminwerk/ui/i18n"
)

// ServiceDesk holds the keys that sign activation codes; data/activation.Issuer has all of it.
type ServiceDesk interface {
	Init(path, passphrase, whose string) (pub string, err error)
	Issue(path, passphrase string, l activation.License) (code string, err error)
	Passphrase(prompt string, out io.Writer) (string, error)
	Machine() ([8]byte, error)
}

// activationOptions are the flags of "activation".
type activationOptions struct {
	key, passphraseFile, whose, request, expires, out string
	dealership                                        uint
	unbound                                           bool
}

func activationFlags(c *call) {
	o := &c.opt.activation
	c.set.StringVar(&o.key, "key", "", i18n.T("cli.flag.key"))
	c.set.StringVar(&o.passphraseFile, "passphrase-file", "", i18n.T("cli.flag.passphrase_file"))
	c.set.StringVar(&o.whose, "name", "", i18n.T("cli.flag.name"))
	c.set.StringVar(&o.request, "request", "", i18n.T("cli.flag.request"))
	c.set.StringVar(&o.expires, "expires", "", i18n.T("cli.flag.expires"))
	c.set.StringVar(&o.out, "out", "", i18n.T("cli.flag.lic"))
	c.set.UintVar(&o.dealership, "dealership", 0, i18n.T("cli.flag.dealership"))
	c.set.BoolVar(&o.unbound, "unbound", false, i18n.T("cli.flag.unbound"))
}

func runActivation(c *call) (int, error) {
	if len(c.opt.words) == 0 {
		return Failed, c.wrong()
	}
	word := c.opt.words[0]
	c.opt.words = c.opt.words[1:]
	run, ok := map[string]func() (int, error){
		"init": c.initKey, "request": c.requestCode, "issue": c.issueCode, "show": c.showActivation, "enter": c.enterCode,
	}[word]
	takesCode := word == "show" || word == "enter"
	if !ok || !takesCode && len(c.opt.words) > 0 {
		return Failed, c.wrong()
	}
	return run()
}

func (c *call) initKey() (int, error) {
	o := &c.opt.activation
	if o.key == "" {
		return Failed, c.wrong()
	}
	secret, err := c.passphrase(true)
	if err != nil {
		return Failed, err
	}
	pub, err := c.Desk.Init(c.path(o.key), secret, o.whose)
	if err != nil {
		return Failed, err
	}
	if c.json {
		c.line(map[string]string{"key": c.path(o.key), "public": pub})
	} else {
		fmt.Fprintln(c.Stdout, i18n.T("cli.key_made", "key", c.path(o.key), "public", pub))
	}
	return OK, nil
}

// passphrase comes from the file, the environment or the terminal, where a new one is asked for twice.
func (c *call) passphrase(fresh bool) (string, error) {
	if file := c.opt.activation.passphraseFile; file != "" {
		text, err := os.ReadFile(c.path(file))
		return strings.TrimRight(string(text), "\r\n"), err
	}
	if text := os.Getenv("TERMINWERK_ACTIVATION_PASSPHRASE"); text != "" {
		return text, nil
	}
	text, err := c.Desk.Passphrase(i18n.T("cli.passphrase"), c.Stderr)
	if err != nil || !fresh {
		return text, err
	}
	again, err := c.Desk.Passphrase(i18n.T("cli.passphrase_again"), c.Stderr)
	if err == nil && again != text {
		err = usageError(i18n.T("cli.passphrases_differ"))
	}
	return text, err
}

// requestCode needs no database when the dealership's number is given.
func (c *call) requestCode() (int, error) {
	if n := c.opt.activation.dealership; n != 0 {
		m, err := c.Desk.Machine()
		if err != nil {
			return Failed, err
		}
		return c.printRequest(activation.Request{Dealership: uint32(n), Machine: m})
	}
	return c.open(func() (int, error) {
		r, err := c.session.Activation.Request(c.ctx)
		if err != nil {
			return Failed, err
		}
		return c.printRequest(r)
	})
}

func (c *call) printRequest(r activation.Request) (int, error) {
	if c.json {
		c.line(map[string]any{"request": r.String(), "dealership": r.Dealership})
	} else {
		fmt.Fprintln(c.Stdout, r)
	}
	return OK, nil
}

func (c *call) issueCode() (int, error) {
	o := &c.opt.activation
	l := activation.License{Features: activation.SMS, Dealership: uint32(o.dealership), Issued: core.DateOf(c.Clock.Now().UTC())}
	if o.request != "" {
		r, err := activation.ParseRequest(o.request)
		if err != nil {
			return Failed, err
		}
		if l.Dealership == 0 {
			l.Dealership = r.Dealership
		}
		if !o.unbound {
			l.Machine = r.Machine
		}
	}
	var err error
	if l.Expires, err = core.ParseDate(o.expires); err != nil || o.key == "" {
		return Failed, c.wrong()
	}
	if l.Dealership == 0 {
		return Failed, usageError(i18n.T("cli.no_dealership"))
	}
	secret, err := c.passphrase(false)
	if err != nil {
		return Failed, err
	}
	code, err := c.Desk.Issue(c.path(o.key), secret, l)
	if err != nil {
		return Failed, err
	}
	if o.out != "" {
		text := fmt.Sprintf("# Terminwerk %d %s\n%s\n", l.Dealership, l.Expires, code)
		if err := os.WriteFile(c.path(o.out), []byte(text), 0o644); err != nil {
			return Failed, err
		}
	}
	if c.json {
		c.line(map[string]any{"code": code, "dealership": l.Dealership, "expires": l.Expires.String(), "bound": l.Machine != activation.Machine{}})
	} else {
		fmt.Fprintln(c.Stdout, code)
	}
	return OK, nil
}

// code is what the words after the command name: a file, or the code itself, which may have been pasted with blanks.
func (c *call) code() (string, error) {
	if len(c.opt.words) == 1 {
		f, err := os.Open(c.path(c.opt.words[0]))
		if err == nil {
			defer f.Close()
			const longest = 64 << 10
			text, err := io.ReadAll(io.LimitReader(f, longest))
			return string(bytes.TrimSpace(text)), err
		}
	}
	return strings.Join(c.opt.words, " "), nil
}

func (c *call) showActivation() (int, error) {
	code, err := c.code()
	if err != nil {
		return Failed, err
	}
	return c.open(func() (int, error) {
		var s activation.Status
		if code == "" {
			s, err = c.session.Activation.Status(c.ctx)
		} else {
			s, err = c.session.Activation.Judge(c.ctx, code)
		}
		if err != nil {
			return Failed, err
		}
		return c.printActivation(s)
	})
}

func (c *call) enterCode() (int, error) {
	code, err := c.code()
	if err != nil {
		return Failed, err
	}
	if code == "" {
		return Failed, c.wrong()
	}
	return c.open(func() (int, error) {
		s, err := c.session.Activation.Enter(c.ctx, c.actor(), code)
		if err != nil {
			return Failed, err
		}
		return c.printActivation(s)
	})
}

func (c *call) printActivation(s activation.Status) (int, error) {
	exit := OK
	if !s.Active {
		exit = Findings
	}
	if s.Note != nil {
		fmt.Fprintln(c.Stderr, sentence(s.Note))
	}
	if c.json {
		out := map[string]any{"active": s.Active, "dealership": s.License.Dealership, "expires": s.License.Expires.String()}
		if s.Why != "" {
			out["reason"] = i18n.T(string(s.Why))
		}
		c.line(out)
		return exit, nil
	}
	switch {
	case !s.Active:
		fmt.Fprintln(c.Stdout, i18n.T(string(s.Why)))
	case s.License.Expires == 0:
		fmt.Fprintln(c.Stdout, i18n.T("cli.activated", "dealership", s.License.Dealership))
	default:
		fmt.Fprintln(c.Stdout, i18n.T("cli.activated_until", "dealership", s.License.Dealership, "date", i18n.Date(s.License.Expires)))
	}
	if s.Warn {
		fmt.Fprintln(c.Stdout, i18n.N("cli.activation_ends", s.DaysLeft))
	}
	return exit, nil
}
