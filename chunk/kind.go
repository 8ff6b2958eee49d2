package chunk

import (
	"regexp"
	"strconv"
	"strings"

	"chuchu/chunk/fold"
)

// kindRules tell a kind by the title, the first that matches.
var kindRules = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"解读", regexp.MustCompile(`解读|一图读懂|答记者问`)},
	{"其他", regexp.MustCompile(`(?:决议|公报)$`)},
	{"政府工作报告", regexp.MustCompile(`政府工作报告|工作报告$`)},
	{"讲话", regexp.MustCompile(`讲话|致辞|演讲|发言`)},
	{"意见建议", regexp.MustCompile(`意见建议|提案|建议案|的建议(?:[（(].{1,20}[）)])?$|政协.*建议|议案(?:[（(》]|$)`)},
	{"规划纲要", regexp.MustCompile(`五年(?:规划|计划).*纲要|规划纲要|发展.*五年(?:规划|计划)|国民经济和社会发展.*(?:规划|计划)`)},
	{"法规", regexp.MustCompile(`^[^《》]*(?:条例|办法|决定|细则|章程|议事规则|法|法典|修正案)(?:[（(].{1,20}[）)])?$`)},
	{"行动计划", regexp.MustCompile(`(?:行动|实施|工作|攻坚|[一二三两]年)(?:计划|方案)|行动纲要|工作要点|任务分工|(?:计划|方案)(?:[（(].{1,20}[）)])?$|(?:计划|方案)》?的?通知`)},
	{"专项规划", regexp.MustCompile(`规划|纲要`)},
	{"法规", regexp.MustCompile(`(?:条例|办法|规定|决定|细则|章程|规则|法|法典|解释)(?:[（(].{1,20}[）)])?$`)},
}

// selfKinds tell a kind by how a text without a title speaks of itself.
var selfKinds = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"行动计划", regexp.MustCompile(`制[定订](?:本|此)(?:行动|实施|工作)?(?:方案|计划)|制[定订]本行动`)},
	{"专项规划", regexp.MustCompile(`[制编][定订制](?:本|此)规划`)},
	{"法规", regexp.MustCompile(`制[定订](?:本|此)(?:办法|条例|规定|细则|规则|法)(?:[。，]|$)`)},
	{"其他", regexp.MustCompile(`(?:制[定订](?:本|此|如下|以下)[\p{Han}]{0,6}(?:意见|指南|措施|政策|规范|标准|通知|指引|框架)|(?:提出|制[定订])(?:如下|以下|本)[\p{Han}]{0,6}(?:意见|措施|要求|政策)|(?:通知|公告|批复|函复|通告)如下|现(?:予以?)?(?:发布|公布|印发|公示|公开征集)|主要内容如下|会议[^。]{0,80}决定批准|予以公示)`)},
}

var (
	// workReport is how a government's report to the people's congress begins.
	workReport = regexp.MustCompile(`我[^。，,]{0,10}(?:代表|受|根据)[^。，,]{0,16}(?:政府|国务院)[^。]{0,40}(?:报告政府工作|政府工作报告|工作报告|报告工作|报告.{0,14}(?:政府)?(?:的)?工作|[向就][^。]{0,40}(?:大会|会议)[^。]{0,30}报告)`)

	// happened is how news begins that bears no paper's name.
	happened = regexp.MustCompile(`^[^。]{0,12}(?:(?:19|20)\d{2}年)?\d{1,2}月\d{1,2}日[^。]{4,120}(?:召开|举办|举行|启动|开幕|闭幕|出席|发布会|调研|印发|发布)|^本次(?:峰会|会议|大会|论坛|活动)`)

	// explains is how an explanation begins.
	explains = regexp.MustCompile(`^[^。]{0,200}(?:近日|日前|近期)[^。]{0,40}(?:印发|发布|出台|公布|制定)[^。]{0,12}《`)

	// background is a heading of explanations.
	background = regexp.MustCompile(`^.{0,20}(?:出台|起草|制定|编制|修订)(?:的)?(?:背景|过程|依据)|政策解读`)

	drawsUp = regexp.MustCompile(`提出(?:以下|如下)(?:意见)?建议`)
)

