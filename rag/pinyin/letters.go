package pinyin

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

// tones maps vowels with a tone to the bare ones.
var tones = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ü", "v",
	"ńg", "ng", "ń", "n", "ň", "n", "ǹ", "n", "'", "", "’", "",
)

// numbered matches syllables that have their tones as digits: xiao1fei4.
var numbered = regexp.MustCompile(`^(?:[a-zü]+[1-5]){2,}$`)

// digits are the tones of numbered syllables; 5 is the neutral one.
var digits = regexp.MustCompile(`[1-5]`)

// Letters is a typed word as the readings of this package are written: in lower
// case and half width, without tones. It is "" where that is more than letters.
func Letters(typed string) string {
	s := strings.ToLower(fold.String(typed))
	if numbered.MatchString(s) {
		s = digits.ReplaceAllString(s, "")
	}
	s = tones.Replace(s)
	for _, c := range s {
		if c < 'a' || c > 'z' {
			return ""
		}
	}
	return s
}

// A Part is a stretch of letters with what may be read so.
type Part struct {
	Letters string
	Words   []Word // the most common first
}

// single is what a part of one character costs, in words: a split into few
// words is the likelier one.
const single = 1.4

// Split cuts letters into the fewest words; extra are further words that may
// stand there, by their letters. It returns nil where letters are no pinyin.
func Split(letters string, extra map[string][]Word) []Part {
	type step struct {
		cost float64
		from int
	}
	best := make([]step, len(letters)+1)
	for to := 1; to <= len(letters); to++ {
		best[to].from = -1
		for from := max(0, to-Longest); from < to; from++ {
			if from > 0 && best[from].from < 0 {
				continue
			}
			cost, ok := costOf(letters[from:to], extra)
			if cost += best[from].cost; ok && (best[to].from < 0 || cost < best[to].cost) {
				best[to] = step{cost, from}
			}
		}
	}
	if len(letters) == 0 || best[len(letters)].from < 0 {
		return nil
	}
	var out []Part
	for to := len(letters); to > 0; to = best[to].from {
		from := best[to].from
		out = append([]Part{part(letters[from:to], extra)}, out...)
	}
	return out
}

// part has the names that are given before the words of the list.
func part(letters string, extra map[string][]Word) Part {
	return Part{letters, append(append([]Word{}, extra[letters]...), Words(letters)...)}
}

// costOf is what a part costs: names that are given least, then common words.
func costOf(letters string, extra map[string][]Word) (float64, bool) {
	if len(extra[letters]) > 0 {
		return 0.7, true
	}
	all := Words(letters)
	if len(all) == 0 {
		return 0, false
	}
	cost := 1 - 0.02*float64(all[0].Common)
	if !strings.Contains(all[0].Reading, " ") {
		cost *= single
	}
	return cost, true
}
