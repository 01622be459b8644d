// Package cli is the program without a window: commands for administrators, scripts and the operating system's
// scheduler. Every command works on one database file, writes its results to standard output (with -json for machines)
// and its complaints to standard error, and ends with 0 (done), 1 (findings, or done in part) or 2 (wrong use, or it
// could not run).
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"terminwerk/core"
	"terminwerk/core/activation"
	"terminwerk/core/booking"
	"terminwerk/core/master"
	"terminwerk/core/match"
	"terminwerk/core/message"
	"terminwerk/ui/i18n"
)

// The exit codes.
const (
	OK       = 0
	Findings = 1
	Failed   = 2
)

// Env is what a command gets from outside. Dir is the folder that relative file names are meant from: a command that was
// forwarded to a running window keeps the caller's.
type Env struct {
	Args           []string // without the program's name
	Dir            string
	Stdout, Stderr io.Writer
	Clock          core.Clock
	Files          Files
	Desk           ServiceDesk
	Model          func() (*match.Model, error) // of the duplicate search; asked for once a database is open
}

// Files opens databases and looks after their copies; data.Desk has all of it.
type Files interface {
	DefaultPath() string
	// Open opens the database for reading and writing; a missing one is created only if create is set.
	Open(ctx context.Context, path string, create bool) (Session, error)
	// Check verifies a file's structure, checksums and indexes, opened read-only.
	Check(ctx context.Context, path string) (core.CheckReport, error)
	// Restore puts a backup in the place of the database and tells where the former file was kept.
	Restore(ctx context.Context, backup, path string) (kept string, err error)
	Backups(path string) ([]string, error)
	// Forward runs the command in the program that has the database open, if one has.
	Forward(ctx context.Context, path string, e Env) (exit int, err error)
}

// Session is an open database.
type Session struct {
	Store      core.Store
	Transfer   Transfer
	Outbox     *message.Service
	Activation *activation.Service
	Services   message.Services
	Secrets    message.Secrets
	Close      func() error
}

// Transfer brings records in and out of an open database.
type Transfer interface {
	Import(ctx context.Context, what core.Entity, files []string) (core.ImportResult, error)
	Export(ctx context.Context, what core.Entity, json bool, w io.Writer) error
	// ReadLeads reads the leads of a file without storing them, and tells how many of its records cannot be read.
	ReadLeads(ctx context.Context, path string) (leads []core.Lead, refused int, err error)
	// Warm brings into memory what many searches for duplicates will read.
	Warm(ctx context.Context) error
	// IndexBytes is how much of the database file the duplicate search has for itself.
	IndexBytes(ctx context.Context) (int64, error)
	// Backup writes a checked copy into the folder, the usual one if dir is empty, and tells its path.
	Backup(ctx context.Context, dir string) (string, error)
}

// command is one entry of the table of commands.
type command struct {
	name   string
	usage  string // what follows the name
	text   string // key of the sentence that says what it does
	create bool   // makes a missing database
	run    func(c *call) (int, error)
	flags  func(c *call)
}

// call is one running command.
type call struct {
	Env
	ctx     context.Context
	cmd     command
	set     *flag.FlagSet
	db      string
	json    bool
	opt     options
	session Session
	booking *booking.Service
	master  *master.Service
	model   *match.Model
}

// usageError is a wrong use of a command, already a sentence in the user's language.
type usageError string

func (e usageError) Error() string { return string(e) }

// Known tells whether args name a command, so that the program runs without a window.
func Known(args []string) bool {
	if len(args) == 0 {
		return false
	}
	if args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		return true
	}
	_, _, ok := find(args)
	return ok || args[0] != "" && args[0][0] != '-'
}

// Run executes a command line and returns the exit code.
func Run(ctx context.Context, e Env) int {
	if len(e.Args) == 0 || e.Args[0] == "help" || e.Args[0] == "-h" || e.Args[0] == "--help" {
		overview(e.Stdout)
		return OK
	}
	cmd, rest, ok := find(e.Args)
	if !ok {
		fmt.Fprintln(e.Stderr, i18n.T("cli.unknown_command", "command", e.Args[0]))
		overview(e.Stderr)
		return Failed
	}
	c := &call{Env: e, ctx: ctx, cmd: cmd}
	code, err := c.execute(rest)
	if err != nil {
		fmt.Fprintln(e.Stderr, sentence(err))
		if code == OK {
			code = Failed
		}
	}
	return code
}

// Start is how the window is asked for.
type Start struct {
	DB   string
	Demo bool
}

