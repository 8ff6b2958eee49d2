package chunk

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

var kindRules = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"解读", regexp.MustCompile(`解读|一图读懂|答记者问`)},
	{"政府工作报告", regexp.MustCompile(`政府工作报告|工作报告$`)},
	{"讲话", regexp.MustCompile(`讲话|致辞|演讲|发言`)},
	{"意见建议", regexp.MustCompile(`意见建议|提案|建议案|的建议$|政协.*建议`)},
	{"规划纲要", regexp.MustCompile(`五年(?:规划|计划).*纲要|规划纲要|发展.*五年(?:规划|计划)|国民经济和社会发展.*(?:规划|计划)`)},
	{"行动计划", regexp.MustCompile(`(?:行动|实施|工作|攻坚|[一二三两]年)(?:计划|方案)|工作要点|任务分工|计划$`)},
	{"专项规划", regexp.MustCompile(`规划|纲要`)},
	{"法规", regexp.MustCompile(`(?:条例|办法|规定|决定|细则|章程|规则|法|法典|解释)(?:[（(].{1,20}[）)])?$`)},
}

// workReport is how a government's report to the people's congress begins.
var workReport = regexp.MustCompile(`代表[^，。,]{0,16}(?:政府|国务院)[^。]{0,30}(?:报告政府工作|政府工作报告|工作报告|报告工作|报告.{0,12}政府工作)`)

// kindOf tells what kind of document it is, by its title, its author and how it is laid out.
func kindOf(f front, issuer string) string {
	if f.reporter != "" {
		return "新闻报道"
	}
	title := fold.Simplified(f.title)
	for _, rule := range kindRules {
		if rule.re.MatchString(title) {
			return rule.kind
		}
	}
	if workReport.MatchString(fold.Simplified(cut(f.text, 300))) {
		return "政府工作报告"
	}
	if title == "" && (strings.HasSuffix(issuer, "政协") || strings.Contains(fold.Simplified(f.text), "提出以下意见建议")) {
		return "意见建议"
	}
	return "其他"
}

var draftTitle = regexp.MustCompile(`草案|征求意见|讨论稿|送审稿|建议稿`)

// standingOf tells how binding a document is; "" if nothing tells.
func standingOf(f front, m Meta) string {
	switch {
	case m.Kind == "新闻报道" || m.Kind == "解读":
		return Reported
	case m.Kind == "意见建议" || f.draft || draftTitle.MatchString(fold.Simplified(f.title)):
		return Proposed
	case m.Kind != "其他" || f.title != "" || f.issuer != "" || m.Number != "":
		return Issued
	}
	return ""
}
