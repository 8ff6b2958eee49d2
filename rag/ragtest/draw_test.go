package ragtest_test

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/ragtest"
	"chuchu/rag/verify"
)

// libraries are the plans and documents of other kinds that questions are asked
// of: those whose draws were looked at.
func libraries(t *testing.T) map[string]chunk.Plan {
	t.Helper()
	out := plans(t)
	files, err := filepath.Glob("../eval/testdata/other[2-8].library.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatal("no libraries", err)
	}
	for _, file := range append([]string{"../eval/testdata/other.library.jsonl"}, files...) {
		excerpts(t, file, out)
	}
	return out
}

// A lot is a passage with its place in the order that a seed gives.
type lot struct {
	plan   string
	number int
	order  uint64
}

// perDraw is how many passages are drawn with one seed.
const perDraw = 120

// drawn are sentences of passages drawn by lot. The same seed always draws the same.
func drawn(all map[string]chunk.Plan, seed uint64) []answer {
	var lots []lot
	for id, p := range all {
		for i := range p.Chunks {
			sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %d", seed, id, i))
			lots = append(lots, lot{id, i, binary.BigEndian.Uint64(sum[:])})
		}
	}
	slices.SortFunc(lots, func(a, b lot) int { return cmp.Compare(a.order, b.order) })
	var out []answer
	for _, l := range lots[:perDraw] {
		out = append(out, quoted(all[l.plan], l.number)...)
	}
	return out
}

// quoted are the first sentences of a passage that say enough to be told wrongly.
func quoted(p chunk.Plan, i int) []answer {
	const enough, most, few = 15, 120, 3
	request := surrounded(p, i)
	lead := map[string]string{"haigang": "海港区政协建议：", "huizhou": "据惠州日报报道："}[p.ID]
	runes := []rune(p.Chunks[i].Text)
	var out []answer
	for _, s := range verify.Sentences(p.Chunks[i].Text) {
		text := strings.ReplaceAll(fold.Simplified(string(runes[s.Start:s.End])), "\n", "")
		if n := utf8.RuneCountInString(text); p.Chunks[i].Kind != chunk.KindFact && n >= enough && n <= most && len(out) < few {
			out = append(out, answer{text: lead + text, cited: request[0], passages: request})
		}
	}
	return out
}

// surrounded is a passage with those before and behind it.
func surrounded(p chunk.Plan, i int) []rag.Passage {
	out := []rag.Passage{passage(p, i)}
	for j := max(0, i-around); j <= min(i+around, len(p.Chunks)-1); j++ {
		if j != i {
			out = append(out, passage(p, j))
		}
	}
	return out
}

// TestDraws says sentences of passages drawn by lot in other words, and makes them wrong.
func TestDraws(t *testing.T) {
	all := libraries(t)
	for _, seed := range []uint64{7, 8, 9} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			c := count{kinds: map[string]*tally{}}
			for _, a := range drawn(all, seed) {
				c.turned(t, a)
			}
			c.report(t)
		})
	}
}

// TestTurns does the same with right answers in the words of a model.
func TestTurns(t *testing.T) {
	all := libraries(t)
	for _, file := range []string{"fresh4.txt", "fresh5.txt"} {
		t.Run(file, func(t *testing.T) {
			c := count{kinds: map[string]*tally{}}
			for _, a := range answersOf(t, all, "testdata/"+file) {
				c.right.add(false, c.passes(t, "as written", a.text, a))
				c.turned(t, a)
			}
			c.report(t)
		})
	}
}

// turned checks a sentence in other words, and what is made of it.
func (c *count) turned(t *testing.T, a answer) {
	t.Helper()
	for _, again := range ragtest.Rewordings(a.text, a.cited) {
		c.right.add(false, c.passes(t, again.Kind, again.Text, a))
	}
	for _, w := range slices.Concat(ragtest.Swaps(a.text, a.cited), ragtest.Turns(a.text, a.cited)) {
		s, _ := rag.Check(marked(w.Text), a.passages)
		c.corruption(w.Kind, w.Inside, !s.Supported)
		if s.Supported {
			t.Logf("not caught (%s) %s: %s\n\t%s", w.Kind, a.cited.Document.ID, w.Text, a.text)
		}
	}
}

// passes tells whether a right sentence does, and counts it with its kind.
func (c *count) passes(t *testing.T, kind, text string, a answer) bool {
	t.Helper()
	s, _ := rag.Check(marked(text), a.passages)
	if !s.Supported {
		t.Logf("not passed (%s, %s) %s: %s", kind, s.Problem, a.cited.Document.ID, text)
	}
	kind = "right: " + kind
	if c.kinds[kind] == nil {
		c.kinds[kind] = &tally{}
		c.order = append(c.order, kind)
	}
	c.kinds[kind].add(false, s.Supported)
	return s.Supported
}
