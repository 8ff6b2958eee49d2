// Package chunk cleans plans and cuts them along their own structure.
//
//	plan := chunk.Parse(text, chunk.Meta{ID: "chikan"})
//
// A plan comes as a person copied it from the web: with the page's furniture
// around it, a contents page, a title broken over three lines. Cleaning takes
// out what nobody wrote into the plan and reports it; the outline finds the
// headings, numbered or run in; tables of indicators become facts; and the
// text is cut into chunks, each an exact slice that knows the headings above it.
package chunk

import (
	"crypto/sha256"
	"encoding/hex"
)

// Parse cleans a text and cuts it. What is given of the document overrides what is read in it.
func Parse(text string, given Meta) Plan {
	doc := clean(text)
	doc.Meta, doc.Readings = describe(doc, given)
	doc.Revision = revision(doc.Text)

	b := newBody(doc.Text)
	tables := findTables(b)
	b = b.inParagraphs(readIndents(text), tables)
	sections := outline(b, tables)
	facts := readFacts(b, tables, doc.ID)
	return Plan{
		Document: doc,
		Sections: sections,
		Facts:    facts,
		Chunks:   split(b, sections, tables, facts, doc.Damage),
	}
}

// revision names a clean text.
func revision(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}
