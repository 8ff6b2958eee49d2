package chunk

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

const office = `人民政府|政府|办事处|委员会|办公厅|办公室|管委会|管理局|[\p{Han}]局|厅|[\p{Han}]委|常委会|法院|检察院|国务院|科学院|工程院|研究院|政协|人大|党组|中央|总署|银行|[\p{Han}]部|司|[\p{Han}]社|协会|联合会|指挥部|领导小组|集团|公司|中心`

var (
	byReporter = regexp.MustCompile(`([\p{Han}]{2,6}?(?:日报|晚报|晨报|时报|商报|都市报|新闻网))(?:社)?(?:全媒体|融媒体|首席|见习|特约)?(?:记者|通讯员)`)
	byAgency   = regexp.MustCompile(`(新华社|中新社|中新网)[\p{Han}]{0,8}(?:\d{1,2}月\d{1,2}日)?电|([\p{Han}]{2,6}?(?:日报|晚报|晨报|时报|商报))讯`)
	signature  = regexp.MustCompile(`[（(]([\p{Han}]{3,24}(?:政协|人民政府|委员会|办公室|办事处|局|厅))[）)]\s*$`)
	fileNumber = regexp.MustCompile(`^[（(]?([\p{Han}]{1,12}\s*[〔﹝\[【（(]\s*(?:19|20)\d{2}\s*[〕﹞\]】）)]\s*第?\s*\d{1,4}\s*号)(?:文件)?[）)]?$`)
	numberTail = regexp.MustCompile(`(?:通知|意见|办法|规定|决定|方案|计划|规划|批复|公告|通报)[）)]?\s*[（(]?([\p{Han}]{1,10}[〔﹝\[【]\s*(?:19|20)\d{2}\s*[〕﹞\]】]\s*第?\s*\d{1,4}\s*号)[）)]?$`)
	decree     = regexp.MustCompile(`(?:中华人民共和国)?((?:国务院|[\p{Han}]{2,20}(?:人民政府|部|局|署|委员会))令\s*[（(]?第?\s*\d{1,4}\s*号[）)]?)`)

	// titleOffices are the offices that a title names before 关于.
	titleOffices = regexp.MustCompile(`^((?:[\p{Han}（）() 、·\t]{0,40}?(?:` + office + `)[ 、\t]*)+)(?:等[\p{Han}\d]{1,6}部门)?(?:关于|印发|转发)`)
	signer       = regexp.MustCompile(`^[\p{Han}（）() 、]{0,28}(?:` + office + `)(?:[（(]章[）)])?$`)
	signedDate   = regexp.MustCompile(`^([\p{Han}（）() 、]{1,28}(?:` + office + `))\s*((?:19|20|二|１９|２０)[\d０-９〇○零一二三四五六七八九]{2,3}\s*年.{2,10}日)(?:印发)?$`)
	congress     = regexp.MustCompile(`^([\p{Han}]{0,20}?)第[一二三四五六七八九十\d]+届(人民代表大会(?:常务委员会)?|全国人民代表大会(?:常务委员会)?)?`)
	passedBy     = regexp.MustCompile(`日\s*((?:中华人民共和国)?(?:国务院|[\p{Han}]{2,30}?(?:人民代表大会(?:常务委员会)?|人民政府|人民法院|人民检察院|委员会|[\p{Han}]部|[\p{Han}]局|总署)))(?:\s|第|审判|检察|令|常务|发布|公布|批准|修订|修正|通过|全体|$)`)
	onBehalf     = regexp.MustCompile(`(?:代表|受|根据)((?:国务院|第?[\p{Han}]{1,5}届中央委员会|[\p{Han}]{0,10}人民政府))(?:的?(?:委托|决定))?[，,向]`)
	meets        = regexp.MustCompile(`^(第[一二三四五六七八九十\d]+届)(全国人民代表大会(?:常务委员会)?)第[一二三四五六七八九十\d]+次会议`)
)

// readNumber reads the number that a line at the top bears.
func (f *front) readNumber(l Excerpt) {
	for _, re := range []*regexp.Regexp{fileNumber, numberTail, decree} {
		if re == decree && !passed.MatchString(fold.String(l.Quote)) {
			continue
		}
		if m, at := l.match(re, 1); m != nil && (f.number.value == "" || re == decree) {
			f.number = field{strings.Join(strings.Fields(at.Quote), ""), at}
			return
		}
	}
}

// readIssuer reads in the lines at the top, in the title, in who signs and in
// who speaks, who issued a document.
func (f *front) readIssuer(top []Excerpt) {
	if f.issuer.value == "" {
		f.readOffice(top)
	}
	if m, at := f.titleExcerpt().match(titleOffices, 1); f.issuer.value == "" && m != nil {
		f.issuer = ofOffice(m[1], at)
	}
	for _, l := range top { // the notice above the title of what it sends
		if m, at := l.match(titleOffices, 1); f.issuer.value == "" && m != nil && endsTitle(l.Quote) {
			f.issuer = ofOffice(m[1], at)
		}
	}
	if f.issuer.value == "" && f.signed.Quote != "" {
		f.issuer = field{f.signed.Quote, f.signed}
	}
	for _, l := range top {
		if f.issuer.value == "" {
			f.issuer = passer(l)
		}
	}
	for _, l := range f.lines[:min(len(f.lines), 8)] {
		if f.issuer.value != "" {
			return
		}
		if m, at := l.match(onBehalf, 1); f.issuer.value == "" && m != nil {
			f.issuer = field{m[1], at}
		}
		if m, at := l.match(meets, 0); f.issuer.value == "" && m != nil {
			f.issuer = field{m[2], at}
		}
	}
}

