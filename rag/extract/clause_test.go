package extract

import (
	"slices"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// textsOf are the clauses of a sentence.
func textsOf(sentence string) []string {
	var out []string
	runes := []rune(sentence)
	for _, s := range clausesOf(sentence) {
		out = append(out, string(runes[s.Start:s.End]))
	}
	return out
}

func TestClausesOf(t *testing.T) {
	for sentence, want := range map[string][]string{
		"":          nil,
		"，。":        nil,
		"新增床位300张。": {"新增床位300张"},
		"到2025年，新增床位300张，建设公园。": {"到2025年", "新增床位300张", "建设公园"},
		"打造“一轴，多片”格局,推进建设;":     {"打造“一轴，多片”格局", "推进建设"},
		"企业（含个体,不含农户）1,200家，增长": {"企业（含个体,不含农户）1,200家", "增长"},
		"举办“油田文化节，“文化大讲堂。":      {"举办“油田文化节", "“文化大讲堂"},
		"零售总额：2020年10亿元":        {"零售总额", "2020年10亿元"},
	} {
		if got := textsOf(sentence); !slices.Equal(got, want) {
			t.Errorf("clauses of %q are %q, want %q", sentence, got, want)
		}
	}
}

// FuzzClauses: clauses are slices in order, none empty, none overlapping.
func FuzzClauses(f *testing.F) {
	for _, s := range []string{"到2025年，新增床位300张。", "（，", "”，“", "1,2,3", "：：", "a,，b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last, n := 0, len([]rune(s))
		for _, c := range clausesOf(s) {
			if c.Start < last || c.End <= c.Start || c.End > n {
				t.Fatalf("%q: clause %+v behind %d of %d", s, c, last, n)
			}
			last = c.End
		}
	})
}

// cut trims a sentence to the clauses numbered.
func cut(sentence string, soft bool, core ...int) string {
	r := ranked{0, text("甲区", sentence)}
	return choice{newCandidate(r, 0, sentence, nil), core, soft}.trimmed()
}

func TestTrimmed(t *testing.T) {
	const (
		goals  = "在发展质量效益明显提升的基础上实现经济持续健康发展,到2025年地区生产总值约460亿元,人均生产总值超12万元,增长潜力充分发挥。"
		toilet = "深入推进公共厕所管理的规范化和标准化建设,完成40座市政公厕的硬件改造,其中新建的有7座街头公厕,统一各类公厕的导向标志标识。"
		said   = "纪燕琴表示,该院将围绕“一院四区”的发展格局,用3~5年时间,打造现代化、智慧型高水平综合医院,服务周边地区。"
	)
	for _, c := range []struct {
		sentence string
		soft     bool
		core     []int
		want     string
	}{
		{"完成改造,新建7座。", false, []int{1}, "完成改造,新建7座。"},
		{goals, false, []int{1}, "到2025年地区生产总值约460亿元"},
		{goals, false, []int{2}, "到2025年地区生产总值约460亿元,人均生产总值超12万元"},
		{toilet, false, []int{1}, "完成40座市政公厕的硬件改造"},
		{toilet, false, []int{2}, "完成40座市政公厕的硬件改造,其中新建的有7座街头公厕"},
		{toilet, false, []int{1, 3}, "完成40座市政公厕的硬件改造,其中新建的有7座街头公厕,统一各类公厕的导向标志标识"},
		{toilet, true, []int{3}, "深入推进公共厕所管理的规范化和标准化建设,完成40座市政公厕的硬件改造,其中新建的有7座街头公厕,统一各类公厕的导向标志标识"},
		{said, false, []int{1}, "纪燕琴表示,该院将围绕“一院四区”的发展格局"},
		{said, false, nil, said},
	} {
		if got := cut(c.sentence, c.soft, c.core...); got != c.want {
			t.Errorf("clauses %v of %q\n got %q\nwant %q", c.core, c.sentence, got, c.want)
		}
	}
}

func TestRowsAreNotTrimmed(t *testing.T) {
	fact := chunk.Fact{Name: "零售总额", Unit: "亿元", Attribute: "预期性", Values: []chunk.Value{{Period: "2020", Value: "10.69"}, {Period: "2025", Value: "11.8"}}}
	p := text("甲区", "零售总额 10.69 11.8")
	p.Kind, p.Fact = chunk.KindFact, &fact
	all := candidates([]ranked{{0, p}})
	if len(all) != 1 || len(all[0].clauses) != 1 || (choice{all[0], []int{0}, false}).trimmed() != "零售总额：2020年10.69亿元，2025年11.8亿元（预期性）" {
		t.Errorf("%+v", all)
	}
}

func TestSubjectIsKept(t *testing.T) {
	const park = "赤坎区都市工业园位于新228国道旁,建设面积3000亩,计划分三期建设,第一期面积370亩,环境优美,交通便利。"
	got := write(t, rag.Question{Text: "都市工业园一共多少亩"}, text("甲区", park))
	if want := "甲区：赤坎区都市工业园位于新228国道旁,建设面积3000亩,计划分三期建设,第一期面积370亩[1]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMarkerStandsBehindAQuote(t *testing.T) {
	for text, want := range map[string]string{"他说：“深入人心。”": "他说：“深入人心”[2]。", "新增300张；": "新增300张[2]。", "甲，": "甲[2]。"} {
		if got := marked(text, 2); got != want {
			t.Errorf("marked(%q) = %q, want %q", text, got, want)
		}
	}
}
