package chunk

import "strings"

const (
	sentenceEnds = "。！？!?"
	clauseEnds   = "；;，,、：:"
	closers      = "”’」』）)》】\"'"
)

// sentenceEnd is the place after the first sentence of the stretch s, closing
// quotation marks and brackets included, or s.End. A full stop inside brackets
// ends nothing; a line's end does, behind anything.
func (b body) sentenceEnd(s Span) int {
	depth := 0
	for i := s.Start; i < s.End; i++ {
		switch r := b.runes[i]; {
		case r == '\n' && i > s.Start:
			return i
		case r == '（' || r == '(':
			depth++
		case r == '）' || r == ')':
			depth = max(depth-1, 0)
		case depth == 0 && strings.ContainsRune(sentenceEnds, r):
			return b.afterClosers(i+1, s.End)
		}
	}
	return s.End
}

// afterClosers is the place after the quotation marks and brackets that close at i.
func (b body) afterClosers(i, end int) int {
	for i < end && strings.ContainsRune(closers, b.runes[i]) {
		i++
	}
	return i
}

// sentences cuts a stretch into sentences; one longer than a chunk may be is
// cut at its last clause mark, else at that length.
func (b body) sentences(s Span) []Span {
	var out []Span
	for s.Start < s.End {
		end := b.sentenceEnd(Span{s.Start, min(s.End, s.Start+MaxChunk+1)})
		if end-s.Start > MaxChunk {
			end = b.clauseCut(s.Start, s.Start+MaxChunk)
		}
		out = append(out, Span{s.Start, end})
		s.Start = end
		if s.Start < s.End && b.runes[s.Start] == '\n' {
			s.Start++
		}
	}
	return out
}

// clauseCut is the place after the last clause mark of [start, end), end if there is none.
func (b body) clauseCut(start, end int) int {
	for i := end - 1; i > start; i-- {
		if strings.ContainsRune(clauseEnds, b.runes[i]) {
			return i + 1
		}
	}
	return end
}
