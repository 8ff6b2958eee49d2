package paper

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const em = 10 // of the sheets below, in points

// A desk sets words on a page.
type desk struct{ Page }

func newDesk() *desk { return &desk{Page{Width: 600, Height: 800}} }

// put sets a stretch of wide characters at a place.
func (d *desk) put(x, y float64, text string) *desk { return d.sized(x, y, em, text) }

func (d *desk) sized(x, y, size float64, text string) *desk {
	width := 0.0
	for _, r := range text {
		width += size / 2
		if r >= 0x2000 {
			width += size / 2
		}
	}
	d.Words = append(d.Words, Word{text, x, y, width, size * 1.2})
	return d
}

// prose sets lines of n characters below each other, the first set in.
func (d *desk) prose(x, y float64, width int, text string) float64 {
	rs := []rune("　　" + text)
	for len(rs) > 0 {
		n := min(width, len(rs))
		line := string(rs[:n])
		in := float64(strings.Count(line, "　")) * em
		d.put(x+in, y, strings.ReplaceAll(line, "　", ""))
		rs = rs[n:]
		y += 18
	}
	return y
}

// shown are blocks, a line each: the kind, the page, the text.
func shown(bs []Block) string {
	var b strings.Builder
	for _, x := range bs {
		fmt.Fprintf(&b, "%c%d %s\n", "phr"[x.Kind], x.Page, strings.NewReplacer("\t", "|", "\f", "/").Replace(x.Text))
	}
	return b.String()
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%swant\n%s", what, got, want)
	}
}

// sentence is a paragraph of so many characters, unlike others.
func sentence(name rune, n int) string { return strings.Repeat(string(name), n-1) + "。" }

func TestParagraphs(t *testing.T) {
	d := newDesk()
	d.sized(220, 40, 18, "某市规划")
	y := d.prose(100, 100, 40, sentence('甲', 100))
	y = d.prose(100, y, 40, sentence('乙', 38)) // ends at the edge
	y = d.prose(100, y, 40, sentence('丙', 50))
	d.sized(100, y+10, 14, "第二章 目标")
	d.prose(100, y+40, 40, sentence('丁', 30))
	same(t, "paragraphs", shown(Blocks([]Page{d.Page})), fmt.Sprintf("h1 某市规划\np1 %s\np1 %s\np1 %s\nh1 第二章 目标\np1 %s\n",
		sentence('甲', 100), sentence('乙', 38), sentence('丙', 50), sentence('丁', 30)))
}

// TestPitch: without an indent a wider step sets a paragraph off.
func TestPitch(t *testing.T) {
	d := newDesk()
	y := 100.0
	for _, name := range "甲乙丙" {
		for i := range 3 {
			d.put(100, y, strings.Repeat(string(name), 39)+map[bool]string{true: "。", false: string(name)}[i == 2])
			y += 18
		}
		y += 6
	}
	bs := Blocks([]Page{d.Page})
	if len(bs) != 3 || utf8.RuneCountInString(bs[1].Text) != 120 {
		t.Errorf("got\n%s", shown(bs))
	}
}

func TestPagesAndFurniture(t *testing.T) {
	var pages []Page
	text := []string{sentence('甲', 200), sentence('乙', 200), sentence('丙', 200)}
	for i, s := range text {
		d := newDesk()
		d.put(100, 30, "某市规划纲要").put(300, 770, fmt.Sprintf("— %d —", i+1))
		cut := s
		if i == 1 { // the paragraph goes on on the next page
			cut = strings.TrimSuffix(s, "。")[:len("乙")*198]
		}
		d.prose(100, 100, 40, cut)
		if i == 2 {
			d.Words = d.Words[:2]
			d.put(100, 100, "乙乙乙。")
			d.prose(100, 118, 40, s)
		}
		pages = append(pages, d.Page)
	}
	pages = append(pages, Page{Width: 600, Height: 800})
	want := fmt.Sprintf("p1 %s\np2 %s/乙乙乙。\np3 %s\n", text[0], strings.Repeat("乙", 198), text[2])
	same(t, "pages", shown(Blocks(pages)), want)
}

