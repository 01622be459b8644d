package theme

import "fyne.io/fyne/v2"

func icon(name, body string) *fyne.StaticResource {
	const head = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">`
	return fyne.NewStaticResource("terminwerk-"+name+".svg", []byte(head+body+`</svg>`))
}

// Signs of the severities. Each has a shape of its own, so that it is told without its colour.
var (
	iconError   = icon("error", `<path fill="#000000" fill-rule="evenodd" d="M5 1h6l4 4v6l-4 4H5l-4-4V5zM5.6 4.4 4.4 5.6 6.8 8l-2.4 2.4 1.2 1.2L8 9.2l2.4 2.4 1.2-1.2L9.2 8l2.4-2.4-1.2-1.2L8 6.8z"/>`)
	iconWarning = icon("warning", `<path fill="#000000" fill-rule="evenodd" d="M8 1.2 15.6 14.6H.4zM7.1 6v4.4h1.8V6zm0 5.4v1.8h1.8v-1.8z"/>`)
	iconHint    = icon("hint", `<path fill="#000000" fill-rule="evenodd" d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM7.1 7v5h1.8V7zm0-3v1.9h1.8V4z"/>`)
	iconSuccess = icon("success", `<path fill="#000000" fill-rule="evenodd" d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM4.7 7.3 3.5 8.5l3.3 3.3 5.7-5.9-1.2-1.2-4.5 4.7z"/>`)
	iconDot     = icon("dot", `<path fill="#000000" d="M5 8a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"/>`)
)

// Icons of controls.
var (
	IconDown   fyne.Resource = icon("down", `<path fill="#000000" d="M3.4 5.4 8 10l4.6-4.6 1.2 1.2L8 12.4 2.2 6.6z"/>`)
	IconUp     fyne.Resource = icon("up", `<path fill="#000000" d="M3.4 10.6 8 6l4.6 4.6 1.2-1.2L8 3.6 2.2 9.4z"/>`)
	IconSearch fyne.Resource = icon("search", `<path fill="#000000" fill-rule="evenodd" d="M6.8 1.5a5.3 5.3 0 0 1 4.2 8.5l3.6 3.6-1.1 1.1L9.9 11a5.3 5.3 0 1 1-3.1-9.5zM6.8 3.1a3.7 3.7 0 1 0 0 7.4A3.7 3.7 0 0 0 6.8 3.1z"/>`)
	IconCheck  fyne.Resource = icon("check", `<path fill="#000000" d="M2.2 8.2 3.5 6.9l3.1 3.1 6-6.2 1.3 1.3-7.3 7.5z"/>`)
	IconClose  fyne.Resource = icon("close", `<path fill="#000000" d="M4 2.9 8 6.9l4-4 1.1 1.1-4 4 4 4-1.1 1.1-4-4-4 4L2.9 12l4-4-4-4z"/>`)
	IconDay    fyne.Resource = icon("day", `<path fill="#000000" fill-rule="evenodd" d="M4 1h1.6v1.6h4.8V1H12v1.6h2.4v12H1.6v-12H4zM3.2 6.2V13h9.6V6.2zm1.6 1.6h2v2h-2z"/>`)
	IconFile   fyne.Resource = icon("file", `<path fill="#000000" fill-rule="evenodd" d="M3 1h6.6L13 4.4V15H3zM4.6 2.6v10.8h6.8V5.6H8.4v-3z"/>`)
	IconClock  fyne.Resource = icon("clock", `<path fill="#000000" fill-rule="evenodd" d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6zM7.2 4.2h1.6v3.5l2.6 1.5-.8 1.4-3.4-2z"/>`)
)