// ParseStart reads the flags of a start with a window; if it is not ok, the program ends with exit.
func ParseStart(args []string, defaultPath string, stdout, stderr io.Writer) (s Start, exit int, ok bool) {
	set := flag.NewFlagSet("terminwerk", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&s.DB, "db", defaultPath, i18n.T("cli.flag.db"))
	set.BoolVar(&s.Demo, "demo", false, i18n.T("cli.flag.demo"))
	err := set.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		overview(stdout)
		return s, OK, false
	case err == nil && set.NArg() > 0:
		err = usageError(i18n.T("cli.command_first", "word", set.Arg(0)))
	}
	if err != nil {
		fmt.Fprintln(stderr, i18n.T("cli.usage_error", "reason", err.Error()))
		overview(stderr)
		return s, Failed, false
	}
	return s, OK, true
}

func find(args []string) (command, []string, bool) {
	for _, c := range commands() {
		if c.name == args[0] {
			return c, args[1:], true
		}
	}
	return command{}, nil, false
}

func (c *call) execute(args []string) (int, error) {
	c.set = flag.NewFlagSet(c.cmd.name, flag.ContinueOnError)
	c.set.SetOutput(io.Discard)
	c.set.StringVar(&c.db, "db", "", i18n.T("cli.flag.db"))
	c.set.BoolVar(&c.json, "json", false, i18n.T("cli.flag.json"))
	if c.cmd.flags != nil {
		c.cmd.flags(c)
	}
	words, err := parseMixed(c.set, args)
	if errors.Is(err, flag.ErrHelp) {
		c.help(c.Stdout)
		return OK, nil
	}
	if err != nil {
		c.help(c.Stderr)
		return Failed, usageError(i18n.T("cli.usage_error", "reason", err.Error()))
	}
	c.opt.words = words
	if c.db == "" {
		c.db = c.Files.DefaultPath()
	}
	c.db = c.path(c.db)
	return c.cmd.run(c)
}

// parseMixed reads flags before, between and after the other words, as people type them.
func parseMixed(set *flag.FlagSet, args []string) (words []string, err error) {
	for len(args) > 0 {
		if err := set.Parse(args); err != nil {
			return nil, err
		}
		args = set.Args()
		if len(args) > 0 {
			words, args = append(words, args[0]), args[1:]
		}
	}
	return words, nil
}

func (c *call) path(name string) string {
	if filepath.IsAbs(name) || c.Dir == "" {
		return name
	}
	return filepath.Join(c.Dir, name)
}

// open opens the database, or hands the whole command to the window that has it open.
func (c *call) open(work func() (int, error)) (int, error) {
	session, err := c.Files.Open(c.ctx, c.db, c.cmd.create)
	switch {
	case core.IsKind(err, core.Locked):
		return c.Files.Forward(c.ctx, c.db, c.Env)
	case core.IsKind(err, core.NotFound):
		return Failed, usageError(i18n.T("cli.no_database", "path", c.db))
	case err != nil:
		return Failed, err
	}
	c.session = session
	code := Failed
	if c.model, err = c.Model(); err == nil {
		c.booking = booking.New(session.Store, c.Clock, c.model)
		c.master = master.New(session.Store, c.Clock, c.model)
		code, err = work()
	}
	if closing := session.Close(); err == nil && closing != nil {
		return Failed, closing
	}
	return code, err
}

func sentence(err error) string {
	var wrong usageError
	if errors.As(err, &wrong) {
		return string(wrong)
	}
	return i18n.Error(err)
}

func overview(w io.Writer) {
	fmt.Fprintln(w, i18n.T("cli.overview"))
	fmt.Fprintf(w, "\n  terminwerk [-db FILE] [-demo]\n      %s\n", i18n.T("cli.window"))
	for _, c := range commands() {
		fmt.Fprintf(w, "  terminwerk %s %s\n      %s\n", c.name, c.usage, i18n.T(c.text))
	}
	fmt.Fprintln(w, "\n"+i18n.T("cli.exit_codes"))
}

// flagValues name what follows a flag.
var flagValues = map[string]string{
	"db": "FILE", "lead": "ID", "customer": "NUMBER|new|cash", "at": "TIME", "update": "FIELD,…", "actor": "NAME", "to": "FOLDER", "message -to": "ADDRESS",
	"leads": "FILE", "out": "FILE", "top": "N", "min": "PROBABILITY",
	"key": "FILE", "passphrase-file": "FILE", "name": "NAME", "request": "CODE", "expires": "DATE", "dealership": "NUMBER",
	"state": "STATE,…",
}

func (c *call) help(w io.Writer) {
	fmt.Fprintf(w, "terminwerk %s %s\n  %s\n\n", c.cmd.name, c.cmd.usage, i18n.T(c.cmd.text))
	c.set.VisitAll(func(f *flag.Flag) {
		value := flagValues[c.cmd.name+" -"+f.Name]
		if value == "" {
			value = flagValues[f.Name]
		}
		fmt.Fprintf(w, "  %s\n      %s\n", strings.TrimSpace("-"+f.Name+" "+value), f.Usage)
	})
	fmt.Fprintln(w, "\n"+i18n.T("cli.exit_codes"))
}
