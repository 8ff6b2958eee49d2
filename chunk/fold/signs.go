package fold

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

const maxBMP = 0xFFFF

// closeSigns are the signs beside which white space means as little as beside
// a Chinese character. A plain - is none of them: it may be a minus.
const closeSigns = `"'()[],:;!?%~·-〇`

// Classes of characters, as far as folding asks for them.
const (
	traditional uint8 = 1 << iota // may become another in simplified script, alone or in a phrase
	chinese                       // beside it white space means nothing
	blank                         // white space
	unseen                        // dropped
	numeral                       // 〇 to 九, 两, 十, 百, 千, 万, 亿
	several                       // becomes more than one rune
)

// A table answers for each character of the basic plane by one look.
type table struct {
	to    [maxBMP + 1]rune // what it folds to, on its own
	class [maxBMP + 1]uint8
}

var tables = sync.OnceValue(func() *table {
	t := new(table)
	for i := range t.to {
		r := rune(i)
		t.to[i] = plain(r)
		t.class[i] = class(r)
	}
	sc := simplified()
	for from, to := range sc.characters {
		if from <= maxBMP {
			t.to[from] = to
			t.class[from] |= traditional
		}
	}
	for from := range sc.phrases {
		if from <= maxBMP {
			t.class[from] |= traditional
		}
	}
	return t
})

// plain is r without width, case and the many shapes of quotation marks and dashes.
func plain(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '「', '」', '『', '』', '＂', '〝', '〞', '″':
		return '"'
	case '‘', '’', '‚', '‛', '＇', '′', '`':
		return '\''
	case '—', '–', '―', '‒', '‐', '‑', '－', '─', '━', '−', '﹣':
		return '-'
	case '～', '〜', '∼', '˜':
		return '~'
	case '•', '‧', '・', '･', '●', '∙', '⋅':
		return '·'
	case '〔', '［', '【', '〖':
		return '['
	case '〕', '］', '】', '〗':
		return ']'
	case '○', '◯', '〇':
		return '〇'
	case '％', '﹪', '٪':
		return '%'
	}
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	return unicode.ToLower(r)
}

// wide gives the signs that stand for more than one character.
func wide(r rune) string {
	switch r {
	case '㎡':
		return "平方米"
	case '㎥':
		return "立方米"
	case '㎞':
		return "km"
	case '㎏':
		return "kg"
	case '㎎':
		return "mg"
	case '…':
		return "..."
	}
	return ""
}

// class tells what folding must know of a character besides its plain form.
func class(r rune) uint8 {
	var c uint8
	switch {
	case unicode.IsSpace(r) || r == '\u3164' || r == '\u2800':
		return blank
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || r < ' ' || r == 0x7F:
		return unseen
	case unicode.Is(unicode.Han, r), r >= 0x3000 && r <= 0x303F, strings.ContainsRune(closeSigns, plain(r)) && r != '-', wide(r) != "":
		c = chinese
	}
	switch r {
	case '〇', '○', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '两', '十', '百', '千', '万', '亿':
		c |= numeral
	}
	if wide(r) != "" {
		c |= several
	}
	return c
}

// signs folds everything that can be seen from a character and its neighbours: all but numbers.
func signs(s string, track bool) text {
	t := text{runes: make([]rune, 0, len(s)/2)}
	if track {
		t.at = make([]int, 0, len(s)/2)
	}
	f := signFolder{text: t, table: tables(), script: simplified(), afterChinese: true}
	for i, at := 0, 0; i < len(s); at++ {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r <= maxBMP && f.table.class[r]&traditional != 0 {
			if p, ok := f.script.phraseAt(r, s[i:]); ok {
				at = f.phrase(p, at)
				i += len(p.from)
				continue
			}
		}
		f.rune(r, at)
		i += n
	}
	return f.text
}

// A signFolder folds a text from its beginning to its end.
type signFolder struct {
	text
	table        *table
	script       script
	afterChinese bool // the last rune was Chinese, or there was none
	gap          rune // white space seen since: 0, ' ' or '\n'
}

// phrase adds a phrase that begins at place at and returns the place of its last rune.
func (f *signFolder) phrase(p phrase, at int) int {
	last := at + utf8.RuneCountInString(p.from) - 1
	for i, r := range []rune(p.to) {
		f.visible(r, min(at+i, last), true)
	}
	return last
}

// rune adds what r, from place at, folds to.
func (f *signFolder) rune(r rune, at int) {
	if r > maxBMP {
		f.visible(outside(f.script, r), at, unicode.Is(unicode.Han, r))
		return
	}
	c := f.table.class[r]
	switch {
	case c&unseen != 0:
	case c&blank != 0:
		f.blank(r)
	case c&several != 0:
		for _, w := range wide(r) {
			f.visible(w, at, c&chinese != 0)
		}
	default:
		f.visible(f.table.to[r], at, c&chinese != 0)
	}
}

// outside folds a character beyond the basic plane.
func outside(sc script, r rune) rune {
	if t, ok := sc.characters[r]; ok {
		return t
	}
	return unicode.ToLower(r)
}

// blank notes white space; a line break outweighs blanks.
func (f *signFolder) blank(r rune) {
	if r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029' || r == '\u0085' {
		f.gap = '\n'
	} else if f.gap == 0 {
		f.gap = ' '
	}
}

// visible adds a folded rune, with the white space before it if that means something.
func (f *signFolder) visible(r rune, at int, isChinese bool) {
	if f.gap != 0 && len(f.runes) > 0 && (f.gap == '\n' || !isChinese && !f.afterChinese) {
		f.append(f.gap, at)
	}
	f.append(r, at)
	f.gap, f.afterChinese = 0, isChinese
}
