package theme_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sized are calls whose numbers are distances on the screen: they come from this package, from the running theme or from a
// named constant that says what it measures. 0 and 1 may stand for themselves.
var sized = []string{
	"Pad", "NewSize", "NewPos", "NewSquareSize", "NewSquareOffsetPos", "AddXY", "AtLeast", "NewCustomPaddedLayout", "NewCustomPaddedHBoxLayout",
	"NewCustomPaddedVBoxLayout",
}

// TestScreensUseTheScalesOfTheTheme finds colours and sizes that a screen decides on its own.
func TestScreensUseTheScalesOfTheTheme(t *testing.T) {
	own := []string{"kit", "theme", "keys", "i18n", "task", "cli", "e2e", "uitest", "desktest"} // kit draws the controls; the others draw nothing
	files := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(own, d.Name()):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		files++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if what := literal(n); what != "" {
				t.Errorf("%s: %s", set.Position(n.Pos()), what)
			}
			return true
		})
		return nil
	})
	if err != nil || files == 0 {
		t.Fatal(files, err)
	}
}

// literal says what is wrong with a node, empty for nothing.
func literal(n ast.Node) string {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		if pkg, ok := n.X.(*ast.Ident); ok && pkg.Name == "color" {
			return "a colour of its own: color." + n.Sel.Name
		}
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			if f, ok := left.(*ast.SelectorExpr); ok && f.Sel.Name == "TextSize" && i < len(n.Rhs) && number(n.Rhs[i]) {
				return "a size of text of its own"
			}
		}
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if !ok || !slices.Contains(sized, f.Sel.Name) {
			return ""
		}
		for _, arg := range n.Args {
			if number(arg) {
				return "a distance of its own in " + f.Sel.Name
			}
		}
	}
	return ""
}

// number tells whether an expression is a plain number other than 0 and 1, or is calculated with one that is added.
func number(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind != token.STRING && e.Value != "0" && e.Value != "1"
	case *ast.UnaryExpr:
		return number(e.X)
	case *ast.BinaryExpr:
		return (e.Op == token.ADD || e.Op == token.SUB) && (number(e.X) || number(e.Y))
	}
	return false
}
