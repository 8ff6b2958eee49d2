package chunk

import (
	"fmt"
	"strings"
	"testing"
)

// told writes the facts of a text, one a line.
func told(text string) string {
	b := newBody(text)
	var out []string
	for _, f := range readFacts(b, findTables(b), "x") {
		s := fmt.Sprintf("%s|%s|%s|", f.Table, f.Name, f.Unit)
		for _, v := range f.Values {
			s += v.Period + "=" + v.Value + " "
		}
		out = append(out, s+"|"+f.Attribute+"|"+f.Note)
	}
	return strings.Join(out, "\n")
}

func lines(cells ...string) string { return strings.Join(cells, "\n") }

func TestFacts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"cells on lines, numbered", lines("表1 主要指标", "序号", "指标名称", "2020", "2025", "属性", "1", "总产值(亿元)", "30.02", "39.4", "预期性", "2", "就业人口（人）", "2030", "2400", "约束性"),
			"表1 主要指标|总产值|亿元|2020=30.02 2025=39.4 |预期性|\n表1 主要指标|就业人口|人|2020=2030 2025=2400 |约束性|"},
		{"values that look like numbers of rows", lines("序号", "指标", "2020年", "2025年", "1", "甲", "2", "3", "2", "乙", "3", "4"),
			"|甲||2020年=2 2025年=3 |||乙||2020年=3 2025年=4 ||"[:0] + "|甲||2020年=2 2025年=3 ||\n|乙||2020年=3 2025年=4 ||"},
		{"groups of rows with a name", lines("序号", "指标", "2020年", "2025年", "经济发展", "1", "甲", "2", "3", "民生福祉", "2", "乙", "3", "4"),
			"|甲||2020年=2 2025年=3 ||\n|乙||2020年=3 2025年=4 ||"},
		{"a group's cell that rows share", lines("类别", "指标", "2020年", "2025年", "属性", "创新", "甲", "2", "3", "预期性", "乙", "3", "4", "预期性"),
			"|甲||2020年=2 2025年=3 |预期性|\n|乙||2020年=3 2025年=4 |预期性|"},
		{"without numbers", lines("指标名称", "单位", "2020年", "2025年", "属性", "甲", "万吨", "51.2", "52", "约束性", "乙", "%", "—", "≥85", "预期性", paragraph),
			"|甲|万吨|2020年=51.2 2025年=52 |约束性|\n|乙|%|2020年=— 2025年=≥85 |预期性|"},
		{"values in words", lines("指标", "2020年", "2025年", "甲", "30", "持续下降", "乙", "40", "完成省下达任务"),
			"|甲||2020年=30 2025年=持续下降 ||\n|乙||2020年=40 2025年=完成省下达任务 ||"},
		{"growth as a column", lines("指标", "2020年", "2025年", "年均增速", "甲（亿元）", "30", "40", "6%", "第二章 乙"),
			"|甲|亿元|2020年=30 2025年=40 年均增速=6% ||"},
		{"tabs", "指标\t2020年\t2025年\n甲（%）\t30\t40\n乙\t5\t6\n" + paragraph,
			"|甲|%|2020年=30 2025年=40 ||\n|乙||2020年=5 2025年=6 ||"},
		{"bars", "| 指标 | 2020年 | 2025年 |\n|---|:-:|---|\n| 甲 | 30 | 40 |",
			"|甲||2020年=30 2025年=40 ||"},
		{"blanks", "指标 2020年 2025年 属性\n甲（亿元） 30 40 预期性",
			"|甲|亿元|2020年=30 2025年=40 |预期性|"},
		{"a footnote for marked values", "指标\t2020年\t2025年\n甲\t30\t[40]\n乙\t5\t6\n注：[ ]内为累计数。",
			"|甲||2020年=30 2025年=[40] ||注：[ ]内为累计数。\n|乙||2020年=5 2025年=6 ||"},
		{"brackets that are no unit", "指标\t2020年\t2025年\n收入（不含补助）\t30\t40",
			"|收入（不含补助）||2020年=30 2025年=40 ||"},
		{"heads without rows", lines("指标", "2020年", "2025年", paragraph), ""},
		{"rows without a name's head", lines("2020年", "2025年", "甲", "30", "40"), ""},
		{"prose about indicators", lines("指标完成情况良好。", "2020年", paragraph), ""},
		{"nothing", "", ""},
	} {
		if got := told(c.text); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestFactSpans(t *testing.T) {
	b := newBody(lines("专栏1 指标", "序号", "指标", "2020", "1", "甲", "30", "2", "乙", "40"))
	fs := readFacts(b, findTables(b), "x")
	if len(fs) != 2 || b.slice(fs[1].Span) != "2\n乙\n40" || fs[1].Quote != "2\n乙\n40" || b.slice(fs[1].Title) != "专栏1 指标" || b.slice(fs[1].Header) != "序号\n指标\n2020" {
		t.Errorf("facts %+v", fs)
	}
}

func TestSplitUnit(t *testing.T) {
	for cell, want := range map[string][2]string{
		"总额(亿元)": {"总额", "亿元"}, "浓度（微克/立方米）": {"浓度", "微克/立方米"}, "覆盖率(%)": {"覆盖率", "%"}, "主体(万)": {"主体", "万"},
		"收入（不含补助）": {"收入（不含补助）", ""}, "床位（张）": {"床位", "张"}, "能耗（吨标准煤/万元）": {"能耗", "吨标准煤/万元"}, "甲": {"甲", ""},
	} {
		if name, unit := splitUnit(cell); name != want[0] || unit != want[1] {
			t.Errorf("%s is %q in %q, want %q", cell, name, unit, want)
		}
	}
}
