package extract

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/verify"
)

// aPoint matches the number of a point where a sentence or a part of one begins:
// 一是, 第一，, （一）, 1., ①.
var aPoint = regexp.MustCompile(`(?:^|[。；;：:\n])[ 　\n]*(?:([一二三四五六七八九十])(?:是|要)|第([一二三四五六七八九十])[,，、]|[（(]([一二三四五六七八九十]|[0-9]{1,2})[)）]|([0-9]{1,2})[.．、][^0-9]|([①-⑩]))`)

// mostEnumerated is how many characters the points of a text have at most that
// are read as a list.
const mostEnumerated = 600

// enumerated is the branch of the points of a passage, each as far as its first
// sentence goes: 今年采取三方面措施：一是提高收入。…二是加大调节力度。… It has no items where
// the numbers do not follow one another.
func enumerated(r ranked) branch {
	b := branch{document: r.Document.ID, path: r.Path}
	text := fold.Simplified(r.Text)
	if len([]rune(text)) != len([]rune(r.Text)) {
		return b
	}
	starts := pointsOf(text)
	runes, length := []rune(r.Text), 0
	for _, start := range starts {
		first := verify.Sentences(string(runes[start:]))[0]
		c := newCandidate(r, start+first.Start, string(runes[start+first.Start:start+first.End]), nil)
		if length += len([]rune(c.text)); length > mostEnumerated {
			return branch{document: b.document, path: b.path}
		}
		b.items, b.names = append(b.items, c), append(b.names, pointMark.ReplaceAllString(c.text, ""))
	}
	if len(starts) > 0 {
		b.leads = []string{string(runes[:starts[0]])}
	}
	return b
}

// aSeries matches what stands behind a colon in parts that semicolons keep apart.
var aSeries = regexp.MustCompile(`：([^：。；;\n]+[；;]\n?){2,}[^：。；;\n]+。`)

// serial are the branches of a passage that have no numbers: 平台实现三项功能：统一门户，…；
// 统一用户，…；统一认证，…。
func serial(r ranked) []branch {
	var out []branch
	for _, m := range aSeries.FindAllStringIndex(r.Text, -1) {
		b := branch{document: r.Document.ID, path: r.Path, leads: []string{r.Text[:m[0]]}}
		from := len([]rune(r.Text[:m[0]])) + 1
		runes := []rune(r.Text[m[0]:m[1]])[1:]
		for _, s := range verify.Sentences(string(runes)) {
			c := newCandidate(r, from+s.Start, string(runes[s.Start:s.End]), nil)
			b.items, b.names = append(b.items, c), append(b.names, c.text)
		}
		if len(runes) <= mostEnumerated {
			out = append(out, b)
		}
	}
	return out
}

// nameFirst matches a sentence that begins with the name of what it is about.
var nameFirst = regexp.MustCompile(`^([\p{Han}A-Za-z0-9“”]{3,14})[：:]\p{Han}[^：:]{8,}$`)

// nameFirsts is the branch of the names that the sentences of a passage begin
// with, where most of them do: 感知系统：开展…。导航系统：研制…。
func nameFirsts(r ranked) branch {
	b := branch{document: r.Document.ID, path: r.Path}
	runes, sentences := []rune(r.Text), verify.Sentences(r.Text)
	for _, s := range sentences {
		if m := nameFirst.FindStringSubmatch(string(runes[s.Start:s.End])); m != nil {
			b.add(newCandidate(r, s.Start, m[1], nil))
		}
	}
	if 3*len(b.items) < 2*len(sentences) {
		return branch{document: b.document, path: b.path}
	}
	return b
}

// pointsOf are where the points of a text begin, in characters: those of the way
// of numbering that begins first, as far as they follow one another from one on.
func pointsOf(text string) []int {
	var out []int
	way := 0
	for _, m := range aPoint.FindAllStringSubmatchIndex(text, -1) {
		for w := 1; 2*w < len(m); w++ {
			from, to := m[2*w], m[2*w+1]
			if from < 0 || way != 0 && w != way || fold.Count(text[from:to]) != len(out)+1 {
				continue
			}
			way = w
			start := m[0] + len(text[m[0]:m[1]]) - len(strings.TrimLeft(text[m[0]:m[1]], "。；;：:\n 　"))
			out = append(out, len([]rune(text[:start])))
		}
	}
	return out
}
