// Package dbfile is everything about the database file that is decided before and after its contents: who holds it,
// whether its folder can be trusted, whether its first pages make sense, how it is made, replaced and put in safety.
//
// The store opens a file only through Open, makes one only through Create, and swaps one only through Replace; each
// survives a power cut at any point. A damaged file gives core.Corrupt, never a crash and never an empty database.
package dbfile

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"terminwerk/core"
)

const (
	pageSize    = 4096
	lockTimeout = 300 * time.Millisecond
	mapSize     = 8 << 30
)

// Mode says how a file is opened.
type Mode struct {
	ReadOnly bool // no write, no freelist; other read-only openers are let in
	PreRead  bool // pull the file through the page cache once, for full scans
	OpenFile func(name string, flag int, perm os.FileMode) (*os.File, error)
}

// Open opens an existing database file. Errors: NotFound if there is none, Corrupt if it is empty, cut off or damaged,
// Locked if another process has it open.
func Open(path string, mode Mode) (*bolt.DB, error) {
	if err := Inspect(path); err != nil {
		return nil, err
	}
	if mode.PreRead {
		preRead(path)
	}
	return open(path, mode)
}

// Create makes a new database file at path. It is built under another name by fill, synced and renamed, so that path is
// either absent or complete. An existing file is refused.
func Create(path string, fill func(*bolt.DB) error) error {
	if _, err := os.Lstat(path); err == nil {
		return &core.Error{Kind: core.Conflict, Op: "create database", Err: fs.ErrExist}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return Unavailable("create database", err)
	}
	temp := path + ".new"
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Unavailable("create database", err)
	}
	if err := build(temp, fill); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return Replace(temp, path)
}

func build(temp string, fill func(*bolt.DB) error) error {
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return Unavailable("create database", err)
	}
	if err := f.Close(); err != nil {
		return Unavailable("create database", err)
	}
	db, err := open(temp, Mode{})
	if err != nil {
		return err
	}
	return errors.Join(fill(db), db.Close(), SyncFile(temp))
}

// open turns what bbolt does with a damaged file, which is a panic or a memory fault, into Corrupt.
func open(path string, mode Mode) (db *bolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var file *os.File
	openFile := mode.OpenFile
	if openFile == nil {
		openFile = os.OpenFile
	}
	defer func() {
		if p := recover(); p != nil {
			db, err = nil, Damaged("open database", p)
			releaseBolt(file)
		}
	}()
	options := &bolt.Options{
		Timeout:         lockTimeout,
		FreelistType:    bolt.FreelistMapType,
		PageSize:        pageSize,
		InitialMmapSize: initialMap(mode.ReadOnly),
		ReadOnly:        mode.ReadOnly,
		OpenFile: func(name string, flag int, perm os.FileMode) (*os.File, error) {
			f, err := openFile(name, flag&^os.O_CREATE, perm)
			file = f
			return f, err
		},
	}
	db, err = bolt.Open(path, 0o600, options)
	return db, openError(err)
}

func openError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, berrors.ErrTimeout):
		return &core.Error{Kind: core.Locked, Op: "open database", Err: err}
	case errors.Is(err, fs.ErrNotExist):
		return &core.Error{Kind: core.NotFound, Op: "open database", Err: err}
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return &core.Error{Kind: core.Corrupt, Op: "open database", Err: err}
	}
	return Unavailable("open database", err)
}

// initialMap reserves address space so that growth never waits for readers. Windows would allocate it on the disk.
func initialMap(readOnly bool) int {
	if runtime.GOOS == "windows" || readOnly || int64(math.MaxInt) < int64(mapSize) {
		return 0
	}
	size := int64(mapSize)
	return int(size)
}

// growthRefused tells whether a commit failed because the file could not be made longer, before anything was written;
// bbolt keeps only the words of the cause.
func growthRefused(err error) bool {
	return err != nil && strings.HasPrefix(err.Error(), "file resize error")
}

// Damaged is the Corrupt error for a panic or memory fault met while reading the file.
func Damaged(op string, panicked any) error {
	return &core.Error{Kind: core.Corrupt, Op: op, Err: fmt.Errorf("%v", panicked)}
}

// Unavailable wraps an error of the operating system that may go away.
func Unavailable(op string, err error) error {
	return &core.Error{Kind: core.Unavailable, Op: op, Err: err}
}

// preRead pulls the file through the page cache in order; bbolt maps it for random access, which is eight times slower
// for a scan of a cold file.
func preRead(path string) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close()
	buf := make([]byte, 1<<20)
	for {
		if _, err := f.Read(buf); err != nil {
			return
		}
	}
}
