// Command summary reads the events of `go test -json` and prints what a person wants to see of them: one line per package,
// the full output of every failed test, and at the end the number of passed and failed tests, subtests included.
//
//	go test -json ./... | summary -save FILE    from standard input, keeping the events in FILE
//	summary -show FILE...                       the same lines again, from kept events, with one total
//
// It exits with 1 when a test or a package failed, or when no test ran at all.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// event is one line of test2json; fields that the summary does not use are left out.
type event struct {
	Action, Package, Test, Output string
}

// tally holds the counts so far and the output of what still runs.
type tally struct {
	passed, failed, skipped int
	output                  map[string][]string
	failedIn                map[string]int // failed tests per package: a package that fails without one counts itself
}

func main() {
	save := flag.String("save", "", "read standard input and keep its events in this file")
	show := flag.Bool("show", false, "read the files named as arguments")
	flag.Parse()
	t := tally{output: map[string][]string{}, failedIn: map[string]int{}}
	var err error
	switch {
	case *save != "":
		err = t.save(os.Stdin, *save)
	case *show:
		err = t.show(flag.Args())
	default:
		flag.Usage()
		os.Exit(2)
	}
	if err != nil {
		fmt.Println("FAIL\tsummary:", err)
		t.failed++
	}
	if t.passed+t.failed == 0 {
		fmt.Println("FAIL\tno test ran")
		t.failed++
	}
	if t.skipped > 0 {
		fmt.Println(t.skipped, "skipped")
	}
	fmt.Printf("%d passed, %d failed\n", t.passed, t.failed)
	if t.failed > 0 {
		os.Exit(1)
	}
}

func (t *tally) save(in io.Reader, name string) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := t.read(io.TeeReader(in, file)); err != nil {
		return err
	}
	return file.Close()
}

func (t *tally) show(names []string) error {
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		err = t.read(file)
		file.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tally) read(in io.Reader) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			var e event
			if json.Unmarshal([]byte(line), &e) != nil {
				fmt.Print(line) // go's own complaint, before any test
			} else {
				t.add(e)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (t *tally) add(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "output":
		t.output[key] = append(t.output[key], e.Output)
		if e.Test == "" && (strings.HasPrefix(e.Output, "ok ") || strings.HasPrefix(e.Output, "FAIL\t")) {
			fmt.Print(e.Output)
		}
	case "build-output":
		fmt.Print(e.Output)
	case "pass", "skip":
		if e.Test != "" && e.Action == "pass" {
			t.passed++
		} else if e.Test != "" {
			t.skipped++
		}
		delete(t.output, key)
	case "fail":
		if e.Test == "" && t.failedIn[e.Package] > 0 {
			break
		}
		t.failed++
		t.failedIn[e.Package]++
		fmt.Printf("--- FAIL: %s\n%s", key, strings.Join(t.output[key], ""))
		delete(t.output, key)
	}
}
