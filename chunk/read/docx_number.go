package read

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A numberRef names a list and a level in it; -1 is no level of its own.
type numberRef struct {
	list  string
	level int
}

// A listLevel is how the paragraphs of a level are numbered.
type listLevel struct {
	start  int
	format string // decimal, chineseCounting, …
	text   string // "第%1章"
	style  string // the style whose paragraphs have this level
	legal  bool   // all numbers in it are plain
}

// A list counts its paragraphs.
type list struct {
	levels [notHeading]listLevel
	counts [notHeading]int
	begun  [notHeading]bool
}

// A listUse is a way in which a list is used: some levels begin anew.
type listUse struct {
	abstract string
	starts   map[int]int
	used     bool
}

// numbering is what a document says of its lists.
type numbering struct {
	lists map[string]*list // by abstractNumId
	uses  map[string]*listUse
}

// readNumbering reads numbering.xml: the levels of each list, and for each use of
// one the numbers at which its levels begin.
func readNumbering(s *scanner) (*numbering, error) {
	n := &numbering{lists: map[string]*list{}, uses: map[string]*listUse{}}
	var now *list
	var use *listUse
	level := 0
	err := s.each(func(e element) error {
		switch e.name {
		case "abstractNum":
			now, use = &list{}, nil
			for i := range now.levels {
				now.levels[i].start = 1
			}
			n.lists[e.attr("abstractNumId")] = now
		case "num":
			now, use = nil, &listUse{starts: map[int]int{}}
			n.uses[e.attr("numId")] = use
		case "abstractNumId":
			if use != nil {
				use.abstract = e.attr("val")
			}
		case "lvl", "lvlOverride":
			level = min(max(atoi(e.attr("ilvl")), 0), notHeading-1)
		case "startOverride":
			if use != nil {
				use.starts[level] = atoi(e.attr("val"))
			}
		default:
			if now != nil {
				now.levels[level].read(e)
			}
		}
		return nil
	})
	return n, err
}

// read reads an element of a level.
func (l *listLevel) read(e element) {
	switch e.name {
	case "start":
		l.start = atoi(e.attr("val"))
	case "numFmt":
		if f := e.attr("val"); f != "" && l.format == "" {
			l.format = f
		}
	case "lvlText":
		l.text = e.attr("val")
	case "pStyle":
		l.style = e.attr("val")
	case "isLgl":
		l.legal = e.on()
	}
}

// labelOf is the number that Word shows before a paragraph, "" for none; it counts on.
func (w *word) labelOf(p *paragraph, s style) string {
	ref := p.number
	if ref.list == "" {
		ref.list = s.number.list
	}
	if ref.level < 0 {
		ref.level = s.number.level
	}
	use := w.numbers.uses[ref.list]
	if ref.list == "" || ref.list == "0" || use == nil || strings.TrimSpace(p.text.String()) == "" {
		return ""
	}
	l := w.numbers.lists[use.abstract]
	if l == nil {
		return ""
	}
	if ref.level < 0 {
		ref.level = l.levelOf(p.style)
	}
	ref.level = min(ref.level, notHeading-1)
	if !use.used {
		use.used = true
		for level, start := range use.starts {
			l.counts[level], l.begun[level] = start-1, true
		}
	}
	return l.next(ref.level)
}

// levelOf is the level that a style has in a list.
func (l *list) levelOf(style string) int {
	for i, v := range l.levels {
		if v.style != "" && v.style == style {
			return i
		}
	}
	return 0
}

// next counts a paragraph of a level and returns its number.
func (l *list) next(level int) string {
	for i := 0; i <= level; i++ {
		if !l.begun[i] {
			l.begun[i] = true
			l.counts[i] = l.levels[i].start
			if i == level {
				l.counts[i]--
			}
		}
	}
	l.counts[level]++
	for i := level + 1; i < notHeading; i++ {
		l.begun[i] = false
	}
	v := l.levels[level]
	if v.format == "bullet" || v.format == "none" {
		return ""
	}
	out := v.text
	for i := 0; i <= level; i++ {
		f := l.levels[i].format
		if v.legal {
			f = "decimal"
		}
		out = strings.ReplaceAll(out, "%"+strconv.Itoa(i+1), numeral(l.counts[i], f))
	}
	return strings.TrimSpace(out)
}

// numberText is a paragraph with its number in front: a blank parts them where
// they would run together.
func numberText(label, text string) string {
	if label == "" {
		return text
	}
	last, _ := utf8.DecodeLastRuneInString(label)
	if strings.ContainsRune("、）)", last) || last >= '①' && last <= '⑳' {
		return label + strings.TrimLeft(text, " \t")
	}
	return label + " " + strings.TrimLeft(text, " \t")
}

// numeral is a number in one of the formats of WordprocessingML (ST_NumberFormat).
func numeral(n int, format string) string {
	switch format {
	case "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "chineseLegalSimplified", "taiwaneseDigital", "koreanDigital2":
		return chinese(n)
	case "ideographTraditional":
		return nth("甲乙丙丁戊己庚辛壬癸", n)
	case "ideographZodiac":
		return nth("子丑寅卯辰巳午未申酉戌亥", n)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return nth("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", n)
	case "decimalEnclosedParen":
		return "（" + strconv.Itoa(n) + "）"
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperLetter":
		return letter('A', n)
	case "lowerLetter":
		return letter('a', n)
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	}
	return strconv.Itoa(n)
}

// nth is the n-th of some signs, from 1, else a figure.
func nth(signs string, n int) string {
	if rs := []rune(signs); n >= 1 && n <= len(rs) {
		return string(rs[n-1])
	}
	return strconv.Itoa(n)
}

// letter is A, B … Z, AA, BB.
func letter(first rune, n int) string {
	if n < 1 || n > 26*4 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(unicode.ToUpper(first)+rune((n-1)%26)+(first-unicode.ToUpper(first))), (n-1)/26+1)
}

var romans = []struct {
	n int
	s string
}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}}

// roman is a number below 400 in Roman numerals, others as a figure.
func roman(n int) string {
	if n < 1 || n >= 400 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range romans {
		for ; n >= r.n; n -= r.n {
			b.WriteString(r.s)
		}
	}
	return b.String()
}

// chinese is a number below a thousand as 一百二十三, others as a figure.
func chinese(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 1 || n >= 1000:
		return strconv.Itoa(n)
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n%10]
	case n < 100:
		return digits[n/10] + "十" + digits[n%10]
	case n%100 == 0:
		return digits[n/100] + "百"
	case n%100 < 10:
		return digits[n/100] + "百零" + digits[n%10]
	}
	return digits[n/100] + "百" + digits[n/10%10] + "十" + digits[n%10]
}
