package rag

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chuchu/chunk"
)

// passage is a text passage that starts at the given offset of document id.
func passage(id string, start int, text string) Passage {
	return Passage{
		Key: Key{id, start}, Document: chunk.Meta{ID: id, Title: id + "规划", Region: "湛江市赤坎区"},
		Chunk: chunk.Chunk{Kind: chunk.KindText, Text: text, Quote: text, Span: chunk.Span{Start: start, End: start + len([]rune(text))}},
	}
}

func TestDraftChecksSentences(t *testing.T) {
	passages := []Passage{
		passage("a", 10, "完善制度。新增床位300张。建设养老院2所。"),
		passage("b", 0, "到2025年绿化率达到45%。"),
	}
	for _, c := range []struct {
		raw, text, problem string
	}{
		{"新增床位300张[1]。", "新增床位300张[1]。", ""},
		{"湛江市赤坎区：新增床位300张[1]。", "湛江市赤坎区：新增床位300张[1]。", ""},
		{"到2025年绿化率达到45%[2]。", "到2025年绿化率达到45%[1]。", ""},
		{"新增床位300张。", "", ProblemNoCitation},
		{"新增床位300张[3]。", "", ProblemNoCitation},
		{"新增床位30张[1]。", "", ProblemNumber},
		{"绿化率达到4.5%[2]。", "", ProblemNumber},
		{"钢铁产量大幅翻番并出口海外[1]。", "", ProblemNotInSource},
	} {
		s, ok := newDraft(passages, false, "m").add(c.raw)
		if ok != (c.problem == "") || s.Problem != c.problem || s.Text != c.text {
			t.Errorf("add(%q) = %+v, %v; want %q, %q", c.raw, s, ok, c.text, c.problem)
		}
		marked, ok := newDraft(passages, true, "m").add(c.raw)
		if !ok || marked.Problem != c.problem || marked.Supported != (c.problem == "") {
			t.Errorf("marking, add(%q) = %+v, %v", c.raw, marked, ok)
		}
	}
}

func TestDraftCitations(t *testing.T) {
	d := newDraft([]Passage{passage("a", 10, "完善制度。新增床位300张。建设养老院2所。改善环境。")}, false, "m")
	for _, s := range []string{"\n", "新增床位300张[1]。", "\n", "- 建设养老院2所[1]。\n", "完善制度[1]。", "新增床位300张[1]。"} {
		d.add(s)
	}
	if got, want := d.text.String(), "新增床位300张[1]。\n- 建设养老院2所[1]。\n完善制度[1]。"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if len(d.citations) != 1 {
		t.Fatalf("neighbouring quotes give %d citations", len(d.citations))
	}
	c := d.citations[0]
	if want := "完善制度。新增床位300张。建设养老院2所"; c.Quote != want || c.Start != 10 || c.End != 10+len([]rune(want)) {
		t.Errorf("citation %+v, want %q from 10", c, want)
	}
	if s, _ := d.add("改善环境[1]。"); !slices.Equal(s.Citations, []int{1}) {
		t.Errorf("a neighbour is cited as %v", s.Citations)
	}
}

func TestDraftKeepsDistantQuotesApart(t *testing.T) {
	d := newDraft([]Passage{passage("a", 0, "新增床位300张。建设养老院2所，分三年完成。改善环境。")}, false, "m")
	d.add("新增床位300张[1]。")
	s, _ := d.add("改善环境[1]。")
	if !slices.Equal(s.Citations, []int{2}) || s.Text != "改善环境[2]。" || d.citations[1].Quote != "改善环境" {
		t.Errorf("got %+v and %+v", s, d.citations)
	}
}

func TestFactIsCitedWhole(t *testing.T) {
	row := "2\n零售总额(亿元)\n10.69\n11.8\n预期性"
	fact := &chunk.Fact{Name: "零售总额", Unit: "亿元", Values: []chunk.Value{{Period: "2020", Value: "10.69"}, {Period: "2025", Value: "11.8"}}, Attribute: "预期性"}
	p := passage("a", 50, row)
	p.Kind, p.Fact, p.Text = chunk.KindFact, fact, "主要指标\n指标名称 2020 2025 属性\n零售总额(亿元) 10.69 11.8 预期性"
	p.Context = []chunk.Excerpt{{Quote: "主要指标"}}
	d := newDraft([]Passage{p}, false, "m")
	s, ok := d.add("零售总额：2020年10.69亿元，2025年11.8亿元（预期性）[1]。")
	if !ok || d.citations[0].Quote != row || len(d.citations[0].Context) != 1 {
		t.Fatalf("got %+v, %+v", s, d.citations)
	}
	if s, ok := d.add("零售总额：2025年12.8亿元[1]。"); ok {
		t.Errorf("a figure that is in no cell was passed: %+v", s)
	}
}

