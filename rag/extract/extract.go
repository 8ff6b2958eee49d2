// Package extract writes answers by quoting: the sentences of the passages
// that answer the question, each with its source, without a model.
package extract

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
	"chuchu/rag"
	"chuchu/rag/understand"
	"chuchu/rag/verify"
)

// A Writer quotes.
type Writer struct {
	Embedder rag.Embedder // compares sentences with the question by meaning; nil compares words alone
	Reader   Reader       // reads sentences together with the question; nil for none
}

// Name implements rag.Writer.
func (Writer) Name() string { return rag.Quoting }

// Write yields the sentences that answer, in the order of the passages, each
// preceded by its place where that changes, then what was asked and is in none.
// It fails only when the embedder does; where no sentence is near the question
// it yields nothing.
func (w Writer) Write(ctx context.Context, q rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		lines, err := w.lines(ctx, q, passages)
		if err != nil {
			yield("", err)
			return
		}
		for _, line := range lines {
			if !yield(line, nil) {
				return
			}
		}
	}
}

// lines answers each place by itself: with the items of a section where the
// question asks for those, else with the best sentences. Where nothing answers,
// the nearest sentence is shown.
func (w Writer) lines(ctx context.Context, q rag.Question, passages []rag.Passage) ([]string, error) {
	question := parse(q, passages)
	if len(question.asks) == 0 || understand.Idle(question.focus) {
		return nil, nil
	}
	if lines, ok := ofRecord(q, question, passages); ok {
		return lines, nil
	}
	if !ofTimes(q.Sides) {
		if lines, ok, err := w.apart(ctx, q, passages); ok || err != nil {
			return lines, err
		}
	}
	page := page{simplified: q.Simplified(), latest: q.Asked.Latest && len(q.Asked.Years) == 0, sides: len(q.Places) > 1, dated: len(q.Places) > 1 && comparing.MatchString(question.focus)}
	var near *choice
	for i, group := range bySide(q, passages) {
		headings := section(question, ofBeyond(q, group))
		if headings != nil && question.asks[0].framed() {
			page.add(headings)
			continue
		}
		all := slices.DeleteFunc(candidates(group), func(c candidate) bool { return !q.Tells(c.passage.Document, c.text) || question.says(c) })
		if err := w.compare(ctx, q, all); err != nil {
			return nil, err
		}
		if err := w.read(ctx, q, i, question.asks, all); err != nil {
			return nil, err
		}
		if headings != nil && !question.asks[0].toldBy(all, headings) {
			page.add(headings)
			continue
		}
		chosen, lacking := choose(question, ofPlace(q, i, all))
		if len(chosen) == 0 {
			chosen, lacking = choose(question, all)
		}
		page.add(chosen)
		page.lack(place(q.Places, i), lacking)
		page.note(question, chosen, place(q.Places, i))
		if near == nil && len(lacking) > 0 {
			near = nearest(lacking[0], all)
		}
	}
	if len(page.lines) == 0 && ofTimes(q.Sides) {
		if lines, ok, err := w.apart(ctx, q, passages); ok || err != nil {
			return lines, err
		}
	}
	return page.text(near), nil
}

// place is the name that tells a side of a comparison from the others.
func place(places []string, i int) string {
	if len(places) < 2 {
		return ""
	}
	return places[i]
}

// A page is the text of an answer as it grows.
type page struct {
	simplified bool
	sides      bool     // places are set side by side
	dated      bool     // and their figures compared, so that each states its year
	latest     bool     // it is asked what holds now
	said       string   // the attribution that holds
	told       []string // sentences without it, each once
	lines      []string
	missing    []string
	readings   []reading // one for each side of a comparison
	asked      string    // what compares them
}

