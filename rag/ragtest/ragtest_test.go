package ragtest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

func TestPlan(t *testing.T) {
	text := "序。\n\n# 第一章\n甲。\n## 一、\n| 社零 | 亿元 | 2020: 10.69 | 2025: 11.8 | 预期性 |\n# 第二章\n乙。"
	p := Plan(chunk.Meta{ID: "a", Title: "某规划"}, text)
	runes := []rune(p.Text)
	slice := func(s chunk.Span) string { return string(runes[s.Start:s.End]) }
	var got []string
	for _, c := range p.Chunks {
		got = append(got, fmt.Sprint(c.Path, c.Kind, " ", c.Quote))
		if slice(c.Span) != c.Quote || c.Kind == chunk.KindText && c.Text != c.Quote {
			t.Errorf("%q is not what stands at %v", c.Quote, c.Span)
		}
	}
	want := []string{
		"[]text 序。", "[第一章]text 甲。",
		"[第一章 一、]fact | 社零 | 亿元 | 2020: 10.69 | 2025: 11.8 | 预期性 |", "[第二章]text 乙。",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	f := p.Chunks[2].Fact
	if f == nil || f.Name != "社零" || f.Unit != "亿元" || f.Attribute != "预期性" || len(f.Values) != 2 || f.Values[1].Value != "11.8" || len(p.Facts) != 1 {
		t.Errorf("fact: %+v", f)
	}
	for i, want := range []string{"# 第一章\n甲。\n## 一、\n| 社零 | 亿元 | 2020: 10.69 | 2025: 11.8 | 预期性 |\n", "## 一、\n| 社零 | 亿元 | 2020: 10.69 | 2025: 11.8 | 预期性 |\n", "# 第二章\n乙。"} {
		if got := slice(p.Sections[i].Span); got != want {
			t.Errorf("section %d: %q, want %q", i, got, want)
		}
	}
	if p.Label != "某规划" || p.Revision == "" || p.Revision == Plan(chunk.Meta{}, "别的").Revision {
		t.Errorf("label %q, revision %q", p.Label, p.Revision)
	}
}

func TestEmbedder(t *testing.T) {
	vectors, err := Embedder{}.Embed(t.Context(), rag.ForQuery, []string{"养老服务目标", "养老服务的目标", "社会消费品零售", ""})
	if err != nil {
		t.Fatal(err)
	}
	dot := func(a, b []float32) (sum float64) {
		for i := range a {
			sum += float64(a[i]) * float64(b[i])
		}
		return sum
	}
	for i, v := range vectors {
		if len(v) != (Embedder{}).Model().Dimensions || math.Abs(dot(v, v)-1) > 1e-6 {
			t.Errorf("vector %d: %d dimensions, length %v", i, len(v), dot(v, v))
		}
	}
	if like, unlike := dot(vectors[0], vectors[1]), dot(vectors[0], vectors[2]); like < unlike+0.3 {
		t.Errorf("like texts %v, unlike texts %v", like, unlike)
	}
	broken := errors.New("broken")
	if _, err := (Embedder{Err: broken}).Embed(t.Context(), rag.ForQuery, nil); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestWriter(t *testing.T) {
	broken := errors.New("broken")
	w := &Writer{Pieces: []string{"甲", "乙"}, Err: broken}
	read := func(ctx context.Context, most int) (got []string, err error) {
		for piece, e := range w.Write(ctx, rag.Question{Text: "问"}, nil) {
			if err = e; e == nil {
				got = append(got, piece)
			}
			if len(got) == most {
				break
			}
		}
		return got, err
	}
	if got, err := read(t.Context(), 9); !slices.Equal(got, w.Pieces) || !errors.Is(err, broken) {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := read(t.Context(), 1); len(got) != 1 || err != nil {
		t.Errorf("broken off: %q, %v", got, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got, err := read(ctx, 9); len(got) != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %q, %v", got, err)
	}
	if asked := w.Asked(); len(asked) != 3 || asked[0].Question.Text != "问" {
		t.Errorf("asked: %+v", asked)
	}
}

// What every store is held against, by hand.
func TestLibrary(t *testing.T) {
	var l Library
	for id, text := range map[string]string{"b": "养老服务。\n学前教育。", "a": "养老。"} {
		l = l.With(Ingest(id, text).Plan)
	}
	ctx := t.Context()
	m, err := l.Match(ctx, []string{"养老", "教育"}, rag.Scope{}, 10)
	if err != nil || m.Chunks != 3 || !slices.Equal(m.Holding, []int{2, 1}) {
		t.Fatalf("%+v, %v", m, err)
	}
	if want := []rag.Key{{Document: "b", Number: 1}, {Document: "a"}, {Document: "b"}}; !slices.Equal(keysOf(m), want) {
		t.Errorf("got %v, want %v", keysOf(m), want)
	}
	// 文 文件 件 a, 养 养老 老
	if p := m.Postings[1]; p.Length != 7 || !slices.Equal(p.Counts, []int{1, 0}) {
		t.Errorf("posting: %+v", p)
	}
	m, _ = l.Match(ctx, []string{"养老"}, rag.Scope{Documents: []string{"b"}, Chunks: []rag.Key{{Document: "a"}}}, 0)
	if m.Chunks != 2 || m.Holding[0] != 1 || !slices.Equal(keysOf(m), []rag.Key{{Document: "a"}}) {
		t.Errorf("the scope's chunks with its documents' statistics: %+v", m)
	}
	near, err := l.Near(ctx, Vector("文件a\n养老。"), rag.Scope{}, 1)
	if err != nil || len(near) != 1 || near[0].Document != "a" || Cosine(Vector("文件a\n养老。"), near[0].Vector) < 0.999 {
		t.Errorf("near: %v, %v", near, err)
	}
	docs, err := l.Documents(ctx)
	if err != nil || len(docs) != 2 || docs[0].ID != "a" || docs[1].Chunks != 2 || docs[1].State != "ready" {
		t.Errorf("documents: %+v, %v", docs, err)
	}
	found, err := l.Passages(ctx, []rag.Key{{Document: "b", Number: 1}, {Document: "b", Number: 2}})
	if err != nil || len(found) != 1 || found[0].Text != "学前教育。" {
		t.Errorf("passages: %+v, %v", found, err)
	}
	if l = l.Without("b"); len(l.Plans) != 1 {
		t.Errorf("without b: %d plans", len(l.Plans))
	}
}
