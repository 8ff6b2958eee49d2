package extract

import (
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/understand"
)

// What holds now is told with when its source was published, unless it names a
// year itself; what is missing is told beside what is not.
func TestWhatHoldsNowIsDated(t *testing.T) {
	p := text("甲区", "现有高新技术企业52家。2020年建成公园3个。")
	p.Document.Published, p.Document.Kind = "2021-09-29", "规划纲要"
	for question, want := range map[string]string{
		"现有多少家高新技术企业":     "据2021年9月发布的规划纲要，甲区：现有高新技术企业52家[1]。",
		"最新的高新技术企业有多少家":   "据2021年9月发布的规划纲要，甲区：现有高新技术企业52家[1]。",
		"高新技术企业有多少家":      "甲区：现有高新技术企业52家[1]。",
		"最新的公园建成几个":       "甲区：2020年建成公园3个[1]。",
		"高新技术企业有几家、小学有几所": "甲区：现有高新技术企业52家[1]。资料中未提及：小学的数量。",
	} {
		if got := write(t, rag.Question{Text: question, Asked: understand.Read(question, time.Time{})}, p); got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
	for kind, want := range map[string]string{"": "据2021年发布的资料，甲区：", "其他": "据2021年发布的资料，甲区：", "行动计划": "据2021年发布的行动计划，甲区："} {
		if got := asOf(chunk.Meta{Published: "2021", Kind: kind}, "建成公园", "甲区："); got != want {
			t.Errorf("%q: %q", kind, got)
		}
	}
	if got := asOf(chunk.Meta{}, "建成公园", "甲区："); got != "甲区：" {
		t.Errorf("undated: %q", got)
	}
}

// What is missing beside an answer is told by what it is of.
func TestFigured(t *testing.T) {
	for question, want := range map[string]string{"常住人口多少": "常住人口", "区里的人口有多少": "人口", "某某区人口是多少": "数量", "小学有几所": "小学的数量"} {
		if got := newAsk(question).figured(); got != want {
			t.Errorf("%s: %q", question, got)
		}
	}
}

func TestMayCall(t *testing.T) {
	for _, c := range []struct {
		question, clause string
		want             bool
	}{
		{"个体户有几家", "个体工商户2000户", true}, {"小学有几所", "改造公厕40座", false}, {"能收多少个孩子", "新增1800个学位", true}, {"有几座", "改造公厕40座", true},
	} {
		if got := newAsk(c.question).mayCall(c.clause); got != c.want {
			t.Errorf("%s, %s: %v", c.question, c.clause, got)
		}
	}
}
