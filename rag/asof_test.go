package rag

import (
	"testing"

	"chuchu/chunk"
)

// When a source was published may stand in front of what it says, where it is so.
func TestPublicationInFrontOfAClaim(t *testing.T) {
	for _, c := range []struct{ in, want, problem string }{
		{"据2021年9月发布的规划纲要，现有高新技术企业52家[1]。", "据2021年9月发布的规划纲要，现有高新技术企业52家[1]。", ""},
		{"据2021年发布的资料，现有高新技术企业52家[1]。", "据2021年发布的资料，现有高新技术企业52家[1]。", ""},
		{"據2021年9月發布的規劃綱要，現有高新技術企業52家[1]。", "據2021年9月發布的規劃綱要，現有高新技術企業52家[1]。", ""},
		{"据2023年9月发布的规划纲要，现有高新技术企业52家[1]。", "", ProblemPeriod},
		{"据2021年9月发布的讲话，现有高新技术企业52家[1]。", "", ProblemPeriod},
		{"据2021年9月发布的规划纲要，现有高新技术企业53家[1]。", "", ProblemNumber},
	} {
		d := planDraft("现有高新技术企业52家。")
		d.mark = true
		about := &d.passages[0].Document
		about.Title, about.Published, about.Period = "某街道规划", "2021-09-29", &chunk.Period{From: 2021, To: 2025}
		s, _ := d.add(c.in)
		if s.Problem != c.problem || c.problem == "" && (s.Text != c.want || d.citations[0].Quote != "现有高新技术企业52家") {
			t.Errorf("%s: %+v, cited %+v", c.in, s, d.citations)
		}
	}
}
