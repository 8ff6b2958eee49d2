package local

import (
	"encoding/binary"
	"math"
	"unicode/utf8"
)

// An image is an index as the file keeps it, in parts that are read and written
// one by one. The first tells of documents and lengths; each other is of terms
// or of vectors. Numbers are unsigned varints unless said.
//
//	head:    kindHead, the number of terms and the length of vectors; documents
//	         (the length of the id, the id, chunks, 1 for a dead one), as many
//	         as come; 0; for each slot its length in terms
//	terms:   kindTerms; the length of the term, the term, the last slot and the
//	         number of its postings, the length of their data, the data
//	vectors: kindVectors, the number of the block, then for each slot four bytes
//	         of 1/norm and two of each number, the lowest first
const (
	imageFormat = 1
	partSize    = 1 << 20 // about, of a part of terms
)

// Kinds of part.
const (
	kindHead byte = iota
	kindTerms
	kindVectors
)

// appendHead encodes what the index holds beside terms and vectors.
func (x *index) appendHead(data []byte) []byte {
	data = append(data, kindHead)
	data = appendNumbers(data, int(x.words.size), x.vectors.length)
	for _, d := range x.documents {
		dead := 0
		if d.dead {
			dead = 1
		}
		data = append(appendNumbers(data, len(d.id)), d.id...)
		data = appendNumbers(data, d.count, dead)
	}
	data = appendNumbers(data, 0)
	for _, s := range x.slots {
		data = appendNumbers(data, int(s.length))
	}
	return data
}

// appendNumbers appends varints.
func appendNumbers(data []byte, numbers ...int) []byte {
	for _, n := range numbers {
		data = binary.AppendUvarint(data, uint64(n))
	}
	return data
}

// appendTerms encodes the lists of terms from the n-th on until there are
// enough for a part, and returns where it stopped.
func (x *index) appendTerms(data []byte, names []string, n int) (part []byte, next int) {
	data = append(data, kindTerms)
	for ; n < len(names) && len(data) < partSize; n++ {
		l := x.words.lists[n]
		data = append(appendNumbers(data, len(names[n])), names[n]...)
		data = append(appendNumbers(data, int(l.last), int(l.n), len(l.data)), l.data...)
	}
	return data, n
}

// appendBlock encodes a block of vectors.
func (x *index) appendBlock(data []byte, b int) []byte {
	data = appendNumbers(append(data, kindVectors), b)
	for _, f := range x.vectors.inverse[b*block : (b+1)*block] {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(f))
	}
	for _, h := range x.vectors.blocks[b] {
		data = binary.LittleEndian.AppendUint16(data, h)
	}
	return data
}

// A numbers reads varints off its front.
type numbers []byte

// next takes a number off.
func (d *numbers) next() int {
	n, size := binary.Uvarint(*d)
	*d = (*d)[size:]
	return int(n)
}

// take takes n bytes off. Whoever appends to them gets a copy.
func (d *numbers) take(n int) []byte {
	taken := (*d)[:n:n]
	*d = (*d)[n:]
	return taken
}

// readHead returns an index that lacks terms and vectors.
func readHead(data []byte) *index {
	d := numbers(data[1:])
	x := newIndex()
	terms := d.next()
	x.words = words{vocabularyFor(terms), make([]list, 0, terms)}
	x.vectors.length = d.next()
	for size := d.next(); size > 0; size = d.next() {
		one := document{id: string(d.take(size)), first: len(x.slots), count: d.next(), dead: d.next() == 1}
		for range one.count {
			x.slots = append(x.slots, slot{document: uint32(len(x.documents))})
		}
		if !one.dead {
			x.live[one.id] = len(x.documents)
			x.chunks += one.count
		}
		x.documents = append(x.documents, one)
	}
	for i := range x.slots {
		x.slots[i].length = uint32(d.next())
		if !x.documents[x.slots[i].document].dead {
			x.length += int(x.slots[i].length)
		}
	}
	blocks := (len(x.slots) + block - 1) / block
	x.vectors.inverse = make([]float32, blocks*block)
	x.vectors.blocks = make([][]uint16, blocks)
	return x
}

// readTerms adds the terms of a part, whose data stays in place.
func (x *index) readTerms(data []byte) {
	for d := numbers(data[1:]); len(d) > 0; {
		x.words.enter(string(d.take(d.next())))
		l := list{last: uint32(d.next()), n: uint32(d.next())}
		l.data = d.take(d.next())
		x.words.lists = append(x.words.lists, l)
	}
}

// readBlock adds a block of vectors.
func (x *index) readBlock(data []byte) {
	d := numbers(data[1:])
	b := d.next()
	for at := b * block; at < (b+1)*block; at++ {
		if f := math.Float32frombits(binary.LittleEndian.Uint32(d.take(4))); f != 0 {
			x.vectors.inverse[at] = f
			x.vectors.count++
		}
	}
	x.vectors.blocks[b] = make([]uint16, block*x.vectors.length)
	unpack(x.vectors.blocks[b], d)
}

// names returns the terms of a vocabulary by their numbers.
func (v *vocabulary) names() []string {
	names := make([]string, v.size)
	for c, n := range v.one {
		if n > 0 {
			names[n-1] = string(rune(c))
		}
	}
	for packed, n := range v.short {
		var b [2 * utf8.UTFMax]byte
		all := b[:0]
		if first := rune(packed >> 32); first > 0 {
			all = utf8.AppendRune(all, first)
		}
		names[n] = string(utf8.AppendRune(all, rune(packed&0xffffffff)))
	}
	for term, n := range v.long {
		names[n] = term
	}
	return names
}
