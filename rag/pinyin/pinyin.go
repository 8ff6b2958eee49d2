// Package pinyin knows how Chinese words are read, and which words are read so.
//
//	pinyin.Words("tousu")      // 投诉, 投宿: the most common first
//	pinyin.Like("劳")           // 老 and others that sound like it or nearly so
//	pinyin.Known("投诉")        // true
//
// Readings are without tones, ü is v. The words and their source are in README.md.
package pinyin

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:generate ./fetch

//go:embed words.txt.gz
var packed []byte

// A Word is a word with one of its readings.
type Word struct {
	Text    string
	Reading string // its syllables, with spaces between: "tou su"
	Common  int    // how common it is, from 0 to 9
}

// Longest is how many letters the longest reading has.
const Longest = 24

// A dictionary is the list, read once.
type dictionary struct {
	words    []Word // ordered by their letters
	known    map[string]bool
	readings map[string][]string // of single characters
}

// words reads the list when it is first asked for something: a process that is
// never asked in pinyin does without it. A broken list is an empty one.
var words = sync.OnceValue(func() dictionary {
	d := dictionary{known: make(map[string]bool, 80000), readings: make(map[string][]string, 8000)}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return d // no list: every question is read as typed
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return d
	}
	d.words = make([]Word, 0, bytes.Count(text, []byte("\n")))
	for line := range strings.Lines(string(text)) {
		reading, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || rest == "" {
			continue
		}
		w := Word{rest[:len(rest)-1], reading, int(rest[len(rest)-1] - '0')}
		d.words = append(d.words, w)
		if utf8.RuneCountInString(w.Text) == 1 {
			d.readings[w.Text] = append(d.readings[w.Text], reading)
			continue
		}
		d.known[w.Text] = true
	}
	return d
})

// Words returns the words that are read as letters say, the most common first.
func Words(letters string) []Word {
	d := words()
	from, ok := slices.BinarySearchFunc(d.words, letters, func(w Word, l string) int { return compare(w.Reading, l) })
	if !ok {
		return nil
	}
	to := from
	for to < len(d.words) && compare(d.words[to].Reading, letters) == 0 {
		to++
	}
	return d.words[from:to]
}

// compare orders a reading, whose spaces do not count, and letters.
func compare(reading, letters string) int {
	i := 0
	for _, c := range []byte(reading) {
		if c == ' ' {
			continue
		}
		if i == len(letters) {
			return 1
		}
		if c != letters[i] {
			return cmp.Compare(c, letters[i])
		}
		i++
	}
	if i < len(letters) {
		return -1
	}
	return 0
}

// Known tells whether a word of two to four characters is in the list.
func Known(word string) bool { return words().known[word] }

// Readings returns how a character is read, nil where that is not known.
func Readings(character string) []string { return words().readings[character] }

// near are the sounds that are mistaken for one another when typing.
var near = []struct{ a, b string }{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"ang", "an"}, {"eng", "en"}, {"ing", "in"}}

// Like returns other characters that are read like one, the most common first,
// and then those that are read nearly so (zh and z, ing and in).
func Like(character string) []string {
	var out []string
	add := func(letters string) {
		for _, w := range Words(letters) {
			if utf8.RuneCountInString(w.Text) == 1 && w.Text != character && !slices.Contains(out, w.Text) {
				out = append(out, w.Text)
			}
		}
	}
	for _, r := range Readings(character) {
		add(r)
	}
	for _, r := range Readings(character) {
		for _, other := range nearly(r) {
			add(other)
		}
	}
	return out
}

// nearly returns the readings that are mistaken for one.
func nearly(reading string) []string {
	var out []string
	for _, n := range near[:3] { // beginnings
		if rest, ok := strings.CutPrefix(reading, n.a); ok {
			out = append(out, n.b+rest)
		} else if rest, ok := strings.CutPrefix(reading, n.b); ok {
			out = append(out, n.a+rest)
		}
	}
	for _, n := range near[3:] { // ends
		if rest, ok := strings.CutSuffix(reading, n.a); ok {
			out = append(out, rest+n.b)
		} else if rest, ok := strings.CutSuffix(reading, n.b); ok {
			out = append(out, rest+n.a)
		}
	}
	return out
}

// Of returns the ways a word can be read, character by character; at most 8,
// none where a character is not known.
func Of(word string) []string {
	out := []string{""}
	for _, c := range word {
		var longer []string
		for _, before := range out {
			for _, r := range Readings(string(c)) {
				longer = append(longer, strings.TrimPrefix(before+" "+r, " "))
			}
		}
		if out = longer; len(out) > 8 {
			out = out[:8]
		}
	}
	return out
}
