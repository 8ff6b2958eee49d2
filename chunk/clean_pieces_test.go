package chunk

import (
	"strings"
	"testing"
)

// What stands right below a piece of an indented paragraph goes on with it, where
// blank lines part paragraphs; lines that are set apart stay lines.
func TestPieces(t *testing.T) {
	rest := strings.Repeat("\n\n　　各项事业取得新的进展，人民生活继续改善。", minSetOff)
	for _, c := range []struct{ name, text, want string }{
		{"a link in the middle", "　　五年来，我们贯彻\n民族区域自治法\n，支持发展。", "五年来，我们贯彻民族区域自治法，支持发展。"},
		{"one that begins a sentence", "　　“互相尊重、平等互利”\n五项原则\n早已裁入宪法。这是坚持\n五项原则\n的依据。", "“互相尊重、平等互利”五项原则早已裁入宪法。这是坚持五项原则的依据。"},
		{"a character before it", "　　在\n工资制度\n上迈出步子。", "在工资制度上迈出步子。"},
		{"one behind an indent alone", "　　\n学校\n都要面向实际。", "学校都要面向实际。"},
		{"a heading apart", "　　开始。\n\n国际形势\n\n　　形势很好。", "开始。\n国际形势\n形势很好。"},
		{"lines without an indent", "政府工作报告\n国务院总理", "政府工作报告\n国务院总理"},
		{"behind a full stop", "　　开始。\n周恩来", "开始。\n周恩来"},
		{"a number", "　　任务\n一、农业\n二、工业", "任务\n一、农业\n二、工业"},
		{"a table's line", "　　任务\n甲\t乙\t丙", "任务\n甲\t乙\t丙"},
	} {
		got, _, _ := strings.Cut(clean(c.text+rest).Text, "\n各项事业")
		if got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// A text that does not part its paragraphs so is left as it is.
func TestPiecesOfOtherTexts(t *testing.T) {
	for name, text := range map[string]string{
		"no blank lines":  strings.Repeat("　　甲乙丙丁\n戊己庚辛\n", 20),
		"few paragraphs":  strings.Repeat("\n　　甲乙丙丁\n戊己庚辛\n", minSetOff-1),
		"without indents": strings.Repeat("\n甲乙丙丁\n戊己庚辛\n", 20),
	} {
		if setsOff(strings.Split(text, "\n")) {
			t.Errorf("%s: its lines are pieces", name)
		}
	}
}
