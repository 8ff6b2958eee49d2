package local

import (
	"slices"
	"sync"
	"sync/atomic"

	"chuchu/rag"
)

// An index holds the terms and vectors of all chunks in memory. A chunk lives
// in a slot; a document's chunks lie in consecutive slots, in order. What
// changes gets new slots, and the old ones are dead until the index is packed.
type index struct {
	generation atomic.Int64 // of the library, up to which everything is here; -1 before the first load
	mu         sync.RWMutex // of everything below
	documents  []document   // in the order they came, dead ones among them
	live       map[string]int
	slots      []slot
	words      words
	vectors    vectors
	chunks     int // live ones
	length     int // the sum of their lengths
	changed    int // counts changes
	behind     int // chunks that were put or got a vector since the index was pictured
}

type document struct {
	id    string
	first int // slot
	count int
	dead  bool
}

type slot struct {
	document uint32
	length   uint32 // in terms
}

// newIndex returns an index that has loaded nothing.
func newIndex() *index {
	x := &index{live: map[string]int{}, words: words{vocabulary: newVocabulary()}}
	x.generation.Store(-1)
	return x
}

// put sets a document's chunks in place of those it had; none deletes it.
func (x *index) put(id string, s sheet) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	x.changed++
	x.behind += len(s.lengths)
	if len(s.lengths) == 0 {
		return
	}
	n, first := len(x.documents), len(x.slots)
	x.live[id] = n
	x.documents = append(x.documents, document{id: id, first: first, count: len(s.lengths)})
	for i, length := range s.lengths {
		x.slots = append(x.slots, slot{document: uint32(n), length: length})
		x.length += int(length)
		if s.vectors[i] != nil {
			x.vectors.set(first+i, s.vectors[i])
		}
	}
	x.words.add(first, s)
	x.chunks += len(s.lengths)
	if dead := len(x.slots) - x.chunks; dead > 1024 && dead > x.chunks/2 {
		x.pack()
	}
}

// remove kills a document's slots. Its postings stay in the lists until the
// index is packed; readers pass over them.
func (x *index) remove(id string) {
	n, ok := x.live[id]
	if !ok {
		return
	}
	d := &x.documents[n]
	d.dead = true
	delete(x.live, id)
	for i := d.first; i < d.first+d.count; i++ {
		x.length -= int(x.slots[i].length)
		x.vectors.unset(i)
	}
	x.chunks -= d.count
}

// embed sets the vectors of chunks; those that are gone are left out.
func (x *index) embed(keys []rag.Key, packed [][]byte) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.changed++
	x.behind += len(keys)
	for i, k := range keys {
		if at, ok := x.find(k); ok {
			x.vectors.set(at, packed[i])
		}
	}
}

// find returns the slot of a live chunk.
func (x *index) find(k rag.Key) (int, bool) {
	n, ok := x.live[k.Document]
	if !ok || k.Number < 0 || k.Number >= x.documents[n].count {
		return 0, false
	}
	return x.documents[n].first + k.Number, true
}

// findAll returns the slots of those chunks that live, in ascending order, without repeats.
func (x *index) findAll(keys []rag.Key) []int {
	found := make([]int, 0, len(keys))
	for _, k := range keys {
		if at, ok := x.find(k); ok {
			found = append(found, at)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// key names the chunk in a slot.
func (x *index) key(at int) rag.Key {
	d := x.documents[x.slots[at].document]
	return rag.Key{Document: d.id, Number: at - d.first}
}

// before is the order of last resort: by document in byte order, then by number.
func (x *index) before(a, b int) bool {
	da, db := x.slots[a].document, x.slots[b].document
	if da == db {
		return a < b
	}
	return x.documents[da].id < x.documents[db].id
}

// pack rebuilds the index without its dead slots.
func (x *index) pack() {
	moved := make([]int, len(x.slots)) // where each slot goes, -1 for nowhere
	next := newIndex()
	for i := range moved {
		moved[i] = -1
	}
	for _, d := range x.documents {
		if d.dead {
			continue
		}
		n := len(next.documents)
		next.live[d.id] = n
		next.documents = append(next.documents, document{id: d.id, first: len(next.slots), count: d.count})
		for i := d.first; i < d.first+d.count; i++ {
			moved[i] = len(next.slots)
			next.vectors.move(len(next.slots), &x.vectors, i)
			next.slots = append(next.slots, slot{document: uint32(n), length: x.slots[i].length})
		}
	}
	x.words.move(moved)
	x.documents, x.live, x.slots, x.vectors = next.documents, next.live, next.slots, next.vectors
}
