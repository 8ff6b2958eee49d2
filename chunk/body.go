package chunk

// A body is a clean text by code points and paragraphs.
type body struct {
	runes      []rune
	paragraphs []Span // without their line ends

	lined bool // a paragraph may hold several lines, each of them a sentence
}

// newBody reads a clean text, one paragraph a line.
func newBody(text string) body {
	b := body{runes: []rune(text)}
	start := 0
	for i, r := range b.runes {
		if r == '\n' {
			b.add(start, i)
			start = i + 1
		}
	}
	b.add(start, len(b.runes))
	return b
}

// add notes a paragraph, unless it is empty.
func (b *body) add(start, end int) {
	if start < end {
		b.paragraphs = append(b.paragraphs, Span{start, end})
	}
}

// slice is the text of a stretch.
func (b body) slice(s Span) string { return string(b.runes[s.Start:s.End]) }

// excerpt is a stretch as it is cited.
func (b body) excerpt(s Span) Excerpt { return Excerpt{Quote: b.slice(s), Span: s} }

// head is the beginning of a stretch, as much as a heading's mark may need.
func (b body) head(s Span, n int) string {
	return string(b.runes[s.Start:min(s.End, s.Start+n)])
}

// length is the number of code points.
func (s Span) length() int { return s.End - s.Start }

// overlaps tells whether two stretches have a code point in common.
func (s Span) overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }
