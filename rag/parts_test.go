package rag

import (
	"slices"
	"strings"
	"testing"
)

// collected is what comes of a text in pieces of one length.
func collected(text string, size int) []string {
	var p parts
	var got []string
	for i := 0; i < len(text); i += size {
		got = append(got, p.push(text[i:min(i+size, len(text))])...)
	}
	return append(got, p.flush()...)
}

func TestPartsBearWhatTheirSentenceDoes(t *testing.T) {
	for text, want := range map[string][]string{
		"甲3家；乙5家[1]。":              {"甲3家[1]；", "乙5家[1]。"},
		"甲3家[2]；乙5家[1]。":           {"甲3家[2]；", "乙5家[1]。"},
		"有:\n甲3家;\n乙5家[1]。":        {"有[1]:\n", "甲3家[1];\n", "乙5家[1]。"},
		"包括：\n- 甲[1]；\n- 乙[2]。\n":  {"包括[1]：\n", "- 甲[1]；", "\n", "- 乙[2]。", "\n"},
		"包括：\n\n1. 甲[1]\n":         {"包括[1]：\n", "\n", "1. 甲[1]\n"},
		"有。甲3家[1]。":                {"有。", "甲3家[1]。"},
		"甲；乙；":                     {"甲；", "乙；"},
		"甲；乙。丙[1]。":                {"甲；", "乙。", "丙[1]。"},
		"①交通；②消防；③旅游[1][3]。后面[2]。": {"①交通[1][3]；", "②消防[1][3]；", "③旅游[1][3]。", "后面[2]。"},
	} {
		for size := 1; size <= len(text); size++ {
			if got := collected(text, size); !slices.Equal(got, want) {
				t.Fatalf("%q in pieces of %d: %q, want %q", text, size, got, want)
			}
		}
	}
}

// Nothing is lost, and nothing but markers is added.
func FuzzParts(f *testing.F) {
	f.Add("甲；乙[1]。\n包括：\n- 丙[2]", 3)
	f.Add("：[1]；；[2]\n", 1)
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size < 1 || size > 100 {
			return
		}
		if got := bare(strings.Join(collected(text, size), "")); got != bare(text) && !marker.MatchString(bare(got)+bare(text)) {
			t.Errorf("%q came out as %q", text, got)
		}
	})
}

// What only leads to a list is no sentence: it stands in the text, without a source.
func TestLeadsAreLayout(t *testing.T) {
	d := planDraft("重点发展高端印刷、生物医药。")
	said := toldOf(t, d, "重点发展高端印刷[1]。具体包括：\n- 生物医药[1]。\n")
	if len(said) != 2 || !strings.Contains(d.text.String(), "具体包括：\n- 生物医药[1]") || len(d.citations) != 1 {
		t.Errorf("told %q, text %q, citations %v", said, d.text.String(), d.citations)
	}
}
