// Package store keeps everything the program knows in one bbolt file and implements core.Store.
//
// Open gives a Store that one process at a time may hold. Every Change is one transaction: records, indexes, counters,
// numbers, audit trail and change feed are written together or not at all, and an operation done twice is done once.
// Reads are short and hand out copies. A record that does not carry its checksum is core.Corrupt, never a zero value.
// When a commit fails for any reason but a full disk, the store stops writing for good, because the disk no longer tells
// the truth; what was read stays readable and a backup can be restored.
//
// Beside the database lie its lock (.lock, never replaced), who holds it (.holder), whether a write was under way
// (.state) and the bound of all numbers ever given (.numbers), and the folder of its backups.
package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"terminwerk/core"
	"terminwerk/data/store/dbfile"
)

// Options are what the program decides about a store.
type Options struct {
	Clock     core.Clock // nil: the machine's
	AnyFolder bool       // accept network and synchronised folders: for temporary and demonstration files
	// Progress is told about the rebuilding of indexes during Open, from 0 to 1; nil is allowed.
	Progress func(done float64)
}

// Store is an open database; its methods may be called from any goroutine.
type Store struct {
	path   string
	opts   Options
	schema schema
	db     *bolt.DB
	file   *os.File // of db
	lock   *dbfile.Lock
	mark   *marker
	high   *highWater
	feed   feed

	bearers   recall[int]      // of words of the vocabularies
	near      recall[[]string] // to them
	turn      chan struct{}    // holds one token; who has it may write
	poison    atomic.Pointer[core.Error]
	needCheck atomic.Bool
	closed    atomic.Bool
	gone      chan struct{} // closed with the store
	commit    func(*bolt.Tx) error
}

var _ core.Store = (*Store)(nil)

// Open opens the database at path. Errors: NotFound when there is none (Create makes one), Locked with a
// dbfile.HeldError when another process has it, Invalid with a Reason for a folder that cannot be trusted or a file of a
// newer program, Corrupt for a damaged file.
func Open(path string, opts Options) (*Store, error) {
	if opts.Clock == nil {
		opts.Clock = core.ClockFunc(func() time.Time { return time.Now().UTC() })
	}
	if !opts.AnyFolder {
		if err := dbfile.CheckPlace(path); err != nil {
			return nil, err
		}
	}
	lock, err := dbfile.Acquire(path, opts.Clock.Now())
	if err != nil {
		return nil, err
	}
	s := &Store{
		path: path, opts: opts, schema: newSchema(), lock: lock, turn: make(chan struct{}, 1), gone: make(chan struct{}),
		commit: (*bolt.Tx).Commit,
	}
	if err := s.start(); err != nil {
		return nil, errors.Join(err, s.shut())
	}
	s.turn <- struct{}{}
	return s, nil
}

// OpenOrCreate opens the database at path and makes a new one if there is none.
func OpenOrCreate(path string, opts Options) (*Store, error) {
	s, err := Open(path, opts)
	if !core.IsKind(err, core.NotFound) {
		return s, err
	}
	if err := Create(path, opts); err != nil && !core.IsKind(err, core.Conflict) {
		return nil, err
	}
	return Open(path, opts)
}

// Create makes a new database with the default settings. An existing file is a Conflict; while another process makes one,
// it is Locked.
func Create(path string, opts Options) (err error) {
	if !opts.AnyFolder {
		if err := dbfile.CheckPlace(path); err != nil {
			return err
		}
	}
	now := time.Now()
	if opts.Clock != nil {
		now = opts.Clock.Now()
	}
	lock, err := dbfile.Acquire(path, now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Release()) }()
	return dbfile.Create(path, func(db *bolt.DB) error {
		return db.Update(func(tx *bolt.Tx) error { return layOut(tx, now) })
	})
}

func layOut(tx *bolt.Tx, now time.Time) error {
	if err := layOutBuckets(tx); err != nil {
		return err
	}
	settings := core.DefaultSettings()
	at := now.UTC().Truncate(time.Second)
	settings.Meta = core.Meta{ID: 1, Rev: 1, CreatedAt: at, UpdatedAt: at}
	key := idKey(1)
	frame, err := seal([]byte(core.EntitySettings), key, &settings)
	if err != nil {
		return err
	}
	if err := tx.Bucket([]byte(core.EntitySettings)).Put(key, frame); err != nil {
		return err
	}
	meta := tx.Bucket(bucketMeta)
	return errors.Join(meta.Put(metaIndex, indexVersion()),
		meta.Put(counterKey(core.EntitySettings, ""), idKey(1)), newLineage(tx))
}

// layOutBuckets makes the buckets that are not there and declares the file to be of this program's form.
func layOutBuckets(tx *bolt.Tx) error {
	for _, b := range plainBuckets {
		if _, err := tx.CreateBucketIfNotExists(b); err != nil {
			return err
		}
	}
	for _, e := range newSchema().all() {
		if err := e.layOut(tx); err != nil {
			return err
		}
	}
	return tx.Bucket(bucketMeta).Put(metaForm, []byte{fileForm})
}

func (e *entity) layOut(tx *bolt.Tx) error {
	if _, err := tx.CreateBucketIfNotExists(e.bucket); err != nil {
		return err
	}
	for _, ix := range e.indexes {
		if _, err := tx.CreateBucketIfNotExists(ix.bucket); err != nil {
			return err
		}
	}
	return nil
}

// What the meta bucket says about the file itself.
var (
	metaForm  = []byte("form")
	metaIndex = []byte("index") // missing while indexes are being built
)

// ReasonNewer refuses a file that a newer program has written.
const ReasonNewer core.Reason = "store.newer_program"

