package read

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// maxMembers is how many files an archive may hold.
const maxMembers = 2000

// A Member is a file of an archive, or why it cannot be had.
type Member struct {
	Name string // with its folders
	Raw  []byte
	Err  error // ErrUnreadable or ErrUnsupported
}

// IsArchive tells whether a file is an archive of files, which Members unpacks
// and File does not read.
func IsArchive(name string, raw []byte) bool { return kindOf(name, raw) == archive && len(raw) > 0 }

// Members are the files of a ZIP, in the order of their names, without those
// that systems put there. One that cannot be unpacked hides no other; an archive
// within is not unpacked. All together unpack to no more than one file may.
func Members(raw []byte) ([]Member, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, unreadable(sayTruncated)
	}
	p := packet{left: maxUnpacked}
	var out []Member
	for _, f := range z.File {
		name := nameOf(f)
		if f.FileInfo().IsDir() || isLitter(name) {
			continue
		}
		if len(out) == maxMembers {
			return nil, unreadable(fmt.Sprintf(sayArchiveMany, maxMembers))
		}
		m := Member{Name: name}
		if m.Raw, m.Err = p.unpack(f); m.Err == nil && IsArchive(name, m.Raw) {
			m.Raw, m.Err = nil, unsupported(sayArchiveDeep)
		}
		out = append(out, m)
	}
	if len(out) == 0 {
		return nil, unreadable(sayArchiveNone)
	}
	slices.SortStableFunc(out, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// nameOf is a member's name: what does not say that it is UTF-8 was written on
// a Chinese Windows. It leads out of no folder.
func nameOf(f *zip.File) string {
	name := f.Name
	if f.NonUTF8 || !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil && !utf8.ValidString(name) {
			name = s
		}
	}
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(strings.ToValidUTF8(name, "�"), "\\", "/")), "/")
}

// isLitter tells files that nobody put into an archive.
func isLitter(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || base == "Thumbs.db" || base == "desktop.ini"
}
