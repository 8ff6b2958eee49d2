package rag

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
	"chuchu/rag/bm25"
	"chuchu/rag/understand"
)

// What speaks of a place that no document is of, in shares of what is asked.
const (
	speaking    = 0.5 // in a sentence, or in a passage with the place
	speakingOn  = 0.3 // in the sentences that go on about the place
	subjectLook = 10  // passages that are looked at
)

// A topic is what is asked about a place that no document is of.
type topic struct {
	place understand.Place
	asked string   // the question
	terms []string // pairs of characters, figures and words
}

// reportNamed matches the name of a report, which says nothing of its matter.
var reportNamed = regexp.MustCompile(`(?:[0-9]{2,4}年)?的?(?:国务院)?(?:政府)?(?:工作)?报告[里中]?`)

// ofAny matches words that any plan has of anything.
var ofAny = regexp.MustCompile(`目标|指标|(?:19|20)[0-9]{2}年?|“?十[一二三四五六]五”?(?:规划|计划|期间|时期|末)?`)

func topicOf(q query, place understand.Place) topic {
	content := understand.Topic(reportNamed.ReplaceAllString(understand.Without(q.text, q.places), " "))
	terms := func(text string) []string { return bm25.Distinct(slices.DeleteFunc(bm25.Terms(text), single)) }
	if own := terms(ofAny.ReplaceAllString(content, " ")); len(own) > 0 {
		return topic{place, q.text, own}
	}
	return topic{place, q.text, terms(content)}
}

// spoken tells whether a passage says of a place what is asked:
//   - a document of a region that the place lies in (惠城区 in one of 惠州) where
//     the sentences on the place do, or the passage below a lead that is about
//     no other place; the rules of a region hold in all that lies in it, whereas
//     its figures and aims are its own;
//   - the best of a prefecture, of the city of its name;
//   - a document that names no region where a passage has the place and the
//     topic, or the best has the topic and no place at all and is not the
//     country's word on itself;
//   - any other document, of a parent, a sibling or a namesake's, where one
//     sentence has both.
func (a *Answerer) spoken(ctx context.Context, t topic, passages []Passage) (bool, error) {
	for i, p := range passages[:min(len(passages), subjectLook)] {
		text := strings.Join(p.Path, "。") + "。" + p.Text
		switch {
		case p.Document.Region == "":
			if titled := text + p.Document.Title; t.in(titled) >= speaking && t.named(text) || i == 0 && t.in(text) >= speaking && len(named(text)) == 0 && !ofNationAlone(p.Document, t.asked) {
				return true, nil
			}
		case i == 0 && t.place.SeatOf(p.Document.Region):
			return true, nil
		case t.place.LiesIn(p.Document.Region):
			if t.in(t.passage(text)) >= speakingOn || p.Document.Kind == rules && (i == 0 || t.in(text) >= speakingOn) {
				return true, nil
			}
			led, err := a.led(ctx, t, p)
			if led || err != nil {
				return led, err
			}
		case t.inSentence(text):
			return true, nil
		}
	}
	return false, nil
}

// in is how much of what is asked stands in a text, all of it where only the
// place is asked about.
func (t topic) in(text string) float64 {
	if text == "" {
		return 0
	}
	if len(t.terms) == 0 {
		return 1
	}
	terms, held := bm25.Terms(fold.Simplified(text)), 0
	for _, term := range t.terms {
		if slices.Contains(terms, term) {
			held++
		}
	}
	return float64(held) / float64(len(t.terms))
}

var sentenceEnd = regexp.MustCompile(`[。；;！？\n]+`)

// inSentence tells whether one sentence says of the place what is asked.
func (t topic) inSentence(text string) bool {
	for _, s := range sentenceEnd.Split(text, -1) {
		if t.in(t.place.Said(s)) >= speaking {
			return true
		}
	}
	return false
}

// passage is what of a text is about the place: from a sentence that names it up
// to one that names other places alone.
func (t topic) passage(text string) string {
	var out []string
	about := false
	for _, s := range sentenceEnd.Split(text, -1) {
		if here := t.named(s); here || len(t.others(s)) > 0 {
			about = here
		}
		if about {
			out = append(out, s)
		}
	}
	return strings.Join(out, "。")
}

// led tells whether a passage is on the topic and stands in a section whose
// first words are about the place and no other beside it: what a district's head
// lists as 一是…二是… is the district's.
func (a *Answerer) led(ctx context.Context, t topic, p Passage) (bool, error) {
	if t.in(p.Text) < speakingOn || len(t.others(p.Text)) > 0 {
		return false, nil
	}
	var leads []Key
	for _, w := range p.Within {
		if lead := (Key{p.Key.Document, w.From}); lead.Number > 0 && lead != p.Key && !slices.Contains(leads, lead) {
			leads = append(leads, lead)
		}
	}
	if len(leads) == 0 {
		return false, nil
	}
	texts, err := a.Library.Passages(ctx, leads)
	return slices.ContainsFunc(texts, func(lead Passage) bool {
		return t.named(lead.Text) && len(t.others(lead.Text)) == 0
	}), err
}

// named are the places that a text names beyond doubt.
func named(text string) []regions.Mention {
	return slices.DeleteFunc(regions.Named(text), func(m regions.Mention) bool { return m.Doubtful })
}

// named tells whether a text names the place itself.
func (t topic) named(text string) bool { return t.place.NamedIn(text) }

// others are the places that clauses of a text begin with, beside the place,
// what it lies in and what lies in it. Short names of counties are as often
// something else (西湖).
func (t topic) others(text string) []regions.Mention {
	runes := []rune(fold.Simplified(text))
	return slices.DeleteFunc(named(text), func(m regions.Mention) bool {
		whole := wholeName.MatchString(m.Name) || m.Regions[0].Level == regions.Province || m.Regions[0].Level == regions.City
		return !whole || !begins(runes, m) || slices.ContainsFunc(m.Regions, func(r regions.Region) bool {
			return slices.ContainsFunc(t.place.May, func(own regions.Region) bool {
				return strings.HasPrefix(r.Full, own.Full) || strings.HasPrefix(own.Full, r.Full)
			})
		})
	})
}

var wholeName = regexp.MustCompile(`..[省市区县州盟旗]$|街道$`)

// begins tells whether a clause of a text begins with a place.
func begins(text []rune, m regions.Mention) bool {
	return m.Start == 0 || m.Start <= len(text) && strings.ContainsRune("。；;！？，,：:、“ \n", text[m.Start-1])
}

// single tells whether a term is one character.
func single(term string) bool { return utf8.RuneCountInString(term) == 1 }
