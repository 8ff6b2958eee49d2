package read

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// A kind is what a file is, whatever it is called.
type kind string

const (
	plainText   kind = "text"
	markdown    kind = "markdown"
	commaTable  kind = "csv"
	webPage     kind = "html"
	wordFile    kind = "docx"
	spreadsheet kind = "xlsx"
	portable    kind = "pdf"
	archive     kind = "zip"
)

// Check tells whether a file is of a kind that can be read, an archive of such
// included: ErrUnsupported with the way out where it is not. It does not read it.
func Check(name string, raw []byte) error {
	k := kindOf(name, raw)
	if _, ok := readers[k]; ok || k == archive {
		return nil
	}
	switch k {
	case lockedFile:
		return unreadable(sayPassword)
	case tornFile:
		return unreadable(sayTruncated)
	}
	if say := refusals[k]; say != "" {
		return unsupported(say)
	}
	return unsupported(fmt.Sprintf(sayKind, strings.TrimSpace(string(k))))
}

// Known tells whether a name's extension is of a kind that can be read, or
// that people take for one and must be told of.
func Known(name string) bool {
	k := kindOf(name, nil)
	_, ok := readers[k]
	return ok || k == archive
}

// ContentType is a file's media type, by its bytes and name.
func ContentType(name string, raw []byte) string {
	switch kindOf(name, raw) {
	case wordFile:
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case spreadsheet:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case portable:
		return "application/pdf"
	case archive:
		return "application/zip"
	case webPage:
		return "text/html"
	case plainText, markdown, commaTable:
		if isClean(raw) {
			return "text/plain; charset=utf-8"
		}
		return "text/plain"
	}
	return "application/octet-stream"
}

// SourceName is the file name in a document's source, which is a name, a name
// with # and a tag behind it, a path or an address. An address without a name in
// it gives "".
func SourceName(source string) string {
	source, _, _ = strings.Cut(source, "#")
	if u, err := url.Parse(source); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		source = u.Path
	}
	name := path.Base(strings.ReplaceAll(source, "\\", "/"))
	if name == "." || name == "/" {
		return ""
	}
	return name
}

// Kinds that are refused. Others are named after their extension.
const (
	lockedFile kind = "locked"
	tornFile   kind = "torn"
	oldOffice  kind = "ole"
	picture    kind = "picture"
	packed     kind = "packed"
	program    kind = "program"
	media      kind = "media"
	slides     kind = ".pptx"
)

// refusals say what to do with files of kinds that cannot be read.
var refusals = map[kind]string{
	oldOffice: sayOldOffice, ".doc": sayDoc, ".dot": sayDoc, ".xls": sayXls, ".wps": sayWps, ".et": sayEt,
	slides: saySlides, ".ppt": saySlides, ".dps": saySlides,
	".ofd": sayOfd, ".odt": sayOdt, ".ods": sayOdt, ".odp": sayOdt, ".rtf": sayRtf, ".mht": sayMht, ".mhtml": sayMht, ".epub": sayEpub,
	picture: sayPicture, packed: sayPacked, program: sayProgram, media: sayMedia,
}

// byExtension is what a name says a file is, where its bytes do not tell.
var byExtension = map[string]kind{
	"": plainText, ".txt": plainText, ".text": plainText, ".md": markdown, ".markdown": markdown,
	".csv": commaTable, ".tsv": plainText, ".html": webPage, ".htm": webPage, ".xhtml": webPage, ".shtml": webPage,
	".docx": wordFile, ".docm": wordFile, ".xlsx": spreadsheet, ".xlsm": spreadsheet, ".pdf": portable, ".zip": archive,
	".jpg": picture, ".jpeg": picture, ".png": picture, ".gif": picture, ".bmp": picture, ".tif": picture, ".tiff": picture, ".webp": picture, ".heic": picture,
	".rar": packed, ".7z": packed, ".gz": packed, ".tar": packed, ".tgz": packed, ".bz2": packed, ".xz": packed,
	".exe": program, ".dll": program, ".bin": program, ".mp3": media, ".mp4": media, ".wav": media, ".avi": media, ".mov": media,
}

// signatures are the first bytes of files.
var signatures = []struct {
	magic string
	kind  kind
}{
	{"\x89PNG\r\n", picture}, {"\xFF\xD8\xFF", picture}, {"GIF8", picture}, {"II*\x00", picture}, {"MM\x00*", picture},
	{"Rar!\x1A", packed}, {"7z\xBC\xAF\x27\x1C", packed}, {"\x1F\x8B\x08", packed}, {"BZh", packed}, {"\xFD7zXZ\x00", packed},
	{"{\\rtf", ".rtf"}, {"\x7FELF", program}, {"ID3", media}, {"MIME-Version:", ".mht"},
}

