package understand

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk/regions"
	"chuchu/rag/pinyin"
)

// A doubt is a character of a question that forms no word there: neither the
// library nor the list of words has it beside its neighbours.
type doubt struct {
	at            int    // rune of the text
	before, after string // its neighbours, "" where nothing of the same topic stands
	typed         string
	free          [2]bool // whether these belong to no other word
}

// Limits of a question's doubts, and of the characters tried for each.
const (
	mostDoubts = 6
	mostLike   = 40
)

// Typos is a question with characters that sound like what was meant as what
// was meant: 养劳服务 as 养老服务. Only a character that stands beside its
// neighbours nowhere in the library is changed, to one that does.
func (s Speller) Typos(text string) (read string, ok bool, err error) {
	if !utf8.ValidString(text) {
		return text, false, nil
	}
	plainText := simplified(text)
	if utf8.RuneCountInString(plainText) != utf8.RuneCountInString(text) {
		return text, false, nil
	}
	text, plainText, ok = s.place(text, plainText)
	if counted := counter(plainText); counted != plainText {
		text, plainText, ok = counter(text), counted, true
	}
	runes := []rune(plainText)
	held, err := s.counted(unique(pairs(plainText)))
	if err != nil {
		return text, ok, err
	}
	doubts := doubtful(plainText, held)
	if len(doubts) == 0 {
		return text, ok, nil
	}
	var terms []string
	for _, d := range doubts {
		for _, c := range d.like() {
			terms = append(terms, pairs(d.before+c+d.after)...)
		}
	}
	if held, err = s.counted(unique(terms)); err != nil {
		return text, ok, err
	}
	out := []rune(text)
	for _, d := range doubts {
		if meant, sure := s.meant(d, held, runes); sure {
			out[d.at], ok = meant, true
		}
	}
	return string(out), ok, nil
}

// counterTypo matches what sounds like a measure word behind 几 or 多少: 几加企业.
var counterTypo = regexp.MustCompile(`(几|多少)([加佳各])([^起上入总在和])`)

// counter is a text with the measure words that such sounds stand for.
func counter(text string) string {
	return counterTypo.ReplaceAllStringFunc(text, func(s string) string {
		return strings.NewReplacer("加", "家", "佳", "家", "各", "个").Replace(s)
	})
}

// place is a question that begins with a place nobody knows, which is read as
// one of the library's is, with that: 惠洲市 as 惠州市.
func (s Speller) place(text, plainText string) (read, plainRead string, changed bool) {
	from, to := strange(plainText, nil)
	meant := soundsLike(plainText[from:to], s.Names)
	if meant == "" || len(regions.Called(plainText[from:to])) > 0 {
		return text, plainText, false
	}
	before, length := utf8.RuneCountInString(plainText[:from]), utf8.RuneCountInString(meant)
	runes := []rune(text)
	read = string(runes[:before]) + meant + string(runes[before+length:])
	return read, plainText[:from] + meant + plainText[to:], true
}

