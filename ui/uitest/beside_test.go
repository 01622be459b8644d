package uitest_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/coretest"
	"terminwerk/core/match"
	"terminwerk/core/message"
	"terminwerk/data"
	"terminwerk/ui/cli"
	"terminwerk/ui/i18n"
)

// The parts that this test's own program plays when it is started again: the program with the window, which has the
// database open, does one pass after the other and takes commands; and `terminwerk outbox run`.
const (
	partKey    = "TERMINWERK_TEST_PART"
	partWindow = "window"
	partRun    = "run"
)

func TestMain(m *testing.M) {
	play := map[string]func(string) error{partWindow: beWindow, partRun: beRun}[os.Getenv(partKey)]
	if play == nil {
		os.Exit(m.Run())
	}
	err := errors.Join(i18n.Load(assets.Texts), play(os.Args[1]))
	var exit exitCode
	switch {
	case errors.As(err, &exit):
		os.Exit(int(exit))
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(cli.Failed)
	}
}

type exitCode int

func (e exitCode) Error() string { return fmt.Sprint("ended with ", int(e)) }

var realClock = core.ClockFunc(func() time.Time { return time.Now().UTC() })

// desktop is the database in the window, for the commands that are forwarded to it.
type desktop struct {
	data.Archive
	place *data.Workplace // nil: this process has no window
}

func (d desktop) Open(ctx context.Context, path string, create bool) (cli.Session, error) {
	place, end := d.place, func() error { return nil }
	if place == nil {
		var err error
		if place, err = data.Open(ctx, data.Config{Path: path, Clock: realClock, Create: create}); err != nil {
			return cli.Session{}, err
		}
		end = place.Close
	}
	post, err := place.Messaging(messageFiles)
	if err != nil {
		return cli.Session{}, errors.Join(err, end())
	}
	return cli.Session{Store: place.Store, Transfer: place, Outbox: post.Outbox, Activation: post.Activation, Services: post.Services, Secrets: post.Secrets, Close: end}, nil
}

func (d desktop) Check(ctx context.Context, path string) (core.CheckReport, error) {
	return data.Check(ctx, path)
}

func (d desktop) Forward(_ context.Context, path string, e cli.Env) (int, error) {
	return data.Forward(path, e.Args, e.Dir, e.Stdout, e.Stderr)
}

func (d desktop) Raise() {}

func (d desktop) Run(ctx context.Context, args []string, dir string, stdout, stderr io.Writer) int {
	return cli.Run(ctx, cli.Env{Args: args, Dir: dir, Stdout: stdout, Stderr: stderr, Clock: realClock, Files: d, Model: func() (*match.Model, error) { return coretest.Model(), nil }})
}

var messageFiles = data.MessageFiles{Wordings: assets.Messages, SMS: assets.SMS, Keys: assets.Activation}

// beWindow holds the database until its input ends, and says when it has it.
func beWindow(path string) (err error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	place, err := data.Open(ctx, data.Config{Path: path, Clock: realClock})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, place.Close()) }()
	post, err := place.Messaging(messageFiles)
	if err != nil {
		return err
	}
	stop, err := place.Serve(desktop{place: place})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	fmt.Println("open")
	for ctx.Err() == nil {
		if _, err := post.Outbox.Pass(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		time.Sleep(time.Millisecond)
	}
	return nil
}

// beRun is the command, in a process of its own.
func beRun(path string) error {
	if exit := (desktop{}).Run(context.Background(), []string{"outbox", "run", "-db", path}, filepath.Dir(path), os.Stdout, os.Stderr); exit != cli.OK {
		return exitCode(exit)
	}
	return nil
}

// letterbox is a mail server that counts what arrives by its Message-ID, slowly enough for others to come in between.
type letterbox struct {
	mu   sync.Mutex
	came map[string]int
}

func (b *letterbox) NewSession(*gosmtp.Conn) (gosmtp.Session, error) { return visitor{b}, nil }

type visitor struct{ *letterbox }

func (visitor) Mail(string, *gosmtp.MailOptions) error { return nil }
func (visitor) Rcpt(string, *gosmtp.RcptOptions) error { return nil }
func (visitor) Reset()                                 {}
func (visitor) Logout() error                          { return nil }

