package rag

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
)

// planDraft is a draft over passages of one plan.
func planDraft(texts ...string) *draft {
	var passages []Passage
	for i, text := range texts {
		p := passage("p", 1000*i, text)
		p.Document.Kind, p.Document.Standing = "规划纲要", chunk.Issued
		p.Document.Region = "某省某市某区"
		passages = append(passages, p)
	}
	return newDraft(passages, false, "m")
}

// toldOf is what a draft tells of sentences that were told of.
func toldOf(t *testing.T, d *draft, text string) (said []string) {
	t.Helper()
	tell := func(e Event) bool {
		if c, ok := e.(Checked); ok {
			said = append(said, c.Sentence.Text)
		}
		return true
	}
	teller := telling{ctx: t.Context(), d: d, tell: tell}
	var p parts
	teller.take(p.push(text)...)
	teller.take(p.flush()...)
	return said
}

func TestWhatIsLeftOfASentence(t *testing.T) {
	const source = "高风险项目审批必须以安全为前提,实行重大安全风险一票否决。到2025年,新增床位300张,培训护理员20名。"
	whole := "新增床位300张[1]。"
	for _, c := range []struct{ in, want string }{
		{"不能，实行重大安全风险一票否决[1]。", "实行重大安全风险一票否决[1]。"},
		{"某区：不能，实行重大安全风险一票否决[1]。", "某区：实行重大安全风险一票否决[1]。"},
		{"到2025年，培训护理员20名，约为前者的两倍[1]。", "到2025年，培训护理员20名[1]。"},
		{"到2025年，培训护理员30名，投资五亿元[1]。", ""},   // no clause of it
		{"由省里拨款建设的那家养老院里，培训护理员20名[1]。", ""}, // too much would go
		{"好，该项目审批必须以安全为前提[1]。", ""},         // nobody knows which
		{"培训护理员20名，据说还有3000张床位（含民办，公办）[1]。", "培训护理员20名[1]。"},
	} {
		said := toldOf(t, planDraft(source), c.in+whole)
		if got := bare(strings.Join(said, "")); got != bare(c.want+whole) {
			t.Errorf("%s: %q, want %q", c.in, got, bare(c.want+whole))
		}
		if said := toldOf(t, planDraft(source), whole+c.in); bare(strings.Join(said, "")) != bare(whole+c.want) {
			t.Errorf("behind: %s: %q", c.in, said)
		}
	}
}

// Nothing is left of sentences where no other stands whole: what quotes the
// passages says more. Only where that has nothing either is it told.
func TestRemainsWait(t *testing.T) {
	d := planDraft("实行重大安全风险一票否决。")
	if said := toldOf(t, d, "不能，实行重大安全风险一票否决[1]。"); len(said) > 0 || d.dropped != 1 {
		t.Fatalf("told %q, dropped %d", said, d.dropped)
	}
	var said []string
	tell := func(e Event) bool { said = append(said, e.(Checked).Sentence.Text); return true }
	if _, err := d.remains(t.Context(), tell); err != nil || !slices.Equal(said, []string{"实行重大安全风险一票否决[1]。"}) || d.dropped != 0 {
		t.Errorf("told %q, dropped %d, %v", said, d.dropped, err)
	}
}

// Who wants to see what is not supported sees sentences whole.
func TestMarkedSentencesStayWhole(t *testing.T) {
	d := planDraft("新增床位300张。实行重大安全风险一票否决。")
	d.mark = true
	said := toldOf(t, d, "新增床位300张[1]。不能，实行重大安全风险一票否决[1]。")
	if len(said) != 2 || said[1] != "不能，实行重大安全风险一票否决[1]。" || d.sentences[1].Supported {
		t.Errorf("told %q", said)
	}
}

func TestDissected(t *testing.T) {
	lead, clauses, numbers := dissected("据某日报报道，甲（一，二）3,000张，“乙，丙”：丁[2]。")
	if lead != "据某日报报道，" || !slices.Equal(clauses, []string{"甲（一，二）3,000张，", "“乙，丙”：", "丁"}) || !slices.Equal(numbers, []int{2}) {
		t.Errorf("%q, %q, %v", lead, clauses, numbers)
	}
	if lead, clauses, _ := dissected("某区：甲，乙。"); lead != "某区：" || len(clauses) != 2 {
		t.Errorf("%q, %q", lead, clauses)
	}
}

