package verify

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"  \n ", nil},
		{"一是稳。二是进！三是好", []string{"一是稳。", "二是进！", "三是好"}},
		{"他说：“好。”然后走了。", []string{"他说：“好。”", "然后走了。"}},
		{"第一行\n第二行", []string{"第一行", "第二行"}},
		{"建成三处。（某市发展和改⏎革局负责）", []string{"建成三处。", "（某市发展和改⏎革局负责）"}},
		{"名称（全称⏎（二）第二项）", []string{"名称（全称", "（二）第二项）"}},
		{"名称（全称⏎第二行", []string{"名称（全称", "第二行"}},
		{"浓度为2.5;比例50%;完", []string{"浓度为2.5;比例50%;", "完"}},
		{"做到(一);做到(二)", []string{"做到(一);", "做到(二)"}},
	} {
		var got []string
		runes := []rune(strings.ReplaceAll(c.in, "⏎", "\n"))
		for _, s := range Sentences(string(runes)) {
			got = append(got, strings.ReplaceAll(string(runes[s.Start:s.End]), "\n", "⏎"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("Sentences(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestLocate(t *testing.T) {
	source := "积极应对人口老龄化，加快实现“老有所养、老有所医”工作目标。健全基本养老服务体系。新增床位 300 张。"
	for _, c := range []struct {
		claim, want string
		least, most float64
	}{
		{"健全基本养老服务体系。", "健全基本养老服务体系", 1, 1},
		{"加快实现“老有所养、老有所医”工作目标", "加快实现“老有所养、老有所医”工作目标", 1, 1},
		{"新增床位300张", "新增床位 300 张", 1, 1},
		{"赤坎加快实现老有所养、老有所医目标", "积极应对人口老龄化，加快实现“老有所养、老有所医”工作目标。", 0.5, 0.99},
		{"钢铁产量翻番", "", 0, 0.2},
	} {
		at, coverage := Locate(c.claim, source)
		if coverage < c.least || coverage > c.most {
			t.Errorf("Locate(%q): coverage %v, want %v to %v", c.claim, coverage, c.least, c.most)
		}
		if got := string([]rune(source)[at.Start:at.End]); c.want != "" && got != c.want {
			t.Errorf("Locate(%q) = %q, want %q", c.claim, got, c.want)
		}
	}
}

func TestLocateAcrossScripts(t *testing.T) {
	at, coverage := Locate("健全基本养老服务体系", "完善制度。健全基本養老服務體系，發展。")
	if got := string([]rune("完善制度。健全基本養老服務體系，發展。")[at.Start:at.End]); got != "健全基本養老服務體系" || coverage != 1 {
		t.Errorf("got %q, coverage %v", got, coverage)
	}
}

func TestCovers(t *testing.T) {
	if !Covers("湛江市赤坎區十四五規劃", "湛江市赤坎区：") {
		t.Error("a place in another script is not covered")
	}
	if Covers("湛江市赤坎区", "盐田区") {
		t.Error("another place is covered")
	}
}

func TestMissingNumber(t *testing.T) {
	for _, c := range []struct{ claim, cited, want string }{
		{"新增10家", "新增10家企业", ""},
		{"新增10家", "新增110家企业", "10家"},
		{"增长10%", "增长10.5%", "10%"},
		{"增长127%", "贡献税收增长 127 %", ""},
		{"2025年达到11.8亿元", "指标名称 2020 2025 属性\n零售总额(亿元) 10.69 11.8", "11.8亿元"},
		{"共30家", "30多家", ""},
		{"达到5万人", "达到5人", "5万人"},
		{"提高到98%", "提高到98", "98%"},
		{"没有数字", "", ""},
	} {
		if got := MissingNumber(c.claim, c.cited); got != c.want {
			t.Errorf("MissingNumber(%q, %q) = %q, want %q", c.claim, c.cited, got, c.want)
		}
	}
}

func FuzzLocate(f *testing.F) {
	f.Add("新增床位300张", "健全体系。新增床位 300 张。")
	f.Add("“好”", "他说“好”。")
	f.Fuzz(func(t *testing.T, claim, source string) {
		if !utf8.ValidString(source) || len(source) > 2000 || len(claim) > 2000 {
			return
		}
		at, coverage := Locate(claim, source)
		n := len([]rune(source))
		if at.Start < 0 || at.End > n || at.Start > at.End || coverage < 0 || coverage > 1 {
			t.Errorf("Locate(%q, %q) = %v, %v", claim, source, at, coverage)
		}
		if coverage == 1 && at.Start == at.End && strings.TrimSpace(claim) != "" {
			t.Errorf("Locate(%q, %q) claims to be whole and is empty", claim, source)
		}
	})
}