func TestDamageIsTold(t *testing.T) {
	p := passage("a", 10, "完善制度。空气质量持续优良。")
	p.Damage = []chunk.Damage{{Span: chunk.Span{Start: 15, End: 17}, Raw: "？諝赓", Repaired: true}}
	d := newDraft([]Passage{p}, false, "m")
	d.add("空气质量持续优良[1]。")
	if c := d.citations[0]; !c.Repaired || c.Damaged || c.Raw != "？諝赓" {
		t.Errorf("citation %+v", c)
	}
	if n := noticesOf(d.citations, time.Now()); !slices.ContainsFunc(n, func(n Notice) bool { return n.Code == NoticeSourceDamaged }) {
		t.Errorf("notices %v", n)
	}
	clean := newDraft([]Passage{p}, false, "m")
	clean.add("完善制度[1]。")
	if c := clean.citations[0]; c.Repaired || c.Raw != "" {
		t.Errorf("a citation beside the damage: %+v", c)
	}
}

func TestNotices(t *testing.T) {
	at := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	cite := func(m chunk.Meta) []Citation { return []Citation{{Document: m}, {Document: m}} }
	for _, c := range []struct {
		meta chunk.Meta
		want []string
	}{
		{chunk.Meta{Standing: chunk.Issued, Period: &chunk.Period{From: 2021, To: 2025}}, []string{NoticePeriodOver}},
		{chunk.Meta{Standing: chunk.Issued, Period: &chunk.Period{From: 2021, To: 2026}}, nil},
		{chunk.Meta{Standing: chunk.Issued}, []string{NoticeUndated}},
		{chunk.Meta{Standing: chunk.Proposed, Published: "2025-01-01"}, []string{NoticeNotIssued}},
		{chunk.Meta{Standing: chunk.Reported, Title: "某报道"}, []string{NoticeUndated, NoticeNotIssued}},
	} {
		var got []string
		for _, n := range noticesOf(cite(c.meta), at) {
			got = append(got, n.Code)
			if strings.ContainsAny(n.Message, "%{") || n.Message == "" {
				t.Errorf("message %q", n.Message)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.meta, got, c.want)
		}
	}
}

func TestNearestIsShownInARefusal(t *testing.T) {
	d := newDraft([]Passage{passage("a", 10, "完成“40座”公厕的改造。")}, false, "m")
	for _, s := range []string{"资料中未提及：金额。", "资料中只提到：完成“40座”公厕的改造[1]。"} {
		if _, ok := d.add(s); ok {
			t.Errorf("%q became a sentence", s)
		}
	}
	var a Answer
	refuse(&a, query{text: "花了多少钱"}, d)
	if want := "资料中没有找到。《a规划》只提到“完成‘40座’公厕的改造”，没有金额。"; a.Text != want || a.Reason != NoEvidence {
		t.Errorf("text %q (%s), want %q", a.Text, a.Reason, want)
	}
}

func TestNearestMustStandInItsSource(t *testing.T) {
	d := newDraft([]Passage{passage("a", 10, "完成40座公厕的改造。")}, false, "m")
	d.add("资料中只提到：改造公厕花了400万元[1]。")
	if d.nearest != nil {
		t.Errorf("%+v is shown", d.nearest)
	}
}

func TestAFailedSentenceIsTiedToWhatSupportsIt(t *testing.T) {
	passages := []Passage{passage("a", 0, "完善养老制度，建设养老院。"), passage("b", 0, "新增养老床位300张。")}
	d := newDraft(passages, false, "m")
	s, ok := d.add("新增养老床位300张[1]。")
	if !ok || len(d.citations) != 1 || d.citations[0].Document.ID != "b" || s.Text != "新增养老床位300张[1]。" {
		t.Errorf("got %+v, %+v", s, d.citations)
	}
	if s, ok := d.add("新增养老床位400张[1]。"); ok {
		t.Errorf("nothing supports %+v", s)
	}
}

