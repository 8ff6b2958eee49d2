package chunk

import (
	"slices"
	"strings"
	"testing"
)

func texts(cs []Chunk) []string {
	var out []string
	for _, c := range cs {
		out = append(out, c.Text)
	}
	return out
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"甲。乙！丙？丁", []string{"甲。", "乙！", "丙？", "丁"}},
		{"他说：“甲。”乙。", []string{"他说：“甲。”", "乙。"}},
		{"甲（乙。丙）丁。戊", []string{"甲（乙。丙）丁。", "戊"}},
		{"增长7.5%；下降3.2%。", []string{"增长7.5%；下降3.2%。"}},
		{"甲。。乙", []string{"甲。", "。", "乙"}},
		{"（甲。乙", []string{"（甲。乙"}},
		{"", nil},
	} {
		b := newBody(c.in)
		var got []string
		for _, s := range b.sentences(Span{0, len(b.runes)}) {
			got = append(got, b.slice(s))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSentencesCutLongOnes(t *testing.T) {
	clause := strings.Repeat("甲", 99) + "，"
	b := newBody(strings.Repeat(clause, 10) + "。")
	got := b.sentences(Span{0, len(b.runes)})
	if len(got) != 2 || got[0].length() != 600 || b.runes[got[0].End-1] != '，' {
		t.Errorf("cut into %v", got)
	}
	b = newBody(strings.Repeat("甲", 1500))
	if got := b.sentences(Span{0, 1500}); len(got) != 3 || got[0].length() != MaxChunk {
		t.Errorf("cut into %v", got)
	}
}

func TestSplit(t *testing.T) {
	s := func(n int) string { return strings.Repeat("甲", n-1) + "。" }
	for _, c := range []struct {
		name, text string
		want       []int // lengths
	}{
		{"short paragraphs join", s(50) + "\n" + s(50) + "\n" + s(50), []int{152}},
		{"long ones part", s(300) + "\n" + s(300), []int{300, 300}},
		{"a paragraph is cut between sentences", s(250) + s(250) + s(250), []int{250, 500}},
		{"and rather between paragraphs", s(200) + s(200) + "\n" + s(300) + s(300), []int{400, 600}},
		{"a sentence broken over two pages", strings.Repeat(s(400)+"\n", 4) + s(200) + strings.Repeat("甲", 150) + "\n" + s(50) + s(300), []int{400, 400, 400, 400, 401, 300}},
		{"a short end joins", s(350) + "\n" + s(30), []int{381}},
		{"a long sentence stays", s(500), []int{500}},
		{"items stay whole", "做好以下工作：\n（一）" + s(150) + s(150) + "\n（二）" + s(150) + s(150), []int{311, 303}},
		{"headings part", "一、甲\n" + s(50) + "\n二、乙\n" + s(50), []int{50, 50}},
		{"a heading without text is a chunk", "一、甲\n二、乙\n" + s(50), []int{3, 50}},
	} {
		if got := texts(Parse(c.text, Meta{}).Chunks); !slices.EqualFunc(got, c.want, func(s string, n int) bool { return len([]rune(s)) == n }) {
			t.Errorf("%s: %d chunks of %v, want %v", c.name, len(got), lengths(got), c.want)
		}
	}
}

func TestSplitKeepsLeadsWithWhatTheyAnnounce(t *testing.T) {
	text := strings.Repeat("甲", 349) + "。治理水平提升。" + strings.Repeat("乙", 349) + "。"
	got := texts(Parse(text, Meta{}).Chunks)
	if len(got) != 2 || !strings.HasPrefix(got[1], "治理水平提升。乙") {
		t.Errorf("cut into %q", got)
	}
}

func TestSplitKeepsRows(t *testing.T) {
	rows := []string{"序号", "指标", "2020年", "2025年"}
	for i := range 40 {
		rows = append(rows, string(rune('0'+i/10))+string(rune('0'+i%10)), strings.Repeat("指", 12)+"（亿元）", "10.5", "20.5")
	}
	for i := 4; i < len(rows); i += 4 {
		rows[i] = strings.TrimLeft(rows[i], "0")
		if n := (i-4)/4 + 1; n < 100 {
			rows[i] = string([]byte(itoa(n)))
		}
	}
	p := Parse(strings.Join(rows, "\n"), Meta{})
	if len(p.Facts) != 40 {
		t.Fatalf("%d facts, want 40", len(p.Facts))
	}
	for _, c := range p.Chunks {
		if c.Kind == KindText && c.Start > 0 && (!strings.HasSuffix(c.Text, "20.5") || len(c.Context) == 0) {
			t.Errorf("a chunk of the table reads %q with %v", c.Text, c.Context)
		}
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func TestChunksKnowTheirDamage(t *testing.T) {
	p := Parse(strings.Repeat("甲", 349)+"。\n乙\uFFFD"+strings.Repeat("丙", 349)+"。", Meta{})
	if len(p.Chunks) != 2 || len(p.Chunks[0].Damage) != 0 || len(p.Chunks[1].Damage) != 1 {
		t.Errorf("chunks %+v", p.Chunks)
	}
}

func TestRevisionFollowsTheCleanText(t *testing.T) {
	a, b, c := Parse("甲。\n乙。", Meta{}), Parse(" 甲。\r\n\n乙。", Meta{ID: "x"}), Parse("甲。\n丙。", Meta{})
	if a.Revision != b.Revision || a.Revision == c.Revision || len(a.Revision) != 12 {
		t.Errorf("revisions %s, %s, %s", a.Revision, b.Revision, c.Revision)
	}
}

func TestParseOfNothing(t *testing.T) {
	for _, text := range []string{"", " ", "\n\n"} {
		if p := Parse(text, Meta{}); len(p.Chunks) != 0 || len(p.Sections) != 0 || p.Text != "" {
			t.Errorf("%q gives %+v", text, p)
		}
	}
}

func lengths(texts []string) []int {
	var out []int
	for _, s := range texts {
		out = append(out, len([]rune(s)))
	}
	return out
}
