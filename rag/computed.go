package rag

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/understand"
	"chuchu/rag/verify"
)

// What a writer may work out from two figures that it cited before, in these
// words alone: what stands in no source has no other check than its form.
//
//	更高，多1.11亿元（11.8−10.69，计算得出）[1]。           one row or sentence, two years
//	2025年目标更高，多25个百分点（100−75，计算得出）[2][1]。 of two sources, too
//	相差7微克/立方米（29−22，计算得出）[2][1]。            of two sources, too
//	2025年是2020年的1.79倍（3÷1.68，计算得出）[1]。        two years, places or things
//	盐田更严（22<29，计算得出；目标年份不同）[1][2]。
//	盐田更低（20<22，计算得出；一为现状，一为目标）[1][2]。
//	两者相同（3=3，计算得出）[1]。
const formula = `（([0-9]+(?:\.[0-9]+)?)([−<>=÷])([0-9]+(?:\.[0-9]+)?)，计算得出(?:；(?:目标)?年份不同|；一为现状，一为目标)?）[。.]?$`

var (
	changes  = regexp.MustCompile(`^(?:(?:([^，。；：（）]{1,20}?)(?:的?目标)?)?(更[高低多少大小])[，,])?(多|少|高|低|增加|减少|提高|降低|相差)([0-9]+(?:\.[0-9]+)?)([^0-9（）]{0,12})` + formula)
	ratios   = regexp.MustCompile(`^([^，。；：（）]{1,20}?)(?:的?目标)?约?[是为]([^，。；：（）]{1,20}?)的约?([0-9]+(?:\.[0-9]+)?)倍` + formula)
	verdicts = regexp.MustCompile(`^([^，。；：（）]{1,20}?)更([高低多少大小长短快慢严])` + formula)
	equals   = regexp.MustCompile(`^(?:两者|二者)(?:相同|一样|持平)` + formula)
	signs    = strings.NewReplacer("-", "−", "－", "−", "–", "−", "＜", "<", "＞", ">", "＝", "=", "(", "（", ")", "）")
	caps     = regexp.MustCompile(`以[内下]|不[超高]过?|控制在|低于|降`)
)

// isComputed tells whether a sentence says that it was worked out.
func isComputed(raw string) bool { return strings.Contains(raw, "计算得出") }

// compute checks a sentence that was worked out: it has one of the forms, each of
// its figures stands in a citation of a passage that it names, both are of one
// unit, and what it says of them is right.
func (d *draft) compute(raw string) Sentence {
	s := Sentence{Citations: []int{}, Computed: true, Problem: ProblemNumber}
	cited := markers(raw)
	for _, n := range cited {
		for _, c := range d.citedFrom(n) {
			s.Citations = append(s.Citations, c.Number)
		}
	}
	if len(s.Citations) == 0 {
		s.Problem = ProblemNoCitation
	} else if d.holdsSum(signs.Replace(strings.TrimSpace(bare(raw))), cited) {
		s.Supported, s.Problem = true, ""
	}
	return s
}

// holdsSum tells whether a sentence without markers is right of figures in what
// it cites.
func (d *draft) holdsSum(text string, cited []int) bool {
	if m := changes.FindStringSubmatch(text); m != nil {
		return d.pair(m[6:], cited, func(a, b reading) bool {
			if m[7] != "−" || !right(m[4], m[6], m[7], m[8]) || !a.measured(m[5]) {
				return false
			}
			if m[1] != "" {
				return a.risen(b, m[1], m[2]+m[3])
			}
			return m[2]+m[3] == "相差" || a.passage == b.passage && a.moved(b, m[2]+m[3])
		})
	}
	if m := ratios.FindStringSubmatch(text); m != nil {
		return d.pair(m[4:], cited, func(a, b reading) bool {
			return m[5] == "÷" && a.of(m[1]) && b.of(m[2]) && !(a.of(m[2]) && b.of(m[1])) && divides(m[3], a.value, b.value)
		})
	}
	if m := verdicts.FindStringSubmatch(text); m != nil {
		return d.pair(m[3:], cited, func(a, b reading) bool {
			return right("", m[3], m[4], m[5]) && wins(m[1], m[2], a, b)
		})
	}
	m := equals.FindStringSubmatch(text)
	return m != nil && m[2] == "=" && d.pair(m[1:], cited, func(a, b reading) bool { return a.value == b.value })
}

// A reading is a figure where it stands.
type reading struct {
	value   float64
	unit    string // the beginning of it, as far as it can be told
	year    int    // 0 where none is named
	passage int    // from 1
	names   string // what the document is called
	quote   string
}

// pair tells whether there are readings of both figures of a formula, of one
// unit, for which ok holds.
func (d *draft) pair(formula []string, cited []int, ok func(a, b reading) bool) bool {
	for _, a := range d.readings(formula[0], cited) {
		for _, b := range d.readings(formula[2], cited) {
			if a.unit == b.unit && ok(a, b) {
				return true
			}
		}
	}
	return false
}

