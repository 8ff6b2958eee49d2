package extract

import (
	"testing"

	"chuchu/rag"
)

func TestListsGoOnBehindSemicolons(t *testing.T) {
	p := text("甲市", "（二）申报材料\n1.奖励资金申请表；\n2.证明文件；\n3.资料真实性承诺书。\n（三）有效期为一年。", "第四条 奖励", "（二）申报材料")
	want := "甲市：1.奖励资金申请表；\n2.证明文件；\n3.资料真实性承诺书[1]。"
	if got := write(t, rag.Question{Text: "奖励资金要交什么材料"}, p); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestChained(t *testing.T) {
	p := text("甲市", "前言。改善设施；编制规划；组织培训。后记。")
	runes := []rune(p.Text)
	for _, c := range []struct {
		said string
		list bool
		want string
	}{
		{"改善设施；", true, "改善设施；编制规划；组织培训。"},
		{"组织培训。", true, "改善设施；编制规划；组织培训。"},
		{"改善设施；", false, "改善设施；"}, // one thing is asked for
		{"后记。", true, "后记。"},
	} {
		start := 0
		for string(runes[start:start+len([]rune(c.said))]) != c.said {
			start++
		}
		got := choice{candidate: newCandidate(ranked{0, p}, start, c.said, nil)}.chained(ask{list: c.list})
		if got.text != c.want {
			t.Errorf("%s, list %v: %q, want %q", c.said, c.list, got.text, c.want)
		}
	}
}

// The parts of a section are asked for by its name, whatever else is said of it.
func TestPartsOfANamedSection(t *testing.T) {
	principles := under("（二）基本原则", "坚持创新驱动。", "坚持市场主导。", "坚持融合发展。")
	products := under("（二）重点产品延链", "1.智能计算设备", "2.智能机器人", "3.智能传感器")
	numbered := append(under("三、2024年工作任务", "（一）发展生产力", "（二）科教兴国", "（三）扩大内需"), text("甲区", "深入推进依法行政。", "三、2024年工作任务", "深入推进依法行政"))
	for _, c := range []struct {
		question string
		passages []rag.Passage
		want     string
	}{
		{"智能制造规划的基本原则是啥", principles, "甲区：坚持创新驱动[3]。坚持市场主导[2]。坚持融合发展[1]。"},
		{"重点发展哪些产品", products, "甲区：智能计算设备[3]。智能机器人[2]。智能传感器[1]。"},
		{"2024年工作任务一共哪三项", numbered, "甲区：发展生产力[3]。科教兴国[2]。扩大内需[1]。"},
	} {
		if got := write(t, rag.Question{Text: c.question}, c.passages...); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}