// TestFiguresAtTheEdge: a bare figure in the margin is a page's number only
// where other pages count on from it; a short line is no full one.
func TestFiguresAtTheEdge(t *testing.T) {
	var pages []Page
	for i, cell := range []string{"2020", "", ""} {
		d := newDesk()
		d.prose(100, 100, 40, sentence('甲'+rune(i), 80))
		if cell != "" {
			d.put(100, 720, "社会消费品零售总额指标名称").put(100, 738, cell)
		}
		d.put(300, 770, fmt.Sprint(i+5))
		pages = append(pages, d.Page)
	}
	same(t, "figures", shown(Blocks(pages)), "p1 "+sentence('甲', 80)+"\np1 社会消费品零售总额指标名称\np1 2020\np2 "+sentence('甲'+1, 80)+"\np3 "+sentence('甲'+2, 80)+"\n")
}

func TestColumns(t *testing.T) {
	d := newDesk()
	d.sized(200, 60, 16, "第一章 两栏之上的标题文字")
	y := d.prose(50, 100, 23, sentence('甲', 120))
	d.prose(50, y, 23, sentence('乙', 130))
	y = d.prose(310, 103, 23, sentence('丙', 120)) // not on the lines of the left
	d.prose(310, y, 23, sentence('丁', 130))
	same(t, "columns", shown(Blocks([]Page{d.Page})), fmt.Sprintf("h1 第一章 两栏之上的标题文字\np1 %s\np1 %s\np1 %s\np1 %s\n",
		sentence('甲', 120), sentence('乙', 130), sentence('丙', 120), sentence('丁', 130)))
}

// grid sets rows of cells at fixed places.
func (d *desk) grid(y float64, xs []float64, rows ...string) float64 {
	for _, row := range rows {
		for i, c := range strings.Split(row, "|") {
			if c != "" {
				d.put(xs[i], y, c)
			}
		}
		y += 24
	}
	return y
}

func TestTables(t *testing.T) {
	xs := []float64{100, 140, 300, 360, 430}
	for _, c := range []struct {
		name string
		set  func(d *desk)
		want string
	}{
		{"rows", func(d *desk) {
			d.grid(200, xs, "序号|指标|2020年|2025年|属性", "1|养老床位（张）|150|300|预期性", "2|助餐点（个）|4|12|预期性")
		}, "r1 序号|指标|2020年|2025年|属性\nr1 1|养老床位（张）|150|300|预期性\nr1 2|助餐点（个）|4|12|预期性\n"},
		{"an empty cell", func(d *desk) {
			d.grid(200, xs, "序号|指标|2020年|2025年|属性", "1|养老床位（张）||300|预期性", "2|助餐点（个）|4|12|")
		}, "r1 序号|指标|2020年|2025年|属性\nr1 1|养老床位（张）||300|预期性\nr1 2|助餐点（个）|4|12|\n"},
		{"a broken cell, around the middle", func(d *desk) {
			y := d.grid(200, xs, "序号|指标|2020年|2025年|属性")
			d.put(140, y, "社会消费品").put(140, y+14, "零售总额")
			d.grid(y+7, xs, "1||150|300|预期性")
			d.grid(y+40, xs, "2|助餐点（个）|4|12|预期性")
		}, "r1 序号|指标|2020年|2025年|属性\nr1 1|社会消费品零售总额|150|300|预期性\nr1 2|助餐点（个）|4|12|预期性\n"},
		{"a broken cell, from the top", func(d *desk) {
			y := d.grid(200, xs, "序号|指标|2020年|2025年|属性", "1|社会消费品|150|300|预期性")
			d.put(140, y-10, "零售总额")
			d.grid(y+14, xs, "2|助餐点（个）|4|12|预期性")
		}, "r1 序号|指标|2020年|2025年|属性\nr1 1|社会消费品零售总额|150|300|预期性\nr1 2|助餐点（个）|4|12|预期性\n"},
		{"heads in two levels", func(d *desk) {
			d.put(330, 189, "目标值")
			d.grid(200, xs, "序号|指标|||属性")
			d.put(300, 211, "2020年").put(360, 211, "2025年")
			d.grid(236, xs, "1|养老床位（张）|150|300|预期性", "2|助餐点（个）|4|12|预期性", "3|日间中心（个）|3|9|预期性")
		}, "r1 序号|指标|目标值|目标值|属性\nr1 序号|指标|2020年|2025年|属性\nr1 1|养老床位（张）|150|300|预期性\nr1 2|助餐点（个）|4|12|预期性\nr1 3|日间中心（个）|3|9|预期性\n"},
		{"a group", func(d *desk) {
			y := d.grid(200, xs, "序号|指标|2020年|2025年|属性", "1|养老床位（张）|150|300|预期性")
			d.put(240, y, "民生福祉")
			d.grid(y+24, xs, "2|助餐点（个）|4|12|预期性")
		}, "r1 序号|指标|2020年|2025年|属性\nr1 1|养老床位（张）|150|300|预期性\nr1 民生福祉\nr1 2|助餐点（个）|4|12|预期性\n"},
		{"close cells of words", func(d *desk) {
			d.put(100, 200, "指标名称").put(146, 200, "计量单位").put(192, 200, "责任单位")
			d.put(100, 224, "床位").put(146, 224, "万张").put(192, 224, "民政局")
			d.put(100, 248, "餐点").put(146, 248, "个").put(192, 248, "各街道")
			d.put(100, 272, "学位").put(150, 272, "个").put(195, 272, "教育局")
		}, "r1 指标名称|计量单位|责任单位\nr1 床位|万张|民政局\nr1 餐点|个|各街道\nr1 学位|个|教育局\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk()
			d.prose(100, 100, 40, sentence('甲', 80))
			c.set(d)
			d.prose(100, 500, 40, sentence('乙', 80))
			got := shown(Blocks([]Page{d.Page}))
			got = strings.TrimPrefix(got, "p1 "+sentence('甲', 80)+"\n")
			got = strings.TrimSuffix(got, "p1 "+sentence('乙', 80)+"\n")
			same(t, c.name, got, c.want)
		})
	}
}

