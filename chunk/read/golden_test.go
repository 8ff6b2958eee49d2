package read_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"

	"chuchu/chunk"
	"chuchu/chunk/read"
)

// samples are real files and what must be read of them; scripts/samples makes them.
var samples = []struct {
	file, want string
	rows       bool // the table is in it
}{
	{"haibin.docx", "haibin", true},
	{"haibin.html", "haibin", true},
	{"haibin.pdf", "haibin", true},
	{"haibin-chromium.pdf", "haibin", true},
	{"policy.docx", "policy", false},
	{"policy.html", "policy", false},
	{"policy.pdf", "policy", false},
	{"yantian-columns.pdf", "yantian", false},
}

const (
	minRecall = 0.99
	minWhole  = 0.95 // of the paragraphs: those that are lines as they were
)

// parsed reads a file of testdata and parses it.
func parsed(t *testing.T, file string) (read.Result, chunk.Plan) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	r, err := read.File(context.Background(), file, raw)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return r, chunk.Parse(r.Text, r.Fill(chunk.Meta{ID: "x"})).Paged(r.Text, r.Pages)
}

// TestSamples demands the text, every heading and every row of the table, with
// pdftotext and without.
func TestSamples(t *testing.T) {
	for _, mode := range []string{"pdftotext", "own"} {
		t.Run(mode, func(t *testing.T) {
			if mode == "own" {
				t.Setenv("PATH", t.TempDir())
			}
			for _, s := range samples {
				if mode == "own" && !strings.HasSuffix(s.file, ".pdf") {
					continue
				}
				t.Run(s.file, func(t *testing.T) { sample(t, s.file, s.want, s.rows) })
			}
		})
	}
}

