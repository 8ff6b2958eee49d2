package chunk

import (
	"strings"
	"testing"
)

func TestJoinNumbers(t *testing.T) {
	var all []string // a text that numbers its sections with figures
	for _, n := range []string{"1.2", "2.1", "2.2", "2.3", "3.1", "3.2", "3.2.1", "3.2.2"} {
		all = append(all, n+" 甲乙丙丁", paragraph)
	}
	text := strings.Join(all, "\n") + "\n"
	for _, c := range []struct{ name, lines, want string }{
		{"above its title", "1.3\n指导思想\n" + paragraph, "1.3 指导思想\n" + paragraph},
		{"behind a sentence", "乙乙乙。3.3\n基础数据\n" + paragraph, "乙乙乙。\n3.3 基础数据\n" + paragraph},
		{"one whose neighbour stands alone too", "1.4\n发展原则\n1.3\n指导思想\n" + paragraph, "1.4 发展原则\n1.3 指导思想\n" + paragraph},
		{"the section above known ones", "2.3\n甲乙丙丁\n" + paragraph, "2.3 甲乙丙丁\n" + paragraph},
		{"a figure", "8.7\n增长速度\n" + paragraph, ""},
		{"a figure in a sentence", "增长了3.3\n基础数据\n" + paragraph, ""},
		{"above text", "1.3\n" + paragraph, ""},
		{"above another number", "1.3\n一、甲\n" + paragraph, ""},
		{"at the end", "1.3", ""},
	} {
		want := c.want
		if want == "" {
			want = c.lines
		}
		d := draft{lines: strings.Split(text+c.lines, "\n")}
		d.joinNumbers()
		if got := strings.TrimPrefix(d.text(), text); got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
}

func TestNumbersAloneInOtherTexts(t *testing.T) {
	text := "一、甲\n" + paragraph + "\n1.2 乙乙\n1.3\n丙丙\n" + paragraph
	d := draft{lines: strings.Split(text, "\n")}
	if d.joinNumbers(); d.text() != text {
		t.Errorf("got\n%s", d.text())
	}
}
