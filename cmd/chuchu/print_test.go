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
			"目标是老有所养[1]。\n\n资料中未提及：改造费用\n\n出处：\n[1] " + goal.Source() + "\n\n※ 已结束。\n",
		},
		"refused": {
			rag.Answer{Text: "资料中没有找到。", Refused: true, Passages: []rag.Passage{passage}},
			"资料中没有找到。\n\n最接近的内容：\n· " + passage.Place() + "：“" + strings.Repeat("长", 80) + "…”\n",
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
