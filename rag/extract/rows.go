package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/understand"
)

// rows answers a question that names several rows of a table, or asks which of
// its rows are 约束性, with those rows. It returns nil for any other question.
func rows(q question, all []candidate) []choice {
	table := slices.DeleteFunc(slices.Clone(all), func(c candidate) bool { return c.passage.Fact == nil })
	if out := bound(q, table); out != nil {
		return out
	}
	if allRows.MatchString(q.focus) && len(table) >= manyItems {
		return wholeTable(table)
	}
	named := slices.DeleteFunc(table, func(c candidate) bool { return !c.inside(q.focus) })
	named = slices.DeleteFunc(slices.Clone(named), func(c candidate) bool { // 工业总产值 where 规上工业总产值 is named
		return slices.ContainsFunc(named, func(o candidate) bool {
			return o.passage.Fact.Name != c.passage.Fact.Name && strings.Contains(o.passage.Fact.Name, c.passage.Fact.Name)
		})
	})
	if len(named) < 2 || !q.asks[0].figures() && !q.asks[len(q.asks)-1].figures() {
		return nil
	}
	return choices(named)
}

// allRows matches a question for all rows of a table: 主要指标有哪些.
var allRows = regexp.MustCompile(`(?:主要|核心|发展|规划|目标|预期)(?:的)?(?:预期)?指标(?:具体|分别|都|主要|一共)*(?:有|是|为|包括|包含|列了|定了)(?:哪|什么|啥|几)|(?:哪些|哪几[个项]|什么)(?:主要|核心|发展|规划)?指标[?？]?$`)

// mostRows is how many characters the rows of a whole table have at most.
const mostRows = 600

// wholeTable are the rows of the table that the best of them is of, as far as
// they can be read in an answer.
func wholeTable(table []candidate) []choice {
	first := slices.MinFunc(table, func(a, b candidate) int { return cmp.Compare(a.index, b.index) }).passage
	own := slices.DeleteFunc(slices.Clone(table), func(c candidate) bool {
		return c.passage.Document.ID != first.Document.ID || c.passage.Fact.Table != first.Fact.Table
	})
	out, length := choices(own), 0
	for i, c := range out {
		if length += len([]rune(c.text)); length > mostRows {
			return out[:i]
		}
	}
	return out
}

// inside tells whether a question names a row.
func (c candidate) inside(question string) bool {
	name := fold.String(c.passage.Fact.Name)
	return strings.Contains(fold.String(question), name) || strings.Contains(fold.String(understand.Written(question)), name)
}

// attributes are what a table says of whether its figures bind.
var attributes = regexp.MustCompile(`约束性|预期性`)

// askedAttribute matches a question for the rows of an attribute.
var askedAttribute = regexp.MustCompile(`(?:哪些|哪几|几个|多少|有没有|都是|全是|是不是|是否).*(?:约束性|预期性)|(?:约束性|预期性)(?:的|指标)*(?:有|是)?(?:哪|几|多少|吗)`)

// bound are the rows that have the attribute that a question asks for, each one's
// name with it; all rows where none has it, so that it is seen that none has.
func bound(q question, table []candidate) []choice {
	if !askedAttribute.MatchString(q.focus) || slices.ContainsFunc(table, func(c candidate) bool { return c.inside(q.focus) }) {
		return nil
	}
	asked := attributes.FindString(q.focus)
	with := slices.DeleteFunc(slices.Clone(table), func(c candidate) bool { return c.passage.Fact.Attribute != asked })
	if len(with) == 0 {
		with = slices.DeleteFunc(table, func(c candidate) bool { return c.passage.Fact.Attribute == "" })
	}
	return choices(with)
}

// choices are rows in the order of their tables; nil for none.
func choices(all []candidate) []choice {
	var out []choice
	for _, c := range slices.SortedStableFunc(slices.Values(all), func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.passage.Document.ID, b.passage.Document.ID), cmp.Compare(a.passage.Start, b.passage.Start))
	}) {
		out = append(out, choice{candidate: c, core: []int{0}})
	}
	return out
}
