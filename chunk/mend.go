package chunk

import (
	"regexp"
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

// A run is a stretch of a text that was read one byte off.
type run struct {
	start, end int // runes
	tokens     []token
}

// A token is what is left of one or two bytes of a run.
type token struct {
	bytes []byte
	known bool
}

const (
	passes   = 2
	maxRuns  = 1000          // a text with more is damaged in another way
	maxRun   = 20            // runes; one longer is no run
	cutMarks = "。；？！，：;?!,:" // the marks that were looked for
)

var offPinyin = regexp.MustCompile(`^([a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4})[)）]`)

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
		m.pass()
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
// from them: what was read right helps to read the rest.
func (m *mender) pass() {
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
			text, ok = m.words.partly(m.rs, r, m.partly[i]), false
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

// findRuns finds what may be runs: from a question mark behind a Chinese
// character, with a mark or a reading behind it, to where the bytes pair off again.
func findRuns(rs []rune, readings map[string]rune) []run {
	var out []run
	for i := 1; i+1 < len(rs); i++ {
		if rs[i] != '?' && rs[i] != '？' || !isWide(rs[i-1]) {
			continue
		}
		if !strings.ContainsRune(cutMarks, rs[i+1]) && !offPinyin.MatchString(window(rs, i+1)) {
			continue
		}
		t := tokens{rs: rs, readings: readings, last: lastByte(rs[i-1])}
		if r, ok := t.run(i); ok {
			out = append(out, r)
			i = r.end - 1
		}
	}
	return out
}

// isWide tells whether a character takes two bytes in GBK.
func isWide(r rune) bool { return r >= 0x2E80 || strings.ContainsRune("“”’‘—…", r) }

// window is the text from i on, as far as a reading or a tag may go.
func window(rs []rune, i int) string { return string(rs[i:min(len(rs), i+12)]) }

// lastByte is the second of a character's two bytes.
func lastByte(r rune) byte { return gbkBytes(r)[1] }

// tokens reads the tokens of a run.
type tokens struct {
	rs       []rune
	readings map[string]rune
	last     byte // the last byte read
}

// run reads from a question mark to where the bytes pair off again.
func (t *tokens) run(start int) (run, bool) {
	r := run{start: start}
	odd := false
	for i := start; i < len(t.rs) && i-start < maxRun && t.rs[i] != '\n'; {
		k, n, ok := t.read(i, i == start+1)
		if !ok {
			break
		}
		r.tokens = append(r.tokens, k)
		odd = odd != (len(k.bytes) == 1)
		if i += n; !odd {
			r.end = i
			return r, true
		}
	}
	return run{}, false
}

// read reads the token at i and the number of runes that take part in it: a
// lost byte has eaten the bracket or the angle that came next.
func (t *tokens) read(i int, afterCut bool) (token, int, bool) {
	switch r := t.rs[i]; {
	case (r == '?' || r == '？') && !afterCut || r == utf8.RuneError:
		w := window(t.rs, i+1)
		if m := offPinyin.FindStringSubmatch(w); m != nil {
			return t.beforeReading(m[1]), 1 + utf8.RuneCountInString(m[0]), true
		}
		if strings.HasPrefix(w, "/p>") {
			return token{bytes: []byte{0}}, 1 + len("/p>"), true
		}
		return token{bytes: []byte{0}}, 1, true
	case r >= 0x40 && r <= 0x7E:
		return token{[]byte{byte(r)}, true}, 1, true
	default:
		pair := gbkBytes(widened(r))
		t.last = pair[1]
		return token{pair[:], true}, 1, pair[0] != 0
	}
}

// beforeReading is the lost byte before an inserted reading: the second of
// the character that the reading belongs to, if the byte before is its first.
func (t *tokens) beforeReading(reading string) token {
	pair := gbkBytes(t.readings[reading])
	if pair[0] == 0 || pair[0] != t.last {
		return token{bytes: []byte{0}}
	}
	return token{pair[1:], true}
}

// widened is the full-width form of a mark, which is what stood in the page.
func widened(r rune) rune {
	if i := strings.IndexRune(";?!,:()", r); i >= 0 {
		return []rune("；？！，：（）")[i]
	}
	return r
}

// lost are the stretches of characters that are U+FFFD.
func lost(rs []rune) []Damage {
	var out []Damage
	for i := 0; i < len(rs); i++ {
		if rs[i] != utf8.RuneError {
			continue
		}
		start := i
		for i < len(rs) && rs[i] == utf8.RuneError {
			i++
		}
		out = append(out, Damage{Span: Span{start, i}, Raw: string(rs[start:i])})
	}
	return out
}

// merge joins two ordered lists; what of b overlaps one of a is left out.
func merge(a, b []Damage) []Damage {
	var out []Damage
	for _, d := range b {
		for len(a) > 0 && a[0].Start < d.End {
			out, a = append(out, a[0]), a[1:]
		}
		if len(out) == 0 || !out[len(out)-1].overlaps(d.Span) {
			out = append(out, d)
		}
	}
	return append(out, a...)
}

// relocate finds the stretches of a text again in what rules made of it: lines
// may be gone, others joined, a few characters added.
func relocate(damage []Damage, before, after string) []Damage {
	if before == after {
		return damage
	}
	places := align([]rune(before), []rune(after))
	kept := damage[:0]
	for _, d := range damage {
		start, end := places[d.Start], places[d.End-1]
		if start >= 0 && end >= start {
			d.Span = Span{start, end + 1}
			kept = append(kept, d)
		}
	}
	return kept
}

// align gives for each rune of before its place in after, -1 for those on lines that are gone.
func align(before, after []rune) []int {
	places := make([]int, len(before))
	at := 0
	for start := 0; start < len(before); {
		end := start
		for end < len(before) && before[end] != '\n' {
			end++
		}
		n := matchLine(places[start:end], before[start:end], after[at:])
		for i := start; i < end && n > 0; i++ {
			places[i] += at
		}
		at += n
		if end < len(before) {
			places[end] = -1
		}
		start = end + 1
	}
	return places
}

// maxAdded is how many characters in a row rules may have added.
const maxAdded = 2

// matchLine finds the runes of a line at the beginning of after and returns
// how much of it they take, 0 if the line does not stand there.
func matchLine(places []int, line, after []rune) int {
	at := 0
	for i, r := range line {
		skip := 0
		for skip <= maxAdded && at+skip < len(after) && after[at+skip] != r {
			skip++
		}
		if skip > maxAdded || at+skip >= len(after) {
			for j := range places {
				places[j] = -1
			}
			return 0
		}
		at += skip
		places[i] = at
		at++
	}
	return at
}
