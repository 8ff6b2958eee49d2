package verify

import "testing"

func TestHeadingsWithoutTheirNumbers(t *testing.T) {
	source := Read(Source{Text: "以行政效能提升为核心，优化平台功能。", Path: []string{"第九章  保障措施", "第四节  完善配套保障", "（三）营造政务环境", "十二、健全网格服务机制"}})
	for claim, want := range map[string]bool{
		"完善配套保障。":   true, // 第四节, in Chinese numerals
		"健全网格服务机制。": true,
		"保障措施。":     true,
		"配套保障。":     false, // the end of a heading
		"完善配套。":     false,
		"完善社会保障。":   false,
	} {
		if got := Check(claim, []*Text{source}).Problem == ""; got != want {
			t.Errorf("%q stands above the text: %v", claim, got)
		}
	}
}
