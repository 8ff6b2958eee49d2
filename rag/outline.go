package rag

import (
	"context"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/understand"
)

// Limits of a list that is looked for in whole documents.
const (
	outlineDocuments = 2   // of the first hits
	outlineChunks    = 600 // of a document
	mostItems        = 20
	namedThings      = 0.4 // of a heading that holds the word for what is asked for must stand in the question
)

// outlines are the documents of the first hits, each as its chunks: the chunks of
// a list say little of what it is a list of, so that its section is seldom hit
// itself, wherever in them it stands.
func (a *Answerer) outlines(ctx context.Context, top []Passage, q query) ([][]Passage, error) {
	var seen []string
	var out [][]Passage
	for _, p := range top {
		document := p.Key.Document
		if slices.Contains(seen, document) || len(seen) == outlineDocuments {
			continue
		}
		seen = append(seen, document)
		n := chunksIn(q.all, document)
		if n == 0 || n > outlineChunks {
			continue
		}
		all, err := a.chunksOf(ctx, section{document: document, to: n})
		if err != nil {
			return nil, err
		}
		out = append(out, all)
	}
	return out, nil
}

// chunksIn is how many chunks a document has.
func chunksIn(all []Document, id string) int {
	for _, d := range all {
		if d.ID == id {
			return d.Chunks
		}
	}
	return 0
}

// listIn are the head and the beginnings of the parts of that section which is
// wanted most, of the first document that has one; nil where none has.
func listIn(documents [][]Passage, q query, wanted measure) []Key {
	question := understand.Without(q.text, q.places)
	for _, all := range documents {
		var best []Key
		most := 0.0
		for _, s := range sectionsIn(all) {
			for _, run := range runsOf(s.chunks, s.depth) {
				if w := wanted(s, run, question, q.reads); w > most {
					most, best = w, append(headOf(all, run, s.depth), keysOf(run)...)
				}
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// A division is a section with its chunks, in the order of the text.
type division struct {
	heading string // "" of the document itself
	depth   int    // of the headings of its parts
	chunks  []Passage
}

// sectionsIn are the document itself and all its sections.
func sectionsIn(all []Passage) []division {
	out := []division{{chunks: all}}
	for from, p := range all {
		for depth, heading := range p.Path {
			if from > 0 && len(all[from-1].Path) > depth && slices.Equal(all[from-1].Path[:depth+1], p.Path[:depth+1]) {
				continue // it goes on
			}
			to := from + 1
			for to < len(all) && len(all[to].Path) > depth && slices.Equal(all[to].Path[:depth+1], p.Path[:depth+1]) {
				to++
			}
			out = append(out, division{heading, depth + 1, all[from:to]})
		}
	}
	return out
}

// A measure tells how much the parts of a section are what a question asks for
// several of, 0 where they are not.
type measure func(s division, run []Passage, question string, asked understand.Asked) float64

// calledSo is the measure of parts that are all called what is asked for, more
// under a heading that the question names.
func calledSo(s division, run []Passage, question string, asked understand.Asked) float64 {
	if !asMany(run, asked) || asked.Things == "" || !allCalled(run, s.depth, asked.Things) {
		return 0
	}
	return 1 + understand.Heads(s.heading, question)
}

// namedSo is the measure of parts under a heading that the question names, or
// that holds the word for what is asked for.
func namedSo(s division, run []Passage, question string, asked understand.Asked) float64 {
	if !asMany(run, asked) || s.heading == "" {
		return 0
	}
	named := understand.Heads(s.heading, question)
	if named >= namedEnough || named >= namedThings && asked.Things != "" && strings.Contains(fold.Simplified(s.heading), asked.Things) {
		return named
	}
	return 0
}

// asMany tells whether parts may be as many as are asked for.
func asMany(run []Passage, asked understand.Asked) bool {
	return len(run) >= leastItems && len(run) <= mostItems && (asked.Count == 0 || asked.Count == len(run))
}
