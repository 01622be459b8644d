package data

import (
	"log/slog"
	"path/filepath"

	"gopkg.in/natefinch/lumberjack.v2"
)

// Log is the program's log beside the database: at most three files of one megabyte, without personal data.
func (w *Workplace) Log() *slog.Logger {
	if w.log == nil {
		w.log = &lumberjack.Logger{Filename: filepath.Join(filepath.Dir(w.config.Path), "terminwerk.log"), MaxSize: 1, MaxBackups: 2}
	}
	return slog.New(slog.NewTextHandler(w.log, nil))
}
