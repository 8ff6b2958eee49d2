package eval

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/rag"
)

const (
	prefixLength = 20  // characters of a piece of evidence that stand for it
	enoughGrams  = 0.8 // share of its 4-grams that stands for it
	// longEvidence is from how many characters on a piece of evidence may be
	// covered by several passages together; the rules only say "long". Twice
	// the prefix is more than a sentence's lead and less than most evidence.
	longEvidence  = 2 * prefixLength
	windowLength  = 2500 // characters of passage text in "within the first 2,500 characters"
	headerCell    = "指标名称"
	passageLength = 600 // characters a passage may have
)

// A haystack is a passage, its path in front, as it is compared.
type haystack struct {
	text  string
	grams map[gram]bool
}

func newHaystack(p rag.Passage) haystack {
	text := foldText(strings.Join(p.Path, "\n") + "\n" + p.Text)
	return haystack{text, grams(text)}
}

func newHaystacks(passages []rag.Passage) []haystack {
	out := make([]haystack, len(passages))
	for i, p := range passages {
		out[i] = newHaystack(p)
	}
	return out
}

// A needle is a piece of evidence as it is compared.
type needle struct {
	haystack
	cells []string // of a table row, nil for prose
}

func newNeedle(evidence string) needle {
	n := needle{haystack: haystack{text: foldText(evidence)}}
	n.grams = grams(n.text)
	for line := range strings.Lines(evidence) {
		if cell := foldText(line); cell != "" {
			n.cells = append(n.cells, cell)
		}
	}
	if len(n.cells) < 2 {
		n.cells = nil
	}
	return n
}

func newNeedles(evidence []string) []needle {
	out := make([]needle, len(evidence))
	for i, e := range evidence {
		out[i] = newNeedle(e)
	}
	return out
}

// in reports whether one passage holds the evidence.
func (n needle) in(h haystack) bool {
	return strings.Contains(h.text, head(n.text, prefixLength)) ||
		n.enough(shared(n.grams, h.grams)) ||
		n.cells != nil && n.cellsIn(h.text)
}

// enough reports whether a number of the evidence's 4-grams stands for it.
func (n needle) enough(grams int) bool {
	return float64(grams) >= enoughGrams*float64(len(n.grams))
}

// cellsIn reports whether a text has all cells of a table row, or, where they
// are the column heads, speaks of the table at all.
func (n needle) cellsIn(text string) bool {
	if slices.Contains(n.cells, headerCell) && (strings.Contains(text, "专栏1") || strings.Contains(text, "主要指标")) {
		return true
	}
	return !slices.ContainsFunc(n.cells, func(cell string) bool { return !strings.Contains(text, cell) })
}

// rank returns the least k for which the first k passages hold the evidence,
// 0 when there is none.
func (n needle) rank(passages []haystack) int {
	long := utf8.RuneCountInString(n.text) >= longEvidence
	together := map[gram]bool{}
	for i, h := range passages {
		if n.in(h) {
			return i + 1
		}
		for g := range n.grams {
			if h.grams[g] {
				together[g] = true
			}
		}
		if long && n.enough(len(together)) {
			return i + 1
		}
	}
	return 0
}

// allRanked returns the greatest of ranks, 0 when one of them is 0 or there is none:
// the least k for which the first k passages hold everything.
func allRanked(ranks []int) int {
	if len(ranks) == 0 || slices.Contains(ranks, 0) {
		return 0
	}
	return slices.Max(ranks)
}

// window counts the passages that stand whole within the first windowLength
// characters of passage text, paths not counted; the first always does.
func window(passages []rag.Passage) int {
	length := 0
	for i, p := range passages {
		length += utf8.RuneCountInString(p.Text)
		if i > 0 && length > windowLength {
			return i
		}
	}
	return len(passages)
}
