package extract

import (
	"slices"
	"strings"
)

// anewFirst puts what holds the new words of a follow-up in front where what does
// not is hardly nearer: by the words that both questions share, the answer to the
// one before is as good.
func (a ask) anewFirst(found []scored) []scored {
	if len(a.anew) == 0 || len(found) == 0 {
		return found
	}
	least := found[0].holds(a, a.anew) + moreAnew
	return a.putFirst(found, func(f scored) bool { return f.holds(a, a.anew) >= least })
}

// quotedFirst does the same for what holds the words that are quoted, up to what
// answers.
func (a ask) quotedFirst(found []scored) []scored {
	terms := a.terms()
	if len(terms) == 0 || a.coined != "" {
		return found
	}
	return a.putFirst(found, func(f scored) bool {
		text := unspaced(string([]rune(f.text)[:f.clauses[f.core[len(f.core)-1]].End]))
		return !slices.ContainsFunc(terms, func(t string) bool { return !strings.Contains(text, unspaced(unquoted(t))) })
	})
}

// yearFirst does the same for what is of the year that the question before named,
// where a follow-up names no time of its own.
func (a ask) yearFirst(found []scored) []scored {
	if a.before == 0 || !a.figures() || a.back || a.ahead || len(a.years)+len(a.plan) > 0 {
		return found
	}
	then := a
	then.years = []int{a.before}
	return a.putFirst(found, func(f scored) bool { return f.timely(then) })
}

// putFirst puts the first that has something in front where it comes near the best.
func (a ask) putFirst(found []scored, has func(f scored) bool) []scored {
	i := slices.IndexFunc(found, has)
	if i <= 0 || found[i].value() < nearAnew*found[0].value() || !found[i].speaksOf(a, found[i].worth) {
		return found
	}
	return toFront(found, i)
}

// toFront are candidates with the i-th in front of the others.
func toFront(found []scored, i int) []scored {
	return append([]scored{found[i]}, slices.Delete(slices.Clone(found), i, i+1)...)
}

// How much more of the new words is held by what is answered instead, and how
// near to the best it must come.
const (
	moreAnew = 0.4
	nearAnew = 0.75
)

// holds is the share of the weight of some words that a sentence and its headings hold.
func (c candidate) holds(a ask, words []string) float64 {
	own := slices.DeleteFunc(slices.Clone(words), func(t string) bool { return !slices.Contains(c.terms, t) && !slices.Contains(c.above, t) })
	if all := weigh(a.weights, words); all > 0 {
		return weigh(a.weights, own) / all
	}
	return 0
}
