package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	"terminwerk/core"
	"terminwerk/data/store/dbfile"
)

// childCommand is the hidden argument by which the program checks a file in a process of its own: a damaged file can
// kill the process that reads it.
const childCommand = "store-check"

// childMark is set in the environment of a child. A program that forgets to call RunChild would else start itself again
// and again.
const childMark = "TERMINWERK_CHILD"

// childLine is one line of the child's output.
type childLine struct {
	Done   float64   `json:"done,omitempty"`
	Report *Report   `json:"report,omitempty"`
	Kind   core.Kind `json:"kind,omitempty"`
	Error  string    `json:"error,omitempty"`
}

// RunChild does the work of a child process that Check started; main calls it first with os.Args[1:] and exits with the
// code when it was one.
func RunChild(args []string) (exit int, mine bool) {
	if len(args) != 2 || args[0] != childCommand {
		return 0, false
	}
	out := json.NewEncoder(os.Stdout)
	report, err := checkFile(args[1], func(done float64) { _ = out.Encode(childLine{Done: done}) })
	switch {
	case err != nil:
		_ = out.Encode(childLine{Kind: core.KindOf(err), Error: err.Error()})
		return 2, true
	case !report.OK():
		exit = 1
	}
	_ = out.Encode(childLine{Report: &report})
	return exit, true
}

// Check verifies a database file that nobody has open for writing: structure, every checksum, every index against its
// records both ways, numbers and counters. It runs in a child process of this program. A damaged file is a Report with
// problems; an error means that the check could not be done. Progress goes from 0 to 1; nil is allowed.
func Check(ctx context.Context, path string, progress func(float64)) (Report, error) {
	if os.Getenv(childMark) != "" {
		return Report{}, dbfile.Unavailable("check", errors.New("a checking process starts no other: main does not call RunChild"))
	}
	program, err := os.Executable()
	if err != nil {
		return Report{}, dbfile.Unavailable("check", err)
	}
	cmd := exec.CommandContext(ctx, program, childCommand, path)
	cmd.Env = append(os.Environ(), childMark+"=1")
	hideWindow(cmd)
	var stderr head
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return Report{}, dbfile.Unavailable("check", err)
	}
	last := readChild(stdout, progress)
	waitErr := cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return Report{}, ctx.Err()
	case last.Report != nil:
		return *last.Report, nil
	case last.Kind == core.Corrupt:
		return Report{Problems: []string{last.Error}}, nil
	case last.Error != "":
		return Report{}, &core.Error{Kind: last.Kind, Op: "check", Err: errors.New(last.Error)}
	}
	return Report{Problems: []string{fmt.Sprintf("structure: reading the file ended the process: %v %s", waitErr, stderr.firstLine())}}, nil
}

func readChild(r io.Reader, progress func(float64)) (last childLine) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line childLine
		if json.Unmarshal(lines.Bytes(), &line) != nil {
			continue
		}
		if last = line; progress != nil && line.Done > 0 {
			progress(line.Done)
		}
	}
	_, _ = io.Copy(io.Discard, r)
	return last
}

// head keeps the beginning of what a dying child says.
type head struct{ bytes.Buffer }

func (t *head) Write(p []byte) (int, error) {
	if room := 4096 - t.Len(); room > 0 {
		t.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

func (t *head) firstLine() []byte {
	line, _, _ := bytes.Cut(t.Bytes(), []byte("\n"))
	return line
}
