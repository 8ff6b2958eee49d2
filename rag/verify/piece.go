package verify

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark stands in a piece's words for a figure.
const mark = '\uE000'

// A piece is the smallest part of a sentence that says something: an item of a
// list, a clause. Its words are folded, without figures, years, quotation
// marks and what joins it to others.
type piece struct {
	words   []rune
	figures []quantity // one for each mark, in their order
	clause  int        // pieces of one clause share it
	times   []period   // that stand in its clause
	first   bool       // it is the first item behind the head of its list
	aside   bool       // it stands in brackets
	with    bool       // 与 stands in front of it, which may part no items
	rest    bool       // it says what the items before it are, behind 等
}

// A reader cuts a sentence into pieces.
type reader struct {
	pieces []piece
	times  []time
	seen   []place // of the figures, in their order
	clause int
}

// A time is a period with the clause that it stands in.
type time struct {
	period
	place
}

// A place in a sentence: its clause, and how many figures and periods came before.
type place struct{ clause, order int }

// pieces cuts a sentence and returns the periods that it speaks of as well.
func pieces(sentence string) ([]piece, []period) {
	return foldedPieces(plain(sentence))
}

func foldedPieces(text string) ([]piece, []period) {
	r := reader{pieces: []piece{{}}}
	text = respectively(orKindred.ReplaceAllString(text, ""))
	last := rune(0)
	for text != "" {
		c, size := utf8.DecodeRuneInString(text)
		rest, ok := r.take(text, c, last)
		if !ok {
			r.add(c)
			rest = text[size:]
		}
		last, _ = utf8.DecodeLastRuneInString(text[:len(text)-len(rest)])
		text = rest
	}
	r.bind()
	out := slices.DeleteFunc(r.pieces, func(p piece) bool { return len(p.words) == 0 })
	var times []period
	for _, t := range r.times {
		times = append(times, t.period)
	}
	return out, times
}

// orKindred matches what a law names besides a county in brackets: 县(市、区).
var orKindred = regexp.MustCompile(`\((?:[市区县旗]|自治县)(?:、(?:[市区县旗]|自治县))*\)`)

// take takes what is no plain word from the beginning of text: a period, a
// figure, what parts pieces.
func (r *reader) take(text string, c, last rune) (rest string, ok bool) {
	if !isWordByte(last) && (c == '十' || c == '第' || c >= '0' && c <= '9') {
		if p, rest, ok := periodAt(text); ok {
			p.base = r.compares() && !strings.HasPrefix(rest, "的") // 比2020年的25个 gives 2020's
			r.period(p)
			return rest, true
		}
	}
	if c >= '0' && c <= '9' && !isWordByte(last) {
		return r.figure(text)
	}
	if q, rest, ok := smallFigure(text, c, last); ok {
		return r.bounded(q, rest), true
	}
	if q, rest, ok := round(text); ok && r.putBounded(q) {
		return rest, true
	}
	return r.part(text, c)
}

func isWordByte(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.')
}

func (r *reader) last() *piece { return &r.pieces[len(r.pieces)-1] }

func (r *reader) add(c rune) {
	if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '%' || c == unicode.ReplacementChar {
		p := r.last()
		p.words = append(p.words, c)
	}
}

// leads are words in front of a year that belong to it.
var leads = []string{"截至到", "截至", "截止", "到", "至", "自", "从", "在"}

// period notes a period, and drops the word that leads to it.
func (r *reader) period(p period) {
	for _, l := range leads {
		if r.drop(l) {
			p.until = p.until || l == "到" || l == "至" || strings.HasPrefix(l, "截")
			break
		}
	}
	if len(r.last().figures) > 0 {
		r.pieces = append(r.pieces, piece{clause: r.clause})
	}
	r.times = append(r.times, time{p, place{r.clause, len(r.times) + len(r.seen)}})
}

// compares tells whether what was read last leads to what it compares with.
func (r *reader) compares() bool {
	words := r.last().words
	return len(words) > 0 && strings.ContainsRune("比较", words[len(words)-1])
}

// drop takes a word from the end of what was read.
func (r *reader) drop(word string) bool {
	p := r.last()
	n := utf8.RuneCountInString(word)
	if len(p.words) < n || string(p.words[len(p.words)-n:]) != word {
		return false
	}
	p.words = p.words[:len(p.words)-n]
	return true
}

// figure takes a figure with its unit and its bounds. Digits with a letter
// behind them (5G, 4A) are a word.
func (r *reader) figure(text string) (rest string, ok bool) {
	q, rest, ok := amount(text)
	if !ok {
		return text, false
	}
	if q.unit == "" && rest != "" && isWordByte(rune(rest[0])) {
		return text, false
	}
	return r.bounded(q, rest), true
}

// bounded puts a figure with the bounds beside it and returns what follows.
func (r *reader) bounded(q quantity, rest string) string {
	for _, b := range boundsBehind {
		if tail, found := strings.CutPrefix(rest, b.word); found {
			q.relation, rest = b.relation, tail
			break
		}
	}
	if !r.putBounded(q) {
		r.put(q)
	}
	return rest
}

// putBounded puts a figure that the word in front of it bounds, if one does.
func (r *reader) putBounded(q quantity) bool {
	for _, b := range boundsBefore {
		if r.drop(b.word) {
			q.relation = b.relation
			r.put(q)
			return true
		}
	}
	return false
}

