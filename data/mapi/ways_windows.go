package mapi

import (
	"context"
	"errors"
	"os"
	"runtime"
	"time"

	"terminwerk/core"
	"terminwerk/core/message"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// systemWays of Windows: MAPI, a draft file, a mailto address.
func systemWays(s *Sender) []way {
	return []way{
		s.mapi,
		func(ctx context.Context, l *letter) (message.Result, bool) {
			return l.draft(func(path string) error { return shellOpen(ctx, path) })
		},
		func(ctx context.Context, l *letter) (message.Result, bool) {
			return l.address(func(uri string) error { return shellOpen(ctx, uri) })
		},
	}
}

// The answers of Simple MAPI (mapi.h) that mean something here.
const (
	mapiSuccess          = 0
	mapiUserAbort        = 1
	mapiLoginFailure     = 3
	mapiAttachmentAbsent = 11
	mapiAttachmentOpen   = 12
	mapiUnknownRecipient = 14
	mapiBadRecipientType = 15
	mapiAmbiguous        = 21
	mapiInvalidRecipient = 25
	mapiNoUnicode        = 27
	mapiUnavailable      = 1 << 16 // ours: the function cannot be called
)

// registered tells whether a mail program offers Simple MAPI: without one the system's own stub would show a message box.
func registered() bool {
	for _, root := range []registry.Key{registry.CURRENT_USER, registry.LOCAL_MACHINE} {
		name, ok := value(root, `Software\Clients\Mail`, "")
		if !ok {
			continue
		}
		for _, place := range []registry.Key{registry.CURRENT_USER, registry.LOCAL_MACHINE} {
			for _, kind := range []string{"DLLPath", "DLLPathEx"} {
				if dll, ok := value(place, `Software\Clients\Mail\`+name, kind); ok {
					if full, err := registry.ExpandString(dll); err == nil {
						dll = full
					}
					// A bare name is searched for by the system.
					if _, err := os.Stat(dll); err == nil || !hasFolder(dll) {
						return true
					}
				}
			}
		}
	}
	return false
}

func hasFolder(path string) bool {
	for _, c := range path {
		if c == '\\' || c == '/' {
			return true
		}
	}
	return false
}

func value(root registry.Key, path, name string) (string, bool) {
	k, err := registry.OpenKey(root, path, registry.QUERY_VALUE)
	if err != nil {
		return "", false
	}
	defer k.Close()
	text, _, err := k.GetStringValue(name)
	return text, err == nil && text != ""
}

// mapi opens the compose window of the registered mail program and waits until the person has closed it.
func (s *Sender) mapi(ctx context.Context, l *letter) (message.Result, bool) {
	if !registered() {
		return message.Result{}, false
	}
	type answer struct {
		code uintptr
		lost string
	}
	answers := make(chan answer, 1)
	go func() {
		// Mail programs open modal windows and use COM, both of which belong to a thread.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		// Some change the working folder of whoever calls them.
		if dir, err := os.Getwd(); err == nil {
			defer func() { _ = os.Chdir(dir) }()
		}
		code, lost := sendMailWide(l), ""
		if code == mapiNoUnicode || code == mapiUnavailable {
			code, lost = sendMailANSI(l)
		}
		answers <- answer{code, lost}
	}()
	select {
	case a := <-answers:
		return judge(a.code, a.lost)
	case <-ctx.Done():
		return message.Result{Outcome: message.Uncertain, Reason: string(ReasonInterrupted)}, true
	}
}

// judge sorts the answers; one that says nothing about the message leads to the next way.
func judge(code uintptr, lost string) (message.Result, bool) {
	outcome := func(o message.Outcome, why core.Reason) (message.Result, bool) {
		return message.Result{Outcome: o, Reason: string(why)}, true
	}
	switch code {
	case mapiSuccess:
		if lost != "" {
			return message.Result{Outcome: message.HandedOver, Reason: string(ReasonLost), Words: lost}, true
		}
		return outcome(message.HandedOver, "")
	case mapiUserAbort:
		return outcome(message.Aborted, ReasonAborted)
	case mapiLoginFailure:
		return outcome(message.Channel, ReasonLogin)
	case mapiUnknownRecipient, mapiBadRecipientType, mapiAmbiguous, mapiInvalidRecipient:
		return outcome(message.Permanent, ReasonRecipient)
	case mapiAttachmentAbsent, mapiAttachmentOpen:
		return outcome(message.Permanent, ReasonAttachment)
	}
	return message.Result{}, false
}

var errSlow = errors.New("the system did not open it in time")

// shellOpen opens a file or address with the program that is registered for it.
func shellOpen(ctx context.Context, what string) error {
	file, err := windows.UTF16PtrFromString(what)
	if err != nil {
		return err
	}
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	opened := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		const apartment, noDDE = 0x2, 0x4 // shell extensions need COM
		if windows.CoInitializeEx(0, apartment|noDDE) == nil {
			defer windows.CoUninitialize()
		}
		opened <- windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL)
	}()
	timer := time.NewTimer(30 * time.Second)
	defer timer.Stop()
	select {
	case err := <-opened:
		return err
	case <-timer.C:
		return errSlow
	case <-ctx.Done():
		return ctx.Err()
	}
}
