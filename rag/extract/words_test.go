package extract

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/verify"
)

// every is all kinds of things.
func every() []kind {
	var all []kind
	for k := statement; k <= spot; k++ {
		all = append(all, k)
	}
	return all
}

// A kind that can be seen in a sentence has a shape, or is told by what it
// lists; every kind has a name that a refusal can say.
func TestKinds(t *testing.T) {
	for _, k := range every() {
		if k.called() == "" {
			t.Errorf("kind %d has no name", k)
		}
		if seen := k.shape() != nil || k == several; seen != k.hard() {
			t.Errorf("kind %d is hard: %v, and can be seen: %v", k, k.hard(), seen)
		}
		if k.figures() && !k.hard() {
			t.Errorf("kind %d is a figure that cannot be seen", k)
		}
	}
	if statement.called() != "相关内容" {
		t.Error("what is no thing of a kind has no name")
	}
}

// The measure words that questions ask with are all known, and count their own.
func TestEveryMeasureCounts(t *testing.T) {
	for m, re := range counts {
		if m == "" {
			continue
		}
		for _, said := range []string{"新增300" + m, "新增三十多" + m} {
			if !re.MatchString(fold.String(said)) {
				t.Errorf("%s is no count of %s", said, m)
			}
		}
		if re.MatchString("推进建设") {
			t.Errorf("%s is seen where nothing is counted", m)
		}
	}
	if counts[""] != aCount {
		t.Error("a count without a measure word is any")
	}
}

// A deed that offices are asked about by is one that they are seen by.
func TestDeedsAreAsked(t *testing.T) {
	for _, d := range strings.Split(deeds, "|") {
		for _, q := range []string{"由谁" + d, "哪个部门负责" + d + "?", d + "由哪个单位"} {
			a := newAsk(q)
			if a.kind == actor && a.deed != d && !strings.HasPrefix(d, a.deed) {
				t.Errorf("%s asks who does %q", q, a.deed)
			}
		}
	}
}

// Years are read in any width and numerals, within their century.
func TestYearsNamed(t *testing.T) {
	for text, want := range map[string][]int{
		"2025年": {2025}, "二〇三五年": {2035}, "２０２５年": {2025}, "从2020年到2025年": {2020, 2025}, "1998年": {1998}, "2025年的2025": {2025, 2025},
		"1890年": nil, "十四五": nil, "": nil, "2021—2025年": {2021, 2025}, "2020.12": {2020}, "2025 年": {2025},
		"1900多元": nil, "2000家": nil, "2030.5亿元": nil, "2000人": nil, "12000": nil, "1900-2000个": {1900}, "２０００多万人": nil,
	} {
		if got := yearsNamed(text); !slices.Equal(got, want) {
			t.Errorf("%q names %v, want %v", text, got, want)
		}
	}
}

// The year in front of 报告 names the report, not when something is; of two
// reports neither is the one.
func TestYearsOfReports(t *testing.T) {
	for _, c := range []struct {
		text   string
		report int
		asked  []int
	}{
		{"2023年政府工作报告里GDP增长多少", 2023, nil},
		{"2023年的报告提出2025年达到多少", 2023, []int{2025}},
		{"2023年国务院政府工作报告", 2023, nil},
		{"2023年和2024年政府工作报告", 0, []int{2023, 2024}},
		{"2023年报告和2024年报告", 0, []int{2023, 2024}},
		{"2023年GDP增长多少", 0, []int{2023}},
		{"报告说了什么", 0, nil},
	} {
		if got := reportAsked(c.text); got != c.report {
			t.Errorf("%s asks of the report of %d, want %d", c.text, got, c.report)
		}
		if got := yearsAsked(c.text); !slices.Equal(got, c.asked) {
			t.Errorf("%s asks of %v, want %v", c.text, got, c.asked)
		}
	}
}

