package eval

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

func TestJudgePassages(t *testing.T) {
	q := Question{ID: "a", Kind: "compare", Evidence: []string{prose, row}}
	filler := passage(strings.Repeat("字", 700), "第一章")
	for _, c := range []struct {
		name     string
		passages []rag.Passage
		rank     int
		within   bool
		pieces   []int
		tooLong  int
	}{
		{"nothing found", nil, 0, false, []int{0, 0}, 0},
		{"one of two", []rag.Passage{passage(prose)}, 0, false, []int{1, 0}, 0},
		{"both", []rag.Passage{passage(row), filler, passage(prose)}, 3, true, []int{3, 1}, 1},
		{"too late", []rag.Passage{passage(row), filler, filler, filler, filler, passage(prose)}, 6, false, []int{6, 1}, 4},
	} {
		r := newResult(q)
		r.judgePassages(q, c.passages)
		if r.Rank != c.rank || r.Within != c.within || r.TooLong != c.tooLong || len(r.Top) != min(5, len(c.passages)) {
			t.Errorf("%s: rank %d, within %v, %d too long, %d shown", c.name, r.Rank, r.Within, r.TooLong, len(r.Top))
		}
		for i, want := range c.pieces {
			if r.Evidence[i].Rank != want {
				t.Errorf("%s: evidence %d has rank %d, want %d", c.name, i, r.Evidence[i].Rank, want)
			}
		}
	}
}

func TestJudgePassagesShowsBeginnings(t *testing.T) {
	p := passage(strings.Repeat("字", 61), "第一章", "一、")
	p.Document.ID = "chikan"
	r := newResult(Question{})
	r.judgePassages(Question{}, []rag.Passage{p})
	got := r.Top[0]
	if got.Rank != 1 || got.Document != "chikan" || !slices.Equal(got.Path, p.Path) || got.Text != strings.Repeat("字", 60) {
		t.Errorf("got %+v", got)
	}
	if r.Rank != 0 || r.Within {
		t.Errorf("a question without evidence has rank %d", r.Rank)
	}
}

func TestJudgeFacts(t *testing.T) {
	facts := []string{"2栋|两栋", "2025年", "3栋"}
	text := "到20[1]25年[2]，培育2栋[1]。"
	for _, c := range []struct {
		name    string
		answer  rag.Answer
		want    Share
		missing []string
	}{
		{"answered", rag.Answer{Text: text}, Share{2, 3}, []string{"3栋"}},
		{"refused", rag.Answer{Text: text, Refused: true}, Share{0, 3}, facts},
		{"empty", rag.Answer{}, Share{0, 3}, facts},
	} {
		var r Result
		r.judgeFacts(facts, c.answer)
		if r.Facts != c.want || !slices.Equal(r.Missing, c.missing) {
			t.Errorf("%s: %v, missing %q", c.name, r.Facts, r.Missing)
		}
	}
}

func TestJudgeCitations(t *testing.T) {
	evidence := newNeedles([]string{prose, row})
	for _, c := range []struct {
		name, quote string
		want        int
	}{
		{"the evidence", prose, 1},
		{"a part of the evidence", "培育2栋税收过亿元的品牌楼宇", 1},
		{"a table row", row, 1},
		{"more than the evidence", prose + strings.Repeat("另外还有许多别的话要说。", 20), 1},
		{"half of it and much else", prose[:len(prose)*2/5] + strings.Repeat("另外还有许多别的话要说。", 20), 0},
		{"something else", "到2025年建成公厕四十座", 0},
		{"nothing", "", 0},
	} {
		var r Result
		r.judgeCitations(evidence, rag.Answer{Citations: []rag.Citation{{Quote: c.quote}}})
		if r.Citations != (Share{c.want, 1}) {
			t.Errorf("%s: %v", c.name, r.Citations)
		}
	}
	var r Result
	r.judgeCitations(evidence, rag.Answer{Refused: true, Citations: []rag.Citation{{Quote: prose}}})
	r.judgeCitations(nil, rag.Answer{Citations: []rag.Citation{{Quote: prose}}})
	if r.Citations.Of != 0 {
		t.Errorf("refused, or without evidence: %v", r.Citations)
	}
}

func TestJudgeAnswer(t *testing.T) {
	a := rag.Answer{
		Text: "甲：2栋[1]。乙：3栋[2][9]。丙。",
		Sentences: []rag.Sentence{
			{Text: "甲：2栋[1]。", Citations: []int{1}},
			{Text: "乙：3栋[2][9]。", Citations: []int{2}},
			{Text: "丙。", Citations: []int{1}},
		},
		Citations: []rag.Citation{{Number: 1, Quote: "培育2栋"}, {Number: 2, Quote: "新建4栋"}},
	}
	r := newResult(Question{})
	r.judgeAnswer(Question{Facts: []string{"2栋"}}, a)
	if r.Length != len([]rune(a.Text)) || r.Dangling != 1 {
		t.Errorf("length %d, %d dangling", r.Length, r.Dangling)
	}
	if r.Sentences != (Share{2, 3}) || r.Numbers != (Share{1, 2}) || !slices.Equal(r.Unfounded, []string{"3"}) || r.Facts != (Share{1, 1}) {
		t.Errorf("sentences %v, numbers %v %q, facts %v", r.Sentences, r.Numbers, r.Unfounded, r.Facts)
	}
}

func TestMarkers(t *testing.T) {
	known := map[int]rag.Citation{1: {Number: 1}, 2: {Number: 2}}
	m := markers("[2]甲[1][2][3][0][a][99999999999999999999]", known)
	if len(m.named) != 2 || m.named[0].Number != 2 || m.named[1].Number != 1 {
		t.Errorf("named %+v", m.named)
	}
	if len(m.dangling) != 3 || m.dangling[0] != 3 {
		t.Errorf("dangling %v", m.dangling)
	}
}

func TestMissed(t *testing.T) {
	good := Result{Answerable: true, Rank: 5, Evidence: []Piece{{}}, Facts: Share{1, 1}, Sentences: Share{1, 1}, Quotes: Share{1, 1}, Numbers: Share{1, 1}}
	for _, c := range []struct {
		name   string
		change func(*Result)
		want   bool
	}{
		{"good", func(*Result) {}, false},
		{"late", func(r *Result) { r.Rank = 6 }, true},
		{"not found", func(r *Result) { r.Rank = 0 }, true},
		{"nothing to find", func(r *Result) { r.Rank, r.Evidence = 0, nil }, false},
		{"refused", func(r *Result) { r.Refused = true }, true},
		{"should be refused", func(r *Result) { r.Answerable = false }, true},
		{"rightly refused", func(r *Result) { r.Answerable, r.Refused, r.Rank, r.Facts = false, true, 0, Share{0, 1} }, false},
		{"a fact is missing", func(r *Result) { r.Facts.Of++ }, true},
		{"a sentence without source", func(r *Result) { r.Sentences.Of++ }, true},
		{"a wrong quote", func(r *Result) { r.Quotes.Of++ }, true},
		{"an unfounded figure", func(r *Result) { r.Numbers.Of++ }, true},
		{"a dangling marker", func(r *Result) { r.Dangling++ }, true},
	} {
		r := good
		c.change(&r)
		if got := r.missed(); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// slice is an excerpt of text, from the first place where quote stands.
func slice(text, quote string) chunk.Excerpt {
	before, _, _ := strings.Cut(text, quote)
	start := len([]rune(before))
	return chunk.Excerpt{Quote: quote, Span: chunk.Span{Start: start, End: start + len([]rune(quote))}}
}