func TestWhatIsProposedSaysSo(t *testing.T) {
	p := passage("a", 0, "打造一流主城区。完善养老服务。")
	p.Document.Standing, p.Document.Issuer = chunk.Proposed, "海港区政协"
	for _, c := range []struct {
		sentences []string
		problem   string // of the last
	}{
		{[]string{"海港区政协建议打造一流主城区[1]。"}, ""},
		{[]string{"海港区政协建议打造一流主城区[1]。", "完善养老服务[1]。"}, ""},
		{[]string{"打造一流主城区[1]。"}, ProblemStanding},
		{[]string{"海港区政协建议的任务是打造一流主城区[1]。"}, ProblemStanding},
	} {
		d := newDraft([]Passage{p}, true, "m")
		last := ""
		for _, raw := range c.sentences {
			s, _ := d.add(raw)
			last = s.Problem
		}
		if last != c.problem {
			t.Errorf("%q: problem %q, want %q", c.sentences, last, c.problem)
		}
	}
}

func TestQuoteIsWhatSupports(t *testing.T) {
	d := newDraft([]Passage{passage("a", 10, "完善制度。新增养老床位300张，改造养老院2所。优化环境。")}, false, "m")
	d.add("改造养老院2所，新增养老床位300张[1]。")
	if want := "新增养老床位300张，改造养老院2所。"; len(d.citations) != 1 || d.citations[0].Quote != want {
		t.Errorf("citations %+v, want %q", d.citations, want)
	}
}

func TestCheckOneSentence(t *testing.T) {
	passages := []Passage{passage("a", 0, "新增养老床位300张。")}
	if s, c := Check("新增养老床位300张[1]。", passages); !s.Supported || len(c) != 1 {
		t.Errorf("got %+v, %+v", s, c)
	}
	if s, _ := Check("新增养老床位30张[1]。", passages); s.Problem != ProblemNumber {
		t.Errorf("got %+v", s)
	}
}

func TestPointsSideBySideAreOneCitation(t *testing.T) {
	p := Passage{Document: chunk.Meta{ID: "a", Title: "a规划"}, Chunk: chunk.Chunk{Text: "材料如下：\n（一）申请表；\n（二）身份证明；\n（三）照片。"}}
	p.Quote, p.End = p.Text, len([]rune(p.Text))
	d := newDraft([]Passage{p}, false, "")
	for _, s := range []string{"材料如下[1]：\n", "申请表[1]；\n", "身份证明[1]；\n"} {
		if _, ok := d.add(s); !ok {
			t.Fatalf("%q is left out", s)
		}
	}
	if len(d.citations) != 1 || d.citations[0].Quote != "材料如下：\n（一）申请表；\n（二）身份证明" {
		t.Errorf("got %+v", d.citations)
	}
}

// A refusal of a question that is limited to documents says so: the library may
// hold what these do not.
func TestRefusalTellsTheLimit(t *testing.T) {
	for _, c := range []struct {
		limited bool
		refusal *refusal
		want    string
	}{
		{true, &refusal{NotCovered, "甲区"}, "所选资料未收录甲区的内容（提问限于所选的1份资料）。"},
		{false, &refusal{NotCovered, "甲区"}, "资料未收录甲区的内容。"},
		{true, nil, "所选资料中没有找到（提问限于所选的1份资料）。"},
		{false, nil, "资料中没有找到。"},
	} {
		var a Answer
		refuse(&a, query{text: "甲区怎么做", limited: c.limited, all: make([]Document, 1)}, &draft{refusal: c.refusal})
		if !strings.HasPrefix(a.Text, c.want) {
			t.Errorf("limited %v: %q", c.limited, a.Text)
		}
	}
}

// What is missing keeps its last word, which the line's form could take for its own.
func TestMissingIsWhole(t *testing.T) {
	for said, want := range map[string]string{"甲的相关内容": "甲的相关内容", "甲的具体内容": "甲", "费用": "费用"} {
		d := &draft{}
		if !d.admits("资料中未提及："+said+"。") || d.missing[0] != want {
			t.Errorf("%q is told as %q", said, d.missing)
		}
	}
}
