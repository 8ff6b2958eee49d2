package chunk

import "strings"

const maxQuotation = 1000 // how far the end of a quotation is looked for

// quotes tell whether a quotation is open before a run, and after it, if its
// line says so.
type quotes struct {
	before, after bool
	known         bool // that it is, or is not, after the run
}

// quotesAround looks for the quotation marks of a run's line.
func quotesAround(rs []rune, r run) quotes {
	var q quotes
	for i := r.start - 1; i >= 0 && rs[i] != '\n'; i-- {
		if rs[i] == '“' || rs[i] == '”' {
			q.before = rs[i] == '“'
			break
		}
	}
	for i := r.end; i < len(rs) && rs[i] != '\n' && rs[i] != '?' && i-r.end < maxQuotation; i++ {
		if rs[i] == '“' || rs[i] == '”' {
			q.after, q.known = rs[i] == '”', true
			break
		}
	}
	return q
}

// fit tells whether the quotation marks of a text open and close in turn between those around it.
func (q quotes) fit(text []rune) bool {
	open := q.before
	for _, r := range text {
		switch {
		case r == '“' && !open, r == '”' && open:
			open = !open
		case r == '“', r == '”':
			return false
		}
	}
	return !q.known || open == q.after
}

// clash tells whether a text, between what stands around it, has two marks in
// a row that cannot follow each other; a quotation mark may stand between.
func clash(before rune, text, after []rune) bool {
	last := before
	for i := range len(text) + 2 {
		r := rune(0)
		switch {
		case i < len(text):
			r = text[i]
		case i-len(text) < len(after):
			r = after[i-len(text)]
		}
		if r == '”' {
			continue
		}
		if isClauseMark(last) && (isClauseMark(r) || r == '·') {
			return true
		}
		last = r
	}
	return false
}

// isClauseMark tells the marks that end a clause or a sentence.
func isClauseMark(r rune) bool { return strings.ContainsRune("。；，、：;,:", r) }
