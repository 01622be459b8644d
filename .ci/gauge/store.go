package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"terminwerk/assets"
	"terminwerk/core"
	"terminwerk/core/booking"
	"terminwerk/core/match"
	"terminwerk/data"
)

// open measures how long the large database takes to open.
func (g *gauge) open() error {
	var took []time.Duration
	for range 15 {
		began := time.Now()
		place, err := data.Open(g.ctx, data.Config{Path: g.database(), Clock: clock})
		if err != nil {
			return err
		}
		took = append(took, time.Since(began))
		if err := place.Close(); err != nil {
			return err
		}
	}
	g.table.add("open "+g.big(), spread(took), within(median(took), 20*time.Millisecond, "20 ms"))
	return nil
}

// save books leads in the large database, and before each one writes and syncs twice on the same disk: a commit cannot
// cost less.
func (g *gauge) save() (err error) {
	place, err := data.Open(g.ctx, data.Config{Path: g.database(), Clock: clock})
	if err != nil {
		return err
	}
	defer func() {
		if closing := place.Close(); err == nil {
			err = closing
		}
	}()
	leads, err := place.Store.IDs(g.ctx, core.Query{Entity: core.EntityLead, Status: []string{string(core.LeadNew)}})
	if err != nil {
		return err
	}
	disk, err := os.Create(filepath.Join(filepath.Dir(g.database()), "sync"))
	if err != nil {
		return err
	}
	defer disk.Close()
	model, err := match.ReadModel(assets.MatchModel, assets.MatchPairs)
	if err != nil {
		return err
	}
	service := booking.New(place.Store, clock, model)
	var saves, syncs []time.Duration
	for _, lead := range leads[:min(60, len(leads))] {
		pair, err := syncTwice(disk)
		if err != nil {
			return err
		}
		draft, err := service.Draft(g.ctx, lead, booking.Choice{Way: booking.WayExisting}, "Huber")
		if err != nil {
			return err
		}
		began := time.Now()
		if _, err := service.Save(g.ctx, draft, "Huber", true); err != nil {
			return err
		}
		saves, syncs = append(saves, time.Since(began)), append(syncs, pair)
	}
	if len(saves) == 0 {
		return fmt.Errorf("no lead to book: the database is too small")
	}
	g.table.add("save an appointment, lead and audit trail included", spread(saves), "")
	g.table.add("  two writes with sync on the same disk", spread(syncs), "")
	return nil
}

// syncTwice writes what a small transaction writes: some pages, then the one that makes them count.
func syncTwice(f *os.File) (time.Duration, error) {
	const page = 4096
	pages := bytes.Repeat([]byte{byte(time.Now().UnixNano())}, 40*page)
	began := time.Now()
	for _, n := range []int{len(pages), page} {
		if _, err := f.WriteAt(pages[:n], 0); err != nil {
			return 0, err
		}
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			return 0, err
		}
	}
	return time.Since(began), nil
}

// check measures the full check of the large file.
func (g *gauge) check() error {
	info, err := os.Stat(g.database())
	if err != nil {
		return err
	}
	g.table.add("file of all that, leads and appointments included", mb(info.Size()), "")
	var out bytes.Buffer
	c := exec.CommandContext(g.ctx, g.program, "check", "-json", "-db", g.database())
	c.Stdout = &out
	r, err := watch(c)
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out.String())
	}
	g.table.add("  check: "+records(out.String()), r.String()+", "+mb(r.peak), "")
	return nil
}

// records takes the number of checked records out of the report.
func records(report string) string {
	_, rest, _ := strings.Cut(report, `"records":`)
	digits := strings.TrimSpace(strings.FieldsFunc(rest+",", func(r rune) bool { return r == ',' || r == '}' })[0])
	n, err := strconv.Atoi(digits)
	if err != nil {
		return "records " + digits
	}
	return thousands(n) + " records"
}