func sample(t *testing.T, file, want string, rows bool) {
	a, err := txtar.ParseFile(filepath.Join("testdata", want+".want.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	text, headings, facts := string(a.Files[0].Data), solidLines(a.Files[1].Data), solidLines(a.Files[2].Data)
	if !rows {
		facts = nil
	}
	_, plan := parsed(t, file)
	got := recall(text, plan.Text)
	var heads, table []string
	runes := []rune(plan.Text)
	for _, s := range plan.Sections {
		heads = append(heads, solid(string(runes[s.Heading.Start:s.Heading.End])))
	}
	for _, f := range plan.Facts {
		row := []string{f.Name + "（" + f.Unit + "）"}
		for _, v := range f.Values {
			row = append(row, v.Value)
		}
		table = append(table, solid(strings.Join(append(row, f.Attribute), "")))
	}
	paragraphs := solidLines([]byte(text))
	whole := held(paragraphs, solidLines([]byte(plan.Text)))
	t.Logf("recall %.4f, headings %d of %d, rows %d of %d, paragraphs %d of %d", got, held(headings, heads), len(headings), held(facts, table), len(facts), whole, len(paragraphs))
	if float64(whole) < minWhole*float64(len(paragraphs)) {
		t.Errorf("only %d of %d paragraphs are whole", whole, len(paragraphs))
	}
	if got < minRecall {
		t.Errorf("recall %.4f", got)
	}
	for _, h := range headings {
		if !slices.Contains(heads, h) {
			t.Errorf("lacks the heading %s", h)
		}
	}
	for _, f := range facts {
		if !slices.Contains(table, f) {
			t.Errorf("lacks the row %s", f)
		}
	}
}

func held(want, got []string) (n int) {
	for _, w := range want {
		if slices.Contains(got, w) {
			n++
		}
	}
	return n
}

// solid is a text without blanks.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func solidLines(b []byte) (out []string) {
	for l := range strings.Lines(string(b)) {
		if s := solid(l); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// recall is the share of a text's trigrams, line by line, that another holds.
// Heads of tables, which are written otherwise, are counted too.
func recall(want, got string) float64 {
	have := map[string]bool{}
	each := func(s string, do func(string)) {
		rs := []rune(solid(s))
		for i := 0; i+3 <= len(rs); i++ {
			do(string(rs[i : i+3]))
		}
	}
	each(got, func(s string) { have[s] = true })
	all, found := 0, 0
	for l := range strings.Lines(want) {
		each(l, func(s string) {
			all++
			if have[s] {
				found++
			}
		})
	}
	return float64(found) / float64(max(all, 1))
}

// TestPages: a chunk knows on which page of a PDF it stands, one that a page's
// end breaks on which each of its halves does.
func TestPages(t *testing.T) {
	for _, c := range []struct {
		file, words string
		page        int
	}{
		{"haibin.pdf", "以习近平新时代", 1},
		{"haibin.pdf", "坚持新发展理念。", 1},
		{"haibin.pdf", "展格局中的突出问题", 2},
		{"haibin.pdf", "坚持深化改革创新", 2},
		{"haibin.pdf", "乡村振兴扎实推进", 3},
		{"haibin.pdf", "10.69", 3},
		{"haibin-chromium.pdf", "坚持总体安全", 2},
		{"haibin-chromium.pdf", "10.69", 3},
		{"yantian-columns.pdf", "1.打造更具辐射力", 1},
		{"yantian-columns.pdf", "10.加快医疗卫生", 3},
	} {
		_, plan := parsed(t, c.file)
		if got := pageOf(plan, c.words); got != c.page {
			t.Errorf("%s: %s stands on page %d, not %d (%v)", c.file, c.words, got, c.page, plan.Pages)
		}
	}
	if _, plan := parsed(t, "haibin.docx"); plan.Pages != nil || plan.Chunks[0].Page(0) != 0 {
		t.Error("a DOCX has no pages")
	}
}

// pageOf is the page on which words stand, by the first chunk that holds them.
func pageOf(p chunk.Plan, words string) int {
	for _, c := range p.Chunks {
		if i := strings.Index(c.Quote, words); i >= 0 {
			return c.Page(c.Start + len([]rune(c.Quote[:i])))
		}
	}
	return -1
}

// TestPageFields: what a government's page tells of its document outside the text.
func TestPageFields(t *testing.T) {
	r, plan := parsed(t, "haibin.html")
	want := chunk.Meta{
		Title: "天津市滨海新区海滨街道国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", Issuer: "天津市滨海新区海滨街道办事处",
		Number: "津滨海滨发〔2021〕12号", Published: "2021-09-29",
	}
	if r.Found != want {
		t.Errorf("found %+v", r.Found)
	}
	for _, not := range []string{"索引号", "分享到", "登录", "相关文件", "网站标识码", "当前位置"} {
		if strings.Contains(solid(r.Text), not) {
			t.Errorf("the text holds %s", not)
		}
	}
	if plan.Number != want.Number || plan.Published != want.Published {
		t.Errorf("the plan is %+v", plan.Meta)
	}
}

const features = `海河镇“十四五”养老服务规划
第一章 发展基础
到2020年底，全镇建成养老服务中心8个，养老床位达到一百五十张，服务老人两千余人。
注1：养老服务中心指提供日间照料的社区机构。
下一步将继续完善居家社区机构相协调的养老服务体系，推动医养结合发展。
提示：数据截至2020年底。
第二章 主要目标
一、服务目标
（一）健全网络。建成区域养老服务综合体三个。
1. 东片区综合体2022年投入使用。
2. 西片区综合体2024年投入使用。
（二）提升质量。护理型床位占比达到百分之六十。
坚持政府主导、社会参与。
二、指标体系
表1 养老服务主要指标
类别	指标	单位	指标值	指标值	属性
类别	指标	单位	2020年	2025年	属性
床位	养老床位	张	150	300	预期性
床位	护理型床位占比	%	35	60	约束性
服务	老年助餐点	个	4	12	预期性
第三章 保障措施
加强组织领导，镇政府统筹推进规划实施，每年开展一次评估，结果向社会公布。
`

// TestFeatures reads what Word documents have besides text: numbers that Word
// counts, merged cells, a footnote, a box, a change that is tracked, contents.
func TestFeatures(t *testing.T) {
	r, plan := parsed(t, "features.docx")
	if r.Text != features {
		t.Errorf("got\n%s", r.Text)
	}
	if !slices.Equal(r.Warnings, []string{"目录未读入"}) {
		t.Errorf("warned %q", r.Warnings)
	}
	if len(plan.Facts) != 3 || plan.Facts[1].Name != "护理型床位占比" || plan.Facts[1].Values[1].Value != "60" {
		t.Errorf("facts %+v", plan.Facts)
	}
}

// TestSheets reads the table of a workbook, its heads in two levels merged.
func TestSheets(t *testing.T) {
	_, plan := parsed(t, "haibin-table.xlsx")
	if len(plan.Facts) != 9 {
		t.Fatalf("%d facts", len(plan.Facts))
	}
	f := plan.Facts[1]
	if f.Name != "社会消费品零售总额" || f.Unit != "亿元" || f.Values[0] != (chunk.Value{Period: "2020年", Value: "10.69"}) || f.Attribute != "预期性" {
		t.Errorf("fact %+v", f)
	}
}
