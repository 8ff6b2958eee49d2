package extract

import (
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// indicators are the rows of a table, in the order in which they are found.
func indicators() []rag.Passage {
	fact := func(at int, name, unit, attribute string) rag.Passage {
		f := chunk.Fact{Name: name, Unit: unit, Attribute: attribute, Values: []chunk.Value{{Period: "2020", Value: "3"}, {Period: "2025", Value: "5"}}}
		return rag.Passage{
			Document: chunk.Meta{ID: "a", Region: "甲区", Period: &chunk.Period{From: 2021, To: 2025}}, Score: 0.8,
			Chunk: chunk.Chunk{Kind: chunk.KindFact, Fact: &f, Text: name, Quote: name, Span: chunk.Span{Start: at, End: at + 1}},
		}
	}
	return []rag.Passage{fact(30, "实际利用内资", "亿元", "预期性"), fact(10, "工业总产值", "亿元", "预期性"), fact(20, "规上工业总产值", "亿元", "预期性"), fact(40, "能耗降低", "%", "约束性")}
}

func TestRowsThatAQuestionNames(t *testing.T) {
	for _, c := range []struct {
		question string
		want     []string // rows, in the order of the table
	}{
		{"实际利用内资和工业总产值两项2025年各定多少？", []string{"工业总产值", "实际利用内资"}},
		{"实际利用内资2025年目标是多少", []string{"实际利用内资"}},
		{"规上工业总产值和实际利用内资各是多少", []string{"规上工业总产值", "实际利用内资"}}, // 工业总产值 is not named
		{"哪些指标是约束性的", []string{"能耗降低"}},
		{"预期性指标有几个", []string{"工业总产值", "规上工业总产值", "实际利用内资"}},
		{"能耗降低是约束性的还是预期性的", []string{"能耗降低"}}, // one row is named
	} {
		got := write(t, rag.Question{Text: c.question}, indicators()...)
		if n := strings.Count(got, "["); n != len(c.want) {
			t.Errorf("%s: %d rows in %q", c.question, n, got)
		}
		at := -1
		for _, name := range c.want {
			next := strings.Index(got, "："+name+"：")
			if next < 0 {
				next = strings.Index(got, "。"+name+"：")
			}
			if next <= at {
				t.Errorf("%s: %s is not in its place in %q", c.question, name, got)
			}
			at = next
		}
	}
}

func TestAllRowsWhereNoneHasTheAttribute(t *testing.T) {
	table := indicators()[:3]
	got := write(t, rag.Question{Text: "主要指标里有几个约束性指标，还是全是预期性？"}, table...)
	if strings.Count(got, "（预期性）[") != 3 {
		t.Errorf("got %q", got)
	}
}

func TestSentencesAreNoRows(t *testing.T) {
	cand, _ := pair("公园和学校各几个", "新建公园2个、学校3个。", nil)
	if got := rows(parse(rag.Question{Text: "公园和学校各几个"}, nil), []candidate{cand}); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestAllRowsOfATable(t *testing.T) {
	table := func(name, title string, at int) rag.Passage {
		f := chunk.Fact{Document: "甲区", Table: title, Name: name, Unit: "%", Values: []chunk.Value{{Period: "2025", Value: "40"}}}
		p := text("甲区", name+" 40", "第二章", title)
		p.Kind, p.Fact, p.Start = chunk.KindFact, &f, at
		return p
	}
	passages := []rag.Passage{table("入学率", "专栏1 主要指标", 30), table("绿化率", "专栏1 主要指标", 10), table("就业率", "专栏1 主要指标", 20), table("到课率", "专栏2 学校", 40)}
	whole := "甲区：绿化率：2025年40%[2]。就业率：2025年40%[3]。入学率：2025年40%[1]。"
	for q, want := range map[string]string{
		"甲区规划的主要指标有哪些": whole,
		"甲区定了哪些主要指标":   whole,
		"甲区主要指标绿化率是多少": "甲区：绿化率：2025年40%[2]。",
	} {
		if got := write(t, rag.Question{Text: q}, passages...); got != want {
			t.Errorf("%s\n got %q\nwant %q", q, got, want)
		}
	}
	many := passages[:0:0]
	for i := range 60 {
		many = append(many, table(strings.Repeat("指", 8)+string(rune('一'+i)), "专栏1 主要指标", i))
	}
	if got := len([]rune(write(t, rag.Question{Text: "主要指标有哪些"}, many...))); got > 800 {
		t.Errorf("%d characters", got)
	}
}