// How many there are of what a sentence lists is no claim where it lists as many
// and the question or the passage knows of no more.
func TestCountsOfLists(t *testing.T) {
	closed, open := "推进访调对接、公调对接、诉调对接,促进纠纷化解。", "带动城市配送、冷链物流、智慧物流等项目入驻。"
	for _, c := range []struct {
		asked, source, in string
		ok                bool
	}{
		{"", closed, "三种对接是访调对接、公调对接、诉调对接[1]。", true},
		{"", closed, "三种对接分别是：①访调对接、②公调对接、③诉调对接[1]。", true},
		{"", closed, "四种对接是访调对接、公调对接、诉调对接[1]。", false},
		{"哪四种对接", closed, "四种对接是访调对接、公调对接、诉调对接[1]。", false},
		{"", closed, "两种对接是访调对接、公调对接[1]。", false}, // there is a third
		{"", open, "带动入驻的三类项目是城市配送、冷链物流、智慧物流[1]。", false},
		{"哪三类物流项目", open, "带动入驻的三类项目是城市配送、冷链物流、智慧物流[1]。", true},
	} {
		d := planDraft(c.source)
		d.asked.Text = c.asked
		if s, _ := d.check(c.in); s.Supported != c.ok {
			t.Errorf("%q asked %q: supported %v, %s", c.in, c.asked, s.Supported, s.Problem)
		}
	}
}

// In whatever words a writer says that something is not there, it is no sentence
// of the answer.
func TestAdmissions(t *testing.T) {
	const source = "积极做好站点建设的前期准备。大力推行“三项制度”新型执法模式。"
	for _, c := range []struct{ in, missing, nearest string }{
		{"资料中未提及：站名。", "站名", ""},
		{"资料中没有提到改造费用。", "改造费用", ""},
		{"所给资料均未给出站点的数量和站名的具体信息[1]。", "站点的数量和站名", ""},
		{"规划没有明确说明改造费用的具体数字。", "改造费用", ""},
		{"资料没有给出站点的数量，只提到要积极做好站点建设的前期准备[1]。", "站点的数量", "要积极做好站点建设的前期准备"},
		{"资料只提到大力推行“三项制度”新型执法模式，没有说明具体是哪三项制度[1]。", "哪三项制度", "大力推行“三项制度”新型执法模式"},
		{"资料中未提及：费用。规划只提到积极做好站点建设的前期准备[1]。", "费用", "积极做好站点建设的前期准备"},
	} {
		d := planDraft(source)
		said := toldOf(t, d, c.in)
		nearest := ""
		if d.nearest != nil {
			nearest = d.nearest.text
		}
		if len(said) > 0 || !slices.Equal(d.missing, []string{c.missing}) || nearest != c.nearest {
			t.Errorf("%s: told %q, missing %q, nearest %q", c.in, said, d.missing, nearest)
		}
	}
	d := planDraft(source)
	if said := toldOf(t, d, "规划只提到积极做好站点建设的前期准备[1]。"); len(d.missing) > 0 || d.nearest != nil || len(said) > 0 {
		t.Logf("without anything missing: told %q", said)
	}
}

// What is worked out may stand in front of its figures: answers come first.
func TestSumsInFrontOfTheirFigures(t *testing.T) {
	for _, in := range []string{
		"更高，多5张（25−20，计算得出）[1]。2020年床位20张，2025年床位25张[1]。",
		"2020年床位20张，2025年床位25张[1]。更高，多5张（25−20，计算得出）[1]。",
	} {
		d := planDraft("2020年床位20张,2025年床位25张。")
		d.patient = true
		var said []string
		tell := func(e Event) bool {
			if c, ok := e.(Checked); ok {
				said = append(said, c.Sentence.Text)
			}
			return true
		}
		teller := telling{ctx: t.Context(), d: d, tell: tell}
		var p parts
		if !teller.take(p.push(in)...) || !teller.take(p.flush()...) || !teller.end() {
			t.Fatal("nobody listens")
		}
		if len(said) != 2 || !strings.Contains(said[1], "计算得出") {
			t.Errorf("%s: told %q", in, said)
		}
	}
}