// A five-year plan is its five years, named by its number, whatever follows.
func TestYearsOfPlans(t *testing.T) {
	for text, want := range map[string][2]int{
		"十四五": {2021, 2025}, "“十四五”": {2021, 2025}, "十四五人才": {2021, 2025}, "十三五期间": {2016, 2020}, "九五计划": {1996, 2000}, "八五期间": {1991, 1995}, "十五时期": {2001, 2005},
	} {
		got := yearsOfPlans(text)
		if len(got) != 5 || slices.Min(got) != want[0] || slices.Max(got) != want[1] {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{"", "2025年", "十五年", "五年计划", "十大工程"} {
		if got := yearsOfPlans(text); len(got) != 0 {
			t.Errorf("%q is %v", text, got)
		}
	}
	if got := yearsOfPlans("十三五和十四五，十四五"); len(got) != 10 {
		t.Errorf("two plans are %v", got)
	}
}

// The years of a sentence are its own, else those of the headings above; a
// report of one year that looks back speaks of the one before.
func TestOwnYears(t *testing.T) {
	one, five := &chunk.Period{From: 2024, To: 2024}, &chunk.Period{From: 2021, To: 2025}
	for _, c := range []struct {
		sentence, heading string
		period            *chunk.Period
		want              []int
	}{
		{"2023年达到3%。", "2022年工作", five, []int{2023}},
		{"达到3%。", "2022年工作", five, []int{2022}},
		{"达到3%。", "一、过去一年工作回顾", one, []int{2023}},
		{"达到3%。", "二、今年重点任务", one, nil},
		{"达到3%。", "一、过去一年工作回顾", five, nil},
		{"全年完成5万套，是2010年的2.2倍。", "", one, []int{2023}},
		{"比一九六四年增长5%。", "", five, nil},
		{"“十三五”期间达到3%。", "", five, []int{2020, 2019, 2018, 2017, 2016}},
		{"落实“十四五”规划。", "", one, nil}, // a year's plan speaks of a longer one
		{"“十四五”以来达到3%。", "", one, []int{2025, 2024, 2023, 2022, 2021}},
		{"达到3%。", "", nil, nil},
	} {
		p := text("甲区", c.sentence, c.heading)
		p.Document.Period = c.period
		got := newCandidate(ranked{0, p}, 0, c.sentence, nil).ownYears()
		if !slices.Equal(got, c.want) {
			t.Errorf("%q under %q is of %v, want %v", c.sentence, c.heading, got, c.want)
		}
	}
}

// A row's words hold each value with its year and unit; a value of the plan's
// own years is a goal where the row binds.
func TestRowsInWords(t *testing.T) {
	five := &chunk.Period{From: 2021, To: 2025}
	values := []chunk.Value{{Period: "2020年", Value: "10"}, {Period: "2025年目标", Value: "12"}, {Period: "年均增长", Value: "3.7"}}
	for want, c := range map[string]struct {
		f chunk.Fact
		p *chunk.Period
	}{
		"绿化率：2020年10%，2025年目标12%，年均增长3.7%（约束性）": {chunk.Fact{Name: "绿化率", Unit: "%", Attribute: "约束性", Values: values}, five},
		"绿化率：2020年10%，2025年12%，年均增长3.7%":        {chunk.Fact{Name: "绿化率", Unit: "%", Values: values}, five},
		"绿化率：2020年10%，2025年12%，年均增长3.7%（预期性）":   {chunk.Fact{Name: "绿化率", Unit: "%", Attribute: "预期性", Values: values}, nil},
		"绿化率：2025年12%": {chunk.Fact{Name: "绿化率", Unit: "%", Values: []chunk.Value{{Period: "2020", Value: ""}, {Period: "2025", Value: "12"}}}, five},
		"绿化率：":         {chunk.Fact{Name: "绿化率"}, five},
	} {
		if got := row(c.f, chunk.Meta{Period: c.p}); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Cells are no sentences, and short text is no table.
func TestIsTable(t *testing.T) {
	cells := "序号\n指标\n2020\n2025\n属性\n1\n绿化率\n30\n32\n约束性"
	for text, want := range map[string]bool{
		cells: true, "\n" + cells + "\n": true, "": false, "甲\n乙\n丙": false,
		strings.Repeat("推进老旧小区改造，完善配套设施。\n", 8): false,
	} {
		if got := isTable(text); got != want {
			t.Errorf("%q is a table: %v", text, got)
		}
	}
}

func TestIsHeading(t *testing.T) {
	path := []string{"第四章 公共服务", "一、养老服务。"}
	for sentence, want := range map[string]bool{
		"第四章 公共服务": true, "一、养老服务。": true, "一、养老服务": true, "一、养老服务：": true, "公共服务": true, // too short to say anything
		"发展养老服务。": false, "第四章 公共服务体系": false,
	} {
		if got := isHeading(sentence, path); got != want {
			t.Errorf("%q is a heading: %v", sentence, got)
		}
	}
}

// Sentences are taken from the best passages, rows from all; headings, cells,
// questions and lines of tables from none.
func TestCandidates(t *testing.T) {
	var group []ranked
	for i := range shownPassages + 3 {
		group = append(group, ranked{i, text("甲区", "新增公厕40座。", "一、公厕")})
	}
	group = append(group, ranked{len(group), indicators()[0]})
	all := candidates(group)
	if len(all) != shownPassages+1 || all[len(all)-1].passage.Fact == nil {
		t.Errorf("%d candidates", len(all))
	}
	for content, want := range map[string]int{
		"一、公厕。新增公厕40座。": 1, "新增公厕多少座？新增公厕40座。": 1, "# 公厕\n新增公厕40座。": 1, "公厕\t40\t60\n新增公厕40座。": 1, "": 0,
		"新增公厕40座。改造公厕90座；拆除公厕3座。": 3, "以人为本，新增公厕40座": 1,
	} {
		if got := len(candidates([]ranked{{0, text("甲区", content, "一、公厕")}})); got != want {
			t.Errorf("%q has %d candidates, want %d", content, got, want)
		}
	}
	for _, c := range candidates([]ranked{{0, text("甲区", "完善制度。新增公厕40座，改造90座。")}}) {
		if got := string([]rune(c.passage.Text)[c.start : c.start+len([]rune(c.text))]); got != c.text {
			t.Errorf("%q stands at %q", c.text, got)
		}
		for i := range c.clauses {
			if !strings.Contains(c.text, c.clause(i)) {
				t.Errorf("%q is no clause of %q", c.clause(i), c.text)
			}
		}
	}
}

// Closeness is the model's range laid out from 0 to 1.
func TestCloseness(t *testing.T) {
	m := rag.EmbeddingModel{Low: 0.2, High: 0.8}
	for _, c := range []struct {
		b    []float32
		want float64
	}{{[]float32{1, 0}, 1}, {[]float32{0.8, 0}, 1}, {[]float32{0.5, 0}, 0.5}, {[]float32{0.2, 0}, 0}, {[]float32{0, 1}, 0}, {[]float32{-1, 0}, 0}} {
		if got := closeness([]float32{1, 0}, c.b, m); got < c.want-1e-6 || got > c.want+1e-6 {
			t.Errorf("%v is %v near, want %v", c.b, got, c.want)
		}
	}
}

// What holds more of a question is worth more; what looks back less where a
// goal is asked for.
func TestWorth(t *testing.T) {
	p := planned2025("新增公厕。")
	q := parse(rag.Question{Text: "新增养老床位目标是多少张"}, []rag.Passage{p})
	a := q.asks[0]
	worth := func(sentence, heading string) float64 {
		p := planned2025(sentence, heading)
		return newCandidate(ranked{0, p}, 0, sentence, pairs(heading)).worth(a)
	}
	for _, c := range []struct{ better, worse [2]string }{
		{[2]string{"新增养老床位300张。"}, [2]string{"新增公厕300座。"}},
		{[2]string{"新增养老床位300张。", "养老床位"}, [2]string{"新增养老床位300张。"}},
		{[2]string{"新增养老床位300张。"}, [2]string{"2020年新增养老床位300张。"}},
	} {
		if b, w := worth(c.better[0], c.better[1]), worth(c.worse[0], c.worse[1]); b <= w {
			t.Errorf("%q is worth %v, %q %v", c.better, b, c.worse, w)
		}
	}
	later := newCandidate(ranked{5, p}, 0, "新增养老床位300张。", nil)
	first := later
	if first.index = 0; first.worth(a) <= later.worth(a) {
		t.Error("a passage further down is worth as much")
	}
	if (candidate{}).worth(ask{}) != 0 {
		t.Error("what asks nothing weighs something")
	}
}

// Terms weigh what they are said with, once each; single characters little.
func TestWeighTerms(t *testing.T) {
	weights := map[string]float64{}
	weighTerms(weights, "养老床位", func(string) float64 { return 2 })
	weighTerms(weights, "养老", func(string) float64 { return 1 })
	if weights["养老"] != 2 || weights["床位"] != 2 || weights["养"] != 2*characterWeight {
		t.Errorf("got %v", weights)
	}
	if got := weigh(weights, []string{"养老", "公厕"}); got != 2 {
		t.Errorf("a sentence weighs %v", got)
	}
	if got := weigh(weights, nil); got != 0 {
		t.Errorf("nothing weighs %v", got)
	}
}

// Names of places leave a blank, with what they are: no word is made of what
// stood on both sides of one.
func TestWithoutPlaces(t *testing.T) {
	for _, c := range []struct {
		places []string
		text   string
		want   string
	}{
		{[]string{"赤坎"}, "赤坎区养老", " 养老"}, {[]string{"赤坎"}, "在赤坎养老", "在 养老"}, {[]string{"海滨"}, "海滨街道和海滨街", " 和 "},
		{[]string{"盐田", "赤坎"}, "盐田和赤坎区", " 和 "}, {nil, "赤坎区", "赤坎区"}, {[]string{"赤坎"}, "", ""},
	} {
		if got := withoutPlaces(c.places, c.text); got != c.want {
			t.Errorf("%q without %v is %q, want %q", c.text, c.places, got, c.want)
		}
	}
}

// Each sentence of the passages counts once for each of its terms.
func TestCount(t *testing.T) {
	holding, n := count([]rag.Passage{text("甲区", "养老床位。养老床位和养老机构。"), text("甲区", "公厕。")})
	if n != 3 || holding["养老"] != 2 || holding["公厕"] != 1 || holding["学校"] != 0 {
		t.Errorf("%d sentences, %v", n, slices.Sorted(maps.Keys(holding)))
	}
}

// A label that reads as a name stands in front of sentences; a document's first
// words do not.
func TestPlainLabels(t *testing.T) {
	for label, want := range map[string]bool{
		"湛江市赤坎区十四五规划": true, "": true, "推进养老服务，完善体系": false, "标题: 正文": false, "第一行\n第二行": false, strings.Repeat("长", longestName+1): false, strings.Repeat("长", longestName): true,
	} {
		if got := plain(label) == label; got != want {
			t.Errorf("%q reads as a name: %v", label, got)
		}
	}
}

// A sentence ends in its marker and one full stop, whatever it ended in, and
// holds no marker of its own.
func TestMarked(t *testing.T) {
	for text, want := range map[string]string{
		"新增床位300张。": "新增床位300张[3]。", "新增床位300张；": "新增床位300张[3]。", "新增床位300张": "新增床位300张[3]。", "新增床位300张，": "新增床位300张[3]。", "如下：\n": "如下[3]。",
		"甲〔2021〕3号": "甲〔2021〕3号[3]。", "甲[2021]3号": "甲〔2021〕3号[3]。", "提出“完善制度。”": "提出“完善制度”[3]。",
	} {
		if got := marked(text, 3); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// Every clause is whole, none laps over another, in their order.
func TestClausesAreApart(t *testing.T) {
	for _, s := range shelf() {
		for _, c := range candidates([]ranked{{0, s}}) {
			last := verify.Span{}
			for _, span := range c.clauses {
				if span.Start < last.End || span.End <= span.Start {
					t.Errorf("%q: %v behind %v", c.text, span, last)
				}
				last = span
			}
		}
	}
}
