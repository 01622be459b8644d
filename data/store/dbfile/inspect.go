package dbfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"

	"terminwerk/core"
)

const (
	pageHeader  = 16 // bytes before the meta on its page
	metaBytes   = 64
	metaMagic   = 0xED0CDAED
	metaVersion = 2
	minPages    = 4
)

type meta struct {
	pageSize uint32
	pages    uint64 // first page id that is not used
	txid     uint64
}

// Inspect looks at the size and the two meta pages of the file without mapping it, because a map of a file that is too
// short kills the process. Errors: NotFound, or Corrupt when no meta page is valid or the file ends too early.
func Inspect(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &core.Error{Kind: core.NotFound, Op: "open database", Err: fs.ErrNotExist}
	}
	if err != nil {
		return Unavailable("open database", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Unavailable("open database", err)
	}
	if !info.Mode().IsRegular() {
		return corrupt("not a regular file")
	}
	return inspect(f, info.Size())
}

func inspect(f io.ReaderAt, size int64) error {
	if size == 0 {
		return corrupt("the file is empty")
	}
	if size < minPages*pageSize {
		return corrupt("the file has only %d bytes", size)
	}
	var best *meta
	for page := int64(0); page < 2; page++ {
		if m := readMeta(f, page*pageSize); m != nil && (best == nil || m.txid > best.txid) {
			best = m
		}
	}
	if best == nil {
		return corrupt("no valid meta page")
	}
	if best.pageSize != pageSize {
		return corrupt("page size %d", best.pageSize)
	}
	if best.pages > uint64(size)/pageSize {
		return corrupt("the file ends after %d of %d pages", size/pageSize, best.pages)
	}
	return nil
}

// readMeta reads the fields magic, version, page size, flags, root (2 words), freelist, pages, txid, checksum.
func readMeta(f io.ReaderAt, offset int64) *meta {
	var b [metaBytes]byte
	if _, err := f.ReadAt(b[:], offset+pageHeader); err != nil {
		return nil
	}
	order := binary.NativeEndian
	sum := fnv.New64a()
	_, _ = sum.Write(b[:56])
	if order.Uint32(b[0:]) != metaMagic || order.Uint32(b[4:]) != metaVersion || order.Uint64(b[56:]) != sum.Sum64() {
		return nil
	}
	return &meta{pageSize: order.Uint32(b[8:]), pages: order.Uint64(b[40:]), txid: order.Uint64(b[48:])}
}

func corrupt(format string, args ...any) error {
	return &core.Error{Kind: core.Corrupt, Op: "open database", Err: fmt.Errorf(format, args...)}
}
