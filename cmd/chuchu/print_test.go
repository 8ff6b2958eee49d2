package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

var goal = rag.Citation{
	Number: 1,
	Document: chunk.Meta{
		ID: "chikan", Title: "湛江市赤坎区\n国民经济和社会发展第十四个五年规划", Issuer: "湛江市赤坎区发展和改革局",
		Number: "赤发〔2021〕3号", Published: "2021-05-01",
	},
	Path:  []string{"第七章 民生", "一、养老"},
	Quote: "加快实现\n“老有所养”目标",
}

func TestCitationLine(t *testing.T) {
	const want = "《湛江市赤坎区 国民经济和社会发展第十四个五年规划》（湛江市赤坎区发展和改革局，赤发〔2021〕3号，2021年5月），第七章 民生，一、养老：“加快实现 “老有所养”目标”"
	if got := citationLine(goal); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	damaged, repaired := goal, goal
	damaged.Damaged = true
	repaired.Repaired, repaired.Raw = true, "老有所??養"
	if got := citationLine(damaged); !strings.HasSuffix(got, "（来源文本此处有缺损，请核对原件）") {
		t.Errorf("damaged: %s", got)
	}
	if got := citationLine(repaired); !strings.HasSuffix(got, "（原文为：老有所??養）") {
		t.Errorf("repaired: %s", got)
	}
}

func TestScriptOf(t *testing.T) {
	for _, test := range []struct{ question, source, want string }{
		{"养老目标", "養老目標", "养老目标（原文为繁体）"},
		{"养老目标", "养老目标", "养老目标"},
		{"養老目標", "養老目標", "養老目標"},
	} {
		if got := scriptOf(test.question)(test.source); got != test.want {
			t.Errorf("%s: %s, want %s", test.question, got, test.want)
		}
	}
}

func TestPlaceOf(t *testing.T) {
	for want, m := range map[string]chunk.Meta{
		"《行动计划》（2017年3月）": {Title: "《行动计划》", Published: "2017-03"},
		"《盐田计划》（2017年）":   {Label: "盐田计划", Published: "2017"},
		"《x》":             {ID: "x"},
	} {
		if got := placeOf(m, nil); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestPrintAnswer(t *testing.T) {
	passage := rag.Passage{Document: goal.Document, Chunk: chunk.Chunk{Text: strings.Repeat("长", 200)}}
	for name, test := range map[string]struct {
		answer rag.Answer
		want   string
	}{
		"answered": {
			rag.Answer{
				Text: "目标是老有所养[1]。", Citations: []rag.Citation{goal}, Missing: []string{"改造费用"},
				Notices: []rag.Notice{{Code: rag.NoticePeriodOver, Message: "已结束。"}}, Passages: []rag.Passage{passage},
			},
			"目标是老有所养[1]。\n资料中未提及：改造费用\n\n出处：\n[1] " + citationLine(goal) + "\n\n※ 已结束。\n",
		},
		"refused": {
			rag.Answer{Text: "资料中没有找到。", Refused: true, Passages: []rag.Passage{passage}},
			"资料中没有找到。\n\n最接近的内容：\n· " + placeOf(goal.Document, nil) + "：“" + strings.Repeat("长", 80) + "…”\n",
		},
	} {
		var out strings.Builder
		if err := printAnswer(&out, test.answer); err != nil || out.String() != test.want {
			t.Errorf("%s: %v\ngot  %s\nwant %s", name, err, out.String(), test.want)
		}
	}
}

func TestQuestionText(t *testing.T) {
	if got, err := questionText([]string{" 赤坎", "养老 "}); got != "赤坎 养老" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	for _, bad := range []string{"", "  \t", "\x00\x1b", "\xff\xfe", strings.Repeat("问", maxQuestion+1)} {
		if _, err := questionText([]string{bad}); err == nil {
			t.Errorf("%.10q is taken", bad)
		}
	}
}

// What a document says is never obeyed by a terminal.
func TestPlain(t *testing.T) {
	var out strings.Builder
	fmt.Fprint(plain{&out}, "甲\x1b[31m\u009b2J\u202e乙\x00\t丙\r\n")
	if want := "甲[31m2J乙\t丙\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	if got := flat("甲\x1b]0;x\a\n乙"); got != "甲]0;x 乙" {
		t.Errorf("%q", got)
	}
	out.Reset()
	text := "甲\x1b\u009b\u202e\U000E0001乙"
	if err := printJSON(&out, text); err != nil || shown(out.String()) != out.String() {
		t.Errorf("%q, %v", out.String(), err)
	}
	var back string
	if err := json.Unmarshal([]byte(out.String()), &back); err != nil || back != text {
		t.Errorf("%q, %v", back, err)
	}
}
