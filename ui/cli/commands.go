package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"terminwerk/core"
	"terminwerk/core/master"
	"terminwerk/ui/i18n"
)

// options are the flags of all commands.
type options struct {
	words          []string
	csv            bool
	lead           string
	customer       string
	at             string
	update         string
	actor          string
	acceptWarnings bool
	dir            string
	leads          string
	out            string
	top            int
	explain        bool
	min            float64
	state          string
	late           bool
	notify         bool
	activation     activationOptions
}

func commands() []command {
	return []command{
		{name: "import", usage: "leads|customers|vehicles FILE…", text: "cli.import", create: true, run: runImport},
		{name: "export", usage: "leads|customers|vehicles|appointments [-json|-csv]", text: "cli.export", run: runExport, flags: func(c *call) {
			c.set.BoolVar(&c.opt.csv, "csv", false, i18n.T("cli.flag.csv"))
		}},
		{name: "resolve", usage: "[-lead ID] [-json]", text: "cli.resolve", run: runResolve, flags: func(c *call) {
			c.set.StringVar(&c.opt.lead, "lead", "", i18n.T("cli.flag.lead"))
		}},
		{name: "match", usage: "-leads FILE [-out FILE] [-top N] [-json] | -explain LEAD CUSTOMER [-leads FILE]", text: "cli.match", run: runMatch, flags: matchFlags},
		{name: "duplicates", usage: "[-min 0.95] [-csv|-json]", text: "cli.duplicates", run: runDuplicates, flags: duplicatesFlags},
		{name: "book", usage: "-lead ID -customer NUMBER|new|cash [-at TIME] [-update FIELD,…] [-notify] [-accept-warnings]", text: "cli.book", run: runBook, flags: bookFlags},
		{name: "check", usage: "[-json]", text: "cli.check", run: runCheck},
		{name: "settings", usage: "get|set KEY [VALUE]", text: "cli.settings", run: runSettings},
		{name: "backup", usage: "[-to FOLDER]", text: "cli.backup", run: runBackup, flags: func(c *call) {
			c.set.StringVar(&c.opt.dir, "to", "", i18n.T("cli.flag.to"))
		}},
		{name: "restore", usage: "[FILE]", text: "cli.restore", run: runRestore},
		{name: "outbox", usage: "list|run|retry ID…|cancel ID… [-json]", text: "cli.outbox", run: runOutbox, flags: outboxFlags},
		{name: "message", usage: "test -to ADDRESS", text: "cli.message", run: runMessage, flags: messageFlags},
		{name: "activation", usage: "init -key FILE|request|issue -key FILE -request CODE [-expires DATE]|show [CODE|FILE]|enter CODE|FILE", text: "cli.activation", run: runActivation, flags: activationFlags},
	}
}

func entity(word string, with ...core.Entity) (core.Entity, bool) {
	names := map[string]core.Entity{
		"leads": core.EntityLead, "customers": core.EntityCustomer, "vehicles": core.EntityVehicle, "appointments": core.EntityAppointment,
	}
	e, ok := names[word]
	for _, allowed := range with {
		if ok && e == allowed {
			return e, true
		}
	}
	return "", false
}

func runImport(c *call) (int, error) {
	w := c.opt.words
	if len(w) < 2 {
		return Failed, c.wrong()
	}
	what, ok := entity(w[0], core.EntityLead, core.EntityCustomer, core.EntityVehicle)
	if !ok {
		return Failed, c.wrong()
	}
	files := make([]string, len(w)-1)
	for i, f := range w[1:] {
		files[i] = c.path(f)
	}
	return c.open(func() (int, error) {
		result, err := c.session.Transfer.Import(c.ctx, what, files)
		if err != nil {
			return Failed, err
		}
		c.printImport(result)
		if result.Quarantined > 0 {
			return Findings, nil
		}
		return OK, nil
	})
}

func (c *call) printImport(r core.ImportResult) {
	if c.json {
		c.line(r)
		return
	}
	fmt.Fprintln(c.Stdout, i18n.T("cli.imported", "read", r.Read, "new", r.New, "updated", r.Updated, "unchanged", r.Unchanged,
		"cancelled", r.Cancelled, "quarantined", r.Quarantined))
	if r.Review > 0 {
		fmt.Fprintln(c.Stdout, i18n.T("cli.review", "count", r.Review))
	}
	const shown = 20
	for i, n := range r.Notes {
		if i == shown {
			fmt.Fprintln(c.Stdout, i18n.T("cli.more_notes", "count", len(r.Notes)-shown))
			return
		}
		fmt.Fprintln(c.Stdout, i18n.T("cli.note", "file", n.File, "line", n.Line, "field", i18n.OrDash(i18n.Field(n.Field)), "reason", i18n.T(string(n.Why), "value", n.Value)))
	}
}

func runExport(c *call) (int, error) {
	if len(c.opt.words) != 1 || c.json && c.opt.csv {
		return Failed, c.wrong()
	}
	what, ok := entity(c.opt.words[0], core.EntityLead, core.EntityCustomer, core.EntityVehicle, core.EntityAppointment)
	if !ok {
		return Failed, c.wrong()
	}
	return c.open(func() (int, error) {
		if err := c.session.Transfer.Export(c.ctx, what, c.json, c.Stdout); err != nil {
			return Failed, err
		}
		return OK, nil
	})
}

