package dbfile

import (
	"os"
	"path/filepath"
	"strings"

	"terminwerk/core"
)

// The reasons for which a folder is refused as the home of the database.
const (
	ReasonNetwork core.Reason = "store.network_folder" // locks and memory maps cannot be trusted there
	ReasonSynced  core.Reason = "store.synced_folder"  // the sync program replaces the file while it is open
)

// syncNames are folder names that sync programs give to the folder they watch, in lower case.
var syncNames = []string{
	"dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud drive", "iclouddrive", "nextcloud",
	"owncloud", "magentacloud", "hidrive", "strato hidrive", "mega", "megasync", "pclouddrive", "pcloud drive", "box sync", "tresorit",
}

// syncMarks are files and folders by which sync programs mark the folder they watch.
var syncMarks = []string{".dropbox", ".dropbox.cache", ".stfolder", ".nextcloudsync.log", ".owncloudsync.log", ".sync_journal.db"}

// CheckPlace refuses a database in a network folder or in a folder that a cloud program keeps in step; the Err of the
// Invalid error is the Reason. The folder need not exist yet.
func CheckPlace(path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return Unavailable("check folder", err)
	}
	if synced(abs) {
		return &core.Error{Kind: core.Invalid, Op: "check folder", Err: ReasonSynced}
	}
	if networked(existing(filepath.Dir(abs))) {
		return &core.Error{Kind: core.Invalid, Op: "check folder", Err: ReasonNetwork}
	}
	return nil
}

func synced(abs string) bool {
	for dir := filepath.Dir(abs); ; dir = filepath.Dir(dir) {
		if syncName(filepath.Base(dir)) {
			return true
		}
		for _, mark := range syncMarks {
			if _, err := os.Lstat(filepath.Join(dir, mark)); err == nil && !homeOrRoot(dir) {
				return true
			}
		}
		if dir == filepath.Dir(dir) {
			return platformSynced(abs)
		}
	}
}

func syncName(name string) bool {
	name = strings.ToLower(name)
	for _, s := range syncNames {
		if name == s || strings.HasPrefix(name, s+" - ") || strings.HasPrefix(name, s+" (") {
			return true
		}
	}
	return false
}

// homeOrRoot excuses the home folder: ~/.dropbox is the program's own state, not a watched folder.
func homeOrRoot(dir string) bool {
	home, err := os.UserHomeDir()
	return (err == nil && filepath.Clean(home) == dir) || dir == filepath.Dir(dir)
}

// existing is the nearest folder at or above dir that is there.
func existing(dir string) string {
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	return dir
}

func under(abs, folder string) bool {
	rel, err := filepath.Rel(folder, abs)
	return folder != "" && err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
