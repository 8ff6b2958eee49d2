package extract

import (
	"slices"
	"strings"

	"chuchu/rag/bm25"
	"chuchu/rag/verify"
)

// section answers a question for several things by the items of one section:
// where the best passages begin with run-in headings of one parent, and that
// parent is near the question, those headings are the list. It returns nil
// where there is no such section.
func section(q question, group []ranked) []choice {
	a := q.asks[0]
	if len(q.asks) > 1 || !a.list || len(group) < 3 {
		return nil
	}
	best := group[0]
	if len(best.Path) < 2 {
		return nil
	}
	parent := best.Path[:len(best.Path)-1]
	var items []candidate
	for _, r := range group {
		if r.Document.ID != best.Document.ID || len(r.Path) != len(best.Path) || !slices.Equal(r.Path[:len(parent)], parent) {
			continue
		}
		if c, ok := item(r); ok {
			items = append(items, c)
		}
	}
	if a.count > 0 && len(items) != a.count || a.count == 0 && len(items) < 4 {
		return nil
	}
	if standsOut(a, items) || !asksFor(a, parent[len(parent)-1], items) {
		return nil
	}
	slices.SortFunc(items, func(a, b candidate) int { return a.passage.Start - b.passage.Start })
	out := make([]choice, len(items))
	for i, c := range items {
		out[i] = choice{candidate: c}
	}
	return out
}

// standsOut tells whether one item is much nearer the question than the others:
// then it is what is asked about, not the list.
func standsOut(a ask, items []candidate) bool {
	shares := make([]float64, len(items))
	for i, c := range items {
		shares[i] = weigh(a.weights, c.terms) / a.total
	}
	slices.Sort(shares)
	return shares[len(shares)-1]-shares[len(shares)/2] > 0.1
}

// asksFor tells whether a question names the parent's heading, or a word that
// every item begins with.
func asksFor(a ask, parent string, items []candidate) bool {
	common := slices.Clone(bm25.Distinct(bm25.Terms(parent)))
	for _, t := range items[0].terms {
		if !slices.ContainsFunc(items, func(c candidate) bool { return !slices.Contains(c.terms, t) }) {
			common = append(common, t)
		}
	}
	return weigh(a.weights, bm25.Distinct(common)) > 0.2*a.total
}

// item is the run-in heading that a passage begins with.
func item(r ranked) (candidate, bool) {
	sentences := verify.Sentences(r.Text)
	if len(sentences) == 0 {
		return candidate{}, false
	}
	s := sentences[0]
	text := string([]rune(r.Text)[s.Start:s.End])
	heading := strings.TrimRight(r.Path[len(r.Path)-1], "。:： ")
	if strings.TrimRight(text, "。:： ") != heading {
		return candidate{}, false
	}
	return newCandidate(r, s.Start, text, nil), true
}
