package rag

import "fmt"

// Without switches parts of finding off, to measure what each brings. The zero
// value has everything on.
type Without struct {
	Words    bool // matching by words
	Meaning  bool // nearness by meaning
	Second   bool // the second look: both scores for every candidate
	Around   bool // what words the neighbours of a chunk hold
	Places   bool // preferring documents of the place that is named
	Sides    bool // one search for each side of a comparison
	Sections bool // whole sections for questions that ask for their items
	History  bool // what a follow-up takes from before
	Pinyin   bool // typed pinyin
	Typos    bool // near-sounding typos

	Rewriting bool // a model's wording of the question
	Reading   bool // reading sentences together with the question, before they are quoted
}

// Switch switches the part of a name off, as eval's --without does: words,
// meaning, second, around, places, sides, sections, history, pinyin, typos,
// rewriting or reading.
func (w *Without) Switch(part string) error {
	switches := map[string]*bool{
		"words": &w.Words, "meaning": &w.Meaning, "second": &w.Second, "around": &w.Around, "places": &w.Places,
		"sides": &w.Sides, "sections": &w.Sections, "history": &w.History, "pinyin": &w.Pinyin, "typos": &w.Typos,
		"rewriting": &w.Rewriting, "reading": &w.Reading,
	}
	off, ok := switches[part]
	if !ok {
		return fmt.Errorf("no part is called %q", part)
	}
	*off = true
	return nil
}
