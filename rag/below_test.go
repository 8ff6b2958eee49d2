package rag

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
)

var cited = Citation{
	Number: 1,
	Document: chunk.Meta{
		ID: "plan", Title: "《湛江市赤坎区\n第十四个五年规划》", Issuer: "赤坎区发展和改革局",
		Number: "赤发〔2021〕3号", Published: "2021-05-01",
	},
	Path:  []string{"第七章 民生", "一、养老"},
	Quote: "加快实现\n“老有所养”目标",
}

const citedLine = "《湛江市赤坎区 第十四个五年规划》（赤坎区发展和改革局，赤发〔2021〕3号，2021年5月），第七章 民生，一、养老：“加快实现 “老有所养”目标”"

func TestCitationSource(t *testing.T) {
	damaged, repaired, hostile := cited, cited, cited
	damaged.Damaged = true
	repaired.Repaired, repaired.Raw = true, "老有所??養"
	hostile.Quote = "加快实现\x1b\u202e“老有所养”目标\xff"
	for want, c := range map[string]Citation{
		citedLine: cited,
		citedLine + "（来源文本此处有缺损，请核对原件）":                                                    damaged,
		citedLine + "（原文为：老有所??養）":                                                         repaired,
		strings.Replace(strings.Replace(citedLine, "实现 ", "实现", 1), "目标”", "目标\uFFFD”", 1): hostile,
	} {
		if got := c.Source(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestPlaceOfSources(t *testing.T) {
	for want, m := range map[string]chunk.Meta{
		"《行动计划》（2017年3月）": {Title: "《行动计划》", Published: "2017-03"},
		"《盐田计划》（2017年）":   {Label: "盐田计划", Published: "2017"},
		"《x》":             {ID: "x"},
		"《甲》（乙局）":         {Title: "甲", Issuer: "乙局\u200b"},
	} {
		if got := place(m, nil); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Where a document has no title its first words stand for it, briefly.
func TestNamesOfTheNameless(t *testing.T) {
	for label, want := range map[string]string{
		"盐田计划": "盐田计划", "湛江市赤坎区十四五规划": "湛江市赤坎区十四五规划",
		"为落实要求，推动发展，特制定本计划": "为落实要求…",
		"、自治区、直辖市人民政府，各部门":  "自治区、直辖市人民政府…", "": "x",
		"、指导思想 以新思想为指导，贯彻精神":           "指导思想…",
		"第一章 总则 第一条 为加快园区建设，提高水平":      "为加快园区建设…",
		"各省、自治区、直辖市主管部门：为落实要求，推动发展":    "为落实要求…",
		"一、总体要求 (一)指导思想 坚持":            "总体要求…",
		"为贯彻落实《甲市产业发展行动方案》和《乙方案》，结合实际": "为贯彻落实甲市产业发展行动方案和乙方案…",
		"人工智能是引领新一轮科技革命产业变革社会变革的战略性技术": "人工智能是引领新一轮科技革命产业变革社会…",
	} {
		if got := name(chunk.Meta{ID: "x", Label: label}); got != want {
			t.Errorf("%s is called %s, want %s", label, got, want)
		}
	}
	if got := covers([]Document{{Meta: chunk.Meta{Label: "为落实要求，推动发展"}}, {Meta: chunk.Meta{Label: "甲区规划", Title: "甲区的长长的规划"}}}); got != "现有资料：为落实要求…；甲区规划。" {
		t.Error(got)
	}
}

func TestBelow(t *testing.T) {
	p := Passage{Document: cited.Document, Chunk: chunk.Chunk{Text: strings.Repeat("長", 200)}}
	over := []Notice{{NoticePeriodOver, "已结束。"}}
	for name, test := range map[string]struct {
		answer Answer
		want   string
	}{
		"nothing": {Answer{Question: "问", Text: "答。"}, ""},
		"answered": {
			Answer{Question: "问", Citations: []Citation{cited}, Missing: []string{"甲", "乙"}, Notices: over, Passages: []Passage{p}, Model: "extractive"},
			"资料中未提及：甲、乙\n\n出处：\n[1] " + citedLine + "\n\n※ 已结束。",
		},
		"by a model": {Answer{Model: "m", Notices: over}, "※ 已结束。\n※ 内容由AI生成，引用前请核对原文。"},
		"refused": {
			Answer{Question: "问", Refused: true, Passages: []Passage{p, p, p, p}, Model: "m"},
			"最接近的内容：" + strings.Repeat("\n· "+place(cited.Document, nil)+"：“"+strings.Repeat("长", 80)+"…”（原文为繁体）", 3),
		},
		"asked in traditional script": {
			Answer{Question: "長", Refused: true, Passages: []Passage{p}},
			"最接近的内容：\n· " + place(cited.Document, nil) + "：“" + strings.Repeat("長", 80) + "…”",
		},
	} {
		if got := test.answer.Below(); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, test.want)
		}
		if got := Above("甲[1]。\n\n乙[2]。\n\n" + test.want); got != "甲[1]。\n\n乙[2]。" && test.want != "" {
			t.Errorf("%s: above is %q", name, got)
		}
	}
}

// pieces is a Writer that says the same whatever it is asked.
type pieces []string

func (p pieces) Name() string { return "pieces" }

func (p pieces) Write(context.Context, Question, []Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for piece := range slices.Values(p) {
			if !yield(piece, nil) {
				return
			}
		}
	}
}

// What the events of an answer carry, put together, is its text.
func TestCheckedCarriesTheLayout(t *testing.T) {
	passages := []Passage{passage("a", 10, "完善制度。新增床位300张。建设养老院2所。改善环境。")}
	w := pieces{"\n新增床位300张[1]。\n\n", "| --- |\n- 建设养老院2所[1]。\n编造999[1]。\n", "完善制度[1]。改善环境[1]。"}
	var told string
	d, err := run(t.Context(), w, Question{}, passages, func(ev Event) bool {
		if c, ok := ev.(Checked); ok {
			told += c.Before + c.Sentence.Text
		}
		return true
	})
	if err != nil || told != d.text.String() || !strings.Contains(told, "\n") {
		t.Errorf("%v: events carried %q, the text is %q", err, told, d.text.String())
	}
}

// A shortened citation is marked where it goes on; the one it was made of stays.
func TestShortened(t *testing.T) {
	c := Citation{Quote: "養老服務", Raw: "養??服務"}
	for most, want := range map[int][2]string{10: {"養老服務", "養??服務"}, 4: {"養老服務", "養??服…"}, 1: {"養…", "養…"}, 0: {"…", "…"}} {
		if got := c.Shortened(most); got.Quote != want[0] || got.Raw != want[1] {
			t.Errorf("%d characters: %q and %q, want %q", most, got.Quote, got.Raw, want)
		}
	}
	if c.Quote != "養老服務" {
		t.Error("the citation itself is cut")
	}
}
