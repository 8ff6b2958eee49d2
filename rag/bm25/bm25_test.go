package bm25

import (
	"math"
	"slices"
	"testing"
)

func TestTerms(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"养老服务", []string{"养", "老", "养老", "服", "老服", "务", "服务"}},
		{"PM2.5降至20微克", []string{"pm", "2.5", "降", "至", "降至", "20", "微", "克", "微克"}},
		{"老、幼", []string{"老", "幼"}},
		{"2025年", []string{"2025", "年"}},
		{"在3. 之后", []string{"在", "3", "之", "后", "之后"}},
		{"Z4线", []string{"z", "4", "线"}},
	} {
		if got := Terms(c.in); !slices.Equal(got, c.want) {
			t.Errorf("Terms(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestDistinct(t *testing.T) {
	got := Distinct([]string{"b", "a", "b", "c", "a"})
	if want := []string{"b", "a", "c"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestScore(t *testing.T) {
	s := Stats{Chunks: 100, Length: 10000, Holding: []int{3, 50}}
	score := func(length int, counts ...int) float64 { return Score(counts, length, s) }
	if got := score(100, 0, 0); got != 0 {
		t.Errorf("a chunk that holds no term scores %v", got)
	}
	// By hand: idf ln(1+97.5/3.5), tf 1, length equal to the average, so the factor is (k1+1)/(1+k1) = 1.
	if got, want := score(100, 1, 0), math.Log(1+97.5/3.5); math.Abs(got-want) > 1e-12 {
		t.Errorf("one rare term scores %v, want %v", got, want)
	}
	for _, c := range []struct {
		name         string
		better, than float64
	}{
		{"rare before common", score(100, 1, 0), score(100, 0, 1)},
		{"both before one", score(100, 1, 1), score(100, 1, 0)},
		{"twice before once", score(100, 2, 0), score(100, 1, 0)},
		{"short before long", score(50, 1, 0), score(200, 1, 0)},
		{"common still counts", score(100, 0, 1), 0},
	} {
		if c.better <= c.than {
			t.Errorf("%s: %v is not above %v", c.name, c.better, c.than)
		}
	}
	if got := Score([]int{1}, 5, Stats{Chunks: 1, Holding: []int{1}}); math.IsNaN(got) || got <= 0 {
		t.Errorf("a library without lengths scores %v", got)
	}
}

func FuzzTerms(f *testing.F) {
	f.Add("PM2.5 平均浓度29微克/立方米")
	f.Fuzz(func(t *testing.T, s string) {
		for _, term := range Terms(s) {
			if term == "" {
				t.Errorf("an empty term in %q", s)
			}
		}
	})
}
