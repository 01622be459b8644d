package core_test

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// layers says, for every room, what may not be reached from it. A name forbids that import path and everything below it;
// a name ending in "$" forbids exactly that path, and a room ending so is that package alone: the tools that make the files
// of assets may use core. Packages of the standard library reach os and net anyway, so those are
// judged by what our own code imports, everything else by the whole dependency tree.
var layers = []struct {
	room   string
	direct []string
	tree   []string
}{
	{
		room:   "terminwerk/core",
		direct: []string{"os", "net$", "net/http", "net/smtp", "log", "database/sql"},
		tree:   []string{"terminwerk/ui", "terminwerk/data", "terminwerk/assets", "fyne.io", "go.etcd.io", "github.com/fsnotify"},
	},
	{room: "terminwerk/core/vin", tree: []string{"terminwerk"}},
	{room: "terminwerk/core/phone", tree: []string{"terminwerk"}},
	{room: "terminwerk/core/plate", tree: []string{"terminwerk"}},
	{room: "terminwerk/core/name", tree: []string{"terminwerk"}},
	{room: "terminwerk/core/address", tree: []string{"terminwerk"}},
	{
		room: "terminwerk/ui",
		tree: []string{"terminwerk/data", "terminwerk/assets", "go.etcd.io", "github.com/go-gomail", "fyne.io/fyne/v2/app$"},
	},
	{room: "terminwerk/ui/cli", tree: []string{"fyne.io"}},
	{room: "terminwerk/data", tree: []string{"terminwerk/ui", "terminwerk/assets", "fyne.io"}},
	{room: "terminwerk/assets$", tree: []string{"terminwerk"}},
	{room: "terminwerk/assets", tree: []string{"terminwerk/ui", "terminwerk/data", "fyne.io", "go.etcd.io"}},
}

// screens import each other never: the shell wires them.
var screens = []string{"leads", "duplicate", "appointment", "customer", "vehicle", "planner", "outbox", "settings"}

func TestEveryRoomKnowsOnlyWhatItMay(t *testing.T) {
	packages := listPackages(t)
	if len(packages) == 0 {
		t.Fatal("go list found no package")
	}
	for _, p := range packages {
		if strings.HasSuffix(p.ImportPath, "test") {
			continue // support for tests (coretest, desktest, storetest, uitest) may know what a test may
		}
		for _, layer := range layers {
			room, exact := strings.CutSuffix(layer.room, "$")
			if exact && p.ImportPath != room || !within(p.ImportPath, room) {
				continue
			}
			report(t, p.ImportPath, p.Imports, layer.direct)
			report(t, p.ImportPath, p.Deps, layer.tree)
		}
		for _, screen := range screens {
			if !within(p.ImportPath, "terminwerk/ui/"+screen) {
				continue
			}
			for _, other := range screens {
				if other != screen {
					report(t, p.ImportPath, p.Deps, []string{"terminwerk/ui/" + other})
				}
			}
		}
	}
}

// report fails the test for every import that a forbidden name covers, except the package's own room.
func report(t *testing.T, pkg string, imports, forbidden []string) {
	t.Helper()
	for _, path := range imports {
		for _, name := range forbidden {
			exact, isExact := strings.CutSuffix(name, "$")
			if isExact && path == exact || !isExact && within(path, name) && !within(path, pkg) {
				t.Errorf("%s must not know %s", pkg, path)
			}
		}
	}
}

// within tells whether an import path is the room itself or lies below it.
func within(path, room string) bool {
	return path == room || strings.HasPrefix(path, room+"/")
}

type goPackage struct {
	ImportPath    string
	Imports, Deps []string
}

// listPackages asks the go command for every package of the module with all it depends on, without compiling anything.
func listPackages(t *testing.T) []goPackage {
	t.Helper()
	noteSources(t)
	list := exec.Command("go", "list", "-e", "-json=ImportPath,Imports,Deps", "terminwerk/...")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatalf("go list printed no JSON: %v", err)
		}
		packages = append(packages, p)
	}
}

// noteSources looks at every Go file of the module: a test's result is cached for the files it has itself looked at, and
// what the go command reads in its place would not count.
func noteSources(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && len(entry.Name()) > 2 && entry.Name()[0] == '.':
			return filepath.SkipDir
		case filepath.Ext(path) == ".go":
			_, err = os.Stat(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
