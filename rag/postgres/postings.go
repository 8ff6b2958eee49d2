package postgres

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// The postings of a segment lie in rows, its buckets: each holds the terms of
// one part of the keys' range, so that terms which nobody shares a segment with
// do not cost a row each. A bucket is a list of entries, by key:
//
//	the key, 6 bytes, the highest first
//	the number of bytes that follow in the entry
//	groups, one for each of the segment's documents that holds the term:
//		the document's place in the segment, as the distance from the group before
//		the number of bytes that follow in the group
//		for each chunk in order: the distance from the one before, doubled, and one more when a count above one follows
//
// Numbers are unsigned varints. A group's chunks do not depend on the segment,
// so that merging copies them.

// bucketSize is how many bytes a bucket has on average: a row that PostgreSQL
// keeps in one piece.
const bucketSize = 1200

// bucketsFor returns how many buckets hold so many bytes, a power of two.
func bucketsFor(bytes int) int {
	n := 1
	for n*bucketSize < bytes && n < 1<<24 {
		n *= 2
	}
	return n
}

// bucketOf returns the bucket of a key.
func bucketOf(key uint64, buckets int) int {
	return int(key >> (keyBits - bits.TrailingZeros(uint(buckets))))
}

// appendEntry adds a term to a bucket; terms come in the order of their keys.
func appendEntry(data []byte, key uint64, groups []byte) []byte {
	var big [8]byte
	binary.BigEndian.PutUint64(big[:], key)
	data = append(data, big[8-keyBytes:]...)
	data = binary.AppendUvarint(data, uint64(len(groups)))
	return append(data, groups...)
}

// nextEntry takes the first entry off a bucket.
func nextEntry(data []byte) (key uint64, groups, rest []byte) {
	var big [8]byte
	copy(big[8-keyBytes:], data)
	size, n := binary.Uvarint(data[keyBytes:])
	from := keyBytes + n
	return binary.BigEndian.Uint64(big[:]), data[from : from+int(size)], data[from+int(size):]
}

// find returns the groups of a key in a bucket, nil when it has none.
func find(data []byte, key uint64) []byte {
	for len(data) > 0 {
		at, groups, rest := nextEntry(data)
		switch {
		case at == key:
			return groups
		case at > key:
			return nil
		}
		data = rest
	}
	return nil
}

// A group is a document's part of a term's postings.
type group struct {
	document int // its place in the segment
	chunks   []byte
}

// appendGroup adds a document to an entry; distance is from the document before,
// or from 0.
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

// appendChunk adds a chunk to a group; last is the one before, 0 at first.
func appendChunk(chunks []byte, last, number, count int) []byte {
	head := uint64(number-last) << 1
	if count > 1 {
		return binary.AppendUvarint(binary.AppendUvarint(chunks, head|1), uint64(count))
	}
	return binary.AppendUvarint(chunks, head)
}

// readChunks appends a group's postings; first is the number of the document's
// first chunk.
func readChunks(all []posting, first uint32, chunks []byte) []posting {
	at := len(all)
	all = slices.Grow(all, len(chunks))[:at+len(chunks)] // a posting takes a byte at least
	for len(chunks) > 0 {
		head, n := uint64(chunks[0]), 1
		if head >= 0x80 {
			head, n = binary.Uvarint(chunks)
		}
		chunks = chunks[n:]
		first += uint32(head >> 1)
		count := uint64(1)
		if head&1 != 0 {
			if count, n = uint64(chunks[0]), 1; count >= 0x80 {
				count, n = binary.Uvarint(chunks)
			}
			chunks = chunks[n:]
		}
		all[at] = posting{first, uint32(count)}
		at++
	}
	return all[:at]
}

// A bucket is a row of postings.
type bucket struct {
	number int
	data   []byte
}

// bucketsOf puts entries, which come by key, into so many buckets.
func bucketsOf(keys []uint64, groups func(key uint64) []byte, buckets int) (rows []bucket) {
	for _, key := range keys {
		n := bucketOf(key, buckets)
		if len(rows) == 0 || rows[len(rows)-1].number != n {
			rows = append(rows, bucket{number: n})
		}
		last := &rows[len(rows)-1]
		last.data = appendEntry(last.data, key, groups(key))
	}
	return rows
}

// A sheet is a document turned inside out.
type sheet struct {
	lengths []byte // of each chunk in terms, as varints
	buckets int
	rows    []bucket // of a segment that holds the document alone
}

// A part is a term's postings in a document.
type part struct {
	last int
	data []byte
}

// invert turns the terms of each chunk inside out.
func invert(chunks [][]uint64) sheet {
	s := sheet{lengths: []byte{}}
	parts := map[uint64]*part{}
	var keys []uint64
	size := 0
	for number, terms := range chunks {
		s.lengths = binary.AppendUvarint(s.lengths, uint64(len(terms)))
		slices.Sort(terms)
		for i := 0; i < len(terms); {
			p := parts[terms[i]]
			if p == nil {
				p = &part{}
				parts[terms[i]] = p
				keys = append(keys, terms[i])
			}
			count := 1
			for i+count < len(terms) && terms[i+count] == terms[i] {
				count++
			}
			before := len(p.data)
			p.data = appendChunk(p.data, p.last, number, count)
			p.last = number
			size += len(p.data) - before
			i += count
		}
	}
	slices.Sort(keys)
	s.buckets = bucketsFor(size + len(keys)*(keyBytes+3))
	s.rows = bucketsOf(keys, func(key uint64) []byte { return appendGroup(nil, 0, parts[key].data) }, s.buckets)
	return s
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
