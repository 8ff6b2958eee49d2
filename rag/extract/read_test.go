package extract

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// scores is a Reader that holds sentences with these words for answers, to that
// degree, and all others for none.
type scores map[string]float32

func (s scores) Read(_ context.Context, _ string, sentences []Sentence) ([]float32, error) {
	out := make([]float32, len(sentences))
	for i, read := range sentences {
		out[i] = -6
		for words, odds := range s {
			if strings.Contains(read.Text, words) {
				out[i] = odds
			}
		}
	}
	return out, nil
}

func writeRead(t *testing.T, r Reader, q rag.Question, passages ...rag.Passage) string {
	t.Helper()
	var b strings.Builder
	for piece, err := range (Writer{Reader: r}).Write(t.Context(), q, passages) {
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(piece)
	}
	return b.String()
}

func TestReaderDecides(t *testing.T) {
	land := text("甲区", "不服土地储备机构侵占行为起诉的，以它所隶属的土地管理部门为被告。人民法院七日内立案。")
	road := text("甲区", "新建的道路交付使用后五年内不得挖掘。污损的设施二十四小时内修复。")
	fines := text("甲区", "擅自挖掘道路的，处以五千元以上二万元以下罚款。违规堆放物料的，处以五百元以上一千元以下罚款。")
	loans := text("甲区", "发展绿色信贷产业，支持中小企业。")
	for _, c := range []struct {
		about    string
		question string
		passage  rag.Passage
		reader   Reader
		want     string // what the answer holds, "" for none at all
	}{
		{"what the rules do not see is told where the reader is certain", "村里的地被储备中心占了，打官司该告谁", land, scores{"为被告": 6}, "土地管理部门为被告"},
		{"not where it is not", "村里的地被储备中心占了，打官司该告谁", land, scores{"为被告": 1}, ""},
		{"what the rules take for an answer is none where the reader is sure", "甲区怎么发展信贷产业", loans, scores{}, ""},
		{"but a figure of the very thing is one", "2001年工业总产值是多少亿元", text("甲区", "2001年工业总产值是95亿元，增长7%。", "一、2001年的工业总产值"), scores{}, "95亿元"},
		{"and is one where it is not", "甲区怎么发展信贷产业", loans, scores{"信贷": 1}, "发展绿色信贷产业"},
		{"a figure that the reader is much surer of outdoes that of the rules", "新修好的马路几年内不让挖", road, scores{"挖掘": 8, "修复": 1}, "五年内不得挖掘"},
		{"of two figures that the rules see that which the reader prefers", "违规的罚款多少", fines, scores{"擅自挖掘": 2, "堆放": 8}, "五百元以上一千元以下"},
		{"what it likes a little better is not preferred to what the rules hold for nearer", "擅自挖掘道路的罚款多少", fines, scores{"擅自挖掘": 7, "堆放": 8}, "二万元以下"},
		{"nor the figure of another line", "8号线一期投资多少亿", text("甲区", "总投资1071.01亿元。"), scores{"总投资": 9}, ""},
		{"a question for a figure gets no sentence without one", "新增多少张养老床位", text("甲区", "增加养老床位供给。"), scores{"养老床位": 9}, "未提及"},
		{"nor one for a length of time an age", "七十岁以上的老人最多能问几个钟头", text("甲区", "对已满七十周岁的老人应当照顾。"), scores{"老人": 9}, "未提及"},
		{"nor the number of other things", "支持多少个重点项目", text("甲区", "重点项目的资金按规定拨付，每次选择不超过5个代码。"), scores{"重点项目": 9}, "未提及"},
		{"nor one for a name a sentence on offices", "土地管理部门的负责人叫什么名字", land, scores{"为被告": 9}, "未提及"},
		{"nor one for the meaning of a term a sentence without it", "“三线一网”是什么意思", land, scores{"为被告": 9}, ""},
	} {
		got := writeRead(t, c.reader, rag.Question{Text: c.question}, c.passage)
		if c.want == "" && strings.Contains(got, "[1]") && !strings.Contains(got, "只提到") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %s\n got %q\nwant %q", c.about, c.question, got, c.want)
		}
	}
}

// A row of a table is what it is, whatever a reader makes of it.
func TestReaderDoubtsNoRow(t *testing.T) {
	row := text("甲区", "养老床位\t300张")
	row.Kind, row.Fact = chunk.KindFact, &chunk.Fact{Name: "养老床位", Unit: "张", Values: []chunk.Value{{Period: "2025", Value: "300"}}}
	if got := writeRead(t, scores{}, rag.Question{Text: "2025年养老床位有多少张"}, row); !strings.Contains(got, "300张[1]") {
		t.Errorf("got %q", got)
	}
}

