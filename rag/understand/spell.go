package understand

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/rag/pinyin"
)

// A Speller reads typed pinyin and near-sounding typos as the words of a
// library. What the library holds as typed is never changed.
type Speller struct {
	// Names are the names of the library's places; they win over other words.
	Names []string
	// Holding tells how many chunks hold each of some terms, which are
	// characters, pairs of neighbouring characters and runs of letters.
	Holding func(terms []string) ([]int, error)
}

// typed matches a run of letters as somebody types pinyin, with a tone or not.
var typed = regexp.MustCompile(`[\p{Latin}ｕ][\p{Latin}'’]*(?:[1-5](?:[\p{Latin}]+[1-5])+)?`)

// A stretch is a run of letters of a question.
type stretch struct {
	from, to int
	parts    []pinyin.Part
	chosen   []string
}

// candidates limits how many words a reading may stand for; more characters than
// words sound alike.
const (
	candidateWords      = 6
	candidateCharacters = 10
)

// Pinyin is a question with typed pinyin as words: where all runs of letters
// that are pinyin have two syllables at least, and one of the words is the
// library's. ok is false where nothing changes.
func (s Speller) Pinyin(text string) (read string, ok bool, err error) {
	if !utf8.ValidString(text) {
		return text, false, nil
	}
	runs := s.stretches(text)
	if len(runs) == 0 {
		return text, false, nil
	}
	if runs, err = s.unheld(text, runs); err != nil || syllables(runs) < 2 {
		return text, false, err
	}
	held, err := s.count(text, runs)
	if err != nil {
		return text, false, err
	}
	found := false
	for i := range runs {
		found = s.choose(text, &runs[i], held) || found
	}
	if !found {
		return text, false, nil
	}
	return splice(text, runs), true, nil
}

// stretches finds the runs of letters that are pinyin; runs with only blanks
// between them are one. An abbreviation in capitals is none.
func (s Speller) stretches(text string) []stretch {
	names := make(map[string][]pinyin.Word)
	for _, n := range s.Names {
		for _, reading := range pinyin.Of(n) {
			letters := strings.ReplaceAll(reading, " ", "")
			names[letters] = append(names[letters], pinyin.Word{Text: n, Reading: reading, Common: 9})
		}
	}
	var out []stretch
	syllable := false // the run before was one syllable
	for _, at := range typed.FindAllStringIndex(text, -1) {
		run := text[at[0]:at[1]]
		letters := pinyin.Letters(run)
		parts := pinyin.Split(letters, names)
		if parts == nil || strings.ToUpper(run) == run && len(run) <= 5 {
			continue
		}
		single := len(parts) == 1 && !strings.Contains(parts[0].Words[0].Reading, " ")
		if n := len(out) - 1; n >= 0 && strings.TrimSpace(text[out[n].to:at[0]]) == "" {
			before := &out[n]
			k := len(before.parts) - 1
			joined := pinyin.Split(before.parts[k].Letters+letters, names)
			if len(joined) == 1 || single && syllable { // chikan qu, xiao fei zhe
				before.parts = append(before.parts[:k], joined...)
			} else {
				before.parts = append(before.parts, parts...)
			}
			before.to, syllable = at[1], single
			continue
		}
		out, syllable = append(out, stretch{from: at[0], to: at[1], parts: parts}), single
	}
	return out
}

// unheld leaves out the runs that the library holds as they are typed.
func (s Speller) unheld(text string, runs []stretch) ([]stretch, error) {
	terms := make([]string, len(runs))
	for i, r := range runs {
		terms[i] = fold.String(text[r.from:r.to])
	}
	held, err := s.Holding(terms)
	if err != nil {
		return nil, err
	}
	var out []stretch
	for i, r := range runs {
		if held[i] == 0 {
			out = append(out, r)
		}
	}
	return out, nil
}

// syllables counts those of all runs: one alone is as likely an abbreviation.
func syllables(runs []stretch) (n int) {
	for _, r := range runs {
		for _, p := range r.parts {
			n += 1 + strings.Count(p.Words[0].Reading, " ")
		}
	}
	return n
}

// options are the words that a part may stand for.
func options(p pinyin.Part) []pinyin.Word {
	n := candidateWords
	if !strings.Contains(p.Words[0].Reading, " ") {
		n = candidateCharacters
	}
	return p.Words[:min(n, len(p.Words))]
}