// readings are where a figure stands in the citations of passages.
func (d *draft) readings(figure string, cited []int) (out []reading) {
	for _, n := range cited {
		for _, c := range d.citedFrom(n) {
			p := d.passages[n-1]
			for _, r := range readingsIn(p, c.Quote, figure) {
				r.passage, r.names, r.quote = n, fold.String(about(p.Document)), fold.String(c.Quote)
				r.value, _ = strconv.ParseFloat(figure, 64)
				out = append(out, r)
			}
		}
	}
	return out
}

// readingsIn are the units and years of a figure in a row, or in what is quoted.
func readingsIn(p Passage, quote, figure string) (out []reading) {
	if f := p.Fact; f != nil {
		for _, v := range f.Values {
			if fold.String(strings.TrimSpace(v.Value)) == figure {
				out = append(out, reading{unit: fold.String(f.Unit), year: lastYear(v.Period)})
			}
		}
		return out
	}
	rest, before := fold.String(quote), ""
	for _, n := range verify.Numbers(quote) {
		at := strings.Index(rest, n)
		if at < 0 {
			break
		}
		before += rest[:at]
		rest = rest[at+len(n):]
		if strings.HasPrefix(n, figure) && strings.TrimLeft(n[len(figure):], "0123456789.") == n[len(figure):] {
			sentence := before[strings.LastIndexAny(before, ";\n。!?")+1:]
			out = append(out, reading{unit: n[len(figure):], year: lastYear(sentence)})
		}
		before += n
	}
	return out
}

// lastYear is the last year that a text names, 0 for none.
func lastYear(text string) int {
	if years := understand.Years(text); len(years) > 0 {
		return years[len(years)-1]
	}
	return 0
}

// measured tells whether a difference bears the unit of what it is taken of.
func (r reading) measured(unit string) bool {
	unit = fold.String(unit)
	return r.unit != "" && (strings.HasPrefix(unit, r.unit) || r.unit == "%" && unit == "个百分点")
}

// direction tells whether words say that a figure rose or that it fell, neither
// where they say both.
func direction(words string) (up, down bool) {
	up, down = strings.ContainsAny(words, "高多大增"), strings.ContainsAny(words, "低少小减")
	return up && !down, down && !up
}

// moved tells whether the greater of two figures is the later where words say
// that it rose, the earlier where they say that it fell.
func (r reading) moved(lesser reading, words string) bool {
	up, down := direction(words)
	return r.year != 0 && lesser.year != 0 && (up && r.year > lesser.year || down && r.year < lesser.year)
}

// risen tells whether the greater of two figures is of what a name says where
// words say that this is more, the lesser where they say that it is less.
func (r reading) risen(lesser reading, name, words string) bool {
	up, down := direction(words)
	more, less := r.of(name), lesser.of(name)
	if r.passage != lesser.passage && comesAnew.MatchString(r.quote) != comesAnew.MatchString(lesser.quote) {
		return false // what comes anew is no part of how many there are
	}
	return more != less && (up && more || down && less)
}

var comesAnew = regexp.MustCompile(`新增|新建|新引|净增|新培`)

// wins tells whether the figure of what is named is the greater, or the less
// where the word says so: of two upper limits the less is stricter.
func wins(name, word string, a, b reading) bool {
	ofA, ofB := a.of(name), b.of(name)
	if ofA == ofB {
		return false
	}
	if ofB {
		a, b = b, a
	}
	if strings.Contains("低少小短慢", word) || word == "严" && caps.MatchString(a.quote) && caps.MatchString(b.quote) {
		return a.value < b.value
	}
	return a.value > b.value
}

// of tells whether a figure is of what a name says: a year, a place, a thing.
func (r reading) of(name string) bool {
	name = fold.String(name)
	if year := lastYear(name); year != 0 {
		return strings.HasPrefix(name, fmt.Sprintf("%d年", r.year))
	}
	return strings.Contains(r.names, name) || strings.Contains(r.quote, name)
}

// citedFrom are the citations that lie in a passage, from 1.
func (d *draft) citedFrom(n int) []Citation {
	var out []Citation
	if n < 1 || n > len(d.passages) {
		return nil
	}
	p := d.passages[n-1]
	for _, c := range d.citations {
		if c.Document.ID == p.Document.ID && c.Start >= p.Start && c.End <= p.End {
			out = append(out, c)
		}
	}
	return out
}

// divides tells whether a ratio is right to the decimals that it has.
func divides(result string, a, b float64) bool {
	_, decimals, _ := strings.Cut(result, ".")
	z, err := strconv.ParseFloat(result, 64)
	return err == nil && b > 0 && math.Abs(a/b-z) <= 0.5*math.Pow10(-len(decimals))+1e-9
}

// right tells whether a sum is right: a−b is the result, or a stands to b as the sign says.
func right(result, a, sign, b string) bool {
	x, _ := strconv.ParseFloat(a, 64)
	y, _ := strconv.ParseFloat(b, 64)
	switch sign {
	case "<":
		return x < y
	case ">":
		return x > y
	case "=":
		return x == y
	case "÷":
		return false
	}
	const rounding = 1e-6
	z, err := strconv.ParseFloat(result, 64)
	return err == nil && x-y-z < rounding && z-x+y < rounding
}