// A year that a sentence does not name must stand above it.
func TestReaderKeepsToYears(t *testing.T) {
	q := rag.Question{Text: "2024年支持几个重点项目"}
	p := text("甲区", "拟资助重点项目6项，研究期限为2025年1月至2028年12月。", "五、2024年度资助计划")
	if got := writeRead(t, scores{"重点项目": 7}, q, p); !strings.Contains(got, "6项") {
		t.Errorf("a plan for that year: got %q", got)
	}
	p.Path = []string{"五、2023年度资助计划"}
	if got := writeRead(t, scores{"重点项目": 7}, q, p); strings.Contains(got, "6项，") {
		t.Errorf("a plan for another year: got %q", got)
	}
}

// What a report says was reached before is not what it plans, however sure a reader is.
func TestReaderPrefersTheYearItself(t *testing.T) {
	q := rag.Question{Text: "2024年新增就业要多少人"}
	reached := text("甲区", "新增就业1244万人，失业率平均为5.2%。", "一、2023年工作回顾")
	planned := text("甲区", "新增就业1200万人以上，失业率5.5%左右。", "二、2024年总体要求")
	for _, p := range []*rag.Passage{&reached, &planned} {
		p.Document.Title, p.Document.Period = "2024年政府工作报告", &chunk.Period{From: 2024, To: 2024}
	}
	if got := writeRead(t, scores{"新增": 7, "1244": 8}, q, reached, planned); !strings.Contains(got, "1200") || strings.Contains(got, "1244") {
		t.Errorf("got %q", got)
	}
}

func TestYearBeforeAReport(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"粮食产量达到39109万吨，比上年增产1199万吨。", true},
		{"去年审议通过了11项法律。", true},
		{"今年工业增加值预期比上年增长7%左右。", false},
		{"安排支出2500亿元，比上年增加10%。", false},
	} {
		p := text("", c.text)
		p.Document.Period = &chunk.Period{From: 1987, To: 1987}
		got := newCandidate(ranked{0, p}, 0, c.text, nil).ownYears()
		if (len(got) == 1 && got[0] == 1986) != c.want {
			t.Errorf("%s: %v", c.text, got)
		}
	}
}

func TestReadsTheQuestionOfASide(t *testing.T) {
	q := rag.Question{Text: "盐田区和赤坎区的绿化率各是多少", Places: []string{"盐田", "赤坎"}}
	for side, want := range []string{"盐田区的绿化率各是多少", "赤坎区的绿化率各是多少"} {
		if got := ofSide(q, side); got != want {
			t.Errorf("side %d: %q, not %q", side, got, want)
		}
	}
	alone := rag.Question{Text: "赤坎的绿化率", Places: []string{"赤坎"}}
	if got := ofSide(alone, 0); got != alone.Text {
		t.Errorf("one place: %q", got)
	}
	if got := ofSide(rag.Question{Text: "绿化率"}, 0); got != "绿化率" {
		t.Errorf("no place: %q", got)
	}
}

// A noting reader notes what it is given.
type noting struct {
	sentences []Sentence
	err       error
}

func (c *noting) Read(_ context.Context, _ string, sentences []Sentence) ([]float32, error) {
	c.sentences = append(c.sentences, sentences...)
	return make([]float32, len(sentences)), c.err
}

func TestReadsTheBestAlone(t *testing.T) {
	long := strings.Repeat("加强养老服务设施建设。", 3*mostRead)
	c := &noting{}
	writeRead(t, c, rag.Question{Text: "养老服务怎么加强"}, text("甲区", long+"新增养老床位300张。", "第二章 民生", strings.Repeat("养", 2*mostHeading)))
	if len(c.sentences) != mostRead {
		t.Errorf("%d sentences were read", len(c.sentences))
	}
	if want := "甲区规划，" + strings.Repeat("养", mostHeading); c.sentences[0].Place != want {
		t.Errorf("it stands at %q, not %q", c.sentences[0].Place, want)
	}
	c.err = errors.New("over")
	for _, err := range (Writer{Reader: c}).Write(t.Context(), rag.Question{Text: "养老床位"}, []rag.Passage{text("甲区", "新增养老床位300张。")}) {
		if err == nil {
			t.Error("the reader's error is lost")
		}
	}
}

func TestSentencesAreThoseToQuote(t *testing.T) {
	got := Sentences([]rag.Passage{text("甲区", "新增养老床位300张。举办活动100场。"), text("乙区", "第三章")})
	if len(got) != 2 || len(got[0]) != 2 || got[0][1] != (Sentence{"甲区规划", "举办活动100场。"}) || len(got[1]) != 0 {
		t.Errorf("got %q", got)
	}
}

