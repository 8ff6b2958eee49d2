package extract

import (
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
)

func TestTermsWithoutQuotationMarks(t *testing.T) {
	box := []rag.Passage{regional("甲区", "抓住民生线、互助线、文化线，打造安全网。", "专栏9 三线一网行动")}
	for question, want := range map[string]string{
		"三线一网说的是什么":    "三线一网",
		"三线一网具体指什么":    "三线一网",
		"三线一网是什么意思":    "三线一网",
		"三线一网的含义":      "三线一网",
		"规划里的三线一网指的是啥": "三线一网",
		"两新一重说的是什么":    "", // no passage has it
		"“三线一网”指的是什么":  "", // quoted: found otherwise
		"三线一网怎么建":      "",
		"新建公园指标是什么":    "",
		"":             "",
	} {
		if got := coinedIn(question, box); got != want {
			t.Errorf("%q asks the meaning of %q, want %q", question, got, want)
		}
	}
}

func TestTheLetterOfAFormula(t *testing.T) {
	told := []rag.Passage{text("甲区", "构建“1+N”体系。“N”是指各镇的服务站。")}
	for question, want := range map[string]string{
		"“1+N”体系里的N指什么": "N", "“1+N”体系中的“N”代表什么": "N", "“1+N”体系里的1指什么": "", "“1+N”体系怎么建": "",
	} {
		if got := coinedIn(question, told); got != want {
			t.Errorf("%q asks the meaning of %q, want %q", question, got, want)
		}
	}
}

func TestAnUnquotedTermIsSpelledOut(t *testing.T) {
	box := text("甲区", "抓住民生线、互助线、文化线，打造安全网，社区治理实现共建共治共享。", "专栏9 三线一网社区治理专项行动")
	far := text("甲区", "实施三线一网社区治理行动，推动智慧社区建设，健全安全责任体系。", "远景目标")
	got := write(t, rag.Question{Text: "三线一网说的是什么"}, far, box)
	if !strings.Contains(got, "民生线、互助线、文化线") {
		t.Errorf("got %q", got)
	}
}

func TestFiguresOfOtherThingsAreLeftOut(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               []int
	}{
		{"拆除违法建筑多少", "推进执法，拆除违法建筑8.6万平方米，办结率高达99.9%。", []int{1}},
		{"公厕改造和新建的数量是多少", "完成40座公厕改造和90座内部提升，新建7座街头公厕。", []int{0, 1}},
		{"建设面积多大", "建设面积3000亩，第一期370亩。", []int{0}},
		{"绿地有多少", "达13平方米，比例达30%。", []int{0, 1}}, // none is nearer: all stay
	} {
		cand, a := pair(c.question, c.sentence, nil)
		var figures []int
		for i := range cand.clauses {
			if hasDigit(cand.clause(i)) {
				figures = append(figures, i)
			}
		}
		if got := cand.nearest(a, figures); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q gives clauses %v, want %v", c.question, c.sentence, got, c.want)
		}
	}
}

func TestOtherWordsForAThing(t *testing.T) {
	for _, c := range []struct {
		text string
		seen []string // pairs that the passages have
		want int      // words that are left out
	}{
		{"拆了多少违建", []string{"违法", "法建", "建筑"}, 1}, // 建设 of 违法建设
		{"GDP是多少", []string{"地区", "生产"}, 0},       // none of the words is there
		{"养老服务目标", []string{"养老"}, 0},
	} {
		holding := map[string]int{}
		for _, s := range c.seen {
			holding[s] = 1
		}
		if got := otherWords(c.text, holding); len(got) != c.want {
			t.Errorf("%q leaves out %v", c.text, got)
		}
	}
}

func TestWhatASentenceSaysOfItself(t *testing.T) {
	for sentence, want := range map[string]bool{
		"深入推进网格化执法，拆除违法建筑8.6万平方米。": false, // 推进 is said of what was done
		"计划拆除违法建筑8万平方米。":           true,
		"到2025年拆除违法建筑8万平方米。":       true,
		"2019年拆除违法建筑8万平方米。":        false,
		"加快建设公园。":                  false,
		"确保建成公园。":                  true,
	} {
		p := planned2025(sentence)
		c := newCandidate(ranked{0, p}, 0, sentence, nil)
		if got := c.aims(); got != want {
			t.Errorf("%q says that it is a plan: %v", sentence, got)
		}
	}
}
