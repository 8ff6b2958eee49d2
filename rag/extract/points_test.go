package extract

import (
	"strings"
	"testing"

	"chuchu/rag"
)

const awards = "第五条 有下列行为之一的，可以申请奖励：\n（一）捐献图书十册以上的；\n（二）修复旧书的；\n（三）举办读书会的。\n奖励由图书馆发放。"

func TestPointsAreOneList(t *testing.T) {
	for _, c := range []struct {
		text string
		want []int // points of each list
	}{
		{awards, []int{3}},
		{"申请材料如下：\n1.申请表；\n2.身份证明。\n另行通知。", []int{2}},
		{"分三步：\n一是调查；\n二是设计；\n三是施工。办法包括：\n（一）宣传；\n（二）检查。", []int{3, 2}},
		{"目标如下：\n绿化率达到40%。\n道路长10公里。", nil}, // what follows a colon is one line
		{"（一）宣传；\n（二）检查。", nil},             // announced by nothing
		{"绿化率达到40%。", nil},
	} {
		var got []int
		for _, l := range points(ranked{0, text("甲区", c.text)}, nil) {
			got = append(got, l.points)
		}
		if len(got) != len(c.want) {
			t.Errorf("%q: lists of %v points, want %v", c.text, got, c.want)
			continue
		}
		for i := range got {
			if c.want[i] != got[i] {
				t.Errorf("%q: lists of %v points, want %v", c.text, got, c.want)
			}
		}
	}
}

func TestLongListsEndWithAPoint(t *testing.T) {
	long := "下列情形之一：\n（一）" + strings.Repeat("甲", 300) + "；\n（二）" + strings.Repeat("乙", 250) + "；\n（三）" + strings.Repeat("丙", 300) + "。"
	lists := points(ranked{0, text("甲区", long)}, nil)
	if len(lists) != 1 || lists[0].points != 2 || !strings.HasSuffix(lists[0].text, "乙；") {
		t.Errorf("got %v", lists)
	}
}

func TestPointsAnswer(t *testing.T) {
	other := text("甲区", "第六条 行为人申请奖励，应当向图书馆申请；图书馆收到申请后予以奖励。")
	whole := "甲区：第五条 有下列行为之一的，可以申请奖励[2]：\n（一）捐献图书十册以上的[2]；\n（二）修复旧书的[2]；\n（三）举办读书会的[2]。"
	for q, want := range map[string]string{
		"哪些行为可以申请奖励":      whole,
		"可以申请奖励的三种行为是哪三种": whole,
	} {
		got := write(t, rag.Question{Text: q}, other, text("甲区", awards))
		got = strings.ReplaceAll(strings.ReplaceAll(got, "：\n", "[2]：\n"), "的；\n", "的[2]；\n")
		if strings.ReplaceAll(got, "的[2]，", "的，") != want {
			t.Errorf("%s: %q", q, got)
		}
	}
	if got := write(t, rag.Question{Text: "可以申请奖励的五种行为是哪五种"}, text("甲区", awards)); strings.Contains(got, "修复旧书") {
		t.Errorf("a list of three answers for five: %q", got)
	}
}

func TestWhatAnnouncesAListIsNoAnswer(t *testing.T) {
	got := write(t, rag.Question{Text: "怎样申请奖励"}, text("甲区", awards))
	if strings.HasPrefix(got, "甲区：第五条 有下列行为之一的，可以申请奖励[1]。") {
		t.Errorf("got %q", got)
	}
}

func TestAPointIsToldWithWhatAnnouncesIt(t *testing.T) {
	refused := "第七条 有下列情形之一的，不予借阅：\n（一）图书破损、待修的；\n（二）属于古籍、孤本的；\n（三）借书证过期的。"
	for _, c := range []struct{ question, text, want string }{
		{"古籍孤本能借吗", refused, "甲区：第七条 有下列情形之一的，不予借阅：\n属于古籍、孤本的[1]。"},
		{"古籍孤本能借吗", "借阅办法如下：\n（一）读者应当出示借书证；\n（二）古籍、孤本不得外借；\n（三）每次借三册。", "甲区：古籍、孤本不得外借[1]。"}, // it says all by itself
		{"古籍孤本能借吗", "（一）图书破损、待修的；\n（二）属于古籍、孤本的；", "甲区：属于古籍、孤本的[1]。"},                        // nothing announces it
	} {
		if got := write(t, rag.Question{Text: c.question}, text("甲区", c.text)); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestEachPointBearsItsSource(t *testing.T) {
	for text, want := range map[string]string{
		"材料如下：\n1.申请表。\n2.照片。":   "材料如下：\n1.申请表[3]。\n2.照片[3]。",
		"材料如下：\n（一）申请表；\n（二）照片。": "材料如下：\n（一）申请表；\n（二）照片[3]。",
		"照片。": "照片[3]。",
	} {
		if got := (choice{candidate: candidate{index: 2, points: 2}}).markedEach(text); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}

func TestTheListStandsByItself(t *testing.T) {
	near := text("甲区", "申请奖励的读者应当带齐申请材料，图书馆收到全部申请材料后办理，申请材料不退。")
	list := text("甲区", "第六条 申请奖励的，应当提供下列基本材料：\n（一）身份证明;\n（二）借书证;\n（三）照片。")
	got := write(t, rag.Question{Text: "申请奖励要带哪些材料"}, near, list)
	if want := "甲区：第六条 申请奖励的，应当提供下列基本材料：\n（一）身份证明;\n（二）借书证;\n（三）照片[2]。"; got != want {
		t.Errorf("got %q", got)
	}
}