func TestWordings(t *testing.T) {
	for _, c := range []struct {
		question string
		want     []string
	}{
		{"许可证的有效期几年", []string{"许可证的有效期几年"}},
		{"许可证的有效期几年，到期怎么延续", []string{"许可证的有效期几年", "许可证的有效期，到期怎么延续"}},
		{"哪个部门管收费，怎么处罚", []string{"哪个部门管收费，怎么处罚"}}, // nothing stands in front of what it asks by
		{"甲证和乙证各是几年，哪年开始", []string{"甲证和乙证各是几年，哪年开始"}},
	} {
		q := rag.Question{Text: c.question}
		if got := wordings(q, 0, parse(q, []rag.Passage{text("甲区", "许可证的有效期为五年。")}).asks); !slices.Equal(got, c.want) {
			t.Errorf("%s: read as %q, not %q", c.question, got, c.want)
		}
	}
	before := rag.Question{Text: "许可证谁发，有效期几年", Focus: "有效期几年"}
	if got := wordings(before, 0, make([]ask, 2)); len(got) != 1 || got[0] != before.Text {
		t.Errorf("what goes on about what was asked before is read as %q", got)
	}
}

// byQuestion is a Reader that holds sentences for answers to some questions.
type byQuestion map[string]scores

func (b byQuestion) Read(ctx context.Context, question string, sentences []Sentence) ([]float32, error) {
	for words, s := range b {
		if strings.Contains(question, words) {
			return s.Read(ctx, question, sentences)
		}
	}
	return scores{}.Read(ctx, question, sentences)
}

// Each part of a question is answered by what answers that part.
func TestReadsEachPart(t *testing.T) {
	p := text("甲区", "经营许可证的有效期为五年。停业一年以上的，恢复前应当报告。经营许可证需要延续的，届满三十日前提出。")
	r := byQuestion{"怎么延续": {"三十日": 8}, "有效期多久": {"为五年": 8}}
	if got := writeRead(t, r, rag.Question{Text: "经营许可证的有效期多久，到期了怎么延续"}, p); !strings.Contains(got, "为五年") || !strings.Contains(got, "三十日前") || strings.Contains(got, "停业") {
		t.Errorf("got %q", got)
	}
}

// Of what there is of a kind all is told that the reader is certain of.
func TestTellsAllThatThereIs(t *testing.T) {
	p := text("甲区", "将符合条件的农机改造项目纳入技术改造资金支持范围。引导银行为农机改造项目提供专项贷款。农机改造由镇街负责。")
	got := writeRead(t, scores{"支持范围": 9, "专项贷款": 7}, rag.Question{Text: "农机改造资金上有啥支持"}, p)
	if !strings.Contains(got, "支持范围") || !strings.Contains(got, "专项贷款") || strings.Contains(got, "镇街") {
		t.Errorf("got %q", got)
	}
}

// What a term is goes on behind it.
func TestTellsMeaningToTheEnd(t *testing.T) {
	p := text("甲区", "探索站城分开，由第三方企业提供公共车位的设计、建设、租赁和回收等服务，并由镇街负责统一管理和日常监督。")
	if got := writeRead(t, scores{"站城分开": 5}, rag.Question{Text: "“站城分开”是啥意思"}, p); !strings.Contains(got, "第三方企业提供") {
		t.Errorf("got %q", got)
	}
}

// Of a sentence that is longer than what a Reader sees at once its end is read too.
func TestReadsTheEndOfLongSentences(t *testing.T) {
	front := strings.Repeat("各单位各部门认真组织落实工作，", 8)
	c := newCandidate(ranked{0, text("甲区", front)}, 0, front+"每年评选先进单位十家。", nil)
	pieces := c.pieces()
	if len(pieces) != 2 || pieces[0].Text != c.text || len([]rune(pieces[1].Text)) > mostSeen || !strings.HasSuffix(pieces[1].Text, "十家。") || !strings.HasPrefix(pieces[1].Text, "各单位") {
		t.Errorf("got %q", pieces)
	}
	for _, short := range []string{"每年评选先进单位十家。", strings.Repeat("字", 200)} {
		if got := newCandidate(ranked{0, text("甲区", short)}, 0, short, nil).pieces(); len(got) != 1 {
			t.Errorf("%q is read in %d pieces", short, len(got))
		}
	}
}

// A figure of the very kind, in the clause behind the words too, is told before
// another one.
func TestWhatMeasuresAnAnswer(t *testing.T) {
	for _, c := range []struct{ question, sentence, want string }{
		{"重点项目每项给多少钱", "拟资助重点项目6项，直接强度约为300万元/项，期限4年。", "直接强度约为300万元/项"},
		{"重点项目每项给多少钱", "拟资助重点项目6项，期限4年。", "拟资助重点项目6项"},
		{"重点项目的期限几年", "拟资助重点项目6项，期限4年。", "期限4年"},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := cand.measures(a); len(got) != 1 || cand.clause(got[0]) != c.want {
			t.Errorf("%s: %v", c.question, got)
		}
	}
}
