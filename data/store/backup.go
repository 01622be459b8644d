package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"terminwerk/core"
	"terminwerk/data/store/dbfile"
)

// KeptBackups is how many backups a folder keeps; older ones are removed after a new one is complete.
const KeptBackups = 7

const (
	backupPrefix = "terminwerk-"
	backupSuffix = ".db"
	backupTime   = "20060102T150405Z"
	tempSuffix   = ".tmp"
	checkSuffix  = ".check" // after the name of the database
)

// BackupInfo describes one backup; it is what the manifest beside the file says.
type BackupInfo struct {
	Path    string              `json:"-"`
	At      time.Time           `json:"at"` // UTC
	Bytes   int64               `json:"bytes"`
	SHA256  string              `json:"sha256"`
	Form    int                 `json:"form"`
	Records map[core.Entity]int `json:"records"`
	State   string              `json:"state"` // the same for two backups of an unchanged file
}

// BackupDir is the usual folder for the backups of a database: "backups" beside terminwerk.db, and beside another file one
// that begins with its name, so that two databases in one folder never take, offer or remove each other's.
func BackupDir(dbPath string) string {
	dir, base := filepath.Split(dbPath)
	if name := strings.TrimSuffix(base, filepath.Ext(base)); name != "terminwerk" {
		return filepath.Join(dir, name+"-backups")
	}
	return filepath.Join(dir, "backups")
}

// Backup writes a snapshot into dir, has it checked in a child process, and only then gives it its name and a manifest.
// Nothing is written when the newest backup already holds the present state. Reading and writing go on meanwhile. A
// snapshot that fails the check is Corrupt and is not kept. Progress goes from 0 to 1; nil is allowed.
func (s *Store) Backup(ctx context.Context, dir string, progress func(float64)) (BackupInfo, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return BackupInfo{}, dbfile.Unavailable("backup", err)
	}
	if last, err := Backups(dir); err == nil && len(last) > 0 && last[0].State == s.state() {
		return last[0], nil
	}
	now := s.opts.Clock.Now().UTC()
	path := freeName(filepath.Join(dir, backupPrefix+now.Format(backupTime)))
	temp := path + tempSuffix
	info, err := s.snapshot(temp)
	if err != nil {
		return BackupInfo{}, errors.Join(err, remove(temp))
	}
	report, err := Check(ctx, temp, progress)
	if err == nil && !report.OK() {
		err = &core.Error{Kind: core.Corrupt, Op: "backup", Err: errors.New(report.Problems[0])}
	}
	if err != nil {
		return BackupInfo{}, errors.Join(err, remove(temp))
	}
	info.Path, info.At, info.Records, info.Form = path, now.Truncate(time.Second), report.Records, report.Form
	if err := keep(info, temp); err != nil {
		return BackupInfo{}, errors.Join(err, remove(temp))
	}
	return info, prune(dir)
}

// freeName avoids a backup made in the same second.
func freeName(base string) string {
	for n := 0; ; n++ {
		path := base + backupSuffix
		if n > 0 {
			path = fmt.Sprintf("%s-%d%s", base, n, backupSuffix)
		}
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return path
		}
	}
}

func keep(info BackupInfo, temp string) error {
	text, err := json.MarshalIndent(info, "", "  ")
	if err != nil {
		return err
	}
	if err := dbfile.WriteFile(manifestPath(info.Path), append(text, '\n')); err != nil {
		return err
	}
	return dbfile.Replace(temp, info.Path)
}

func manifestPath(backup string) string { return strings.TrimSuffix(backup, backupSuffix) + ".json" }

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return dbfile.Unavailable("remove", err)
	}
	return nil
}

// snapshot copies the database as it is now to path and brings it to the disk.
func (s *Store) snapshot(path string) (BackupInfo, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return BackupInfo{}, dbfile.Unavailable("backup", err)
	}
	sum := sha256.New()
	info := BackupInfo{}
	err = s.view("backup", func(tx *bolt.Tx) error {
		info.State = stateOf(tx)
		var err error
		info.Bytes, err = tx.WriteTo(io.MultiWriter(f, sum))
		return err
	})
	if err == nil {
		err = storeError("backup", f.Sync())
	}
	if closeErr := f.Close(); err == nil {
		err = storeError("backup", closeErr)
	}
	info.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return info, err
}

func (s *Store) state() (state string) {
	_ = s.view("backup", func(tx *bolt.Tx) error {
		state = stateOf(tx)
		return nil
	})
	return state
}

// stateOf names the contents of a file: transactions are counted from its creation or its last restore on.
func stateOf(tx *bolt.Tx) string {
	return fmt.Sprintf("%x-%d", tx.Bucket(bucketMeta).Get(metaLineage), tx.ID())
}

// Backups lists the backups in a folder, newest first. A file without a readable manifest is listed with what its name
// and size tell.
func Backups(dir string) ([]BackupInfo, error) {
	names, err := filepath.Glob(filepath.Join(globEscape(dir), backupPrefix+"*"+backupSuffix))
	if err != nil {
		return nil, dbfile.Unavailable("list backups", err)
	}
	var list []BackupInfo
	for _, path := range names {
		info := BackupInfo{Path: path}
		if text, err := os.ReadFile(manifestPath(path)); err == nil {
			_ = json.Unmarshal(text, &info)
		}
		if stat, err := os.Stat(path); err == nil && info.Bytes == 0 {
			info.Bytes, info.At = stat.Size(), stat.ModTime().UTC()
		}
		list = append(list, info)
	}
	slices.SortFunc(list, func(a, b BackupInfo) int {
		if c := b.At.Compare(a.At); c != 0 {
			return c
		}
		return strings.Compare(b.Path, a.Path)
	})
	return list, nil
}

// globEscape lets a folder with brackets in its name be searched.
func globEscape(dir string) string {
	if filepath.Separator == '\\' {
		return dir
	}
	return strings.NewReplacer(`[`, `\[`, `*`, `\*`, `?`, `\?`, `\`, `\\`).Replace(dir)
}

// prune removes the oldest backups and what killed programs left half done.
func prune(dir string) error {
	list, err := Backups(dir)
	if err != nil {
		return err
	}
	left, err := filepath.Glob(filepath.Join(globEscape(dir), backupPrefix+"*"+backupSuffix+tempSuffix))
	if err != nil {
		return dbfile.Unavailable("list backups", err)
	}
	var errs []error
	for _, half := range left {
		errs = append(errs, remove(half))
	}
	for _, old := range list[min(KeptBackups, len(list)):] {
		errs = append(errs, remove(old.Path), remove(manifestPath(old.Path)))
	}
	return errors.Join(errs...)
}

// FullCheck verifies a snapshot of the open database in a child process. When nothing is wrong, NeedsFullCheck is false
// from then on. Progress goes from 0 to 1; nil is allowed.
func (s *Store) FullCheck(ctx context.Context, progress func(float64)) (Report, error) {
	temp := s.path + checkSuffix
	if _, err := s.snapshot(temp); err != nil {
		return Report{}, errors.Join(err, remove(temp))
	}
	report, err := Check(ctx, temp, progress)
	if err = errors.Join(err, remove(temp)); err != nil || !report.OK() {
		return report, err
	}
	if err := s.takeTurn(ctx); err != nil {
		return report, err
	}
	defer func() { s.turn <- struct{}{} }()
	if err := s.mark.checked(); err != nil {
		return report, dbfile.Unavailable("check", err)
	}
	s.needCheck.Store(false)
	return report, nil
}
