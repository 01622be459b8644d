// Command camera draws every place of ui/uitest into PNG files, so that somebody can look at them; see .ci/shots.
package main

import (
	"flag"
	"fmt"
	"image/png"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"terminwerk/ui/uitest"
)

func main() {
	to := flag.String("to", ".shots", "folder of the pictures")
	only := flag.String("only", "", "beginnings of the names of places, separated by commas; empty: all")
	languages := flag.String("languages", "de,en", "languages")
	themes := flag.String("themes", "light,dark", "themes")
	sizes := flag.String("sizes", "1280x720,1366x768,1920x1080", "sizes of the window")
	scale := flag.Int("scale", 100, "size of the texts in percent")
	flag.Parse()
	log.SetOutput(io.Discard) // Fyne complains about the desktop that is not there
	if err := os.MkdirAll(*to, 0o750); err != nil {
		fail(err)
	}
	taken := 0
	for _, size := range strings.Split(*sizes, ",") {
		for _, language := range strings.Split(*languages, ",") {
			for _, theme := range strings.Split(*themes, ",") {
				n, err := tour(*to, *only, size, uitest.Options{Language: language, Theme: theme, Scale: *scale})
				if err != nil {
					fail(err)
				}
				taken += n
			}
		}
	}
	fmt.Printf("%d pictures in %s\n", taken, *to)
}

// tour takes a picture of every wanted place in one look.
func tour(to, only, size string, o uitest.Options) (taken int, err error) {
	var w, h float32
	if _, err := fmt.Sscanf(size, "%fx%f", &w, &h); err != nil {
		return 0, fmt.Errorf("size %q: %w", size, err)
	}
	o.Size = fyne.NewSize(w, h)
	for _, place := range uitest.Places() {
		if !wanted(place.Name, only) {
			continue
		}
		name := fmt.Sprintf("%s-%s-%s-%.0f.png", place.Name, o.Language, o.Theme, w)
		if err := shoot(filepath.Join(to, name), place, o); err != nil {
			return taken, fmt.Errorf("%s: %w", name, err)
		}
		taken++
	}
	return taken, nil
}

func wanted(name, only string) bool {
	for _, begin := range strings.Split(only, ",") {
		if strings.HasPrefix(name, begin) {
			return true
		}
	}
	return false
}

func shoot(path string, place uitest.Place, o uitest.Options) (err error) {
	p, err := uitest.Start(o)
	if err != nil {
		return err
	}
	defer func() {
		if closing := p.Close(); err == nil {
			err = closing
		}
	}()
	place.Open(p)
	p.Settle()
	f, err := os.Create(filepath.Clean(path))
	if err != nil {
		return err
	}
	if err := png.Encode(f, p.Window.Canvas().Capture()); err != nil {
		return err
	}
	return f.Close()
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "camera:", err)
	os.Exit(1)
}
