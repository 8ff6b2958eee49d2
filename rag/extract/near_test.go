package extract

import (
	"strings"
	"testing"

	"chuchu/chunk/fold"
	"chuchu/rag"
)

// What comes nearest is one sentence: who is responsible for it, or the next
// point of a list, is no answer.
func TestWhatComesNearestIsOneSentence(t *testing.T) {
	got := write(t, rag.Question{Text: "智能制造专项资金总额是多少"}, text("甲区", "统筹专项资金，加大对智能制造专项的支持。（责任单位：区财政局、区科技局）", "（二）加大智能制造专项资金的支持"))
	if i := strings.Index(got, "只提到"); i < 0 || strings.Count(got[i:], "。") != 1 {
		t.Errorf("got %q", got)
	}
	list := choice{candidate: newCandidate(ranked{0, text("甲区", "措施有：\n（一）减税；\n（二）降费。")}, 0, "措施有：\n（一）减税；\n（二）降费。", nil)}
	list.points = 2
	if got := list.inOne(); strings.Contains(got, "降费") {
		t.Errorf("got %q", got)
	}
}

// A level that the list is of need not be said in each of its points.
func TestQualifiersStandInWhatIntroducesAList(t *testing.T) {
	passage := text("甲省", "申报省级园区应具备下列条件：\n入驻企业20家以上。")
	a := parse(rag.Question{Text: "申报省级园区，入驻企业最少要多少家"}, []rag.Passage{passage}).asks[0]
	c := newCandidate(ranked{0, passage}, 15, "入驻企业20家以上。", nil)
	if !c.qualified(a) {
		t.Error("the list is of 省级")
	}
	other := text("甲省", "支持省级园区。入驻企业20家以上。")
	if newCandidate(ranked{0, other}, 7, "入驻企业20家以上。", nil).qualified(a) {
		t.Error("a sentence beside it says nothing of 省级")
	}
	if n := newAsk(fold.Simplified("一年要培育几家嘛")).noun; n != "" {
		t.Errorf("%q is counted", n)
	}
}
