package verify

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// verbatim tells whether a claim is whole clauses of one text, and of which
// sentences: all where it is a heading above them. What stands in front of a colon may name the document.
func (c *claim) verbatim() ([]Used, bool) {
	words := c.text
	if lead, rest, ok := strings.Cut(words, ":"); ok && c.names(lead) {
		words = rest
	}
	words = strings.TrimFunc(words, unicode.IsPunct)
	if percent := strings.Index(c.text, words+"%"); percent >= 0 && words != "" {
		words += "%"
	}
	for i, t := range c.texts {
		if clauseIndex(t.whole, words) >= 0 || t.headed(words) {
			return t.usedAt(i, words), true
		}
	}
	return nil, false
}

// headed tells whether words are a heading above the text, without its number.
func (t *Text) headed(words string) bool {
	before, after, found := strings.Cut(t.heads, words)
	if !found || utf8.RuneCountInString(words) < 4 {
		return false
	}
	next, _ := utf8.DecodeRuneInString(after)
	return !inClause(next) && (headNumber.MatchString(before) || clauseIndex(t.heads, words) >= 0)
}

// headNumber matches the number of a folded heading, at the end of what stands in front of it.
var headNumber = regexp.MustCompile(`(?:^|[^0-9])(?:第[0-9一二三四五六七八九十百零〇]+[章节篇部条]分?|[0-9]+[)、.]?|(?:^|\n)[一二三四五六七八九十]+[)、.]?)$`)

// names tells whether words only name a document or who says it: no year, no
// figure, nothing of what was reached.
func (c *claim) names(words string) bool {
	found, times := foldedPieces(words)
	for _, p := range found {
		if len(p.figures) > 0 || !c.leads(p) {
			return false
		}
	}
	return len(times) == 0 && statusOf(words) == unsaid
}

// clauseIndex is where words stand in text as whole clauses, -1 if they do not.
func clauseIndex(text, words string) int {
	const shortest = 12 // bytes: four characters
	if len(words) < shortest {
		return -1
	}
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(words):])
		if !inClause(before) && !inClause(after) {
			return i
		}
		from = i + len(words)
	}
}

// inClause tells what goes on with a clause from what ends one; 、 parts its items.
func inClause(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("%、·-~/.", r))
}

// usedAt are the sentences that hold words, all of them where no one does.
func (t *Text) usedAt(text int, words string) []Used {
	var out []Used
	for _, s := range t.sentences {
		if strings.Contains(plain(s.text), words) {
			return []Used{{text, s.Span}}
		}
		out = append(out, Used{text, s.Span})
	}
	return out
}
