// Command gauge measures the program and prints a table; .ci/measure prepares the display and the folder for it.
//
// What is compared is measured alternately in one run, so that a machine that is busy now and idle later is unfair to
// nobody, and given as the median. Memory is RssAnon, the pages a process has for itself: those of the database are
// mapped from the file and belong to the system.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// gauge is one run.
type gauge struct {
	ctx       context.Context
	work      string // folder for everything, on the disk that is measured
	program   string // the built program
	customers int
	rounds    int
	cold      bool
	only      []string
	table     table
}

func main() {
	g := &gauge{}
	only := flag.String("only", "", "measure only these, separated by commas: build start idle import open save check feel")
	flag.StringVar(&g.work, "work", "", "a `folder` for everything, empty or from an earlier run")
	flag.IntVar(&g.customers, "customers", 1_000_000, "size of the large database")
	flag.IntVar(&g.rounds, "rounds", 7, "how often windows are started")
	flag.BoolVar(&g.cold, "cold", false, "also build with an empty build cache, which takes minutes")
	flag.Parse()
	if *only != "" {
		g.only = strings.Split(*only, ",")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	g.ctx = ctx
	if err := g.run(); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func (g *gauge) run() error {
	if g.work == "" {
		return fmt.Errorf("the folder is missing; .ci/measure gives one")
	}
	fmt.Println(machine(g.work))
	fmt.Println("Load before:", load())
	g.program = filepath.Join(g.work, "terminwerk")
	steps := []struct {
		name string
		do   func() error
	}{
		{"build", g.build}, {"import", g.imports}, {"open", g.open}, {"save", g.save}, {"check", g.check}, {"feel", g.feel}, {"start", g.start}, {"idle", g.idle},
	}
	for _, s := range steps {
		// Without the program and the database there is nothing to measure.
		if s.name != "build" && s.name != "import" && !g.wanted(s.name) {
			continue
		}
		began := time.Now()
		if err := s.do(); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Fprintf(os.Stderr, "measure: %s took %.0f s\n", s.name, time.Since(began).Seconds())
	}
	fmt.Println("Load after: ", load())
	fmt.Println()
	g.table.print(os.Stdout)
	return nil
}

func (g *gauge) wanted(step string) bool { return g.only == nil || slices.Contains(g.only, step) }

func (g *gauge) database() string { return filepath.Join(g.work, "large", "terminwerk.db") }

// big is the large database in a row's name.
func (g *gauge) big() string {
	return thousands(g.customers) + " customers, " + thousands(g.customers*6/5) + " vehicles"
}
