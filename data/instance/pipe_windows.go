package instance

import (
	"errors"
	"net"
	"os"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

const pipeBuffer = 64 << 10

// pipe listens on a named pipe that only this user may open, and nobody over the network.
type pipe struct {
	name   string
	rights *windows.SecurityAttributes
	stop   windows.Handle // event
	once   sync.Once
	mu     sync.Mutex
	next   windows.Handle // waits for the next caller
}

func pipeName(dbPath string) (string, error) {
	name, err := nameOf(dbPath)
	return `\\.\pipe\terminwerk-` + name, err
}

func listen(dbPath string) (listener, error) {
	name, err := pipeName(dbPath)
	if err != nil {
		return nil, err
	}
	rights, err := onlyThisUser()
	if err != nil {
		return nil, err
	}
	stop, err := windows.CreateEvent(nil, 1, 0, nil)
	if err != nil {
		return nil, err
	}
	p := &pipe{name: name, rights: rights, stop: stop}
	if p.next, err = p.create(windows.FILE_FLAG_FIRST_PIPE_INSTANCE); err != nil {
		return nil, errors.Join(err, windows.CloseHandle(stop))
	}
	return p, nil
}

func onlyThisUser() (*windows.SecurityAttributes, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, err
	}
	rights, err := windows.SecurityDescriptorFromString("D:P(A;;GA;;;" + user.User.Sid.String() + ")")
	if err != nil {
		return nil, err
	}
	sa := &windows.SecurityAttributes{SecurityDescriptor: rights}
	sa.Length = uint32(unsafe.Sizeof(*sa))
	return sa, nil
}

func (p *pipe) create(flags uint32) (windows.Handle, error) {
	name, err := windows.UTF16PtrFromString(p.name)
	if err != nil {
		return 0, err
	}
	return windows.CreateNamedPipe(name, windows.PIPE_ACCESS_DUPLEX|windows.FILE_FLAG_OVERLAPPED|flags,
		windows.PIPE_TYPE_BYTE|windows.PIPE_REJECT_REMOTE_CLIENTS, windows.PIPE_UNLIMITED_INSTANCES,
		pipeBuffer, pipeBuffer, 0, p.rights)
}

// Accept waits for a caller; the place for the one after it is made before this one is served.
func (p *pipe) Accept() (link, error) {
	if err := p.wait(); err != nil {
		return nil, err
	}
	next, err := p.create(0)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	conn := os.NewFile(uintptr(p.next), p.name)
	p.next = next
	return conn, nil
}

func (p *pipe) wait() error {
	event, err := windows.CreateEvent(nil, 1, 0, nil)
	if err != nil {
		return err
	}
	defer func() { _ = windows.CloseHandle(event) }()
	o := &windows.Overlapped{HEvent: event}
	switch err := windows.ConnectNamedPipe(p.next, o); {
	case err == nil, errors.Is(err, windows.ERROR_PIPE_CONNECTED), errors.Is(err, windows.ERROR_NO_DATA):
		return nil // NO_DATA: the caller has already gone, which reading will show
	case !errors.Is(err, windows.ERROR_IO_PENDING):
		return err
	}
	which, err := windows.WaitForMultipleObjects([]windows.Handle{event, p.stop}, false, windows.INFINITE)
	if err == nil && which == windows.WAIT_OBJECT_0 {
		return nil
	}
	// The kernel writes to o until the cancelled wait has ended.
	_ = windows.CancelIoEx(p.next, o)
	var n uint32
	_ = windows.GetOverlappedResult(p.next, o, &n, true)
	return errors.Join(net.ErrClosed, err, windows.CloseHandle(p.next))
}

// Close ends Accept, which then gives up the pipe.
func (p *pipe) Close() (err error) {
	p.once.Do(func() { err = windows.SetEvent(p.stop) })
	return err
}

func dial(dbPath string) (link, error) {
	name, err := pipeName(dbPath)
	if err != nil {
		return nil, err
	}
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	for until := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		h, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING,
			windows.FILE_FLAG_OVERLAPPED|windows.SECURITY_SQOS_PRESENT|windows.SECURITY_IDENTIFICATION, 0)
		if err == nil {
			return os.NewFile(uintptr(h), name), nil
		}
		if !errors.Is(err, windows.ERROR_PIPE_BUSY) || time.Now().After(until) {
			return nil, &os.PathError{Op: "open", Path: name, Err: err}
		}
	}
}

// allowForeground lets the process that holds the database bring its window to the front; without it Windows only
// flashes the task bar.
func allowForeground(pid int) {
	proc := windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")
	if pid > 0 && proc.Find() == nil {
		_, _, _ = proc.Call(uintptr(pid))
	}
}
