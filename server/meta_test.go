package server

import (
	"testing"

	"chuchu/chunk"
)

func TestCheckMeta(t *testing.T) {
	m, err := CheckMeta(chunk.Meta{
		ID: " e\u0301 ", Title: "赤坎\x1b[31m\n规划\u202e", Published: "2024-02-29", Level: "区县\x00", Kind: "法规",
		Period: &chunk.Period{From: 2021, To: 2021}, Revision: "mine",
	})
	if err != nil || m.ID != "\u00e9" || m.Title != "赤坎[31m 规划" || m.Level != "区县" || m.Revision != "" {
		t.Errorf("%+v, %v", m, err)
	}
	for _, m := range []chunk.Meta{
		{ID: "../x"}, {ID: "a\u200bb"}, {ID: "\xff"}, {Standing: "maybe"}, {Kind: "规划"}, {Level: "镇"},
		{Published: "2021-13-99"}, {Published: "2021-02-30"}, {Published: "0001"},
		{Period: &chunk.Period{From: -5, To: 99999999}}, {Period: &chunk.Period{From: 2025, To: 2021}},
	} {
		if _, err := CheckMeta(m); err == nil {
			t.Errorf("%+v is taken", m)
		}
	}
}

func TestQuestionOfControls(t *testing.T) {
	for _, text := range []string{"\x00\x01", "\u200b \u202e", "\x1b"} {
		if _, err := question(text); err == nil {
			t.Errorf("%q is a question", text)
		}
	}
}
