package postgres

import (
	"encoding/binary"
	"slices"
)

// The postings of a term in a segment are groups, one for each of the
// segment's documents that holds the term:
//
//	the document's place in the segment, as the distance from the group before
//	the number of bytes that follow in the group
//	for each chunk in order: the distance from the one before, doubled, and one more when a count above one follows
//
// All are unsigned varints. The document's part does not depend on its segment,
// so that merging copies it.

// A group is a document's part of a term's postings.
type group struct {
	document int // its place in the segment
	chunks   []byte
}

func appendGroup(data []byte, distance int, chunks []byte) []byte {
	data = binary.AppendUvarint(data, uint64(distance))
	data = binary.AppendUvarint(data, uint64(len(chunks)))
	return append(data, chunks...)
}

// eachGroup calls visit with the groups of a term, in order.
func eachGroup(data []byte, visit func(group)) {
	at := 0
	for len(data) > 0 {
		distance, n := binary.Uvarint(data)
		size, m := binary.Uvarint(data[n:])
		data = data[n+m:]
		at += int(distance)
		visit(group{at, data[:size]})
		data = data[size:]
	}
}

// A posting says how often a term stands in a chunk.
type posting struct {
	chunk uint32
	count uint32
}

// appendChunk adds a chunk to a document's part; last is the one before, 0 at first.
func appendChunk(chunks []byte, last, number, count int) []byte {
	head := uint64(number-last) << 1
	if count > 1 {
		return binary.AppendUvarint(binary.AppendUvarint(chunks, head|1), uint64(count))
	}
	return binary.AppendUvarint(chunks, head)
}

// readChunks appends a document's postings, whose first chunk has the number given.
func readChunks(all []posting, first uint32, chunks []byte) []posting {
	for len(chunks) > 0 {
		head, n := uint64(chunks[0]), 1
		if head >= 0x80 {
			head, n = binary.Uvarint(chunks)
		}
		chunks = chunks[n:]
		first += uint32(head >> 1)
		count := uint64(1)
		if head&1 != 0 {
			count, n = binary.Uvarint(chunks)
			chunks = chunks[n:]
		}
		all = append(all, posting{first, uint32(count)})
	}
	return all
}

// A sheet is a document turned inside out.
type sheet struct {
	lengths []byte // of each chunk in terms, as varints
	terms   []int64
	chunks  map[int64]*part
}

// A part is a term's postings in a document.
type part struct {
	last int
	data []byte
}

// invert turns the terms of each chunk inside out.
func invert(chunks [][]int64) sheet {
	s := sheet{lengths: []byte{}, chunks: map[int64]*part{}}
	for number, terms := range chunks {
		s.lengths = binary.AppendUvarint(s.lengths, uint64(len(terms)))
		slices.Sort(terms)
		for i := 0; i < len(terms); {
			count := 1
			for i+count < len(terms) && terms[i+count] == terms[i] {
				count++
			}
			s.add(terms[i], number, count)
			i += count
		}
	}
	slices.Sort(s.terms)
	return s
}

func (s *sheet) add(term int64, number, count int) {
	p := s.chunks[term]
	if p == nil {
		p = &part{}
		s.chunks[term] = p
		s.terms = append(s.terms, term)
	}
	p.data = appendChunk(p.data, p.last, number, count)
	p.last = number
}

// row is the sheet's i-th row of a segment that holds its document alone.
func (s sheet) row(segment int64, i int) []any {
	return []any{segment, s.terms[i], appendGroup(nil, 0, s.chunks[s.terms[i]].data)}
}

// readLengths reads what a sheet's lengths are.
func readLengths(data []byte) (lengths []uint32) {
	for len(data) > 0 {
		n, size := binary.Uvarint(data)
		lengths = append(lengths, uint32(n))
		data = data[size:]
	}
	return lengths
}
