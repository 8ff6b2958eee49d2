package local

import (
	"slices"
	"sync"
)

// A sheet is a document turned inside out: for each of its terms the chunks
// that hold it. It is made outside the index's lock.
type sheet struct {
	lengths  []uint32 // of each chunk, in terms
	vectors  [][]byte // of each chunk, as packed; nil for none
	terms    []string
	starts   []uint32  // of each term, where its postings begin; and where the last one's end
	postings []posting // their slots count from the document's first
}

// A chunkText is a chunk as it is read from the file.
type chunkText struct {
	terms  []string
	vector []byte
}

// A mention is a term in a chunk, by their numbers in the document.
type mention struct{ term, chunk, count uint32 }

// An inverter is the working memory of invert.
type inverter struct {
	vocabulary
	mentions []mention
	latest   []uint32 // of each term, its latest mention and one more
}

var inverters = sync.Pool{New: func() any { return &inverter{vocabulary: newVocabulary()} }}

// invert turns a document inside out.
func invert(chunks []chunkText) sheet {
	v := inverters.Get().(*inverter)
	defer inverters.Put(v)
	v.empty()
	v.latest = v.latest[:0]
	terms := 0
	for _, c := range chunks {
		terms += len(c.terms)
	}
	v.mentions = slices.Grow(v.mentions[:0], terms)
	var s sheet
	for i, c := range chunks {
		s.lengths = append(s.lengths, uint32(len(c.terms)))
		s.vectors = append(s.vectors, c.vector)
		for _, t := range c.terms {
			if v.mention(t, uint32(i)) {
				s.terms = append(s.terms, t)
			}
		}
	}
	s.gather(v.mentions)
	return s
}

// mention counts a term of a chunk and reports whether the document has it for the first time.
func (v *inverter) mention(t string, chunk uint32) (first bool) {
	term, first := v.enter(t)
	if first {
		v.latest = append(v.latest, 0)
	}
	if at := v.latest[term]; at > 0 && v.mentions[at-1].chunk == chunk {
		v.mentions[at-1].count++
		return first
	}
	v.mentions = append(v.mentions, mention{term, chunk, 1})
	v.latest[term] = uint32(len(v.mentions))
	return first
}

// gather sorts mentions, which come by chunk, by term.
func (s *sheet) gather(mentions []mention) {
	s.starts = make([]uint32, len(s.terms)+1)
	for _, m := range mentions {
		s.starts[m.term+1]++
	}
	for i := range s.terms {
		s.starts[i+1] += s.starts[i]
	}
	next := append([]uint32(nil), s.starts...)
	s.postings = make([]posting, len(mentions))
	for _, m := range mentions {
		s.postings[next[m.term]] = posting{m.chunk, m.count}
		next[m.term]++
	}
}