func (r *reader) put(q quantity) {
	p := r.last()
	p.words, p.figures = append(p.words, mark), append(p.figures, q)
	r.seen = append(r.seen, place{r.clause, len(r.times) + len(r.seen)})
}

// numerals that make figures alone, in front of a measure word.
const numerals = "一二三四五六七八九十两"

// smallFigure reads 三大 and 两年; 一 only where it certainly counts.
func smallFigure(text string, c, last rune) (q quantity, rest string, ok bool) {
	i := strings.IndexRune(numerals, c)
	if i < 0 || strings.ContainsRune("第十百千万统唯同专单进周"+numerals, last) && last != 0 {
		return q, text, false
	}
	rest = text[len(string(c)):]
	u, tail, ok := plainUnit(rest)
	if !ok || c == '一' && !strings.Contains("家所座处名间", u.name) {
		return q, text, false
	}
	q = quantity{value: float64(i/len("一") + 1), unit: u.base}
	if c == '两' {
		q.value = 2
	}
	q.value *= u.factor
	return q, tail, true
}

// part begins a new piece where text begins with what parts them.
func (r *reader) part(text string, c rune) (rest string, ok bool) {
	if inner, found := strings.CutPrefix(text, "("); found { // 11.8亿元（2025年）: the year of what stands before it
		if _, rest, ok := periodAt(inner); ok && strings.HasPrefix(rest, ")") {
			return inner, true
		}
		if q, rest, ok := amount(inner); ok && q.unit != "" && strings.HasPrefix(rest, ")") && len(r.last().words) > 0 {
			r.put(q) // 葛洲坝(271万千瓦): the figure of what stands before it
			return rest[1:], true
		}
	}
	if rest, ok := r.andSoOn(text); ok {
		return rest, true
	}
	if strings.ContainsRune(",;:。!?\n()[]|", c) || c == headEnd {
		r.clause++
		r.pieces = append(r.pieces, piece{clause: r.clause, first: c == headEnd || c == ':', aside: c == '('})
		return text[len(string(c)):], true
	}
	for _, w := range joints {
		if !strings.HasPrefix(text, w) || joined(text, string(r.last().words), w) {
			continue
		}
		r.pieces = append(r.pieces, piece{clause: r.clause, with: w == "与", aside: r.last().aside})
		return text[len(w):], true
	}
	return text, false
}

// andSoOn ends the last item of a list in front of 等 and what all items are:
// 甲、乙等3家企业 is 甲, 乙 and 等3家企业.
func (r *reader) andSoOn(text string) (rest string, ok bool) {
	rest, found := strings.CutPrefix(text, "等")
	n := len(r.pieces)
	if !found || n < 2 || r.pieces[n-2].clause != r.clause || len(r.last().words) < 2 {
		return text, false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	before := r.last().words[len(r.last().words)-1]
	if strings.ContainsRune("级于待候额", next) || strings.ContainsRune("平高初中同优均相对", before) {
		return text, false
	}
	r.pieces = append(r.pieces, piece{clause: r.clause, rest: true})
	return rest, true
}

// joints part items of a list.
var joints = []string{"、", "以及", "和", "与", "及"}

// solid are words that hold a joint and are not parted.
var solid = []string{"和谐", "和平", "共和", "总和", "饱和", "温和", "缓和", "与会", "参与", "给予", "及时", "普及", "涉及", "以及", "波及", "推及", "及格", "及以上", "及以下", "及其", "和田", "和美", "和睦", "可以及时", "可以及早",
	"国民经济和社会", "工业和信息", "发展和改革", "文化和旅游", "住房和城乡", "资源和社会保障", "规划和自然资源", "农业和农村", "安全和信息"} // plans and offices

// joined tells whether the joint that text begins with is part of a word.
func joined(text, before, joint string) bool {
	return slices.ContainsFunc(solid, func(w string) bool {
		i := strings.Index(w, joint)
		return i >= 0 && len(w) > len(joint) && strings.HasSuffix(before, w[:i]) && strings.HasPrefix(text, w[i:])
	})
}

// bind gives each figure the periods that it may be of: those of its clause,
// the nearest in front of it, else behind it; else those of the clauses before.
func (r *reader) bind() {
	n := 0
	for i := range r.pieces {
		for _, t := range r.times {
			if t.clause == r.pieces[i].clause && !t.base {
				r.pieces[i].times = append(r.pieces[i].times, t.period)
			}
		}
		for j := range r.pieces[i].figures {
			q := &r.pieces[i].figures[j]
			q.times, q.own = r.timesOf(r.seen[n])
			n++
		}
	}
}

func (r *reader) timesOf(at place) (times []period, own bool) {
	var before, after []period
	nearest := -1
	for _, t := range r.times {
		switch {
		case t.base: // what a figure is compared with is not its year
		case t.clause == at.clause && t.order < at.order:
			before = []period{t.period}
			own = true
		case t.clause == at.clause:
			after = append(after, t.period)
		case t.clause < at.clause && !own:
			if t.until && t.clause > nearest {
				before = nil // 2022年…，到2024年，…
			}
			before, nearest = append(before, t.period), t.clause
		}
	}
	if !own && len(after) > 0 {
		return after[:1], true
	}
	return before, own
}
