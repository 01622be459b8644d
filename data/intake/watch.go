package intake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"terminwerk/core"
)

// The folders below the drop folder into which files go.
const (
	DoneFolder       = "verarbeitet"
	QuarantineFolder = "quarantäne"
)

const (
	settleTime = time.Second      // a file that has not changed for so long is complete
	lookAgain  = 2 * time.Second  // how often the folder is read though nothing was reported
	retryTime  = 30 * time.Second // until a file whose import failed is tried again
)

// Watch imports the lead files that are in folder and those that appear there, until ctx ends. A file is taken when it
// has stopped growing, and goes to DoneFolder, or to QuarantineFolder when nothing in it could be read; one whose import
// failed stays and is tried again. told hears of every file. A folder that disappears is waited for; NotFound is returned
// only if it is not there in the beginning.
func (im *Importer) Watch(ctx context.Context, folder string, told func(core.ImportResult, error)) error {
	return Watch(ctx, folder, func(path string) error {
		result, err := im.ImportLeads(ctx, path)
		if err != nil {
			if ctx.Err() == nil {
				told(result, err)
			}
			return err
		}
		into := DoneFolder
		if result.Read == result.Quarantined {
			into = QuarantineFolder
		}
		err = moveAway(path, into, im.Clock.Now())
		told(result, err)
		return err
	})
}

// Watch calls handle for every complete file in folder, one after the other. A file that handle has not moved away is
// given again when it changes, or after a while if handle failed.
func Watch(ctx context.Context, folder string, handle func(path string) error) error {
	info, err := os.Stat(folder)
	if err == nil && !info.IsDir() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return fileError("watch folder", err)
	}
	w := &watch{folder: folder, handle: handle, seen: map[string]*dropped{}}
	defer w.close()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-w.events():
			timer.Reset(settleTime / 4) // a burst of events is one look
		case <-w.failures(): //nolint:errcheck // whatever it was, the folder is then read by the clock alone
			w.close()
			timer.Reset(settleTime)
		case <-timer.C:
			timer.Reset(w.look(ctx))
		}
	}
}

// dropped is a file as it was last seen.
type dropped struct {
	size    int64
	changed time.Time // of the file
	since   time.Time // it has been like this
	retry   time.Time // when it may be given again; zero when it was not given yet
	settled bool      // given and done
}

type watch struct {
	folder string
	handle func(string) error
	seen   map[string]*dropped
	notify *fsnotify.Watcher
}

func (w *watch) events() <-chan fsnotify.Event {
	if w.notify == nil {
		return nil
	}
	return w.notify.Events
}

func (w *watch) failures() <-chan error {
	if w.notify == nil {
		return nil
	}
	return w.notify.Errors
}

func (w *watch) close() {
	if w.notify != nil {
		_ = w.notify.Close() // the folder is read anyway; notification only makes it quick
		w.notify = nil
	}
}

// listen asks for notification where the system can give it.
func (w *watch) listen() {
	if w.notify != nil {
		return
	}
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return
	}
	if n.Add(w.folder) != nil {
		_ = n.Close()
		return
	}
	w.notify = n
}

// look reads the folder, gives the complete files to handle, and tells when to look again.
func (w *watch) look(ctx context.Context) time.Duration {
	entries, err := os.ReadDir(w.folder)
	if err != nil {
		w.close()
		return lookAgain
	}
	w.listen()
	wait := lookAgain
	present := map[string]bool{}
	for _, e := range entries {
		if ctx.Err() != nil {
			return wait
		}
		if !wanted(e) {
			continue
		}
		present[e.Name()] = true
		wait = min(wait, w.file(e))
	}
	for name := range w.seen {
		if !present[name] {
			delete(w.seen, name)
		}
	}
	return wait
}

// wanted leaves out folders and the names under which programs write files that are not complete yet.
func wanted(e fs.DirEntry) bool {
	name := e.Name()
	if !e.Type().IsRegular() || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") {
		return false
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart", ".lock", ".ini", ".lnk":
		return false
	}
	return true
}

// file handles one file when its time has come and tells how long until then.
func (w *watch) file(e fs.DirEntry) time.Duration {
	info, err := e.Info()
	if err != nil {
		return settleTime
	}
	now := time.Now()
	d := w.seen[e.Name()]
	if d == nil || d.size != info.Size() || !d.changed.Equal(info.ModTime()) {
		w.seen[e.Name()] = &dropped{size: info.Size(), changed: info.ModTime(), since: now}
		return settleTime
	}
	switch {
	case d.settled:
		return lookAgain
	case now.Sub(d.since) < settleTime:
		return settleTime - now.Sub(d.since)
	case now.Before(d.retry):
		return lookAgain
	}
	if err := w.handle(filepath.Join(w.folder, e.Name())); err != nil {
		d.retry = time.Now().Add(retryTime)
		return lookAgain
	}
	d.settled = true
	return 0
}

// moveAway puts a file into a folder beside it under a name that begins with the time and is not taken.
func moveAway(path, into string, now time.Time) error {
	dir := filepath.Join(filepath.Dir(path), into)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fileError("move file", err)
	}
	base := filepath.Base(path)
	ext := filepath.Ext(base)
	stem := now.Format("2006-01-02_150405") + "_" + strings.TrimSuffix(base, ext)
	for n := 1; n < 1000; n++ {
		name := stem + ext
		if n > 1 {
			name = fmt.Sprintf("%s-%d%s", stem, n, ext)
		}
		target := filepath.Join(dir, name)
		if _, err := os.Lstat(target); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.Rename(path, target); err != nil {
			return fileError("move file", err)
		}
		return nil
	}
	return fileError("move file", fs.ErrExist)
}
