package ui

import "terminwerk/ui/desk"

// Place is what the navigation marks.
func (a *App) Place() (marked desk.Screen) {
	for screen, item := range a.shell.nav.items {
		if item.chosen {
			marked = screen
		}
	}
	return marked
}
