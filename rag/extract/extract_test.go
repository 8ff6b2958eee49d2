package extract

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// text is a passage of a plan of a region.
func text(region, content string, path ...string) rag.Passage {
	return rag.Passage{
		Document: chunk.Meta{ID: region, Region: region, Label: region + "规划"}, Score: 0.8,
		Chunk: chunk.Chunk{Kind: chunk.KindText, Text: content, Quote: content, Path: path, Span: chunk.Span{End: len([]rune(content))}},
	}
}

func write(t *testing.T, q rag.Question, passages ...rag.Passage) string {
	t.Helper()
	var b strings.Builder
	for piece, err := range (Writer{}).Write(t.Context(), q, passages) {
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(piece)
	}
	return b.String()
}

// An answered question is asked of one passage.
type answered struct {
	question string
	passage  rag.Passage
	want     string // the whole answer
}

func answers(t *testing.T, all []answered) {
	t.Helper()
	for _, c := range all {
		if got := write(t, rag.Question{Text: c.question}, c.passage); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}

func TestWritesTheSentenceThatAnswers(t *testing.T) {
	service := text("甲区", "完善制度建设。新增养老床位300张。举办文体活动100场。")
	water := text("甲区", "新建污水管道1.25公里。")
	got := write(t, rag.Question{Text: "甲区新增多少张养老床位？", Places: []string{"甲"}}, service, water)
	if got != "甲区：新增养老床位300张[1]。" {
		t.Errorf("got %q", got)
	}
}

func TestSecondPassageCanAnswer(t *testing.T) {
	got := write(t, rag.Question{Text: "污水管道有多长"}, text("甲区", "完善污水处理。"), text("甲区", "新建污水管道1.25公里。"))
	if !strings.Contains(got, "新建污水管道1.25公里[2]。") {
		t.Errorf("got %q", got)
	}
}

func TestSilentWhereNothingIsNear(t *testing.T) {
	if got := write(t, rag.Question{Text: "xyz"}, text("甲区", "完善污水处理设施。")); got != "" {
		t.Errorf("got %q", got)
	}
	if got := write(t, rag.Question{Text: "养老"}); got != "" {
		t.Errorf("without passages: %q", got)
	}
}

func TestEachPlaceIsAnswered(t *testing.T) {
	q := rag.Question{Text: "甲区和乙区的绿化率各是多少", Places: []string{"甲", "乙"}}
	got := write(t, q, text("甲区", "绿化率达到45%。"), text("乙区", "绿化率达到40%。"), text("甲区", "绿化面积扩大。"))
	if want := "甲区：绿化率达到45%[1]。"; !strings.HasPrefix(got, want) || !strings.Contains(got, "乙区：绿化率达到40%[2]。") {
		t.Errorf("got %q", got)
	}
}

func TestAnotherPlaceDoesNotAnswer(t *testing.T) {
	q := rag.Question{Text: "甲区新增多少张养老床位", Places: []string{"甲"}}
	if got := write(t, q, text("乙区", "新增养老床位300张。")); got != "资料中未提及：养老床位的数量。" {
		t.Errorf("got %q", got)
	}
	if got := write(t, q, text("丙市", "支持甲区新增养老床位300张。")); !strings.Contains(got, "300张") {
		t.Errorf("a document that speaks of the place: %q", got)
	}
}

func TestRowsBecomeWords(t *testing.T) {
	fact := chunk.Fact{
		Name: "零售总额", Unit: "亿元", Attribute: "预期性",
		Values: []chunk.Value{{Period: "2020", Value: "10.69"}, {Period: "2025", Value: "11.8"}, {Period: "年均增速", Value: ""}},
	}
	if got, want := row(fact, chunk.Meta{}), "零售总额：2020年10.69亿元，2025年11.8亿元（预期性）"; got != want {
		t.Errorf("row = %q, want %q", got, want)
	}
	p := text("甲区", "指标\n零售总额 10.69 11.8")
	p.Kind, p.Fact = chunk.KindFact, &fact
	if got := write(t, rag.Question{Text: "2025年零售总额目标是多少"}, p); !strings.Contains(got, "2025年11.8亿元（预期性）[1]。") {
		t.Errorf("got %q", got)
	}
}

func TestTableCellsAreNoSentences(t *testing.T) {
	cells := text("甲区", "序号\n指标名称\n2020\n2025\n1\n零售总额(亿元)\n10.69\n11.8\n预期性")
	if got := write(t, rag.Question{Text: "零售总额是多少"}, cells); got != "资料中未提及：金额。" {
		t.Errorf("got %q", got)
	}
}

func principles(parent string) []rag.Passage {
	var out []rag.Passage
	for i, name := range []string{"坚持安全", "坚持创新", "坚持人民"} {
		p := text("甲区", name+"。把"+name+"贯穿全过程。", "第二章", parent, name)
		p.Start = 300 - 100*i
		out = append(out, p)
	}
	return out
}

func TestSectionIsListedInItsOrder(t *testing.T) {
	got := write(t, rag.Question{Text: "甲区坚持哪三条基本原则？", Places: []string{"甲"}}, principles("第二节 基本原则")...)
	if want := "甲区：坚持人民[3]。坚持创新[2]。坚持安全[1]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, q := range map[string]string{
		"another count":        "甲区坚持哪四条基本原则？",
		"one of the items":     "坚持创新，哪三条举措把创新贯穿全过程？",
		"not a list":           "基本原则怎么说？",
		"nothing in common":    "污水处理有哪三项工程？",
		"no more than a topic": "原则",
	} {
		if got := write(t, rag.Question{Text: q}, principles("第二节 基本原则")...); strings.HasPrefix(got, "甲区：坚持人民[3]。坚持创新[2]。") {
			t.Errorf("%s: %q lists the section: %q", name, q, got)
		}
	}
}

