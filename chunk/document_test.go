package chunk

import (
	"strings"
	"testing"
)

func TestDocumentsInOneFile(t *testing.T) {
	law := "第一条 甲。\n第二条 乙乙。\n第三条 丙。\n市人民政府\n2021年3月5日\n"
	for _, c := range []struct{ name, text, want string }{
		{"a law and what explains it", law + "关于某市条例的说明\n一、甲\n" + paragraph + "\n二、乙\n" + paragraph, "第一条\n第二条\n第三条\n关于某市条例的说明\n  一、甲\n  二、乙\n"},
		{"a notice and what it issues", "一、甲\n" + paragraph + "\n二、乙\n" + paragraph + "\n市财政局\n2021年3月5日\n某市资金管理办法（试行）\n第一章 总则\n第一条 甲。\n第二条 乙乙。\n第二章 附则\n第三条 丙。",
			"一、甲\n二、乙\n某市资金管理办法（试行）\n  第一章 总则\n    第一条\n    第二条\n  第二章 附则\n    第三条\n"},
		{"two decisions", law + "某市人民政府关于废止部分文件的决定\n第一条 丁。\n第二条 戊戊。", "第一条\n第二条\n第三条\n某市人民政府关于废止部分文件的决定\n  第一条\n  第二条\n"},
		{"a letter and the plan that it brings", paragraph + "\n市人民政府\n2021年3月5日\n某市行动计划\n一、甲\n" + paragraph + "\n二、乙\n" + paragraph, "一、甲\n二、乙\n"},
		{"a law and a plan that nothing dates", "第一条 甲。\n第二条 乙乙。\n第三条 丙。\n某市新一代信息技术产业行动计划（2024—2025年）\n一、甲\n" + paragraph + "\n（一）子\n" + paragraph + "\n（二）丑\n" + paragraph + "\n二、乙\n" + paragraph,
			"第一条\n第二条\n第三条\n某市新一代信息技术产业行动计划（2024—2025年）\n  一、甲\n    （一）子\n    （二）丑\n  二、乙\n"},
		{"a plan behind a table's last cell", "一、甲\n" + paragraph + "\n二、乙\n项目名称\n建设单位\n某市人工智能产业发展规划\n前言\n" + paragraph + "\n一、丙\n" + paragraph + "\n二、丁\n" + paragraph,
			"一、甲\n二、乙\n某市人工智能产业发展规划\n  前言\n  一、丙\n  二、丁\n"},
		{"a draft", "一、甲\n" + paragraph + "\n二、乙\n" + paragraph + "\n某市产品准入管理指南（试行）(征求意见稿)\n第一条 甲。\n第二条 乙乙。\n第三条 丙。", "一、甲\n二、乙\n某市产品准入管理指南（试行）(征求意见稿)\n  第一条\n  第二条\n  第三条\n"},
		{"a line of text below a date", "一、甲\n" + paragraph + "\n2021年3月5日\n会议讨论了经济形势\n" + paragraph, "一、甲\n"},
		{"a document named in a text", "一、甲\n" + paragraph + "\n某市资金管理办法\n甲。", "一、甲\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestTitlesAlone(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph + "\n" }
	plan := text("一、甲") + text("二、乙") + text("（一）子") + text("（二）丑")
	head := "一、甲\n二、乙\n  （一）子\n  （二）丑\n"
	for _, c := range []struct{ name, text, want string }{
		{"a form", plan + "揭榜任务书\n一、项目基本信息\n项目名称\n二、揭榜内容\n" + paragraph, head + "揭榜任务书\n  一、项目基本信息\n  二、揭榜内容\n"},
		{"a form with a cover", plan + "创新产品申报书\n申报单位\n推荐单位\n一、基本情况\n" + paragraph + "\n二、创新内容\n" + paragraph, head + "创新产品申报书\n  一、基本情况\n  二、创新内容\n"},
		{"a guide", plan + "某市揭榜挂帅工作指引\n" + paragraph + "\n" + text("一、丙") + text("二、丁"), head + "某市揭榜挂帅工作指引\n  一、丙\n  二、丁\n"},
		{"two of them", plan + "项目申报表\n" + text("一、丙") + text("二、丁") + "证明材料\n" + text("一、戊") + text("二、己"),
			head + "项目申报表\n  一、丙\n  二、丁\n证明材料\n  一、戊\n  二、己\n"},
		{"a list inside a section", plan + "重点项目清单\n1.寅\n2.卯\n" + text("（三）辰"), head + "  （三）辰\n"},
		{"a heading without a number", plan + "保障措施\n" + text("一、丙") + text("二、丁"), head + "一、丙\n二、丁\n"},
		{"numbers that go on", plan + "某市揭榜挂帅工作指引\n" + text("三、丙"), head + "三、丙\n"},
		{"a piece of a sentence", strings.TrimRight(plan, "。\n") + "，按照\n揭榜挂帅工作指引\n" + text("一、丙") + text("二、丁"), head + "一、丙\n二、丁\n"},
	} {
		if got := drawn(strings.TrimRight(c.text, "\n")); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestTitlesOfLetters(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph + "\n" }
	before := text("一、甲") + text("二、乙") + "备注\n推荐数量不超过上限\n"
	title := "某部办公厅关于开展年度试点工作的通知\n"
	to := "各省、自治区、直辖市工业和信息化主管部门：\n"
	for _, c := range []struct{ name, text, want string }{
		{"above its salutation", before + title + "（某信发〔2022〕34号）\n" + to + text("一、丙") + text("二、丁"), "一、甲\n二、乙\n某部办公厅关于开展年度试点工作的通知\n  一、丙\n  二、丁\n"},
		{"told twice", before + title + title + to + text("一、丙") + text("二、丁"), "一、甲\n二、乙\n某部办公厅关于开展年度试点工作的通知\n  一、丙\n  二、丁\n"},
		{"without a salutation", before + title + text("三、丙"), "一、甲\n二、乙\n三、丙\n"},
		{"a salutation without a title", before + to + text("一、丙") + text("二、丁"), "一、甲\n二、乙\n一、丙\n二、丁\n"},
	} {
		if got := drawn(strings.TrimRight(c.text, "\n")); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestDocumentsOfAKind(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph + "\n" }
	guide := func(title string) string {
		return title + "\n" + paragraph + "\n" + text("1. 甲甲") + text("1.1 乙乙") + text("1.2 丙丙") + text("2. 丁丁")
	}
	head := "1. 甲甲\n  1.1 乙乙\n  1.2 丙丙\n2. 丁丁\n"
	below := "  1. 甲甲\n    1.1 乙乙\n    1.2 丙丙\n  2. 丁丁\n"
	more := strings.Repeat(paragraph+"\n", maxCover)
	for _, c := range []struct{ name, text, want string }{
		{"three of them", guide("“氢能”专项年度申报指南建议（征求意见稿）") + more + guide("“海洋”专项年度申报指南建议（征求意见稿）") + more + guide("“文化”专项年度申报指南建议（征求意见稿）"),
			head + "“海洋”专项年度申报指南建议（征求意见稿）\n" + below + "“文化”专项年度申报指南建议（征求意见稿）\n" + below},
		{"titles of no known kind", guide("某市数字经济发展总体思路") + more + guide("某市海洋经济发展总体思路"), head + "某市海洋经济发展总体思路\n" + below},
		{"a line that ends otherwise", guide("某市数字经济发展总体思路（第一稿）") + more + guide("某市海洋经济有关情况的介绍（第二稿）"), head + head},
	} {
		if got := drawn(strings.TrimRight(c.text, "\n")); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}
