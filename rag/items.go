package rag

import (
	"context"
	"slices"
	"unicode/utf8"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag/understand"
)

// Limits of a list whose length the question says.
const (
	leastItems  = 3  // two things are often named in one sentence
	itemsNumber = 60 // chunks of the section that has them as its parts
)

// items are the parts of a section that are as many as the question says there
// are things: 七大行动 and the seven sections under 重点任务, 六条原则 and six
// neighbours that begin alike (坚持…). The best hit must stand at the head of
// that section, or two of the first hits in different parts. What comes back
// is the head and the beginning of each part, in the order of the text.
//
// Where it does not say how many, they are the parts that are all called what it
// asks for: 开展“策源”行动, 开展“攻坚”行动 of 哪几个行动. There the best hit may be
// the beginning of the document, which is then asked about as a whole.
func (a *Answerer) items(ctx context.Context, top []Passage, asked understand.Asked) ([]Key, error) {
	if asked.Count < leastItems && (asked.Count != 0 || asked.Things == "") || len(top) < 2 {
		return nil, nil
	}
	for i := range top {
		keys, err := a.itemsAround(ctx, top, i, asked)
		if err != nil || keys != nil {
			return keys, err
		}
	}
	return nil, nil
}

// itemsAround looks for the items in the sections that one of the first hits
// stands in, from the innermost.
func (a *Answerer) itemsAround(ctx context.Context, top []Passage, which int, asked understand.Asked) ([]Key, error) {
	p := top[which]
	for depth := min(len(p.Path), len(p.Within)) - 1; depth >= 0; depth-- {
		w := p.Within[depth]
		if w.To-w.From > itemsNumber || w.To-w.From <= asked.Count {
			continue
		}
		all, err := a.chunksOf(ctx, section{document: p.Key.Document, from: w.From, to: w.To})
		if err != nil {
			return nil, err
		}
		atHead := which == 0 && len(p.Path) == depth+1
		for _, run := range runsOf(all, depth+1) {
			if wanted(run, depth+1, asked) && (atHead || asked.Count == 0 && len(top[0].Path) == 0 || parted(top, run, depth+1)) {
				return append(headOf(all, run, depth+1), keysOf(run)...), nil
			}
		}
	}
	return nil, nil
}

// wanted tells whether the parts of a section whose headings stand at a depth are
// what is asked for: as many as it says, else all called so.
func wanted(run []Passage, depth int, asked understand.Asked) bool {
	if asked.Count > 0 {
		return len(run) == asked.Count
	}
	return len(run) >= leastItems && allCalled(run, depth, asked.Things)
}

// allCalled tells whether the headings at a depth all call what they head by a word.
func allCalled(run []Passage, depth int, word string) bool {
	headings := make([]string, len(run))
	for i, p := range run {
		headings[i] = p.Path[depth]
	}
	return understand.AllCalled(headings, word)
}

// chunksOf reads the text of a section, without the rows of its tables.
func (a *Answerer) chunksOf(ctx context.Context, s section) ([]Passage, error) {
	var hits []hit
	for n := s.from; n < s.to; n++ {
		hits = append(hits, hit{key: Key{s.document, n}})
	}
	all, err := a.passages(ctx, hits)
	return slices.DeleteFunc(all, func(p Passage) bool { return p.Kind != chunk.KindText }), err
}

// runsOf are the first chunks of the parts of a section whose headings stand at
// a depth: all of them, and the neighbours among them that begin alike.
func runsOf(all []Passage, depth int) [][]Passage {
	var parts []Passage
	for _, p := range all {
		if len(p.Path) > depth && (len(parts) == 0 || parts[len(parts)-1].Path[depth] != p.Path[depth]) {
			parts = append(parts, p)
		}
	}
	runs := [][]Passage{parts}
	for from := 0; from < len(parts); {
		to := from + 1
		for to < len(parts) && alike(parts[from].Path[depth], parts[to].Path[depth]) {
			to++
		}
		runs = append(runs, parts[from:to])
		from = to
	}
	return runs
}

// alike tells whether two headings are numbered alike or begin with the same word.
func alike(a, b string) bool {
	a, b = fold.Simplified(a), fold.Simplified(b)
	numberedA, numberedB := understand.Bare(a) != a, understand.Bare(b) != b
	return numberedA && numberedB || numberedA == numberedB && beginning(a) == beginning(b)
}

// beginning is the first word of a heading: two characters.
func beginning(heading string) string {
	_, one := utf8.DecodeRuneInString(heading)
	_, two := utf8.DecodeRuneInString(heading[one:])
	return heading[:one+two]
}

// parted tells whether two of the first hits stand in different parts of a run.
func parted(top, run []Passage, depth int) bool {
	seen := 0
	for _, part := range run {
		if slices.ContainsFunc(top, func(p Passage) bool {
			return p.Key.Document == part.Key.Document && len(p.Path) > depth && slices.Equal(p.Path[:depth+1], part.Path[:depth+1])
		}) {
			seen++
		}
	}
	return seen > 1
}

// headOf is the chunk before a run, where it stands at the head of the section.
func headOf(all, run []Passage, depth int) []Key {
	for i, p := range all {
		if p.Key == run[0].Key && i > 0 && len(all[i-1].Path) == depth {
			return []Key{all[i-1].Key}
		}
	}
	return nil
}

func keysOf(passages []Passage) []Key {
	out := make([]Key, len(passages))
	for i, p := range passages {
		out[i] = p.Key
	}
	return out
}
