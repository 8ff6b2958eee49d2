package ragtest_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/ragtest"
	"chuchu/rag/verify"
	"chuchu/seeds"
)

// An answer is a right answer with the passages of its request, the cited one first.
type answer struct {
	text     string
	cited    rag.Passage
	passages []rag.Passage
}

// plans are the documents that the answers are of.
func plans(t *testing.T) map[string]chunk.Plan {
	t.Helper()
	out := map[string]chunk.Plan{}
	for _, id := range []string{"chikan", "haibin", "haigang", "huizhou", "yantian"} {
		text, err := seeds.Files.ReadFile(id + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		out[id] = chunk.Parse(string(text), chunk.Meta{ID: id})
	}
	for _, file := range []string{"testdata/excerpts.jsonl", "testdata/fresh.jsonl"} {
		excerpts(t, file, out)
	}
	return out
}

// excerpts reads pieces of other documents, one a line.
func excerpts(t *testing.T, file string, into map[string]chunk.Plan) {
	t.Helper()
	f, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(f)) {
		var d struct {
			chunk.Meta
			Text string `json:"text"`
		}
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		into[d.ID] = chunk.Parse(d.Text, d.Meta)
	}
}

// around is how many passages before and behind the cited one are in the request as well.
const around = 4

// answers reads a file of lines "document | words of the cited passage | right answer".
func answers(t *testing.T, file string) []answer {
	t.Helper()
	return answersOf(t, plans(t), file)
}

func answersOf(t *testing.T, all map[string]chunk.Plan, file string) []answer {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []answer
	for s := bufio.NewScanner(f); s.Scan(); {
		fields := strings.SplitN(s.Text(), " | ", 3)
		if len(fields) < 3 || strings.HasPrefix(s.Text(), "#") {
			continue
		}
		out = append(out, newAnswer(t, all[fields[0]], fields[1], fields[2]))
	}
	return out
}

func newAnswer(t *testing.T, p chunk.Plan, find, text string) answer {
	t.Helper()
	words, row := strings.CutPrefix(find, "表")
	for i, c := range p.Chunks {
		if (c.Kind == chunk.KindFact) != row || !strings.Contains(fold.String(c.Text), fold.String(words)) {
			continue
		}
		a := answer{text: text, cited: passage(p, i)}
		a.passages = append(a.passages, a.cited)
		for j := max(0, i-around); j <= min(i+around, len(p.Chunks)-1); j++ {
			if j != i {
				a.passages = append(a.passages, passage(p, j))
			}
		}
		return a
	}
	t.Fatalf("no passage of %s holds %q", p.ID, find)
	return answer{}
}

func passage(p chunk.Plan, i int) rag.Passage {
	return rag.Passage{Key: rag.Key{Document: p.ID, Number: i}, Document: p.Document.Meta, Chunk: p.Chunks[i]}
}

// marked puts the marker of the first passage in front of a sentence's full stop.
func marked(text string) string { return strings.TrimRight(text, "。；") + "[1]。" }

// A tally counts the corruptions of a kind and those caught.
type tally struct{ n, caught, inside, insideCaught int }

func (c *tally) add(inside, caught bool) {
	c.n++
	if caught {
		c.caught++
	}
	if inside {
		c.inside++
		if caught {
			c.insideCaught++
		}
	}
}

func share(part, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(part) / float64(of)
}

// A count is what became of the answers of one file.
type count struct {
	right tally // right answers, caught where they passed
	wrong tally
	make  func(answer) []ragtest.Corruption
	kinds map[string]*tally
	order []string
}

func (c *count) corruption(kind string, inside, caught bool) {
	if c.kinds[kind] == nil {
		c.kinds[kind] = &tally{}
		c.order = append(c.order, kind)
	}
	c.kinds[kind].add(inside, caught)
	c.wrong.add(inside, caught)
}

// The least that must be: of right answers passed, of corruptions caught, of
// those inside one cited passage.
const (
	leastPassed = 0.97
	leastCaught = 0.99
	leastInside = 0.97
)

