package extract

import (
	"context"
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
)

// What a follow-up says anew decides among sentences that hold the old words.
func TestTheNewWordsOfAFollowUpDecide(t *testing.T) {
	standards := text("", "到2026年新编国家标准和团体标准50项以上。参与编制国际标准20项以上。")
	online := text("", "年底前，除涉及国家安全的以外，省级依申请事项的网上可办率不低于90%，市、县级的网上可办率不低于70%。")
	for _, c := range []struct {
		question, before string
		passage          rag.Passage
		want             string
	}{
		{"到2026年要新编多少国际标准", "到2026年要新编多少国家标准和团体标准", standards, "规划：参与编制国际标准20项以上[1]。"},
		{"市县级事项网上可办率要求多少", "省级事项网上可办率要求多少", online, "规划：市、县级的网上可办率不低于70%[1]。"},
		{"省级事项网上可办率要求多少", "市县级事项网上可办率要求多少", online, "规划：省级依申请事项的网上可办率不低于90%[1]。"},
	} {
		if got := write(t, rag.Question{Text: c.question, Focus: c.question, Before: c.before}, c.passage); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}

// A follow-up that names no time is of the year that the question before names.
func TestTheYearOfTheQuestionBefore(t *testing.T) {
	last := text("", "财政安排住房补助资金55亿元。", "一、2009年工作回顾")
	next := text("", "财政安排住房专项补助资金63亿元。", "二、2010年重点工作")
	for before, want := range map[string]string{
		"2010年计划建多少套住房": "规划：财政安排住房专项补助资金63亿元[2]。",
		"2009年建了多少套住房":  "规划：财政安排住房补助资金55亿元[1]。",
		"建了多少套住房":       "规划：财政安排住房补助资金55亿元[1]。",
	} {
		q := rag.Question{Text: "财政住房补助资金安排多少", Focus: "财政住房补助资金安排多少", Before: before}
		if got := write(t, q, last, next); got != want {
			t.Errorf("%s\n got %q\nwant %q", before, got, want)
		}
	}
}

// A follow-up stays where the question before is answered.
func TestAFollowUpStays(t *testing.T) {
	here, there := text("甲市", "突破船舶感知、自动航行等核心技术。"), text("乙市", "突破传感器、数控系统等核心技术。")
	q := rag.Question{Text: "要突破哪些核心技术", Before: "智能船舶计划几年内实现", Stays: "甲市"}
	here.Document.ID, there.Document.ID = "甲市", "乙市"
	if got := write(t, q, there, here); !strings.Contains(got, "自动航行") || strings.Contains(got, "数控") {
		t.Errorf("got %q", got)
	}
}

// What a follow-up says anew outweighs what a Reader is sure of.
func TestSurerFirst(t *testing.T) {
	first := text("甲市", "1.资助期限为3年，申请书的期限填写2020年4月1日。")
	then := text("甲市", "1.申请报送日期为2019年12月9日至16日。")
	q := rag.Question{Text: "申请什么时候交", Before: "项目资助期限几年", Topic: "项目资助期限"}
	if got := writeRead(t, scores{"资助期限": 1, "报送": 6}, q, first, then); !strings.Contains(got, "12月9日") || strings.Contains(got, "4月1日") {
		t.Errorf("got %q", got)
	}
	of := func(sentence string, odds float64) scored {
		c := newCandidate(ranked{0, text("甲市", sentence)}, 0, sentence, nil)
		c.wasRead, c.odds = true, odds
		return scored{choice: choice{candidate: c}, worth: 1}
	}
	plain, hard := of("法院应当在一个月内裁定。", 6), of("案情复杂的，可以延长一个月。", 3)
	for words, want := range map[string]float64{"复杂": 3, "一个": 6} {
		a := ask{kind: duration, anew: []string{words}, weights: map[string]float64{words: 1}}
		if got := a.surerFirst([]scored{hard, plain}); got[0].odds != want {
			t.Errorf("where %s is asked anew, odds of %v come first", words, got[0].odds)
		}
	}
}

// What is quoted stands in front of the figure that is asked for.
func TestTheQuotedWordsDecide(t *testing.T) {
	shops := text("甲区", "对新认定为市级示范的工业企业和商店，一次性给予企业50万元奖励，推荐“双优”平台。对新入选“双优”的平台，给予一次性800万元奖励。")
	for question, want := range map[string]string{
		"企业新入选“双优”，一次性给予多少奖励":    "给予一次性800万元奖励",
		"商店新认定为市级示范，一次性给予企业多少奖励": "一次性给予企业50万元奖励",
	} {
		if got := write(t, rag.Question{Text: question}, shops); !strings.Contains(got, want) {
			t.Errorf("%s: %q", question, got)
		}
	}
}

func TestMoreThanTheYearBefore(t *testing.T) {
	p := text("甲市", "安排专项债券1.35万亿元，比去年增加5500亿元。")
	for question, want := range map[string]string{"专项债券比上一年多了多少": "比去年增加5500亿元[1]。", "专项债券安排了多少": "1.35万亿元"} {
		if got := write(t, rag.Question{Text: question}, p); !strings.Contains(got, want) {
			t.Errorf("%s: %q", question, got)
		}
	}
}

func TestHowOftenAndHowManyTimes(t *testing.T) {
	for _, c := range []struct {
		question, clause string
		want             bool
	}{
		{"大型水库多久巡查一次", "按季度巡查大型水库", true},
		{"大型水库多久巡查一次", "每半年巡查一次", true},
		{"大型水库多久建成", "按季度巡查大型水库", false},
		{"销售假药的罚多少", "处违法所得一倍以上三倍以下的罚款", true},
		{"销售假药的罚多少", "比上年增长一倍以上", false},
		{"药店的投资是多少钱", "处违法所得一倍以上三倍以下的罚款", false},
	} {
		a := newAsk(c.question)
		a.whole = c.question
		if got := a.shown(c.clause); got != c.want {
			t.Errorf("%s: %s is shown: %v", c.question, c.clause, got)
		}
	}
}

// byWording is a Reader that tells what it was asked, and holds all for an answer
// where a topic was named.
type byWording struct{ asked *[]string }

func (r byWording) Read(_ context.Context, question string, sentences []Sentence) ([]float32, error) {
	*r.asked = append(*r.asked, question)
	out := make([]float32, len(sentences))
	for i := range out {
		out[i] = float32(len(question))
	}
	return out, nil
}

// A follow-up is read with what the conversation was about as well: it may leave
// that out.
func TestAFollowUpIsReadWithItsTopic(t *testing.T) {
	for _, c := range []struct {
		topic, asked string
		want         []string
	}{
		{"通信系统", "谁承建的", []string{"谁承建的", "通信系统，谁承建的"}},
		{"通信系统", "通信系统谁承建的", []string{"通信系统谁承建的"}},
		{"", "谁承建的", []string{"谁承建的"}},
	} {
		var asked []string
		w := Writer{Reader: byWording{&asked}}
		got, err := w.readAfter(t.Context(), c.topic, c.asked, make([]Sentence, 1))
		if err != nil || !slices.Equal(asked, c.want) || got[0] != float32(len(c.want[len(c.want)-1])) {
			t.Errorf("%s after %s: read as %q, %v", c.asked, c.topic, asked, got)
		}
	}
}
