package chunk

import (
	"strings"
	"testing"
)

func TestPlainHeadings(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"above a paragraph", []string{paragraph, "今后五年的目标", paragraph}, "今后五年的目标\n"},
		{"above a list that begins", []string{paragraph, "重点任务", "（一）" + paragraph, "（二）" + paragraph}, "重点任务\n"},
		{"above a speaker's address", []string{paragraph, "形势和任务", "同志们！", paragraph}, "形势和任务\n"},
		{"above an address and a short line", []string{paragraph, "形势和任务", "同志们！", "甲。"}, ""},
		{"at the front", []string{"某市人民政府", "工作报告", paragraph}, ""},
		{"above a short line", []string{paragraph, "今后五年的目标", "甲。"}, ""},
		{"below a sentence that is not over", []string{paragraph + "和", "国防工业", paragraph}, ""},
		{"below what announces a list", []string{"现通知如下：" + paragraph + "：", "国防工业", paragraph}, ""},
		{"a call", []string{paragraph, "各位代表！", paragraph}, ""},
		{"an address", []string{paragraph, "各市人民政府：", paragraph}, ""},
		{"an office", []string{paragraph, "市发展和改革委员会", paragraph}, ""},
		{"a date", []string{paragraph, "2021年3月5日", paragraph}, ""},
		{"a caption", []string{paragraph, "图1 总体框架", paragraph}, ""},
		{"a page's number", []string{paragraph, "12", paragraph}, ""},
		{"with a page's number", []string{paragraph, "会同有关部门做好实施，各有15", paragraph}, ""},
		{"in brackets", []string{paragraph, "（责任单位：市财政局）", paragraph}, ""},
		{"a line that a word is wanting after", []string{paragraph, "关键技术标准用于规范本行业建设相关的", paragraph}, ""},
		{"what a rule is for", []string{paragraph, "编制目的", paragraph}, "编制目的\n"},
		{"what announces", []string{paragraph, "各行业的计划如下", paragraph}, ""},
		{"how a sentence begins", []string{paragraph, "当前，新一轮科技革命和产业变革突", "飞猛进，" + paragraph}, ""},
		{"what was done", []string{paragraph, "过去五年的回顾", paragraph}, "过去五年的回顾\n"},
		{"above numbers, behind text that lost its full stop", []string{"一、甲", strings.TrimSuffix(paragraph, "。") + "，" + strings.TrimSuffix(paragraph, "。"), "加强准入管理", "（一）乙。" + paragraph, "（二）丙。" + paragraph}, "一、甲\n  加强准入管理\n    （一）乙\n    （二）丙\n"},
		{"what defines", []string{paragraph, "测试要求是指申请准入的产品", "至少应满足" + paragraph}, ""},
		{"what demands", []string{paragraph, "申报单位应满足以下条件之一", paragraph}, ""},
		{"not Chinese", []string{paragraph, "Public domain", paragraph}, ""},
	} {
		if got := drawn(strings.Join(c.lines, "\n")); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestHeadingsThatKeptTheirFullStops(t *testing.T) {
	long := paragraph + paragraph
	lines := []string{"一、甲", long, "改善经营管理。", long, "优化投资结构。", long, "发展对外合作。", long, "这是要认识到的。", long}
	want := "一、甲\n  改善经营管理\n  优化投资结构\n  发展对外合作\n"
	if got := drawn(strings.Join(lines, "\n")); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := drawn(strings.Join(lines[:6], "\n")); got != "一、甲\n" {
		t.Errorf("two of them open\n%s", got)
	}
}

func TestTitlesOfChapters(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"two parts", "第一章 质量引领 构建新体系\n" + paragraph, "第一章 质量引领 构建新体系\n"},
		{"text behind a blank", "第一章 甲乙丙 " + paragraph, "第一章 甲乙丙\n"},
		{"text behind a full stop", "第一章 甲乙丙。" + paragraph, "第一章 甲乙丙\n"},
		{"text at once", "第一章 " + paragraph + paragraph + paragraph, "第一章\n"},
		{"two ranks in a line", "第三篇推进改革开放第十三章深化各项改革\n" + paragraph, "第三篇推进改革开放\n  第十三章深化各项改革\n"},
		{"a part that names a chapter", "第一篇 总则和第二章\n" + paragraph, "第一篇 总则和第二章\n"},
		{"a line of an article", "第一条 甲。\n第二条 乙乙。\n单位和个人停业一年以上\n" + paragraph + "\n第三条 丙。", "第一条\n第二条\n第三条\n"},
		{"articles under a heading without a number", "总则\n第一条 甲。\n第二条 乙。\n附则\n第三条 丙。", "总则\n  第一条\n  第二条\n附则\n  第三条\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestNoPlainHeadingsOfSeveralClausesWithoutFullStops(t *testing.T) {
	for _, c := range []struct {
		lined bool
		line  string
		want  bool
	}{{true, "开发海洋产业，保护海洋环境", false}, {true, "海洋产业", true}, {false, "开发海洋产业，保护海洋环境", true}} {
		g := drawnFrom(paragraph + "\n" + c.line + "\n" + paragraph)
		g.lined = c.lined
		if got := g.isPlainHeading(1); got != c.want {
			t.Errorf("%q in a text without full stops (%v): %v, want %v", c.line, c.lined, got, c.want)
		}
	}
}

// Points behind dashes on lines of their own, each above its paragraph, are headings.
func TestDashedHeadings(t *testing.T) {
	point := func(s string) string { return "——" + s + "。\n" + paragraph + "\n" }
	if got := drawn("一、甲\n" + paragraph + "\n" + point("必须坚持改革") + point("必须坚持开放") + "二、乙\n" + paragraph); got != "一、甲\n  ——必须坚持改革\n  ——必须坚持开放\n二、乙\n" {
		t.Errorf("got\n%s", got)
	}
	for name, text := range map[string]string{
		"one alone":          "一、甲\n" + paragraph + "\n" + point("必须坚持改革") + "二、乙\n" + paragraph,
		"nothing under them": "一、甲\n" + paragraph + "\n——必须坚持改革。\n——必须坚持开放。\n二、乙\n" + paragraph,
	} {
		if got := drawn(text); got != "一、甲\n二、乙\n" {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

// A first sentence ends what stands above a text: the line behind it may head it.
func TestFirstHeadingBehindGreeting(t *testing.T) {
	if got := drawn("各位代表：\n我代表国务院作报告，请予审议。\n过去的回顾\n" + paragraph + "\n（一）甲\n" + paragraph); got != "过去的回顾\n  （一）甲\n" {
		t.Errorf("got\n%s", got)
	}
}

// Sentences that head paragraphs head items too.
func TestStoppedHeadingAboveItems(t *testing.T) {
	long := strings.Repeat(paragraph, 2)
	got := drawn("一、甲\n" + paragraph + "\n加强科技创新。\n" + long + "\n坚持教育优先。\n" + long + "\n提高开放水平，特别是质量。\n一要抓紧准备。" + long + "\n二要发展贸易。" + long + "\n适应全球化趋势，走出国门。\n" + long)
	if want := "一、甲\n  加强科技创新\n  坚持教育优先\n  提高开放水平，特别是质量\n    一要抓紧准备\n    二要发展贸易\n  适应全球化趋势，走出国门\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A long text whose headings are sentences has fewer of them to its paragraphs.
func TestStoppedHeadingsOfALongText(t *testing.T) {
	heads := []string{"经济增长较快", "改革继续推进", "生活水平提高", "千方百计扩大出口", "基础在于教育", "加强廉政建设"}
	text := func(heads []string) string {
		var out strings.Builder
		for _, h := range heads {
			out.WriteString(h + "。\n" + strings.Repeat(paragraph+paragraph+"\n", 13))
		}
		return paragraph + paragraph + "\n" + out.String()
	}
	if got := drawn(text(heads)); got != strings.Join(heads, "\n")+"\n" {
		t.Errorf("six of them are\n%s", got)
	}
	if got := drawn(text(heads[:5])); got != "" {
		t.Errorf("five of them are\n%s", got)
	}
}
