// Terminwerk turns online booking requests into clean workshop appointments, on one machine and in one file.
//
// Without a command it opens its window; with one (terminwerk help lists them) it works without a display.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // Windows has no zone database

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/duplicates"
	"terminwerk/core/master"
	"terminwerk/core/match"
	"terminwerk/data"
	"terminwerk/ui"
	"terminwerk/ui/cli"
	"terminwerk/ui/help"
	"terminwerk/ui/i18n"
)

func main() {
	if exit, mine := data.RunChild(os.Args[1:]); mine {
		os.Exit(exit)
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is the whole program; it returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	go func() { _, _ = model() }()
	if err := i18n.Load(assets.Texts); err != nil {
		fmt.Fprintln(stderr, err)
		return cli.Failed
	}
	i18n.Use(i18n.SystemLanguage())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if cli.Known(args) {
		dir, _ := os.Getwd() // a relative name then fails with its own sentence
		return command(ctx, args, dir, stdout, stderr, files{})
	}
	o, exit, ok := cli.ParseStart(args, data.DefaultPath(), stdout, stderr)
	if !ok {
		return exit
	}
	reopen, err := window(ctx, o)
	if err == nil && reopen != "" {
		err = ui.Restart(reopen)
	}
	if err != nil {
		fmt.Fprintln(stderr, i18n.Error(err))
		return cli.Failed
	}
	return cli.OK
}

const name = "de.terminwerk.Terminwerk"

// model is that of the duplicate search. Reading it takes longer than opening a database, so it is begun first and asked for last.
var model = sync.OnceValues(func() (*match.Model, error) { return match.ReadModel(assets.MatchModel, assets.MatchPairs) })

var clock = core.ClockFunc(func() time.Time { return time.Now().UTC() })

// window opens the database and shows the window until it is closed. A program that has the database open already is
// asked to come to the front instead. After a backup was put back it gives the database to start again with.
func window(ctx context.Context, o cli.Start) (reopen string, err error) {
	defer screenless(&err)
	gui := app.NewWithID(name)
	fonts := make(chan struct{})
	go func() { readFonts(); close(fonts) }()
	place, waited, err := start(ctx, gui, o, fonts)
	if waited {
		if err == nil {
			err = place.Close()
		}
		return o.DB, err
	}
	if core.IsKind(err, core.Locked) {
		err = data.Raise(o.DB)
		if err == nil {
			return "", nil
		}
	}
	if err != nil {
		ui.ShowFailure(gui, err, o.DB) // started by a double click it has no terminal
		return "", err
	}
	defer func() {
		if closing := place.Leave(context.Background()); err == nil {
			err = closing
		}
	}()
	slog.SetDefault(place.Log())
	gui.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	all, err := services(place, o, gui.Clipboard())
	if err != nil {
		return "", err
	}
	w, err := ui.New(gui, all, ui.Options{})
	if err != nil {
		return "", err
	}
	run := func() string {
		if w.Run() {
			return place.Path()
		}
		return ""
	}
	stop, err := place.Serve(raiser{w, place})
	if err != nil {
		slog.Warn("a second start cannot reach this window", "error", err)
		return run(), nil
	}
	reopen = run()
	return reopen, stop()
}

// start opens the database. While indexes are built again, for two minutes with a million customers, a small window shows how
// far that is; waited says that it did, and that the loop of the app has ended with it.
func start(ctx context.Context, gui fyne.App, o cli.Start, fonts <-chan struct{}) (place *data.Workplace, waited bool, err error) {
	const moment = time.Second
	waiting, preparing, done := ui.NewWaiting(gui), make(chan struct{}, 1), make(chan struct{})
	begun := func(share float64) {
		select {
		case preparing <- struct{}{}:
		default:
		}
		waiting.Progress(share)
	}
	go func() {
		defer close(done)
		place, err = data.Start(ctx, data.Config{Path: o.DB, Clock: clock, Create: true, Preparing: begun}, o.Demo)
	}()
	<-fonts // nothing may be drawn before
	select {
	case <-done:
		return place, false, err
	case <-preparing:
	}
	select {
	case <-done:
		return place, false, err
	case <-time.After(moment):
	}
	go func() { <-done; waiting.End(err, o.DB) }()
	waiting.Show()
	<-done
	return place, true, err
}

const reasonNoScreen core.Reason = "shell.error.no_screen"

// screenless makes an error of the panic in which Fyne ends where no screen can be reached; every other panic goes on.
func screenless(err *error) {
	switch value := recover(); {
	case value == nil:
	case strings.Contains(fmt.Sprint(value), "GLFW library is not initialized"):
		*err = &core.Error{Kind: core.Unavailable, Op: "window", Err: reasonNoScreen}
	default:
		panic(value)
	}
}

// readFonts has Fyne read the fonts of the window, which takes as long as opening a database.
func readFonts() {
	const size = 13
	for _, bold := range []bool{false, true} {
		fyne.MeasureText("M", size, fyne.TextStyle{Bold: bold})
	}
}

// services is everything that the window works with.
func services(place *data.Workplace, o cli.Start, clipboard fyne.Clipboard) (s ui.Services, err error) {
	learnt, failed := model()
	s = ui.Services{Store: place.Store, Booking: booking.New(place.Store, clock, learnt), Master: master.New(place.Store, clock, learnt), Duplicates: duplicates.New(place.Store, clock, learnt), Clock: clock, Transfer: place}
	if o.Demo {
		s.Fill = place.FillDemo
	}
	files := messageFiles
	files.Clipboard = func(text string) error { fyne.DoAndWait(func() { clipboard.SetContent(text) }); return nil }
	post, err := place.Messaging(files)
	if err = errors.Join(failed, err); err != nil {
		return s, err
	}
	s.Messages = ui.Messaging{Outbox: post.Outbox, Activation: post.Activation, Services: post.Services, Secrets: post.Secrets, Network: post.Network, Attach: data.Attachment, ReadCode: data.ReadCode, Export: place.ExportMessages}
	s.Manual, err = help.Load(assets.Help)
	return s, err
}

var messageFiles = data.MessageFiles{Wordings: assets.Messages, SMS: assets.SMS, Keys: assets.Activation}

// raiser answers a second start.
type raiser struct {
	window *ui.App
	place  *data.Workplace
}

// Raise brings the window to the front.
func (r raiser) Raise() { fyne.Do(r.window.Raise) }

// Run executes a forwarded command on the open database.
func (r raiser) Run(ctx context.Context, args []string, dir string, stdout, stderr io.Writer) int {
	return command(ctx, args, dir, stdout, stderr, files{open: r.place})
}

func command(ctx context.Context, args []string, dir string, stdout, stderr io.Writer, f files) int {
	return cli.Run(ctx, cli.Env{Args: args, Dir: dir, Stdout: stdout, Stderr: stderr, Clock: clock, Files: f, Desk: data.ServiceDesk{}, Model: model})
}

// files gives the commands their databases; open is the one that this process has in its window.
type files struct {
	data.Archive
	open *data.Workplace
}

// Open opens a database, or lends the one in the window.
func (f files) Open(ctx context.Context, path string, create bool) (cli.Session, error) {
	if f.open != nil && data.SamePath(path, f.open.Path()) {
		return session(f.open, func() error { return nil })
	}
	place, err := data.Open(ctx, data.Config{Path: path, Clock: clock, Create: create})
	if err != nil {
		return cli.Session{}, err
	}
	if s, err := place.Store.Settings(ctx); err == nil && s.View.Language != "" && f.open == nil {
		i18n.Use(s.View.Language)
	}
	return session(place, place.Close)
}

func session(w *data.Workplace, end func() error) (cli.Session, error) {
	post, err := w.Messaging(messageFiles)
	if err != nil {
		return cli.Session{}, errors.Join(err, end())
	}
	return cli.Session{Store: w.Store, Transfer: w, Outbox: post.Outbox, Activation: post.Activation, Services: post.Services, Secrets: post.Secrets, Close: end}, nil
}

// Check verifies a file.
func (f files) Check(ctx context.Context, path string) (core.CheckReport, error) {
	if f.open != nil && data.SamePath(path, f.open.Path()) {
		return f.open.Check(ctx)
	}
	return data.Check(ctx, path)
}

// Forward hands a command to the window that has the database open.
func (f files) Forward(_ context.Context, path string, e cli.Env) (int, error) {
	if f.open != nil {
		return cli.Failed, &core.Error{Kind: core.Locked, Op: "forward"}
	}
	return data.Forward(path, e.Args, e.Dir, e.Stdout, e.Stderr)
}
