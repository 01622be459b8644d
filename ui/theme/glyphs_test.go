package theme_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/sfnt"

	"terminwerk/assets"
)

// A machine may have no other font, as Windows without its optional ones.
func TestFynesOwnFontsDrawEveryLetterOfTheTexts(t *testing.T) {
	var fonts []*sfnt.Font
	for _, r := range []fyne.Resource{base.DefaultTextFont(), base.DefaultSymbolFont()} {
		f, err := sfnt.Parse(r.Content())
		if err != nil {
			t.Fatal(err)
		}
		fonts = append(fonts, f)
	}
	drawn := func(r rune) bool {
		var b sfnt.Buffer
		for _, f := range fonts {
			if n, err := f.GlyphIndex(&b, r); err == nil && n != 0 {
				return true
			}
		}
		return false
	}
	err := fs.WalkDir(assets.Texts, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".json") {
			return err
		}
		content, err := fs.ReadFile(assets.Texts, path)
		if err != nil {
			return err
		}
		var texts map[string]string
		if err := json.Unmarshal(content, &texts); err != nil {
			return err
		}
		for key, text := range texts {
			for _, r := range text {
				if r != '\n' && !drawn(r) {
					t.Errorf("%s: %s holds %q, which no font of the program draws", path, key, r)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
