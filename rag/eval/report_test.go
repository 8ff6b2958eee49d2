package eval

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// found is an answerable result of a rank, answered within length characters.
func found(kind string, rank, length int) Result {
	return Result{Kind: kind, Answerable: true, Rank: rank, Within: rank > 0 && rank < 4, Evidence: []Piece{{}}, Length: length}
}

func TestScoresOfRetrieval(t *testing.T) {
	unanswerable := found(Unanswerable, 1, 10)
	unanswerable.Answerable = false
	noEvidence := found("text", 0, 10)
	noEvidence.Evidence = nil
	s := newScores("x", []Result{
		found("text", 1, 0), found("text", 3, 0), found("text", 5, 0), found("text", 10, 0),
		found("text", 20, 0), found("text", 21, 0), found("text", 0, 0), unanswerable, noEvidence,
	})
	for i, c := range []struct{ got, want Share }{
		{s.Hit1, Share{1, 7}}, {s.Hit3, Share{2, 7}}, {s.Hit5, Share{3, 7}}, {s.Hit10, Share{4, 7}}, {s.Hit20, Share{5, 7}},
		{s.Within, Share{2, 7}},
	} {
		if c.got != c.want {
			t.Errorf("share %d is %v, want %v", i, c.got, c.want)
		}
	}
	if want := rounded((1+1/3.+1/5.+1/10.+1/20.)/7, 4); s.MRR != want || s.Questions != 9 || s.Kind != "x" {
		t.Errorf("mrr %v, want %v; %d questions of %s", s.MRR, want, s.Questions, s.Kind)
	}
}

func TestScoresOfAnswers(t *testing.T) {
	a, b, none := found("text", 1, 100), found("text", 1, 300), found("text", 1, 999)
	a.Facts, a.Citations, a.Sentences, a.Quotes, a.Numbers, a.Dangling = Share{2, 2}, Share{1, 2}, Share{1, 1}, Share{2, 2}, Share{3, 4}, 1
	b.Facts, b.Citations, b.Sentences, b.Quotes, b.Numbers, b.Dangling = Share{1, 3}, Share{3, 3}, Share{1, 2}, Share{2, 3}, Share{}, 2
	none.Refused = true
	s := newScores("x", []Result{a, b, none})
	for i, c := range []struct{ got, want Share }{
		{s.Facts, Share{3, 5}}, {s.Complete, Share{1, 2}}, {s.Citations, Share{4, 5}}, {s.Sentences, Share{2, 3}},
		{s.Quotes, Share{4, 5}}, {s.Numbers, Share{3, 4}},
	} {
		if c.got != c.want {
			t.Errorf("share %d is %v, want %v", i, c.got, c.want)
		}
	}
	if s.Dangling != 3 || s.Median != 100 || s.Longest != 300 {
		t.Errorf("%d dangling, median %d, longest %d", s.Dangling, s.Median, s.Longest)
	}
}

func TestScoresOfRefusal(t *testing.T) {
	result := func(answerable, refused bool) Result { return Result{Answerable: answerable, Refused: refused} }
	s := newScores("x", slices.Concat(
		slices.Repeat([]Result{result(true, false)}, 6), slices.Repeat([]Result{result(true, true)}, 2),
		slices.Repeat([]Result{result(false, true)}, 3), slices.Repeat([]Result{result(false, false)}, 1),
	))
	for i, c := range []struct{ got, want Share }{
		{s.Refused, Share{5, 12}}, {s.Precision, Share{3, 5}}, {s.Recall, Share{3, 4}}, {s.F1, Share{6, 9}}, {s.OverRefusal, Share{2, 8}},
	} {
		if c.got != c.want {
			t.Errorf("share %d is %v, want %v", i, c.got, c.want)
		}
	}
	// F1 is the harmonic mean of precision and recall.
	p, r := s.Precision.Value(), s.Recall.Value()
	if f1 := 2 * p * r / (p + r); rounded(f1, 9) != rounded(s.F1.Value(), 9) {
		t.Errorf("F1 %v, want %v", s.F1.Value(), f1)
	}
}

func TestReportOrdersKinds(t *testing.T) {
	r := newReport([]Result{found("table", 1, 1), found("number", 1, 1), found("table", 0, 1)})
	if len(r.Kinds) != 2 || r.Kinds[0].Kind != "number" || r.Kinds[1].Questions != 2 || r.All.Questions != 3 {
		t.Errorf("got %+v", r.Kinds)
	}
	if m := r.Misses(); len(m) != 1 || m[0].Rank != 0 {
		t.Errorf("misses %+v", m)
	}
}

func TestEmptyReport(t *testing.T) {
	got, err := json.Marshal(newReport([]Result{}))
	if err != nil || !strings.HasPrefix(string(got), `{"kinds":[],"all":{"kind":"all","questions":0,"hit@1":{"share":null,"part":0,"of":0}`) {
		t.Errorf("%s, %v", got, err)
	}
	for _, m := range newReport(nil).All.metrics() {
		if m.known {
			t.Errorf("%s of nothing is known", m.name)
		}
	}
}

// What floors and tables call a metric must be the field's JSON name.
func TestMetricsAreNamedAsInJSON(t *testing.T) {
	for _, c := range []struct {
		of      any
		metrics []metric
		others  []string
	}{
		{Scores{}, Scores{}.metrics(), []string{"kind", "questions"}},
		{OpenReport{}, OpenReport{}.metrics(), []string{"set", "contexts", "questions", "misses"}},
	} {
		var fields, names []string
		for f := range reflect.TypeOf(c.of).Fields() {
			if name := f.Tag.Get("json"); !slices.Contains(c.others, name) {
				fields = append(fields, name)
			}
		}
		for _, m := range c.metrics {
			names = append(names, m.name)
		}
		if !slices.Equal(names, fields) {
			t.Errorf("metrics %q, fields %q", names, fields)
		}
	}
}
