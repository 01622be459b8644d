// Command soaker uses the real window for a long day and looks whether anything grows; see .ci/soak.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"terminwerk/core"
	"terminwerk/data"
	"terminwerk/ui"
	"terminwerk/ui/desk"
	"terminwerk/ui/keys"
	"terminwerk/ui/uitest"
)

// What may be more at the end of the run than at its middle, both after rest: noise, but nothing that a day would make large.
const (
	moreMemory     = 6_000_000 // bytes of RssAnon
	moreLive       = 8_000_000 // bytes of the heap in use; the tables of Fyne's caches never shrink, and grow by doubling
	moreObjects    = 20_000    // objects in it
	moreGoroutines = 2
)

// Fyne keeps what it drew for a minute, or as long as FYNE_CACHE says. At the pace of this program that is hundreds of views,
// so how much memory there is under way tells the pace; only what is left after rest can be a leak.
const (
	fyneCache = time.Minute
	fyneClean = 12 * time.Second // how seldom Fyne looks for what it need not keep any longer, and a little more
)

// day is one run.
type day struct {
	ctx      context.Context
	place    *data.Workplace
	window   *ui.App
	profiles string // folder for them; empty: none
}

type sample struct {
	memory     int64 // RssAnon in bytes
	live       int64 // the heap in use, in bytes
	objects    int64 // in it
	goroutines int
}

// String is the sample as it is printed.
func (s sample) String() string {
	return fmt.Sprintf("RssAnon %5.1f MB, heap %5.1f MB of %7d objects, %d goroutines", float64(s.memory)/1e6, float64(s.live)/1e6, s.objects, s.goroutines)
}

func main() {
	switches := flag.Int("switches", 2000, "changes of the screen")
	bookings := flag.Int("bookings", 500, "bookings")
	profile := flag.String("profile", "", "write what the heap holds after each rest into this `folder`")
	flag.Parse()
	log.SetOutput(io.Discard) // Fyne complains about the desktop that is not there
	d := &day{ctx: context.Background(), profiles: *profile}
	if err := d.open(); err != nil {
		fail(err)
	}
	failed := make(chan error, 1)
	go func() {
		failed <- d.work(*switches, *bookings)
		fyne.Do(func() { fyne.CurrentApp().Quit() })
	}()
	d.window.Run()
	err := <-failed
	if closing := d.place.Leave(d.ctx); err == nil {
		err = closing
	}
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "soak:", err)
	os.Exit(1)
}

// open shows the demonstration in a real window.
func (d *day) open() error {
	clock := core.ClockFunc(func() time.Time { return time.Now().UTC() })
	place, err := data.OpenDemo(d.ctx, clock)
	if err != nil {
		return err
	}
	d.place = place
	if err := d.place.FillDemo(d.ctx); err != nil {
		return err
	}
	services, err := uitest.Services(d.place, clock)
	if err != nil {
		return err
	}
	services.Fill = func(context.Context) error { return nil } // it is filled already; the title says that it is a demonstration
	d.window, err = ui.New(app.NewWithID("de.terminwerk.soak"), services, ui.Options{})
	return err
}

func (d *day) work(switches, bookings int) error {
	time.Sleep(2 * time.Second)
	if err := d.through("screens", switches, d.change); err != nil {
		return err
	}
	leads, err := d.leads(bookings)
	if err != nil {
		return err
	}
	return d.through("bookings", bookings, func(n int) error { return d.book(leads[n]) })
}

// through does something many times, looks at the process now and then, and judges by what is left at the middle and the end.
func (d *day) through(what string, times int, do func(n int) error) error {
	if times == 0 {
		return nil
	}
	began := time.Now()
	every := max(times/20, 1)
	var middle sample
	for n := range times {
		if err := do(n); err != nil {
			return fmt.Errorf("%s %d: %w", what, n+1, err)
		}
		switch {
		case n+1 == (times+1)/2:
			middle = d.rest()
			if err := d.writeHeap(what + "-middle"); err != nil {
				return err
			}
			fmt.Printf("%6d %s: %s after rest\n", n+1, what, middle)
		case (n+1)%every == 0:
			fmt.Printf("%6d %s: %s\n", n+1, what, look())
		}
	}
	end := d.rest()
	if err := d.writeHeap(what + "-end"); err != nil {
		return err
	}
	fmt.Printf("%6d %s: %s after rest\n", times, what, end)
	fmt.Printf("       %s took %.0f s\n", what, time.Since(began).Seconds())
	return judge(what, middle, end)
}

// rest paints the window without changing it until Fyne has let go of all that is closed, and then looks.
func (d *day) rest() sample {
	pause := fyneCache
	if other, err := time.ParseDuration(os.Getenv("FYNE_CACHE")); err == nil {
		pause = other
	}
	for end := time.Now().Add(pause + 2*fyneClean); time.Now().Before(end); time.Sleep(time.Second) {
		fyne.DoAndWait(func() { d.window.Window().Content().Refresh() })
	}
	return look()
}

