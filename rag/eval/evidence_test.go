package eval

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// passage is a passage of the path's and the text.
func passage(text string, path ...string) rag.Passage {
	return rag.Passage{Chunk: chunk.Chunk{Path: path, Text: text}}
}

const (
	prose  = "实施产值、税收“亿元楼”梯度培育计划,争取到 2025 年,培育 2 栋税收过亿元的品牌楼宇、特色楼宇"
	row    = "规上工业企业数量(个)\n\n    25\n\n    32\n\n    预期性"
	header = "专栏1  十四五时期主要指标\n\n    序号\n\n    指标名称\n\n    2020\n\n    2025\n\n    属性"
)

func TestNeedleIn(t *testing.T) {
	for _, c := range []struct {
		name, evidence string
		in             rag.Passage
		want           bool
	}{
		{"the same words", prose, passage("前文。" + prose + "。后文"), true},
		{"another script and width", prose, passage("實施產值、稅收「億元樓」梯度培育計劃，爭取到２０２５年，培育2棟稅收過億元的品牌樓宇、特色樓宇。"), true},
		{"the first 20 characters", prose, passage("实施产值、税收“亿元楼”梯度培育计划，争取到。"), true},
		{"the first 19", prose, passage("实施产值、税收“亿元楼”梯度培育计划，争取。"), false},
		{"all but the beginning", prose, passage("税收亿元楼梯度培育计划，争取到2025年，培育2栋税收过亿元的品牌楼宇、特色楼宇"), true},
		{"the second half", prose, passage("争取到2025年，培育2栋税收过亿元的品牌楼宇、特色楼宇"), false},
		{"short evidence whole", "两环十射", passage("构建两环十射体系"), true},
		{"short evidence in part", "两环十射", passage("构建两环体系"), false},
		{"in the path", "摸清高州会馆", passage("正文", "第三章", "摸清高州会馆等"), true},
		{"across path and text", "一是注重质量优先。牢固树立质量第一的强烈意识", passage("。牢固树立质量第一的强烈意识", "一是注重质量优先"), true},
		{"nothing", prose, passage(""), false},
		{"a row as it stands", row, passage("25\n\n规上工业企业数量(个)\n\n25\n\n32\n\n预期性"), true},
		{"a row composed", row, passage("主要指标：规上工业企业数量（个），2020年25，2025年32，预期性"), true},
		{"a row with a cell less", row, passage("规上工业企业数量（个）：2020年25，预期性"), false},
		{"column heads", header, passage("序号\n指标名称\n2020\n2025\n属性", "专栏1  十四五时期主要指标"), true},
		{"column heads by the title's number", header, passage("见专栏１。"), true},
		{"column heads by what they are", header, passage("二、主要指標"), true},
		{"column heads of another table", header, passage("专栏2 重点项目"), false},
		{"prose that speaks of the heads", "指标名称不变,详见附件所附的全部表格,各单位照此执行", passage("主要指标"), false},
	} {
		if got := newNeedle(c.evidence).in(newHaystack(c.in)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestNeedleCells(t *testing.T) {
	if n := newNeedle("  一行\n\n "); n.cells != nil {
		t.Errorf("one line has cells %q", n.cells)
	}
	if got, want := newNeedle(row).cells, []string{"规上工业企业数量(个)", "25", "32", "预期性"}; !slices.Equal(got, want) {
		t.Errorf("cells %q, want %q", got, want)
	}
}

func TestNeedleRank(t *testing.T) {
	first, second := "积极开展城乡群众健身运动,", "在全民健身日举办海滨街体育节、油田职工体育节等群众喜闻乐见的活动"
	other := passage("无关的话")
	for _, c := range []struct {
		name, evidence string
		passages       []rag.Passage
		want           int
	}{
		{"no passages", prose, nil, 0},
		{"in none", prose, []rag.Passage{other, other}, 0},
		{"in the third", prose, []rag.Passage{other, other, passage(prose), passage(prose)}, 3},
		{"long, in two together", first + second, []rag.Passage{passage(second), other, passage(first)}, 3},
		{"long, one part is missing", first + second, []rag.Passage{passage(first), other}, 0},
		{"long, in order", first + second, []rag.Passage{other, passage(first), passage(second)}, 3},
		{"short, in two together", "建立社区公益银行,将居民参与公益活动量化", []rag.Passage{passage("建立社区公益银行,"), passage(",将居民参与公益活动量化")}, 0},
	} {
		if got := newNeedle(c.evidence).rank(newHaystacks(c.passages)); got != c.want {
			t.Errorf("%s: rank %d, want %d", c.name, got, c.want)
		}
	}
}

func TestAllRanked(t *testing.T) {
	for _, c := range []struct {
		in   []int
		want int
	}{{nil, 0}, {[]int{3}, 3}, {[]int{2, 7, 1}, 7}, {[]int{2, 0, 1}, 0}} {
		if got := allRanked(c.in); got != c.want {
			t.Errorf("allRanked(%v) = %d, want %d", c.in, got, c.want)
		}
	}
}

func TestWindow(t *testing.T) {
	long := func(n int) rag.Passage { return passage(strings.Repeat("字", n), strings.Repeat("路", 900)) }
	for _, c := range []struct {
		lengths []int
		want    int
	}{
		{nil, 0}, {[]int{2500}, 1}, {[]int{2600}, 1}, {[]int{2600, 1}, 1}, {[]int{2499, 1, 1}, 2},
		{[]int{600, 600, 600, 600, 600}, 4}, {[]int{600, 600, 600, 600, 100}, 5}, {[]int{2400, 200, 10}, 1},
	} {
		var passages []rag.Passage
		for _, n := range c.lengths {
			passages = append(passages, long(n))
		}
		if got := window(passages); got != c.want {
			t.Errorf("window of %v is %d, want %d", c.lengths, got, c.want)
		}
	}
}
