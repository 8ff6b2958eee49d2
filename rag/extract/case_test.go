package extract

import (
	"testing"

	"chuchu/rag"
)

func TestWhatHoldsInACase(t *testing.T) {
	fines := text("甲区", "第九条 在公园内倾倒垃圾的，由城管部门处二百元罚款。情节严重的，处五百元罚款。", "第二章")
	other := text("甲区", "第十条 在路边停车的，处五十元罚款。情节严重的，处一百元罚款。", "第二章")
	for q, want := range map[string]string{
		"情节严重的，在公园内倾倒垃圾罚多少": "甲区：第九条 在公园内倾倒垃圾的，由城管部门处二百元罚款[1]。情节严重的，处五百元罚款[1]。",
		"在公园内倾倒垃圾罚多少":       "甲区：第九条 在公园内倾倒垃圾的，由城管部门处二百元罚款[1]。情节严重的，处五百元罚款[1]。",
	} {
		if got := write(t, rag.Question{Text: q}, fines, other); got != want {
			t.Errorf("%s: %q", q, got)
		}
	}
}

// A case is known by its last word.
func TestACaseInOtherWords(t *testing.T) {
	for _, c := range []struct {
		named, sentence string
		want            bool
	}{
		{"案子复杂", "案情复杂或者情况特殊的，可以延长一个月。", true},
		{"案子复杂", "案子复杂的，可以延长一个月。", true},
		{"案子复杂", "情况特殊的，可以延长一个月。", false},
		{"案子复杂", "法院应当自收到建议书之日起一个月内裁定复杂的案件。", false},
		{"案子复杂", "第九条 案情复杂的，可以延长一个月。", false},
	} {
		if got := newCandidate(ranked{0, text("", c.sentence)}, 0, c.sentence, nil).beginsWith(c.named); got != c.want {
			t.Errorf("%s begins with %s: %v", c.sentence, c.named, got)
		}
	}
}

func TestTheOtherOfTwoKindsDoesNotAnswer(t *testing.T) {
	p := text("甲区", "城镇居民人均收入达到7703元。农村居民人均收入由2090元增加到2476元。")
	if got, want := write(t, rag.Question{Text: "农村居民人均收入是多少"}, p), "甲区：农村居民人均收入由2090元增加到2476元[1]。"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestTheYearGoesOn(t *testing.T) {
	p := text("甲区", "1991年经济增长百分之七。工业生产较快，原煤达到10.9亿吨，水泥达到1988万吨。1992年计划增长百分之六。煤电装机达到300万千瓦。")
	p.Document.Published = "1992-03-01"
	if got, want := write(t, rag.Question{Text: "1991年水泥产量是多少"}, p), "甲区：工业生产较快，原煤达到10.9亿吨，水泥达到1988万吨[1]。"; got != want {
		t.Errorf("got %q", got)
	}
	for _, c := range candidates(rankedOf([]rag.Passage{p})) {
		want := map[string]int{"1991年经济增长百分之七。": 0, "1992年计划增长百分之六。": 1991, "煤电装机达到300万千瓦。": 1992}
		if y, ok := want[c.text]; ok && c.carriedYear() != y {
			t.Errorf("%s goes on about %d, want %d", c.text, c.carriedYear(), y)
		}
	}
}

// Who asks what becomes of something is told what is done in a case.
func TestOutcomes(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               float64
	}{
		{"生了二胎以后光荣证怎么处理", "生育第二个子女的，应当退回光荣证。", outcomeShare},
		{"示范商店不达标会怎样", "定期评估，对不再符合条件的提请撤销其资格。", outcomeShare},
		{"生了二胎以后光荣证怎么处理", "光荣证由主管部门颁发。", 0},
		{"光荣证怎么申领", "符合条件的，可以申领光荣证。", 0},
		{"光荣证有几种", "生育第二个子女的，应当退回光荣证。", 0},
	} {
		if cand, a := pair(c.question, c.sentence, nil); cand.inCase(a) != c.want {
			t.Errorf("%s by %q: %v", c.question, c.sentence, cand.inCase(a))
		}
	}
}
