package chunk

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

const (
	frontLength = 3000 // characters in which a document says what it is
	nameless    = 40   // characters that stand for a missing title
)

// describe tells what is known of a document: what is given, else what its
// text says, else what stood in lines that cleaning took out.
func describe(doc Document, given Meta) Meta {
	f, found := readFront(doc), doc.Meta
	f.title = cmp.Or(given.Title, f.title)
	m := given
	m.Issuer = cmp.Or(given.Issuer, f.issuer, found.Issuer)
	m.Number = cmp.Or(given.Number, f.number, found.Number)
	m.Published = cmp.Or(given.Published, found.Published, f.dated)
	m.Kind = cmp.Or(given.Kind, kindOf(f, m.Issuer))
	m.Standing = cmp.Or(given.Standing, standingOf(f, m))
	r := regionOf(f, m.Issuer)
	if given.Region != "" {
		r, _ = regionAt(fold.Simplified(given.Region), "")
	}
	m.Region = cmp.Or(given.Region, r.String())
	m.Level = cmp.Or(given.Level, levelOf(r, f.title, m.Issuer))
	if given.Period == nil {
		m.Period = periodOf(f.title, cmp.Or(f.dated, m.Published))
	}
	m.Label = cmp.Or(given.Label, labelOf(f, m, r))
	m.Title = cmp.Or(f.title, f.opening())
	return m
}

// A front is what the beginning and the end of a text say about the document.
type front struct {
	text     string
	title    string // "" if it has none
	issuer   string
	number   string
	dated    string // the date it bears
	reporter string // the newspaper whose reporters wrote it
	signed   string // who signs it in brackets at its end
	draft    bool   // it says that it is one
}

// opening is the text's first characters, which stand for a missing title.
func (f front) opening() string {
	s := strings.Join(strings.Fields(f.text), " ")
	if rs := []rune(s); len(rs) > nameless {
		return string(rs[:nameless])
	}
	return s
}

var (
	byReporter = regexp.MustCompile(`([\p{Han}]{2,6}?(?:日报|晚报|晨报|时报|商报|都市报|新闻网))(?:社)?(?:全媒体|融媒体|首席|见习|特约)?(?:记者|通讯员)`)
	signature  = regexp.MustCompile(`[（(]([\p{Han}]{3,24}(?:政协|人民政府|委员会|办公室|办事处|局|厅))[）)]\s*$`)
	fileNumber = regexp.MustCompile(`^[\p{Han}]{1,10}\s*[〔\[【（(]\s*(?:19|20)\d{2}\s*[〕\]】）)]\s*第?\s*\d{1,4}\s*号(?:文件)?$`)
	byAgency   = regexp.MustCompile(`(新华社|中新社|中新网)[\p{Han}]{0,8}(?:\d{1,2}月\d{1,2}日)?电|([\p{Han}]{2,6}?(?:日报|晚报|晨报|时报|商报))讯`)
	atMeeting  = regexp.MustCompile(`^[—\-－\s]*[（(]?((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)在.{4,60}(?:会议|大会|全会)上`)
	passed     = regexp.MustCompile(`^[\[(]?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日.{2,80}(?:通过|公布|发布|修正|修订|施行)`)
	dateWithin = regexp.MustCompile(`(?:19|20)\d{2}年\d{1,2}月\d{1,2}日`)
	ofPlan     = regexp.MustCompile(`^[\p{Han}]{0,12}国民经济(?:和|与)社会发展[^，。,]{0,12}第[一二三四五六七八九十]{1,3}个五年(?:[（(][^（）()]{1,20}[）)])?(?:规划|计划)(?:纲要)?`)
)

// readFront reads title, issuer, number, date and signature where they usually stand.
func readFront(doc Document) front {
	text := doc.Text
	f := front{text: cut(text, frontLength)}
	lines := strings.Split(f.text, "\n")
	f.title = titleOf(lines, doc.Damage)
	for _, l := range lines[:frontEndLoose(lines)] {
		f.readLine(l)
	}
	tail := fold.Simplified(last(text, 600))
	head := fold.Simplified(cut(f.text, 600))
	if m := byReporter.FindStringSubmatch(tail + "\n" + head); m != nil {
		f.reporter = m[1]
	} else if m := byAgency.FindStringSubmatch(head); m != nil {
		f.reporter = cmp.Or(m[1], m[2])
	}
	if m := signature.FindStringSubmatch(tail); m != nil {
		f.signed = m[1]
	}
	if f.issuer == "" {
		f.issuer = cmp.Or(f.signed, f.reporter)
	}
	return f
}

// readLine reads one of the lines at the top.
func (f *front) readLine(l string) {
	folded := fold.String(l)
	f.draft = f.draft || isTitleLike(l) && draftTitle.MatchString(fold.Simplified(l))
	switch {
	case f.dated == "" && dateOf(l) != "":
		f.dated = dateOf(l)
	case f.dated == "" && atMeeting.MatchString(folded):
		f.dated = dateOf(atMeeting.FindStringSubmatch(folded)[1])
	case passed.MatchString(folded):
		all := dateWithin.FindAllString(folded, -1)
		f.dated = dateOf(all[len(all)-1])
	case f.number == "" && fileNumber.MatchString(l):
		f.number = strings.TrimSuffix(strings.Join(strings.Fields(l), ""), "文件")
	case f.issuer == "" && l != f.title && isTitleLike(l) && utf8.RuneCountInString(l) >= 4 && officeEnd.MatchString(fold.Simplified(l)):
		f.issuer = l
	}
}

