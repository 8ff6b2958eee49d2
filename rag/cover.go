package rag

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

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
	if year := otherEdition(q.text, passages); year != "" {
		return year, nil
	}
	for _, year := range q.reads.Years {
		if within(q.asked, year, year) || len(q.asked) == 0 || slices.ContainsFunc(q.asked, func(d Document) bool { return d.InForce(year) }) {
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

// anEdition matches a paper that is named with its year, editionOf what stands in
// front of the name of one.
var (
	anEdition = regexp.MustCompile(`((?:19|20)[0-9]{2}年)(?:度|版)?的?(\p{Han}{4,30}?(?:计划|方案|要点|指南|规划|名单|目录|通知))`)
	editionOf = regexp.MustCompile(`((?:19|20)[0-9]{2}年)(?:度|版)?的?$`)
)

// otherEdition is the year of a paper that a question names where the passages know
// that paper of other years alone; "" elsewhere.
func otherEdition(text string, passages []Passage) string {
	m := anEdition.FindStringSubmatch(fold.Simplified(text))
	if m == nil {
		return ""
	}
	other := false
	for _, p := range passages {
		said := strings.Split(fold.Simplified(p.Document.Title+"\n"+p.Text), m[2])
		for _, before := range said[:len(said)-1] {
			of := editionOf.FindStringSubmatch(before)
			if of != nil && of[1] == m[1] {
				return ""
			}
			other = other || of != nil
		}
	}
	if !other {
		return ""
	}
	return m[1]
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
		place := understand.Stranger(q.text, q.own)
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
	spoken, err := a.spoken(ctx, topicOf(q, place), passages)
	if err != nil || spoken {
		return "", err
	}
	return place.Found, nil
}

// foreign is why nothing was found for a place that no document is of, where all
// passages are of other places; nil where that is not so.
func (q query) foreign(passages []Passage) *refusal {
	asked := q.question(Question{})
	if asked.Beyond == nil || len(passages) == 0 || slices.ContainsFunc(passages, func(p Passage) bool { return asked.Tells(p.Document, "") }) {
		return nil
	}
	return &refusal{NotCovered, asked.Beyond.Found}
}

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

// isOrder tells whether a text is no question to documents: talk, a wish for
// something made up, an order to leave the rules.
func isOrder(text string) bool { return understand.Idle(text) }

func ids(docs []Document) []string {
	out := make([]string, len(docs))
	for i, d := range docs {
		out[i] = d.ID
	}
	return out
}
