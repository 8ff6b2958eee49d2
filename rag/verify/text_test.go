package verify

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Sentences leave nothing out, lap over nothing and begin and end in words.
func FuzzSentences(f *testing.F) {
	f.Add("一是稳。二是进！\n三是“好。”\n")
	f.Add("浓度2.5;比例50%;  完")
	f.Add("”）。！")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 2000 {
			return
		}
		runes := []rune(text)
		last := 0
		for _, s := range Sentences(text) {
			if s.Start < last || s.End <= s.Start || s.End > len(runes) {
				t.Fatalf("%q: %v behind %d of %d", text, s, last, len(runes))
			}
			if between := strings.TrimSpace(string(runes[last:s.Start])); between != "" {
				t.Errorf("%q: %q is in no sentence", text, between)
			}
			if unicode.IsSpace(runes[s.Start]) || unicode.IsSpace(runes[s.End-1]) {
				t.Errorf("%q: %v begins or ends in a blank", text, s)
			}
			last = s.End
		}
		if rest := strings.TrimSpace(string(runes[last:])); rest != "" {
			t.Errorf("%q: %q is in no sentence", text, rest)
		}
	})
}

// ASCII marks end a sentence behind Chinese characters and brackets alone, so
// that no figure, file name or address is cut.
func TestASCIIMarks(t *testing.T) {
	for text, want := range map[string]int{
		"完成;推进": 2, "完成了!好": 2, "是吗?是": 2, "a;b": 1, "5G;4G": 1, "x=1;y=2": 1, "(一);(二)": 2, "50%;60%": 2, "v1.2": 1, "3.5万人": 1,
		"http://a.cn/?q=1": 1, ";;": 1, "“好”;坏": 2,
	} {
		if got := len(Sentences(text)); got != want {
			t.Errorf("%q is %d sentences, want %d", text, got, want)
		}
	}
}

// sentence at is the years that the i-th sentence of a text may be of.
func years(all []period) []int {
	var out []int
	for _, p := range all {
		out = append(out, p.to)
	}
	return out
}

