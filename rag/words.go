package rag

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"chuchu/chunk"
	"chuchu/chunk/fold"
)

// What staff read, in one place. Fixed words are those of the house style.

// What stands below an answer in plain text.
const (
	saySources     = "出处："
	sayMissing     = "资料中未提及："
	sayNearest     = "最接近的内容："
	sayTraditional = "（原文为繁体）"
	sayRaw         = "（原文为：%s）"
	sayDamaged     = "来源文本此处有缺损，请核对原件"
	sayByModel     = "内容由AI生成，引用前请核对原文。"
)

// saidFallback tells why an answer quotes instead: what the writer's error
// gives as its cause in words, nil where nothing it wrote stood the check.
func saidFallback(err error) string {
	var told interface{ Cause() string }
	switch {
	case err == nil:
		return "已改为摘录原文：模型的回答未能与原文对上"
	case errors.As(err, &told):
		return "已改为摘录原文：" + told.Cause()
	}
	return "已改为摘录原文：模型没有给出可用的回答"
}

// saidProblem stands behind a sentence that did not stand the check, and tells
// why: the words that the page has for it, too.
func saidProblem(problem string) string {
	why := "所引原文中没有这样说"
	switch problem {
	case ProblemNoCitation:
		why = "没有标明出处"
	case ProblemQuote:
		why = "引文与原文不一致"
	case ProblemNumber:
		why = "数字、单位、年份或状态与所引原文不符"
	case ProblemEntity:
		why = "所说的地区或对象与所引原文不符"
	case ProblemPeriod:
		why = "规划期与所引资料不符"
	case ProblemDirection:
		why = "增减方向与所引原文不符"
	case ProblemStanding:
		why = "把未印发的内容说成了正式目标"
	}
	return "（未能与原文对上：" + why + "）"
}

// What a writer says of the passages: their name, that they do not give
// something, that they give something else alone.
const (
	thePassages = `(?:所给的?|所提供的?|现有|以上|上述)?(?:资料|材料|文件|原文|规划纲要|规划|方案|行动计划|报道|《[^》]{2,40}》)(?:中|里)?`
	doNotGive   = `(?:均|都)?(?:没有|并未|暂未|未|没)(?:明确|具体)?(?:提及|提到|给出|说明|涉及|列出|写明|包含|载明|提供|找到)(?:关于|有关)?`
	giveOnly    = `(?:只|仅)(?:提到|提及|提出|写明|说明|列出|要求)(?:了)?`
	theDetails  = `(?:的?(?:具体)?(?:信息|内容|数字|数据|说明))?`
)

var (
	// notMentioned matches the line in which a writer says what the passages do not give.
	notMentioned = regexp.MustCompile(`^` + thePassages + doNotGive + `[：:]?(.+?)` + theDetails + `[。.]?$`)
	// onlyMentioned matches the line in which a writer shows what comes nearest to
	// an answer that the passages do not give.
	onlyMentioned = regexp.MustCompile(`^` + thePassages + giveOnly + `[：:，]?(.+)$`)
	// Both in one sentence, either first.
	lacksButMentions = regexp.MustCompile(`^` + thePassages + doNotGive + `[：:]?([^，；]+?)` + theDetails + `[，；](?:但|不过|而)?(?:` + thePassages + `)?` + giveOnly + `[：:，]?(.+)$`)
	mentionsButLacks = regexp.MustCompile(`^` + thePassages + giveOnly + `[：:，]?(.+?)[，；](?:但|而|并)?(?:没有|未)(?:明确|具体)?(?:说明|给出|列出|提及|提到|写明)(?:具体)?(?:是)?(.+?)((?:\[[0-9]{1,3}\])*[。.]?)$`)
)

func years(p chunk.Period) string {
	if p.From == p.To {
		return fmt.Sprintf("%d年", p.From)
	}
	return fmt.Sprintf("%d—%d年", p.From, p.To)
}

// refuse makes an answer without sentences a refusal that says what the library
// covers; the nearest passages stay listed below it.
func refuse(a *Answer, q query, d *draft) {
	a.Refused, a.Reason = true, NoEvidence
	a.Text = q.library() + "中没有找到" + q.limit() + "。"
	switch {
	case d.refusal != nil && d.refusal.reason == NotCovered:
		a.Reason = NotCovered
		a.Text = q.library() + "未收录" + d.refusal.what + "的内容" + q.limit() + "。以下为其他" + d.refusal.others() + "的内容，不能作为答复。"
	case d.nearest != nil:
		a.Text += d.nearest.said(d.missing, Question{Text: q.text}.Simplified())
	case d.dropped > 0:
		a.Reason = Unsupported
		a.Text = "资料中没有找到能与原文对上的回答。"
	}
	if len(q.all) > 0 {
		a.Text += covers(q.all)
	}
	if could := proposal(q, a.Passages); could != "" && !isOrder(q.text) {
		a.Text += "可以问：" + could
	}
}

