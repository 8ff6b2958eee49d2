package extract

import (
	"strings"
	"testing"

	"chuchu/rag"
)

// Who asks for names is not told that there are some, unless a Reader is sure that
// this is meant.
func TestNoNamesNoAnswer(t *testing.T) {
	list := text("甲市", "市商务局会同有关部门评选示范商圈，分批公布示范商圈名单。")
	drugs := text("甲市", "本市对参加门诊治疗的慢性病患者免费提供常用药物。")
	named := text("甲市", "首批示范商圈包括东湖、西山、北桥三个商圈。")
	titles := text("甲市", "推动加入《跨境贸易便利协定》和《数字贸易伙伴协定》。")
	mine := text("甲市", "编印《示范矿山案例汇编》，供各地在工作中学习借鉴。")
	for _, c := range []struct {
		question string
		passage  rag.Passage
		odds     float32
		want     bool
	}{
		{"首批示范商圈名单里有哪些商圈", list, 2, false},
		{"首批示范商圈名单里有哪些商圈", named, 2, true},
		{"首批示范商圈名单里有哪些商圈", list, 6, true},
		{"免费提供给慢性病患者的药物具体是哪几种", drugs, 0, false},
		{"推动加入哪些贸易协定", titles, 1, true},
		{"示范矿山案例汇编里是哪个矿山", mine, -0.5, false},
		{"示范矿山案例汇编怎么用", mine, -0.5, true},
	} {
		got := writeRead(t, scores{"。": c.odds}, rag.Question{Text: c.question}, c.passage)
		if told := strings.Contains(got, "[1]") && !strings.Contains(got, "只提到"); told != c.want {
			t.Errorf("%s by %q at odds %v: %q", c.question, c.passage.Text, c.odds, got)
		}
	}
}

func TestDoubtful(t *testing.T) {
	one := func(sentence string, odds, worth float64) scored {
		c := newCandidate(ranked{0, text("甲市", sentence)}, 0, sentence, nil)
		c.wasRead, c.odds = true, odds
		return scored{choice: choice{candidate: c}, worth: worth + readShare*c.read()}
	}
	figure, names, one3 := newAsk("新增多少张床位"), newAsk("有哪些重点任务"), newAsk("是哪个部门")
	for _, c := range []struct {
		about string
		a     ask
		s     scored
		want  bool
	}{
		{"a figure of the very thing", figure, one("新增床位300张。", -5, 1.3), false},
		{"one that is not quite", figure, one("新增床位300张。", -5, 1.2), true},
		{"a weak one that a reader doubts", figure, one("新增300张。", -2, 0.7), true},
		{"a weak one that it does not", figure, one("新增300张。", 0, 0.7), false},
		{"a weak list", names, one("建设公园、学校、医院。", 0, 0.6), true},
		{"a strong one", names, one("建设公园、学校、医院。", 0, 0.9), false},
		{"no list", names, one("建设公园。", 2, 1.2), true},
		{"no list that a reader is sure of", names, one("建设公园。", 3, 1.2), false},
		{"one of several", one3, one("有关部门应当公示标准。", -1, 1.2), true},
		{"one that a reader finds likely", one3, one("价格主管部门制定标准。", 0, 1.2), false},
	} {
		if got := c.s.doubtful(c.a); got != c.want {
			t.Errorf("%s: %v", c.about, got)
		}
	}
	unread := one("建设公园。", -9, 0.1)
	if unread.wasRead = false; unread.doubtful(names) {
		t.Error("what was not read is doubted")
	}
}

func TestNames(t *testing.T) {
	for text, want := range map[string]bool{
		"建设公园、学校、医院。": true, "评选“甲”“乙”两项。": true, "《甲》和《乙》施行。": true, "建设公园、学校。": false,
		"甲局、乙局根据验收和抽查情况公布名单。": false, "推进东渠排涝工程、南山泄洪隧洞和北湖加固工程等项目。": true,
	} {
		c, a := pair("推进哪几项工程", text, nil)
		if got := c.names(a); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
