package chunk

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"

	"chuchu/chunk/fold"
)

//go:generate ./vocabulary/fetch

//go:embed vocabulary/words.txt.gz
var wordsFile []byte

//go:embed vocabulary/pairs.txt.gz
var pairsFile []byte

// vocabulary are the words of the language, in simplified script: its
// characters and the pairs that follow each other inside a word, each as often
// as the words are used.
type vocabulary struct {
	total float64
	ones  map[rune]float64
	pairs map[gram]float64
}

// generalWords and generalPairs read the vocabularies; only a damaged text needs them.
var (
	generalWords = sync.OnceValue(func() *vocabulary { return readVocabulary(wordsFile) })
	generalPairs = sync.OnceValue(func() *vocabulary { return readVocabulary(pairsFile) })
)

// readVocabulary reads words, those on each line twice as frequent as those on the line before.
func readVocabulary(file []byte) *vocabulary {
	v := &vocabulary{ones: make(map[rune]float64, 8000), pairs: make(map[gram]float64, 90000)}
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return v
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return v
	}
	often := 1.0
	for line := range strings.Lines(string(text)) {
		for word := range strings.FieldsSeq(line) {
			v.learn([]rune(word), often)
		}
		often *= 2
	}
	return v
}

// learn adds a word.
func (v *vocabulary) learn(word []rune, often float64) {
	for i, r := range word {
		v.total += often
		if i > 0 {
			v.pairs[pair(word[i-1], r)] += often
		}
		v.ones[r] += often
	}
}

// one is how likely a character is.
func (v *vocabulary) one(r rune) float64 { return v.ones[r] / (v.total + 1) }

// two is how likely a character follows another inside a word.
func (v *vocabulary) two(a, b rune) float64 {
	if n := v.ones[a]; n > 0 {
		return v.pairs[pair(a, b)] / n
	}
	return 0
}

// simplifiedRune is a character in simplified script.
func simplifiedRune(r rune) rune {
	for _, s := range fold.Simplified(string(r)) {
		return s
	}
	return r
}

// follows is like two, for a vocabulary of pairs: of those that begin with a, the part that is ab.
func (v *vocabulary) follows(a, b rune) float64 {
	if n := v.ones[a]; n > 0 {
		return min(1, 2*v.pairs[pair(a, b)]/n)
	}
	return 0
}
