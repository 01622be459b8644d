package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/data/store/dbfile"
)

// metaLineage is a random name that a file gets when it is created or restored.
var metaLineage = []byte("lineage")

func newLineage(tx *bolt.Tx) error {
	name := make([]byte, 8)
	_, _ = rand.Read(name)
	return tx.Bucket(bucketMeta).Put(metaLineage, name)
}

const restoreSuffix = ".restore" // after the name of the database

// Restored tells what Restore did.
type Restored struct {
	Kept   string // where the database that was there before is now; empty if there was none
	Report Report // of the checked copy
}

// Restore puts a copy of a backup in the place of the database at dbPath, which nobody may have open. The copy is checked
// first, and the file that was there is kept under another name. Numbers given since the backup are not given again.
// Errors: Locked, Corrupt for a backup that is not what its manifest says or fails the check, Unavailable. After an
// error the database is as it was. Progress goes from 0 to 1; nil is allowed.
func Restore(ctx context.Context, backupPath, dbPath string, progress func(float64)) (done Restored, err error) {
	now := time.Now()
	lock, err := dbfile.Acquire(dbPath, now)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, lock.Release()) }()
	temp := dbPath + restoreSuffix
	defer func() { err = errors.Join(err, remove(temp)) }()
	if err := copyBackup(ctx, backupPath, temp); err != nil {
		return done, err
	}
	if done.Report, err = Check(ctx, temp, progress); err != nil {
		return done, err
	}
	if !done.Report.OK() {
		return done, &core.Error{Kind: core.Corrupt, Op: "restore", Err: errors.New(done.Report.Problems[0])}
	}
	if err := passNumbers(temp, dbPath); err != nil {
		return done, err
	}
	if done.Kept, err = putAside(dbPath, now); err != nil {
		return done, err
	}
	if err := dbfile.Replace(temp, dbPath); err != nil {
		return done, err
	}
	return done, remove(dbPath + markSuffix)
}

func copyBackup(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return &core.Error{Kind: core.NotFound, Op: "restore", Err: fs.ErrNotExist}
	}
	if err != nil {
		return dbfile.Unavailable("restore", err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return dbfile.Unavailable("restore", err)
	}
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, sum), cancelled{ctx, in})
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return storeError("restore", err)
	}
	var info BackupInfo
	text, err := os.ReadFile(manifestPath(from))
	if err == nil && json.Unmarshal(text, &info) == nil && info.SHA256 != hex.EncodeToString(sum.Sum(nil)) {
		return &core.Error{Kind: core.Corrupt, Op: "restore", Err: errors.New("the backup is not what its manifest says")}
	}
	return nil
}

// cancelled ends a copy when the context does.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// passNumbers lifts the sequences of the restored copy over every number that was ever given. Where no high-water file
// tells them, each jumps ahead.
func passNumbers(copyPath, dbPath string) error {
	high, err := readHighWater(dbPath)
	if err != nil {
		return err
	}
	db, err := dbfile.Open(copyPath, dbfile.Mode{})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		values := map[string]uint64{}
		if err := tx.Bucket(bucketSeq).ForEach(func(name, _ []byte) error {
			values[string(name)] = readSeq(tx, string(name))
			if high.fresh {
				values[string(name)] += reserve
			}
			return nil
		}); err != nil {
			return err
		}
		for name, bound := range high.bound {
			values[name] = max(values[name], bound)
		}
		for name, value := range values {
			if err := writeSeq(tx, name, value); err != nil {
				return err
			}
		}
		return newLineage(tx)
	})
	return storeError("restore", errors.Join(err, db.Close()))
}

// putAside gives the present database a second name without taking the first away, so that no crash can leave the place
// empty; where the file system has no links, it is renamed.
func putAside(dbPath string, now time.Time) (string, error) {
	if _, err := os.Lstat(dbPath); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	kept := dbPath + ".before-restore-" + now.UTC().Format(backupTime)
	err := os.Link(dbPath, kept)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		err = dbfile.Replace(dbPath, kept)
	}
	if err != nil {
		return "", dbfile.Unavailable("restore "+filepath.Base(dbPath), err)
	}
	return kept, nil
}