// A sentence is of the years that it names, else of the last named before it or
// those that hold for the whole: of its headings, its context, its document.
func TestTimesOfSentences(t *testing.T) {
	plan := About{From: 2021, To: 2025, Plans: true}
	for name, c := range map[string]struct {
		source Source
		at     int
		want   []int
	}{
		"its own":          {Source{Text: "2023年建成。2024年投运。", About: plan}, 1, []int{2024}},
		"the one before":   {Source{Text: "2023年建成。投入运营。", About: plan}, 1, []int{2023, 2025, 2025}},
		"the document's":   {Source{Text: "建成。", About: plan}, 0, []int{2025, 2025}},
		"a heading's":      {Source{Text: "建成。", Path: []string{"二、2022年重点任务"}}, 0, []int{2022}},
		"the context's":    {Source{Text: "建成。", Context: []string{"到2030年，"}}, 0, []int{2030}},
		"the publication":  {Source{Text: "建成。", About: About{Published: "2019-03-01"}}, 0, []int{2019}},
		"nobody's":         {Source{Text: "建成。"}, 0, nil},
		"no year in it":    {Source{Text: "建成2000座。", About: About{Published: "春"}}, 0, nil},
		"of a comparison":  {Source{Text: "比2020年增加。", About: plan}, 0, []int{2025, 2025}},
		"nothing after it": {Source{Text: "建成。2024年投运。", About: plan}, 0, []int{2025, 2025}},
	} {
		if got := years(Read(c.source).timesOf(c.at)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Years tell what was reached by the years that the document is for, of one
// that is for none by its date.
func TestStatusInYears(t *testing.T) {
	of := func(y int) []period { return []period{{from: y, to: y}} }
	planned, reported := About{From: 2021, To: 2025}, About{Published: "2021-05"}
	for _, c := range []struct {
		about About
		times []period
		want  status
	}{
		{planned, of(2020), done}, {planned, of(2021), ahead}, {planned, of(2025), ahead}, {planned, of(2035), ahead},
		{planned, append(of(2020), of(2025)...), ahead}, // from one to the other
		{planned, nil, unsaid},
		{reported, of(2020), done}, {reported, of(2021), unsaid}, {reported, of(2022), ahead},
		{About{}, of(2020), unsaid},
	} {
		if got := Read(Source{Text: "x", About: c.about}).statusIn(c.times); got != c.want {
			t.Errorf("%+v in %+v: %v, want %v", c.about, c.times, got, c.want)
		}
	}
}

// What is reached and what is to be exclude each other; what says neither goes
// with both, but for the figure of a text that plans nothing.
func TestClashes(t *testing.T) {
	plan, report := prose("推进。"), Read(Source{Text: "推进。", About: About{Published: "2021-05"}})
	hopeful := Read(Source{Text: "力争推进。", About: About{Published: "2021-05"}})
	for _, c := range []struct {
		text          *Text
		claim, source status
		figured, want bool
	}{
		{plan, done, ahead, false, true}, {plan, ahead, done, false, true}, {plan, done, done, true, false}, {plan, ahead, ahead, true, false},
		{plan, unsaid, done, true, false}, {plan, unsaid, ahead, true, false}, {plan, done, unsaid, true, false},
		{plan, ahead, unsaid, true, false}, {report, ahead, unsaid, true, true}, {report, ahead, unsaid, false, false}, {hopeful, ahead, unsaid, true, false},
	} {
		if got := c.text.clashes(c.claim, c.source, c.figured); got != c.want {
			t.Errorf("%v from %v (figure: %v): %v", c.claim, c.source, c.figured, got)
		}
	}
}

// A clause's own words tell, then its sentence's, its years, the whole text.
func TestStatusOfClauses(t *testing.T) {
	for name, c := range map[string]struct {
		text, heading string
		want          status
	}{
		"its words":        {"已建成公厕40座。", "", done},
		"words of plans":   {"力争建成公厕40座。", "", ahead},
		"its year":         {"2020年建成公厕40座。", "", done},
		"a year ahead":     {"2025年建成公厕40座。", "", ahead},
		"a plan's own":     {"建成公厕40座。", "", ahead},
		"a chapter's":      {"建成公厕40座。", "第一章 发展基础", done},
		"words before all": {"力争建成公厕40座。", "第一章 发展基础", ahead},
	} {
		text := prose(c.text, c.heading)
		if got := text.statusOf(0, 0); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	mixed := prose("截至目前已建成公厕40座，到2025年力争达到60座。")
	if a, b := mixed.statusOf(0, 0), mixed.statusOf(0, 1); a != done || b != ahead {
		t.Errorf("clauses of two times: %v and %v", a, b)
	}
}

// What goes on behind a semicolon of a plan is of the plan too.
func TestSemicolonsCarryTheStatus(t *testing.T) {
	text := Read(Source{Text: "力争新建公厕40座；改造公厕60座。", About: About{Published: "2021"}})
	if got := text.said().sentences; !slices.Equal(got, []status{ahead, ahead}) {
		t.Errorf("got %v", got)
	}
	apart := Read(Source{Text: "力争新建公厕40座。改造公厕60座。", About: About{Published: "2021"}})
	if got := apart.said().sentences; !slices.Equal(got, []status{ahead, unsaid}) {
		t.Errorf("got %v", got)
	}
}

// Half of a claim's pairs of characters must stand in a text that is near it.
func TestNearIsHalf(t *testing.T) {
	text := prose("推进公厕改造。")
	for claim, want := range map[string]bool{
		"推进公厕改造": true, "公厕改造": true, "推進公廁改造": true, "公厕改造和绿化": true, "": true,
		"公厕的绿化提升": false, "钢铁": false,
	} {
		if got := text.Near(claim); got != want {
			t.Errorf("near %q: %v", claim, got)
		}
	}
}

// A row is one sentence, whatever its cells hold: each value in a clause with
// its column and its name.
func TestRowsAreRead(t *testing.T) {
	text := Read(Source{Text: "3\n绿化率\n30%\n32%", About: district, Row: &Row{Name: "绿化率", Cells: []Cell{{"2020", "30%"}, {"2025", "32%"}}}})
	if len(text.sentences) != 1 || text.sentences[0].Span != (Span{0, 13}) {
		t.Fatalf("%+v", text.sentences)
	}
	for claim, want := range map[string]string{
		"绿化率2020年30%，2025年32%。": "", "2025年绿化率达到32%。": "", "2020年绿化率达到32%。": Number, "绿化率达到31%。": Number, "森林覆盖率达到32%。": "*",
	} {
		if got := Check(claim, []*Text{text}).Problem; got != want && (want != "*" || got == "") {
			t.Errorf("%s: %q, want %q", claim, got, want)
		}
	}
}

// Reading the same source twice gives the same answers, and a text may be asked
// at once by several.
func TestReadIsShared(t *testing.T) {
	text := goals()
	errs := make(chan string, 8)
	for range cap(errs) {
		go func() {
			problems := ""
			for _, s := range sayings {
				problems += Check(s, []*Text{text}).Problem
			}
			errs <- problems
		}()
	}
	for range cap(errs) {
		if got := <-errs; got != "" {
			t.Errorf("problems: %s", got)
		}
	}
}
