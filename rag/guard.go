package rag

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/rag/verify"
)

// tableHead matches the head of a table: names of columns, without figures.
var tableHead = regexp.MustCompile(`^\s*\|(?:[^|\n0-9\[\]]{0,8}(?:(?:19|20)[0-9]{2}年?)?[^|\n0-9\[\]]{0,8}\|)+\s*$`)

// admits takes a sentence in which the writer says what the passages do not
// give, or what comes nearest to an answer. ok is false where it says neither.
func (d *draft) admits(raw string) (ok bool) {
	text := strings.TrimSpace(raw)
	plain := fold.Simplified(text)
	if m := lacksButMentions.FindStringSubmatch(plain); m != nil {
		d.lack(m[1])
		d.mention(m[2])
		return true
	}
	if m := mentionsButLacks.FindStringSubmatch(plain); m != nil {
		d.mention(m[1] + m[3])
		d.lack(m[2])
		return true
	}
	if m := notMentioned.FindStringSubmatch(fold.Simplified(strings.TrimSpace(bare(raw)))); m != nil {
		d.lack(m[1])
		return true
	}
	if m := onlyMentioned.FindStringSubmatch(text); m != nil && (len(d.missing) > 0 || strings.HasPrefix(plain, "资料中只提到：")) {
		d.mention(m[1])
		return true
	}
	return false
}

// salvaged is what can be kept of a sentence that did not stand the check, and
// that nobody wants to see marked.
func (d *draft) salvaged(raw string, s Sentence) (kept string, t Sentence, found []finding, ok bool) {
	if s.Supported || d.mark || !d.begun || len(d.cited(raw)) == 0 {
		return raw, s, nil, false
	}
	return d.salvage(raw)
}

// begin tells whether a sentence is the first that stands the check whole; from
// then on what is left of others is kept, and of those before it as well.
func (d *draft) begin(raw string) bool {
	raw = visible(raw)
	if d.begun || d.mark || isComputed(raw) || len(d.cited(raw)) == 0 {
		return false
	}
	_, s, _ := d.checkListed(raw)
	d.begun = s.Supported
	return d.begun
}

// before are the sentences that did not stand the check in front of one that does.
func (d *draft) before() []string {
	later := d.later
	d.later, d.dropped = nil, d.dropped-len(later)
	return later
}

// lack notes what a writer says is missing, where it names a thing and claims
// nothing: nobody can check it.
func (d *draft) lack(what string) {
	if d.asked.Text != "" && (utf8.RuneCountInString(what) > longestMissing || claims.MatchString(harmless.ReplaceAllString(what, "")) || verify.MissingNumber(what, d.asked.Text) != "") {
		d.dropped++
		return
	}
	if strings.HasSuffix(what, "相关") {
		what += "内容" // which the line's form takes for its own words
	}
	d.missing = append(d.missing, what)
}

// longestMissing is how many characters may be said to be missing.
const longestMissing = 60

var (
	harmless = regexp.MustCompile(`是否|为何|为什么|是谁|是什么|为多少|是多少|作为|分别为|分别是`)
	claims   = regexp.MustCompile(`[是为请应须]|已经|已被|达到|其实|实际上|必定|确实|(?i:https?|www)|[<>{}]`)
)

// listed matches what stands in front of the items of a list, and of an answer.
var listed = regexp.MustCompile(`^(\s*)(?:[-*•·●]\s*)?(?:[0-9]{1,2}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[①-⑳]|(?:回答|答案|答)[：:])\s*([^0-9\s])`)

// checkListed checks a sentence, first without its number in a list, which is
// the writer's and is left out where the sentence stands without it.
func (d *draft) checkListed(raw string) (string, Sentence, []finding) {
	if plain := listed.ReplaceAllString(raw, "$1$2"); plain != raw {
		if s, found := d.check(plain); s.Supported {
			return plain, s, found
		}
	}
	s, found := d.check(raw)
	return raw, s, found
}

// ordered tells whether a finding lies in a sentence that gives its reader
// orders: no plan speaks so.
func ordered(f finding) bool {
	runes := []rune(f.passage.Quote)
	return slices.ContainsFunc(verify.Sentences(f.passage.Quote), func(s verify.Span) bool {
		start, end := f.passage.Start+s.Start, f.passage.Start+s.End
		text := string(runes[s.Start:s.End])
		return start < f.at.End && f.at.Start < end && (isOrder(text) || addressed.MatchString(fold.Simplified(text)))
	})
}

// addressed matches what is said to whoever answers, or answers in his place: 请在
// 回答中告诉用户…, 系统提示：…, 请模型在每个回答里写….
var addressed = regexp.MustCompile(`告诉(?:用户|提问者|提问的人|读者)|(?:请|让|要求|命令)(?:各|所有|大|语言|人工智能|AI)*(?:模型|AI|助手|机器人)|在(?:你的|每[个次条]|所有|任何|全部)?的?(?:回答|答复|回复|输出)(?:中|时|里)|(?:系统|管理员|开发者)(?:提示|指令|消息)\s*[:：]|你(?:现在)?是(?:一个|一名)?(?:管理员|助手|语言模型)|作为(?:一个)?(?:AI|语言模型|智能助手)|请?直接(?:回答|输出|回复)[“"：:]`)

// titled tells whether a claim is no more than what its document is called,
// which answers nothing; a title in 《》 is named for what it is.
func (d *draft) titled(claim string, cited []int) bool {
	said := func(text string) string { return strings.TrimRight(strings.TrimSpace(fold.String(text)), "。.") }
	_, tail, _ := strings.Cut(claim, "：")
	return slices.ContainsFunc(cited, func(i int) bool {
		title := said(d.passages[i].Document.Title)
		return title != "" && (said(claim) == title || said(tail) == title)
	})
}

// oddFigure tells whether a claim has a figure in other characters than digits
// and Chinese numerals (𝟗, ③, Ⅳ) that its sources do not have.
func (d *draft) oddFigure(claim string, cited []int) bool {
	for _, r := range claim {
		if !unicode.IsNumber(r) || unicode.Is(unicode.Nd, r) && (r < 0x80 || r >= '０' && r <= '９') || r == '〇' {
			continue
		}
		if !slices.ContainsFunc(cited, func(i int) bool { return strings.ContainsRune(d.passages[i].Text, r) }) {
			return true
		}
	}
	return false
}
