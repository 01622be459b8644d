package secret

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

// protected is a file whose values Windows encrypts for this account (DPAPI).
type protected struct {
	mu   sync.Mutex
	path string
}

func accountFile(folder string) place {
	return &protected{path: filepath.Join(folder, "secrets.dpapi")}
}

func (p *protected) read() (map[string][]byte, error) {
	raw, err := os.ReadFile(p.path)
	sealed := map[string][]byte{}
	if errors.Is(err, fs.ErrNotExist) {
		return sealed, nil
	}
	if err != nil || json.Unmarshal(raw, &sealed) != nil {
		return nil, errLocked
	}
	return sealed, nil
}

func (p *protected) get(name string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	all, err := p.read()
	if err != nil {
		return "", err
	}
	sealed, ok := all[name]
	if !ok {
		return "", errMissing
	}
	word, err := crypt(sealed, name, unprotect)
	if err != nil {
		return "", errLocked
	}
	return string(word), nil
}

func (p *protected) set(name, value string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	all, err := p.read()
	if err != nil {
		return err
	}
	if all[name], err = crypt([]byte(value), name, protect); err != nil {
		return errLocked
	}
	return p.write(all)
}

func (p *protected) remove(name string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	all, err := p.read()
	if _, ok := all[name]; err != nil || !ok {
		return err
	}
	delete(all, name)
	return p.write(all)
}

func (p *protected) write(all map[string][]byte) error {
	raw, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return replace(p.path, raw)
}

func protect(in, entropy, out *windows.DataBlob) error {
	return windows.CryptProtectData(in, nil, entropy, 0, nil, windows.CRYPTPROTECT_UI_FORBIDDEN, out)
}

func unprotect(in, entropy, out *windows.DataBlob) error {
	return windows.CryptUnprotectData(in, nil, entropy, 0, nil, windows.CRYPTPROTECT_UI_FORBIDDEN, out)
}

// crypt lets Windows encrypt or decrypt; the name is mixed in, so that a value does not open under another name.
func crypt(data []byte, name string, do func(in, entropy, out *windows.DataBlob) error) ([]byte, error) {
	var out windows.DataBlob
	if err := do(blob(data), blob([]byte(service+" "+name)), &out); err != nil {
		return nil, err
	}
	defer windows.LocalFree(windows.Handle(unsafe.Pointer(out.Data))) //nolint:errcheck // nothing is left to do about it
	return append([]byte(nil), unsafe.Slice(out.Data, out.Size)...), nil
}

func blob(b []byte) *windows.DataBlob {
	if len(b) == 0 {
		return &windows.DataBlob{}
	}
	return &windows.DataBlob{Size: uint32(len(b)), Data: &b[0]}
}
