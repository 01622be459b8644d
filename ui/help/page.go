package help

import (
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"terminwerk/ui/kit"
)

// The manual is written in these forms of Markdown: # and ## for titles, - and 1. for items, **bold** and `keys`. Everything else
// is a paragraph, which an empty line ends.
var (
	item   = regexp.MustCompile(`^(-|\d+\.) +`)
	styled = regexp.MustCompile("\\*\\*[^*]+\\*\\*|`[^`]+`")
)

// paragraphs are the drawing of a page.
func paragraphs(text string) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	var block string
	end := func() {
		if block != "" {
			all = append(all, paragraph(block))
		}
		block = ""
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") || item.MatchString(line) {
			end()
		}
		block = strings.TrimSpace(block + " " + line)
		if strings.HasPrefix(line, "#") {
			end()
		}
	}
	end()
	return all
}

func paragraph(block string) *kit.Paragraph {
	if title, ok := strings.CutPrefix(block, "## "); ok {
		return kit.NewRuns(base.SizeNameSubHeadingText, "", kit.Run{Text: title, Bold: true})
	}
	if title, ok := strings.CutPrefix(block, "# "); ok {
		return kit.NewRuns(base.SizeNameHeadingText, "", kit.Run{Text: title, Bold: true})
	}
	mark := item.FindString(block)
	block = block[len(mark):]
	if mark = strings.TrimSpace(mark); mark == "-" {
		mark = "•"
	}
	return kit.NewRuns(base.SizeNameText, mark, runs(block)...)
}

// runs are the stretches of a text with their styles.
func runs(text string) []kit.Run {
	var all []kit.Run
	from := 0
	add := func(r kit.Run) {
		if r.Text != "" {
			all = append(all, r)
		}
	}
	for _, at := range styled.FindAllStringIndex(text, -1) {
		add(kit.Run{Text: text[from:at[0]]})
		part := text[at[0]:at[1]]
		if key, ok := strings.CutPrefix(part, "`"); ok {
			add(kit.Run{Text: strings.TrimSuffix(key, "`"), Key: true})
		} else {
			add(kit.Run{Text: strings.Trim(part, "*"), Bold: true})
		}
		from = at[1]
	}
	add(kit.Run{Text: text[from:]})
	return all
}
