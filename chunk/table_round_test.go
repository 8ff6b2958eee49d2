package chunk

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A grid is a table as it was before it was written down.
type grid struct {
	heads []string
	rows  [][]string
	told  string // its facts, as told writes them
}

// randomGrid makes up a table of indicators. Cells are empty only if empty is set.
func randomGrid(r *rand.Rand, empty bool) grid {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	index, group, unit, attribute := r.IntN(2) == 0, r.IntN(3) == 0, r.IntN(2) == 0, r.IntN(2) == 0
	periods := [][]string{{"2020年", "2025年"}, {"2020年实绩", "2025年目标", "年均增速"}, {"2025年"}, {"“十三五”完成", "“十四五”目标"}, {"2021年", "2022年", "2023年", "2024年"}}[r.IntN(5)]
	var g grid
	add := func(yes bool, head string) {
		if yes {
			g.heads = append(g.heads, head)
		}
	}
	add(index, "序号")
	add(group, "类别")
	g.heads = append(g.heads, pick("指标", "指标名称", "主要指标"))
	add(unit, "单位")
	g.heads = append(g.heads, periods...)
	add(attribute, pick("属性", "指标属性"))
	names := r.Perm(len(gridNames))
	var told []string
	for i := range 2 + r.IntN(8) {
		name, u := gridNames[names[i]], pick("亿元", "%", "万吨", "微克/立方米", "人", "张/千人", "吨标准煤/万元")
		values, row, fact := make([]string, len(periods)), []string{}, name+"|"+u+"|"
		for j, p := range periods {
			values[j] = pick("30.02", "1,234", "[13]", "≥85", "6%左右", "—", "持续下降", "10.69亿元", "60.6", "2400", fmt.Sprint(r.IntN(9)+1))
			if empty && r.IntN(8) == 0 && j > 0 {
				values[j] = ""
			}
			fact += p + "=" + values[j] + " "
		}
		if values[0] == "持续下降" || values[0] == "—" {
			fact = strings.Replace(fact, "="+values[0], "=51", 1)
			values[0] = "51"
		}
		cells := func(yes bool, s string) {
			if yes {
				row = append(row, s)
			}
		}
		cells(index, fmt.Sprint(i+1))
		cells(group, []string{"经济发展", "民生福祉", "绿色生态"}[i/4])
		cells(unit, name)
		cells(!unit, name+"（"+u+"）")
		cells(unit, u)
		row = append(row, values...)
		kind := pick("预期性", "约束性")
		cells(attribute, kind)
		if fact += "|"; attribute {
			fact += kind
		}
		g.rows = append(g.rows, row)
		told = append(told, "表1 主要指标|"+fact+"|")
	}
	g.told = strings.Join(told, "\n")
	return g
}

var gridNames = []string{"地区生产总值", "规上工业增加值", "每千人口拥有3岁以下婴幼儿托位数", "PM2.5平均浓度", "单位GDP能耗", "社会消费品零售总额",
	"人均预期寿命", "森林覆盖率", "R&D经费投入强度", "城镇登记失业率", "“四上”企业数量", "数字经济核心产业增加值占地区生产总值比重"}

// The ways to write a grid down.
var gridForms = []struct {
	name  string
	empty bool // whether cells may be empty
	write func(g grid) string
}{
	{"tabs", true, func(g grid) string { return g.join("", "\t", "") }},
	{"bars", true, func(g grid) string { return g.join("| ", " | ", " |") }},
	{"Markdown", true, func(g grid) string {
		s := g.join("|", "|", "|")
		head, rest, _ := strings.Cut(s, "\n")
		return head + "\n|" + strings.Repeat("---|", len(g.heads)) + "\n" + rest
	}},
	{"HTML", true, func(g grid) string {
		return "<TABLE>\n<tr><td>" + strings.ReplaceAll(g.join("", "</td><td>", ""), "\n", "</td></tr>\n<tr><td>") + "</td></tr>\n</TABLE>"
	}},
	{"a cell a line", false, func(g grid) string { return g.join("", "\n", "") }},
	{"a cell a line, groups once", false, func(g grid) string {
		last := ""
		for i, row := range g.rows {
			for j, h := range g.heads {
				if h == "类别" && row[j] == last {
					g.rows[i] = append(append([]string{}, row[:j]...), row[j+1:]...)
				} else if h == "类别" {
					last = row[j]
				}
			}
		}
		return g.join("", "\n\n", "")
	}},
	{"aligned", false, func(g grid) string { return g.aligned("  ") }},
	{"aligned by wide blanks", false, func(g grid) string { return g.join("　　", "　　", "") }},
	{"blanks", false, func(g grid) string { return g.join("", " ", "") }},
}