func (s *Store) start() (err error) {
	if err := dbfile.Inspect(s.path); err != nil {
		return err
	}
	if err := sweep(s.path); err != nil {
		return err
	}
	if s.mark, err = openMarker(s.path + markSuffix); err != nil {
		return err
	}
	if s.high, err = readHighWater(s.path); err != nil {
		return err
	}
	if s.db, err = dbfile.Open(s.path, dbfile.Mode{OpenFile: s.openFile}); err != nil {
		return err
	}
	older, rebuild := false, false
	err = s.view("open database", func(tx *bolt.Tx) error {
		older, rebuild, err = s.readForm(tx)
		return err
	})
	if err == nil && older {
		err = s.transact(context.Background(), "open database", func(t *txn) error { return layOutBuckets(t.tx) }, nil, nil)
	}
	if err != nil {
		return err
	}
	s.needCheck.Store(s.mark.unclean())
	switch {
	case rebuild:
		// Indexes that a kill left half built say nothing about the file; building them reads every record.
		err := s.lock.Preparing(true)
		if err == nil {
			err = s.rebuild(context.Background(), s.opts.Progress)
		}
		return errors.Join(err, s.lock.Preparing(false))
	case s.mark.unclean():
		return s.probe()
	}
	return nil
}

// openFile opens the database's file for bbolt, which closes it.
func (s *Store) openFile(name string, flag int, perm os.FileMode) (f *os.File, err error) {
	f, err = os.OpenFile(name, flag, perm)
	s.file = f
	return f, err
}

// sweep removes what a killed program left half done beside the database; it may hold personal data.
func sweep(path string) error {
	left, err := filepath.Glob(globEscape(path) + sortSuffix + "*")
	if err != nil {
		return dbfile.Unavailable("open database", err)
	}
	errs := make([]error, 0, 4)
	for _, name := range append(left, path+checkSuffix, path+restoreSuffix) {
		errs = append(errs, remove(name))
	}
	return errors.Join(errs...)
}

// readForm tells whether a program wrote the file that did not know all buckets yet, and whether the indexes must be built
// again.
func (s *Store) readForm(tx *bolt.Tx) (older, rebuild bool, err error) {
	meta := tx.Bucket(bucketMeta)
	if meta == nil || len(meta.Get(metaForm)) != 1 {
		return false, false, &core.Error{Kind: core.Corrupt, Op: "open database", Err: errors.New("not a database of this program")}
	}
	form := meta.Get(metaForm)[0]
	if form > fileForm {
		return false, false, &core.Error{Kind: core.Invalid, Op: "open database", Err: ReasonNewer}
	}
	older, rebuild = form < fileForm, string(meta.Get(metaIndex)) != string(indexVersion())
	for _, b := range plainBuckets {
		if tx.Bucket(b) == nil && !older {
			return false, false, bucketMissing(b)
		}
	}
	for _, e := range s.schema.all() {
		switch bucket := tx.Bucket(e.bucket); {
		case bucket != nil && e.name == core.EntitySettings && bucket.Get(idKey(1)) == nil:
			return false, false, &core.Error{Kind: core.Corrupt, Op: "open database", Err: errors.New("the settings are missing")}
		case bucket != nil:
		case e.unborn(tx):
			older, rebuild = true, true
		default:
			return false, false, bucketMissing(e.bucket)
		}
	}
	return older, rebuild, nil
}

func bucketMissing(name []byte) error {
	return &core.Error{Kind: core.Corrupt, Op: "open database", Err: fmt.Errorf("bucket %s is missing", name)}
}

// unborn tells whether no record of the entity was ever written: an older program did not know it.
func (e *entity) unborn(tx *bolt.Tx) bool {
	return e.name != core.EntitySettings && e.name != core.EntityImportState && readSeq(tx, string(e.name)) == 0
}

// Path is the database file.
func (s *Store) Path() string { return s.path }

// NeedsFullCheck tells that the program died while it was writing and that nobody has checked the file since; the
// program then calls FullCheck behind its window.
func (s *Store) NeedsFullCheck() bool { return s.needCheck.Load() }

// Poisoned is the error after which the store no longer writes, nil as long as it does: Corrupt, or Unavailable with
// ReasonUnindexed.
func (s *Store) Poisoned() error {
	if e := s.poison.Load(); e != nil {
		return e
	}
	return nil
}

// ErrClosed says that the store was closed.
var ErrClosed = errors.New("the store is closed")

// Close waits for a running write and closes the file. A second call does nothing.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	close(s.gone)
	<-s.turn
	return s.shut()
}

func (s *Store) shut() error {
	var errs []error
	if s.db != nil {
		errs = append(errs, s.db.Close())
	}
	if s.mark != nil {
		errs = append(errs, s.mark.close())
	}
	return errors.Join(append(errs, s.lock.Release())...)
}

// view runs fn in a read transaction. A panic or memory fault while reading is a damaged page: Corrupt, and nothing is
// written from then on.
func (s *Store) view(op string, fn func(*bolt.Tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = s.poisonBy(dbfile.Damaged(op, p))
		}
	}()
	if s.closed.Load() {
		return dbfile.Unavailable(op, ErrClosed)
	}
	return storeError(op, s.db.View(fn))
}

func (s *Store) poisonBy(err error) error {
	var e *core.Error
	if errors.As(err, &e) {
		s.poison.CompareAndSwap(nil, e)
	}
	return err
}

// storeError gives errors of the engine the kind Unavailable and leaves ours alone.
func storeError(op string, err error) error {
	var e *core.Error
	if err == nil || errors.As(err, &e) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, berrors.ErrIncompatibleValue) { // what should be a bucket is none, or the other way round
		return dbfile.Damaged(op, err)
	}
	return dbfile.Unavailable(op, err)
}