// unique leaves each term in the place where it stands first. It works in the
// list that it is given.
func unique(terms []string) []string {
	seen := make(map[string]bool, len(terms))
	out := terms[:0]
	for _, t := range terms {
		if !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}

// doubtful finds the characters that form no word where they stand. Words that
// ask, words of the list and names of places, known or not, are left alone.
func doubtful(text string, held map[string]int) []doubt {
	runes := []rune(text)
	left := settled(text, runes)
	beside := func(i int) string {
		if i < 0 || i >= len(runes) || !isHan(runes[i]) || left[i] == askWord {
			return ""
		}
		return string(runes[i])
	}
	var out []doubt
	for i, r := range runes {
		if !isHan(r) || left[i] != open || len(out) == mostDoubts || strings.ContainsRune(littleWords, r) {
			continue
		}
		if i > 0 && unicode.IsDigit(runes[i-1]) || wordBeside(runes, i) {
			continue // what a figure is of: 2月
		}
		d := doubt{at: i, before: beside(i - 1), after: beside(i + 1), typed: string(r)}
		d.free = [2]bool{i > 0 && left[i-1] == open, i+1 < len(runes) && left[i+1] == open}
		around := pairs(d.before + d.typed + d.after)
		sound := len(around) > 0
		for _, p := range around {
			sound = sound && held[p] == 0
		}
		if sound && !d.ofName() {
			out = append(out, d)
		}
	}
	return out
}

// Characters that are a word by what stands beside them: a verb in front of 了
// or of what it asks (拆了, 增多少), a measure word behind 多少 or 几. A plan need
// hold no such pair, and a word of one character is not to be read as another.
const (
	behindVerbs = "了过着完掉多几啥谁哪什"
	compared    = "高低大小多少快慢远近好坏"
	behindThese = "吗么呢吧些点于?？"
	counters    = "个家所座项条种栋级次回届张亩人名位户件处场辆台只套间片支期类门班份部本篇宗起例批轮层头株棵岁元万亿年月天米吨"
)

// wordBeside tells whether a character is a verb, what is compared or a measure
// word by what stands beside it.
func wordBeside(runes []rune, i int) bool {
	next := '?'
	if i+1 < len(runes) {
		next = runes[i+1]
	}
	if strings.ContainsRune(behindVerbs, next) || strings.ContainsRune(compared, runes[i]) && strings.ContainsRune(behindThese, next) {
		return true
	}
	if saidTwice(runes, i) || saidTwice(runes, i-2) {
		return true
	}
	if i == 0 || !strings.ContainsRune(counters, runes[i]) {
		return false
	}
	before := runes[i-1]
	return before == '几' || before == '少' && i > 1 && runes[i-2] == '多' || before == '哪' || before == '每'
}

// saidTwice tells whether a verb stands at a place that asks whether: 建不建.
func saidTwice(runes []rune, i int) bool {
	return i >= 0 && i+2 < len(runes) && runes[i] == runes[i+2] && (runes[i+1] == '不' || runes[i+1] == '没')
}

// bureau matches an office by the short name that people give it.
var bureau = regexp.MustCompile(`(?:发改|经信|工信|科工|住建|城建|教体|文体|文旅|文广|卫健|卫计|人社|城管|国资|市监|农水|综治|应急|信访|统战|宣传|组织|民政|财政|税务|审计|统计|司法|教育|科技|商务|招商|规自|自规|国土|环保|水务|交运|医保|退役)(?:[局委厅办科处]|部门)`)

// ofName tells whether a character and a neighbour are the name of some street
// or town without what it is: 大鹏 of 大鹏街道.
func (d doubt) ofName() bool {
	for _, name := range pairs(d.before + d.typed + d.after) {
		for _, kind := range []string{"街道", "镇", "县", "区"} {
			if len(regions.Called(name+kind)) > 0 {
				return true
			}
		}
	}
	return false
}

// littleWords are words that stand beside anything in a question and are hardly mistyped: 跟 of
// 要跟…协调 is no 更, 哪 of 哪一年 no 内.
const littleWords = "哪谁啥几跟和与及把被给从到在对为让向往比的地得了着过吗呢吧啊么很最更又再都还也就才只不没要想会能可个些种这那各每按用靠是有"

// What a character of a question is, before it is doubted.
const (
	open    = iota
	word    // part of a word of the list, or of a place's name
	askWord // part of a word that asks
)

// settled tells of each character of a text what it belongs to. Later findings
// win: a word that asks is one, whatever else it may be part of.
func settled(text string, runes []rune) []int {
	out := make([]int, len(runes))
	mark := func(from, to, as int) {
		for i := from; i < to; i++ {
			out[i] = as
		}
	}
	for n := 2; n <= 4; n++ {
		for i := 0; i+n <= len(runes); i++ {
			if pinyin.Known(string(runes[i : i+n])) {
				mark(i, i+n, word)
			}
		}
	}
	for _, m := range regions.Named(text) {
		if !m.Doubtful {
			mark(m.Start, m.End, word)
		}
	}
	at := func(bytes int) int { return utf8.RuneCountInString(text[:bytes]) }
	for _, m := range bureau.FindAllStringIndex(text, -1) {
		mark(at(m[0]), at(m[1]), word)
	}
	from, to := strange(text, nil)
	mark(at(from), at(to), word)
	for _, m := range asking.FindAllStringIndex(text, -1) {
		mark(at(m[0]), at(m[1]), askWord)
	}
	return out
}

// like are the characters that may have been meant.
func (d doubt) like() []string {
	all := pinyin.Like(d.typed)
	return all[:min(mostLike, len(all))]
}

// meant is the character that the library has beside both neighbours, or beside
// one where that makes a word; the one that it has there most often.
func (s Speller) meant(d doubt, held map[string]int, runes []rune) (rune, bool) {
	best, most := "", 0
	for _, c := range d.like() {
		before, after := held[d.before+c], held[c+d.after]
		both := d.before != "" && d.after != "" && before > 0 && after > 0 && !strings.ContainsAny(d.before+d.after, littleWords)
		named := d.free[0] && before > 0 && s.isWord(d.before+c) || d.free[1] && after > 0 && s.isWord(c+d.after)
		if n := before + after; (both || named) && n > most {
			best, most = c, n
		}
	}
	if best == "" {
		return 0, false
	}
	r, _ := utf8.DecodeRuneInString(best)
	return r, runes[d.at] != r
}

// isWord tells whether two characters are a word of the language, or begin a
// name of the library.
func (s Speller) isWord(w string) bool {
	if pinyin.Known(w) {
		return true
	}
	for _, n := range s.Names {
		if strings.HasPrefix(n, w) {
			return true
		}
	}
	return false
}
