package chunk

import (
	"cmp"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
)

// describe tells what is known of a document, and where its text says so: what
// is given, else what the text says, else what stood in lines that cleaning took out.
func describe(doc Document, given Meta) (Meta, []Reading) {
	f := readFront(doc, given)
	d := description{Meta: given, found: doc}
	d.take("title", &d.Title, f.title)
	r := f.regionOf(doc.Text)
	if given.Region != "" {
		r = site{Region: regionGiven(given.Region)}
	}
	d.take("region", &d.Region, field{r.Full, r.at})
	d.Level = cmp.Or(given.Level, f.levelOf(r.Region))
	d.take("issuer", &d.Issuer, f.issuer)
	d.take("number", &d.Number, f.number)
	d.take("kind", &d.Kind, f.kind(d.Issuer))
	d.take("standing", &d.Standing, f.standing(d.Meta))
	d.period(f)
	d.published(f)
	d.Label = cmp.Or(given.Label, f.label(d.Meta, r.Region))
	return d.Meta, d.readings
}

// A description is what has been told of a document so far.
type description struct {
	Meta
	found    Document // as cleaning left it, with what it read in lines that it took out
	readings []Reading
}

// take sets a field that is not given to what was read, else to what cleaning
// found, and notes where.
func (d *description) take(name string, to *string, r field) {
	if *to != "" {
		return
	}
	if r.value == "" {
		r = cleaned(d.found, name)
	}
	*to = r.value
	d.note(name, r.Excerpt)
}

func (d *description) note(name string, e Excerpt) {
	if e.Quote != "" {
		d.readings = append(d.readings, Reading{name, e})
	}
}

// cleaned is what cleaning read of a field in a line that it took out.
func cleaned(doc Document, name string) field {
	m := doc.Meta
	r := field{value: map[string]string{"issuer": m.Issuer, "number": m.Number, "published": m.Published}[name]}
	for _, e := range doc.Readings {
		if e.Field == name {
			r.Excerpt = e.Excerpt
		}
	}
	return r
}

// period sets the years the plan is made for.
func (d *description) period(f front) {
	if d.Period != nil {
		return
	}
	var at Excerpt
	if d.Period, at = f.periodOf(cmp.Or(f.dated.value, d.found.Published), d.Kind); d.Period != nil {
		d.note("period", at)
	}
}

// published sets the date: a page's own goes before the one the text bears.
func (d *description) published(f front) {
	if page := cleaned(d.found, "published"); page.value != "" {
		f.dated = page
	}
	d.take("published", &d.Published, f.dated)
}

// regionGiven is the region of a name that was given, as much as the gazetteer knows of it.
func regionGiven(name string) regions.Region {
	name = fold.Simplified(name)
	r, ok := regions.Among(regions.Called(name), "")
	if !ok {
		p := leadingRegion(Excerpt{Quote: name}, func() string { return name })
		return p.Region
	}
	return r
}

// readFront reads title, issuer, number, date and signature where they usually stand.
func readFront(doc Document, given Meta) front {
	f := front{text: fold.Simplified(cut(doc.Text, frontLength)), opening: firstWords(doc.Text)}
	all := linesOf(doc.Text, -1)
	f.lines = linesOf(cut(doc.Text, frontLength), -1)
	f.title = titleOf(f.lines, doc.Damage)
	if given.Title != "" {
		f.title = field{value: given.Title}
	}
	top := topLines(f.lines)
	for _, l := range top {
		f.readNumber(l)
		f.readDate(l)
		f.readDraft(l)
	}
	for _, l := range f.lines[:min(len(f.lines), 3)] {
		f.readDraft(l)
	}
	f.readReporter(doc.Text)
	f.readIssuer(top)
	if f.reporter.value == "" {
		f.readSignature(all)
	}
	if f.issuer.value == "" {
		f.issuer = f.reporter
	}
	if f.issuer.value == "" {
		f.issuer = cleaned(doc, "issuer")
	}
	if given.Issuer != "" {
		f.issuer = field{value: given.Issuer}
	}
	return f
}

// firstWords are a text's first characters, which stand for a missing title.
func firstWords(text string) string {
	return cut(strings.Join(strings.Fields(cut(text, 4*nameless)), " "), nameless)
}

// readDraft notes the word by which a title or the text says that it is a draft.
func (f *front) readDraft(l Excerpt) {
	if f.draft.value != "" || !strings.ContainsAny(l.Quote, "草稿") && !strings.Contains(l.Quote, "征求") && !strings.Contains(l.Quote, "徵求") {
		return
	}
	if m, at := l.match(draftTitle, 0); m != nil && isTitleLike(l.Quote) || m != nil && forComment.MatchString(fold.Simplified(l.Quote)) {
		f.draft = field{Proposed, at}
	}
}
