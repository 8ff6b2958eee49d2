package extract

import (
	"testing"

	"chuchu/rag"
)

func TestDefines(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"什么是绿色工厂", "绿色工厂是实现用地集约的工厂。", true},
		{"什么样的工厂算绿色工厂", "本办法所称绿色工厂，是指用地集约的工厂。", true},
		{"“绿色工厂”指的是什么", "第二条 “绿色工厂”（以下简称工厂）指用地集约的工厂。", true},
		{"什么是绿色工厂", "推进绿色工厂建设。", false},
		{"什么是绿色工厂", "用地集约、生产洁净的工厂经评定后在全市公布的绿色工厂是先进的。", false}, // of some only
		{"绿色工厂有多少家", "绿色工厂是用地集约的工厂。", false},
	} {
		p := text("甲市", c.sentence)
		q := parse(rag.Question{Text: c.question}, []rag.Passage{p})
		if got := newCandidate(ranked{0, p}, 0, c.sentence, nil).defines(q.asks[0]); got != c.want {
			t.Errorf("%s: %q defines it: %v", c.question, c.sentence, got)
		}
	}
}

// A definition stands before what is only said of the thing under its name.
func TestADefinitionIsTheAnswer(t *testing.T) {
	goals := text("甲市", "到2025年，建成一批绿色工厂、绿色园区、绿色供应链，完善评价体系。", "一、绿色工厂")
	means := text("甲市", "绿色工厂是用地集约、生产洁净、废物资源化，或者以其他方式减少排放，乃至实现零排放的工厂。", "二、术语")
	got := write(t, rag.Question{Text: "什么样的工厂算绿色工厂"}, goals, means)
	if want := "甲市：绿色工厂是用地集约、生产洁净、废物资源化，或者以其他方式减少排放，乃至实现零排放的工厂[2]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
