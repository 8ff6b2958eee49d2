package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Floors are what a report must reach: for each scope the least value of some
// metrics, the greatest of those of which less is better (lengths, times,
// dangling_markers, over_refusal, script_loss).
//
//	{"all":  {"hit@1": 0.68, "hit@5": 0.95, "within": 0.965, "over_refusal": 0.06},
//	 "each": {"hit@5": 0.90},
//	 "ncp-dev": {"hit@5": 0.955}}
//
// A scope is "all", a kind, "each" for every kind that has a metric, or the
// name of an open set. A metric is the JSON name of a field of Scores or
// OpenReport. In "each", a share of fewer than 20 may have one miss more.
type Floors map[string]map[string]float64

const (
	scopeEach = "each"
	fewCases  = 20 // from how many on a kind has no miss free
)

// ReadFloors reads floors from JSON. A metric that its scope does not have is an error.
func ReadFloors(r io.Reader) (Floors, error) {
	var f Floors
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		return nil, fmt.Errorf("floors: %w", err)
	}
	for _, scope := range slices.Sorted(maps.Keys(f)) {
		known := OpenReport{}.metrics()
		if scope == scopeAll || scope == scopeEach || slices.Contains(Kinds(), scope) {
			known = Scores{}.metrics()
		}
		for _, name := range slices.Sorted(maps.Keys(f[scope])) {
			if len(choose(known, []string{name})) == 0 {
				return nil, fmt.Errorf("floors: %s has no metric %q", scope, name)
			}
		}
	}
	return f, nil
}

// Check lists what fell below the floors, a line each, in a stable order. What
// was to be measured and was not counts as fallen; scopes that name no kind
// are left to OpenReport.Check.
func (r Report) Check(f Floors) []string {
	fallen := check(scopeAll, r.All.metrics(), f[scopeAll])
	for _, kind := range Kinds() {
		scores := Scores{}
		if i := slices.IndexFunc(r.Kinds, func(s Scores) bool { return s.Kind == kind }); i >= 0 {
			scores = r.Kinds[i]
		}
		fallen = append(fallen, check(kind, scores.metrics(), f[kind])...)
		fallen = append(fallen, check(kind, lenient(scores.metrics()), f[scopeEach])...)
	}
	return fallen
}

// Check lists what fell below the floors of the set.
func (r OpenReport) Check(f Floors) []string { return check(r.Set, r.metrics(), f[r.Set]) }

// lenient leaves out what is unknown and gives small shares one more.
func lenient(all []metric) []metric {
	var out []metric
	for _, m := range all {
		if few := m.share.Of > 0 && m.share.Of < fewCases; few {
			one := 1 / float64(m.share.Of)
			if m.ceiling {
				one = -one
			}
			m.value += one
		}
		if m.known {
			out = append(out, m)
		}
	}
	return out
}

// check compares metrics with their limits. Where all is without a metric of
// limits it is left out.
func check(scope string, all []metric, limits map[string]float64) []string {
	const rounding = 1e-9
	var fallen []string
	for _, m := range all {
		limit, ok := limits[m.name]
		switch {
		case !ok:
		case !m.known:
			fallen = append(fallen, fmt.Sprintf("%s %s was not measured", scope, m.name))
		case m.ceiling && m.value > limit+rounding:
			fallen = append(fallen, fmt.Sprintf("%s %s is %s, above %v", scope, m.name, m.detail(), limit))
		case !m.ceiling && m.value < limit-rounding:
			fallen = append(fallen, fmt.Sprintf("%s %s is %s, below %v", scope, m.name, m.detail(), limit))
		}
	}
	return fallen
}

// detail writes a metric with its counts.
func (m metric) detail() string {
	if m.share.Of > 0 {
		return fmt.Sprintf("%.3f (%d of %d)", m.share.Value(), m.share.Part, m.share.Of)
	}
	return fmt.Sprintf("%.4g", m.value)
}
