package local

// A filter says which documents of an index a search looks at.
type filter struct {
	documents []bool // by their number; nil for all
	chunks    int
	length    int // the sum of their chunks' lengths
}

// within returns the filter of the documents named, of all when none is.
func (x *index) within(ids []string) filter {
	if len(ids) == 0 {
		return filter{documents: x.living(), chunks: x.chunks, length: x.length}
	}
	f := filter{documents: make([]bool, len(x.documents))}
	for _, id := range ids {
		n, ok := x.live[id]
		if !ok || f.documents[n] {
			continue
		}
		f.documents[n] = true
		d := x.documents[n]
		f.chunks += d.count
		for _, s := range x.slots[d.first : d.first+d.count] {
			f.length += int(s.length)
		}
	}
	return f
}

// living tells which documents live; nil where all do.
func (x *index) living() []bool {
	if x.chunks == len(x.slots) {
		return nil
	}
	live := make([]bool, len(x.documents))
	for _, n := range x.live {
		live[n] = true
	}
	return live
}

// wants returns the test for one slot; nil where every slot with a vector passes.
func (f filter) wants(x *index) func(at int) bool {
	if f.documents == nil {
		return nil
	}
	return func(at int) bool { return f.documents[x.slots[at].document] }
}
