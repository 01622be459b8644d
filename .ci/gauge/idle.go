package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// idle measures what an untouched window takes of one processor core, the programs in turn.
func (g *gauge) idle() error {
	kinds, err := g.kinds()
	if err != nil {
		return err
	}
	const rounds = 3
	shares := make([][]float64, len(kinds))
	for range rounds {
		for i, k := range kinds {
			share, err := idleShare(exec.CommandContext(g.ctx, k.args[0], k.args[1:]...))
			if err != nil {
				return fmt.Errorf("%s: %w", k.name, err)
			}
			shares[i] = append(shares[i], share)
		}
	}
	base := median(shares[0])
	for i, k := range kinds {
		share, target := median(shares[i]), ""
		if k.name != emptyWindow {
			const more = 0.5
			target = fmt.Sprintf("%+.2f %%, ", share-base) + within(share-base, more, "0.5 %")
		}
		g.table.add(k.name+": of one core, untouched", fmt.Sprintf("%.2f %%", share), target)
	}
	return nil
}

// idleShare starts a program and gives what it takes of one core, in percent, after it has come to rest.
func idleShare(c *exec.Cmd) (float64, error) {
	const settled, watched = 8 * time.Second, 20 * time.Second
	if err := c.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	}()
	time.Sleep(settled)
	before, err := processorTime(c.Process.Pid)
	if err != nil {
		return 0, err
	}
	time.Sleep(watched)
	after, err := processorTime(c.Process.Pid)
	return 100 * (after - before).Seconds() / watched.Seconds(), err
}

// processorTime is what a process has taken so far, in steps of a hundredth of a second.
func processorTime(pid int) (time.Duration, error) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0, err
	}
	const user, system = 11, 12 // counted from after the program's name
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	var ticks int
	for _, f := range []int{user, system} {
		n, err := strconv.Atoi(string(fields[f]))
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil
}
