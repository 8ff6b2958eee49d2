package extract

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

func TestWhatAYearIsSetAgainst(t *testing.T) {
	for sentence, want := range map[string][]int{
		"财政安排资金1713亿元，是2010年的2.2倍，新开工1043万套。": nil,
		"五年内教育事业费一千一百六十六亿元，比“六五”期间增长72%。":     nil,
		"产值达到九万亿元，比一九八九年增长近两倍。":               nil,
		"2010年新开工580万套。": {2010},
	} {
		c, _ := pair("教育经费多少", sentence, &chunk.Period{From: 1986, To: 1990})
		if got := c.ownYears(); !slices.Equal(got, want) {
			t.Errorf("%q is of %v, want %v", sentence, got, want)
		}
	}
}

func TestATitleNamesTheYear(t *testing.T) {
	p := text("甲省", "力争建成5G基站10万个。")
	p.Document.Title = "数字甲省2021行动方案"
	for question, want := range map[string]bool{"2021年5G基站目标是多少": true, "2022年5G基站目标是多少": false} {
		if got := write(t, rag.Question{Text: question}, p); strings.Contains(got, "10万个[1]。") != want || strings.HasPrefix(got, "资料中") == want {
			t.Errorf("%s: %q", question, got)
		}
	}
}

func TestMomentsOf(t *testing.T) {
	for text, want := range map[string][]string{
		"":        nil,
		"养老服务怎么做": nil,
		"电商企业现在多少家,2025年要达到多少家":  {"现在", "2025年要"},
		"2020年实际和2025年目标对比一下":    {"2020年实际", "2025年目标"},
		"2025年的目标又是多少":           {"2025年的目标"},
		"十三五城镇新增就业多少?十四五目标比它高吗":  {"十三五", "十四五目标"},
		"“十三五”期间和“十四五”期间各新增多少":   {"“十三五”", "“十四五”"},
		"覆盖率目前和2025年分别是":         {"目前", "2025年"},
		"前五年增了多少,后五年计划增多少":       {"前五年", "后五年"},
		"到2025年产值目标":             {"2025年"},
		"2025年做到多少，2025年以后呢":     {"2025年"},
		"2020年已经多少了,跟2025年的目标比呢": {"2020年已经", "2025年的目标"},
		"2023年工业总产值实际完成了多少":      {"2023年"},
		"2025年工业总产值的目标是多少":       {"2025年"},
		"控制目标是多少":                {"控制目标"},
		"现状和目标各是多少":              {"现状", "目标"},
		"2020年可支配多少,五年后想到多少":     {"2020年", "五年后"},
		"2020年是多少,后五年要多少":        {"2020年", "后五年"},
		"从现在到2025年要提高到多少?起点是多少":  {"现在", "2025年要"},
	} {
		var got []string
		for _, m := range momentsOf(text) {
			got = append(got, m.text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("moments of %q are %q, want %q", text, got, want)
		}
	}
}

func TestMomentsHaveAnOrder(t *testing.T) {
	for _, c := range []struct{ earlier, later string }{
		{"2020年", "2025年"}, {"十三五", "十四五"}, {"现在", "2025年"}, {"目前", "目标"}, {"十三五", "2025年"}, {"2020年", "目标"}, {"前五年", "后五年"}, {"2020年", "五年后"}, {"起点", "2025年"},
	} {
		a, b := momentsOf(c.earlier)[0], momentsOf(c.later)[0]
		if a.first() >= b.first() {
			t.Errorf("%s is not before %s: %d, %d", c.earlier, c.later, a.first(), b.first())
		}
	}
}

// asksOf are the asks of a question about no place.
func asksOf(text string) []ask { return parse(rag.Question{Text: text}, nil).asks }

// A goal that stands in front of two years is of both.
func TestGoalsOfTwoYears(t *testing.T) {
	asks := asksOf("新增就业目标2005年跟2021年比差多少")
	if len(asks) != 2 || asks[0].moment != "2005年" || asks[1].moment != "2021年" || asks[0].back || !asks[0].figures() {
		t.Errorf("got %+v", asks)
	}
}

func TestTwoTimesAreTwoAsks(t *testing.T) {
	for text, want := range map[string][2]string{
		"电商企业现在多少家,2025年要达到多少家":         {"现在", "2025年要"},
		"2025年的电商企业要达到多少家，现在多少家":        {"现在", "2025年的"},
		"居民人均可支配收入,2020年实际和2025年目标对比一下": {"2020年实际", "2025年目标"},
		"十三五城镇新增就业多少?十四五目标比它高还是低?":      {"十三五", "十四五目标"},
		"文明村覆盖率目前和2025年分别是":             {"目前", "2025年"},
		"新增就业多少?目标十三五实际跟十四五比":           {"十三五实际", "十四五"},
		"公路投资2015年实际和2017年目标哪年多，各多少":    {"2015年实际", "2017年目标"},
	} {
		asks := asksOf(text)
		if len(asks) != 2 {
			t.Errorf("%s: %d asks", text, len(asks))
			continue
		}
		if asks[0].moment != want[0] || asks[1].moment != want[1] || !asks[0].back || !asks[1].ahead || !asks[0].figures() || asks[0].kind != asks[1].kind {
			t.Errorf("%s: %q %v, %q %v", text, asks[0].moment, asks[0].back, asks[1].moment, asks[1].ahead)
		}
	}
	for _, text := range []string{
		"2025年电商企业要达到多少家",
		"2025年新增多少学位，2020年完成多少公厕改造",
		"现在怎么治理废气，2025年要怎么治理",
		"养老服务目标是什么",
		"2025年目标是多少",
	} {
		if q := parse(rag.Question{Text: text}, nil); q.times() {
			t.Errorf("%s sets two times side by side", text)
		}
	}
	if q := parse(rag.Question{Text: "甲2020年和乙2025年的绿化率各是多少", Places: []string{"甲", "乙"}}, nil); q.times() || q.asks[0].ahead || q.asks[0].back || q.asks[0].years != nil {
		t.Errorf("each place has its own time: %+v", q.asks[0])
	}
}

// planned is a passage of a plan for 2021 to 2025.
func planned2025(content string, path ...string) rag.Passage {
	p := text("甲区", content, path...)
	p.Document.Period = &chunk.Period{From: 2021, To: 2025}
	return p
}

func TestTwoTimesAreAnswered(t *testing.T) {
	now := planned2025("数字经济发展势头良好，电子商务企业达到1200多家。", "第一章 发展基础")
	goal := planned2025("到2025年，全区电子商务企业超2000家。")
	other := planned2025("到2025年，全区高新技术企业达到30家以上。")
	rate := planned2025("文明村覆盖率达75%。", "第一章 发展成就")
	whole := planned2025("争取到2025年文明村覆盖率达到100%。")
	for _, c := range []struct {
		question string
		passages []rag.Passage
		want     string
	}{
		{"电商企业现在多少家，2025年要达到多少家", []rag.Passage{other, goal, now}, "甲区：数字经济发展势头良好，电子商务企业达到1200多家[3]。到2025年，全区电子商务企业超2000家[2]。2025年更高，多800家（2000−1200，计算得出）[2][3]。"},
		{"文明村覆盖率目前和2025年分别是多少", []rag.Passage{rate, whole}, "甲区：文明村覆盖率达75%[1]。争取到2025年文明村覆盖率达到100%[2]。2025年更高，多25个百分点（100−75，计算得出）[2][1]。"},
		{"文明村覆盖率目前和2025年分别是多少", []rag.Passage{rate}, "甲区：文明村覆盖率达75%[1]。资料中未提及：2025年的比例。"},
		{"文明村覆盖率目前和2025年分别是多少", []rag.Passage{whole}, "甲区：争取到2025年文明村覆盖率达到100%[1]。资料中未提及：目前的比例。"},
	} {
		if got := write(t, rag.Question{Text: c.question}, c.passages...); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}

func TestARowHasBothTimes(t *testing.T) {
	fact := chunk.Fact{Name: "工业总产值", Unit: "亿元", Attribute: "预期性", Values: []chunk.Value{{Period: "2020", Value: "30.02"}, {Period: "2025", Value: "39.4"}}}
	p := planned2025("指标\n工业总产值 30.02 39.4")
	p.Kind, p.Fact = chunk.KindFact, &fact
	total := planned2025("十三五时期，规模以上工业总产值累计达到183.36亿元。")
	got := write(t, rag.Question{Text: "工业总产值2025年比2020年要增加多少亿"}, p, total)
	if want := "甲区：工业总产值：2020年30.02亿元，2025年目标39.4亿元（预期性）[1]。更高，多9.38亿元（39.4−30.02，计算得出）[1]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOfMoment(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		path               string
		earlier, later     bool // whether it can answer for either
	}{
		{"企业现在多少家，2025年多少家", "企业达到12家。", "第一章 发展基础", true, false},
		{"企业现在多少家，2025年多少家", "到2025年，企业达到20家。", "第三章", false, true},
		{"企业现在多少家，2025年多少家", "力争企业超过20家。", "第三章", false, true},
		{"企业2020年多少家，2025年多少家", "2020年，企业达到12家。", "第三章", true, false},
		{"企业2023年和2025年各多少家", "2025年，企业达到20家。", "第三章", false, true}, // of years by themselves
		{"企业“十三五”多少家，“十四五”多少家", "“十三五”期间，企业达到12家。", "第三章", true, false},
	} {
		asks := asksOf(c.question)
		p := planned2025(c.sentence, c.path)
		all := candidates([]ranked{{0, p}})
		for i, want := range []bool{c.earlier, c.later} {
			if got := all[0].ofMoment(asks[i]); got != want {
				t.Errorf("%s: %q answers for %s: %v", c.question, c.sentence, asks[i].moment, got)
			}
		}
	}
}

func TestAlike(t *testing.T) {
	clause := func(text string) choice {
		return choice{newCandidate(ranked{0, planned2025(text)}, 0, text, nil), []int{0}, false}
	}
	for _, c := range []struct {
		a, b        string
		least, most float64
	}{
		{"城镇新增就业4.85万人", "实现城镇新增就业5万人以上", .8, 1},
		{"电子商务企业达到1200家", "高新技术企业达到30家", 0, .5},
		{"绿化率45%", "覆盖面扩大", 0, 0},
		{"12", "绿化率", 0, 0},
	} {
		if got := alike(clause(c.a), clause(c.b)); got < c.least || got > c.most {
			t.Errorf("%q and %q are alike by %v", c.a, c.b, got)
		}
	}
}

func TestGoalsComeFirst(t *testing.T) {
	reached := planned2025("空气质量改善，2020年PM2.5浓度降至20微克，优于国家标准。")
	goal := planned2025("空气PM2.5平均浓度控制在29微克。")
	got := write(t, rag.Question{Text: "PM2.5浓度控制目标是多少"}, reached, goal)
	if !strings.Contains(got, "29微克[2]") || strings.Contains(got, "20微克") {
		t.Errorf("got %q", got)
	}
	if got := write(t, rag.Question{Text: "PM2.5浓度控制目标是多少"}, reached); !strings.Contains(got, "20微克") {
		t.Errorf("where there is no goal: %q", got)
	}
}
