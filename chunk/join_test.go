package chunk

import (
	"slices"
	"strings"
	"testing"
)

// cuts are the chunks of a text, the path and the text of each.
func cuts(text string) [][2]string {
	var out [][2]string
	for _, c := range Parse(text, Meta{}).Chunks {
		out = append(out, [2]string{strings.Join(c.Path, "/"), c.Text})
	}
	return out
}

func TestGathered(t *testing.T) {
	lead, sum := "今年要重点抓好以下几项工作。", "发展"+strings.Repeat("壮大", 60)+"。主要是："
	for _, c := range []struct {
		name, text string
		want       [][2]string
	}{
		{"a lead-in above a run-in heading", "一、甲\n" + lead + "\n（一）乙乙。" + paragraph + "\n（二）丙丙。" + paragraph,
			[][2]string{{"一、甲/（一）乙乙", lead + "\n（一）乙乙。" + paragraph}, {"一、甲/（二）丙丙", "（二）丙丙。" + paragraph}}},
		{"one that a picture shows", "一、甲\n主要包括两个部分，如图4所示。\n图4 甲的构成\n（一）乙乙。" + paragraph + "\n（二）丙丙。" + paragraph,
			[][2]string{{"一、甲/（一）乙乙", "主要包括两个部分，如图4所示。\n图4 甲的构成\n（一）乙乙。" + paragraph}, {"一、甲/（二）丙丙", "（二）丙丙。" + paragraph}}},
		{"above a heading on its own line", "一、甲\n采取如下措施：\n（一）乙乙\n" + paragraph + "\n（二）丙丙\n" + paragraph,
			[][2]string{{"一、甲/（一）乙乙", "采取如下措施：\n（一）乙乙\n" + paragraph}, {"一、甲/（二）丙丙", paragraph}}},
		{"a long one stands by itself", "一、甲\n" + sum + "\n（一）乙乙。" + paragraph + "\n（二）丙丙。" + paragraph,
			[][2]string{{"一、甲", sum}, {"一、甲/（一）乙乙", "（一）乙乙。" + paragraph}, {"一、甲/（二）丙丙", "（二）丙丙。" + paragraph}}},
		{"an overview", "一、甲\n发展是第一要务。\n（一）乙乙。" + paragraph + "\n（二）丙丙。" + paragraph,
			[][2]string{{"一、甲/（一）乙乙", "发展是第一要务。\n（一）乙乙。" + paragraph}, {"一、甲/（二）丙丙", "（二）丙丙。" + paragraph}}},
		{"one that names its sub-sections", "一、甲\n打造乙乙、丙丙两翼，要实现发展目标，要保持稳定。\n（一）乙乙。" + paragraph + "\n（二）丙丙。" + paragraph,
			[][2]string{{"一、甲", "打造乙乙、丙丙两翼，要实现发展目标，要保持稳定。"}, {"一、甲/（一）乙乙", "（一）乙乙。" + paragraph}, {"一、甲/（二）丙丙", "（二）丙丙。" + paragraph}}},
		{"one that the next has no room for", "一、甲\n发展是第一要务。\n（一）乙乙。" + strings.Repeat("乙", 588) + "。\n（二）丙丙。" + paragraph,
			[][2]string{{"一、甲", "发展是第一要务。"}, {"一、甲/（一）乙乙", "（一）乙乙。" + strings.Repeat("乙", 588) + "。"}, {"一、甲/（二）丙丙", "（二）丙丙。" + paragraph}}},
		{"a scrap of a point", "一、甲\n" + paragraph + paragraph + "\n一是乙乙乙乙。" + paragraph + "\n二是丙丙丙丙。不能动摇。\n三是丁丁丁丁。" + paragraph,
			[][2]string{{"一、甲", paragraph + paragraph}, {"一、甲/一是乙乙乙乙", "一是乙乙乙乙。" + paragraph}, {"一、甲", "二是丙丙丙丙。不能动摇。\n三是丁丁丁丁。" + paragraph}}},
		{"the beginning of a paragraph that counts sections", "一、甲\n还有不少困难。一是乙乙乙乙。" + paragraph + paragraph + "二是丙丙丙丙。" + paragraph + paragraph,
			[][2]string{{"一、甲/一是乙乙乙乙", "还有不少困难。一是乙乙乙乙。" + paragraph + paragraph}, {"一、甲/二是丙丙丙丙", "二是丙丙丙丙。" + paragraph + paragraph}}},
		{"one behind another paragraph", "一、甲\n" + paragraph + "\n还有不少困难。一是乙乙乙乙。" + paragraph + paragraph + "二是丙丙丙丙。" + paragraph + paragraph,
			[][2]string{{"一、甲", paragraph + "\n还有不少困难。"}, {"一、甲/一是乙乙乙乙", "一是乙乙乙乙。" + paragraph + paragraph}, {"一、甲/二是丙丙丙丙", "二是丙丙丙丙。" + paragraph + paragraph}}},
		{"a lead-in behind another paragraph", "一、甲\n" + paragraph + "\n" + lead + "\n（一）乙乙。" + paragraph + "\n（二）丙丙。" + paragraph,
			[][2]string{{"一、甲", paragraph}, {"一、甲/（一）乙乙", lead + "\n（一）乙乙。" + paragraph}, {"一、甲/（二）丙丙", "（二）丙丙。" + paragraph}}},
		{"what is announced above all sections", "现提出以下意见：\n一、甲\n" + paragraph + "\n二、乙\n" + paragraph,
			[][2]string{{"", "现提出以下意见："}, {"一、甲", paragraph}, {"二、乙", paragraph}}},
		{"a signature", "一、甲\n" + paragraph + "\n二、乙\n" + paragraph + "\n民政部\n2021年3月5日",
			[][2]string{{"一、甲", paragraph}, {"二、乙", paragraph + "\n民政部\n2021年3月5日"}}},
		{"a letter's foot", "一、甲\n" + paragraph + "\n二、乙\n" + paragraph + "\n抄送：市委办公室",
			[][2]string{{"一、甲", paragraph}, {"二、乙", paragraph}, {"", "抄送：市委办公室"}}},
	} {
		if got := cuts(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestLeadIn(t *testing.T) {
	for s, want := range map[string]bool{
		"着重抓好以下工作：": true, "要突出以下几个方面。": true, "今年要着重抓好三项工作。": true, "應具備下列條件。": true, "采取如下措施。": true,
		"以下企业，给予补助。": false, "发展是第一要务。": false, "三个代表是指导思想，要坚持。": false, "增长5%。": false,
	} {
		if got := leadIn.MatchString(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestSectionsOfWhatStandsAside(t *testing.T) {
	g := group{parts: []stretchOf{{Span{0, 10}, []int{0}, true}, {Span{10, 20}, []int{0, 1}, false}, {Span{20, 30}, nil, true}}}
	for _, c := range []struct {
		of   Span
		want []int
	}{{Span{0, 30}, []int{0, 1}}, {Span{0, 20}, []int{0, 1}}, {Span{15, 25}, []int{0, 1}}, {Span{0, 8}, []int{0}}, {Span{22, 25}, nil}} {
		if got := g.sectionsOf(c.of); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.of, got, c.want)
		}
	}
}

func TestWithoutLast(t *testing.T) {
	g := group{parts: []stretchOf{{Span: Span{0, 10}}, {Span: Span{11, 20}}}, units: []unit{{Span: Span{0, 4}}, {Span: Span{4, 10}}, {Span: Span{11, 20}}}}
	rest := g.withoutLast(2)
	if len(rest.parts) != 1 || len(rest.units) != 2 || len(g.parts) != 1 || len(g.units) != 1 || g.units[0].Start != 11 {
		t.Errorf("%v and %v", rest, g)
	}
	if rest = g.withoutLast(1); len(rest.parts) != 0 || len(rest.units) != 0 {
		t.Errorf("the rest of one part is %v", rest)
	}
}
