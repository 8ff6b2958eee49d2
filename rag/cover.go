package rag

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"chuchu/chunk/fold"
)

// uncovered returns what a question asks about that no document speaks of, in
// the question's words: a year outside the period of every document in question
// that stands in none of their texts. It is "" where the library may have an
// answer.
func (a *Answerer) uncovered(ctx context.Context, q query) (string, error) {
	for _, year := range explicitYears(q.text) {
		within := slices.ContainsFunc(q.asked, func(d Document) bool {
			return d.Period != nil && d.Period.From <= year && year <= d.Period.To
		})
		if within || len(q.asked) == 0 {
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
	return "", nil
}

// holds tells whether a term stands in some chunk of a scope.
func (a *Answerer) holds(ctx context.Context, term string, scope Scope) (bool, error) {
	m, err := a.Finder.Match(ctx, []string{term}, scope, 1)
	if err != nil {
		return false, fmt.Errorf("look for %q: %w", term, err)
	}
	return len(m.Postings) > 0, nil
}

var yearLike = regexp.MustCompile(`(?:^|[^0-9.])((?:19|20)\d\d)(?:$|[^0-9.个家座张人名所项条亩万亿元%])`)

// explicitYears returns the years that a text names.
func explicitYears(text string) []int {
	var out []int
	for _, y := range yearLike.FindAllStringSubmatch(fold.String(text), -1) {
		n, _ := strconv.Atoi(y[1])
		out = append(out, n)
	}
	return out
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
