package chunk

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A run is a stretch of a text that was read one byte off: a character's first
// byte, then pairs, each the second byte of one character and the first of the
// next, then a second byte. One without tokens tells nothing.
type run struct {
	start, end int // runes
	tokens     []token
	cut        bool // before a punctuation mark, not behind what looked like a character to be read
	eaten      bool // its last byte may have taken the sign that came next
	behind     rune // the character before
}

// mayBegin tells whether a run that was cut behind what looked like a
// character to be read may begin with one: the last byte before and its first
// make that character, and readings were put behind common ones.
func (r run) mayBegin(first rune) bool {
	return isCommon(gbkRune(lastByte(r.behind), gbkBytes(widened(first))[0]))
}

// A token is what is left of one or two bytes of a run, 0 for a lost one.
type token [2]byte

// lead is a pair's second byte, the first of the character that comes next.
func (t token) lead() byte { return t[1] }

const (
	maxRuns  = 1000          // a text with more is damaged in another way
	maxRun   = 40            // runes; one longer is no run
	cutMarks = "。；？！，：;?!,:" // the marks that were looked for
)

var offPinyin = regexp.MustCompile(`^([a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4})[)）]`)

// findRuns finds what may be runs: from a question mark behind a Chinese
// character, with a mark or a reading behind it, to where the bytes pair off again.
func findRuns(rs []rune, readings map[string]rune) []run {
	var out []run
	for i := 1; i+1 < len(rs); i++ {
		if rs[i] != '?' && rs[i] != '？' || !isWide(rs[i-1]) && rs[i-1] != ' ' {
			continue
		}
		if isLostSign(rs, i) {
			out = append(out, run{start: i, end: i + 1})
			continue
		}
		cut := strings.ContainsRune(cutMarks, rs[i+1])
		if !isWide(rs[i-1]) || !cut && !offPinyin.MatchString(window(rs, i+1)) {
			continue
		}
		for _, wideLetters := range []bool{true, false} {
			t := tokens{rs: rs, readings: readings, last: lastByte(rs[i-1]), wideLetters: wideLetters}
			if r, ok := t.run(i); ok {
				r.cut, r.behind = cut, rs[i-1]
				out = append(out, r)
				i = r.end - 1
				break
			}
		}
	}
	return out
}

var asks = regexp.MustCompile(`[什何吗嗎呢怎谁誰哪几幾]|是否|多少|能否`)

// isLostSign tells whether a question mark stands, between blanks in a
// sentence that asks nothing, for a sign that the encoding did not have.
func isLostSign(rs []rune, i int) bool {
	if i < 2 || i+2 >= len(rs) || rs[i-1] != ' ' || rs[i+1] != ' ' || !isHan(rs[i-2]) || !isHan(rs[i+2]) {
		return false
	}
	return !asks.MatchString(string(rs[max(0, i-maxRun):i]))
}

// isWide tells whether a character takes two bytes in GBK.
func isWide(r rune) bool { return r >= 0x2E80 || strings.ContainsRune("“”’‘—…", r) }

// window is the text from i on, as far as a reading or a tag may go.
func window(rs []rune, i int) string { return string(rs[i:min(len(rs), i+12)]) }

// lastByte is the second of a character's two bytes.
func lastByte(r rune) byte { return gbkBytes(r)[1] }

// tokens reads the tokens of a run.
type tokens struct {
	rs          []rune
	readings    map[string]rune
	last        byte // the last byte read
	wideLetters bool // letters before a rare character were full-width
}

// run reads from a question mark to where the bytes pair off again.
func (t *tokens) run(start int) (run, bool) {
	r := run{start: start}
	odd := false
	for i := start; i < len(t.rs) && i-start < maxRun && t.rs[i] != '\n'; {
		k, bytes, runes := t.read(i, i == start+1)
		if bytes == 0 {
			break
		}
		r.tokens = append(r.tokens, k)
		odd = odd != (bytes == 1)
		if i += runes; !odd {
			r.end = i
			r.eaten = k == token{} && runes == 1 && !t.isCut(i)
			return r, true
		}
	}
	return run{}, false
}

// isCut tells whether a byte was lost before i because a mark stands there.
// Elsewhere it was lost together with a sign; of a tag, the rest is left.
func (t *tokens) isCut(i int) bool {
	return i < len(t.rs) && strings.ContainsRune(cutMarks+"、", t.rs[i])
}

// read reads the token at i, its bytes, and the number of runes that take part
// in it: a lost byte has eaten the bracket or the angle that came next.
func (t *tokens) read(i int, afterCut bool) (k token, bytes, runes int) {
	switch r := t.rs[i]; {
	case (r == '?' || r == '？') && !afterCut || r == utf8.RuneError:
		w := window(t.rs, i+1)
		if m := offPinyin.FindStringSubmatch(w); m != nil {
			return t.beforeReading(m[1]), 1, 1 + utf8.RuneCountInString(m[0])
		}
		if strings.HasPrefix(w, "/p>") {
			return token{}, 1, 1 + len("/p>")
		}
		return token{}, 1, 1
	case r >= minTrail && r < 0x7F && !t.isWideLetter(i):
		return token{byte(r)}, 1, 1
	case r >= '0' && r <= '9':
		return token{}, 0, 0
	default:
		pair := gbkBytes(widened(r))
		t.last = pair[1]
		if pair[0] == 0 {
			return token{}, 0, 0
		}
		return token(pair), 2, 1
	}
}

// isWideLetter tells whether a letter was a full-width one, of two bytes: then
// what comes next still reads wrongly.
func (t *tokens) isWideLetter(i int) bool {
	r := t.rs[i]
	letter := r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
	return letter && t.wideLetters && i+1 < len(t.rs) && isHan(t.rs[i+1]) && !isCommon(t.rs[i+1])
}

// beforeReading is the lost byte before an inserted reading: the second of
// the character that the reading belongs to, if the byte before is its first.
func (t *tokens) beforeReading(reading string) token {
	pair := gbkBytes(t.readings[reading])
	if pair[0] == 0 || pair[0] != t.last {
		return token{}
	}
	return token{pair[1]}
}

// widened is the full-width form of a mark or letter, which is what stood in the page.
func widened(r rune) rune {
	if r >= 0x80 {
		return r
	}
	if i := strings.IndexRune(";?!,:()", r); i >= 0 {
		return []rune("；？！，：（）")[i]
	}
	if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
		return r + ('Ａ' - 'A')
	}
	return r
}

// narrowed is the plain form of a full-width mark.
func narrowed(r rune) rune {
	if i := strings.IndexRune("；？！，：（）", r); i >= 0 {
		return rune(";?!,:()"[i/len("；")])
	}
	return r
}
