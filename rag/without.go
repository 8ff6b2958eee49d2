package rag

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
}
