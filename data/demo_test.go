package data

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"terminwerk/core"
)

func TestADemonstrationRemovesOnlyWhatEndedOnesHaveLeft(t *testing.T) {
	temp, ctx, clock := t.TempDir(), context.Background(), core.ClockFunc(time.Now)
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, temp)
	}
	running, err := OpenDemo(ctx, clock)
	if err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(temp, demoFolder+"left")
	young := filepath.Join(temp, demoFolder+"young")
	other := filepath.Join(temp, "other")
	for _, dir := range []string{left, young, other} {
		if err := os.MkdirAll(filepath.Join(dir, "backup"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, demoFile), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ago := time.Now().Add(-time.Hour)
	for _, dir := range []string{left, other, filepath.Dir(running.Path())} {
		if err := os.Chtimes(dir, ago, ago); err != nil {
			t.Fatal(err)
		}
	}
	sweepDemos(temp, time.Now())
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("what an ended demonstration left: %v", err)
	}
	for _, dir := range []string{young, other, filepath.Dir(running.Path())} {
		if _, err := os.Stat(filepath.Join(dir, demoFile)); err != nil {
			t.Error(err)
		}
	}
	log := running.Log()
	log.Warn("before the end")
	if err := running.Leave(ctx); err != nil {
		t.Fatal(err)
	}
	log.Warn("after the end")
	if _, err := os.Stat(filepath.Dir(running.Path())); !os.IsNotExist(err) {
		t.Errorf("after leaving: %v", err)
	}
}
