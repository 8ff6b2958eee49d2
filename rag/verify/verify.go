// Package verify checks a sentence against the text it cites. It is pure: it
// knows nothing of documents, models or stores.
//
//	v := verify.Check("到2025年，新增床位300张。", []*verify.Text{verify.Read(source)})
//
// Claim and source are cut into pieces: the items and clauses of sentences.
// Each has words, figures with their units in one base (1.2万人 is 12000 人),
// and the years that these are bound to. A piece of the claim is laid on each
// piece of the source, run by run; what the source does not say in that place
// weighs against it: another figure, another year, a word for its opposite, a
// negation, a place, words that are nowhere. What a writer joins words with
// weighs nothing. The piece that weighs least is what the claim rests on.
package verify

import (
	"strings"
	"unicode"

	"chuchu/chunk/fold"
)

// A Span is the half-open range [Start, End) of a text, counted in runes.
type Span struct{ Start, End int }

// Sentences cuts text into sentences: after 。！？； and their ASCII kin where
// these end one, and at line breaks. A closing quotation mark or bracket
// belongs to the sentence before. White space around sentences is in none.
func Sentences(text string) []Span {
	var out []Span
	runes := []rune(text)
	start := 0
	cut := func(end int) {
		a, b := start, end
		for a < b && unicode.IsSpace(runes[a]) {
			a++
		}
		for b > a && unicode.IsSpace(runes[b-1]) {
			b--
		}
		if a < b {
			out = append(out, Span{a, b})
		}
		start = end
	}
	for i := 0; i < len(runes); i++ {
		if !ends(runes, i) {
			continue
		}
		for i+1 < len(runes) && strings.ContainsRune("”’）》」』)\"", runes[i+1]) {
			i++
		}
		cut(i + 1)
	}
	cut(len(runes))
	return out
}

// ends tells whether a sentence ends with the i-th rune. ASCII marks end one
// only after a Chinese character or a bracket and never inside a figure.
func ends(runes []rune, i int) bool {
	switch runes[i] {
	case '。', '！', '？', '；':
		return true
	case '\n':
		return !bracketed(runes, i)
	case '!', '?', ';':
		return i > 0 && (unicode.Is(unicode.Han, runes[i-1]) || strings.ContainsRune("”’）》)%", runes[i-1]))
	}
	return false
}

// longestBracket is how many characters of a bracket a line may break off, and
// how many of it stand in the next one.
const longestBracket = 40

// bracketed tells whether the line that ends with the i-th rune breaks off inside
// a bracket which the next one closes: （某市某某办公⏎室负责）.
func bracketed(runes []rune, i int) bool {
	before := string(runes[max(0, i-longestBracket):i])
	if open := strings.LastIndexAny(before, "（("); open < 0 || strings.ContainsAny(before[open:], "）)\n。；") {
		return false
	}
	behind := string(runes[i+1 : min(len(runes), i+1+longestBracket)])
	end := strings.IndexAny(behind, "）)（(\n。；")
	return end >= 0 && (strings.HasPrefix(behind[end:], "）") || strings.HasPrefix(behind[end:], ")"))
}

// Locate finds the words of claim in source and returns the smallest run of
// whole sentences of source, or the exact slice, that holds them. Coverage is
// the share of claim's pairs of neighbouring characters that stand there: 1
// where the claim is a slice of source after folding.
func Locate(claim, source string) (at Span, coverage float64) {
	folded, index := fold.Map(source)
	want := []rune(fold.String(trim(claim)))
	if len(want) == 0 || len(folded) == 0 {
		return Span{}, 0
	}
	if i := runesIndex(folded, want); i >= 0 {
		end := len([]rune(source))
		if i+len(want) < len(index) {
			end = index[i+len(want)]
		}
		return closed(source, Span{index[i], end}), 1
	}
	return bestRun(want, source)
}

// Covers tells whether text holds words, after folding and without punctuation at their ends.
func Covers(text, words string) bool {
	return strings.Contains(fold.String(text), fold.String(trim(words)))
}

// bestRun is the run of neighbouring sentences of source, shortest first, that
// holds most of want's pairs.
func bestRun(want []rune, source string) (best Span, coverage float64) {
	runes := []rune(source)
	pairs := pairsOf(want)
	sentences := Sentences(source)
	for n := 1; n <= 3 && n <= len(sentences); n++ {
		for i := 0; i+n <= len(sentences); i++ {
			span := Span{sentences[i].Start, sentences[i+n-1].End}
			// A longer run must be clearly better, else it only cites more to read.
			if c := share(pairs, string(runes[span.Start:span.End])); c > coverage+0.1*float64(n-1)+1e-9 {
				best, coverage = span, c
			}
		}
	}
	return best, coverage
}

// closed widens a slice over closing quotation marks whose partner it holds,
// and drops white space at its ends.
func closed(source string, s Span) Span {
	runes := []rune(source)
	for s.End > s.Start && unicode.IsSpace(runes[s.End-1]) {
		s.End--
	}
	for _, pair := range []string{"“”", "《》", "（）", "()", "「」", "『』", "‘’"} {
		p := []rune(pair)
		inside := string(runes[s.Start:s.End])
		if s.End < len(runes) && runes[s.End] == p[1] && strings.Count(inside, string(p[0])) > strings.Count(inside, string(p[1])) {
			s.End++
		}
		if s.Start > 0 && runes[s.Start-1] == p[0] && strings.Count(inside, string(p[1])) > strings.Count(inside, string(p[0])) {
			s.Start--
		}
	}
	return s
}

func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) && r != '%' && r != '％' })
}

func runesIndex(text, want []rune) int {
	i := strings.Index(string(text), string(want))
	if i < 0 {
		return -1
	}
	return len([]rune(string(text)[:i]))
}

func pairsOf(s []rune) map[[2]rune]bool {
	pairs := make(map[[2]rune]bool, len(s))
	for i := 0; i+1 < len(s); i++ {
		if wordRune(s[i]) && wordRune(s[i+1]) {
			pairs[[2]rune{s[i], s[i+1]}] = true
		}
	}
	return pairs
}

// share is the part of pairs that stand in text.
func share(pairs map[[2]rune]bool, text string) float64 {
	if len(pairs) == 0 {
		return 0
	}
	there := pairsOf([]rune(fold.String(text)))
	n := 0
	for p := range pairs {
		if there[p] {
			n++
		}
	}
	return float64(n) / float64(len(pairs))
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
