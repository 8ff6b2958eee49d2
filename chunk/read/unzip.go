package read

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// maxUnpacked is the size in bytes to which what is packed in one file may
// unpack, all parts together: more is a bomb, or nothing that people write.
const (
	maxUnpacked     = 256 << 20
	maxUnpackedFile = 50 << 20 // of an archive of files: as much as a file that comes unpacked
)

// errBomb is the error of a file that unpacks to more.
var errBomb = unreadable(fmt.Sprintf(sayBomb, maxUnpacked>>20))

// A packet is an opened ZIP whose parts are read within a budget.
type packet struct {
	files map[string]*zip.File
	left  int64
}

// openPacket opens a ZIP. Of parts of one name the first counts, as in Word.
func openPacket(raw []byte) (*packet, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, unreadable(sayTruncated)
	}
	p := &packet{files: make(map[string]*zip.File, len(z.File)), left: maxUnpacked}
	for _, f := range z.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/")
		if _, twice := p.files[name]; !twice {
			p.files[name] = f
		}
	}
	return p, nil
}

// part returns the bytes of a part, nil where there is none.
func (p *packet) part(name string) ([]byte, error) {
	r, err := p.stream(name, maxPart)
	if r == nil || err != nil {
		return nil, err
	}
	return readAll(r)
}

// readAll reads what was opened, and closes it.
func readAll(r io.ReadCloser) ([]byte, error) {
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, tornOr(err)
	}
	return b, nil
}

// stream opens a part that may unpack to no more than a limit, nil where there
// is none. What is read of it is taken off the budget.
func (p *packet) stream(name string, limit int64) (io.ReadCloser, error) {
	f := p.files[strings.TrimPrefix(name, "/")]
	if f == nil {
		return nil, nil
	}
	return p.open(f, limit)
}

// open opens a file of a ZIP as stream does.
func (p *packet) open(f *zip.File, limit int64) (io.ReadCloser, error) {
	switch {
	case f.Flags&1 != 0:
		return nil, unreadable(sayPassword)
	case f.UncompressedSize64 > uint64(max(min(p.left, limit), 0)):
		return nil, bomb(limit)
	}
	r, err := f.Open()
	if err != nil {
		return nil, unreadable(sayTruncated)
	}
	return &metered{r, p, limit, limit}, nil
}

// A metered part ends with an error that says so where it unpacks to more than
// it may.
type metered struct {
	io.ReadCloser
	p           *packet
	left, limit int64
}

// Read implements io.Reader.
func (m *metered) Read(b []byte) (int, error) {
	n, err := m.ReadCloser.Read(b)
	m.p.left -= int64(n)
	if m.left -= int64(n); m.left < 0 || m.p.left < 0 {
		return 0, bomb(m.limit)
	}
	return n, err
}

// bomb is the error of what unpacks to more than a limit.
func bomb(limit int64) error {
	if limit == maxPart || limit == maxUnpackedFile {
		return unreadable(fmt.Sprintf(sayBomb, limit>>20))
	}
	return errBomb
}

// tornOr is an error of reading: the one that says why, or that the file is torn.
func tornOr(err error) error {
	var r refusal
	if errors.As(err, &r) {
		return r
	}
	return unreadable(sayTruncated)
}

// unpack returns what a file of a ZIP unpacks to: no more than a file may be
// large, nor than is left of the budget, whatever it says of its size.
func (p *packet) unpack(f *zip.File) ([]byte, error) {
	r, err := p.open(f, maxUnpackedFile)
	if err != nil {
		return nil, err
	}
	return readAll(r)
}

// An element is a begun or ended element of XML, or its text, without namespaces.
type element struct {
	name  string // "" for text
	end   bool
	text  string
	attrs []xml.Attr
}

// attr is the value of an attribute, whatever its namespace; "" if it is not there.
func (e element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on tells whether an element that is a switch is on: it is, unless it says no.
func (e element) on() bool {
	v := e.attr("val")
	return v != "0" && v != "false" && v != "off" && v != "none"
}

// A scanner goes through XML element by element.
type scanner struct {
	d    *xml.Decoder
	in   *bounded
	deep int
}

const (
	maxElements = 2000    // open at once
	maxToken    = 4 << 20 // bytes of one element's beginning, or of a text
)

func scan(raw []byte) *scanner { return scanStream(bytes.NewReader(raw)) }

// scanStream goes through XML as it comes: it holds one element at a time.
func scanStream(r io.Reader) *scanner {
	in := &bounded{r: r, left: maxToken}
	d := xml.NewDecoder(in)
	d.CharsetReader = charset.NewReaderLabel
	return &scanner{d: d, in: in}
}

// A bounded stream gives no more than so many bytes for one element: the
// decoder would hold whatever came.
type bounded struct {
	r    io.Reader
	left int
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= n; b.left < 0 {
		return 0, errText
	}
	return n, err
}

// next returns the next element; io.EOF after the last. XML that defines
// entities, nests too deep or breaks off is unreadable.
func (s *scanner) next() (element, error) {
	for {
		s.in.left = maxToken
		t, err := s.d.RawToken()
		var known refusal
		switch {
		case errors.As(err, &known):
			return element{}, known
		case err != nil && s.in.left < 0: // the text was cut within a character
			return element{}, errText
		case errors.Is(err, io.EOF) && s.deep == 0:
			return element{}, io.EOF
		case err != nil && strings.Contains(err.Error(), "entity"):
			return element{}, unreadable(sayEntity)
		case err != nil:
			return element{}, unreadable(sayTruncated)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if s.deep++; s.deep > maxElements {
				return element{}, unreadable(sayNested)
			}
			return element{name: t.Name.Local, attrs: t.Attr}, nil
		case xml.EndElement:
			s.deep--
			return element{name: t.Name.Local, end: true}, nil
		case xml.CharData:
			return element{text: string(t)}, nil
		case xml.Directive:
			if bytes.Contains(t, []byte("ENTITY")) {
				return element{}, unreadable(sayEntity)
			}
		}
	}
}

// skip passes over the rest of the element that has begun.
func (s *scanner) skip() error {
	for deep := s.deep; s.deep >= deep; {
		if _, err := s.next(); err != nil {
			return err
		}
	}
	return nil
}

// each calls do for the elements and texts within the element that has begun,
// or within the whole, until it ends.
func (s *scanner) each(do func(element) error) error {
	for deep := s.deep; ; {
		e, err := s.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case e.end && s.deep < deep:
			return nil
		case e.end:
			continue
		}
		if err := do(e); err != nil {
			return err
		}
	}
}
