package chunk

import (
	"slices"
	"strings"
	"testing"
)

// An entries table gives each entry as many lines as there are heads, or more.
func TestEntries(t *testing.T) {
	heads := "序号\n服务商名称\n产品名称\n主要功能\n服务对象\n电话"
	even := func(n string) string {
		return n + "\n甲科技公司\n乙平台\n提供在线培训服务。\n中小企业\n029-84335021"
	}
	more := "2\n丙创新工场\n协同平台\n帮扶行动\n提供项目扶持服务；整理数据\n实施帮扶计划，以灵活用工模式降低成本\n创业团队\n13634310579"
	for _, c := range []struct {
		name, text string
		rows       []string
	}{
		{"one of more lines in the middle", heads + "\n" + even("1") + "\n" + more + "\n" + even("3"), []string{even("1"), more, even("3")}},
		{"the first of more lines", heads + "\n" + strings.Replace(more, "2", "1", 1) + "\n" + even("2") + "\n" + even("3") + "\n" + even("4"),
			[]string{strings.Replace(more, "2", "1", 1), even("2"), even("3"), even("4")}},
		{"the last of more lines, above a heading", heads + "\n" + even("1") + "\n" + more + "\n二、对接类（13家）\n" + reported, []string{even("1"), more}},
		{"the last of more lines, at the end", heads + "\n" + even("1") + "\n" + more, []string{even("1"), more}},
		{"prose behind the last", heads + "\n" + even("1") + "\n" + even("2") + "\n" + reported, []string{even("1"), even("2")}},
	} {
		b := newBody("一、就业类\n" + c.text)
		var got []string
		tables := findTables(b)
		for _, r := range tables[0].rows {
			got = append(got, b.slice(r.Span))
		}
		if len(tables) != 1 || !slices.Equal(got, c.rows) {
			t.Errorf("%s: %d tables\n got %q\nwant %q", c.name, len(tables), got, c.rows)
		}
	}
}

// What is not certain of an entry is said, and no cell is made up.
func TestEntriesAreTold(t *testing.T) {
	facts := Parse("一、就业类\n序号\n服务商名称\n产品名称\n服务对象\n1\n甲公司\n乙平台\n中小企业\n2\n丙工场\n丁平台\n戊行动\n创业团队\n3\n己公司\n庚平台\n各类企业\n", Meta{}).Facts
	if len(facts) != 3 {
		t.Fatalf("%d facts", len(facts))
	}
	if f := facts[1]; f.Name != "丙工场" || f.Note != "原表此行多一格，未能对应的数值不列" || f.Values[0].Value != "" {
		t.Errorf("the entry of more lines: %+v", f)
	}
	if f := facts[2]; f.Name != "己公司" || f.Note != "" || f.Values[0].Value != "庚平台" {
		t.Errorf("the one behind it: %+v", f)
	}
}
