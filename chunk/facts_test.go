package chunk

import (
	"slices"
	"strings"
	"testing"
)

func TestFigure(t *testing.T) {
	for _, c := range []struct{ unit, period, value, want string }{
		{"亿元", "2025年", "11.8", "11.8亿元"}, {"亿元", "2025年", "10.69亿元", "10.69亿元"}, {"亿元", "年均增速", "6%", "6%"}, {"亿元", "年均增速（%）", "6", "6%"},
		{"亿元", "年均增速", "6", "6"}, {"%", "年均增长", "6", "6%"}, {"%", "累计", "[13]", "[13]%"}, {"个", "2025年", "100以上", "100个以上"},
		{"%", "2025年", "≥85", "≥85%"}, {"%", "2025年", "60.6*", "60.6%*"}, {"%", "2025年", "持续下降", "持续下降"}, {"%", "2025年", "—", "—"}, {"", "2025年", "5", "5"}, {"%", "2025年", "", ""},
	} {
		if got := (Fact{Unit: c.unit}).Figure(Value{c.period, c.value}); got != c.want {
			t.Errorf("%s in %s under %s is %q, want %q", c.value, c.unit, c.period, got, c.want)
		}
	}
}

func TestPlainName(t *testing.T) {
	for cell, want := range map[string]string{
		"1.国内生产总值": "国内生产总值", "（2）就业": "就业", "①森林": "森林", "覆盖率①": "覆盖率", "城镇化率*": "城镇化率", "**粮食**": "粮食", "支出[1]": "支出", "人口注1": "人口",
		"3岁以下托位": "3岁以下托位", "①": "①", "5G基站": "5G基站",
	} {
		if got := plainName(cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
}

func TestNotes(t *testing.T) {
	of := func(row string, lines ...string) string {
		b := newBody(strings.Join(lines, "\n"))
		return b.readNotes(table{notes: b.paragraphs}).of(row)
	}
	for _, c := range []struct {
		row   string
		notes []string
		want  string
	}{
		{"甲\t[5]", []string{"注：[ ]内为累计数；带*的为2019年数据。"}, "注：[ ]内为累计数"},
		{"甲*\t5", []string{"注：[ ]内为累计数；带*的为2019年数据。"}, "带*的为2019年数据。"},
		{"甲\t5", []string{"注：[ ]内为累计数；带*的为2019年数据。"}, ""},
		{"甲②\t5", []string{"注：", "①按当年价。", "②按可比价。"}, "②按可比价。"},
		{"甲〔5〕", []string{"注：数据来自统计局。", "其余见附件。"}, "注：数据来自统计局。\n其余见附件。"},
		{"甲", nil, ""},
	} {
		if got := of(c.row, c.notes...); got != c.want {
			t.Errorf("of %q: %q, want %q", c.row, got, c.want)
		}
	}
}

func TestAlign(t *testing.T) {
	b := newBody("甲产量\n万吨\n52\n约束性\n60")
	p := b.paragraphs
	cs := []column{{kind: nameColumn}, {kind: unitColumn}, {kind: valueColumn}, {kind: valueColumn}, {kind: attributeColumn}}
	for _, c := range []struct {
		name  string
		cells []Span
		sure  []bool
	}{
		{"all there", []Span{p[0], p[1], p[2], p[4], p[3]}, []bool{true, true, true, true, true}},
		{"one value for two columns", []Span{p[0], p[1], p[2], p[3]}, []bool{true, true, false, false, true}},
		{"no unit", []Span{p[0], p[2], p[4], p[3]}, []bool{true, true, true, true, true}},
		{"no attribute", []Span{p[0], p[1], p[2], p[4]}, []bool{true, true, true, true, true}},
		{"one too many", []Span{p[0], p[1], p[2], p[4], p[4], p[3]}, []bool{true, true, false, false, true}},
	} {
		f, ok := b.align(cs, c.cells)
		if !ok || !slices.Equal(f.sure, c.sure) {
			t.Errorf("%s: %v %v, want %v", c.name, ok, f.sure, c.sure)
		}
	}
	if _, ok := b.align(cs, []Span{p[3], p[0]}); ok {
		t.Error("an attribute is taken for a name")
	}
}

func TestCellsOfValues(t *testing.T) {
	for _, s := range []string{"30.02", "1,234", "[13]", "〔5〕", "＞6.5", "≥85%", "6%左右", "10.69亿元", "60.6*", "—", "-", "/", "…", "100以上", "5-6", "年均6.5%", "约12", "不低于30", "78.3岁", "12①", "－1.2", "22微克/立方米", "5—8"} {
		if !isValue(s) || isName(s) {
			t.Errorf("%q is no value", s)
		}
	}
	for _, s := range []string{"每千人口拥有3岁以下婴幼儿托位数（个）", "5G基站数（个）", "R&D经费", "PM2.5浓度", "3岁以下入托率", "1.国内生产总值增长（%）"} {
		if isValue(s) || !isName(s) {
			t.Errorf("%q is no name", s)
		}
	}
	for _, s := range []string{"亿元", "%", "万吨", "张/千人", "吨标准煤/万元", "人/平方公里", "微克/立方米", "件", "万千瓦", "μg/m3"} {
		if !isUnit.MatchString(s) {
			t.Errorf("%q is no unit", s)
		}
	}
}

func TestSqueezedTables(t *testing.T) {
	for in, want := range map[string]string{
		"指标\t2020年\t2025年\n甲\t\t5\n\t6\t7": "指标\t2020年\t2025年\n甲\t\t5\n\t6\t7", // empty cells stay
		"\t目\t\t录":                       "目\t录", // tabs that part no cells do not
		"指标  2020年  2025年\n甲  1  2":      "指标\t2020年\t2025年\n甲\t1\t2",
		"甲  乙  丙\n丁  戊  己":               "甲 乙 丙\n丁 戊 己",
		"<table><tr><td>甲<td>乙</table>丙": "甲\t乙\n丙",
	} {
		if got := clean(in).Text; got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestFactChunkReadsWithItsGroupAndUnit(t *testing.T) {
	p := Parse(paragraph+"\n表1 指标\n单位：亿元\n指标\t2020年\t2025年\n经济发展\t\t\n甲\t5\t6\n", Meta{})
	i := slices.IndexFunc(p.Chunks, func(c Chunk) bool { return c.Kind == KindFact })
	if i < 0 || p.Chunks[i].Text != "表1 指标\n单位：亿元\n经济发展\n指标 2020年 2025年\n甲 5 6" || len(p.Chunks[i].Context) != 4 || p.Facts[0].Unit != "亿元" {
		t.Errorf("chunks %+v", p.Chunks)
	}
}

func TestYear(t *testing.T) {
	for head, want := range map[string]string{
		"2020": "2020", "2025年": "2025", "2030年目标": "2030", "2025年目标值": "2025", "2020年实际": "2020", "２０２５年": "2025",
		"年均增速": "年均增速", "2021—2025年": "2021—2025年", "2025年比2020年增长": "2025年比2020年增长", "": "",
	} {
		if got := (Value{Period: head}).Year(); got != want {
			t.Errorf("%s is of %q, want %q", head, got, want)
		}
	}
}
