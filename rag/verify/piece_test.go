package verify

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// shown writes pieces as words, with [value unit year] for a figure, clauses apart by |.
func shown(sentence string) string {
	found, _ := pieces(sentence)
	var b strings.Builder
	for i, p := range found {
		if i > 0 {
			b.WriteString(map[bool]string{true: "、", false: "|"}[p.clause == found[i-1].clause])
		}
		n := 0
		for _, r := range p.words {
			if r != mark {
				b.WriteRune(r)
				continue
			}
			fmt.Fprintf(&b, "[%v%s", p.figures[n].value, p.figures[n].unit)
			if y := p.figures[n].last(); y > 0 {
				fmt.Fprintf(&b, " %d", y)
			}
			b.WriteString("]")
			n++
		}
	}
	return b.String()
}

func TestPieces(t *testing.T) {
	for in, want := range map[string]string{
		"": "",
		"到2025年地区生产总值约460亿元，人均超12万元": "地区生产总值[4.6e+10元 2025]|人均[120000元 2025]",
		"“十四五”末，新增两所学校":              "新增[2所 2025]学校",
		"2020年10.69亿元，2025年11.8亿元":   "[1.069e+09元 2020]|[1.18e+09元 2025]",
		"11.8亿元（2025年）":              "[1.18e+09元 2025]",
		"完成40座市政公厕和90座社会公厕，新建7座":     "完成[40座]市政公厕、[90座]社会公厕|新建[7座]",
		"推广5G和4A级景区":                 "推广5g、4a级景区",
		"PM2.5浓度22微克/立方米":            "pm25浓度[22微克/立方米]",
		"构建和谐劳动关系":                   "构建和谐劳动关系",
		"省级、市级企业技术中心分别达3家和5家":        "省级企业技术中心达[3家]、市级企业技术中心达[5家]",
		"从2020年的25个增加到2025年的32个":     "的[25个 2020]增加、的[32个 2025]",
		"突破1000亿元，带动规模超万亿元":          "[1e+11元]|带动规模[1e+12元]",
		"三大工程":      "[3大]工程",
		"统一标准，第三产业": "统一标准|第三产业",
	} {
		if got := shown(in); got != want {
			t.Errorf("%q:\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestBounds(t *testing.T) {
	for in, want := range map[string]relation{
		"不低于97%": atLeast, "不超过97%": atMost, "97%以上": atLeast, "97%以内": atMost, "约97%": about, "97%左右": about,
		"超过97%": atLeast, "低于97%": atMost, "97%": exactly, "不少于60个": atLeast, "60多个": atLeast, "60个以下": atMost, "近60个": about, "过亿元": atLeast,
	} {
		found, _ := pieces(in)
		if len(found) != 1 || len(found[0].figures) != 1 || found[0].figures[0].relation != want {
			t.Errorf("%q: %+v, want relation %v", in, found, want)
		}
	}
}

func TestRespectively(t *testing.T) {
	for in, want := range map[string]string{
		"甲业、乙业分别增长8%、7%": "甲业增长8%、乙业增长7%",
		"甲业和乙业分别为8家和7家。": "甲业为8家、乙业为7家。",
		"甲、乙、丙分别为8家和7家":  "甲、乙、丙分别为8家和7家",
		"分别推进":           "分别推进",
		"没有":             "没有",
	} {
		if got := respectively(in); got != want {
			t.Errorf("respectively(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestContent(t *testing.T) {
	for in, want := range map[string][]string{
		"目标是": nil, "的": nil, "新建公厕": {"新建公厕"}, "计划新建公厕的目标": {"新建公厕"}, "达标": {"达标"}, "一是打造": {"打造"},
	} {
		if got := content([]rune(in)); !slices.Equal(got, want) {
			t.Errorf("content(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestThin(t *testing.T) {
	for in, want := range map[string]bool{"同比增长": true, "达到": true, "五年年均增长": false, "公厕": false, "": true} {
		if thin([]rune(in)) != want {
			t.Errorf("thin(%q) is not %v", in, want)
		}
	}
}

func FuzzPieces(f *testing.F) {
	f.Add("到2025年，甲、乙分别达3家和5家（预期性）。")
	f.Add("“十四五”末一千二百人2021-2025年超亿元")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 2000 {
			return
		}
		found, _ := pieces(text)
		for _, p := range found {
			if n := strings.Count(string(p.words), string(mark)); n != len(p.figures) && !strings.ContainsRune(text, mark) {
				t.Errorf("%q: %d marks for %d figures", text, n, len(p.figures))
			}
		}
	})
}