func (d *day) writeHeap(name string) error {
	if d.profiles == "" {
		return nil
	}
	f, err := os.Create(filepath.Join(d.profiles, name+".heap"))
	if err != nil {
		return err
	}
	return errors.Join(pprof.WriteHeapProfile(f), f.Close())
}

// look gives back what can be given back, and then reads what the process has for itself.
func look() sample {
	debug.FreeOSMemory()
	var heap runtime.MemStats
	runtime.ReadMemStats(&heap)
	s := sample{live: int64(heap.HeapAlloc), objects: int64(heap.HeapObjects), goroutines: runtime.NumGoroutine()}
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return s
	}
	_, rest, _ := strings.Cut(string(text), "RssAnon:")
	kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	s.memory = kb * 1024
	return s
}

func judge(what string, middle, end sample) error {
	memory, live, objects, goroutines := end.memory-middle.memory, end.live-middle.live, end.objects-middle.objects, end.goroutines-middle.goroutines
	fmt.Printf("       %s: RssAnon %+.1f MB, heap %+.1f MB, %+d objects, %+d goroutines from the middle to the end\n", what, float64(memory)/1e6, float64(live)/1e6, objects, goroutines)
	if memory > moreMemory || live > moreLive || objects > moreObjects || goroutines > moreGoroutines {
		return fmt.Errorf("%s: the program grows", what)
	}
	return nil
}

// change goes to the next screen, by its key.
func (d *day) change(n int) error {
	screens := desk.Screens()
	name := fyne.KeyName(strconv.Itoa(n%len(screens) + 1))
	d.press(keys.Ctrl(name))
	return d.until("the screen is there", func() bool { return !strings.HasPrefix(string(d.window.Keys().Active()), "dialog") })
}

// press is a key as the registry gets it, on the window's goroutine, and one moment for the window to be drawn.
func (d *day) press(s keys.Shortcut) {
	fyne.DoAndWait(func() {
		if s.Modifier == 0 {
			d.window.Keys().Handle(&fyne.KeyEvent{Name: s.Key})
			return
		}
		d.window.Keys().HandleShortcut(s.Fyne())
	})
	time.Sleep(15 * time.Millisecond)
}

// leads puts as many requests into the store as are to be booked, of customers that are known by their number.
func (d *day) leads(n int) ([]core.ID, error) {
	customers, err := d.place.Store.IDs(d.ctx, core.Query{Entity: core.EntityCustomer, Sort: core.SortNumber})
	if err != nil {
		return nil, err
	}
	start := core.DateOf(time.Now()).Add(30)
	records := make([]core.Record, n)
	for i := range records {
		c, err := d.place.Store.Customer(d.ctx, customers[100+i%(len(customers)-200)])
		if err != nil {
			return nil, err
		}
		records[i] = &core.Lead{Status: core.LeadNew, Request: core.Request{
			Source: "soak", ExternalID: strconv.Itoa(i), ReceivedAt: time.Now().UTC(), CustomerNumber: c.Number, Contact: c.Contact,
			WantedAt: start.Add(i / 8).At(core.TimeOfDay(8*60 + i%8*30)), Work: "Service",
			Vehicle: core.VehicleData{Plate: "S-" + strconv.Itoa(1000+i) + "TW", Make: "VW", Model: "Golf"},
		}}
	}
	if _, err := d.place.Store.Apply(d.ctx, core.Change{Op: core.NewOp(), Actor: "soak", What: "leads.imported", Put: records}); err != nil {
		return nil, err
	}
	ids := make([]core.ID, n)
	for i, r := range records {
		ids[i] = r.Head().ID
	}
	return ids, nil
}

// book makes an appointment of a lead as the adviser does: open, save, accept the warnings.
func (d *day) book(lead core.ID) error {
	fyne.DoAndWait(func() { d.window.Book(lead) })
	scope := func() string {
		var s keys.Scope
		fyne.DoAndWait(func() { s = d.window.Keys().Active() })
		return string(s)
	}
	if err := d.until("the editor is open", func() bool { return strings.HasPrefix(scope(), "appointment#") }); err != nil {
		return err
	}
	d.press(keys.Ctrl(fyne.KeyS))
	return d.until("the lead is booked", func() bool {
		if strings.HasPrefix(scope(), "dialog") {
			d.press(keys.Ctrl(fyne.KeyReturn))
		}
		l, err := d.place.Store.Lead(d.ctx, lead)
		return err == nil && l.Status == core.LeadBooked && !strings.HasPrefix(scope(), "appointment#")
	})
}

// until waits for what a person would wait for.
func (d *day) until(what string, happened func() bool) error {
	for deadline := time.Now().Add(20 * time.Second); !happened(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			return fmt.Errorf("waited in vain until %s", what)
		}
	}
	return nil
}
