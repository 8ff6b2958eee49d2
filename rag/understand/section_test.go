package understand

import (
	"slices"
	"testing"
)

func TestSections(t *testing.T) {
	for text, want := range map[string][]string{
		"坚持哪五条基本原则": {"基本原则"}, "主要目標和保障措施": {"主要目标", "保障措施"}, "养老床位": nil,
	} {
		if got := Read(text, spring).Sections; !slices.Equal(got, want) {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

func TestBare(t *testing.T) {
	for heading, want := range map[string]string{
		"第二节 基本原则": "基本原则", "第二章乘勢前行 錨定方向": "乘势前行 锚定方向", "一、人民至上。": "人民至上", "（三）保障措施": "保障措施", "专栏6 养老服务行动": "养老服务行动",
		"1.打造枢纽": "打造枢纽", "①安全": "安全", "第二章": "第二章", "前言": "前言",
		"第一章 总体要求":       "总体要求",
		"第二节　基本原则":       "基本原则",
		"一、经济发展":         "经济发展",
		"（三）社会建设":        "社会建设",
		"(三)社会建设":        "社会建设",
		"8.铸造精品设施":       "铸造精品设施",
		"8、铸造精品设施":       "铸造精品设施",
		"一是推进绿色转型":       "推进绿色转型",
		"专栏1 主要指标":       "主要指标",
		"① 养老服务":         "养老服务",
		"一轴多片区格局":        "一轴多片区格局",
		"十四五时期主要指标":      "十四五时期主要指标",
		"三、文體工作齊頭並進。":    "文体工作齐头并进",
		"":               "",
		"第三篇 第一章 一、总体要求": "总体要求",
	} {
		if got := Bare(heading); got != want {
			t.Errorf("Bare(%q) = %q, want %q", heading, got, want)
		}
	}
}

func TestHeads(t *testing.T) {
	for _, c := range []struct {
		heading, question string
		whole             bool
	}{
		{"第二节 基本原则", "坚持哪五条基本原则", true},
		{"第九章 保障措施", "保障措施有哪几个方面", true},
		{"专栏6 养老服务品质优化专项行动", "养老服务品质优化专项行动包括哪几项?", true},
		{"第三節 主要目標", "今后五年的主要目标有哪些", true},
		{"实施养老服务能力提升工程", "养老床位有多少", false},
		{"一、意见", "意见", false},
		{"围绕远景目标推动社会主义现代化建设行稳致远的工作思路", "远景目标", false},
	} {
		if got := Heads(c.heading, c.question); (got >= 0.99) != c.whole || got < 0 || got > 1 {
			t.Errorf("Heads(%q, %q) = %v", c.heading, c.question, got)
		}
	}
}

func TestOnlySection(t *testing.T) {
	for question, want := range map[string]bool{
		"的基本原则是什么": true, "“十四五”的主要目标有哪些": true, "基本原则里讲改革的那一条怎么说": false, "养老服务体系建设的发展目标": false,
		"基本原则是什么":       true,
		"十四五的基本原则有哪些":   true,
		"保障措施":          true,
		"养老服务的保障措施":     false,
		"盐田港集装箱码头的发展定位": false,
	} {
		if got := OnlySection(question); got != want {
			t.Errorf("OnlySection(%q) = %v", question, got)
		}
	}
}
