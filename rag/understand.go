package rag

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/regions"
	"chuchu/rag/understand"
)

// A query is a question as it is searched for.
type query struct {
	text    string // the question as it stands without its history
	alone   string // the same in a model's words, "" where these are not used
	focus   string // the part of it that is asked now
	topic   string // what the conversation was about before
	stays   string // the document that answers the question before
	before  string // the question before, where this one may be about the same
	reads   understand.Asked
	places  []understand.Place
	sides   []side
	all     []Document       // that are searched, with their Versions
	own     []regions.Region // that they are of
	asked   []Document       // the documents of the places, all that are searched where none is named
	limited bool             // to documents that were chosen
	nothing []string         // sides of a comparison that no document is about
}

// question is q as it stands without its history, which stays beside it.
func (q query) question(asked Question) Question {
	asked.Focus, asked.Text, asked.Topic, asked.Before = q.focus, q.text, q.topic, q.before
	asked.Stays = q.stays
	asked.Asked, asked.Places, asked.Own = q.reads, nil, nil
	for _, p := range q.places {
		if p.Own != "" {
			asked.Places, asked.Own = append(asked.Places, p.Name), append(asked.Own, p.Own)
		}
	}
	if n := len(q.places); n > 0 && len(asked.Places) == 0 {
		asked.Beyond = &q.places[n-1]
	}
	for _, s := range q.sides {
		if s.name != "" {
			asked.Sides = append(asked.Sides, s.name)
		}
		if s.apart {
			asked.Apart = append(asked.Apart, s.text)
		}
	}
	return asked
}

// A side is one search.
type side struct {
	name   string
	apart  bool            // text is a question by itself
	text   string          // embedded
	words  string          // matched
	faint  string          // words that count little: the topic before
	scope  Scope           // where to look
	prefer map[string]bool // documents of the place that is named
	others map[string]bool // documents of other places than those that are named
}

// understand makes a question stand alone and finds what it asks and where.
func (a *Answerer) understand(ctx context.Context, q Question) (query, error) {
	docs, err := a.Library.Documents(ctx)
	if err != nil {
		return query{}, fmt.Errorf("list documents: %w", err)
	}
	docs = slices.DeleteFunc(docs, func(d Document) bool {
		return q.Documents != nil && !slices.Contains(q.Documents, d.ID)
	})
	own := understand.Regions(regionsOf(docs))
	spell := a.speller(ctx, own)
	text, err := spell(strings.TrimSpace(q.Text))
	if err != nil {
		return query{}, err
	}
	earlier, err := a.earlier(q, spell)
	if err != nil {
		return query{}, err
	}
	idle := isOrder(text) // it stands for itself
	if a.Without.History || idle {
		earlier = nil
	}
	text = understand.Spelled(text, own)
	standing := understand.Standalone(text, earlier, own)
	out := query{text: understand.Dated(standing.Text, a.now()), focus: understand.Dated(text, a.now()), topic: standing.Faint, before: standing.Before, all: Versions(docs), own: own, limited: q.Documents != nil}
	switch {
	case standing.Focus != "":
		out.focus = understand.Dated(standing.Focus, a.now())
	case !strings.HasSuffix(standing.Text, text):
		out.focus = out.text // rewritten as a whole: 盐田呢
	}
	out.places = understand.Places(out.text, own)
	if home := a.home(own); len(out.places) == 0 && home != "" && !idle {
		out.text = home + out.text
		out.places = understand.Places(out.text, own)
	}
	if err := a.carried(ctx, &out, text); err != nil {
		return query{}, err
	}
	out.places = innermost(out.text, out.places)
	out.reads = understand.Read(out.text, a.now())
	out.asked = slices.DeleteFunc(slices.Clone(docs), func(d Document) bool { return !out.about(d) })
	a.cut(&out, q)
	return out, nil
}

// innermost are the places that a text names without those that another one lies in
// of which no document is: 济南要建的工厂，历城区分到几个 asks of the district. Where
// both are asked about they stand side by side.
func innermost(text string, places []understand.Place) []understand.Place {
	return slices.DeleteFunc(slices.Clone(places), func(p understand.Place) bool {
		return p.Own != "" && slices.ContainsFunc(places, func(o understand.Place) bool {
			return o.Own == "" && o.LiesIn(p.Own) && !slices.ContainsFunc(joining, func(and string) bool {
				return strings.Contains(text, and+o.Found) || strings.Contains(text, o.Found+and)
			})
		})
	})
}

// joining are the words between two that stand side by side.
var joining = []string{"和", "与", "跟", "及", "、", "比"}

// wider matches words for what a place lies in.
var wider = regexp.MustCompile(`全[国省市]|[省市]里`)

