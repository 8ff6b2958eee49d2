package eval

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag"
)

// of is a passage of a document.
func of(id, text string) rag.Passage {
	p := passage(text)
	p.Document.ID = id
	return p
}

// index is a Searcher that knows what to find, and takes five milliseconds.
type index map[string][]rag.Passage

var errIndex = errors.New("the index is lost")

func (x index) Search(_ context.Context, q rag.Question, limit int) ([]rag.Passage, error) {
	time.Sleep(5 * time.Millisecond)
	passages, ok := x[q.Text]
	if !ok {
		return nil, errIndex
	}
	return passages[:min(limit, len(passages))], nil
}

// open has every set searched with x.
func open(x index) Open {
	return Open{Ingest: func(context.Context, []Context) (Searcher, error) { return x, nil }}
}

func TestRankInASet(t *testing.T) {
	answer := "各单位食堂要科学合理安排用餐人员轮流就餐、错时就餐，提高分散性。"
	q := OpenQuestion{Context: "gold", Answers: []string{answer}}
	for _, c := range []struct {
		name           string
		passages       []rag.Passage
		plain, literal int
	}{
		{"nothing", nil, 0, 0},
		{"not there", []rag.Passage{of("b", answer)}, 0, 0},
		{"first", []rag.Passage{of("gold", "前文。"+answer), of("b", "")}, 1, 1},
		{"another place of it", []rag.Passage{of("gold", "别的话")}, 1, 0},
		{"documents count once", []rag.Passage{of("b", ""), of("b", ""), of("c", ""), of("gold", "别的话"), of("gold", answer)}, 3, 5},
		{"the first 15 characters", []rag.Passage{of("gold", "各单位食堂要科学合理安排用餐人")}, 1, 1},
		{"14 of them", []rag.Passage{of("gold", "各单位食堂要科学合理安排用餐")}, 1, 0},
		{"the second half", []rag.Passage{of("gold", "用餐人员轮流就餐、错时就餐,提高分散性。以及")}, 1, 1},
	} {
		if got := (Set{}).rank(q, c.passages); got != c.plain {
			t.Errorf("%s: rank %d, want %d", c.name, got, c.plain)
		}
		if got := (Set{Verbatim: true}).rank(q, c.passages); got != c.literal {
			t.Errorf("%s: verbatim rank %d, want %d", c.name, got, c.literal)
		}
	}
}

func TestRunOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := []rag.Passage{of("1", ""), of("2", ""), of("3", ""), of("4", ""), of("5", ""), of("gold", "段落")}
		x := index{"誰": {of("gold", "")}, "谁": late, "何時": {of("b", ""), of("gold", "")}, "何时": {of("gold", "")}, "哪裡": late, "哪里": nil}
		set := Set{Name: "drcd-dev", Traditional: true, Contexts: make([]Context, 2), Questions: []OpenQuestion{
			{ID: "q1", Text: "誰", Context: "gold"}, {ID: "q2", Text: "何時", Context: "gold"}, {ID: "q3", Text: "哪裡", Context: "gold"},
		}}
		o := open(x)
		var steps []string
		o.Progress = func(done, total int) { steps = append(steps, fmt.Sprint(done, "/", total)) }
		r, err := RunOpen(t.Context(), set, o)
		if err != nil {
			t.Fatal(err)
		}
		if r.Hit1 != (Share{1, 3}) || r.Hit5 != (Share{2, 3}) || r.Hit10 != (Share{3, 3}) || r.Hit20 != (Share{3, 3}) || r.MRR != .5556 {
			t.Errorf("got %+v", r)
		}
		if r.ScriptLoss == nil || *r.ScriptLoss != .333333 || r.SearchP50 != 5 || r.SearchP95 != 5 || r.Contexts != 2 || r.Questions != 3 {
			t.Errorf("got %+v", r)
		}
		if len(r.Misses) != 1 || r.Misses[0].ID != "q3" || r.Misses[0].Rank != 6 || r.Misses[0].Gold != "gold" || len(r.Misses[0].Top) != 5 {
			t.Errorf("misses %+v", r.Misses)
		}
		if got := strings.Join(steps, " "); got != "1/6 2/6 3/6 4/6 5/6 6/6" {
			t.Errorf("progress %s", got)
		}
	})
}

func TestRunOpenEvery(t *testing.T) {
	var set Set
	x := index{}
	for i := range 7 {
		set.Questions = append(set.Questions, OpenQuestion{ID: fmt.Sprint(i), Text: fmt.Sprint(i), Context: "gold"})
		x[fmt.Sprint(i)] = nil
	}
	for every, want := range map[int]string{0: "0123456", 1: "0123456", 3: "036", 9: "0"} {
		o := open(x)
		o.Every = every
		r, err := RunOpen(t.Context(), set, o)
		var asked []string
		for _, m := range r.Misses {
			asked = append(asked, m.ID)
		}
		if got := strings.Join(asked, ""); err != nil || got != want || r.Questions != len(want) || r.ScriptLoss != nil {
			t.Errorf("every %d: asked %s, want %s: %v", every, got, want, err)
		}
	}
}

func TestRunOpenIngestsContexts(t *testing.T) {
	contexts := []Context{{"a", "甲"}, {"b", "乙"}}
	var got []Context
	o := Open{Ingest: func(_ context.Context, all []Context) (Searcher, error) {
		got = all
		return nil, errIndex
	}}
	if _, err := RunOpen(t.Context(), Set{Name: "x", Contexts: contexts}, o); !errors.Is(err, errIndex) || err.Error() != "open set x: ingest: the index is lost" {
		t.Errorf("got %v", err)
	}
	if !slices.Equal(got, contexts) {
		t.Errorf("ingested %v", got)
	}
}

func TestRunOpenFails(t *testing.T) {
	set := Set{Name: "x", Traditional: true, Questions: []OpenQuestion{{ID: "q1", Text: "誰"}}}
	if _, err := RunOpen(t.Context(), set, open(index{})); err == nil || err.Error() != "open set x: question q1: search: the index is lost" {
		t.Errorf("got %v", err)
	}
	if _, err := RunOpen(t.Context(), set, open(index{"誰": nil})); !errors.Is(err, errIndex) {
		t.Errorf("simplified: %v", err)
	}
}

func TestWriteOpen(t *testing.T) {
	loss := -.0005
	reports := []OpenReport{
		{Set: "ncp-dev", Questions: 334, Hit1: Share{262, 334}, Hit5: Share{321, 334}, Hit10: Share{324, 334}, Hit20: Share{330, 334}, MRR: .861, SearchP50: 12, SearchP95: 31},
		{Set: "drcd-dev", Questions: 4, Hit5: Share{4, 4}, ScriptLoss: &loss, Misses: []OpenMiss{
			{ID: "q1", Question: "誰？", Gold: "c1", Top: []Piece{{1, "c2", []string{"梵文"}, "在\n歐洲"}}},
		}},
	}
	var short, long strings.Builder
	if err := WriteOpen(&short, reports, false); err != nil {
		t.Fatal(err)
	}
	if err := WriteOpen(&long, reports, true); err != nil || !strings.HasPrefix(long.String(), short.String()) {
		t.Fatal(err, long.String())
	}
	want := `open set    n  hit@1  hit@5  hit@10  hit@20   mrr  script loss  p50 ms  p95 ms
ncp-dev   334   .784   .961    .970    .988  .861            -      12      31
drcd-dev    4      -  1.000       -       -  .000        -.001       0       0

drcd-dev: 1 not in the first five

q1 rank - of c1: 誰？
  1 c2 梵文: 在 歐洲
`
	if got := long.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
