package local

import "encoding/binary"

// A posting says how often a term stands in the chunk of a slot.
type posting struct {
	slot  uint32
	count uint32
}

// words are the postings of an index: for each term the slots that hold it.
type words struct {
	vocabulary
	lists []list // of each term
}

// A list is one term's postings in ascending order of slots, each as the
// distance from the one before with a bit that says whether a count above one follows.
type list struct {
	last uint32 // slot
	n    uint32 // postings
	data []byte
}

// add puts a document's terms in, whose first chunk is in the slot given, above all others.
func (w *words) add(first int, s sheet) {
	for i, t := range s.terms {
		id, isNew := w.enter(t)
		if isNew {
			w.lists = append(w.lists, list{})
		}
		for _, p := range s.postings[s.starts[i]:s.starts[i+1]] {
			w.lists[id].add(posting{uint32(first) + p.slot, p.count})
		}
	}
}

// add puts a posting at the end; its slot is above all others of the list.
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
	var room [batch]posting
	for c := l.begin(); ; {
		some := c.next(&room)
		if len(some) == 0 {
			return all
		}
		all = append(all, some...)
	}
}

// batch is how many postings a cursor reads at once: few enough to stay near
// the processor.
const batch = 256

// A cursor reads a list from its beginning.
type cursor struct {
	at   uint32 // slot read last
	data []byte
}

// begin returns a cursor on the list.
func (l *list) begin() cursor { return cursor{data: l.data} }

// next reads postings into room and returns them, none at the end.
func (c *cursor) next(room *[batch]posting) []posting {
	at, data, n, i := c.at, c.data, 0, 0
	for ; n < batch && i < len(data); n++ {
		head, count := uint32(data[i]), uint32(1)
		i++
		if head >= 0x80 { // the distance takes more than a byte
			head, i = longer(data, i-1)
		}
		if head&1 != 0 {
			count, i = longer(data, i)
		}
		at += head >> 1
		room[n] = posting{at, count}
	}
	c.at, c.data = at, data[i:]
	return room[:n]
}

// longer reads a varint of data from i on, and returns where it ends.
func longer(data []byte, i int) (n uint32, end int) {
	for shift := 0; ; shift += 7 {
		b := data[i]
		i++
		n |= uint32(b&0x7f) << shift
		if b < 0x80 {
			return n, i
		}
	}
}

// list returns the postings of a term, none where nothing holds it.
func (w *words) list(term string) list {
	id, ok := w.find(term)
	if !ok {
		return list{}
	}
	return w.lists[id]
}

// move renumbers slots, in the same order, and leaves out those that go to -1.
// Terms that nothing holds any more are forgotten.
func (w *words) move(to []int) {
	var lists []list
	var all []posting
	w.keep(func(id uint32) (uint32, bool) {
		var l list
		all = w.lists[id].read(all[:0])
		for _, p := range all {
			if to[p.slot] >= 0 {
				l.add(posting{uint32(to[p.slot]), p.count})
			}
		}
		if l.n > 0 {
			lists = append(lists, l)
		}
		return uint32(len(lists)) - 1, l.n > 0
	})
	w.lists = lists
}
