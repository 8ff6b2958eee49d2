package chunk

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Some copies have the whole contents page on one line.

var (
	contentsWord = regexp.MustCompile(`^目\s*[录錄次][\s:：]*`)
	// entryStart is where an entry may begin within a line: its mark, or a preface.
	entryStart = regexp.MustCompile(`第[` + numerals + `\d]{1,4}(?:[章节節篇编編]|部分)|[` + numerals + `]{1,3}、|[（(][` + numerals + `]{1,3}[）)]|前\s?言|附\s?[则則录錄件]`)
	// dotted is how an entry ends that tells its page behind dots.
	dotted = regexp.MustCompile(`[.…·．]{2,}\s*[（(]?\d{1,3}[）)]?\s*$`)
)

// dropContentsLine takes out a contents page that stands on one line near the
// top; what the line has behind it stays.
func (d *draft) dropContentsLine() {
	places := sync.OnceValue(func() map[string]int { return headingPlaces(d.lines) })
	for i, l := range d.lines[:min(len(d.lines), headLines)] {
		word := contentsWord.FindString(l)
		if word == "" && !strings.Contains(l, "…") && !strings.Contains(l, "..") && !strings.Contains(l, "··") {
			continue
		}
		es, end := entriesOfLine(l, len(word))
		if len(es) < minEntries || !areContents(es, word != "", func(e entry) bool { return places()[e.key] > i || strings.Contains(l[end:], e.text) }) {
			continue
		}
		d.note("contents", l[:end])
		rest := strings.TrimSpace(l[end:])
		d.lines = slices.Concat(d.lines[:i:i], []string{rest}, d.lines[i+1:])
		if rest == "" {
			d.lines = slices.Delete(d.lines, i, i+1)
		}
		return
	}
}

// entriesOfLine parts a line into entries from byte start on, up to where the
// first of them comes again, for there the text begins, and tells where that is.
func entriesOfLine(l string, start int) ([]entry, int) {
	if len(l) > maxEntries*maxEntry {
		l = l[:strings.LastIndex(l[:maxEntries*maxEntry], "。")+1]
	}
	at := entryStart.FindAllStringIndex(l[start:], -1)
	for i := len(at) - 1; i > 0; i-- { // 四、附则 is one entry
		if r, _ := utf8.DecodeRuneInString(l[start+at[i][0]:]); (r == '前' || r == '附') && strings.TrimSpace(l[start+at[i-1][1]:start+at[i][0]]) == "" {
			at = slices.Delete(at, i, i+1)
		}
	}
	if len(at) == 0 || at[0][0] > 0 {
		return nil, 0
	}
	var out []entry
	for i := range at {
		from, to := start+at[i][0], len(l)
		if i+1 < len(at) {
			to = start + at[i+1][0]
		}
		text := strings.TrimSpace(l[from:to])
		e, ok := readEntry(text)
		e.text = strings.TrimSpace(leader.ReplaceAllString(text, ""))
		e.dotted = dotted.MatchString(text)
		if len(out) > 0 && (e.key == out[0].key || strings.HasPrefix(e.key, out[0].key)) {
			return out, from
		}
		if !ok || strings.ContainsAny(text, "。；") || utf8.RuneCountInString(text) > 2*maxEntry {
			return nil, 0
		}
		out = append(out, e)
	}
	return out, len(l)
}

// areContents tells whether the entries of a line are a contents page's: their
// pages rise, behind dots if no word says what they are, or they come again.
func areContents(es []entry, titled bool, again func(entry) bool) bool {
	n, dots := 0, 0
	for _, e := range es {
		if again(e) {
			n++
		}
		if e.dotted {
			dots++
		}
	}
	if risingPages(es) && (titled || dots*2 > len(es)) {
		return true
	}
	return titled && n*10 >= len(es)*8
}
