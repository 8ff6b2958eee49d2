package read

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxTags is how many elements a page may have: as a tree, and in the copies
// that the search for the main text makes of it, each costs half a kilobyte.
const maxTags = 200_000

// A weighing counts what a page would cost as a tree.
type weighing struct {
	nodes, ends int // elements and comments; ends of elements
	attributes  int
	text        int // bytes, those of scripts too
	open        int // elements that set type and have not ended
	copies      int // of those: HTML begins them anew in the next paragraph
}

// plainEnough tells whether a page may be made a tree of: it is gone through
// once, as it stands, and nothing of it is kept.
func plainEnough(s string) error {
	var w weighing
	for z := html.NewTokenizer(strings.NewReader(s)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return nil
		}
		w.add(kind, z)
		switch {
		case max(w.nodes, w.ends, w.attributes/3, w.copies/5) > maxTags:
			return unreadable(fmt.Sprintf(sayTags, maxTags/10_000))
		case w.text > 3*maxText:
			return errText
		}
	}
}

// add counts a token.
func (w *weighing) add(kind html.TokenType, z *html.Tokenizer) {
	raw := z.Raw()
	switch kind {
	case html.TextToken:
		w.text += len(raw)
	case html.CommentToken:
		w.nodes++
	case html.StartTagToken, html.SelfClosingTagToken:
		w.nodes++
		w.copies += w.open
		w.attributes += bytes.Count(raw, []byte("="))
		if name, _ := z.TagName(); setsType(name) {
			w.open++
		}
	case html.EndTagToken:
		w.ends++
		if name, _ := z.TagName(); setsType(name) {
			w.open = max(w.open-1, 0)
		}
	}
}

// setsType tells elements that go on in the next paragraph until they end.
func setsType(name []byte) bool {
	switch atom.Lookup(name) {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

const shortData = 1 << 10 // bytes of a picture in an address that may stay

// withoutData is a page without the pictures that stand in their addresses:
// they are most of a large page, and no text.
func withoutData(s string) string {
	if len(s) < maxPart {
		return s
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, ";base64,")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		n := strings.IndexFunc(after, func(r rune) bool { return r > 'z' || strings.ContainsRune("\"'<> )", r) })
		if n < 0 {
			n = len(after)
		}
		if n > shortData {
			after = after[n:]
		}
		s = after
	}
}