// library is what a refusal calls what was searched.
func (q query) library() string {
	if q.limited {
		return "所选资料"
	}
	return "资料"
}

// limit says that the question was limited to documents, "" where it was not:
// the library may hold elsewhere what they do not.
func (q query) limit() string {
	if q.limited {
		return fmt.Sprintf("（提问限于所选的%d份资料）", len(q.all))
	}
	return ""
}

// others names what the nearest passages are of instead.
func (r refusal) others() string {
	if strings.HasSuffix(r.what, "年") || strings.HasPrefix(r.what, "“") {
		return "年份"
	}
	return "地区"
}

// said tells what comes nearest and what it lacks:
// 《甲计划》只提到“改造40座公厕”，没有金额。
func (n nearest) said(lacking []string, simplified bool) string {
	title := name(n.document)
	if simplified {
		title = fold.Simplified(title)
	}
	inner := strings.NewReplacer("“", "‘", "”", "’").Replace(n.text)
	text := "《" + title + "》只提到“" + inner + "”"
	if len(lacking) > 0 {
		text += "，没有" + strings.Join(lacking, "、")
	}
	return text + "。"
}

// maxLabels is how many documents a refusal names.
const maxLabels = 8

// covers names what a library has.
func covers(docs []Document) string {
	labels := make([]string, 0, maxLabels)
	for _, d := range docs[:min(len(docs), maxLabels)] {
		label := name(d.Meta)
		if d.Title != "" {
			label = cmp.Or(d.Label, label)
		}
		labels = append(labels, label)
	}
	more := ""
	if len(docs) > maxLabels {
		more = fmt.Sprintf("等%d份", len(docs))
	}
	return "现有资料：" + strings.Join(labels, "；") + more + "。"
}

// noticesOf tells what a reader of these citations must know.
func noticesOf(citations []Citation, now time.Time) []Notice {
	var out []Notice
	add := func(code, message string) {
		if n := (Notice{code, message}); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	for _, c := range citations {
		d := c.Document
		switch {
		case d.Period != nil && d.Period.To < now.Year():
			add(NoticePeriodOver, "所引规划期为"+years(*d.Period)+"，已结束，引用前请核实有无新规划。")
		case d.Period == nil && d.Published == "":
			add(NoticeUndated, "《"+name(d)+"》没有注明日期，引用前请核实。")
		}
		switch d.Standing {
		case chunk.Proposed:
			add(NoticeNotIssued, "《"+name(d)+"》是意见建议，不是政府已印发的文件。")
		case chunk.Reported:
			add(NoticeNotIssued, "《"+name(d)+"》是新闻报道或解读，不是政府已印发的文件。")
		}
		if c.Damaged || c.Repaired {
			add(NoticeSourceDamaged, sayDamaged+"。")
		}
	}
	return out
}

// name is what a document is called: its title, else what stands for one.
func name(m chunk.Meta) string {
	if title := strings.Trim(m.Title, "《》"); title != "" {
		return title
	}
	return cmp.Or(brief(m.Label), m.ID)
}

// longestBrief is how many characters stand for a title at most.
const longestBrief = 20

// brief is a label as it can stand in a sentence: without title marks, to its
// first clause, at most so long. The first words of a document stand for it
// where it has no title.
func brief(label string) string {
	whole := titleMarks.Replace(strings.TrimSpace(ordinal.ReplaceAllString(label, "")))
	clause, _, _ := strings.Cut(clauseEnd.ReplaceAllString(whole, "\n"), "\n")
	first := []rune(clause)
	if first = first[:min(len(first), longestBrief)]; len(first) == 0 || string(first) == whole {
		return whole
	}
	return string(first) + "…"
}

// What a label without a title begins with that names nothing, a number or whom
// a letter turns to, and where its first clause ends.
var (
	ordinal   = regexp.MustCompile(`^(?:第[〇零一二三四五六七八九十百0-9]+[条章节编]\s*(?:总\s?则\s*)?|[一二三四五六七八九十]*[、，]|各[^。，：]{2,60}：\s*)+`)
	clauseEnd = regexp.MustCompile(`[，。；：！？,;:!?\s　]`)
)

var titleMarks = strings.NewReplacer("《", "", "》", "")
