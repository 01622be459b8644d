// Package instance lets a second start of the program talk to the first one that has the same database open: bring its
// window to the front, or run a command there and carry the output and the exit code back.
//
// The first one calls Listen after it took the database's lock; a later one, refused by the lock, calls Call. They meet
// at a socket in a folder that only this user can enter, on Windows at a named pipe, named by the database's path.
package instance

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"time"

	"terminwerk/core"
	"terminwerk/data/store/dbfile"
)

// patience is how long a running instance may take to say that it heard the request; its work may take longer.
const patience = 2 * time.Second

const maxFrame = 1 << 20

// Request is what the second start wants. Without Args the window is to come to the front.
type Request struct {
	Args []string `json:"args"` // the command line without the program's name
	Dir  string   `json:"dir"`  // the working folder for relative file names in Args
}

// Handler is the first instance's side. Both are called on a goroutine of their own.
type Handler interface {
	// Raise brings the window to the front.
	Raise()
	// Run executes a command line and returns its exit code; ctx ends when the caller has gone away.
	Run(ctx context.Context, args []string, dir string, stdout, stderr io.Writer) int
}

// The frames of an answer: kind (1 byte), length (4 bytes, big-endian), payload.
const (
	frameHeard  = 'H'
	frameStdout = 'O'
	frameStderr = 'E'
	frameExit   = 'X' // 4 bytes
)

type server struct {
	listener listener
	handler  Handler
	stop     context.CancelFunc
	calls    sync.WaitGroup
}

// Listen starts answering for the database at dbPath, whose lock the caller holds. Close stops it and waits for running
// commands, whose context it ends.
func Listen(dbPath string, h Handler) (io.Closer, error) {
	l, err := listen(dbPath)
	if err != nil {
		return nil, dbfile.Unavailable("listen for a second start", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &server{listener: l, handler: h, stop: stop}
	s.calls.Add(1)
	go s.accept(ctx)
	return s, nil
}

// Close ends the service.
func (s *server) Close() error {
	s.stop()
	err := s.listener.Close()
	s.calls.Wait()
	return err
}

func (s *server) accept(ctx context.Context) {
	defer s.calls.Done()
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.calls.Add(1)
		go func() {
			defer s.calls.Done()
			s.serve(ctx, conn)
		}()
	}
}

func (s *server) serve(ctx context.Context, conn link) {
	defer conn.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ctx, func() { _ = conn.SetReadDeadline(time.Now()) })()
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	kind, body, err := readFrame(conn)
	var req Request
	if err != nil || kind != frameHeard || json.Unmarshal(body, &req) != nil {
		return
	}
	out := &frames{w: conn}
	if out.send(frameHeard, nil) != nil {
		return
	}
	_ = conn.SetReadDeadline(time.Time{})
	go func() { // the caller sends nothing more: anything read here means that it has gone
		_, _ = conn.Read(make([]byte, 1))
		cancel()
	}()
	exit := 0
	if len(req.Args) == 0 {
		s.handler.Raise()
	} else {
		exit = s.handler.Run(ctx, req.Args, req.Dir, stream{out, frameStdout}, stream{out, frameStderr})
	}
	_ = out.send(frameExit, binary.BigEndian.AppendUint32(nil, uint32(int32(exit))))
}

// Call hands req to the instance that has dbPath open and copies what it prints. No answer within two seconds, or none
// at all, is Locked with a dbfile.HeldError that names the holder.
func Call(dbPath string, req Request, stdout, stderr io.Writer) (exit int, err error) {
	reach := dial
	if len(req.Args) == 0 {
		reach = await
	}
	conn, err := reach(dbPath)
	if err != nil {
		return 0, held(dbPath, err)
	}
	defer conn.Close()
	if len(req.Args) == 0 {
		allowForeground(dbfile.ReadHolder(dbPath).PID)
	}
	body, err := json.Marshal(req)
	if err != nil {
		return 0, &core.Error{Kind: core.Internal, Op: "call instance", Err: err}
	}
	_ = conn.SetDeadline(time.Now().Add(patience))
	if err := (&frames{w: conn}).send(frameHeard, body); err != nil {
		return 0, held(dbPath, err)
	}
	if kind, _, err := readFrame(conn); err != nil || kind != frameHeard {
		return 0, held(dbPath, err)
	}
	_ = conn.SetDeadline(time.Time{})
	return copyAnswer(conn, stdout, stderr)
}

// await dials until a window that is only just opening listens: it has the lock before.
func await(dbPath string) (conn link, err error) {
	const pause = 50 * time.Millisecond
	for end := time.Now().Add(patience); ; time.Sleep(pause) {
		holder := dbfile.ReadHolder(dbPath)
		if conn, err = dial(dbPath); err == nil || time.Now().After(end) || holder.PID == 0 || holder.Preparing {
			return conn, err
		}
	}
}

func copyAnswer(conn io.Reader, stdout, stderr io.Writer) (int, error) {
	for {
		kind, body, err := readFrame(conn)
		if err != nil {
			return 0, dbfile.Unavailable("call instance", errors.Join(errors.New("the running program ended"), err))
		}
		switch kind {
		case frameStdout:
			_, err = stdout.Write(body)
		case frameStderr:
			_, err = stderr.Write(body)
		case frameExit:
			if len(body) == 4 {
				return int(int32(binary.BigEndian.Uint32(body))), nil
			}
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return 0, dbfile.Unavailable("call instance", err)
		}
	}
}

func held(dbPath string, cause error) error {
	return &core.Error{
		Kind: core.Locked, Op: "call instance",
		Err: errors.Join(&dbfile.HeldError{Holder: dbfile.ReadHolder(dbPath)}, cause),
	}
}

type frames struct {
	mu sync.Mutex
	w  io.Writer
}

func (f *frames) send(kind byte, body []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	head := binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(body)))
	_, err := f.w.Write(append(head, body...))
	return err
}

type stream struct {
	out  *frames
	kind byte
}

func (s stream) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		n := min(len(rest), 32<<10)
		if err := s.out.send(s.kind, rest[:n]); err != nil {
			return len(p) - len(rest), err
		}
		rest = rest[n:]
	}
	return len(p), nil
}

func readFrame(r io.Reader) (kind byte, body []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > maxFrame {
		return 0, nil, errors.New("frame too long")
	}
	body = make([]byte, n)
	_, err = io.ReadFull(r, body)
	return head[0], body, err
}
