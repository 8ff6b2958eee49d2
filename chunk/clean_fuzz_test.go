package chunk

import (
	"strings"
	"testing"
	"unicode"
)

// figures are the digits of a text, in order.
func figures(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// Cleaning a clean text changes nothing, and cleaning never takes a figure out
// of a paragraph: whatever stands around it, a long paragraph keeps all its own.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"— 1 —\n— 2 —\n— 3 —", "目录\n一、总则1\n二、附则2", "[\n1\n]\n，", "[\n0\n] 000", "·\t·\n· 3．\n。 ·", "坚持字当头", "治??諝赓|", "１２３４５６７８９０１２３４５６７８９０１２"} {
		f.Add(s)
	}
	const body = "到2025年，全市地区生产总值达到460亿元，年均增长7%以上，城镇新增就业5.2万人，登记失业率控制在3.5%以内，建成38个项目，坚持以人民为中心，完整、准确、全面贯彻新发展理念，着力推动高质量发展，统筹扩大内需和深化改革。"
	f.Fuzz(func(t *testing.T, around string) {
		around = strings.ToValidUTF8(around, "\uFFFD") // as texts come
		got := clean(around + "\n" + body + "\n" + around)
		if again := clean(got.Text); again.Text != got.Text {
			t.Errorf("%q cleaned again: %q, was %q", around, again.Text, got.Text)
		}
		if !strings.Contains(figures(got.Text), figures(body)) {
			t.Errorf("%q lost figures of the body: %q", around, got.Text)
		}
		for _, d := range got.Damage {
			if n := len([]rune(got.Text)); d.Start < 0 || d.End > n || d.Start >= d.End {
				t.Errorf("damage %+v of %d runes", d, n)
			}
		}
	})
}
