package read

import (
	"archive/zip"
	"fmt"
	"io"
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
	Err  error  // ErrUnreadable or ErrUnsupported

	file   *zip.File
	budget *Budget
}

// A Budget is how much archives may unpack to, all that share it together: no
// more than one file may. It serves one goroutine.
type Budget struct{ p packet }

// NewBudget returns a whole one.
func NewBudget() *Budget { return &Budget{packet{left: maxUnpacked}} }

// IsArchive tells whether a file is an archive of files, which Members lists
// and File does not read.
func IsArchive(name string, raw []byte) bool { return kindOf(name, raw) == archive && len(raw) > 0 }

// Members lists the files of a ZIP, in the order of their names, without those
// that systems put there. None is unpacked before its Read.
func (b *Budget) Members(at io.ReaderAt, size int64) ([]Member, error) {
	z, err := zip.NewReader(at, size)
	if err != nil {
		return nil, unreadable(sayTruncated)
	}
	var out []Member
	for _, f := range z.File {
		name := nameOf(f)
		if f.FileInfo().IsDir() || isLitter(name) {
			continue
		}
		if len(out) == maxMembers {
			return nil, unreadable(fmt.Sprintf(sayArchiveMany, maxMembers))
		}
		m := Member{Name: name, file: f, budget: b}
		if f.UncompressedSize64 > maxUnpacked {
			m.Err = errBomb
		}
		out = append(out, m)
	}
	if len(out) == 0 {
		return nil, unreadable(sayArchiveNone)
	}
	slices.SortStableFunc(out, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// Read unpacks a member, each time anew. One that cannot be unpacked hides no
// other; an archive within is not unpacked.
func (m Member) Read() ([]byte, error) {
	if m.Err != nil {
		return nil, m.Err
	}
	raw, err := m.budget.p.unpack(m.file)
	if err == nil && IsArchive(m.Name, raw) {
		return nil, unsupported(sayArchiveDeep)
	}
	return raw, err
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