func TestAttribution(t *testing.T) {
	for _, c := range []struct {
		meta chunk.Meta
		want string
	}{
		{chunk.Meta{Standing: chunk.Issued, Region: "甲市乙区", Issuer: "乙区人民政府"}, "甲市乙区："},
		{chunk.Meta{Standing: chunk.Proposed, Region: "甲市乙区", Issuer: "乙区政协"}, "乙区政协建议："},
		{chunk.Meta{Standing: chunk.Reported, Issuer: "甲市日报"}, "据甲市日报报道："},
		{chunk.Meta{Label: "某计划"}, "某计划："},
		{chunk.Meta{}, ""},
		{chunk.Meta{Label: "市民朋友们，过年好！近期，国内多地发生"}, ""},
		{chunk.Meta{Standing: chunk.Reported, Label: "2月18日，省政府召开新闻发布会"}, "据报道："},
		{chunk.Meta{Standing: chunk.Issued, Region: "某某省甲乙市丙丁区"}, "甲乙市丙丁区："},
	} {
		if got := attribution(c.meta, false); got != c.want {
			t.Errorf("attribution(%+v) = %q, want %q", c.meta, got, c.want)
		}
	}
}

func TestScriptFollowsTheQuestion(t *testing.T) {
	p := text("甲區", "健全養老服務體系。")
	if got := write(t, rag.Question{Text: "养老服务体系"}, p); !strings.Contains(got, "健全养老服务体系[1]") {
		t.Errorf("simplified: %q", got)
	}
	if got := write(t, rag.Question{Text: "養老服務體系"}, p); !strings.Contains(got, "健全養老服務體系[1]") {
		t.Errorf("traditional: %q", got)
	}
}

func TestFocusCountsMore(t *testing.T) {
	q := parse(rag.Question{Text: "产业园面积，引进企业", Focus: "引进企业"}, nil)
	if w := q.asks[0].weights; w["企业"] <= w["面积"] {
		t.Errorf("what is asked now weighs %v, what was asked before %v", w["企业"], w["面积"])
	}
}

func TestLimits(t *testing.T) {
	var passages []rag.Passage
	for range 6 {
		passages = append(passages, text("甲区", strings.Repeat("养老服务"+strings.Repeat("设施", 20)+"，", 3)+"完善养老服务。"))
		passages[len(passages)-1].Text = strings.Replace(passages[len(passages)-1].Text, "设施", strings.Repeat("甲", len(passages)), 1)
	}
	got := write(t, rag.Question{Text: "养老服务分别有哪些"}, passages...)
	if n := strings.Count(got, "。"); n > maxSentences {
		t.Errorf("%d sentences", n)
	}
	if n := len([]rune(got)); n > maxLength+160 {
		t.Errorf("%d characters", n)
	}
}

func TestMeaningDecides(t *testing.T) {
	w := Writer{Embedder: ragtest.Embedder{}}
	var all []string
	for piece, err := range w.Write(t.Context(), rag.Question{Text: "养老床位"}, []rag.Passage{text("甲区", "新增养老床位300张。")}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, piece)
	}
	if !slices.Equal(all, []string{"甲区：新增养老床位300张[1]。"}) {
		t.Errorf("got %q", all)
	}
}

type broken struct{ ragtest.Embedder }

var errBroken = errors.New("broken")

func (broken) Embed(context.Context, rag.Use, []string) ([][]float32, error) { return nil, errBroken }

func TestEmbedderFails(t *testing.T) {
	for _, err := range (Writer{Embedder: broken{}}).Write(t.Context(), rag.Question{Text: "养老床位"}, []rag.Passage{text("甲区", "新增养老床位300张。")}) {
		if !errors.Is(err, errBroken) {
			t.Errorf("error %v", err)
		}
	}
}

func TestWhatIsPlannedIsNotWhatWasReached(t *testing.T) {
	reached := text("甲区", "“十三五”期间PM2.5浓度降至20微克。")
	planned := text("甲区", "空气PM2.5平均浓度控制在29微克。")
	reached.Document.Period = &chunk.Period{From: 2021, To: 2025}
	planned.Document.Period = reached.Document.Period
	if got := write(t, rag.Question{Text: "甲区PM2.5目标是多少", Places: []string{"甲"}}, reached, planned); !strings.HasPrefix(got, "甲区：空气PM2.5平均浓度控制在29微克[2]。") {
		t.Errorf("the goal: %q", got)
	}
	if got := write(t, rag.Question{Text: "甲区“十三五”PM2.5降到多少", Places: []string{"甲"}}, reached, planned); !strings.Contains(got, "降至20微克[1]") {
		t.Errorf("what was reached: %q", got)
	}
}

func TestLastYear(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "达到45%": 0, "2020年达20": 2020, "到二〇三五年": 2035, "“十三五”期间": 2020, "2019年到“十四五”末": 2025, "十一五": 2010,
	} {
		if got := lastYear(text); got != want {
			t.Errorf("lastYear(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestQuestionsAreNoAnswers(t *testing.T) {
	got := write(t, rag.Question{Text: "养老床位怎么新增"}, text("甲区", "养老床位怎么新增？改造旧楼，新增养老床位。"))
	if got != "甲区：改造旧楼，新增养老床位[1]。" {
		t.Errorf("got %q", got)
	}
}