// about tells whether a document is of one of the places that are named, if any is
// that documents are of. One whose region nobody knows may be.
func (q query) about(d Document) bool {
	named := false
	wide := wider.MatchString(q.text)
	for _, p := range q.places {
		if wide && p.Own != "" && d.Region != "" && strings.HasPrefix(p.Own, d.Region) {
			return true // 济南2026年和全省2027年的目标
		}
		if p.Own != "" && (p.Own == d.Region || d.Region == "" && d.Level == "") {
			return true
		}
		named = named || p.Own != ""
	}
	return !named
}

// earlierTurns is how many questions of a conversation are read.
const earlierTurns = 6

// earlier are the questions before, as they are understood.
func (a *Answerer) earlier(q Question, spell func(string) (string, error)) ([]string, error) {
	var out []string
	for _, t := range q.History[max(0, len(q.History)-earlierTurns):] {
		text, err := spell(strings.TrimSpace(t.Question))
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, nil
}

// home is the home region as questions name it, "" where no document is of it.
func (a *Answerer) home(own []regions.Region) string {
	for _, p := range understand.Places(a.HomeRegion, own) {
		if p.Own != "" {
			return p.Found
		}
	}
	return ""
}

func regionsOf(docs []Document) []string {
	out := make([]string, len(docs))
	for i, d := range docs {
		out[i] = d.Region
	}
	return out
}

// cut makes the searches for a question: one, or one for each side of a comparison.
func (a *Answerer) cut(out *query, q Question) {
	sides := []understand.Side{{Text: out.text}}
	if !a.Without.Sides {
		sides = understand.Sides(out.text, out.places)
	}
	for _, s := range sides {
		made := side{name: s.Name, text: s.Text, apart: s.Apart, words: understand.Content(understand.Written(s.Text)), faint: out.topic, scope: Scope{Documents: q.Documents}}
		switch documents := documentsOf(out.all, s.Place); {
		case s.Place.Name == "":
			made.prefer, made.others = a.preferred(out.of(s))
		case len(documents) == 0:
			out.nothing = append(out.nothing, s.Place.Found)
			continue
		default:
			made.scope = Scope{Documents: documents}
		}
		out.sides = append(out.sides, made)
	}
}

// of is a query of the places that a side names, where that is a question by itself.
func (q query) of(s understand.Side) query {
	if s.Apart {
		q.places = slices.DeleteFunc(slices.Clone(q.places), func(p understand.Place) bool { return !strings.Contains(s.Text, p.Found) })
	}
	return q
}

// documentsOf are the documents of a place.
func documentsOf(docs []Document, p understand.Place) []string {
	var out []string
	for _, d := range docs {
		if p.Own != "" && d.Region == p.Own {
			out = append(out, d.ID)
		}
	}
	return out
}

// preferred are the documents of the place that is named or of what lies in it;
// others are those of places that have nothing to do with it.
func (a *Answerer) preferred(q query) (preferred, others map[string]bool) {
	if a.Without.Places || len(q.places) == 0 {
		return nil, nil
	}
	preferred, others = make(map[string]bool), make(map[string]bool)
	for _, d := range q.all {
		related := d.Region == ""
		for _, p := range q.places {
			own := d.Region != "" && (p.Own == d.Region || p.Own == "" && above(p, d.Region))
			preferred[d.ID] = preferred[d.ID] || own
			related = related || own || below(p, d.Region)
		}
		others[d.ID] = !related
	}
	return preferred, others
}

// below tells whether a place lies in a region, or a region in it.
func below(p understand.Place, region string) bool {
	for _, r := range p.May {
		if strings.HasPrefix(r.Full, region) || strings.HasPrefix(region, r.Full) {
			return true
		}
	}
	return p.Own != "" && (strings.HasPrefix(p.Own, region) || strings.HasPrefix(region, p.Own))
}

// above tells whether a region lies in a place.
func above(p understand.Place, region string) bool {
	for _, r := range p.May {
		if r.Full == region || strings.HasPrefix(region, r.Full) {
			return true
		}
	}
	return false
}

// speller reads what is typed as the library's words.
func (a *Answerer) speller(ctx context.Context, own []regions.Region) func(string) (string, error) {
	s := understand.Speller{Holding: func(terms []string) ([]int, error) {
		m, err := a.Finder.Match(ctx, terms, Scope{Chunks: []Key{{}}}, 1)
		if err != nil {
			return nil, fmt.Errorf("look for words: %w", err)
		}
		return m.Holding, nil
	}}
	for _, r := range own {
		s.Names = append(s.Names, understand.Names(r)...)
	}
	return func(text string) (string, error) {
		for _, way := range []struct {
			read func(string) (string, bool, error)
			off  bool
		}{{s.Pinyin, a.Without.Pinyin}, {s.Typos, a.Without.Typos}} {
			if way.off {
				continue
			}
			read, _, err := way.read(text)
			if err != nil { // the search will say what is wrong
				return text, ctx.Err()
			}
			text = read
		}
		return text, nil
	}
}
