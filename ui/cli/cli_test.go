package cli_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// program is the folder of the built program, for the scripts' PATH.
var program string

func TestMain(m *testing.M) {
	os.Exit(withProgram(m.Run))
}

// withProgram builds the program once, without a display driver.
func withProgram(run func() int) (code int) {
	dir, err := os.MkdirTemp("", "terminwerk-cli-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() {
		if err := os.RemoveAll(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}()
	build := exec.Command("go", "build", "-tags", "ci", "-o", dir+string(filepath.Separator), "terminwerk")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "building the program:", err)
		return 1
	}
	program = dir
	return run()
}

// TestCommands runs the scripts in testdata. Each begins with the files of testdata/dealer in its folder, and with a
// command of its own, "exits CODE PROGRAM…", beside those of testscript.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", program+string(filepath.ListSeparator)+e.Getenv("PATH"))
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "data"))
			return os.CopyFS(e.WorkDir, os.DirFS(filepath.Join("testdata", "dealer")))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "damage": damage, "normal": normal, "mailserver": mailserver},
	})
}

// exits runs a program that is expected to end with a code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARG…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var ended *exec.ExitError
	got := 0
	switch {
	case errors.As(err, &ended):
		got = ended.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("ended with %d, want %d", got, want)
	}
}

// damage turns over one bit of every place where a file holds a text.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: damage FILE TEXT")
	}
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	places := regexp.MustCompile(regexp.QuoteMeta(args[1])).FindAllIndex(data, -1)
	if len(places) == 0 {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	for _, at := range places {
		data[at[0]] ^= 1
	}
	ts.Check(os.WriteFile(path, data, 0o600))
}

// normal replaces in a file what the clock or the machine decides.
func normal(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: normal FILE PATTERN REPLACEMENT")
	}
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	ts.Check(os.WriteFile(path, regexp.MustCompile(args[1]).ReplaceAll(data, []byte(args[2])), 0o600))
}
