package extract

import (
	"testing"

	"chuchu/rag"
)

func TestWhatStandsUnderAnotherHeadingIsLeftOut(t *testing.T) {
	passages := []rag.Passage{
		text("甲区", "家具行业：推广家具设计平台、建模技术、力学试验等解决方案。", "专栏1 解决方案", "2.家具行业"),
		text("甲区", "造纸行业：推广云平台、连续制浆工艺、在线监测等解决方案。", "专栏1 解决方案", "4.造纸行业"),
	}
	got := write(t, rag.Question{Text: "造纸行业推广哪些解决方案"}, passages...)
	if want := "甲区：造纸行业：推广云平台、连续制浆工艺、在线监测等解决方案[2]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	at := func(paths ...[]string) []scored {
		var out []scored
		for i, p := range paths {
			out = append(out, scored{choice: choice{candidate: newCandidate(ranked{i, text("甲区", "落实各项工作。", p...)}, 0, "落实各项工作。", nil)}})
		}
		return out
	}
	a := ask{whole: "造纸行业推广什么"}
	for want, found := range map[int][]scored{
		1: at([]string{"一、行业", "家具行业"}, []string{"一、行业", "造纸行业"}),
		2: at([]string{"一、行业", "家具行业"}, []string{"二、行业", "造纸行业"}), // of another section
		3: at([]string{"家具行业"}, []string{"五金行业"}, nil),            // none is named
	} {
		if got := a.ofNamed(found); len(got) != want {
			t.Errorf("%d are left, want %d", len(got), want)
		}
	}
}

func TestTheQuestionsOwnWordsAreNoAnswer(t *testing.T) {
	name, does := text("甲区", "甲区理工大学"), text("甲区", "甲区理工大学试点公交智能化研究。")
	got := write(t, rag.Question{Text: "甲区理工大学的试点做什么"}, name, does)
	if want := "甲区：甲区理工大学试点公交智能化研究[2]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOneOfSeveralIsNotTheList(t *testing.T) {
	passages := under("二、重点任务", "(一)家具行业", "(二)造纸行业", "(三)五金行业")
	for q, want := range map[string]bool{"重点任务有哪些": true, "重点任务里造纸行业的任务有哪些": false} {
		if got := section(parse(rag.Question{Text: q}, passages), rankedOf(passages)) != nil; got != want {
			t.Errorf("%s: the list %t, want %t", q, got, want)
		}
	}
}