// cut is the first n code points of s.
func cut(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// last is the last n code points of s.
func last(s string, n int) string {
	i := len(s)
	for ; i > 0 && n > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// ofLetter matches what the letter says that sends a document.
var ofLetter = regexp.MustCompile(`印发|印發|同意|转发|通知如下|发给你们|執行|执行|实施`)

// frontEndLoose is the number of lines that may bear title, issuer and date: those
// before the first heading, a letter to offices included.
func frontEndLoose(lines []string) int {
	for i, l := range lines {
		n := utf8.RuneCountInString(l)
		if i >= headLines || isNumbered(l) || n > 2*isBodyFromLen || n > 20 && strings.HasSuffix(l, "。") && !ofLetter.MatchString(l) {
			return i
		}
	}
	return len(lines)
}

// titleOf finds the title in the lines at the top: the first that ends like
// one, a sound one before a damaged one; else a first line that stands apart.
func titleOf(lines []string, damage []Damage) string {
	end := frontEndLoose(lines)
	damaged, at := "", 0
	for _, l := range lines[:end] {
		line := Span{at, at + utf8.RuneCountInString(l)}
		at = line.End + 1
		if !isWholeTitle(l) {
			continue
		}
		if !slices.ContainsFunc(damage, func(d Damage) bool { return d.overlaps(line) }) {
			return unspaced(l)
		}
		damaged = cmp.Or(damaged, l)
	}
	switch {
	case damaged != "":
		return unspaced(damaged)
	case end > 0 && len(lines) > 1 && standsApart(lines[0]):
		return unspaced(lines[0])
	}
	if first, _, ok := strings.Cut(lines[0], " "); ok && isWholeTitle(first) && utf8.RuneCountInString(first) >= 8 {
		return first
	}
	return ofPlan.FindString(fold.Simplified(lines[0]))
}

// isWholeTitle tells whether a line ends like a title; one that was joined may be long.
func isWholeTitle(l string) bool {
	return utf8.RuneCountInString(l) <= maxTitle && endsTitle(l) && !strings.ContainsAny(l, "。；了是") && !isNumbered(l)
}

// standsApart tells whether a first line may be a headline.
func standsApart(l string) bool {
	return isTitleLike(l) && utf8.RuneCountInString(l) >= 4 && !officeEnd.MatchString(l) &&
		!strings.ContainsAny(l, "，,了") && !strings.HasPrefix(l, "为") && !strings.HasPrefix(l, "根据")
}

// unspaced drops the blanks between Chinese characters that a line break left.
func unspaced(s string) string {
	rs := []rune(s)
	var b strings.Builder
	for i, r := range rs {
		if unicode.IsSpace(r) && i > 0 && i+1 < len(rs) && rs[i-1] >= 0x2E80 && rs[i+1] >= 0x2E80 {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// regionOf finds a document's region in its title, in who issued or signed
// it, or in the newspaper's name; the fuller one if one is part of the other.
func regionOf(f front, issuer string) region {
	context := fold.Simplified(f.text)
	var best region
	for _, s := range []string{f.title, issuer, f.signed, strings.TrimLeft(f.text, " \t")} {
		r := regionNamed(fold.Simplified(s), context)
		if r.String() == "" {
			continue
		}
		if best.String() == "" || best.province == "" && r.county == best.county {
			best = r
		}
	}
	if best.String() == "" {
		best = regionOfPaper(f.reporter)
	}
	return best
}

var paperEnd = regexp.MustCompile(`(?:日报|晚报|晨报|时报|商报|都市报|新闻网)$`)

// regionOfPaper is the city or the province that a newspaper is named after.
func regionOfPaper(name string) region {
	stem := paperEnd.ReplaceAllString(name, "")
	switch g := regions(); {
	case stem == "" || stem == name:
	case g.cities[stem+"市"].city != "":
		return g.cities[stem+"市"]
	case g.provinces[stem+"市"]:
		return region{province: stem + "市"}
	case g.provinces[stem+"省"]:
		return region{province: stem + "省"}
	}
	return region{}
}

var beforeRegion = regexp.MustCompile(`^(?:[（(][^（）()]{1,10}[）)])?(?:中共|中国共产党)?(?:关于)?(?:印发|发布|公布|制定)?[《“"]?`)

// regionNamed is the region that a title or an office begins with.
func regionNamed(s, context string) region {
	r, _ := regionAt(s[len(beforeRegion.FindString(s)):], context)
	return r
}

// ofState matches the country's own offices and papers.
var ofState = regexp.MustCompile(`^(?:中共中央|中央|国务院|国家|全国|最高人民|中华人民共和国|[\p{Han}]{2,8}部(?:办公厅|关于|等|印发|$))`)

// levelOf is the level of a document's region, or 国家 where the country's own offices speak.
func levelOf(r region, title, issuer string) string {
	if l := r.level(); l != "" {
		return l
	}
	if ofState.MatchString(fold.Simplified(title)) || ofState.MatchString(fold.Simplified(issuer)) {
		return "国家"
	}
	return ""
}
