package fold

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed opencc/TSCharacters.txt
var charactersFile string

//go:embed opencc/TSPhrases.txt
var phrasesFile string

// A phrase is a run of traditional characters that is not turned into
// simplified script one by one: 乾坤 stays, while 乾 alone becomes 干.
type phrase struct{ from, to string }

// A script knows simplified script's characters and phrases.
type script struct {
	characters map[rune]rune
	phrases    map[rune][]phrase // by first rune, longest first
}

var simplified = sync.OnceValue(func() script {
	s := script{characters: make(map[rune]rune, 5000), phrases: make(map[rune][]phrase, 400)}
	for from, to := range entries(charactersFile) {
		f, _ := utf8.DecodeRuneInString(from)
		t, _ := utf8.DecodeRuneInString(to)
		if f != t {
			s.characters[f] = t
		}
	}
	for from, to := range entries(phrasesFile) {
		f, _ := utf8.DecodeRuneInString(from)
		s.phrases[f] = insertByLength(s.phrases[f], phrase{from, to})
	}
	return s
})

// entries are a dictionary file's keys, each with the first of its values.
func entries(file string) func(yield func(from, to string) bool) {
	return func(yield func(from, to string) bool) {
		for line := range strings.Lines(file) {
			from, values, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			to, _, _ := strings.Cut(values, " ")
			if !yield(from, to) {
				return
			}
		}
	}
}

// insertByLength keeps phrases in the order in which they must be tried.
func insertByLength(ps []phrase, p phrase) []phrase {
	i := 0
	for i < len(ps) && len(ps[i].from) >= len(p.from) {
		i++
	}
	return append(ps[:i], append([]phrase{p}, ps[i:]...)...)
}

// phraseAt is the longest phrase that stands at the beginning of s, which begins with r.
func (sc script) phraseAt(r rune, s string) (phrase, bool) {
	for _, p := range sc.phrases[r] {
		if strings.HasPrefix(s, p.from) {
			return p, true
		}
	}
	return phrase{}, false
}

// Simplified returns s in simplified script and changes nothing else.
func Simplified(s string) string {
	sc, tb := simplified(), tables()
	var b strings.Builder
	done := 0 // bytes of s that b holds
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r > maxBMP || tb.class[r]&traditional == 0 {
			i += n
			continue
		}
		from, to := s[i:i+n], string(r)
		if p, ok := sc.phraseAt(r, s[i:]); ok {
			from, to = p.from, p.to
		} else if t, ok := sc.characters[r]; ok {
			to = string(t)
		}
		b.WriteString(s[done:i])
		b.WriteString(to)
		i += len(from)
		done = i
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}
