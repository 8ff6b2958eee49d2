package extract

import (
	"strings"
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
		{"“两单”是哪两单", "建立问题清单、责任清单（以下简称“两单”）制度。", true},
		{"“两单”指什么", "建立问题清单、责任清单(简称 “两单”)制度。", true},
		{"“两单”是哪两单", "落实“两单”，形成问题、责任、措施闭环。", false},
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

func TestWhatATermIsShortFor(t *testing.T) {
	p := text("甲市", "各镇落实“两单”制度，推进“两单”公开、更新、销号，强化“两单”应用。今年起，建立问题清单、责任清单（以下简称“两单”）制度，完善监督体系，每季度向社会公布一次结果。")
	for _, question := range []string{"“两单”指的是什么", "“两单”是哪两单"} {
		if got, want := write(t, rag.Question{Text: question}, p), "建立问题清单、责任清单（以下简称“两单”）制度"; !strings.Contains(got, want) || strings.Contains(got, "各镇") {
			t.Errorf("%s: got %q, want %q", question, got, want)
		}
	}
}
