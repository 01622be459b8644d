package mapi

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// The structures of Simple MAPI (mapi.h); texts are UTF-16 or of the system's code page, depending on the function.
type (
	mapiMessage struct {
		_              uint32 // reserved
		subject, text  unsafe.Pointer
		_, _, _        unsafe.Pointer // type, date, conversation
		_              uint32         // flags
		_              *mapiRecipient // originator
		recipientCount uint32
		recipients     *mapiRecipient
		fileCount      uint32
		files          *mapiFile
	}
	mapiRecipient struct {
		_, class      uint32
		name, address unsafe.Pointer
		_             uint32 // size of the entry id
		_             unsafe.Pointer
	}
	mapiFile struct {
		_, _, position uint32 // reserved, flags
		path, name     unsafe.Pointer
		_              unsafe.Pointer // type
	}
)

const (
	classTo      = 1
	logonUI      = 0x1
	dialog       = 0x8
	forceUnicode = 0x40000
	anywhere     = 0xFFFFFFFF // place of an attachment in the text
)

var (
	mapi32              = windows.NewLazySystemDLL("mapi32.dll")
	sendMailW           = mapi32.NewProc("MAPISendMailW")
	sendMailA           = mapi32.NewProc("MAPISendMail")
	kernel32            = windows.NewLazySystemDLL("kernel32.dll")
	wideCharToMultiByte = kernel32.NewProc("WideCharToMultiByte")
)

// sendMailWide calls MAPISendMailW and insists on Unicode, so that nothing is converted unseen.
func sendMailWide(l *letter) uintptr {
	if sendMailW.Find() != nil {
		return mapiUnavailable
	}
	return call(sendMailW, l, logonUI|dialog|forceUnicode, func(s string) unsafe.Pointer {
		wide, err := windows.UTF16PtrFromString(s)
		if err != nil {
			return nil
		}
		return unsafe.Pointer(wide)
	})
}

// sendMailANSI calls MAPISendMail for old mail programs; lost are the characters that the system's code page lacks.
func sendMailANSI(l *letter) (code uintptr, lost string) {
	if sendMailA.Find() != nil {
		return mapiUnavailable, ""
	}
	lost = lacking(l.subject + l.text + l.name + strings.Join(l.files, ""))
	old := *l
	old.files = l.narrowFiles()
	return call(sendMailA, &old, logonUI|dialog, func(s string) unsafe.Pointer {
		narrow, _ := ansi(s)
		return unsafe.Pointer(&narrow[0])
	}), lost
}

// narrowFiles are the attachments under names that the system's code page can write: a replaced character would name a
// file that is not there.
func (l *letter) narrowFiles() []string {
	files := slices.Clone(l.files)
	for i, path := range files {
		if _, whole := ansi(path); whole {
			continue
		}
		name := strings.Map(func(r rune) rune {
			if _, whole := ansi(string(r)); !whole {
				return '_'
			}
			return r
		}, filepath.Base(path))
		content, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		if again, err := l.write(name, content); err == nil {
			files[i] = filepath.Join(short(l.folder), filepath.Base(again))
		}
	}
	return files
}

// short is the form of a folder's name that old programs understand; the name itself where there is none.
func short(folder string) string {
	if _, whole := ansi(folder); whole {
		return folder
	}
	wide, err := windows.UTF16FromString(folder)
	if err != nil {
		return folder
	}
	room := make([]uint16, 600)
	n, err := windows.GetShortPathName(&wide[0], &room[0], uint32(len(room)))
	if err != nil || n == 0 || int(n) > len(room) {
		return folder
	}
	return windows.UTF16ToString(room[:n])
}

// call fills the structures and makes the call.
func call(proc *windows.LazyProc, l *letter, flags uintptr, text func(string) unsafe.Pointer) uintptr {
	recipients := make([]mapiRecipient, len(l.to))
	for i, to := range l.to {
		name := to
		if l.name != "" {
			name = l.name
		}
		recipients[i] = mapiRecipient{class: classTo, name: text(name), address: text("SMTP:" + to)}
	}
	m := mapiMessage{
		subject: text(l.subject), text: text(strings.ReplaceAll(l.text, "\n", "\r\n")),
		recipientCount: uint32(len(recipients)), recipients: &recipients[0],
	}
	files := make([]mapiFile, len(l.files))
	for i, path := range l.files {
		files[i] = mapiFile{position: anywhere, path: text(path), name: text(filepath.Base(path))}
	}
	if len(files) > 0 {
		m.fileCount, m.files = uint32(len(files)), &files[0]
	}
	code, _, _ := proc.Call(0, 0, uintptr(unsafe.Pointer(&m)), flags, 0)
	runtime.KeepAlive(recipients)
	runtime.KeepAlive(files)
	runtime.KeepAlive(&m)
	return uintptr(uint32(code))
}

// ansi converts to the system's code page with a closing zero; whole is false when a character had to be replaced.
func ansi(s string) (narrow []byte, whole bool) {
	const codePage, noBestFit = 0, 0x400
	wide, err := windows.UTF16FromString(s)
	if err != nil {
		return []byte{0}, false
	}
	narrow = make([]byte, 4*len(wide)+1)
	var replaced int32
	n, _, _ := wideCharToMultiByte.Call(codePage, noBestFit, uintptr(unsafe.Pointer(&wide[0])), uintptr(len(wide)),
		uintptr(unsafe.Pointer(&narrow[0])), uintptr(len(narrow)), 0, uintptr(unsafe.Pointer(&replaced)))
	if n == 0 {
		return []byte{0}, false
	}
	return narrow[:n], replaced == 0
}

// lacking lists the characters of a text that the system's code page does not have, each once.
func lacking(s string) string {
	var lost strings.Builder
	for _, r := range s {
		if r < 0x80 || strings.ContainsRune(lost.String(), r) {
			continue
		}
		if _, whole := ansi(string(r)); !whole {
			lost.WriteRune(r)
		}
	}
	return lost.String()
}