// note keeps what of a side is compared with another, and says at once how the
// years of a row differ where that is asked.
func (p *page) note(q question, chosen []choice, place string) {
	if p.asked = q.focus; q.times() && len(chosen) == 2 {
		if said := since(q.asks, chosen); said != "" {
			p.lines = append(p.lines, said)
		}
		return
	}
	if !comparing.MatchString(q.focus) && !q.times() {
		return
	}
	if said := rowsApart(q, chosen); said != "" {
		p.lines = append(p.lines, said)
		return
	}
	for _, c := range chosen {
		if base := q.base(); base != 0 && c.passage.Fact != nil {
			if said := change(*c.passage.Fact, base, q.focus); said != "" {
				p.lines = append(p.lines, marked(said, c.index+1))
			}
			return
		}
		if r, ok := readingOf(q.asks[0], c, place); ok && place != "" {
			p.readings = append(p.readings, r)
			return
		}
	}
}

// add writes what was chosen.
func (p *page) add(chosen []choice) {
	for i, c := range chosen {
		text := unbroken(unnumbered(p.script(c.trimmed())))
		if c.duty { // one sentence, whose brackets stand in front of its full stop
			text = beforeBracket.ReplaceAllString(text, "$1")
		}
		if p.dated {
			text = c.year() + text
		}
		bare := marked(text, c.index+1)
		if slices.Contains(p.told, bare) {
			continue // what is of no place was said for another
		}
		p.told = append(p.told, bare)
		about := attribution(c.passage.Document, p.sides)
		if p.latest {
			about = asOf(c.passage.Document, text, about)
		}
		if about = p.script(about); about != p.said {
			p.said, text = about, about+text
		}
		if c.leads && i+1 < len(chosen) && chosen[i+1].index == c.index {
			p.lines = append(p.lines, strings.TrimRight(text, "：:")+"：\n") // it bears the marker of what follows
			continue
		}
		p.lines = append(p.lines, c.markedEach(text))
	}
}

// unbroken is one sentence without the end of a line that it goes on behind; any
// other text stays as it is.
func unbroken(text string) string {
	if len(verify.Sentences(text)) != 1 {
		return text
	}
	return strings.ReplaceAll(text, "\n", "")
}

// markedEach is what is written of a choice with its marker: one in each sentence
// where there are several. One that ends in a semicolon or a colon bears that of
// what it goes on to.
func (c choice) markedEach(text string) string {
	all := verify.Sentences(text)
	if c.points == 0 && c.back == "" && c.cases == nil && !strings.Contains(text, "\n") || len(all) == 0 {
		return marked(text, c.index+1)
	}
	var out strings.Builder
	runes, from := []rune(text), 0
	for i, s := range all {
		sentence := string(runes[s.Start:s.End])
		if i == len(all)-1 || !goesOn(sentence) {
			sentence = marked(sentence, c.index+1)
		}
		out.WriteString(string(runes[from:s.Start]) + sentence)
		from = s.End
	}
	return out.String()
}

// beforeBracket matches the end of a sentence in front of brackets.
var beforeBracket = regexp.MustCompile(`[。；][ 　\n]*([（(【])`)

// listMark matches the number of a point that a sentence begins with, and what
// follows it: a figure of its own is none (2.5万人).
var listMark = regexp.MustCompile(`^(?:[0-9]{1,2}[.．、][ 　]*|[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）][ 　]*|[①-⑳][ 　]*)([^0-9%])`)

// nextMark matches the number of a further point.
var nextMark = regexp.MustCompile(`[；;。\n][ 　\n]*(?:[0-9]{1,2}[.．、]|[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]|[①-⑳])`)

// unnumbered is a sentence without the number of its point, which says nothing
// where the other points are left out.
func unnumbered(text string) string {
	if nextMark.MatchString(text) {
		return text
	}
	return listMark.ReplaceAllString(text, "$1")
}

// script is a text in the question's script.
func (p *page) script(text string) string {
	if p.simplified {
		return fold.Simplified(text)
	}
	return text
}

// lack notes what no sentence of a place answers.
func (p *page) lack(place string, asks []ask) {
	for _, a := range asks {
		missing := a.lacking()
		if len(p.lines) > 0 {
			missing = a.figured()
		}
		switch {
		case place != "":
			missing = place + "的" + missing
		case !a.hard():
			continue
		}
		if !slices.Contains(p.missing, missing) {
			p.missing = append(p.missing, missing)
		}
	}
}

