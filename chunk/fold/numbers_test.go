package fold_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

var numerals = []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// written is a number below ten thousand as Chinese writes it out: 一千零五十.
func written(n int) string {
	if n >= 10 && n < 20 {
		return "十" + strings.TrimPrefix(numerals[n%10], "零")
	}
	var b strings.Builder
	zero := false
	for _, u := range []struct {
		size int
		name string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.size % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
		}
		b.WriteString(numerals[d] + u.name)
		zero = false
	}
	return b.String()
}

// Every number that is written out is read, alone and among words.
func TestNumbersWrittenOut(t *testing.T) {
	for n := 11; n < 10000; n++ { // one numeral alone is a word
		said, want := written(n), strconv.Itoa(n)
		if got := fold.String(said + "户"); got != want+"户" {
			t.Fatalf("%s folds to %s", said, got)
		}
		if got := fold.String("新增" + said + "万元"); got != "新增"+want+"万元" {
			t.Fatalf("%s万 folds to %s", said, got)
		}
	}
	for said, want := range map[string]string{
		"一万零五十": "10050", "三万五千": "35000", "十二万三千四百五十六": "123456", "二十亿": "20亿", "一千二百万": "1200万", "一万亿": "1万亿",
		"九千九百九十九万": "9999万", "两千": "2000", "两万两千": "22000", "一百零二": "102", "一千零二": "1002", "一千零二十": "1020",
	} {
		if got := fold.String(said); got != want {
			t.Errorf("%s folds to %s, want %s", said, got, want)
		}
	}
}

// What is no well-formed number stays: names of plans, rows of digits, halves.
func TestNoNumbers(t *testing.T) {
	for _, s := range []string{
		"一百二", "三千五", "十四五", "二三", "百千", "千百", "一千一千", "百十", "一十二百", "亿万", "万万", "一亿亿", "零零", "二两", "五百百", "十百",
		"一百零零二", "一百零", "二百零十", "一万二", "三五十", "2三百", "三百2",
	} {
		if got := fold.String(s); got != s {
			t.Errorf("%s folds to %s", s, got)
		}
	}
}

// Years of four numerals are years in front of 年, or where a zero says so.
func TestYearsInNumerals(t *testing.T) {
	for y := 1900; y < 2100; y++ {
		said := ""
		for _, d := range strconv.Itoa(y) {
			said += numerals[d-'0']
		}
		want := fmt.Sprint(y, "年")
		if got := fold.String(said + "年"); got != want {
			t.Fatalf("%s年 folds to %s", said, got)
		}
		if got := fold.String(strings.ReplaceAll(said, "零", "〇") + "年"); got != want {
			t.Fatalf("%s年 with 〇 folds to %s", said, got)
		}
	}
	for said, want := range map[string]string{
		"二〇三五": "2035", "一九四九": "一九四九", "二〇二一年十二月三日": "2021年12月3日", "2021年三月": "2021年3月", "三月": "三月", "于3月五日": "于3月5日", "五日": "五日", "一月一日": "一月一日",
		"二〇二一年十月十日": "2021年10月10日",
	} {
		if got := fold.String(said); got != want {
			t.Errorf("%s folds to %s, want %s", said, got, want)
		}
	}
}

// A share behind 百分之 is one whatever its numerals.
func TestShares(t *testing.T) {
	for n := 1; n <= 100; n++ {
		said := "百分之" + numerals[n%10]
		switch {
		case n == 100:
			said = "百分之百"
		case n >= 10:
			said = "百分之" + written(n)
		}
		if got, want := fold.String(said), fmt.Sprint(n, "%"); got != want {
			t.Errorf("%s folds to %s, want %s", said, got, want)
		}
		if got, want := fold.String(fmt.Sprint("百分之", n)), fmt.Sprint(n, "%"); got != want {
			t.Errorf("百分之%d folds to %s", n, got)
		}
	}
	for said, want := range map[string]string{
		"百分之三点五": "3.5%", "百分之十二点零五": "12.05%", "百分之0.5": "0.5%", "百分之1,200": "1200%", "千分之二点五": "2.5‰", "百分之几": "百分之几", "百分之": "百分之", "三分之一": "三分之一",
		"百分之三点": "3%点",
	} {
		if got := fold.String(said); got != want {
			t.Errorf("%s folds to %s, want %s", said, got, want)
		}
	}
}

// Commas part groups of three alone.
func TestThousands(t *testing.T) {
	for said, want := range map[string]string{
		"1,234": "1234", "12,345,678": "12345678", "1,234.5": "1234.5", "1,23": "1,23", "1234,567": "1234,567", "1,2345": "1,2345", "2020,2025": "2020,2025", ",123": ",123", "1,": "1,",
		"甲,乙": "甲,乙", "1,234,5": "1,234,5", "001,234": "001234",
	} {
		if got := fold.String(said); got != want {
			t.Errorf("%s folds to %s, want %s", said, got, want)
		}
	}
}

// All shapes of a sign are one.
func TestSigns(t *testing.T) {
	for want, all := range map[string]string{
		`"`: `“”„‟「」『』＂〝〞″"`, "'": "‘’‚‛＇′`'", "-": "—–―‒‐‑－─━−﹣-", "~": "～〜∼˜~", "·": "•‧・･●∙⋅·", "[": "〔［【〖[", "]": "〕］】〗]", "%": "％﹪٪%", "(": "（(", ")": "）)", ",": "，,", ":": "：:", ";": "；;",
	} {
		for _, r := range all {
			if got := fold.String(string(r)); got != want {
				t.Errorf("%c folds to %q, want %q", r, got, want)
			}
		}
	}
	for in, want := range map[string]string{"５㎡": "5平方米", "３㎞": "3km", "…": "...", "Ａｂ": "ab", "\u3164甲\u2800乙": "甲乙", "甲\u200d\ufe0f乙": "甲乙", "𠮷": "𠮷"} {
		if got := fold.String(in); got != want {
			t.Errorf("%q folds to %q, want %q", in, got, want)
		}
	}
}

// White space says something between letters alone; a line break everywhere.
func TestBlanks(t *testing.T) {
	for in, want := range map[string]string{
		"甲 乙": "甲乙", "a b": "a b", "a  \t b": "a b", "甲 a": "甲a", "a 甲": "a甲", "5 %": "5%", "5 - 3": "5 - 3", "甲\n乙": "甲\n乙", "甲 \n \n 乙": "甲\n乙", "\n甲\n": "甲", " ": "", "( a )": "(a)",
	} {
		if got := fold.String(in); got != want {
			t.Errorf("%q folds to %q, want %q", in, got, want)
		}
	}
}

// What is folded folds to itself, but for numerals that come together only then.
func TestFoldedStays(t *testing.T) {
	all := append([]string{}, untouched...)
	for _, c := range same {
		all = append(all, c[0], c[1])
	}
	for _, s := range all {
		once := fold.String(s)
		if twice := fold.String(once); twice != once {
			t.Errorf("%q folds to %q, that to %q", s, once, twice)
		}
		plain := fold.Simplified(s)
		if again := fold.Simplified(plain); again != plain {
			t.Errorf("%q is %q in simplified script, that %q", s, plain, again)
		}
		if got := fold.String(plain); got != once {
			t.Errorf("%q folds to %q, in simplified script to %q", s, once, got)
		}
		if utf8.RuneCountInString(plain) != utf8.RuneCountInString(s) {
			t.Errorf("%q has another length in simplified script", s)
		}
	}
}