// TestBrokenCells: cells of several lines in most columns, one over three rows,
// a head that is broken; the lines of a cell stand closer than the rows.
func TestBrokenCells(t *testing.T) {
	d := newDesk()
	d.put(100, 193, "序").put(140, 200, "类别").put(200, 200, "指标名称").put(400, 193, "2025").put(400, 207, "年").put(100, 207, "号").put(470, 200, "属性")
	d.put(100, 237, "1").put(200, 230, "社区日间照料机构").put(200, 244, "覆盖率").put(400, 237, "100").put(470, 230, "约束").put(470, 244, "性")
	d.put(140, 270, "服务供给").put(100, 270, "2").put(200, 270, "护理型床位占比").put(400, 270, "60").put(470, 263, "预期").put(470, 277, "性")
	d.put(100, 303, "3").put(200, 296, "每千名老年人配备").put(200, 310, "社会工作者人数").put(400, 303, "1.2").put(470, 296, "预期").put(470, 310, "性")
	same(t, "broken cells", shown(Blocks([]Page{d.Page})), "r1 序号|类别|指标名称|2025年|属性\nr1 1|服务供给|社区日间照料机构覆盖率|100|约束性\nr1 2|服务供给|护理型床位占比|60|预期性\nr1 3|服务供给|每千名老年人配备社会工作者人数|1.2|预期性\n")
}

