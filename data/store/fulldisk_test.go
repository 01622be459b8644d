//go:build linux

package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"terminwerk/core"
)

// fillUp is a child process that may not make files longer than a megabyte: it writes until that is refused, tries
// again, makes room and goes on.
func fillUp(path string) {
	s, err := OpenOrCreate(path, Options{AnyFolder: true})
	if err != nil {
		fmt.Println("open", err)
		return
	}
	var old syscall.Rlimit
	limit := func(max uint64) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: max, Max: old.Max}); err != nil {
			fmt.Println("limit", err)
		}
	}
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		fmt.Println("limit", err)
	}
	limit(1 << 20)
	write := func(n int) error {
		var put []core.Record // so much that pages which happen to be free never hold it
		for range 16 {
			put = append(put, &core.Customer{Contact: core.Contact{LastName: "Kunde"}, Notes: strings.Repeat("Notiz ", 2000)})
		}
		_, err := s.Apply(context.Background(), core.Change{Op: fmt.Sprint(n), What: "x", Put: put})
		return err
	}
	n := 0
	for err == nil {
		n++
		err = write(n)
	}
	fmt.Println("full", core.KindOf(err))
	fmt.Println("again", core.KindOf(write(n)))
	limit(old.Cur)
	fmt.Println("room", write(n))
	fmt.Println("close", s.Close())
}

func TestAFullDiskIsSurvivedWithoutALoss(t *testing.T) {
	path := filepath.Join(t.TempDir(), "terminwerk.db")
	cmd := exec.Command(os.Args[0], "fill-up", path)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"full unavailable", "again unavailable", "room <nil>", "close <nil>"}
	lines := bufio.NewScanner(strings.NewReader(string(out)))
	for _, line := range want {
		if lines.Scan(); lines.Text() != line {
			t.Errorf("got %q, want %q", lines.Text(), line)
		}
	}
	report, err := Check(context.Background(), path, nil)
	if err != nil || !report.OK() || report.Records[core.EntityCustomer] == 0 {
		t.Fatal(report, err)
	}
}