// text is the answer, then what is missing, and what is nearest where there is no answer.
func (p *page) text(near *choice) []string {
	out := p.lines
	for _, said := range []string{verdict(p.asked, p.readings), apartBy(p.asked, p.readings)} {
		if said != "" {
			out = append(out, said)
		}
	}
	for _, m := range p.missing {
		out = append(out, "资料中未提及："+m+"。")
	}
	if len(p.lines) == 0 && near != nil {
		out = append(out, "资料中只提到："+marked(p.script(near.inOne()), near.index+1))
	}
	return out
}

// inOne is what is shown of a choice where only one sentence may be: what stands
// behind that would be told as an answer.
func (c choice) inOne() string {
	text := c.trimmed()
	if c.duty {
		return beforeBracket.ReplaceAllString(text, "$1")
	}
	if all := verify.Sentences(text); len(all) > 1 {
		return string([]rune(text)[all[0].Start:all[0].End])
	}
	return text
}

// A ranked is a passage with its place in the list, from 0.
type ranked struct {
	index int
	rag.Passage
}

// ofPlace are the candidates whose documents are of the place of a side itself;
// all where no place is asked about.
func ofPlace(q rag.Question, side int, all []candidate) []candidate {
	if side >= len(q.Own) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(c candidate) bool { return c.passage.Document.Region != q.Own[side] })
}

// ofBeyond are the passages that may as a whole be of a place that no document
// is of: all where no such place is asked about.
func ofBeyond(q rag.Question, group []ranked) []ranked {
	return slices.DeleteFunc(slices.Clone(group), func(r ranked) bool { return !q.Tells(r.Document, "") })
}

// bySide groups the passages by the places that are asked about. Where no place
// is asked about, all are one group.
func bySide(q rag.Question, passages []rag.Passage) [][]ranked {
	all := make([]ranked, len(passages))
	for i, p := range passages {
		all[i] = ranked{i, p}
	}
	if len(q.Places) == 0 {
		return [][]ranked{all}
	}
	groups := make([][]ranked, len(q.Places))
	for i := range q.Places {
		for _, r := range all {
			if q.Of(i, r.Passage) {
				groups[i] = append(groups[i], r)
			}
		}
	}
	return groups
}

// attribution is what stands in front of a document's sentences: its place, and
// who says it where that is not the government itself. Beside other places a
// place's own name is enough.
func attribution(m chunk.Meta, beside bool) string {
	switch m.Standing {
	case chunk.Proposed:
		return cmp.Or(m.Issuer, m.Region, plain(m.Label)) + "建议："
	case chunk.Reported:
		return "据" + cmp.Or(m.Issuer, plain(m.Label), plain(m.Title)) + "报道："
	}
	parts := 2
	if beside {
		parts = 1
	}
	if about := cmp.Or(regions.Last(m.Region, parts), plain(m.Label)); about != "" {
		return about + "："
	}
	return ""
}

// longestName is how many characters a document's name has at most. Where a
// document has none its first words stand for it, and say nothing of whose it is.
const longestName = 30

// plain is a label that reads as a name, "" for any other.
func plain(label string) string {
	if len([]rune(label)) > longestName || strings.ContainsAny(label, "。！？；…，,!?;: ：\n") {
		return ""
	}
	return label
}

// squared matches a number in the brackets of markers, as documents are numbered.
var squared = regexp.MustCompile(`\[([0-9]+)\]`)

// marked puts a passage's marker in front of the full stop, which a clause
// that lacks one gets.
func marked(text string, n int) string {
	stem := strings.TrimRight(text, "。；;，,、：: \n")
	if quote, ok := strings.CutSuffix(stem, "。”"); ok {
		stem = quote + "”" // one full stop is enough
	}
	return fmt.Sprintf("%s[%d]。", squared.ReplaceAllString(stem, "〔$1〕"), n)
}
