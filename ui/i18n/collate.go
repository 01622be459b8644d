package i18n

import (
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

var order struct {
	sync.Mutex
	lang string
	by   *collate.Collator // not safe for two goroutines at once
}

// Compare orders two texts as a dictionary of the chosen language does, digits by their value: negative when a comes first.
func Compare(a, b string) int {
	order.Lock()
	defer order.Unlock()
	if lang := Lang(); order.by == nil || order.lang != lang {
		tag, err := language.Parse(lang)
		if err != nil {
			tag = language.German
		}
		order.lang, order.by = lang, collate.New(tag, collate.Numeric, collate.Loose)
	}
	return order.by.CompareString(a, b)
}
