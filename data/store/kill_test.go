package store

import (
	"bufio"
	"context"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"terminwerk/core"
)

// writeForever is a child process: it makes changes and prints the operation of each that was acknowledged.
func writeForever(path string) {
	s, err := OpenOrCreate(path, Options{AnyFolder: true})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	for n := 0; ; n++ {
		op := fmt.Sprintf("%d-%d", os.Getpid(), n)
		c := &core.Customer{Meta: core.Meta{ID: core.Pending(1)}, Contact: core.Contact{LastName: "Kunde " + op}}
		v := &core.Vehicle{Owner: core.Pending(1), Data: core.VehicleData{Make: "VW"}}
		if _, err := s.Apply(context.Background(), core.Change{Op: op, What: "x", Put: []core.Record{c, v}}); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println("done", op)
	}
}

func TestKilledWhileWritingLosesNothingThatWasAcknowledged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	var acknowledged []string
	for round := range 10 {
		acknowledged = append(acknowledged, writeAndKill(t, path, 5+round*7)...)
		s, err := Open(path, Options{AnyFolder: true})
		if err != nil {
			t.Fatal(err)
		}
		report, err := s.SelfCheck()
		if err != nil || !report.OK() {
			t.Fatal(report, err)
		}
		for _, op := range acknowledged {
			ids, err := s.IDs(context.Background(), core.Query{Entity: core.EntityCustomer, Text: "kunde " + op})
			if err != nil || len(ids) == 0 {
				t.Fatalf("operation %s is lost: %v", op, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// writeAndKill lets a child acknowledge some operations and kills it in the middle of the next ones.
func writeAndKill(t *testing.T, path string, operations int) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "write-forever", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var done []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		op, ok := strings.CutPrefix(lines.Text(), "done ")
		if !ok {
			t.Fatal(lines.Text())
		}
		if done = append(done, op); len(done) == operations {
			time.AfterFunc(time.Duration(operations%5)*300*time.Microsecond, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait()
	return done
}

// loadMuch is a child process: it says "loading" and loads a master that takes longer than it is given.
func loadMuch(path string) {
	s, err := OpenOrCreate(path, Options{AnyFolder: true})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fmt.Println("loading")
	_, err = s.Bulk(context.Background(), "import.customers", "test", manyCustomers(200_000), func(Loaded) { fmt.Println("loaded") })
	fmt.Println("ended", err)
}

func manyCustomers(n int) iter.Seq2[[]core.Record, error] {
	return func(yield func([]core.Record, error) bool) {
		for i := range n {
			c := &core.Customer{Number: fmt.Sprint(100_000 + i), Contact: core.Contact{LastName: fmt.Sprint("Kunde ", i)}}
			if !yield([]core.Record{c}, nil) {
				return
			}
		}
	}
}

// A kill in the middle of a bulk load leaves records without their index keys; the next start must put that right by
// itself, whatever the moment.
func TestKilledWhileLoadingAMasterOpensAgainWithWhatWasLoaded(t *testing.T) {
	for round := range 5 {
		path := filepath.Join(t.TempDir(), "terminwerk.db")
		loadAndKill(t, path, 1+round, time.Duration(round*23)*time.Millisecond)
		s, err := Open(path, Options{AnyFolder: true})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		report, err := s.SelfCheck()
		if err != nil || !report.OK() {
			t.Fatalf("round %d: %v %v", round, report, err)
		}
		if n, err := s.Count(context.Background(), core.EntityCustomer); err != nil || n == 0 {
			t.Fatalf("round %d: %d customers, %v", round, n, err)
		}
		c := &core.Customer{Contact: core.Contact{LastName: "Danach"}}
		if _, err := s.Apply(context.Background(), core.Change{Op: "after", What: "x", Put: []core.Record{c}}); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// loadAndKill kills a child that loads, some time after it has written so many parts.
func loadAndKill(t *testing.T, path string, parts int, later time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "load-much", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		switch text := lines.Text(); {
		case strings.HasPrefix(text, "e"):
			t.Fatalf("the load was over before it was killed: %s", text)
		case text == "loaded":
			if parts--; parts == 0 {
				time.AfterFunc(later, func() { _ = cmd.Process.Kill() })
			}
		}
	}
	_ = cmd.Wait()
}
