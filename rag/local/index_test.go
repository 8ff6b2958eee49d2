package local

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/bm25"
)

// chunksOf makes chunks of lines, with a vector each.
func chunksOf(lines ...string) (chunks []chunkText) {
	for i, l := range lines {
		chunks = append(chunks, chunkText{bm25.Terms(l), pack([]float32{float32(i), 1})})
	}
	return chunks
}

func postingsOf(x *index, term string) (found []string) {
	for _, p := range readAll(x.words.list(term)) {
		if d := x.documents[x.slots[p.slot].document]; !d.dead {
			found = append(found, fmt.Sprintf("%s/%d×%d", d.id, int(p.slot)-d.first, p.count))
		}
	}
	return found
}

func readAll(l list) []posting { return l.read(nil) }

func TestInvert(t *testing.T) {
	s := invert(chunksOf("养老养老", "PM2.5", "", "养"))
	if !slices.Equal(s.lengths, []uint32{7, 2, 0, 1}) {
		t.Errorf("lengths: %v", s.lengths)
	}
	got := map[string][]posting{}
	for i, term := range s.terms {
		got[term] = s.postings[s.starts[i]:s.starts[i+1]]
	}
	want := map[string][]posting{
		"养": {{0, 2}, {3, 1}}, "老": {{0, 2}}, "养老": {{0, 2}}, "老养": {{0, 1}}, "pm": {{1, 1}}, "2.5": {{1, 1}},
	}
	for term, postings := range want {
		if !slices.Equal(got[term], postings) {
			t.Errorf("%s: got %v, want %v", term, got[term], postings)
		}
	}
	if len(got) != len(want) {
		t.Errorf("terms: %q", s.terms)
	}
}

func TestIndexReplaces(t *testing.T) {
	x := newIndex()
	x.put("b", invert(chunksOf("养老", "学前教育")))
	x.put("a", invert(chunksOf("养老服务")))
	x.put("b", invert(chunksOf("医养", "养老", "养老")))
	x.put("gone", sheet{})
	if got, want := postingsOf(x, "养"), []string{"a/0×1", "b/0×1", "b/1×1", "b/2×1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if x.chunks != 4 || x.length != 7+3+3+3 || x.vectors.count != 4 {
		t.Errorf("%d chunks, length %d, %d vectors", x.chunks, x.length, x.vectors.count)
	}
	x.put("b", sheet{})
	x.put("a", sheet{})
	if x.chunks != 0 || x.length != 0 || x.vectors.count != 0 || len(postingsOf(x, "养")) != 0 {
		t.Errorf("an emptied index: %d chunks, length %d, %d vectors", x.chunks, x.length, x.vectors.count)
	}
}

// TestIndexPacks replaces documents until the index packs itself, and expects
// of it what one that never held anything else gives.
func TestIndexPacks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	x, fresh := newIndex(), newIndex()
	line := func() string { return strings.Repeat(string(rune(0x4e00+r.IntN(20)))+"x 养老", 1+r.IntN(3)) }
	for version := range 40 {
		for d := range 10 {
			lines := make([]string, 1+r.IntN(20))
			for i := range lines {
				lines[i] = line()
			}
			id := fmt.Sprint("d", d)
			x.put(id, invert(chunksOf(lines...)))
			if version == 39 {
				fresh.put(id, invert(chunksOf(lines...)))
			}
		}
	}
	if len(x.slots) > x.chunks*3/2+1024+200 {
		t.Errorf("%d slots for %d chunks", len(x.slots), x.chunks)
	}
	x.mu.Lock()
	x.pack()
	x.mu.Unlock()
	if len(x.slots) != x.chunks || x.chunks != fresh.chunks || x.length != fresh.length || x.words.size != fresh.words.size {
		t.Errorf("packed: %d slots, %d chunks, length %d, %d terms", len(x.slots), x.chunks, x.length, x.words.size)
	}
	for _, term := range []string{"养", "养老", "x", "一", "丁", "没有"} {
		if got, want := postingsOf(x, term), postingsOf(fresh, term); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", term, got, want)
		}
	}
	for at := range x.slots {
		k := x.key(at)
		other, ok := fresh.find(k)
		if !ok || !slices.Equal(x.vectors.at(at), fresh.vectors.at(other)) {
			t.Errorf("%v: another vector", k)
		}
	}
}

