package extract

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
)

// merged leaves out parts that name nothing of their own ("各是多少" after a part
// that names the thing): what they want is wanted of the part in front of them.
func merged(asks []ask) []ask {
	var out []ask
	for _, a := range asks {
		n := len(out) - 1
		if n >= 0 && len(a.own) == 0 && !a.special() {
			out[n].takes(a)
			continue
		}
		if n >= 0 && a.kind == statement && asksToo.MatchString(a.text) {
			a.kind, a.measure = out[n].kind, out[n].measure
		}
		if comparing.MatchString(a.text) && !a.hard() {
			if n >= 0 && out[n].figures() {
				continue // which is the greater follows from the figures
			}
			a.kind = figure
		}
		out = append(out, a)
	}
	return out
}

// special tells whether an ask wants a thing that no other ask wants in passing.
func (a ask) special() bool {
	return a.kind == money || a.kind == date || a.kind == person || a.kind == actor || a.kind == contact
}

// takes makes what b wants wanted of a, where a itself wants less.
func (a *ask) takes(b ask) {
	a.list = a.list || b.list
	if !a.hard() && b.hard() {
		a.kind, a.measure, a.noun, a.count = b.kind, b.measure, b.noun, b.count
	}
}

var (
	subjects = regexp.MustCompile(`((?:[\p{Han}A-Za-z0-9]{2,8}、)+[\p{Han}A-Za-z0-9]{2,8}?)(?:这)?([两三四五六]|[2-6])[个种类]`)
	fiveYear = regexp.MustCompile(`十[一二三四五六]五|前五年|后五年`)
)

// sided gives a question that sets things side by side one part for each: the
// five-year plans that it compares, the subjects that it counts ("甲、乙、丙三个片区").
func sided(parts []string, focus string) []string {
	if names, rest := subjectsOf(focus); names != nil {
		return each(names, rest)
	}
	plans := fiveYear.FindAllString(focus, -1)
	if len(plans) == 2 && plans[0] != plans[1] && len(parts) == 1 && compares.MatchString(focus) {
		rest := fiveYear.ReplaceAllString(focus, "")
		return []string{plans[0] + "完成" + asBack.ReplaceAllString(rest, "") + "多少", plans[1] + "目标" + asBack.ReplaceAllString(rest, "") + "多少"}
	}
	return parts
}

// subjectsOf are the subjects that a question counts, and the question without them.
func subjectsOf(focus string) (names []string, rest string) {
	m := subjects.FindStringSubmatch(focus)
	if m == nil {
		return nil, ""
	}
	if names = strings.Split(m[1], "、"); len(names) != fold.Count(m[2]) {
		return nil, ""
	}
	return names, strings.Replace(focus, m[0], "", 1)
}

// tells tells whether a candidate speaks of the ask's subject and, in its own
// words, of no other.
func (c candidate) tells(a ask) bool {
	text := fold.String(c.text)
	above := fold.String(strings.Join(c.passage.Path, "\n"))
	own := a.subject == "" || strings.Contains(text, a.subject) || strings.Contains(above, a.subject)
	rest, first := strings.CutPrefix(text, a.subject)
	first = first && a.subject != "" && !strings.ContainsAny(rest[:min(len("、"), len(rest))], "、和与及—")
	return own && (first || !slices.ContainsFunc(a.others, func(o string) bool { return strings.Contains(text, o) }))
}

var asBack = regexp.MustCompile(`完成数|目标|对比一下|对比|相比|比较|[“”"]`)

// each puts every name in front of the same words.
func each(names []string, rest string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n + rest
	}
	return out
}
