package rag

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
)

// A query is a question as it is searched for.
type query struct {
	text   string     // the question as it stands without its history
	sides  []side     // one search each; a comparison between places has several
	places []string   // short names of the places that are named
	all    []Document // that are searched
	asked  []Document // the documents of those places, all that are searched where none is named
}

// question is q as it stands without its history.
func (q query) question(asked Question) Question {
	asked.Focus = strings.TrimSpace(asked.Text)
	asked.Text, asked.History, asked.Places = q.text, nil, q.places
	return asked
}

// A side is one search.
type side struct {
	text   string          // embedded
	words  string          // matched
	scope  Scope           // where to look
	prefer map[string]bool // documents of the place that is named
}

// understand makes a question stand alone and finds the places it names.
func (a *Answerer) understand(ctx context.Context, q Question) (query, error) {
	docs, err := a.Library.Documents(ctx)
	if err != nil {
		return query{}, fmt.Errorf("list documents: %w", err)
	}
	docs = slices.DeleteFunc(docs, func(d Document) bool {
		return q.Documents != nil && !slices.Contains(q.Documents, d.ID)
	})
	text := standalone(q, docs)
	places := named(text, docs)
	out := query{text: text, sides: sidesOf(text, q, places)}
	for _, p := range places {
		out.places = append(out.places, p.name)
	}
	out.all = docs
	out.asked = slices.DeleteFunc(slices.Clone(docs), func(d Document) bool {
		return len(places) > 0 && !slices.ContainsFunc(places, func(p place) bool { return p.documents[d.ID] })
	})
	return out, nil
}

// sidesOf cuts a question that names several places into one search for each,
// in which the other places are left out.
func sidesOf(text string, q Question, places []place) []side {
	whole := side{text: text, words: content(text), scope: Scope{Documents: q.Documents}}
	if len(places) == 1 {
		whole.prefer = places[0].documents
	}
	if len(places) < 2 || !compares.MatchString(fold.Simplified(text)) {
		return []side{whole}
	}
	sides := make([]side, len(places))
	for i, p := range places {
		own := text
		for _, other := range places {
			if other.name != p.name {
				own = strings.ReplaceAll(own, other.found, "")
			}
		}
		ids := make([]string, 0, len(p.documents))
		for id := range p.documents {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		sides[i] = side{text: own, words: content(own), scope: Scope{Documents: ids}}
	}
	return sides
}

// compares matches what asks about several places side by side.
var compares = regexp.MustCompile(`和|与|跟|及|、|各|分别|比|哪个|哪里|区别|不同|不一样|还是|都`)

// standalone puts what a follow-up leaves out in front of it: the latest
// earlier question that names a place, when this one names none.
func standalone(q Question, docs []Document) string {
	text := strings.TrimSpace(q.Text)
	if len(q.History) == 0 || len(named(text, docs)) > 0 {
		return text
	}
	for i := len(q.History) - 1; i >= 0; i-- {
		earlier := strings.TrimSpace(q.History[i].Question)
		if len(named(earlier, docs)) > 0 {
			return strings.TrimRight(earlier, "?？。 ") + "，" + text
		}
	}
	return text
}

// A place is a region that a question names and that documents are of.
type place struct {
	name      string // "赤坎"
	found     string // as it stands in the question: "赤坎区"
	documents map[string]bool
}

// named returns the places of documents that a text names, in the order of the text.
func named(text string, docs []Document) []place {
	folded := fold.Simplified(text)
	var out []place
	for _, d := range docs {
		own := shortName(d.Region)
		if own == "" || !strings.Contains(folded, own) {
			continue
		}
		i := slices.IndexFunc(out, func(p place) bool { return p.name == own })
		if i < 0 {
			out = append(out, place{name: own, found: foundAs(folded, own), documents: map[string]bool{}})
			i = len(out) - 1
		}
		out[i].documents[d.ID] = true
	}
	slices.SortStableFunc(out, func(a, b place) int {
		return strings.Index(folded, a.found) - strings.Index(folded, b.found)
	})
	return out
}

var regionPart = regexp.MustCompile(`(.{2,}?)(?:特别行政区|自治区|自治州|自治县|新区|街道|省|市|区|县|州|盟|旗|镇|乡)`)

// shortName is what people call a region: its last part without 区, 街道 and the like.
func shortName(region string) string {
	parts := regionPart.FindAllStringSubmatch(region, -1)
	if len(parts) == 0 {
		return ""
	}
	return parts[len(parts)-1][1]
}

// foundAs is a place's name in the text with the 区, 街, 街道 or 市 that follows.
func foundAs(text, name string) string {
	i := strings.Index(text, name)
	rest := text[i+len(name):]
	for _, suffix := range []string{"街道", "新区", "街", "区", "市", "县", "镇", "乡", "省"} {
		if strings.HasPrefix(rest, suffix) {
			return name + suffix
		}
	}
	return name
}

// asking matches what makes a sentence a question and stands in no plan.
var asking = regexp.MustCompile(`请问|请告诉我|我想知道|想知道|听说|是什么|是多少|有多少|是谁|什么时候|什么样|为什么|什么|多少|哪些|哪几|哪[个条种家位所年里五六三四两]|几[个家所座项条种年栋级]|怎么样|怎么办|怎么|如何|是不是|有没有|能不能|吗|呢|啥|分别|各自|各有|[?？!！]`)

// content is a question without the words that only ask.
func content(text string) string {
	if c := strings.TrimSpace(asking.ReplaceAllString(fold.Simplified(text), " ")); c != "" {
		return c
	}
	return text
}
