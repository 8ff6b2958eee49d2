package server

import (
	"bytes"
	"io"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"chuchu/chunk"
	"chuchu/chunk/read"
)

// unpacked are the files of an archive, each a document for itself; another
// file stands for itself. They are unpacked one at a time, each when it is
// taken, and all archives of a request share a budget.
func unpacked(f file, given chunk.Meta, budget *read.Budget) []file {
	if !strings.EqualFold(path.Ext(f.name), ".zip") || f.size > maxFile {
		return []file{f}
	}
	raw, err := f.read()
	if err != nil || !read.IsArchive(f.name, raw) {
		return []file{f}
	}
	members, err := budget.Members(reopening(f.open), f.size)
	if err != nil {
		return []file{failing(f, err)}
	}
	out := make([]file, len(members))
	taken := make(map[string]bool, len(members))
	for i, m := range members {
		out[i] = member(m, given)
		if taken[out[i].given.ID] { // of the same name in another folder
			out[i].given.ID = idOf(strings.ReplaceAll(m.Name, "/", "-"))
		}
		taken[out[i].given.ID] = true
	}
	return out
}

// reopening reads a file that it opens for each read: an archive is read in few
// places, and neither its bytes nor its handle are held for its members.
type reopening func() (io.ReadCloser, error)

// ReadAt implements io.ReaderAt.
func (open reopening) ReadAt(p []byte, off int64) (int, error) {
	r, err := open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	if at, ok := r.(io.ReaderAt); ok {
		return at.ReadAt(p, off)
	}
	if _, err := io.CopyN(io.Discard, r, off); err != nil {
		return 0, err
	}
	return io.ReadFull(r, p)
}

// member makes a file of a member of an archive.
func member(m read.Member, given chunk.Meta) file {
	if given.ID == "" {
		given.ID = idOf(path.Base(m.Name))
	}
	return file{printable(path.Base(m.Name)), given, 0, func() (io.ReadCloser, error) {
		raw, err := m.Read()
		return io.NopCloser(bytes.NewReader(raw)), err
	}}
}

// idOf is the id of a file that is given none.
func idOf(name string) string { return norm.NFC.String(strings.TrimSpace(stem(name))) }

// failing is a file that cannot be had.
func failing(f file, err error) file {
	f.open = func() (io.ReadCloser, error) { return nil, err }
	return f
}
