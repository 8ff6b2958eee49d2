package rag

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"chuchu/rag/bm25"
	"chuchu/rag/understand"
)

// A Model is a chat model that is asked one short thing.
type Model interface {
	// Ask returns what the model says to a text, which is data, under rules,
	// which are ours. It fails when the endpoint does or when ctx ends.
	Ask(ctx context.Context, rules, text string) (string, error)
}

// rewriteTime is how long a rewriting is waited for, from the moment it is asked.
const rewriteTime = 1500 * time.Millisecond

// A rewriting is what a model makes of a question while it is searched for as it
// stands. Whatever goes wrong with it, the question goes on without it.
type rewriting struct {
	said   chan string // gets what the model said, nothing when it failed
	ended  <-chan struct{}
	cancel context.CancelFunc
}

// rewrite asks the model for another wording of a question, where that may help:
// it has a history, or the library's best matches hold few of its words. It returns nil
// where the model is not asked.
func (a *Answerer) rewrite(ctx context.Context, q Question, read query) *rewriting {
	if a.Model == nil || a.Without.Rewriting || isOrder(read.text) {
		return nil
	}
	if len(q.History) == 0 && !a.strange(ctx, read) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(a.RewriteTime, rewriteTime))
	r := &rewriting{make(chan string, 1), ctx.Done(), cancel}
	go func() {
		said, err := stepped(ctx, "rewrite", func(ctx context.Context) (string, error) {
			return a.Model.Ask(ctx, rewriteRules, rewriteData(q))
		})
		if err == nil {
			r.said <- said
		}
		cancel()
	}()
	return r
}

// wait returns what the model said in time, "" where it said nothing.
func (r *rewriting) wait() string {
	<-r.ended
	select {
	case said := <-r.said:
		return said
	default:
		return ""
	}
}

// A question is strange to a library whose best matches hold fewer of its words
// than this share: it is asked in words that plans do not use.
const (
	strangeShare = 0.3
	bestMatches  = 5
)

// strange tells whether the best matches of a question hold few of its words.
func (a *Answerer) strange(ctx context.Context, q query) bool {
	terms := slices.DeleteFunc(bm25.Distinct(bm25.Terms(understand.Content(understand.Without(q.text, q.places)))), single)
	if len(terms) == 0 {
		return false
	}
	m, err := a.Finder.Match(ctx, terms, q.scope(), bestMatches)
	if err != nil { // the search will say what is wrong
		return false
	}
	most := 0
	for _, p := range m.Postings {
		held := len(p.Counts) - len(slices.DeleteFunc(slices.Clone(p.Counts), func(n int) bool { return n > 0 }))
		most = max(most, held)
	}
	return float64(most) < strangeShare*float64(len(terms))
}

// retrieve tells how a question was read and finds its passages. The question is
// searched as it stands while a model may make another wording of it, whose
// passages then come besides.
func (a *Answerer) retrieve(ctx context.Context, q Question, read *query, tell func(Event) bool) ([]Passage, error) {
	asked := a.rewrite(ctx, q, *read)
	if asked == nil && !tell(Rewritten{read.text}) {
		return nil, errStopped
	}
	if asked != nil {
		defer asked.cancel()
	}
	hits, err := a.hits(ctx, read, maxPassages)
	if err != nil {
		return nil, err
	}
	if asked != nil {
		if hits, err = a.also(ctx, read, readRewriting(asked.wait(), q, *read, a.now()), hits); err != nil {
			return nil, err
		}
		if !tell(Rewritten{read.standalone()}) {
			return nil, errStopped
		}
	}
	passages, err := a.passages(ctx, hits)
	if err == nil && !tell(Retrieved{passages}) {
		return nil, errStopped
	}
	return passages, err
}

// rawTurns is how many places of a list go to the question as it stands for one
// that goes to a model's wording.
const rawTurns = 2

// also finds what a model's wording brings and puts it between the hits of the
// question as it stands. Where it is searched is as the question was understood.
func (a *Answerer) also(ctx context.Context, q *query, made wording, raw []hit) ([]hit, error) {
	q.alone = made.question
	var lists [][]hit
	for _, phrase := range made.phrases {
		s := side{text: phrase, words: understand.Content(phrase), scope: q.scope()}
		s.prefer, s.others = a.preferred(*q)
		hits, err := a.rank(ctx, s)
		if err != nil {
			return nil, fmt.Errorf("search for another wording: %w", err)
		}
		lists = append(lists, hits)
	}
	if len(lists) == 0 {
		return raw, nil
	}
	return weave(raw, share(lists, maxPassages), maxPassages), nil
}

// scope is where all sides of a query are searched together.
func (q query) scope() Scope {
	var all []string
	for _, s := range q.sides {
		if s.scope.Documents == nil {
			return s.scope
		}
		all = append(all, s.scope.Documents...)
	}
	return Scope{Documents: all}
}

// weave puts a hit of extra behind each rawTurns of raw, each chunk once, as far
// as limit. What is only in extra has no more score than what it stands behind.
func weave(raw, extra []hit, limit int) []hit {
	var out []hit
	seen := make(map[Key]bool)
	take := func(list *[]hit, most float64) bool {
		for len(*list) > 0 {
			h := (*list)[0]
			*list = (*list)[1:]
			if !seen[h.key] {
				seen[h.key] = true
				h.score = min(h.score, most)
				out = append(out, h)
				return true
			}
		}
		return false
	}
	for turn := 0; len(out) < limit && len(raw)+len(extra) > 0; turn++ {
		last := 1.0
		if len(out) > 0 {
			last = out[len(out)-1].score
		}
		if turn%(rawTurns+1) < rawTurns {
			take(&raw, 1)
		} else {
			take(&extra, last)
		}
	}
	return out
}

// standalone is the question as a reader is told that it was understood.
func (q query) standalone() string { return cmp.Or(q.alone, q.text) }
