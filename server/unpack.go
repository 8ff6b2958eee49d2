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
// file stands for itself.
func unpacked(f file, given chunk.Meta) []file {
	if !strings.EqualFold(path.Ext(f.name), ".zip") || f.size > maxFile {
		return []file{f}
	}
	raw, err := f.read()
	if err != nil || !read.IsArchive(f.name, raw) {
		return []file{f}
	}
	members, err := read.Members(raw)
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
		if m.Err != nil {
			out[i] = failing(out[i], m.Err)
		}
	}
	return out
}

// member makes a file of a member of an archive.
func member(m read.Member, given chunk.Meta) file {
	if given.ID == "" {
		given.ID = idOf(path.Base(m.Name))
	}
	return file{printable(path.Base(m.Name)), given, int64(len(m.Raw)), func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(m.Raw)), nil
	}}
}

// idOf is the id of a file that is given none.
func idOf(name string) string { return norm.NFC.String(strings.TrimSpace(stem(name))) }

// failing is a file that cannot be had.
func failing(f file, err error) file {
	f.open = func() (io.ReadCloser, error) { return nil, err }
	return f
}
