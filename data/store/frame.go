package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"sync"
	"time"

	"github.com/fxamacker/cbor/v2"

	"terminwerk/core"
)

// A value in the file is codec (1 byte), flags (1, unused), schema of the record (2), CRC-32C (4) and payload. The
// checksum covers bucket, key, head and payload, so a page that turns up in the wrong place is found too.
const (
	frameHead  = 8
	codecCBOR  = 1
	recordForm = 1 // schema of the records; a file with newer ones is refused at open
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var (
	encoder = must(cbor.EncOptions{Time: cbor.TimeUnix}.UserBufferEncMode())
	decoder = must(cbor.DecOptions{MaxArrayElements: 1 << 20, MaxMapPairs: 1 << 20}.DecMode())
)

var frames = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var (
	errChecksum = errors.New("wrong checksum")
	errShort    = errors.New("value too short")
	errCodec    = errors.New("unknown encoding")
)

// seal frames what v says for a place in the file.
func seal(bucket, key []byte, v any) ([]byte, error) {
	room := frames.Get().(*bytes.Buffer)
	defer frames.Put(room)
	room.Reset()
	room.Write([]byte{codecCBOR, 0, recordForm >> 8, recordForm & 0xff, 0, 0, 0, 0})
	if err := encoder.MarshalToBuffer(stored(v), room); err != nil {
		return nil, &core.Error{Kind: core.Internal, Op: "encode", Err: err}
	}
	frame := bytes.Clone(room.Bytes())
	binary.BigEndian.PutUint32(frame[4:], checksum(bucket, key, frame))
	return frame, nil
}

// unseal checks the frame and decodes it into v, which keeps no reference to it.
func unseal(bucket, key, frame []byte, v any) error {
	payload, err := verify(bucket, key, frame)
	if err != nil {
		return err
	}
	switch r := v.(type) {
	case *core.Customer:
		if decodeCustomer(payload, r) {
			return nil
		}
		*r = core.Customer{}
	case *core.Vehicle:
		if decodeVehicle(payload, r) {
			return nil
		}
		*r = core.Vehicle{}
	}
	if s, ok := v.(*core.ImportState); ok {
		var compact compactImport
		if err := decoder.Unmarshal(payload, &compact); err != nil {
			return err
		}
		*s = compact.expand()
	} else if err := decoder.Unmarshal(payload, v); err != nil {
		return err
	}
	inUTC(v)
	return nil
}

func verify(bucket, key, frame []byte) (payload []byte, err error) {
	switch {
	case len(frame) < frameHead:
		return nil, errShort
	case binary.BigEndian.Uint32(frame[4:]) != checksum(bucket, key, frame):
		return nil, errChecksum
	case frame[0] != codecCBOR || binary.BigEndian.Uint16(frame[2:]) > recordForm:
		return nil, errCodec
	}
	return frame[frameHead:], nil
}

func checksum(bucket, key, frame []byte) uint32 {
	sum := crc32.Update(0, castagnoli, bucket)
	sum = crc32.Update(sum, castagnoli, key)
	sum = crc32.Update(sum, castagnoli, frame[:4])
	return crc32.Update(sum, castagnoli, frame[frameHead:])
}

// stored is the form in which v goes to the file.
func stored(v any) any {
	if s, ok := v.(*core.ImportState); ok {
		return compactOf(s)
	}
	return v
}

// inUTC gives the instants of a decoded record the zone in which they were written; the encoding keeps only seconds.
func inUTC(v any) {
	if r, ok := v.(core.Record); ok {
		m := r.Head()
		m.CreatedAt, m.UpdatedAt = m.CreatedAt.UTC(), m.UpdatedAt.UTC()
	}
	utc := func(t *time.Time) { *t = t.UTC() }
	switch r := v.(type) {
	case *core.Lead:
		utc(&r.Request.ReceivedAt)
		if r.External != nil {
			utc(&r.External.At)
			utc(&r.External.Request.ReceivedAt)
		}
	case *core.Appointment:
		if r.Snapshot != nil {
			utc(&r.Snapshot.ReceivedAt)
		}
		for i := range r.History {
			utc(&r.History[i].At)
		}
	case *core.ImportState:
		for i := range r.Review {
			utc(&r.Review[i].At)
		}
	case *core.AuditEntry:
		utc(&r.At)
	case *changeEntry:
		utc(&r.At)
	}
}
