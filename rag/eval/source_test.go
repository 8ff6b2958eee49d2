package eval

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// shelf is a Reader of documents by id. An empty text cannot be read.
type shelf map[string]chunk.Plan

var errShelf = errors.New("the shelf is broken")

func (s shelf) Read(_ context.Context, id string) (rag.Whole, error) {
	plan, ok := s[id]
	if !ok {
		return rag.Whole{}, rag.ErrNotFound
	}
	if plan.Text == "" {
		return rag.Whole{}, errShelf
	}
	return rag.Whole{Plan: plan}, nil
}

// plan is a document with one chunk for each of texts.
func plan(texts ...string) chunk.Plan {
	var p chunk.Plan
	for _, text := range texts {
		p.Text += text
		p.Chunks = append(p.Chunks, chunk.Chunk{Text: text})
	}
	return p
}

func TestExact(t *testing.T) {
	text := "甲𠀀乙丙丁戊。"
	documents := shelf{"a": plan(text), "broken": {}}
	cite := func(id string, quote chunk.Excerpt, context ...chunk.Excerpt) rag.Citation {
		return rag.Citation{Document: chunk.Meta{ID: id}, Quote: quote.Quote, Span: quote.Span, Context: context}
	}
	for _, c := range []struct {
		name string
		in   rag.Citation
		want int
	}{
		{"exact", cite("a", slice(text, "乙丙")), 1},
		{"whole", cite("a", slice(text, text)), 1},
		{"with context", cite("a", slice(text, "乙丙"), slice(text, "甲𠀀"), slice(text, "。")), 1},
		{"wrong context", cite("a", slice(text, "乙丙"), chunk.Excerpt{Quote: "甲", Span: chunk.Span{Start: 1, End: 2}}), 0},
		{"other words", cite("a", chunk.Excerpt{Quote: "乙丁", Span: chunk.Span{Start: 2, End: 4}}), 0},
		{"beyond the end", cite("a", chunk.Excerpt{Quote: "。", Span: chunk.Span{Start: 6, End: 9}}), 0},
		{"before the start", cite("a", chunk.Excerpt{Quote: "甲", Span: chunk.Span{Start: -1, End: 1}}), 0},
		{"empty", cite("a", chunk.Excerpt{}), 0},
		{"of no document", cite("b", slice(text, "乙丙")), 0},
	} {
		docs := texts{reader: documents}
		got, err := docs.exact(t.Context(), rag.Answer{Citations: []rag.Citation{c.in}})
		if err != nil || got != (Share{c.want, 1}) {
			t.Errorf("%s: %v, %v", c.name, got, err)
		}
	}
	docs := texts{reader: documents}
	if _, err := docs.exact(t.Context(), rag.Answer{Citations: []rag.Citation{cite("broken", chunk.Excerpt{})}}); !errors.Is(err, errShelf) {
		t.Errorf("of a broken shelf: %v", err)
	}
	docs = texts{}
	if got, err := docs.exact(t.Context(), rag.Answer{Citations: []rag.Citation{{}}}); got.Of != 0 || err != nil {
		t.Errorf("without a shelf: %v, %v", got, err)
	}
}

func TestTextsAreReadOnce(t *testing.T) {
	documents := shelf{"a": plan("甲乙")}
	docs := texts{reader: documents}
	for range 2 {
		if text, err := docs.text(t.Context(), "a"); err != nil || string(text) != "甲乙" {
			t.Errorf("%q, %v", string(text), err)
		}
		delete(documents, "a")
	}
}

func TestHolders(t *testing.T) {
	half := "争取到 2025 年,培育 2 栋税收过亿元的品牌楼宇、特色楼宇"
	docs := texts{reader: shelf{"a": plan("无关", prose, half), "b": plan(prose), "c": plan("25\n规上工业企业数量(个)\n25\n32\n预期性")}}
	got, err := docs.holders(t.Context(), Question{Docs: []string{"a", "c"}, Evidence: []string{prose, row}})
	want := []rag.Key{{Document: "a", Number: 1}, {Document: "a", Number: 2}, {Document: "c", Number: 0}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	if _, err := docs.holders(t.Context(), Question{Docs: []string{"z"}}); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("of no document: %v", err)
	}
}

// stock is a Finder and Library of the chunks 0 to n-1 of document "a", found in that order.
type stock int

func (s stock) keys(limit int) (keys []rag.Key) {
	for i := range min(int(s), limit) {
		keys = append(keys, rag.Key{Document: "a", Number: i})
	}
	return keys
}

func (s stock) Match(_ context.Context, _ []string, _ rag.Scope, limit int) (m rag.Matches, err error) {
	for _, k := range s.keys(limit) {
		m.Postings = append(m.Postings, rag.Posting{Key: k})
	}
	return m, nil
}

func (s stock) Near(_ context.Context, _ []float32, scope rag.Scope, limit int) (n []rag.Neighbour, err error) {
	if scope.Chunks != nil {
		limit = int(s)
	}
	for _, k := range s.keys(limit) {
		n = append(n, rag.Neighbour{Key: k})
	}
	return n, nil
}

func (s stock) Documents(context.Context) ([]rag.Document, error) {
	return make([]rag.Document, 1), nil
}

func (s stock) Passages(_ context.Context, keys []rag.Key) (p []rag.Passage, err error) {
	for _, k := range keys {
		p = append(p, rag.Passage{Key: k})
	}
	return p, nil
}

func TestWithhold(t *testing.T) {
	hidden := []rag.Key{{Document: "a", Number: 0}, {Document: "a", Number: 2}}
	whole := &rag.Answerer{Finder: stock(5), Library: stock(5)}
	blind := Withhold(whole, hidden).(*rag.Answerer)
	keys := stock(5).keys(5)
	for _, c := range []struct {
		name string
		got  iter.Seq[int]
		want []int
	}{
		{"match", matched(t, blind.Finder, 2), []int{1, 3}},
		{"match all", matched(t, blind.Finder, 9), []int{1, 3, 4}},
		{"near", near(t, blind.Finder, rag.Scope{}, 2), []int{1, 3}},
		{"near in a scope", near(t, blind.Finder, rag.Scope{Chunks: keys}, 2), []int{1, 3, 4}},
		{"read", passages(t, blind.Library, keys), []int{1, 3, 4}},
		{"of the whole", matched(t, whole.Finder, 2), []int{0, 1}},
	} {
		if got := slices.Collect(c.got); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if docs, err := blind.Library.Documents(t.Context()); len(docs) != 1 || err != nil {
		t.Errorf("documents: %v, %v", docs, err)
	}
}

func matched(t *testing.T, f rag.Finder, limit int) iter.Seq[int] {
	m, err := f.Match(t.Context(), nil, rag.Scope{}, limit)
	return numbers(t, m.Postings, err, func(p rag.Posting) rag.Key { return p.Key })
}

func near(t *testing.T, f rag.Finder, scope rag.Scope, limit int) iter.Seq[int] {
	n, err := f.Near(t.Context(), nil, scope, limit)
	return numbers(t, n, err, func(n rag.Neighbour) rag.Key { return n.Key })
}

func passages(t *testing.T, l rag.Library, keys []rag.Key) iter.Seq[int] {
	p, err := l.Passages(t.Context(), keys)
	return numbers(t, p, err, func(p rag.Passage) rag.Key { return p.Key })
}

// numbers are those of the chunks of all.
func numbers[T any](t *testing.T, all []T, err error, key func(T) rag.Key) iter.Seq[int] {
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(int) bool) {
		for _, v := range all {
			if !yield(key(v).Number) {
				return
			}
		}
	}
}