// kindOf tells what a file is by its bytes, else by its name.
func kindOf(name string, raw []byte) kind {
	for _, s := range signatures {
		if bytes.HasPrefix(raw, []byte(s.magic)) {
			return s.kind
		}
	}
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case bytes.Contains(raw[:min(len(raw), headerWithin)], []byte("%PDF-")):
		return portable
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")), bytes.HasPrefix(raw, []byte("PK\x05\x06")):
		return zipKind(raw)
	case bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return compoundKind(raw, ext)
	case bytes.HasPrefix(raw, []byte("MZ")) && bytes.IndexByte(raw[:min(len(raw), headerWithin)], 0) >= 0:
		return program
	case isPage(raw, pageStart), byExtension[ext] != plainText && byExtension[ext] != markdown && isPage(raw, fragmentStart):
		return webPage
	}
	k, ok := byExtension[ext]
	if !ok {
		k = kind(ext)
	}
	if len(raw) == 0 || k == markdown || k == commaTable || k == plainText {
		return k
	}
	if _, refused := refusals[k]; ok || refused {
		return masked(raw, k)
	}
	return k
}

const headerWithin = 1024 // bytes before a PDF's header, at most

// masked tells what a file is whose bytes are not what its name says: text
// where they are text, else a torn file, or what its name says if that is
// refused anyhow.
func masked(raw []byte, named kind) kind {
	if len(bytes.Trim(raw, "\x00")) == 0 {
		return plainText // and empty
	}
	head := raw[:min(len(raw), sampleSize)]
	if s, err := decode(head); err == nil && !isBinary(s) && named != program && named != media {
		return plainText
	}
	if _, refused := refusals[named]; refused {
		return named
	}
	return tornFile
}

// zipKind tells what a ZIP holds by its names.
func zipKind(raw []byte) kind {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return tornFile
	}
	k := archive
	for _, f := range z.File {
		switch name := f.Name; {
		case name == "word/document.xml" || name == "word/document2.xml":
			return wordFile
		case name == "xl/workbook.xml" || name == "xl/workbook.bin":
			return spreadsheet
		case name == "ppt/presentation.xml":
			return slides
		case name == "OFD.xml":
			return ".ofd"
		case name == "META-INF/container.xml":
			return ".epub"
		case name == "META-INF/manifest.xml":
			k = ".odt"
		case name == "[Content_Types].xml" && k == archive:
			k = wordFile // its parts may be called otherwise
		}
	}
	return k
}

// compoundKind tells what a compound file of the old Office holds by the names of its streams.
func compoundKind(raw []byte, ext string) kind {
	has := func(stream string) bool {
		wide := make([]byte, 0, 2*len(stream))
		for _, c := range []byte(stream) {
			wide = append(wide, c, 0)
		}
		return bytes.Contains(raw, wide)
	}
	switch {
	case has("EncryptedPackage"):
		return lockedFile
	case ext == ".wps" || ext == ".et" || ext == ".dps":
		return kind(ext)
	case has("WordDocument"):
		return ".doc"
	case has("Workbook"), has("Book"):
		return ".xls"
	case has("PowerPoint Document"):
		return ".ppt"
	}
	return oldOffice
}

const pagePrelude = `(?i)^(?:\x{FEFF}|\s|<!--[\s\S]{0,900}?-->|<\?xml[^>]{0,200}\?>)*`

var (
	pageStart     = regexp.MustCompile(pagePrelude + `<(?:!doctype\s+html|html[\s>]|head>|body[\s>])`)
	fragmentStart = regexp.MustCompile(pagePrelude + `<(?:meta\s|title>|table[\s>]|div[\s>]|p[\s>]|section[\s>]|article[\s>]|h\d[\s>])`)
)

// isPage tells whether bytes begin as a web page or, of a file that is not
// called plain text, as a piece of one.
func isPage(raw []byte, start *regexp.Regexp) bool {
	head := raw[:min(len(raw), 4*headerWithin)]
	if bytes.IndexByte(head, 0) >= 0 { // UTF-16
		head = bytes.ReplaceAll(bytes.TrimPrefix(bytes.TrimPrefix(head, []byte("\xFF\xFE")), []byte("\xFE\xFF")), []byte{0}, nil)
	}
	return bytes.IndexByte(head, '<') >= 0 && start.Match(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")))
}