// kind tells what kind of document it is, by its author, its title and how it speaks.
func (f front) kind(issuer string) field {
	if f.reporter.value != "" {
		return field{"新闻报道", f.reporter.Excerpt}
	}
	titled := f.kindOfTitle()
	if titled.value != "其他" {
		return titled
	}
	if opened := f.kindOfOpening(); opened.value != "" {
		return opened
	}
	switch {
	case paperEnd.MatchString(issuer):
		return field{value: "新闻报道"}
	case f.title.value != "":
		return titled
	case strings.HasSuffix(issuer, "政协"):
		return field{value: "意见建议"}
	}
	if r := f.kindOfItself(); r.value != "" {
		return r
	}
	return f.kindOfNews()
}

// kindOfOpening tells a report to a congress and, without a title, suggestions
// and explanations by their first lines.
func (f front) kindOfOpening() field {
	for _, l := range f.lines[:min(len(f.lines), 12)] {
		if strings.Contains(l.Quote, "我") { // which spares most lines the search
			if m, at := l.match(workReport, 0); m != nil {
				return field{"政府工作报告", at}
			}
		}
		if f.title.value != "" {
			continue
		}
		if m, at := l.match(drawsUp, 0); m != nil {
			return field{"意见建议", at}
		}
		if m, at := l.match(background, 0); m != nil && l.length() <= shortHeading {
			return field{"解读", at}
		}
	}
	return field{}
}

// kindOfNews tells explanations and news without a title by their first sentence.
func (f front) kindOfNews() field {
	if m, at := f.lines[0].match(explains, 0); m != nil {
		return field{"解读", at}
	}
	if m, at := f.lines[0].match(happened, 0); m != nil {
		return field{"新闻报道", at}
	}
	return field{value: "其他"}
}

// kindOfTitle tells the kind by the title.
func (f front) kindOfTitle() field {
	title := fold.Simplified(f.title.value)
	for _, rule := range kindRules {
		if rule.re.MatchString(title) {
			_, at := f.title.match(rule.re, 0)
			return field{rule.kind, at}
		}
	}
	return field{value: "其他"}
}

// kindOfItself tells the kind by how the first lines speak of the text.
func (f front) kindOfItself() field {
	for _, l := range f.lines[:min(len(f.lines), 15)] {
		for _, rule := range selfKinds {
			if m, at := l.match(rule.re, 0); m != nil {
				return field{rule.kind, at}
			}
		}
	}
	return field{}
}

var (
	draftTitle = regexp.MustCompile(`草案|征求意见稿|征求意见|讨论稿|送审稿|建议稿`)
	forComment = regexp.MustCompile(`公开征求|征求[^。]{0,10}意见|如有意见|意见或建议|意见和建议[^。]{0,20}反馈`)
)

// standing tells how binding a document is; "" if nothing tells.
func (f front) standing(m Meta) field {
	switch {
	case m.Kind == "新闻报道" || m.Kind == "解读":
		return field{value: Reported}
	case f.draft.value != "":
		return f.draft
	case m.Kind == "意见建议" || draftTitle.MatchString(fold.Simplified(f.title.value)):
		_, at := f.title.match(draftTitle, 0)
		return field{Proposed, at}
	case m.Kind != "其他" || f.title.value != "" || m.Issuer != "" || m.Number != "" || f.kindOfItself().value != "" || addressed.MatchString(f.lines[0].Quote):
		return field{value: Issued}
	}
	return field{}
}

// InForce tells whether a document is a law or rules without an end that hold in
// a year: from that of their publication on, in any where that is not known.
func (m Meta) InForce(year int) bool {
	return m.Kind == "法规" && m.Period == nil && m.Published <= strconv.Itoa(year)+"-12-31"
}