// join writes a row a line.
func (g grid) join(before, between, after string) string {
	var out []string
	for _, r := range append([][]string{g.heads}, g.rows...) {
		out = append(out, before+strings.Join(r, between)+after)
	}
	return strings.Join(out, "\n")
}

// aligned writes cells below one another.
func (g grid) aligned(gap string) string {
	all := append([][]string{g.heads}, g.rows...)
	widths := make([]int, len(g.heads))
	for _, r := range all {
		for i, c := range r {
			widths[i] = max(widths[i], width(c))
		}
	}
	var out []string
	for _, r := range all {
		line := ""
		for i, c := range r {
			line += c + strings.Repeat(" ", widths[i]-width(c)) + gap
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// A table of any shape that is written down in any way gives its facts back.
func FuzzTables(f *testing.F) {
	for i := range uint64(400) {
		f.Add(i, uint8(i%uint64(len(gridForms))))
	}
	f.Fuzz(func(t *testing.T, seed uint64, form uint8) {
		w := gridForms[int(form)%len(gridForms)]
		g := randomGrid(rand.New(rand.NewPCG(seed, 1)), w.empty)
		if w.name == "blanks" && (!strings.Contains(strings.Join(g.heads, ""), "20") || len(g.heads) < 3) {
			return // two words parted by a blank, or words without a year, are no heads
		}
		text := paragraph + "\n表1 主要指标\n" + w.write(g) + "\n\n" + paragraph
		if got := toldClean(text); got != g.told {
			t.Errorf("%s:\n%s\n got %s\nwant %s", w.name, text, got, g.told)
		}
		checkRows(t, clean(text).Text)
	})
}

// checkRows fails the test where the rows of a text's tables overlap or a
// fact's stretches are not what they should be.
func checkRows(t *testing.T, text string) {
	t.Helper()
	b := newBody(text)
	end := 0
	for _, tb := range findTables(b) {
		for i, f := range readFacts(b, []table{tb}, "x") {
			if f.Start < max(end, f.Header.End) || b.slice(f.Span) != f.Quote || f.Quote == "" || b.slice(f.Title) != f.Table || f.Title.End > f.Header.Start || f.Span != tb.rows[i].Span {
				t.Errorf("fact %+v after %d", f, end)
			}
			if !strings.Contains(strings.ReplaceAll(f.Quote, "\n", ""), f.Name) {
				t.Errorf("the row %q does not name %q", f.Quote, f.Name)
			}
			for _, v := range f.Values {
				if !strings.Contains(strings.ReplaceAll(f.Quote, "\n", ""), v.Value) {
					t.Errorf("the row %q has no %q", f.Quote, v.Value)
				}
			}
			end = f.End
		}
	}
}

// A row that lacks a cell says so and tells no value of another column's; the
// rows around it are told whole.
func FuzzTablesWithAGap(f *testing.F) {
	for i := range uint64(400) {
		f.Add(i, i*7)
	}
	f.Fuzz(func(t *testing.T, seed, at uint64) {
		w := gridForms[[]int{0, 1, 4, 7}[at%4]]
		g := randomGrid(rand.New(rand.NewPCG(seed, 2)), false)
		n := int(at/4) % len(g.rows)
		c := int(at/64) % len(g.heads)
		if k := columnKindOf(g.heads[c]); k == nameColumn || k == indexColumn || k == groupColumn || len(g.heads) < 3 {
			return
		}
		whole := strings.Split(g.told, "\n")
		g.rows[n] = append(append([]string{}, g.rows[n][:c]...), g.rows[n][c+1:]...)
		text := clean(paragraph + "\n表1 主要指标\n" + w.write(g) + "\n\n" + paragraph).Text
		b := newBody(text)
		found := map[string]bool{}
		for _, fact := range readFacts(b, findTables(b), "x") {
			i := slices.IndexFunc(whole, func(s string) bool { return strings.HasPrefix(s, "表1 主要指标|"+fact.Name+"|") })
			if i < 0 {
				t.Fatalf("%s:\n%s\nan invented row: %+v", w.name, text, fact)
			}
			found[fact.Name] = true
			for _, v := range fact.Values {
				if v.Value != "" && !strings.Contains(whole[i], v.Period+"="+v.Value+" ") {
					t.Errorf("%s, %d lacks %s:\n%s\nan invented value: %+v", w.name, n+1, g.heads[c], text, fact)
				}
			}
			if (i == n) != (fact.Note != "") {
				t.Errorf("%s, %d lacks %s:\n%s\na wrong note: %+v", w.name, n+1, g.heads[c], text, fact)
			}
		}
		if len(found) < len(g.rows)-1 {
			t.Errorf("%s, %d lacks %s:\n%s\nonly %d rows", w.name, n+1, g.heads[c], text, len(found))
		}
		checkRows(t, text)
	})
}