// TestStepOf: lines that all stand equally far tell no rows.
func TestStepOf(t *testing.T) {
	at := func(ys ...float64) (out []line) {
		for _, y := range ys {
			out = append(out, line{y: y, b: y + 12, size: 12, text: "甲"})
		}
		return out
	}
	for _, c := range []struct {
		name string
		ys   []float64
		want bool
	}{
		{"a cell of two lines", []float64{0, 14, 36, 50}, true},
		{"equal steps", []float64{0, 14, 28, 42}, false},
		{"rows far apart", []float64{0, 24, 72, 96}, false},
		{"one line", []float64{0}, false},
	} {
		if _, got := stepOf([][]line{at(c.ys...)}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if _, ok := stacks([]line{{y: 0, b: 12, size: 12, text: "150"}, {y: 13, b: 25, size: 12, text: "4"}}, 15); ok {
		t.Error("two figures are of two rows")
	}
}

// TestTableOverPages: the heads end one page, the rows begin the next.
func TestTableOverPages(t *testing.T) {
	xs := []float64{100, 140, 300, 360, 430}
	a, b := newDesk(), newDesk()
	a.prose(100, 100, 40, sentence('甲', 80))
	a.grid(600, xs, "序号|指标|2020年|2025年|属性")
	b.grid(100, xs, "1|养老床位（张）|150|300|预期性", "2|助餐点（个）|4|12|预期性")
	b.prose(100, 300, 40, sentence('乙', 80))
	same(t, "over pages", shown(Blocks([]Page{a.Page, b.Page})), "p1 "+sentence('甲', 80)+"\nr1 序号|指标|2020年|2025年|属性\nr2 1|养老床位（张）|150|300|预期性\nr2 2|助餐点（个）|4|12|预期性\np2 "+sentence('乙', 80)+"\n")
}

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		a, b string
		gap  float64
		want string
	}{
		{"第二章", "目标", 0.2, "第二章 目标"}, {"养老", "服务", 0.05, "养老服务"}, {"GDP", "10", 0.15, "GDP 10"}, {"到", "2025", 0.15, "到2025"}, {"专栏1", "指标", 0.2, "专栏1 指标"},
	} {
		if got := join(c.a, c.b, c.gap); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if wrap("养老", "服务") != "养老服务" || wrap("the", "plan") != "the plan" || wrap("到", "2025") != "到2025" {
		t.Error("only between letters is the end of a line a blank")
	}
}

func TestSettle(t *testing.T) {
	w := Word{"第二章", 0, 100, 54, 54}
	if w.settle(); abs(w.H-23.4) > 1e-9 || abs(w.Y+w.H/2-127) > 1e-9 {
		t.Errorf("got %+v", w)
	}
	if w = (Word{"2025", 0, 100, 20, 12}); true {
		if w.settle(); w.H != 12 {
			t.Errorf("figures stay: %+v", w)
		}
	}
}

// FuzzBlocks: whatever stands on pages, every character of the words comes out,
// furniture aside, and pages only rise.
func FuzzBlocks(f *testing.F) {
	f.Add(uint64(1), 10)
	f.Fuzz(func(t *testing.T, seed uint64, words int) {
		r := rand.New(rand.NewPCG(seed, 1))
		var pages []Page
		for range r.IntN(4) {
			p := Page{Width: 600, Height: 800}
			for range min(max(words, 0), 200) {
				p.Words = append(p.Words, Word{strings.Repeat("字", 1+r.IntN(30)), r.Float64() * 500, 150 + float64(r.IntN(40))*12.5, 10 + r.Float64()*200, 8 + r.Float64()*8})
			}
			pages = append(pages, p)
		}
		page, came, out := 0, 0, 0
		for _, p := range pages {
			for _, w := range p.Words {
				came += utf8.RuneCountInString(w.Text)
			}
		}
		bs := Blocks(pages)
		for _, b := range bs {
			out += strings.Count(b.Text, "字")
		}
		if out < came { // a cell over several columns stands in each
			t.Fatalf("%d of %d characters came out", out, came)
		}
		for _, b := range bs {
			if b.Page < page || b.Text == "" && b.Kind != Row {
				t.Fatalf("%+v behind page %d", b, page)
			}
			page = b.Page
		}
	})
}

func BenchmarkBlocks(b *testing.B) {
	var pages []Page
	for range 20 {
		d := newDesk()
		for y := 100.0; y < 700; {
			y = d.prose(100, y, 40, sentence('甲', 100))
		}
		pages = append(pages, d.Page)
	}
	for b.Loop() {
		if len(Blocks(slices.Clone(pages))) == 0 {
			b.Fatal("nothing")
		}
	}
}
