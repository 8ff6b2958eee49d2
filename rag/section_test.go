package rag

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag/understand"
)

// standing are passages of a document under headings, one a heading; "/" parts the
// levels of a path.
func standing(paths ...string) []Passage {
	var out []Passage
	for i, p := range paths {
		out = append(out, Passage{Key: Key{"a", i}, Chunk: chunk.Chunk{Path: strings.Split(p, "/")}})
	}
	return out
}

// Headings are alike where both are numbered, or begin with the same word.
func TestAlikeHeadings(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"一、养老", "二、托育", true}, {"（一）养老", "第二节 托育", true}, {"坚持党的领导", "坚持以人民为中心", true}, {"坚持党的领导", "堅持新發展理念", true}, {"坚持党的领导", "推进改革", false},
		{"一、养老", "托育", false}, {"", "", true}, {"甲", "甲乙", false},
	} {
		if got := alike(c.a, c.b); got != c.want || alike(c.b, c.a) != got {
			t.Errorf("%q and %q are alike: %v", c.a, c.b, got)
		}
	}
}

// The parts of a section are all its headings, and the neighbours that begin
// alike; each is where its first chunk is.
func TestRunsOf(t *testing.T) {
	all := standing("章", "章/坚持甲", "章/坚持甲", "章/坚持乙", "章/推进丙", "章/推进丁", "章/推进戊")
	var got []string
	for _, run := range runsOf(all, 1) {
		var names []string
		for _, p := range run {
			names = append(names, p.Path[1])
		}
		got = append(got, strings.Join(names, "、"))
	}
	if want := []string{"坚持甲、坚持乙、推进丙、推进丁、推进戊", "坚持甲、坚持乙", "推进丙、推进丁、推进戊"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := runsOf(standing("章", "章"), 1); len(got) != 1 || len(got[0]) != 0 {
		t.Errorf("a section without parts has %v", got)
	}
}

// As many parts as are asked for, else three and more that are all called so.
func TestWantedParts(t *testing.T) {
	run := standing("章/养老行动", "章/托育行动", "章/就业行動")
	for _, c := range []struct {
		asked understand.Asked
		want  bool
	}{
		{understand.Asked{Count: 3}, true}, {understand.Asked{Count: 4}, false}, {understand.Asked{Things: "行动"}, true}, {understand.Asked{Things: "工程"}, false}, {understand.Asked{Count: 3, Things: "工程"}, true},
	} {
		if got := wanted(run, 1, c.asked); got != c.want {
			t.Errorf("%+v: %v", c.asked, got)
		}
	}
	if wanted(run[:2], 1, understand.Asked{Things: "行动"}) {
		t.Error("two are a list")
	}
}

// Two of the first hits in different parts of a run say that the run is meant.
func TestPartedHits(t *testing.T) {
	run := standing("章/甲", "章/乙", "章/丙")
	other := standing("章/甲")
	other[0].Key.Document = "b"
	for name, c := range map[string]struct {
		top  []Passage
		want bool
	}{
		"two parts": {standing("章/甲/一", "章/丙"), true}, "one part": {standing("章/甲/一", "章/甲/二"), false}, "the head": {standing("章", "章"), false}, "another document": {append(other, run[1]), false}, "nothing": {nil, false},
	} {
		if got := parted(c.top, run, 1); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestSectionHolds(t *testing.T) {
	s := section{document: "a", from: 3, to: 5}
	for k, want := range map[Key]bool{{"a", 3}: true, {"a", 4}: true, {"a", 5}: false, {"a", 2}: false, {"b", 3}: false} {
		if s.holds(k) != want {
			t.Errorf("%v is in it: %v", k, !want)
		}
	}
}

// What is asked stands in a text by its share; where only a place is asked about
// any text will do, and no text never.
func TestTopicIn(t *testing.T) {
	asked := topicOf(query{text: "古林街道养老服务怎么发展"}, understand.Place{Found: "古林街道"})
	for _, c := range []struct {
		text        string
		least, most float64
	}{{"推进養老服務发展", 0.5, 1}, {"推进公厕改造", 0, 0.2}, {"", 0, 0}} {
		if got := asked.in(c.text); got < c.least || got > c.most {
			t.Errorf("%q holds %v of %q", c.text, got, asked.terms)
		}
	}
	if got := (topic{}).in("推进公厕改造"); got != 1 {
		t.Errorf("where only the place is asked: %v", got)
	}
	if got := (topic{}).in(""); got != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

// A row is asked for by its name and last year, unless that is no year or the
// name is none.
func TestAskRow(t *testing.T) {
	value := func(period string) []chunk.Value {
		return []chunk.Value{{Period: "2020", Value: "3"}, {Period: period, Value: "5"}}
	}
	for want, f := range map[string]chunk.Fact{
		"2025年森林覆盖率是多少？": {Name: "森林覆盖率", Values: value("2025")},
		"2025年绿化覆盖率是多少？": {Name: "3.绿化覆盖率", Values: value("2025")},
	} {
		if got := askRow(f); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for _, f := range []chunk.Fact{{Name: "森林覆盖率"}, {Name: "森林覆盖率", Values: value("年均")}, {Name: "", Values: value("2025")}} {
		if got := askRow(f); got != "" {
			t.Errorf("%+v is asked for: %q", f, got)
		}
	}
}

// A source names its page, and a passage its place, with control and format
// characters out of both.
func TestPagesAndPlaces(t *testing.T) {
	if got := onPage(3); got != "，第3页" {
		t.Errorf("got %q", got)
	}
	if got := onPage(0); got != "" {
		t.Errorf("no page is %q", got)
	}
	p := Passage{Document: chunk.Meta{Title: "《甲区规划》", Issuer: "甲区政府", Published: "2021-05-01"}, Chunk: chunk.Chunk{Path: []string{"第一章\u200b 总则", "一、目标"}}}
	if got, want := p.Place(), "《甲区规划》（甲区政府，2021年5月），第一章 总则，一、目标"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWhatListIsWanted(t *testing.T) {
	at := func(headings ...string) []Passage {
		out := make([]Passage, len(headings))
		for i, h := range headings {
			out[i].Path = []string{"二、建设原则", h}
		}
		return out
	}
	kinds := at("一、准入类", "二、巡查类", "三、服务类")
	rules := at("需求牵引", "试点先行", "安全可控")
	for _, c := range []struct {
		question   string
		run        []Passage
		called, of bool
	}{
		{"场景分成哪几大类", kinds, true, false},
		{"场景分成哪五类", kinds, false, false},
		{"要装哪些设备", kinds, false, false},
		{"平台建设讲了哪几条原则", rules, false, true},
		{"平台建设讲了哪六条原则", rules, false, false},
		{"平台建设讲了哪几条原则", rules[:2], false, false},
		{"平台要花多少钱", rules, false, false},
	} {
		d, asked := division{heading: "二、建设原则", depth: 1}, understand.Read(c.question, time.Time{})
		if got := calledSo(d, c.run, c.question, asked) > 0; got != c.called {
			t.Errorf("%s: called so %t", c.question, got)
		}
		if got := namedSo(d, c.run, c.question, asked) > 0; got != c.of {
			t.Errorf("%s: named so %t", c.question, got)
		}
	}
}