func runCheck(c *call) (int, error) {
	if len(c.opt.words) > 0 {
		return Failed, c.wrong()
	}
	report, err := c.Files.Check(c.ctx, c.db)
	switch {
	case core.IsKind(err, core.Locked):
		return c.Files.Forward(c.ctx, c.db, c.Env)
	case core.IsKind(err, core.NotFound):
		return Failed, usageError(i18n.T("cli.no_database", "path", c.db))
	case err != nil:
		return Failed, err
	}
	if report.Faults == nil {
		report.Faults = []string{}
	}
	if c.json {
		c.line(report)
	} else {
		fmt.Fprintln(c.Stdout, i18n.T("cli.checked", "records", report.Records, "faults", len(report.Faults)))
		for _, f := range report.Faults {
			fmt.Fprintln(c.Stdout, "  "+f)
		}
	}
	if len(report.Faults) > 0 {
		return Findings, nil
	}
	return OK, nil
}

func runSettings(c *call) (int, error) {
	w := c.opt.words
	get := len(w) > 0 && w[0] == "get" && len(w) <= 2
	set := len(w) == 3 && w[0] == "set"
	if !get && !set {
		return Failed, c.wrong()
	}
	c.cmd.create = set
	return c.open(func() (int, error) {
		s, err := c.session.Store.Settings(c.ctx)
		if err != nil {
			return Failed, err
		}
		if get {
			return c.showSettings(s, w[1:])
		}
		if kept, err := c.setSMSValue(&s, w[1], w[2]); kept || err != nil {
			return failedIf(err), err
		}
		if err := master.Set(&s, w[1], w[2]); err != nil {
			return Failed, err
		}
		return OK, c.master.SaveSettings(c.ctx, c.actor(), &s)
	})
}

func (c *call) showSettings(s core.Settings, keys []string) (int, error) {
	if len(keys) == 1 {
		value, err := master.Get(s, keys[0])
		if err != nil {
			return Failed, err
		}
		if c.json {
			c.line(map[string]string{keys[0]: value})
		} else {
			fmt.Fprintln(c.Stdout, value)
		}
		return OK, nil
	}
	all := map[string]string{}
	for _, key := range append(master.Keys(), master.SMSKeys(s)...) {
		value, err := master.Get(s, key)
		if err != nil {
			return Failed, err
		}
		all[key] = value
		if !c.json {
			fmt.Fprintf(c.Stdout, "%s = %s\n", key, value)
		}
	}
	if c.json {
		c.line(all)
	}
	return OK, nil
}

func runBackup(c *call) (int, error) {
	if len(c.opt.words) > 0 {
		return Failed, c.wrong()
	}
	return c.open(func() (int, error) {
		dir := c.opt.dir
		if dir != "" {
			dir = c.path(dir)
		}
		path, err := c.session.Transfer.Backup(c.ctx, dir)
		if err != nil {
			return Failed, err
		}
		if c.json {
			c.line(map[string]string{"backup": path})
		} else {
			fmt.Fprintln(c.Stdout, i18n.T("cli.backed_up", "path", path))
		}
		return OK, nil
	})
}

func runRestore(c *call) (int, error) {
	if len(c.opt.words) > 1 {
		return Failed, c.wrong()
	}
	if len(c.opt.words) == 0 {
		return c.listBackups()
	}
	backup := c.path(c.opt.words[0])
	kept, err := c.Files.Restore(c.ctx, backup, c.db)
	switch {
	case core.IsKind(err, core.NotFound):
		return Failed, usageError(i18n.T("kit.error.no_file", "path", backup))
	case err != nil:
		return Failed, err
	}
	if c.json {
		c.line(map[string]string{"restored": c.db, "kept": kept})
	} else {
		fmt.Fprintln(c.Stdout, i18n.T("cli.restored", "path", c.db, "kept", kept))
	}
	return OK, nil
}

func (c *call) listBackups() (int, error) {
	list, err := c.Files.Backups(c.db)
	if err != nil {
		return Failed, err
	}
	if c.json {
		c.line(map[string][]string{"backups": list})
		return OK, nil
	}
	if len(list) == 0 {
		fmt.Fprintln(c.Stdout, i18n.T("cli.no_backups"))
	}
	for _, b := range list {
		fmt.Fprintln(c.Stdout, b)
	}
	return OK, nil
}

// wrong is the error of a command that was typed in a form it does not have.
func (c *call) wrong() error {
	return usageError(i18n.T("cli.usage_error", "reason", strings.TrimSpace("terminwerk "+c.cmd.name+" "+c.cmd.usage)))
}

func (c *call) actor() string {
	if c.opt.actor != "" {
		return c.opt.actor
	}
	return i18n.T("cli.actor")
}

func (c *call) line(v any) {
	enc := json.NewEncoder(c.Stdout)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		fmt.Fprintln(c.Stderr, err)
	}
}
