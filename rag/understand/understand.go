// Package understand reads questions about plans as staff type them, without a
// model: what is asked for, about which places and years, and what a follow-up
// leaves out.
//
//	places := understand.Places("其中高端的要多少个?", own)          // none
//	alone := understand.Standalone("其中高端的要多少个?", earlier, own) // 赤坎区打算五年引进多少人才，其中高端的要多少个?
//	asked := understand.Read(alone.Text, time.Now())              // a number, of 个
//	sides := understand.Sides(alone.Text, places)                 // one search each
//
// It knows no library: the regions that a library's documents are of are given
// to it, and a Speller asks how many chunks hold a word.
package understand

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"chuchu/chunk/fold"
)

// Asked is what a question asks for, as far as its words tell.
type Asked struct {
	Kind     Kind
	Unit     string   // the measure word of the number asked for, 家 of 几家; "" where none is said
	Count    int      // how many things are asked for, 5 of 哪五条; 0 where that is not said
	Years    []int    // named, or meant by 今年 and the like, in the order of the text
	Plans    []string // 十四五 and the like
	Things   string   // what several are asked for of, 行动 of 哪几个行动; "" where that is not said
	Sections []string // words that head sections of plans: 基本原则
	Latest   bool     // what holds now is asked for: 目前, 最新
}

// Read tells what a question asks for. 今年 is the year of now in China.
func Read(text string, now time.Time) Asked {
	s := simplified(text)
	a := Asked{Kind: kindOf(s), Unit: unitOf(s), Count: countOf(s), Things: ItemWord(s), Sections: sectionsOf(s), Latest: latest.MatchString(s)}
	a.Years = Years(Dated(s, now))
	a.Plans = Plans(s)
	return a
}

// latest asks for what holds now. planName is a five-year plan by its number; a
// measure word behind 十五 makes that a number (十五年, 十五家).
var (
	latest   = regexp.MustCompile(`目前|现在|当前|如今|最新|至今|现有`)
	planName = regexp.MustCompile(`([一二三]?十[一二三四五六七八九]?五)(?:”|"|」|’)?(?:规划|时期|期间|末|期|纲要|的|要|$|[^年个家条项座亩岁万亿元名人])`)
	oldPlan  = regexp.MustCompile(`(?:^|[^十])([一二三四五六七八九]五)(?:”|"|」|’)?(?:规划|计划|时期|期间|末|纲要|和|与|[、“”])|“([一二三四五六七八九]五)”`)
)

// Plans are the five-year plans that a text names, those before 十五 first.
func Plans(text string) []string {
	var out []string
	s := simplified(text)
	for _, m := range append(oldPlan.FindAllStringSubmatch(s, -1), planName.FindAllStringSubmatch(s, -1)...) {
		if name := strings.Join(m[1:], ""); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// PlanYears are the years of a five-year plan, 2021 and 2025 of 十四五, 1981 and
// 1985 of 六五; 0 for what is no such plan.
func PlanYears(name string) (from, to int) {
	number, ok := strings.CutSuffix(name, "五")
	if n := fold.Count(number); ok && n < 20 { // 二十五 is a number
		return fold.FiveYears(n)
	}
	return 0, 0
}

// relative are the words for years as counted from this one.
var relative = []struct {
	word string
	add  int
}{{"大前年", -3}, {"前年", -2}, {"去年", -1}, {"上年", -1}, {"今年", 0}, {"本年", 0}, {"明年", 1}, {"后年", 2}}

// China is where 今年 is.
var china = time.FixedZone("Asia/Shanghai", 8*60*60)

// stated is a year that stands in brackets behind such a word, which says what it means.
var stated = regexp.MustCompile(`(?:大?前年|去年|上年|[今本明后]年)[(（]((?:19|20)\d\d)年?[)）]`)

// shortYear is a year of two digits, 23年 of 23年和25年报告; behind 近 or 用 and
// in front of other words it is a length of time.
var shortYear = regexp.MustCompile(`(^|[^0-9近过用这那第满约前后续期限达长、—-])([012][0-9]|3[05]|[5-9][0-9])年(底|末|初|的?目标|的?报告|各|分别|[和跟与比、，,]|要|计划|实际|完成|政府|国务院|全[国省市]|中央|$)`)

// firstYear is one that a question begins with, which is no length of time: of
// the last century, or with a nought.
var firstYear = regexp.MustCompile(`^()(0[0-9]|[5-9][0-9])年([^代以来内之间产使不多后前里限期])`)

// whole writes the years of two digits that a pattern finds with four: 92年 is
// 1992, 08年 2008.
func whole(text string, years *regexp.Regexp) string {
	return years.ReplaceAllStringFunc(text, func(found string) string {
		m := years.FindStringSubmatch(found)
		century := "20"
		if m[2] >= "50" {
			century = "19"
		}
		return m[1] + century + m[2] + "年" + m[3]
	})
}

// yearOfPaper matches the year of a document that a question names: 今年 of
// 今年要建几座(2017年那个行动计划) is that year, unless it is set against it.
var (
	yearOfPaper = regexp.MustCompile(`((?:19|20)\d\d)年?(?:的|那个|那份|版)*[^，,。;；?？0-9()（）]{0,12}(?:计划|方案|报告|规划|纲要|要点)`)
	sinceThen   = regexp.MustCompile(`[比较跟和与同]|还|有效|过期|到期|现在|目前|去年|明年`)
)

// atThatTime matches 上年 where it is the year before the one that is spoken of:
// 1998年比上年增加多少.
var atThatTime = regexp.MustCompile(`([0-9]{2}年[^?？]*?[比较])上年`)

// relativeYear matches such a word, and what only looks like one.
var relativeYear = regexp.MustCompile(`[以之此然今往日]后年|大前年|前年|去年|上年|今年|本年|明年|后年`)

// Dated is a question with 今年, 去年 and the like as the years they mean.
func Dated(text string, now time.Time) string {
	year := now.In(china).Year()
	text = stated.ReplaceAllString(text, "${1}年")
	text = whole(text, firstYear)
	for range 2 { // two that stand side by side share what is between them
		text = whole(text, shortYear)
	}
	if m := yearOfPaper.FindStringSubmatch(text); m != nil && len(Years(text)) == 1 && !sinceThen.MatchString(text) {
		text = strings.ReplaceAll(text, "今年", m[1]+"年")
	}
	text = atThatTime.ReplaceAllString(text, "${1}上一年")
	return relativeYear.ReplaceAllStringFunc(text, func(word string) string {
		for _, r := range relative {
			if r.word == word {
				return strconv.Itoa(year+r.add) + "年"
			}
		}
		return word // 建成以后年度总结
	})
}

// yearLike is a year by itself: no part of a longer number, and no count of
// things (2018张).
var yearLike = regexp.MustCompile(`(?:^|[^0-9.])((?:19|20)\d\d)(?:$|[^0-9.个家座张人名所项条亩万亿元%多余吨米公平立户件辆台套间处对头株棵天])`)

// Years returns the years that a text names, each once, in its order.
func Years(text string) []int {
	var out []int
	folded := fold.String(text)
	for len(folded) > 0 {
		m := yearLike.FindStringSubmatchIndex(folded)
		if m == nil {
			break
		}
		n, _ := strconv.Atoi(folded[m[2]:m[3]])
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
		folded = folded[m[3]:]
	}
	return out
}
