package rag

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/rag/bm25"
	"chuchu/rag/understand"
)

// uncovered returns what a question asks about that no document speaks of, in
// the question's words: a place that no document is of and no passage has as the
// subject of what is asked; a year outside the period of every document in
// question that stands in none of their texts. It is "" where the library may
// have an answer.
func (a *Answerer) uncovered(ctx context.Context, q query, passages []Passage) (string, error) {
	if what, err := a.elsewhere(ctx, q, passages); what != "" || err != nil {
		return what, err
	}
	for _, year := range q.reads.Years {
		if within(q.asked, year, year) || len(q.asked) == 0 {
			continue
		}
		held, err := a.holds(ctx, strconv.Itoa(year), Scope{Documents: ids(q.asked)})
		if err != nil {
			return "", err
		}
		if !held {
			return fmt.Sprintf("%d年", year), nil
		}
	}
	for _, plan := range q.reads.Plans {
		from, to := understand.PlanYears(plan)
		if from == 0 || within(q.asked, from, to) || len(q.asked) == 0 {
			continue
		}
		held, err := a.holds(ctx, plan, Scope{Documents: ids(q.asked)})
		if err != nil {
			return "", err
		}
		if !held {
			return "“" + plan + "”", nil
		}
	}
	return "", nil
}

// within tells whether some document's period has years of a span.
func within(docs []Document, from, to int) bool {
	return slices.ContainsFunc(docs, func(d Document) bool {
		return d.Period != nil && d.Period.From <= to && d.Period.To >= from
	})
}

// elsewhere is the place that is asked about where no document is of it: the
// last of those named. A parent, a sibling and a namesake elsewhere are such
// places. What a document says of one all the same counts, where the place is
// in the sentence that says it.
func (a *Answerer) elsewhere(ctx context.Context, q query, passages []Passage) (string, error) {
	if len(q.places) == 0 {
		place := stranger(q.text, q.all)
		if place == "" {
			return "", nil
		}
		held, err := a.holds(ctx, place, Scope{})
		if err != nil || held {
			return "", err
		}
		return place, nil
	}
	if slices.ContainsFunc(q.places, func(p understand.Place) bool { return p.Own != "" }) {
		return "", nil
	}
	place := q.places[len(q.places)-1]
	if speaks(passages, place, understand.Content(understand.Without(q.text, q.places))) {
		return "", nil
	}
	return place.Found, nil
}

// speaking is how much of what is asked must stand in one sentence with a place
// that no document is of.
const speaking = 0.5

// speaks tells whether a sentence of the passages has both a place and what is
// asked about it.
func speaks(passages []Passage, place understand.Place, content string) bool {
	asked := bm25.Distinct(slices.DeleteFunc(bm25.Terms(content), single))
	for _, p := range passages {
		for sentence := range strings.FieldsFuncSeq(fold.Simplified(p.Text), func(r rune) bool { return strings.ContainsRune("。；;！？\n", r) }) {
			if !strings.Contains(sentence, place.Name) {
				continue
			}
			terms, held := bm25.Terms(sentence), 0
			for _, t := range asked {
				if slices.Contains(terms, t) {
					held++
				}
			}
			if len(asked) == 0 || float64(held) >= speaking*float64(len(asked)) {
				return true
			}
		}
	}
	return false
}

// single tells whether a term is one character.
func single(term string) bool { return utf8.RuneCountInString(term) == 1 }

// missing are the notices of sides of a comparison for which there is nothing.
func (q query) missing() []Notice {
	var out []Notice
	for _, name := range q.nothing {
		out = append(out, Notice{NoticeNothingFound, "资料中没有找到" + name + "的相关内容。"})
	}
	return out
}

// holds tells whether a word may stand in some chunk of a scope: one that holds
// every pair of neighbouring characters of it, or the figure that it is.
func (a *Answerer) holds(ctx context.Context, word string, scope Scope) (bool, error) {
	terms := slices.DeleteFunc(bm25.Distinct(bm25.Terms(word)), single)
	m, err := a.Finder.Match(ctx, terms, scope, candidates)
	if err != nil {
		return false, fmt.Errorf("look for %q: %w", word, err)
	}
	return slices.ContainsFunc(m.Postings, func(p Posting) bool { return !slices.Contains(p.Counts, 0) }), nil
}

var (
	opening = regexp.MustCompile(`^(?:请问|请教|想问|我想|想|知道|了解|一下|关于|听说|帮我|查|看看|在|到)+`)
	region  = regexp.MustCompile(`^(\p{Han}{2,4}?)(?:自治区|自治州|自治县|新区|街道|[省市区县镇乡])`)
	noPlace = regexp.MustCompile(`^[和与跟及同各全本该我这那]|(?:社|小|园|片|市|城|地|辖|街|景|校|院|港|矿|困山|远山|石山|半山|命山|老|灾|厂|库|湾|郊|农|林|牧|务|税|发|技术|范|验|能|业|游|活|住|护|贸|作|聚|行|特|心|县|水|海|沿海)区$|(?:特色|小|集|村|心|重点|强|古|乡|城)镇$|(?:县|超大|大|中|小|都|上|城)市$`)
)

// stranger is the most specific place that a question begins with and the
// gazetteer does not know, where it is none that documents are of or lie in: "古林街道" of 滨海新区古林街道…, "" else.
// Only the beginning is read, where a place can be told from other words.
func stranger(text string, docs []Document) string {
	rest := opening.ReplaceAllString(fold.Simplified(strings.TrimSpace(text)), "")
	known := parts(docs)
	last := ""
	for {
		if own := prefixOf(rest, known); own != "" {
			rest, last = rest[len(own):], ""
			continue
		}
		m := region.FindStringSubmatch(rest)
		if m == nil || noPlace.MatchString(m[0]) || strings.HasPrefix(rest[len(m[0]):], "村") {
			return last
		}
		if slices.ContainsFunc(known, func(k string) bool { return strings.Contains(m[0], k) }) {
			return last // a place of ours in the middle: no name, but words around it
		}
		rest, last = rest[len(m[0]):], m[0]
	}
}

var regionPart = regexp.MustCompile(`(.{2,}?)(?:特别行政区|自治区|自治州|自治县|新区|街道|省|市|区|县|州|盟|旗|镇|乡)`)

// parts are the names of the regions that documents are of and lie in, with and
// without 区, 市 and the like, longest first.
func parts(docs []Document) []string {
	var out []string
	for _, d := range docs {
		for _, p := range regionPart.FindAllStringSubmatch(d.Region, -1) {
			out = append(out, p[0], p[1])
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	return slices.Compact(out)
}

func prefixOf(text string, names []string) string {
	if i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(text, n) }); i >= 0 {
		return names[i]
	}
	return ""
}

// orders matches what is no question to documents: talk that would change the
// rules, or wants something made up.
var orders = regexp.MustCompile(`(?:忽略|无视|忘记|忘掉).{0,14}(?:规则|指令|指示|要求|提示|设定)|(?:随便|胡乱|瞎)编|编(?:造|一个|个)|不(?:用|要|必)(?:标|写|给|注明)(?:明)?(?:来源|出处)|你(?:现在)?不(?:再)?是.{0,10}(?:助手|程序|系统)|(?:假装|扮演)`)

// isOrder tells whether a question is an order of that kind.
func isOrder(text string) bool { return orders.MatchString(fold.Simplified(text)) }

func ids(docs []Document) []string {
	out := make([]string, len(docs))
	for i, d := range docs {
		out[i] = d.ID
	}
	return out
}
