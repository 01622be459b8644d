package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
)

// display speaks as much of X11 as it takes to see windows appear and to look at their pixels, without costing the
// programs under measurement more than that.
type display struct {
	conn net.Conn
	in   *bufio.Reader
	root uint32
}

var le = binary.LittleEndian

// openDisplay connects to the server named by DISPLAY on this machine and asks to be told about windows.
func openDisplay() (*display, error) {
	conn, err := net.Dial("unix", "/tmp/.X11-unix/X"+strings.TrimPrefix(os.Getenv("DISPLAY"), ":"))
	if err != nil {
		return nil, err
	}
	d := &display{conn: conn, in: bufio.NewReaderSize(conn, 1<<20)}
	if _, err := conn.Write([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0}); err != nil {
		return nil, err
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(d.in, head); err != nil {
		return nil, err
	}
	setup := make([]byte, 4*int(le.Uint16(head[6:])))
	if _, err := io.ReadFull(d.in, setup); err != nil {
		return nil, err
	}
	if head[0] != 1 {
		return nil, fmt.Errorf("the display refused: %q", setup)
	}
	vendor, formats := int(le.Uint16(setup[16:])), int(setup[21])
	d.root = le.Uint32(setup[32+(vendor+3)/4*4+8*formats:])
	const changeAttributes, eventMask, substructure = 2, 0x800, 0x80000
	return d, d.request(changeAttributes, 0, d.root, eventMask, substructure)
}

func (d *display) request(opcode, detail byte, words ...uint32) error {
	b := make([]byte, 4+4*len(words))
	b[0], b[1] = opcode, detail
	le.PutUint16(b[2:], uint16(len(b)/4))
	for i, w := range words {
		le.PutUint32(b[4+4*i:], w)
	}
	_, err := d.conn.Write(b)
	return err
}

// message is an event, a reply with its data, or an error of the server.
type message struct {
	kind byte
	head [32]byte
	data []byte
}

const (
	failed     = 0
	reply      = 1
	mapped     = 19
	reparented = 21
)

func (d *display) next() (message, error) {
	var m message
	if _, err := io.ReadFull(d.in, m.head[:]); err != nil {
		return m, err
	}
	m.kind = m.head[0] & 0x7f
	if m.kind == reply {
		m.data = make([]byte, 4*int(le.Uint32(m.head[4:])))
		if _, err := io.ReadFull(d.in, m.data); err != nil {
			return m, err
		}
	}
	return m, nil
}

// awaitWindow waits until a window has been framed by the window manager and shown.
func (d *display) awaitWindow() (window uint32, err error) {
	framed := map[uint32]uint32{}
	for {
		m, err := d.next()
		if err != nil {
			return 0, err
		}
		switch m.kind {
		case reparented:
			framed[le.Uint32(m.head[12:])] = le.Uint32(m.head[8:])
		case mapped:
			if w := framed[le.Uint32(m.head[8:])]; w != 0 {
				return w, nil
			}
		}
	}
}

// settle reads away what the server has said so far.
func (d *display) settle() error {
	const getInputFocus = 43
	if err := d.request(getInputFocus, 0); err != nil {
		return err
	}
	for {
		m, err := d.next()
		if err != nil || m.kind == reply {
			return err
		}
	}
}

// The pixels looked at: lines of one pixel over the whole width of the window, this far apart.
const (
	windowWidth, windowHeight = 1280, 760
	lineGap                   = 6
)

// look gives the window's pixels; nil when it cannot be looked at yet.
func (d *display) look(window uint32) ([]byte, error) {
	const getImage, wholePixels = 73, 2
	lines := 0
	for y := uint32(2); y < windowHeight; y += lineGap {
		if err := d.request(getImage, wholePixels, window, y<<16, 1<<16|windowWidth, 0xffffffff); err != nil {
			return nil, err
		}
		lines++
	}
	var all []byte
	for good := true; lines > 0; {
		m, err := d.next()
		if err != nil {
			return nil, err
		}
		switch m.kind {
		case reply:
			lines--
			all = append(all, m.data...)
		case failed:
			lines--
			good = false
		}
		if lines == 0 && !good {
			return nil, nil
		}
	}
	return all, nil
}
