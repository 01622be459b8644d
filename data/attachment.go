package data

import (
	"io"
	"mime"
	"os"
	"path/filepath"

	"terminwerk/core"
)

// maxAttachment is the size of a file that can be sent, in bytes; most mail servers refuse messages beyond 20 to 25 MB.
const maxAttachment = 10 << 20

// The reasons why a file cannot be attached.
const (
	ReasonAttachmentSize core.Reason = "message.error.attachment_size"
	ReasonAttachmentFile core.Reason = "message.error.attachment_file"
)

// Attachment reads a file whole, to be sent with an e-mail. Errors: Invalid for a folder, a missing file or one beyond 10 MB.
func Attachment(path string) (core.Attachment, error) {
	refuse := func(why core.Reason) (core.Attachment, error) {
		return core.Attachment{}, core.Refuse(core.FieldText, why)
	}
	f, err := os.Open(path)
	if err != nil {
		return refuse(ReasonAttachmentFile)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return refuse(ReasonAttachmentFile)
	}
	content, err := io.ReadAll(io.LimitReader(f, maxAttachment+1))
	switch {
	case err != nil:
		return refuse(ReasonAttachmentFile)
	case len(content) > maxAttachment:
		return refuse(ReasonAttachmentSize)
	}
	kind := mime.TypeByExtension(filepath.Ext(path))
	if kind == "" {
		kind = "application/octet-stream"
	}
	return core.Attachment{Name: filepath.Base(path), Type: kind, Content: content}, nil
}

// ReadCode reads an activation code from a file. Errors: Invalid for what cannot be one.
func ReadCode(path string) (string, error) {
	const most = 64 << 10
	f, err := os.Open(path)
	if err != nil {
		return "", core.Refuse(core.FieldActivation, ReasonAttachmentFile)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return "", core.Refuse(core.FieldActivation, ReasonAttachmentFile)
	}
	return string(text), nil
}
