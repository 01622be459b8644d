package i18n_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"terminwerk/assets"
)

// catalogue reads all texts of one language as they ship.
func catalogue(t *testing.T, lang string) map[string]string {
	t.Helper()
	all := map[string]string{}
	names, err := fs.Glob(assets.Texts, "i18n/"+lang+"/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %d files, %v", lang, len(names), err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(assets.Texts, name)
		if err != nil {
			t.Fatal(err)
		}
		area := map[string]string{}
		if err := json.Unmarshal(raw, &area); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, text := range area {
			all[key] = text
		}
	}
	return all
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestGermanAndEnglishSayTheSame(t *testing.T) {
	de, en := catalogue(t, "de"), catalogue(t, "en")
	for key, text := range de {
		other, ok := en[key]
		if !ok {
			t.Errorf("%s is missing in English", key)
			continue
		}
		if a, b := placeholders(text), placeholders(other); !slices.Equal(a, b) {
			t.Errorf("%s: placeholders %v in German, %v in English", key, a, b)
		}
		if (text == "") != (other == "") {
			t.Errorf("%s is empty in one language only", key)
		}
	}
	for key := range en {
		if _, ok := de[key]; !ok {
			t.Errorf("%s is missing in German", key)
		}
	}
}

// named lists calls whose strings look like keys but name something else: work, commands, remembered settings.
var named = []string{
	"Run", "Load", "item", "Cancel", "After", "Debounce", "Running", "Item", "Menu", "Can", "Get", "NewCommandButton", "NewSearchEntry",
	"KeepWidths", "RestoreWidths", "SplitAt", "NewFilter", "NewScope",
}

// keyForm is how a key looks; a string of this form whose first part is an area is taken for a key.
var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)

func TestEveryKeyUsedInTheProgramHasAText(t *testing.T) {
	texts := catalogue(t, "de")
	areas := map[string]bool{}
	for key := range texts {
		area, _, _ := strings.Cut(key, ".")
		areas[area] = true
	}
	for _, use := range keysInCode(t) {
		area, _, _ := strings.Cut(use.key, ".")
		_, plain := texts[use.key]
		plural := texts[use.key+".one"] != "" && texts[use.key+".other"] != ""
		switch {
		case plain && !use.plural, plural && (use.plural || !use.call):
		case use.call || areas[area] && use.inUI:
			t.Errorf("%s: no text for %q", use.at, use.key)
		}
	}
}

// TestEveryTextIsUsed looks for every key in the strings of the program, whole or put together of several, such as the
// beginning "status.lead." and the name of a status.
func TestEveryTextIsUsed(t *testing.T) {
	literals := map[string]bool{}
	eachFile(t, func(path string, src []byte) {
		file, err := parser.ParseFile(token.NewFileSet(), path, src, 0)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					literals[text] = true
				}
			}
			return true
		})
	})
	number := regexp.MustCompile(`^[0-9]*$`)
	literal := func(text string) bool {
		at := strings.LastIndexByte(text, '_')
		return literals[text] || literals[strings.ToUpper(text)] || literals[strings.TrimSuffix(text, "s")] || at > 0 && (literals[text[at:]] || literals[text[:at+1]])
	}
	// rest tells whether the end of a key is made of strings of the program, with the dots between them in either.
	var rest func(end string) bool
	rest = func(end string) bool {
		if end == "" || number.MatchString(end) || literal(end) || literal("."+end) {
			return true
		}
		for at := range end {
			if end[at] == '.' && (literal(end[:at]) || literal("."+end[:at]) || literal(end[:at+1]) || literal("."+end[:at+1])) && rest(end[at+1:]) {
				return true
			}
		}
		return false
	}
	used := func(key string) bool {
		if literal(key) {
			return true
		}
		for at := range key {
			if key[at] == '.' && (literals[key[:at+1]] || literals[key[:at]] && strings.Contains(key[:at], ".")) && rest(key[at+1:]) {
				return true
			}
		}
		return false
	}
	for key := range catalogue(t, "de") {
		stem, plural := strings.CutSuffix(key, ".one")
		if !plural {
			stem = strings.TrimSuffix(key, ".other")
		}
		stored := strings.HasPrefix(key, "history.") // a change log may hold what is no longer written
		if !stored && !used(key) && !used(stem) {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

func TestEveryPluralHasBothForms(t *testing.T) {
	texts := catalogue(t, "de")
	for key := range texts {
		if stem, ok := strings.CutSuffix(key, ".one"); ok && texts[stem+".other"] == "" {
			t.Errorf("%s has no %s.other", key, stem)
		}
	}
}

type keyUse struct {
	key, at      string
	call, plural bool // argument of i18n.T or i18n.N; of i18n.N
	inUI         bool
}

// keysInCode lists the strings of the program that are or look like keys, with the place.
func keysInCode(t *testing.T) []keyUse {
	t.Helper()
	var uses []keyUse
	eachFile(t, func(path string, src []byte) { uses = append(uses, keysInFile(t, path, src)...) })
	return uses
}

// eachFile reads the Go files of the program, tests aside.
func eachFile(t *testing.T, look func(path string, src []byte)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		look(path, src)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func keysInFile(t *testing.T, path string, src []byte) []keyUse {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, src, 0)
	if err != nil {
		t.Logf("%s: %v", path, err)
		return nil
	}
	inUI := strings.Contains(filepath.ToSlash(path), "/ui/")
	asked, skip := map[ast.Expr]string{}, map[ast.Expr]bool{}
	var uses []keyUse
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.Field:
			_, named := n.(*ast.Field)
			return named && n.(*ast.Field).Tag == nil
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.Ident); ok && slices.Contains(named, f.Name) {
				for _, arg := range n.Args {
					skip[arg] = true
				}
			}
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) > 0 {
				pkg, plain := f.X.(*ast.Ident)
				if plain && pkg.Name == "i18n" && (f.Sel.Name == "T" || f.Sel.Name == "N") {
					asked[n.Args[0]] = f.Sel.Name
				}
				if slices.Contains(named, f.Sel.Name) {
					for _, arg := range n.Args {
						skip[arg] = true
					}
				}
			}
		case *ast.KeyValueExpr:
			if name, ok := n.Key.(*ast.Ident); ok && name.Name == "ID" {
				skip[n.Value] = true
			}
		case *ast.BasicLit:
			text, err := strconv.Unquote(n.Value)
			if n.Kind == token.STRING && err == nil && !skip[n] && keyForm.MatchString(text) {
				uses = append(uses, keyUse{text, set.Position(n.Pos()).String(), asked[n] != "", asked[n] == "N", inUI})
			}
		}
		return true
	})
	return uses
}
