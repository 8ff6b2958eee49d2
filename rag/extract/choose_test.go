package extract

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// picked is a choice of one sentence of a passage.
func picked(index int, sentence string, core ...int) choice {
	p := text("甲区", sentence)
	return choice{candidate: newCandidate(ranked{index, p}, 0, sentence, nil), core: core}
}

// said are the sentences of choices with the clauses that answer.
func said(all []choice) []string {
	var out []string
	for _, c := range all {
		parts := []string{}
		for _, i := range c.core {
			parts = append(parts, c.clause(i))
		}
		out = append(out, strings.Join(parts, "|"))
	}
	return out
}

// A sentence that answers twice is one, with all clauses that answer, in order;
// what another sentence says already is left out.
func TestJoin(t *testing.T) {
	one := picked(0, "新增床位300张，改造公厕40座，新建学校2所。", 2)
	for name, c := range map[string]struct {
		further choice
		want    []string
	}{
		"another clause":     {picked(0, "新增床位300张，改造公厕40座，新建学校2所。", 0), []string{"新增床位300张|新建学校2所"}},
		"the same clause":    {picked(0, "新增床位300张，改造公厕40座，新建学校2所。", 2), []string{"新建学校2所"}},
		"another sentence":   {picked(1, "绿化率达到45%。", 0), []string{"新建学校2所", "绿化率达到45%"}},
		"the same elsewhere": {picked(1, "新增床位300张，改造公厕40座，新建学校2所。", 0), []string{"新建学校2所"}},
		"a part elsewhere":   {picked(1, "改造公厕40座，新建学校2所。", 0), []string{"新建学校2所"}},
	} {
		got := join([]choice{{one.candidate, slices.Clone(one.core), false}}, c.further)
		if !slices.Equal(said(got), c.want) {
			t.Errorf("%s: %q, want %q", name, said(got), c.want)
		}
	}
	if got := join(nil, one); len(got) != 1 {
		t.Errorf("the first: %q", said(got))
	}
	soft := join([]choice{one}, choice{one.candidate, []int{0}, true})
	if !soft[0].soft {
		t.Error("what one needs with what follows is cut for the other")
	}
}

// A question for at most how much gets the clause that says so too.
func TestCapped(t *testing.T) {
	grant := "对平台建设予以资助，按总投入的30%计算，最高不超过2000万元，由区科技局受理。"
	for focus, want := range map[string]string{
		"资助比例和封顶是多少": "按总投入的30%计算|最高不超过2000万元", "资助比例最高多少": "按总投入的30%计算|最高不超过2000万元", "资助比例是多少": "按总投入的30%计算",
	} {
		if got := said([]choice{picked(0, grant, 1).capped(focus)})[0]; got != want {
			t.Errorf("%s: %s, want %s", focus, got, want)
		}
	}
	if got := picked(0, grant).capped("封顶多少"); len(got.core) != 0 {
		t.Errorf("a sentence of which no clause answers gets %v", got.core)
	}
	if got := said([]choice{picked(0, "按30%资助，最高额度另定。", 0).capped("封顶多少")})[0]; got != "按30%资助" {
		t.Errorf("a bound without a figure: %s", got)
	}
}

// A part of a question that names nothing of its own is answered by what is
// said already, never by the clause that answers the other part.
func TestAmongSaid(t *testing.T) {
	chosen := []choice{picked(0, "财政收入达13380亿元，平均每年增长16.5%。", 0)}
	for part, want := range map[string]string{"年均增长几个点": "平均每年增长16.5%", "校长是谁": ""} {
		f, ok := newAsk(part).amongSaid(chosen)
		if got := strings.Join(said([]choice{f}), ""); ok != (want != "") || got != want {
			t.Errorf("%s: %q", part, got)
		}
	}
	named := newAsk("就业增长多少")
	named.topic = map[string]float64{"就业": 1}
	if _, ok := named.amongSaid(chosen); ok {
		t.Error("a part that names its thing is answered by another's figure")
	}
	if _, ok := newAsk("怎么增长").amongSaid(chosen); ok {
		t.Error("a question for ways is answered by a figure")
	}
}

