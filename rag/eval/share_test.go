package eval

import (
	"encoding/json"
	"testing"
)

func TestShareJSON(t *testing.T) {
	for _, c := range []struct {
		in   Share
		want string
	}{
		{Share{}, `{"share":null,"part":0,"of":0}`},
		{Share{0, 3}, `{"share":0,"part":0,"of":3}`},
		{Share{2, 3}, `{"share":0.6667,"part":2,"of":3}`},
	} {
		got, err := json.Marshal(c.in)
		if err != nil || string(got) != c.want {
			t.Errorf("%v is %s, %v, want %s", c.in, got, err, c.want)
		}
		var back Share
		if err := json.Unmarshal(got, &back); err != nil || back != c.in {
			t.Errorf("%s reads as %v, %v", got, back, err)
		}
	}
}

func TestShare(t *testing.T) {
	var s Share
	if s.Value() != 0 {
		t.Errorf("nothing has the value %v", s.Value())
	}
	s.Add(true)
	s.Add(false)
	if s = s.Plus(Share{2, 2}); s != (Share{3, 4}) || s.Value() != .75 {
		t.Errorf("got %v, %v", s, s.Value())
	}
}

func TestPercentile(t *testing.T) {
	for _, c := range []struct {
		values []int
		p      float64
		want   int
	}{
		{nil, .5, 0}, {[]int{7}, .5, 7}, {[]int{7}, .95, 7}, {[]int{9, 1}, .5, 1}, {[]int{9, 1, 5}, .5, 5},
		{[]int{9, 1, 5}, 1, 9}, {[]int{9, 1, 5}, 0, 1}, {[]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, .95, 10},
	} {
		if got := percentile(c.values, c.p); got != c.want {
			t.Errorf("percentile(%v, %v) = %d, want %d", c.values, c.p, got, c.want)
		}
	}
}
