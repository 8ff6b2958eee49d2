package eval

import (
	"slices"
	"strings"
	"testing"
)

func TestReadFloors(t *testing.T) {
	f, err := ReadFloors(strings.NewReader(`{"all":{"hit@5":0.95},"each":{"facts":0.7},"table":{"mrr":1},"drcd-dev":{"script_loss":0.001}}`))
	if err != nil || f["all"]["hit@5"] != .95 || f["drcd-dev"]["script_loss"] != .001 {
		t.Errorf("got %v, %v", f, err)
	}
	for in, want := range map[string]string{
		`{"all":5}`:                  "floors: json: cannot unmarshal",
		`{"all":{"hit@6":1}}`:        `floors: all has no metric "hit@6"`,
		`{"each":{"script_loss":1}}`: `floors: each has no metric "script_loss"`,
		`{"compare":{"hit":1}}`:      `floors: compare has no metric "hit"`,
		`{"drcd-dev":{"facts":1}}`:   `floors: drcd-dev has no metric "facts"`,
		`{"b":{"x":1},"a":{"y":1}}`:  `floors: a has no metric "y"`,
		`{"all":{"b":1,"a":1}}`:      `floors: all has no metric "a"`,
	} {
		if _, err := ReadFloors(strings.NewReader(in)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("ReadFloors(%s): %v, want %s", in, err, want)
		}
	}
}

func TestCheck(t *testing.T) {
	report := Report{
		Kinds: []Scores{
			{Kind: "number", Questions: 20, Hit5: Share{17, 20}},
			{Kind: "compare", Questions: 10, Hit5: Share{8, 10}, OverRefusal: Share{1, 10}},
			{Kind: Unanswerable, Questions: 5},
		},
		All: Scores{Kind: "all", Questions: 35, Hit1: Share{20, 30}, Hit5: Share{25, 30}, MRR: .8125, Median: 251, Longest: 700, OverRefusal: Share{2, 30}},
	}
	for _, c := range []struct {
		name   string
		floors Floors
		want   []string
	}{
		{"none", Floors{}, nil},
		{"met", Floors{"all": {"hit@5": 25. / 30, "mrr": .8, "max_length": 700, "over_refusal": .07}}, nil},
		{"fallen", Floors{"all": {"hit@5": .84, "mrr": .82}}, []string{"all hit@5 is 0.833 (25 of 30), below 0.84", "all mrr is 0.8125, below 0.82"}},
		{"too much", Floors{"all": {"over_refusal": .06, "median_length": 250}}, []string{"all median_length is 251, above 250", "all over_refusal is 0.067 (2 of 30), above 0.06"}},
		{"not measured", Floors{"all": {"facts": .5}, "list": {"hit@5": .5}}, []string{"all facts was not measured", "list hit@5 was not measured"}},
		{"a kind", Floors{"compare": {"hit@5": .85}}, []string{"compare hit@5 is 0.800 (8 of 10), below 0.85"}},
		{"each kind, a small one with one miss free", Floors{"each": {"hit@5": .9}}, []string{"number hit@5 is 0.850 (17 of 20), below 0.9"}},
		{"each kind, two misses in a small one", Floors{"each": {"hit@5": .91}}, []string{"number hit@5 is 0.850 (17 of 20), below 0.91", "compare hit@5 is 0.800 (8 of 10), below 0.91"}},
		{"each kind, less is better", Floors{"each": {"over_refusal": 0}}, nil},
		{"open sets are not ours", Floors{"drcd-dev": {"hit@5": 1}}, nil},
	} {
		if got := report.Check(c.floors); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckOpen(t *testing.T) {
	loss := .002
	f := Floors{"drcd-dev": {"hit@5": .993, "script_loss": .001}, "all": {"hit@5": 1}}
	report := OpenReport{Set: "drcd-dev", Questions: 10, Hit5: Share{9, 10}, ScriptLoss: &loss}
	want := []string{"drcd-dev hit@5 is 0.900 (9 of 10), below 0.993", "drcd-dev script_loss is 0.002, above 0.001"}
	if got := report.Check(f); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	report.ScriptLoss = nil
	if got := report.Check(f); len(got) != 2 || got[1] != "drcd-dev script_loss was not measured" {
		t.Errorf("got %q", got)
	}
	report.Set = "ncp-dev"
	if got := report.Check(f); got != nil {
		t.Errorf("of another set: %q", got)
	}
}