// readOffice reads an office that stands on a line of its own.
func (f *front) readOffice(top []Excerpt) {
	for _, l := range top {
		q := fold.Simplified(l.Quote)
		if l.Span != f.title.Span && isTitleLike(l.Quote) && l.length() >= 4 && officeEnd.MatchString(q) && !strings.ContainsAny(q, "0123456789，,：:") {
			f.issuer = field{l.Quote, l}
			return
		}
	}
}

// ofOffice reads the names of offices, without what a blank left behind them.
func ofOffice(name string, e Excerpt) field {
	if e.Quote == "" {
		return field{value: strings.TrimRight(name, " \t、")}
	}
	trimmed := strings.TrimRight(e.Quote, " \t、")
	return field{trimmed, e.part(0, utf8.RuneCountInString(trimmed))}
}

// passer reads who passed a law: 2020年5月14日 上海市第十五届人民代表大会常务委员会….
func passer(l Excerpt) field {
	m, at := l.match(passedBy, 1)
	if m == nil || !passed.MatchString(fold.String(l.Quote)) {
		return field{}
	}
	if c := congress.FindStringSubmatch(m[1]); c != nil && c[2] != "" {
		return field{c[1] + c[2], at}
	}
	name := strings.TrimPrefix(m[1], "中华人民共和国")
	if i := strings.Index(name, "审判委员会"); i > 0 {
		name = name[:i]
	}
	return field{name, at}
}

const mostSigners = 24

// readSignature reads who signed a text on lines of their own above the date,
// wherever annexes let that stand.
func (f *front) readSignature(lines []Excerpt) {
	for i, l := range lines {
		if l.length() > 45 || !strings.Contains(l.Quote, "年") {
			continue
		}
		if m, at := l.match(signedDate, 1); m != nil {
			f.sign(ofOffice(m[1], at), field{dateOf(m[2]), l})
			return
		}
		if d := dateOf(l.Quote); d != "" && i > 0 {
			from := i
			for from > 0 && i-from < mostSigners && isSigner(lines[from-1].Quote) {
				from--
			}
			if from < i {
				f.sign(signers(lines[from:i]), field{d, l})
				return
			}
		}
	}
}

func isSigner(l string) bool {
	return signer.MatchString(fold.Simplified(officeName(l))) && !isNumbered(l)
}

// officeName is the names of offices in a line, 、 between several; one that is
// set wide, 科 技 部, is one.
func officeName(l string) string {
	fields := strings.Fields(l)
	for _, f := range fields {
		if utf8.RuneCountInString(f) > 1 {
			return strings.Join(fields, "、")
		}
	}
	return strings.Join(fields, "")
}

// signers are the offices of lines that follow each other.
func signers(lines []Excerpt) field {
	var names, quotes []string
	for _, l := range lines {
		names = append(names, officeName(l.Quote))
		quotes = append(quotes, l.Quote)
	}
	return field{strings.Join(names, "、"), Excerpt{strings.Join(quotes, "\n"), Span{lines[0].Start, lines[len(lines)-1].End}}}
}

// sign takes over who signed and when, where the front does not tell.
func (f *front) sign(issuer, dated field) {
	if f.issuer.value == "" {
		f.issuer = issuer
	}
	if f.dated.value == "" && dated.value != "" {
		f.dated = dated
	}
}

// readReporter reads which newspaper or agency tells what a text says, and who
// signs it in brackets.
func (f *front) readReporter(text string) {
	head := whole(cut(text, 600), 0)
	end := last(text, 600)
	tail := whole(end, utf8.RuneCountInString(text)-utf8.RuneCountInString(end))
	for _, e := range []Excerpt{tail, head} {
		if f.reporter.value != "" || !strings.Contains(e.Quote, "记者") && !strings.Contains(e.Quote, "記者") && !strings.Contains(e.Quote, "通讯员") {
			continue
		}
		if m, at := e.match(byReporter, 1); m != nil {
			f.reporter = field{m[1], at}
		}
	}
	if f.reporter.value == "" && strings.ContainsAny(head.Quote, "电電讯訊") {
		if m, at := head.match(byAgency, 0); m != nil {
			f.reporter = field{cmp.Or(m[1], m[2]), at}
		}
	}
	if strings.HasSuffix(strings.TrimRight(end, " \n\t"), ")") || strings.HasSuffix(strings.TrimRight(end, " \n\t"), "）") {
		if m, at := tail.match(signature, 1); m != nil {
			f.signed = at
		}
	}
}

// whole is a stretch of text that begins at a code point.
func whole(s string, at int) Excerpt {
	return Excerpt{s, Span{at, at + utf8.RuneCountInString(s)}}
}
