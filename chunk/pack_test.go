package chunk

import (
	"slices"
	"strings"
	"testing"
)

// laid are units of the given lengths, one after another.
func laid(units ...unit) []unit {
	at := 0
	for i := range units {
		n := units[i].End
		units[i].Span = Span{at, at + n}
		at += n
	}
	return units
}

func of(n int) unit    { return unit{Span: Span{End: n}, starts: true} }
func rest(n int) unit  { return unit{Span: Span{End: n}} }
func point(n int) unit { return unit{Span: Span{End: n}, starts: true, item: true} }

func TestPack(t *testing.T) {
	announcing, aside, piece := of(50), of(20), of(200)
	announcing.announces, aside.belongs, piece.open = true, true, true
	for _, c := range []struct {
		name  string
		units []unit
		want  []int // lengths
	}{
		{"none", nil, nil},
		{"one", laid(of(10)), []int{10}},
		{"all that fits", laid(of(100), of(100), of(100)), []int{300}},
		{"halves rather than a scrap", laid(of(150), of(150), of(150), of(150)), []int{300, 300}},
		{"no scrap at the end", laid(of(350), of(40)), []int{390}},
		{"too long for one", laid(of(300), of(290), of(280)), []int{300, 290, 280}},
		{"one that is too long by itself", laid(of(900), of(300)), []int{900, 300}},
		{"what announces stays in front", laid(of(350), announcing, of(330)), []int{350, 380}},
		{"a topic stays in front of what it heads", laid(of(310), of(40), of(300)), []int{310, 340}},
		{"a short paragraph of short ones", laid(of(310), of(40), of(80)), []int{430}},
		{"what belongs stays behind", laid(of(330), aside, of(350)), []int{350, 350}},
		{"a broken sentence", laid(of(200), piece, of(200), of(200)), []int{200, 400, 200}},
		{"paragraphs before sentences", laid(of(200), rest(150), rest(50), of(300)), []int{400, 300}},
		{"a paragraph that fits", laid(of(200), rest(180), rest(200)), []int{580}},
		{"one that does not", laid(of(250), rest(150), rest(250)), []int{250, 400}},
		{"its rest and another", laid(of(400), rest(300), of(100)), []int{400, 300, 100}},
		{"one and the beginning of another", laid(of(100), of(300), rest(400)), []int{100, 300, 400}},
		{"a short one and the beginning of another", laid(of(50), of(300), rest(400)), []int{350, 400}},
		{"a list that fits", laid(point(150), point(150), point(150)), []int{450}},
		{"a list that does not", laid(point(200), point(200), point(200), point(200)), []int{400, 400}},
	} {
		var got []int
		for _, s := range pack(c.units, aim, make([]float64, len(c.units))) {
			got = append(got, s.length())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestPackKeepsEverything(t *testing.T) {
	for seed := range 50 {
		var units []unit
		for i := range 40 {
			u := of((seed*7919+i*104729)%97*5 + 1)
			u.starts, u.item, u.announces, u.belongs = i%3 == 0, i%5 == 0, i%7 == 0, i%11 == 0
			units = append(units, u)
		}
		units = laid(units...)
		at := 0
		for _, s := range pack(units, aim, make([]float64, len(units))) {
			if s.Start != at || s.length() > MaxChunk {
				t.Fatalf("seed %d: %v behind %d", seed, s, at)
			}
			at = s.End
		}
		if at != units[len(units)-1].End {
			t.Fatalf("seed %d: packed up to %d", seed, at)
		}
	}
}

func TestCutCost(t *testing.T) {
	announcing, aside, piece := of(1), of(1), of(1)
	announcing.announces, aside.belongs, piece.open = true, true, true
	for _, c := range []struct {
		name          string
		before, after unit
		want          float64
	}{
		{"paragraphs", of(1), of(1), 0},
		{"sentences", of(1), rest(1), inside},
		{"items", point(1), point(1), between},
		{"another topic", of(1), unit{point: true}, atPoint},
		{"a short sentence that heads the next", of(1), unit{announces: true}, atPoint},
		{"a sentence that refers to the one before", of(1), unit{refers: true, point: true}, inside + referred},
		{"a paragraph that opens a topic", of(1), unit{starts: true, point: true}, -opened},
		{"a paragraph that does", of(1), unit{starts: true, refers: true}, looking},
		{"a list begins", of(1), point(1), 0},
		{"sentences of an item", point(1), unit{item: true}, insideItem},
		{"a broken sentence", piece, rest(1), insideLine},
		{"behind what announces", announcing, of(1), parted},
		{"before what belongs", of(1), aside, parted},
	} {
		if got := cutCost([]unit{c.before, c.after}, 1, make([]bool, 2)); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := cutCost([]unit{of(1), rest(1)}, 1, []bool{true, true}); got != insideFit {
		t.Errorf("a cut in what fits costs %v", got)
	}
	if got := cutCost([]unit{announcing}, 1, []bool{false}); got != 0 {
		t.Errorf("the end costs %v", got)
	}
}

func TestUnits(t *testing.T) {
	for _, c := range []struct {
		text string
		want []unit
	}{
		{"甲甲。乙乙乙乙乙。丙。", []unit{{starts: true}, {announces: true}, {}}},
		{"甲甲。乙乙乙乙乙。", []unit{{starts: true}, {}}},
		{"甲甲。这就是乙乙。丙。", []unit{{starts: true}, {refers: true}, {}}},
		{"甲甲。在教育方面，成绩很大。", []unit{{starts: true}, {point: true}}},
		{"以上这些是成绩。", []unit{{starts: true, refers: true}}},
		{"（一）甲，甲甲甲甲甲。乙，乙。", []unit{{starts: true, item: true}, {item: true}}},
		{"主要目标是：", []unit{{starts: true, announces: true}}},
		{"各位代表！", []unit{{starts: true, announces: true, turns: true}}},
		{"会议指出，要看到成绩。二是加强领导，提高水平。", []unit{{starts: true}, {point: true}}},
		{"给予一次性奖励50万元。（责任单位：市财政局）", []unit{{starts: true}, {belongs: true}}},
		{"主要是：增长有压力，物价高。", []unit{{starts: true, belongs: true}}},
		{"主要是增长有压力、物价高。", []unit{{starts: true, announces: true}}},
		{"〔注〕这里列举的，是产量。", []unit{{starts: true, belongs: true}}},
		{"注：下同。", []unit{{starts: true, belongs: true}}},
		{"主要任务完成得好。", []unit{{starts: true, announces: true}}},
		{"甲甲甲", []unit{{starts: true, open: true}}},
	} {
		b := newBody(c.text)
		got := b.units(b.paragraphs[0], manner{})
		for i := range got {
			got[i].Span = Span{}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %+v, want %+v", c.text, got, c.want)
		}
	}
}

func TestUnitsOfLinesWithoutFullStops(t *testing.T) {
	b := newBody("甲甲甲")
	if got := b.units(b.paragraphs[0], manner{unstopped: true}); got[0].open {
		t.Error("a sentence on a line of its own is open")
	}
	if got := b.units(b.paragraphs[0], manner{unstopped: true, wrapped: true}); !got[0].open {
		t.Error("a piece of a sentence is not open")
	}
	b = newBody("———必须加强和谐社会建设")
	if got := b.units(b.paragraphs[0], manner{unstopped: true}); !got[0].announces {
		t.Error("a point behind a dash announces nothing")
	}
}

func TestAnnounces(t *testing.T) {
	for s, want := range map[string]bool{
		"具体如下：": true, "要求是:": true, "同志们！": true, "治理水平提升。": true, "“两化”深度融合。": true,
		"甲。": false, "增长5%。": false, "坚持党的领导，服务人民。": false, "坚决打赢脱贫攻坚战！而且要可持续！": false, strings.Repeat("甲", 20) + "。": false,
	} {
		b := newBody(s)
		if got := b.announces(Span{0, len(b.runes)}, true); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestGoesOn(t *testing.T) {
	for text, want := range map[string]bool{"甲甲甲；\n但也必须估计到乙。": true, "甲甲甲；\n乙乙乙。": false, "甲甲甲。\n但也必须估计到乙。": false} {
		b := newBody(text)
		if got := b.goesOn(b.paragraphs[1]); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// The items of a list that is one sentence, an item a line, stay together where a
// chunk may hold them all.
func TestListsOfOneSentence(t *testing.T) {
	item := func(s string, n int) string { return s + strings.Repeat("开垦荒地", n) + "；" }
	for _, c := range []struct {
		name, text string
		whole      bool
	}{
		{"a short list", item("一、", 8) + "\n" + item("二、", 8) + "\n三、" + strings.Repeat("开垦荒地", 8) + "。", true},
		{"a long one", item("一、", 40) + "\n" + item("二、", 40) + "\n" + item("三、", 40) + "\n四、" + strings.Repeat("开垦荒地", 40) + "。", false},
		{"sentences", "一、" + strings.Repeat("开垦荒地", 8) + "。\n二、" + strings.Repeat("利用土地", 8) + "。", false},
	} {
		b := newBody(c.text)
		var units []unit
		for _, p := range b.paragraphs {
			units = append(units, b.units(p, manner{})...)
		}
		keepLists(units)
		for i, u := range units[1:] {
			if u.kept != c.whole {
				t.Errorf("%s: item %d is kept: %v", c.name, i+2, u.kept)
			}
		}
	}
}

func TestQuotationsStayWhole(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []bool // of each sentence: belongs
	}{
		{"a quotation of two sentences", "他说：“甲甲甲。乙乙乙。”丙丙丙。", []bool{false, true, false}},
		{"in the older marks", "他說：「甲甲甲。乙乙乙。」丙丙丙。", []bool{false, true, false}},
		{"one that does not end", "他说：“甲甲甲。乙乙乙。丙丙丙。", []bool{false, false, false}},
		{"one behind which another opens", "他说：“甲甲甲。乙乙“丙丙”丁。", []bool{false, false}},
		{"a word in each", "要“甲甲”好。要“乙乙”好。", []bool{false, false}},
		{"one longer than a chunk's aim", "他说：“甲甲甲。" + strings.Repeat("乙", aim) + "。”丙。", []bool{false, false, false}},
	} {
		b := newBody(c.text)
		var got []bool
		for _, u := range b.units(b.paragraphs[0], manner{}) {
			got = append(got, u.belongs)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
