package fold_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

// Two spellings that fold to the same.
var same = [][2]string{
	{"區(全區)達 ３０ 多家", "区(全区)达30多家"},
	{"養老服務、衛生與環境", "养老服务、卫生与环境"},
	{"乾坤", "乾坤"},
	{"30 多家", "30多家"},
	{"127 %", "127%"},
	{"127％", "127%"},
	{"百分之七", "7%"},
	{"百分之 98", "98%"},
	{"百分之七点五", "7.5%"},
	{"百分之百", "100%"},
	{"百分之六十五以上", "65%以上"},
	{"千分之三", "3‰"},
	{"二〇三五年", "2035年"},
	{"二００一年", "2001年"},
	{"二OO八年、一九九0年", "2008年、1990年"},
	{"二00一个", "二00一个"},
	{"1 9 9 7 年产量达到7 4 7 7 2 亿元", "1997年产量达到74772亿元"},
	{"平均增长1 1 ％", "平均增长11%"},
	{"第 1 2 项", "第1 2项"},
	{"序号 1 2 3 12 元", "序号1 2 3 12元"},
	{"5 G 3 D", "5 g 3 d"},
	{"二 〇 三五年", "2035年"},
	{"二○三五年", "2035 年"},
	{"二零三五年", "2035年"},
	{"一九四九年", "1949年"},
	{"二〇二一年八月", "2021年8月"},
	{"二〇二一年十二月三十一日", "2021年12月31日"},
	{"2021年八月五日", "2021年8月5日"},
	{"一千二百", "1200"},
	{"一千零五十", "1050"},
	{"三十多家", "30多家"},
	{"二十五个", "25个"},
	{"十二万", "12万"},
	{"三千五百万元", "3500万元"},
	{"一万二千三百", "12300"},
	{"两百", "200"},
	{"第十二章", "第12章"},
	{"1,200", "1200"},
	{"1，200,000元", "1200000元"},
	{"( 2021 — 2025 年)", "（2021—2025年）"},
	{"“三 区 一 城”", "「三区一城」"},
	{"PM2.5 平均", "pm2.5平均"},
	{"20 微克 / 立方米", "20微克/立方米"},
	{"5 万 平方米", "5万平方米"},
	{"7.9万㎡", "7.9万平方米"},
	{"海\u200b滨\u00ad街", "海滨街"},
	{"飛鵬 · 萬薈世界", "飞鹏•万荟世界"},
	{"  a  b\t c ", "a b c"},
	{"甲。\r\n\r\n 乙", "甲。\n乙"},
}

// What folding leaves alone.
var untouched = []string{
	"十四五", "“十三五”"[3:12], "一二三产业", "三五年", "五四运动", "一体两翼", "三区一城", "万一", "千家万户",
	"百万", "四五百", "十全十美", "两化融合", "一", "十", "二三五年", "一百二", "2017,20", "12345,678", "1,2345",
	"10.69 11.8", "3.5", "gdp a4 b",
}

func TestString(t *testing.T) {
	for _, c := range same {
		if a, b := fold.String(c[0]), fold.String(c[1]); a != b {
			t.Errorf("%q folds to %q, but %q to %q", c[0], a, c[1], b)
		}
	}
	for _, s := range untouched {
		if got := fold.String(s); got != s {
			t.Errorf("%q folds to %q, want it untouched", s, got)
		}
	}
}

func TestSimplified(t *testing.T) {
	for in, want := range map[string]string{
		"赤坎區(全區)３０ 家": "赤坎区(全区)３０ 家",
		"乾坤与乾燥":       "乾坤与干燥",
		"plain 简体":    "plain 简体",
		"後":           "后",
		"":            "",
	} {
		if got := fold.Simplified(in); got != want {
			t.Errorf("Simplified(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMapPointsIntoSource(t *testing.T) {
	source := []rune("达 一千二百 家，增长１２７ ％。")
	folded, at := fold.Map(string(source))
	s := string(folded)
	for part, want := range map[string]string{"1200": "一千二百", "127%": "１２７ ％", "1200家": "一千二百 家"} {
		i := strings.Index(s, part)
		if i < 0 {
			t.Fatalf("%q is not in %q", part, s)
		}
		from := utf8.RuneCountInString(s[:i])
		to := from + utf8.RuneCountInString(part)
		if got := string(source[at[from] : at[to-1]+1]); got != want {
			t.Errorf("%q points at %q, want %q", part, got, want)
		}
	}
}

func FuzzMap(f *testing.F) {
	for _, c := range same {
		f.Add(c[0])
		f.Add(c[1])
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded, at := fold.Map(s)
		if string(folded) != fold.String(s) {
			t.Fatalf("Map gives %q, String %q", string(folded), fold.String(s))
		}
		n := utf8.RuneCountInString(s)
		if len(at) != len(folded) {
			t.Fatalf("%d places for %d runes", len(at), len(folded))
		}
		for i := range at {
			if at[i] < 0 || at[i] >= n || i > 0 && at[i] < at[i-1] {
				t.Fatalf("places %v of %q (%d runes) fall or lie outside", at, s, n)
			}
		}
		if utf8.ValidString(s) && utf8.RuneCountInString(fold.Simplified(s)) == 0 && n > 0 {
			t.Fatal("simplified script lost everything")
		}
	})
}

func BenchmarkString(b *testing.B) {
	for _, seed := range []string{"haibin", "chikan"} {
		raw, err := os.ReadFile(filepath.Join("..", "..", "seeds", seed+".txt"))
		if err != nil {
			b.Skip(err)
		}
		s := string(raw)
		b.Run(seed, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				fold.String(s)
			}
		})
	}
}
