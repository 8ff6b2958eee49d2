package rag

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/rag/verify"
)

// shortestKept is the least that may be kept of a sentence, in characters.
const shortestKept = 8

// salvage is what of a sentence stands the check where the whole does not: a
// writer adds “不能，” in front of what the plan says, or “约为前者的2倍” behind.
// Clauses are dropped from its ends, few before many; who says it, and of what
// place, stays in front.
func (d *draft) salvage(raw string) (kept string, s Sentence, found []finding, ok bool) {
	lead, clauses, numbers := dissected(raw)
	if !d.names(lead, d.cited(raw)) {
		lead, clauses = "", append([]string{lead}, clauses...)
	}
	for dropped := 1; dropped < len(clauses); dropped++ {
		for front := dropped; front >= 0; front-- {
			rest := clauses[front : len(clauses)-dropped+front]
			text := strings.TrimRight(strings.Join(rest, ""), "，,：:；; ")
			if utf8.RuneCountInString(text) < shortestKept || front > 0 && (heavy(clauses[:front]) || points.MatchString(fold.Simplified(text))) {
				continue
			}
			kept = remark(lead+text+"。", numbers)
			if s, found = d.check(kept); s.Supported {
				return kept, s, found, true
			}
		}
	}
	return raw, s, nil, false
}

// points matches what speaks of something said before it: without that nobody
// knows of what.
var points = regexp.MustCompile(`^(?:其|并|也|且|同时|但|而|则|即|从而|以及|由此|因此|其中|这|此)|该|两者|双方|前者|后者|上述|[这那此]`)

// lightest is how many characters may be dropped from the front: more than a
// word or two would be what the sentence is about.
const lightest = 10

func heavy(clauses []string) bool {
	return utf8.RuneCountInString(strings.Join(clauses, "")) > lightest
}

// leading matches who says a sentence, or of what place it is.
var leading = regexp.MustCompile(`^\s*(?:[-*•·●]\s*)?(?:据[^，,：:。]{2,20}(?:报道|消息|介绍)[，,：:]|[^，,：:。；]{2,24}(?:建议)?[：:])`)

// names tells whether a lead says who says a sentence, or names a document or
// its place; what else ends with a colon is a clause like others.
func (d *draft) names(lead string, cited []int) bool {
	head := strings.TrimRight(lead, "，,：:")
	return head == "" || strings.HasPrefix(head, "据") || strings.HasSuffix(head, "建议") || slices.ContainsFunc(cited, func(i int) bool {
		return verify.Covers(about(d.passages[i].Document), head)
	})
}

// clauseEnds are where a sentence may be cut.
const clauseEnds = "，,：:；;"

// dissected is a sentence in its lead, its clauses with the marks behind them,
// and its markers. Marks in brackets, in quotation marks and in figures cut nothing.
func dissected(raw string) (lead string, clauses []string, numbers []int) {
	text := strings.TrimSpace(bare(raw))
	lead = leading.FindString(text)
	text = text[len(lead):]
	start, depth := 0, 0
	for i, r := range text {
		switch {
		case strings.ContainsRune("（(“《「", r):
			depth++
		case strings.ContainsRune("）)”》」", r):
			depth = max(0, depth-1)
		case depth == 0 && strings.ContainsRune(clauseEnds, r) && !betweenDigits(text, i):
			end := i + utf8.RuneLen(r)
			clauses, start = append(clauses, text[start:end]), end
		}
	}
	return lead, append(clauses, strings.TrimRight(text[start:], "。．.！!？?")), markers(raw)
}

func betweenDigits(text string, i int) bool {
	return i > 0 && i+1 < len(text) && isASCIIDigit(text[i-1]) && isASCIIDigit(text[i+1])
}

func isASCIIDigit(c byte) bool { return c >= '0' && c <= '9' }
