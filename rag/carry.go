package rag

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chuchu/rag/understand"
)

// carried leaves out of a follow-up the years that it took over from the question
// before and that no document of its own place speaks of: who asks 盐田呢 after a
// goal of 赤坎 for 2025 wants the goal of 盐田, of whatever year; the answer names
// it. A year that was typed stays.
func (a *Answerer) carried(ctx context.Context, q *query, typed string) error {
	if q.focus != q.text {
		return nil // nothing but the place was taken over, or nothing
	}
	own := understand.Years(understand.Dated(typed, a.now()))
	asked := slices.DeleteFunc(slices.Clone(q.all), func(d Document) bool { return !q.about(d) })
	for _, year := range understand.Years(q.text) {
		of := func(d Document) bool { return strings.HasPrefix(d.Published, strconv.Itoa(year)) }
		if slices.Contains(own, year) || len(asked) == 0 || within(asked, year, year) || slices.ContainsFunc(asked, of) {
			continue
		}
		held, err := a.holds(ctx, strconv.Itoa(year), Scope{Documents: ids(asked)})
		if err != nil {
			return err
		}
		if !held {
			named := strconv.Itoa(year)
			q.text = strings.ReplaceAll(strings.ReplaceAll(q.text, named+"年", ""), named, "")
		}
	}
	q.focus = q.text
	return nil
}