func (v visitor) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	time.Sleep(5 * time.Millisecond)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.came[m.Header.Get("Message-ID")]++
	return nil
}

// queue makes a database with n e-mails to a letterbox.
func (b *letterbox) queue(t *testing.T, n int) (path string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := gosmtp.NewServer(b)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	path = filepath.Join(t.TempDir(), "terminwerk.db")
	place, err := data.Open(t.Context(), data.Config{Path: path, Clock: realClock, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	set, err := place.Store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set.Mail = core.Mail{Module: core.ModuleSMTP, From: "service@muster.example", SMTP: core.SMTP{
		Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Security: core.SecurityNone,
	}}
	if _, err := place.Store.Apply(t.Context(), core.Change{Op: core.NewOp(), What: "settings.saved", Put: []core.Record{&set}}); err != nil {
		t.Fatal(err)
	}
	post, err := place.Messaging(messageFiles)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		d := message.Draft{Channel: core.ChannelEmail, To: []string{"anna@post.example"}, Subject: fmt.Sprint("Brief ", i), Text: "Bis Montag", Literal: true}
		if _, err := post.Outbox.Enqueue(t.Context(), "", d, message.Answers{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := place.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func (b *letterbox) once(t *testing.T, n int) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, times := range b.came {
		if times != 1 {
			t.Errorf("%s arrived %d times", id, times)
		}
	}
	if len(b.came) != n {
		t.Errorf("%d of %d arrived", len(b.came), n)
	}
}

func part(name, path string) *exec.Cmd {
	c := exec.Command(os.Args[0], path)
	c.Env = append(os.Environ(), partKey+"="+name, "XDG_DATA_HOME="+filepath.Dir(path))
	return c
}

// runTogether starts the command several times at once and gives what each ended with and said.
func runTogether(t *testing.T, path string, n int) (exits map[int]int, said string) {
	t.Helper()
	exits = map[int]int{}
	var all sync.WaitGroup
	var mu sync.Mutex
	for range n {
		all.Go(func() {
			out, err := part(partRun, path).CombinedOutput()
			var ended *exec.ExitError
			code := 0
			switch {
			case errors.As(err, &ended):
				code = ended.ExitCode()
			case err != nil:
				code = -1
			}
			mu.Lock()
			defer mu.Unlock()
			exits[code]++
			said += string(out)
		})
	}
	all.Wait()
	return exits, said
}

func TestARunBesideTheWindowSendsNothingTwice(t *testing.T) {
	const letters, runs = 60, 4
	box := &letterbox{came: map[string]int{}}
	path := box.queue(t, letters)
	window := part(partWindow, path)
	var complaint bytes.Buffer
	window.Stderr = &complaint
	hold, err := window.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := window.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := window.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "open\n" {
		t.Fatalf("the window does not open: %q %v %s", line, err, complaint.String())
	}
	exits, said := runTogether(t, path, runs)
	if exits[cli.OK] != runs {
		t.Errorf("the commands ended with %v: %s", exits, said)
	}
	if err := errors.Join(hold.Close(), window.Wait()); err != nil {
		t.Errorf("%v %s", err, complaint.String())
	}
	// What the window had in hand when it was closed is sent by the next run, and nothing else.
	if exits, said := runTogether(t, path, 1); exits[cli.OK] != 1 {
		t.Errorf("%v %s", exits, said)
	}
	box.once(t, letters)
}

func TestRunsAtTheSameTimeWithoutAWindowSendNothingTwice(t *testing.T) {
	const letters, runs = 40, 4
	box := &letterbox{came: map[string]int{}}
	path := box.queue(t, letters)
	exits, said := runTogether(t, path, runs)
	if exits[cli.OK] == 0 || exits[cli.OK]+exits[cli.Failed] != runs {
		t.Errorf("the commands ended with %v: %s", exits, said)
	}
	if exits[cli.Failed] > 0 && !strings.Contains(said, "Prozessnummer") {
		t.Errorf("nobody says who has the database: %s", said)
	}
	box.once(t, letters)
}
