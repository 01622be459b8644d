// Package kit holds the controls of the program: what Fyne lacks for people who work with the keyboard all day.
//
// Every control can be used without the mouse, shows its focus, and hands keys it does not need to the window's registry
// (ui/keys), so that Esc, F1 or Ctrl+Enter work wherever the focus is. Setting a value from the program never fires the
// callbacks that tell of the user's changes. Texts of the package come from the catalogue's area kit; everything else is
// given by the caller, already in the user's language. Everything belongs on the user interface's goroutine.
//
// Fields carry marks (SetError, SetChanged, SetRequired); a Form shows the message under the field. Only one Dialogs per
// window opens dialogs, and only one Toasts shows passing messages.
package kit
