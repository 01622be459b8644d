package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"
)

// kind is a program with a window: the first is the empty one that the others are compared with.
type kind struct {
	name string
	args []string
}

// kinds builds the empty window.
func (g *gauge) kinds() ([]kind, error) {
	empty := filepath.Join(g.work, "empty")
	if out, err := exec.CommandContext(g.ctx, "go", "build", "-tags", "migrated_fynedo", "-o", empty, "./.ci/gauge/empty").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	return []kind{{emptyWindow, []string{empty}}, {"-demo", []string{g.program, "-demo"}}, {g.big(), []string{g.program, "-db", g.database()}}}, nil
}

const emptyWindow = "empty Fyne window"

// start starts an empty Fyne window, the demonstration and the large database in turn, several times.
func (g *gauge) start() error {
	kinds, err := g.kinds()
	if err != nil {
		return err
	}
	d, err := openDisplay()
	if err != nil {
		return err
	}
	starts := make([][]started, len(kinds))
	for range g.rounds {
		for i, k := range kinds {
			s, err := d.start(exec.CommandContext(g.ctx, k.args[0], k.args[1:]...))
			if err != nil {
				return fmt.Errorf("%s: %w", k.name, err)
			}
			starts[i] = append(starts[i], s)
		}
	}
	for i, k := range kinds {
		g.startRows(k.name, starts[i], starts[0])
	}
	return nil
}

// startRows says what one program took and how much that is more than the empty window.
func (g *gauge) startRows(name string, list, empty []started) {
	const slower, larger = 100 * time.Millisecond, 40_000_000
	marks := []struct {
		name string
		of   func(started) time.Duration
	}{
		{"window visible", func(s started) time.Duration { return s.visible }},
		{"first content painted", func(s started) time.Duration { return s.painted }},
		{"last change within a second of that", func(s started) time.Duration { return s.still }},
	}
	for i, m := range marks {
		took, base := each(list, m.of), median(each(empty, m.of))
		what, target := "  "+m.name, ""
		if i == 0 {
			what = name + ": " + m.name
		}
		if name != emptyWindow && i < 2 {
			more := median(took) - base
			target = fmt.Sprintf("%+.0f ms, ", float64(more)/1e6) + within(more, slower, "100 ms")
		}
		g.table.add(what, spread(took), target)
	}
	memory := func(s started) int64 { return s.memory }
	used, base := median(each(list, memory)), median(each(empty, memory))
	target := ""
	if name != emptyWindow {
		target = fmt.Sprintf("%+.0f MB, ", float64(used-base)/1e6) + within(used-base, larger, "40 MB")
	}
	g.table.add("  RssAnon after 5 s", mb(used), target)
}

func each[T, V any](list []T, of func(T) V) []V {
	values := make([]V, len(list))
	for i, v := range list {
		values[i] = of(v)
	}
	return values
}

// started is one start of a program with a window; the times are since its process began.
type started struct {
	visible, painted, still time.Duration
	memory                  int64
}

const (
	memoryAfter = 5 * time.Second
	stillWithin = time.Second
)

// start runs a program until its memory has been read, then ends it.
func (d *display) start(c *exec.Cmd) (s started, err error) {
	if err := d.settle(); err != nil {
		return s, err
	}
	if err := d.conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return s, err
	}
	began := time.Now()
	if err := c.Start(); err != nil {
		return s, err
	}
	defer func() {
		// Killed, so that no program makes its copy of the database first.
		_ = c.Process.Kill()
		_ = c.Wait()
		const gone = 300 * time.Millisecond
		time.Sleep(gone)
	}()
	window, err := d.awaitWindow()
	if err != nil {
		return s, err
	}
	s.visible = time.Since(began)
	if err := d.paint(window, began, &s); err != nil {
		return s, err
	}
	time.Sleep(time.Until(began.Add(memoryAfter)))
	s.memory = rssAnon(c.Process.Pid)
	return s, nil
}

// paint looks at the window until something is in it, and then for the last change.
func (d *display) paint(window uint32, began time.Time, s *started) error {
	var last []byte
	often := 4 * time.Millisecond
	for s.painted == 0 || time.Since(began) < s.painted+stillWithin {
		at := time.Since(began)
		now, err := d.look(window)
		if err != nil {
			return err
		}
		if now != nil && s.painted == 0 && colourful(now) {
			s.painted, s.still, last = at, at, now
			often = 10 * time.Millisecond
		}
		if s.painted != 0 && differs(now, last) {
			s.still, last = at, now
		}
		time.Sleep(often)
	}
	return nil
}

// colourful tells whether there is more than one colour.
func colourful(pixels []byte) bool {
	return len(pixels) > 4 && !bytes.Equal(pixels[4:], pixels[:len(pixels)-4])
}

// differs tells whether more changed than a blinking cursor.
func differs(a, b []byte) bool {
	const cursor = 40
	changed := 0
	for i := 0; i+4 <= min(len(a), len(b)) && changed <= cursor; i += 4 {
		if !bytes.Equal(a[i:i+4], b[i:i+4]) {
			changed++
		}
	}
	return changed > cursor
}
