package data

import (
	"log/slog"
	"path/filepath"
	"sync"

	"gopkg.in/natefinch/lumberjack.v2"
)

// Log is the program's log beside the database: at most three files of one megabyte, without personal data.
func (w *Workplace) Log() *slog.Logger {
	if w.log == nil {
		w.log = &logFile{file: lumberjack.Logger{
			Filename: filepath.Join(filepath.Dir(w.config.Path), "terminwerk.log"), MaxSize: 1, MaxBackups: 2,
		}}
	}
	return slog.New(slog.NewTextHandler(w.log, nil))
}

// logFile is a log that drops what comes after its end; the logger below would make the file, and its folder, anew.
type logFile struct {
	mu     sync.Mutex
	file   lumberjack.Logger
	closed bool
}

// Write adds a line.
func (l *logFile) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return len(line), nil
	}
	return l.file.Write(line)
}

// Close ends the log.
func (l *logFile) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	return l.file.Close()
}
