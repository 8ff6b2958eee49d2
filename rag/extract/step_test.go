package extract

import (
	"testing"

	"chuchu/rag"
)

// steps are passages of one document whose points belong to steps.
func steps() []rag.Passage {
	section := []string{"（二）目标"}
	at := func(number int, text string, path ...string) rag.Passage {
		p := rag.Passage{Key: rag.Key{Document: "d", Number: number}}
		p.Text, p.Quote, p.Path = text, text, append(section[:1:1], path...)
		return p
	}
	return []rag.Passage{
		at(4, "分两步走：第一步，到2022年机器人产业初具规模。"),
		at(5, "企业不断成长。机器人产业规模超过30亿元。", "企业不断成长"),
		at(6, "第二步，到2027年机器人产业走在前列。"),
		at(7, "企业领先全国。机器人产业规模超过90亿元。", "企业领先全国"),
		at(9, "企业遍布全球。机器人产业规模超过200亿元。", "企业遍布全球"),
	}
}

func TestPointsAreOfTheStepInFrontOfThem(t *testing.T) {
	group := rankedOf(steps())
	for i, want := range []int{2022, 2022, 2027, 2027, 0} {
		if got := stepOf(group[i], len([]rune(group[i].Text)), group); got != want {
			t.Errorf("%s: step of %d, want %d", group[i].Text, got, want)
		}
	}
	elsewhere := group[1]
	elsewhere.Path = []string{"（三）措施", "企业不断成长"}
	if got := stepOf(elsewhere, 0, group); got != 0 {
		t.Errorf("a point of another section is of the step of %d", got)
	}
}

func TestTheStepOfAFigure(t *testing.T) {
	for q, want := range map[string]string{
		"机器人产业规模2022年做到多大": "机器人产业规模超过30亿元[2]。",
		"机器人产业规模2027年做到多大": "机器人产业规模超过90亿元[4]。",
	} {
		if got := write(t, rag.Question{Text: q}, steps()...); got != want {
			t.Errorf("%s: %q, want %q", q, got, want)
		}
	}
}

func TestLastStep(t *testing.T) {
	for text, want := range map[string]int{
		"第一步，到2020年达标": 2020, "第二阶段（2025年）": 2025, "第一步，到2020年；第二步，到2030年": 2030,
		"到2020年达标": 0, "第一步，建成平台。到2020年": 0, "": 0,
	} {
		if got := lastStep(text); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}
