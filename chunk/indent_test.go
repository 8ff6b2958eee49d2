package chunk

import (
	"strings"
	"testing"
)

// stopless is a text whose sentences are lines: titles and paragraphs, each
// paragraph set off by an indent.
func stopless(paragraphs ...string) string {
	filler := "　　" + strings.Repeat(strings.Repeat("全面提高发展质量和效益，", 6)+"保持经济平稳运行\n", 3)
	return strings.Repeat(filler, 25) + strings.Join(paragraphs, "\n")
}

// drawnFromStopless is the outline of such a text.
func drawnFromStopless(paragraphs ...string) string {
	var out strings.Builder
	for _, s := range Parse(stopless(paragraphs...), Meta{}).Sections {
		out.WriteString(strings.Repeat("  ", s.Level-1) + s.Path[len(s.Path)-1] + "\n")
	}
	return out.String()
}

func TestReadIndents(t *testing.T) {
	long := "深化改革，扩大开放，促进发展"
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"sentences on lines", strings.Repeat("　　"+long+"\n"+long+"\n", 25), true},
		{"blanks for indents", strings.Repeat("    "+long+"\n"+long+"\n", 25), true},
		{"full stops", strings.Repeat("　　"+long+"。\n"+long+"。\n", 25), false},
		{"every line is indented", strings.Repeat("　　"+long+"\n", 50), false},
		{"no line is", strings.Repeat(long+"\n", 50), false},
		{"short", "　　" + long + "\n" + long, false},
	} {
		if got := readIndents(c.text) != nil; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestLinesOfParagraphs(t *testing.T) {
	b := newBody("甲乙丙丁\n戊己庚辛\n一、壬癸\n子丑寅卯\n辰巳午未\n一是申酉")
	in := indents{"甲乙丙丁": true, "辰巳午未": true}
	var got []string
	for _, p := range b.inParagraphs(in, nil).paragraphs {
		got = append(got, b.slice(p))
	}
	if want := "甲乙丙丁\n戊己庚辛|一、壬癸\n子丑寅卯|辰巳午未\n一是申酉"; strings.Join(got, "|") != want {
		t.Errorf("paragraphs %q, want %s", got, want)
	}
	if b.inParagraphs(nil, nil).lined {
		t.Error("a text without indents is read in paragraphs of several lines")
	}
}

func TestOutlineOfSentencesOnLines(t *testing.T) {
	for _, c := range []struct {
		name       string
		paragraphs []string
		want       string
	}{
		{"a title of two parts", []string{"　　第一篇　转变方式　开创发展新局面　　这一时期是全面建设的关键时期，必须抓住机遇", "继续前进"}, "第一篇 转变方式 开创发展新局面\n"},
		{"a preface", []string{"　　序言　　世纪之交，我国胜利实现了前两步战略目标，人民生活达到小康", "继续前进"}, "序言\n"},
		{"titles glued to sentences", []string{
			"　　第一章加强基础设施建设", "　　第一节加强水利建设水利建设要全面规划，统筹兼顾", "继续前进",
			"　　第二节发展高技术产业抓住世界科技革命的机遇，有所为", "继续前进"},
			"第一章加强基础设施建设\n  第一节加强水利建设\n  第二节发展高技术产业\n"},
		{"points behind dashes", []string{
			"　　第一章　主要目标", "　　——经济平稳较快发展", "国内生产总值年均增长百分之七，就业增加", "　　——人民生活持续改善", "城乡居民收入年均增长百分之七，贫困减少"},
			"第一章 主要目标\n  ——经济平稳较快发展\n  ——人民生活持续改善\n"},
		{"points behind an announcement", []string{
			"　　第一章　指导思想", "　　基本要求是：　　——坚持以人为本", "使发展成果惠及全体人民，走共同富裕道路", "　　——坚持改革开放", "推进各领域改革，加快构建体制机制"},
			"第一章 指导思想\n  ——坚持以人为本\n  ——坚持改革开放\n"},
	} {
		if got := drawnFromStopless(c.paragraphs...); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// Whatever of a sentence passes for a title, all of it is in a chunk.
func TestGluedSentencesAreInChunks(t *testing.T) {
	sentence := "第一节健全综合交通体系交通建设要统筹规划，合理安排，扩大网络，建立现代综合运输体系"
	for _, c := range Parse(stopless("　　第一章基础设施", "　　"+sentence, "继续前进"), Meta{}).Chunks {
		if strings.Contains(c.Text, sentence) {
			return
		}
	}
	t.Error("no chunk holds the sentence")
}

func TestCutsStandBetweenParagraphs(t *testing.T) {
	var text strings.Builder
	for range 40 {
		text.WriteString("　　坚持把发展作为主题，" + strings.Repeat("实行扩大内需的方针，", 6) + "加快发展步伐\n" + strings.Repeat(strings.Repeat("继续推进结构调整，", 8)+"避免大起大落\n", 3))
	}
	for _, c := range Parse(text.String(), Meta{}).Chunks {
		if !strings.HasPrefix(c.Text, "坚持把发展") {
			t.Fatalf("a chunk begins with %.60q", c.Text)
		}
	}
}
