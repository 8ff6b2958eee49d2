package ragtest_test

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// What is made of a sentence, by kind.
func TestTurnsOfASentence(t *testing.T) {
	for _, c := range []struct{ kind, text, there, want string }{
		{"modality", "企业可以申请补贴。", "", "企业不得申请补贴。"},
		{"range turned", "处一万元以上5万元以下的罚款，处3至6个月。", "", "处一万元以上5万元以下的罚款，处6至3个月。"},
		{"negation removed", "未经批准的，责令拆除。", "", "经批准的，责令拆除。"},
		{"role", "由省科技厅牵头。", "", "由省科技厅配合。"},
		{"unit", "新增床位300张，投资5亿元。", "", "新增床位300张，投资5万元。"},
		{"ordinal", "第十二条规定不得占用。", "", "第九十九条规定不得占用。"},
		{"year added", "新增床位300张。", "新增床位300张。到2030年，新增床位500张。", "2030年，新增床位300张。"},
		{"crossed", "工业增加值增长5%。", "工业增加值增长5%，财政总收入增长7%。", "财政总收入增长5%。"},
		{"part", "床位500张，其中护理型300张。", "", "床位500张，另有护理型300张。"},
		{"stage", "甲中心年内竣工。", "甲中心年内竣工，乙大厦封顶。", "甲中心年内封顶。"},
		{"office", "由公安主管部门备案。", "公安主管部门备案，卫生主管部门负责。", "由卫生主管部门备案。"},
	} {
		all := ragtest.Turns(c.text, rag.Passage{Chunk: chunk.Chunk{Text: c.there}})
		if !slices.ContainsFunc(all, func(w ragtest.Corruption) bool { return w.Kind == c.kind && w.Text == c.want && w.Inside }) {
			t.Errorf("%s: %s gives %v", c.kind, c.text, all)
		}
	}
}

// Only what looks back, without a year, is given the years of its plan.
func TestYearsOfAPlan(t *testing.T) {
	back := rag.Passage{Document: chunk.Meta{Period: &chunk.Period{From: 2021, To: 2025}}, Chunk: chunk.Chunk{Path: []string{"第一章 发展基础"}}}
	goals := rag.Passage{Document: back.Document, Chunk: chunk.Chunk{Path: []string{"第二章 主要目标"}}}
	year := rag.Passage{Document: chunk.Meta{Period: &chunk.Period{From: 2022, To: 2022}}, Chunk: back.Chunk}
	for _, c := range []struct {
		text  string
		cited rag.Passage
		want  string
	}{
		{"新增床位300张。", back, "到2025年，新增床位300张。"},
		{"甲区：新增床位300张。", back, "甲区：2021年至2025年，新增床位300张。"},
		{"新增床位300张。", goals, ""},
		{"新增床位300张。", year, ""},
		{"新增床位300张。", rag.Passage{}, ""},
		{"2020年新增床位300张。", back, ""},
		{"“十三五”时期新增床位300张。", back, ""},
		{"完善养老服务。", back, ""},
	} {
		var got []string
		for _, w := range ragtest.Turns(c.text, c.cited) {
			if w.Kind == "plan's years" {
				got = append(got, w.Text)
			}
		}
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%s gives %v, want %q", c.text, got, c.want)
		}
	}
}

// What its passage says word for word is nothing wrong.
func TestTurnsSayNothingThatIsThere(t *testing.T) {
	there := "企业可以申请补贴。企业不得申请补贴。"
	for _, w := range ragtest.Turns("企业可以申请补贴。", rag.Passage{Chunk: chunk.Chunk{Text: there}}) {
		if strings.Contains(there, w.Text) {
			t.Errorf("%s: %s", w.Kind, w.Text)
		}
	}
}

// Rewordings say the same.
func TestRewordings(t *testing.T) {
	cited := rag.Passage{Document: chunk.Meta{Label: "甲区十四五规划"}}
	for _, c := range []struct{ kind, text, want string }{
		{"verb", "床位达到300张。", "床位为300张。"},
		{"counted", "新增1.2万人，投资3亿元。", "新增12000人，投资30000万元。"},
		{"written", "建成2个中心。", "建成两个中心。"},
		{"percent", "占比50%。", "占比百分之50。"},
		{"asides", "县（市、区）政府负责。", "县政府负责。"},
		{"manner", "大力推进改造。", "推进改造。"},
		{"shorter", "健全服务体系，发展普惠养老，支持家庭。", "健全服务体系，发展普惠养老。"},
		{"order", "到2025年，工业增加值增长5%，财政总收入增长7%。", "到2025年，财政总收入增长7%，工业增加值增长5%。"},
		{"named", "床位300张。", "甲区十四五规划：床位300张。"},
	} {
		all := ragtest.Rewordings(c.text, cited)
		if !slices.Contains(all, ragtest.Rewording{Kind: c.kind, Text: c.want}) {
			t.Errorf("%s: %s gives %v", c.kind, c.text, all)
		}
	}
}
