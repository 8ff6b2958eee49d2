package local

import (
	"encoding/binary"
	"unicode/utf8"
)

// words are the postings of an index: for each term the slots that hold it.
type words struct {
	short map[uint64]uint32 // where terms of one or two characters are in lists: nearly all
	long  map[string]uint32
	lists []list
	seen  []uint32 // of each term, how often it stands in the chunk being added
	ids   []uint32 // the terms of that chunk
}

// A list is one term's postings in ascending order of slots, each as the
// distance from the one before with a bit that says whether a count above one follows.
type list struct {
	last uint32 // slot
	n    uint32 // postings
	data []byte
}

type posting struct {
	slot  uint32
	count uint32
}

func newWords() words {
	return words{short: map[uint64]uint32{}, long: map[string]uint32{}}
}

// add puts the terms of a new chunk in a slot above all others.
func (w *words) add(at int, terms []string) {
	w.ids = w.ids[:0]
	for _, t := range terms {
		id, ok := w.find(t)
		if !ok {
			id = w.grow(t)
		}
		if w.seen[id] == 0 {
			w.ids = append(w.ids, id)
		}
		w.seen[id]++
	}
	for _, id := range w.ids {
		w.lists[id].add(posting{uint32(at), w.seen[id]})
		w.seen[id] = 0
	}
}

func (w *words) find(term string) (id uint32, ok bool) {
	if packed, fits := packTerm(term); fits {
		id, ok = w.short[packed]
	} else {
		id, ok = w.long[term]
	}
	return id, ok
}

func (w *words) grow(term string) uint32 {
	id := uint32(len(w.lists))
	w.lists = append(w.lists, list{})
	w.seen = append(w.seen, 0)
	if packed, fits := packTerm(term); fits {
		w.short[packed] = id
	} else {
		w.long[string([]byte(term))] = id // a copy, so as not to hold the text that the term is a part of
	}
	return id
}

// packTerm puts one or two characters into a number.
func packTerm(term string) (packed uint64, fits bool) {
	first, n := utf8.DecodeRuneInString(term)
	if n == len(term) {
		return uint64(first), n > 1 || first != utf8.RuneError
	}
	second, m := utf8.DecodeRuneInString(term[n:])
	fits = n+m == len(term) && first != 0 && first != utf8.RuneError && second != utf8.RuneError
	return uint64(first)<<32 | uint64(second), fits
}

func (l *list) add(p posting) {
	head := uint64(p.slot-l.last) << 1
	if p.count > 1 {
		l.data = binary.AppendUvarint(l.data, head|1)
		l.data = binary.AppendUvarint(l.data, uint64(p.count))
	} else {
		l.data = binary.AppendUvarint(l.data, head)
	}
	l.last = p.slot
	l.n++
}

// read appends a term's postings to all.
func (l *list) read(all []posting) []posting {
	var at uint32
	for data := l.data; len(data) > 0; {
		head, n := uint64(data[0]), 1
		if head >= 0x80 {
			head, n = binary.Uvarint(data)
		}
		data = data[n:]
		at += uint32(head >> 1)
		count := uint64(1)
		if head&1 != 0 {
			count, n = binary.Uvarint(data)
			data = data[n:]
		}
		all = append(all, posting{at, uint32(count)})
	}
	return all
}

// postings appends the postings of a term to all.
func (w *words) postings(all []posting, term string) []posting {
	id, ok := w.find(term)
	if !ok {
		return all
	}
	return w.lists[id].read(all)
}

// move renumbers slots, in the same order, and leaves out those that go to -1.
// Terms that nothing holds any more are forgotten.
func (w *words) move(to []int) {
	next := newWords()
	var all []posting
	carry := func(id uint32) (uint32, bool) {
		var l list
		all = w.lists[id].read(all[:0])
		for _, p := range all {
			if to[p.slot] >= 0 {
				l.add(posting{uint32(to[p.slot]), p.count})
			}
		}
		next.lists = append(next.lists, l)
		if l.n == 0 {
			next.lists = next.lists[:len(next.lists)-1]
		}
		return uint32(len(next.lists) - 1), l.n > 0
	}
	for term, id := range w.short {
		if id, ok := carry(id); ok {
			next.short[term] = id
		}
	}
	for term, id := range w.long {
		if id, ok := carry(id); ok {
			next.long[term] = id
		}
	}
	next.seen = make([]uint32, len(next.lists))
	*w = next
}
