package chunk

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

//go:generate ./vocabulary/fetch

//go:embed vocabulary/words.txt.gz
var wordsFile []byte

//go:embed vocabulary/pairs.txt.gz
var pairsFile []byte

// vocabulary is what the language has, in simplified script: its characters,
// the pairs inside its words, and how likely one character follows another.
type vocabulary struct {
	ones  map[rune]float64
	words map[gram]bool
	after map[gram]float64
}

const (
	byWords  = 0.25 // how much the words tell of what follows
	byPapers = 0.75 // how much the pairs of official papers do
)

// general reads the vocabulary; only a damaged text needs it.
var general = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{ones: map[rune]float64{}, words: map[gram]bool{}, after: map[gram]float64{}}
	words, papers := readCounts(wordsFile), readCounts(pairsFile)
	for r, n := range words.ones {
		v.ones[r] = n / words.total
	}
	for p, n := range words.pairs {
		v.words[p] = true
		v.after[p] += byWords * n / words.ones[p.first()]
	}
	for p, n := range papers.pairs {
		v.after[p] += byPapers * n / papers.begins[p.first()]
	}
	return v
})

// counts are how often characters and pairs of them stand in a list of words.
type counts struct {
	total        float64
	ones, begins map[rune]float64 // characters; those that another one follows
	pairs        map[gram]float64
}

// readCounts reads words, those on each line twice as frequent as those on the line before.
func readCounts(file []byte) counts {
	c := counts{ones: map[rune]float64{}, begins: map[rune]float64{}, pairs: map[gram]float64{}}
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return c
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return c
	}
	often := 1.0
	for line := range strings.Lines(string(text)) {
		for word := range strings.FieldsSeq(line) {
			c.add([]rune(word), often)
		}
		often *= 2
	}
	return c
}

// add counts a word.
func (c *counts) add(word []rune, often float64) {
	for i, r := range word {
		c.total += often
		c.ones[r] += often
		if i > 0 {
			c.begins[word[i-1]] += often
			c.pairs[pair(word[i-1], r)] += often
		}
	}
}

// scripts tell how characters are written in simplified script, and which only one script has.
type scripts struct {
	simplified      [1 << 16]rune
	onlySimplified  [1 << 16]bool
	onlyTraditional [1 << 16]bool
}

var bothScripts = sync.OnceValue(func() *scripts {
	t := new(scripts)
	for _, r := range gbkTable().runes {
		s, _ := utf8.DecodeRuneInString(fold.Simplified(string(r)))
		t.simplified[r] = s
		if s != r && s < 1<<16 {
			t.onlyTraditional[r], t.onlySimplified[s] = true, true
		}
	}
	return t
})

// of is a character in simplified script.
func (t *scripts) of(r rune) rune {
	if r >= 0 && r < 1<<16 && t.simplified[r] != 0 {
		return t.simplified[r]
	}
	return r
}
