//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// binary is the built program.
func binary(t *testing.T) string {
	t.Helper()
	path := os.Getenv("TERMINWERK_BIN")
	if path == "" {
		t.Fatal("TERMINWERK_BIN does not name the program; .ci/e2e builds it and runs this test")
	}
	return path
}

// terminal runs commands on one database.
type terminal struct {
	t  *testing.T
	db string
}

// run executes a command and gives its exit code and its output.
func (c terminal) run(args ...string) (exit int, stdout, stderr string) {
	c.t.Helper()
	var out, complaints bytes.Buffer
	cmd := exec.Command(binary(c.t), append(args, "-db", c.db)...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		c.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), complaints.String()
}

// must executes a command that has to succeed.
func (c terminal) must(args ...string) string {
	c.t.Helper()
	exit, out, complaints := c.run(args...)
	if exit != 0 {
		c.t.Fatalf("terminwerk %s ended with %d\n%s%s", strings.Join(args, " "), exit, out, complaints)
	}
	return out
}

// records gives everything of one kind, by the value of one field.
func (c terminal) records(kind, by string) map[string]record {
	c.t.Helper()
	var list []record
	if err := json.Unmarshal([]byte(c.must("export", kind, "-json")), &list); err != nil {
		c.t.Fatal(err)
	}
	all := map[string]record{}
	for _, r := range list {
		all[r[by]] = r
	}
	return all
}

// record is an exported record; a field without a value is missing.
type record map[string]string

// has checks fields: name and value in turn.
func (r record) has(t *testing.T, what string, want ...string) {
	t.Helper()
	for i := 0; i+1 < len(want); i += 2 {
		if got := r[want[i]]; got != want[i+1] {
			t.Errorf("%s: %s is %q, want %q", what, want[i], got, want[i+1])
		}
	}
}
