package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// build builds the program, and measures it when wanted: from nothing, after a change in core, and without a change.
func (g *gauge) build() error {
	if g.cold && g.wanted("build") {
		if err := g.coldBuild(); err != nil {
			return err
		}
	}
	if _, err := g.compile(nil); err != nil {
		return err
	}
	if !g.wanted("build") {
		return nil
	}
	changed, err := g.compileChanged()
	if err != nil {
		return err
	}
	g.table.add("build, one file of core changed", changed.String(), "")
	if _, err := g.compile(nil); err != nil {
		return err
	}
	same, err := g.compile(nil)
	if err != nil {
		return err
	}
	g.table.add("build, nothing changed", same.String(), "")
	return nil
}

// compile builds the program as it is delivered.
func (g *gauge) compile(env []string, flags ...string) (ran, error) {
	args := append([]string{"build", "-tags", "migrated_fynedo", "-o", g.program}, flags...)
	c := exec.CommandContext(g.ctx, "go", append(args, ".")...)
	c.Env = append(os.Environ(), env...)
	return watch(c)
}

func (g *gauge) coldBuild() error {
	cache := filepath.Join(g.work, "cache")
	r, err := g.compile([]string{"GOCACHE=" + cache})
	if err != nil {
		return err
	}
	g.table.add("build, cold: empty build cache, modules there", r.String(), "")
	return os.RemoveAll(cache)
}

// compileChanged builds with a comment more in one file that nearly everything depends on. The file itself stays as it is.
func (g *gauge) compileChanged() (ran, error) {
	const path = "core/time.go"
	text, err := os.ReadFile(path)
	if err != nil {
		return ran{}, err
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return ran{}, err
	}
	changed, overlay := filepath.Join(g.work, "time.go"), filepath.Join(g.work, "overlay.json")
	text = append(text, "\n// "+time.Now().String()+"\nvar _ = `"+time.Now().String()+"`\n"...)
	if err := os.WriteFile(changed, text, 0o600); err != nil {
		return ran{}, err
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": {full: changed}})
	if err != nil {
		return ran{}, err
	}
	if err := os.WriteFile(overlay, list, 0o600); err != nil {
		return ran{}, err
	}
	return g.compile(nil, "-overlay", overlay)
}