// How near further sentences must come depends on what is asked for: ways and
// lists take more, of other passages lists alone.
func TestNearEnough(t *testing.T) {
	best, beside, elsewhere := picked(0, "完善体系。"), picked(0, "发展服务。"), picked(1, "发展服务。")
	long := picked(0, "完善甲、乙、丙、丁。")
	list, way, thing := newAsk("有哪些措施"), newAsk("怎么发展"), newAsk("发展什么")
	for name, c := range map[string]struct {
		a             ask
		best, further choice
		want          float64
	}{
		"a list, beside":              {list, best, beside, nearBest},
		"a way, beside":               {way, best, beside, nearBest},
		"a thing, beside":             {thing, best, beside, nearSame},
		"a list, elsewhere":           {list, best, elsewhere, nearBest},
		"a way, elsewhere":            {way, best, elsewhere, 2},
		"a list that is told already": {list, long, elsewhere, 2},
	} {
		if got := c.a.near(c.best, c.further); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Half of the words, and two of them, make a clause one on the same thing.
func TestShares(t *testing.T) {
	for _, c := range []struct {
		clause string
		words  []string
		want   bool
	}{
		{"新增就业5万人", []string{"新增", "增就", "就业"}, true}, {"新增就业5万人", []string{"新增", "学位", "就业", "公厕"}, true}, {"新增就业5万人", []string{"就业"}, false},
		{"新增就业5万人", []string{"就业", "学位", "公厕"}, false}, {"新增就业5万人", nil, false}, {"", []string{"新增", "就业"}, false},
	} {
		if got := shares(c.clause, c.words); got != c.want {
			t.Errorf("%q shares %q: %v", c.clause, c.words, got)
		}
	}
}

// The nearest sentence is shown where none answers, but no stranger and none of
// another year.
func TestNearest(t *testing.T) {
	p := planned2025("x")
	a := parse(rag.Question{Text: "文化中心大楼改造花多少钱"}, []rag.Passage{p}).asks[0]
	of := func(sentences ...string) []candidate {
		var all []candidate
		for i, s := range sentences {
			all = append(all, newCandidate(ranked{i, planned2025(s)}, 0, s, nil))
		}
		return all
	}
	if near := nearest(a, of("推进公厕建设。", "推进文化中心大楼改造项目。", "文化活动。")); near == nil || near.index != 1 {
		t.Errorf("got %+v", near)
	}
	if near := nearest(a, of("推进公厕建设。", "钢铁产业。")); near != nil {
		t.Errorf("a stranger is shown: %s", near.text)
	}
	dated := a
	dated.years = []int{2030}
	if near := nearest(dated, of("2022年推进文化中心大楼改造项目。")); near != nil {
		t.Errorf("another year's is shown: %s", near.text)
	}
	if near := nearest(a, nil); near != nil {
		t.Error("nothing is shown of nothing")
	}
}

// Parts that name nothing go with the part in front of them, but for what no
// other part wants in passing.
func TestMerged(t *testing.T) {
	for text, want := range map[string][]kind{
		"新增养老床位多少张，各是多少":   {counted},
		"公厕改造的目标是什么？是多少？":  {figure},
		"改造公厕多少座，什么时候完成":   {counted, date},
		"改造公厕多少座，由谁牵头":     {counted, actor},
		"改造公厕多少座，花多少钱":     {counted, money},
		"公厕怎么改造":           {statement},
		"甲乙哪个更多？各是多少？":     {figure},
		"绿化率分别是多少，哪个更高":    {share},
		"改造公厕多少座？新建学校多少所？": {counted, counted},
	} {
		var got []kind
		for _, a := range asksOf(text) {
			got = append(got, a.kind)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s wants %v, want %v", text, got, want)
		}
	}
}

// What wants less takes what is wanted beside it; what wants a thing keeps it.
func TestTakes(t *testing.T) {
	soft, count := newAsk("公厕怎么样"), newAsk("改造公厕多少座")
	a := soft
	a.takes(count)
	if a.kind != counted || a.measure != "座" || a.text != soft.text {
		t.Errorf("got %+v", a)
	}
	a = count
	a.takes(newAsk("花多少钱"))
	if a.kind != counted {
		t.Error("a count becomes another figure")
	}
	a = count
	if a.takes(newAsk("有哪些")); !a.list {
		t.Error("that several are wanted is lost")
	}
}

// A question that counts its subjects is one for each, but only where the
// number is right.
func TestSubjectsOf(t *testing.T) {
	for focus, want := range map[string][]string{
		"海田、金沙湾、调顺岛三个片区的定位": {"海田", "金沙湾", "调顺岛"}, "甲乙、丙丁这两个片区的定位": {"甲乙", "丙丁"}, "甲乙、丙丁2个片区的定位": {"甲乙", "丙丁"},
		"甲乙、丙丁三个片区的定位": nil, "三个片区的定位": nil, "": nil,
	} {
		if got, _ := subjectsOf(focus); !slices.Equal(got, want) {
			t.Errorf("%q is of %q, want %q", focus, got, want)
		}
	}
}

// A sentence is of a subject that it or what stands above it names, and of no
// other than those that it names itself.
func TestTells(t *testing.T) {
	a := ask{subject: "海田", others: []string{"金沙湾"}}
	for _, c := range []struct {
		sentence, heading string
		want              bool
	}{
		{"海田片区建成商务区。", "", true}, {"建成商务区。", "海田片区", true}, {"金沙湾片区建成商务区。", "海田片区", false}, {"金沙湾片区建成商务区。", "", false},
		{"建成商务区。", "", false}, {"海田片区与金沙湾相接。", "", true}, {"海田、金沙湾片区建成商务区。", "", false},
	} {
		cand := newCandidate(ranked{0, text("甲区", c.sentence, c.heading)}, 0, c.sentence, nil)
		if got := cand.tells(a); got != c.want {
			t.Errorf("%q under %q tells of 海田: %v", c.sentence, c.heading, got)
		}
	}
	free := newCandidate(ranked{0, text("甲区", "建成商务区。")}, 0, "建成商务区。", nil)
	if !free.tells(ask{}) {
		t.Error("where no subject is asked of any sentence tells")
	}
}

// What is figured: the kinds of money do not answer for one another.
func TestSumsOfTheirKind(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"总投资多少亿元", "总投资5亿元", true}, {"总投资多少亿元", "营业收入5亿元", false}, {"预算多少万元", "安排资金300万元", true}, {"预算多少万元", "产值300万元", false},
		{"营收多少亿元", "销售5亿元", true}, {"营收多少亿元", "投资5亿元", false}, {"奖励多少万元", "给予20万元支持", true}, {"奖励多少万元", "收入20万元", false},
		{"工资多少元", "人均报酬5000元", true}, {"工资多少元", "补贴5000元", false}, {"多少亿元", "收入5亿元", true}, {"改造公厕多少座", "收入5亿元", true},
	} {
		if got := newAsk(c.question).sumOf(c.sentence); got != c.want {
			t.Errorf("%s from %s: %v", c.question, c.sentence, got)
		}
	}
}