func TestIndexFinds(t *testing.T) {
	x := newIndex()
	x.put("b", invert(chunksOf("一", "二")))
	x.put("a", invert(chunksOf("三")))
	got := x.findAll([]rag.Key{{Document: "a"}, {Document: "b", Number: 1}, {Document: "a"}, {Document: "b", Number: 2}, {Document: "b", Number: -1}, {Document: "c"}})
	if !slices.Equal(got, []int{1, 2}) {
		t.Errorf("got %v", got)
	}
	if !x.before(2, 0) || x.before(1, 0) || !x.before(0, 1) {
		t.Error("the order of last resort is by document, then by number")
	}
}

func TestVectorsOfAnotherLength(t *testing.T) {
	var v vectors
	v.set(0, pack([]float32{1, 2}))
	v.set(1500, pack([]float32{3, 4}))
	v.set(0, pack([]float32{0, 0}))
	if v.count != 1 || v.has(0) || !v.has(1500) || v.has(1501) || v.has(5000) {
		t.Errorf("count %d, has(0) %v", v.count, v.has(0))
	}
	v.set(3, pack([]float32{1, 2, 3}))
	if v.count != 1 || v.has(1500) || !v.has(3) {
		t.Errorf("a new length: count %d", v.count)
	}
}

func TestPack(t *testing.T) {
	v := []float32{0, 1, -0.5, 1.0 / 3, 6e-8}
	b := pack(v)
	got := make([]uint16, len(v))
	unpack(got, b)
	if !slices.Equal(got, rag.Half(v)) || !bytes.Equal(b[2:4], []byte{0x00, 0x3c}) {
		t.Errorf("got %x, from % x", got, b)
	}
}

func TestVocabulary(t *testing.T) {
	v := newVocabulary()
	terms := []string{"养", "养老", "老", "2025", "", "\x00", "\x00养", "养\x00", "𠮷", "𠮷野", "野𠮷", "ab", "a", "�", "养�", "\xff", "\xff\xfe", "养老院"}
	for i, term := range terms {
		if _, ok := v.find(term); ok {
			t.Errorf("%q is there before it is entered", term)
		}
		if n, isNew := v.enter(term); int(n) != i || !isNew {
			t.Errorf("%q: number %d, new %v", term, n, isNew)
		}
	}
	for i, term := range terms {
		if n, isNew := v.enter(term); int(n) != i || isNew {
			t.Errorf("%q again: number %d, new %v", term, n, isNew)
		}
	}
	v.keep(func(n uint32) (uint32, bool) { return n / 2, n%2 == 0 })
	for i, term := range terms {
		if n, ok := v.find(term); ok != (i%2 == 0) || ok && int(n) != i/2 {
			t.Errorf("%q kept: number %d, %v", term, n, ok)
		}
	}
	if int(v.size) != (len(terms)+1)/2 {
		t.Errorf("size %d", v.size)
	}
	v.empty()
	if _, ok := v.find("养"); ok || v.size != 0 {
		t.Error("not empty")
	}
}

// FuzzList reads back what it wrote, whatever the distances and counts.
func FuzzList(f *testing.F) {
	f.Add([]byte{0, 0, 0, 1, 0, 2, 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		var l list
		var want []posting
		at := uint32(0)
		for ; len(b) >= 3; b = b[3:] {
			at += uint32(binary.LittleEndian.Uint16(b)) << (b[2] % 8)
			p := posting{at, 1 + uint32(b[2]/8)*7}
			at++
			want = append(want, p)
			l.add(p)
		}
		if got := l.read(nil); !slices.Equal(got, want) || int(l.n) != len(want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

// BenchmarkList reads a term's postings, one in seven of which counts more than once.
func BenchmarkList(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var l list
	for slot := 0; slot < 100_000; slot += 1 + r.IntN(20) {
		count := 1
		if r.IntN(7) == 0 {
			count += r.IntN(5)
		}
		l.add(posting{uint32(slot), uint32(count)})
	}
	var room [batch]posting
	for b.Loop() {
		c := l.begin()
		for len(c.next(&room)) > 0 {
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(l.n), "ns/posting")
}
