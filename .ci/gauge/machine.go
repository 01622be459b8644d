package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// machine names what is measured on: processor, memory, disk, system, Go.
func machine(folder string) string {
	var memory syscall.Sysinfo_t
	_ = syscall.Sysinfo(&memory)
	disk, err := exec.Command("df", "--output=source,fstype", folder).Output()
	if err != nil {
		disk = []byte("\nunknown")
	}
	lines := strings.Split(strings.TrimSpace(string(disk)), "\n")
	return fmt.Sprintf("Machine: %s, %d processors, %.0f GB; disk %s; Linux %s; %s; Xvfb with software rendering", field("/proc/cpuinfo", "model name"),
		runtime.NumCPU(), float64(memory.Totalram)*float64(memory.Unit)/(1<<30), strings.Join(strings.Fields(lines[len(lines)-1]), " "),
		firstLine("/proc/sys/kernel/osrelease"), runtime.Version())
}

// load is the average number of processes that ran or waited, over 1, 5 and 15 minutes.
func load() string {
	words := strings.Fields(firstLine("/proc/loadavg"))
	return strings.Join(words[:min(3, len(words))], " ") + fmt.Sprintf(" on %d processors", runtime.NumCPU())
}

func firstLine(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return "unknown"
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return line
}

// field reads a "name: value" line, as most files of /proc are made of.
func field(path, name string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return "unknown"
	}
	for line := range bytes.Lines(text) {
		key, value, ok := strings.Cut(string(line), ":")
		if ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// rssAnon is the memory a process has for itself, in bytes; 0 when it has ended.
func rssAnon(pid int) int64 {
	kb, err := strconv.ParseInt(strings.TrimSuffix(field(fmt.Sprintf("/proc/%d/status", pid), "RssAnon"), " kB"), 10, 64)
	if err != nil {
		return 0
	}
	return kb * 1024
}

// busyTime is the time all processors together have worked since the machine started.
func busyTime() time.Duration {
	words := strings.Fields(firstLine("/proc/stat"))
	var ticks int64
	for i, w := range words {
		const idle, iowait, guests = 4, 5, 9
		if n, err := strconv.ParseInt(w, 10, 64); err == nil && i != idle && i != iowait && i < guests {
			ticks += n
		}
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// ran is what a finished process took.
type ran struct {
	wall, cpu time.Duration
	others    float64 // processors that were busy with something else, on average
	peak      int64   // highest RssAnon seen
}

func (r ran) String() string {
	return fmt.Sprintf("%s (%s of processor time, %.1f processors busy with others)", seconds(r.wall), seconds(r.cpu), r.others)
}

// watch runs a command to its end and samples its memory.
func watch(c *exec.Cmd) (ran, error) {
	var r ran
	var complaint bytes.Buffer
	c.Stderr = &complaint
	busy, began := busyTime(), time.Now()
	if err := c.Start(); err != nil {
		return r, err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	const often = 50 * time.Millisecond
	sample := time.NewTicker(often)
	defer sample.Stop()
	for {
		select {
		case <-sample.C:
			r.peak = max(r.peak, rssAnon(c.Process.Pid))
		case err := <-ended:
			r.wall = time.Since(began)
			r.cpu = c.ProcessState.UserTime() + c.ProcessState.SystemTime()
			r.others = max(0, (busyTime()-busy-r.cpu).Seconds()/r.wall.Seconds())
			if err != nil {
				err = fmt.Errorf("%s: %w: %s", c, err, complaint.String())
			}
			return r, err
		}
	}
}
