package verify

import "testing"

// Words in quotation marks must stand in the source to the letter, but for
// script, width and marks; short ones are emphasis.
func TestQuotedWords(t *testing.T) {
	hold(t, prose("坚持“創新驅動、質量引領”，完善公共服务。", "第三章 “一轴两带三片区”空间布局"), []judged{
		{"坚持“创新驱动、质量引领”。", ""},
		{"坚持“创新驱动质量引领”。", ""},
		{"坚持「创新驱动、质量引领」。", ""},
		{"坚持“质量引领、创新驱动”。", Quote},
		{"坚持“创新驱动、数量引领”。", Quote},
		{"完善“公共”服务。", ""}, // too short to be a quotation
		{"“一轴两带三片区”空间布局。", ""},
		{"“一轴三带两片区”空间布局。", Quote},
	})
}

// A document that a sentence names is one that the source names, or is.
func TestNamedDocuments(t *testing.T) {
	hold(t, prose("落实《基本养老服务清单》和《无障碍环境建设法》。"), []judged{
		{"落实《基本养老服务清单》。", ""},
		{"落实《无障碍环境建设法》。", ""},
		{"落实《基本养老服务条例》。", Entity},
		{"《湛江市赤坎区国民经济和社会发展第十四个五年规划纲要》提出落实《基本养老服务清单》。", ""},
		{"《赤坎区十四五规划纲要》提出落实《基本养老服务清单》。", ""}, // shortened
		{"《霞山区十四五规划纲要》提出落实《基本养老服务清单》。", Entity},
	})
}

// Who reported a thing is the source's own name or stands in it.
func TestReporters(t *testing.T) {
	paper := Read(Source{Text: "全市注册志愿者达122万人，据市文明办消息，人数仍在增加。", About: About{Names: []string{"惠州日报"}, Issuer: "惠州日报", Region: "广东省惠州市", Published: "2021-05"}})
	hold(t, paper, []judged{
		{"据惠州日报报道，全市注册志愿者达122万人。", ""},
		{"据市文明办消息，人数仍在增加。", ""},
		{"据南方日报报道，全市注册志愿者达122万人。", Entity},
		{"据市民政局消息，人数仍在增加。", Entity},
	})
}

// A place above a source's own, or a wider 全…, is another place.
func TestPlacesAbove(t *testing.T) {
	source := prose("新增公厕40座。服务广东省湛江市发展大局。")
	for claim, want := range map[string]bool{
		"新增公厕40座。": false, "赤坎区新增公厕40座。": false, "湛江市赤坎区新增公厕40座。": false, "全区新增公厕40座。": false,
		"湛江市新增公厕40座。": true, "广东省新增公厕40座。": true, "全市新增公厕40座。": true, "全国新增公厕40座。": true,
		"服务湛江市发展大局。": false, // the source says so itself
	} {
		c := newClaim(claim, []*Text{source})
		if got := c.elsewhere(); got != want {
			t.Errorf("%s is of another place: %v", claim, got)
		}
	}
	if newClaim("全市新增公厕40座。", nil).elsewhere() {
		t.Error("without a source there is no other place")
	}
	county := Read(Source{Text: "新增公厕40座。", About: About{Region: "甲省乙市"}})
	if newClaim("全市新增公厕40座。", []*Text{source, county}).elsewhere() {
		t.Error("one of two sources is of the city")
	}
}

// A year that a sentence speaks of is one that what it rests on is of.
func TestYearsSpokenOf(t *testing.T) {
	hold(t, prose("到2035年，基本建成美丽城区。2022年启动公厕改造，2024年全部完成。推进污水治理，比2020年明显改善。"), []judged{
		{"到2035年，基本建成美丽城区。", ""},
		{"“十四五”期间，基本建成美丽城区。", Time},
		{"2022年启动公厕改造。", ""},
		{"2024年启动公厕改造。", Time},
		{"2022年公厕改造全部完成。", Time}, // 启动 is of 2022
		{"“十四五”期间，推进污水治理。", ""},  // the document's own years
		{"推进污水治理，比2020年明显改善。", ""},
		{"推进污水治理，比2015年明显改善。", Time},
	})
}

// Unattributed wants the one who proposes or reports named, in either script,
// and no goal made of a proposal.
func TestWhoSaysIt(t *testing.T) {
	proposed := Read(Source{Text: "打造一流主城区，明确目标任务。", About: About{Issuer: "海港区政协"}})
	plain := Read(Source{Text: "打造一流主城区。", About: About{Issuer: "海港区政协"}})
	for _, c := range []struct {
		claim string
		text  *Text
		said  bool
		want  bool
	}{
		{"政协建议打造一流主城区。", plain, false, false},
		{"政協建議打造一流主城區。", plain, false, false},
		{"委员提议打造一流主城区。", plain, false, false},
		{"据惠州日报报道，打造一流主城区。", plain, false, false},
		{"据有关负责人介绍，打造一流主城区。", plain, false, false},
		{"打造一流主城区。", plain, false, true},
		{"打造一流主城区。", plain, true, false},
		{"任务是打造一流主城区。", plain, true, true},
		{"目标是打造一流主城区。", proposed, true, false}, // the source speaks of goals itself
		{"打造一流主城区。", prose("打造一流主城区。"), false, false},
	} {
		if got := Unattributed(c.claim, c.text, c.said); got != c.want {
			t.Errorf("%s (said before: %v): %v", c.claim, c.said, got)
		}
	}
}

// A claim rests on sentences of the texts it cites, each with its text.
func TestHull(t *testing.T) {
	v := Verdict{Used: []Used{{0, Span{10, 20}}, {1, Span{3, 5}}, {0, Span{4, 6}}, {0, Span{12, 14}}}}
	for i, want := range []Span{{4, 20}, {3, 5}, {}} {
		if got := v.Hull(i); got != want {
			t.Errorf("of text %d: %v, want %v", i, got, want)
		}
	}
}

// Figures are told with the unit that follows, folded.
func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"2025年达到１０.６９亿元": "2025年 10.69亿元",
		"增长百分之七、提高3个百分点": "7% 3个百分点",
		"新增9所学校，1,200人":  "9所 1200人",
		"没有数字":           "",
		"":               "",
	} {
		got := ""
		for i, n := range Numbers(text) {
			if i > 0 {
				got += " "
			}
			got += n
		}
		if got != want {
			t.Errorf("%q has %q, want %q", text, got, want)
		}
	}
}

// A figure is no part of a longer one on either side.
func TestNumbersAreWhole(t *testing.T) {
	for _, c := range []struct{ claim, cited, want string }{
		{"10家", "10家、110家", ""}, {"10家", "110家", "10家"}, {"10家", "100家", "10家"}, {"10家", "3.10家", "10家"},
		{"5家", "5.5家", "5家"}, {"5.5家", "15.5家", "5.5家"}, {"10亩和20亩", "10亩", "20亩"}, {"3万人", "3人", "3万人"},
		{"10.", "10", ""}, {"2025年", "2025", ""},
	} {
		if got := MissingNumber(c.claim, c.cited); got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.claim, c.cited, got, c.want)
		}
	}
}
