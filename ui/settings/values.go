package settings

import (
	"terminwerk/core"
	"terminwerk/core/master"
)

// read gives a setting as the text that the form and the command line show.
func read(s core.Settings, key string) (string, error) { return master.Get(s, key) }

// write stores that text into s; a value that cannot be taken is Invalid.
func write(s *core.Settings, key, value string) error { return master.Set(s, key, value) }