// TestCorruptions makes right answers wrong and counts for each kind how many
// are told from right ones, and how many right ones pass.
func TestCorruptions(t *testing.T) {
	for _, file := range []string{"answers.txt", "held.txt"} {
		t.Run(file, func(t *testing.T) {
			c := count{kinds: map[string]*tally{}, make: func(a answer) []ragtest.Corruption {
				return ragtest.Corruptions(a.text, a.cited, a.passages[1:])
			}}
			for _, a := range answers(t, "testdata/"+file) {
				c.answer(t, a)
			}
			c.report(t)
		})
	}
}

// TestSwaps makes right answers wrong with the words of their own passages:
// every one is a swap inside it.
func TestSwaps(t *testing.T) {
	for _, file := range []string{"answers.txt", "held.txt", "fresh.txt", "fresh2.txt", "fresh3.txt"} {
		t.Run(file, func(t *testing.T) {
			c := count{kinds: map[string]*tally{}, make: func(a answer) []ragtest.Corruption { return ragtest.Swaps(a.text, a.cited) }}
			for _, a := range answers(t, "testdata/"+file) {
				c.answer(t, a)
			}
			c.report(t)
		})
	}
}

// answer checks a right answer and all that is made of it.
func (c *count) answer(t *testing.T, a answer) {
	t.Helper()
	s, _ := rag.Check(marked(a.text), a.passages)
	c.right.add(false, s.Supported)
	if !s.Supported {
		t.Logf("not passed (%s): %s", s.Problem, s.Text)
	}
	for _, wrong := range c.make(a) {
		s, _ := rag.Check(marked(wrong.Text), a.passages)
		c.corruption(wrong.Kind, wrong.Inside, !s.Supported)
		if s.Supported {
			t.Logf("not caught (%s): %s", wrong.Kind, wrong.Text)
		}
	}
	if others := a.elsewhere(); len(others) > 0 {
		s, _ = rag.Check(marked(a.text), others)
		c.corruption("wrong passage", false, !s.Supported)
	}
	s, _ = rag.Check(strings.TrimSuffix(a.text, "。")+"[99]。", a.passages)
	c.corruption("invented marker", false, !s.Supported)
}

// elsewhere are the passages of the request that do not hold the answer's first words.
func (a answer) elsewhere() []rag.Passage {
	return slices.DeleteFunc(slices.Clone(a.passages[1:]), func(p rag.Passage) bool {
		words := []rune(fold.String(a.text))
		return strings.Contains(fold.String(p.Text), string(words[len(words)-9:len(words)-1]))
	})
}

func (c *count) report(t *testing.T) {
	t.Helper()
	for _, k := range c.order {
		t.Logf("| %s | %d | %d | %.3f |", k, c.kinds[k].n, c.kinds[k].caught, share(c.kinds[k].caught, c.kinds[k].n))
	}
	passed, caught, inside := share(c.right.caught, c.right.n), share(c.wrong.caught, c.wrong.n), share(c.wrong.insideCaught, c.wrong.inside)
	t.Logf("| right answers passed | %d | %d | %.3f |", c.right.n, c.right.caught, passed)
	t.Logf("| caught, all | %d | %d | %.4f |", c.wrong.n, c.wrong.caught, caught)
	t.Logf("| caught, inside one passage | %d | %d | %.4f |", c.wrong.inside, c.wrong.insideCaught, inside)
	elsewhere := c.wrong.n - c.wrong.inside
	if passed < leastPassed || elsewhere > 0 && caught < leastCaught || inside < leastInside {
		t.Errorf("passed %.3f, caught %.4f, inside %.4f", passed, caught, inside)
	}
}

// TestSentencesOfPlansPass quotes every sentence of the plans.
func TestSentencesOfPlansPass(t *testing.T) {
	n, failed := 0, 0
	for id, p := range plans(t) {
		lead := map[string]string{"haigang": "海港区政协建议：", "huizhou": "据惠州日报报道："}[id]
		for i, c := range p.Chunks {
			runes := []rune(c.Text)
			for _, s := range verify.Sentences(c.Text) {
				text := string(runes[s.Start:s.End])
				if c.Kind == chunk.KindFact || s.End-s.Start < 8 {
					continue
				}
				n++
				if s, _ := rag.Check(marked(lead+fold.Simplified(text)), []rag.Passage{passage(p, i)}); !s.Supported {
					failed++
					t.Logf("%s: %s", s.Problem, text)
				}
			}
		}
	}
	if share(n-failed, n) < 0.995 {
		t.Errorf("%d of %d sentences are not held by their own passage", failed, n)
	}
}