// count asks how many chunks hold the pairs of characters within the options
// and between them and what stands beside.
func (s Speller) count(text string, runs []stretch) (map[string]int, error) {
	var terms []string
	for _, r := range runs {
		before := []string{text[:r.from]}
		for _, p := range r.parts {
			var words []string
			for _, w := range options(p) {
				words = append(words, w.Text)
				terms = append(terms, pairs(w.Text)...)
			}
			terms = append(terms, joints(before, words)...)
			before = words
		}
		terms = append(terms, joints(before, []string{text[r.to:]})...)
	}
	slices.Sort(terms)
	return s.counted(slices.Compact(terms))
}

// joints are the pairs of characters where one of some words ends and one of
// others begins.
func joints(before, words []string) []string {
	var out []string
	for _, b := range before {
		for _, w := range words {
			out = append(out, pairs(last(b)+first(w))...)
		}
	}
	return out
}

// counted asks how many chunks hold each of some terms; nothing is asked about
// no terms.
func (s Speller) counted(terms []string) (map[string]int, error) {
	if len(terms) == 0 {
		return nil, nil
	}
	n, err := s.Holding(terms)
	if err != nil {
		return nil, err
	}
	held := make(map[string]int, len(terms))
	for i, t := range terms {
		held[t] = n[i]
	}
	return held, nil
}

// choose takes for each part of a run the words that the library holds most,
// alone and beside their neighbours; it tells whether one is the library's.
func (s Speller) choose(text string, r *stretch, held map[string]int) bool {
	paths := []path{{words: []string{last(text[:r.from])}}}
	for _, p := range r.parts {
		var longer []path
		for _, w := range options(p) {
			best := bestBefore(w.Text, paths, held)
			longer = append(longer, path{best.score + s.worth(w, held), append(slices.Clone(best.words), w.Text)})
		}
		paths = longer
	}
	r.chosen = bestBefore(text[r.to:], paths, held).words[1:]
	return slices.ContainsFunc(r.chosen, func(w string) bool {
		return slices.Contains(s.Names, w) || least(held, w) > 0 || len([]rune(w)) > 1 && asking.MatchString(w)
	})
}

// A path is words chosen for the first parts of a run, behind what stands in
// front of it.
type path struct {
	score float64
	words []string
}

// bestBefore is the path that scores most in front of a text, the first of several.
func bestBefore(text string, paths []path, held map[string]int) path {
	best := path{score: math.Inf(-1)}
	for _, p := range paths {
		if score := p.score + weight(held, last(p.words[len(p.words)-1])+first(text)); score > best.score {
			best = path{score, p.words}
		}
	}
	return best
}

// worth is what speaks for a word: that it is common and that the library holds it.
func (s Speller) worth(w pinyin.Word, held map[string]int) float64 {
	if slices.Contains(s.Names, w.Text) {
		return 100
	}
	return float64(w.Common) + 3*math.Log2(1+float64(least(held, w.Text)))
}

// weight is what speaks for two characters beside each other.
func weight(held map[string]int, pair string) float64 {
	return 1.5 * math.Log2(1+float64(held[pair]))
}

// least is how many chunks hold the rarest pair of a word, 0 for a character.
func least(held map[string]int, word string) int {
	n := 0
	for i, p := range pairs(word) {
		if i == 0 || held[p] < n {
			n = held[p]
		}
	}
	return n
}

// pairs are the pairs of neighbouring Chinese characters of a text.
func pairs(text string) (out []string) {
	var before rune
	for _, r := range text {
		if isHan(r) && isHan(before) {
			out = append(out, string([]rune{before, r}))
		}
		before = r
	}
	return out
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// first and last are the characters at the ends of a text, "" of an empty one.
func first(text string) string {
	for _, r := range text {
		return string(r)
	}
	return ""
}

func last(text string) string {
	runes := []rune(text)
	return string(runes[max(0, len(runes)-1):])
}

// splice puts the words in place of the runs, without the blanks between them
// and before figures.
func splice(text string, runs []stretch) string {
	var b strings.Builder
	at := 0
	for _, r := range runs {
		between := text[at:r.from]
		if at > 0 && strings.TrimSpace(between) == "" || strings.HasSuffix(strings.TrimRight(between, " "), "年") {
			between = strings.TrimSpace(between)
		}
		if trimmed := strings.Trim(between, " "); at > 0 && trimmed != "" && strings.TrimFunc(trimmed, unicode.IsDigit) == "" {
			between = trimmed // a figure between words
		}
		b.WriteString(between + strings.Join(r.chosen, ""))
		at = r.to
	}
	return b.String() + text[at:]
}
