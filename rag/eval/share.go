package eval

import (
	"encoding/json"
	"math"
	"slices"
)

// A Share is how many of how many. As JSON it also has its value,
// {"share":0.95,"part":19,"of":20}, null where there is nothing to have a share of.
type Share struct {
	Part int `json:"part"`
	Of   int `json:"of"`
}

// Value returns Part / Of, 0 where Of is 0.
func (s Share) Value() float64 {
	if s.Of == 0 {
		return 0
	}
	return float64(s.Part) / float64(s.Of)
}

// Add counts one more, as a part if it is one.
func (s *Share) Add(part bool) {
	s.Of++
	if part {
		s.Part++
	}
}

// Plus returns the share of both together.
func (s Share) Plus(t Share) Share { return Share{s.Part + t.Part, s.Of + t.Of} }

// MarshalJSON implements json.Marshaler.
func (s Share) MarshalJSON() ([]byte, error) {
	type counts Share
	value := &struct {
		Share *float64 `json:"share"`
		counts
	}{counts: counts(s)}
	if s.Of > 0 {
		v := rounded(s.Value(), 4)
		value.Share = &v
	}
	return json.Marshal(value)
}

// rounded rounds v to a number of decimals.
func rounded(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(v*p) / p
}

// percentile returns the value below which a share p of all values lie, by the
// nearest-rank method; the zero value where there is none.
func percentile[T int | float64](values []T, p float64) T {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	rank := int(math.Ceil(p * float64(len(sorted))))
	return sorted[max(rank, 1)-1]
}
