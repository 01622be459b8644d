package i18n

import (
	"os"
	"strings"
)

// SystemLanguage is the language to begin with, before any settings are known: English where the system asks for it,
// German otherwise.
func SystemLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" && value != "C" && !strings.HasPrefix(value, "C.") {
			if strings.HasPrefix(value, English) {
				return English
			}
			return German
		}
	}
	return German
}