// A qualifier of the question must stand in the sentence or above it; what each
// has, in the clause of its figure.
func TestQualifiersAreHeld(t *testing.T) {
	for _, c := range []struct {
		question, sentence, heading string
		want                        bool
	}{
		{"人均收入多少元", "人均收入达到5万元。", "", true}, {"人均收入多少元", "收入达到5亿元。", "", false}, {"人均收入多少元", "每人收入达到5万元。", "", true},
		{"人均收入多少元", "收入达到5万元。", "人均指标", true}, {"规上工业产值多少亿元", "规模以上工业产值5亿元。", "", true}, {"规上工业产值多少亿元", "工业产值5亿元。", "", false},
		{"省级中心多少家", "国家级中心5家。", "", false}, {"出口多少亿元", "进口5亿元。", "", false}, {"人均收入什么时候公布", "收入2025年公布。", "", true}, // no figure is asked for
	} {
		p := text("甲区", c.sentence, c.heading)
		cand := newCandidate(ranked{0, p}, 0, c.sentence, nil)
		a := newAsk(c.question)
		a.whole = c.question
		if got := cand.qualified(a); got != c.want {
			t.Errorf("%s from %q under %q: %v", c.question, c.sentence, c.heading, got)
		}
	}
	two := newCandidate(ranked{0, text("甲区", "人均收入5万元，收入总额60亿元。")}, 0, "人均收入5万元，收入总额60亿元。", nil)
	a := newAsk("人均收入多少元")
	a.whole = a.text
	if !two.sameOf(a, 0) || two.sameOf(a, 1) {
		t.Error("the figure of all is taken for what each has")
	}
}

// A row is asked of where its name stands in the question or is made of what
// the question names.
func TestRowsAreOfWhatIsAsked(t *testing.T) {
	named := func(name, question string, close float64) bool {
		f := chunk.Fact{Name: name, Unit: "亿元"}
		p := indicators()[0]
		p.Fact = &f
		c := newCandidate(ranked{0, p}, 0, name, nil)
		c.close = close
		return c.rowOf(parse(rag.Question{Text: question}, []rag.Passage{p}).asks[0])
	}
	for _, c := range []struct {
		name, question string
		close          float64
		want           bool
	}{
		{"实际利用外资", "实际利用外资多少亿元", 0, true}, {"实际利用外资", "利用外资实际多少亿元", 0, true}, {"实际利用内资", "实际利用外资多少亿元", 0, false},
		{"公共预算收入", "公共预算支出多少亿元", 0.5, false}, {"公共预算收入", "公共预算支出多少亿元", 0.9, true}, // half of it, and very near by meaning
		{"森林覆盖率", "绿化率是多少", 0.5, false}, {"工业总产值", "多少", 0, true}, // nothing is named
	} {
		if got := named(c.name, c.question, c.close); got != c.want {
			t.Errorf("%s of %s (%v near): %v", c.name, c.question, c.close, got)
		}
	}
}

func TestMadeOf(t *testing.T) {
	for _, c := range []struct {
		term, name string
		want       bool
	}{{"外资", "实际利用外资", true}, {"内资", "实际利用外资", false}, {"用实", "实际利用外资", true}, {"", "外资", true}, {"外", "", false}} {
		if got := madeOf(c.term, c.name); got != c.want {
			t.Errorf("%q is made of %q: %v", c.term, c.name, got)
		}
	}
}
