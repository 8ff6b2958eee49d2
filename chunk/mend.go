package chunk

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Some pages were turned from GBK to UTF-8 by a program that looked for
// punctuation marks, and for characters to put their reading behind, byte by
// byte. Where the second byte of one character and the first of the next
// looked like a mark (規模化 is B9E6 C4A3 BBAF, and A3BB is ；), it cut before
// the mark, and C4 became a question mark. From there on all characters are
// read one byte off, until one byte more is lost or a letter takes it:
// 規?；瘧萌采w is 規模化應用全覆蓋. What is read one byte off can be read right
// again; only the byte that became a question mark, and pairs of bytes that
// were no character and were dropped, must be found anew. They are taken from
// the words of the rest of the text, and only if these leave one reading.

// passes is how often runs are read: what was read right helps to read the rest.
const passes = 2

// mend puts runs of characters that were read one byte off right again, where
// that is certain, and puts U+FFFD in place of what stays lost. The readings
// tell which character each inserted reading belongs to. It returns the text
// and the stretches concerned.
func mend(text string, readings map[string]rune) (string, []Damage) {
	if !strings.ContainsAny(text, "?？\uFFFD") {
		return text, nil
	}
	rs := []rune(text)
	m := mender{rs: rs, runs: findRuns(rs, readings)}
	if len(m.runs) > maxRuns {
		m.runs = nil
	}
	if len(m.runs) == 0 {
		return text, lost(rs)
	}
	m.words = knownWords(rs, m.runs)
	m.repaired, m.partly = make([][]rune, len(m.runs)), make([][]rune, len(m.runs))
	for range passes {
		if !m.pass() {
			break
		}
	}
	return m.result()
}

// A mender reads the runs of a text right.
type mender struct {
	rs       []rune
	runs     []run
	repaired [][]rune // nil where it is not certain
	partly   [][]rune // what is certain of those; nil where nothing is
	words    *words
}

// pass reads the runs that can be read by what is known so far, and learns
// from them: what was read right helps to read the rest. It tells whether it learned.
func (m *mender) pass() bool {
	var learned [][]rune
	for i, r := range m.runs {
		if m.repaired[i] != nil || m.words.isSound(m.rs, r) {
			continue
		}
		text, ok := m.words.read(m.rs, r)
		if !ok {
			m.partly[i] = text
			continue
		}
		m.repaired[i] = text
		learned = append(learned, slices.Concat(m.rs[max(0, r.start-2):r.start], text, m.rs[r.end:min(len(m.rs), r.end+2)]))
	}
	for _, l := range learned {
		m.words.learn(l)
	}
	return len(learned) > 0
}

// result is the text with all runs read right, or with U+FFFD in their place.
func (m *mender) result() (string, []Damage) {
	var out []rune
	var damage []Damage
	done := 0
	for i, r := range m.runs {
		text, ok := m.repaired[i], true
		if text == nil {
			if m.words.isSound(m.rs, r) || !m.isBroken(r) {
				continue
			}
			text, ok = m.partly[i], false
			if text == nil {
				text = []rune{utf8.RuneError}
			}
		}
		out = append(out, m.rs[done:r.start]...)
		damage = append(damage, Damage{Span{len(out), len(out) + len(text)}, string(m.rs[r.start:r.end]), ok})
		out = append(out, text...)
		done = r.end
	}
	out = append(out, m.rs[done:]...)
	return string(out), merge(damage, lost(out))
}

// isBroken tells whether a run that cannot be read is certainly broken: others
// of its text are, or it holds a rare character.
func (m *mender) isBroken(r run) bool {
	rare := func(c rune) bool { return isHan(c) && !isCommon(c) }
	return slices.ContainsFunc(m.rs[r.start:r.end], rare) ||
		slices.ContainsFunc(m.repaired, func(text []rune) bool { return text != nil })
}
