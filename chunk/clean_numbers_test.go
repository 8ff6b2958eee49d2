package chunk

import (
	"slices"
	"strings"
	"testing"
)

func TestJoinBareNumbers(t *testing.T) {
	prose := "坚持以农业为基础的指导思想，集中力量把农业搞上去。"
	for _, c := range []struct {
		name        string
		lines, want []string
	}{
		{"an ordinal", []string{"第一、", prose, "第二、", prose}, []string{"第一、" + prose, "第二、" + prose}},
		{"一、 above a sentence", []string{"甲：", "一、", prose}, []string{"甲：", "一、" + prose}},
		{"一、 above a title", []string{"甲。", "一、", "总体要求"}, []string{"甲。", "一、", "总体要求"}},
		{"above another number", []string{"第一，", "第二，" + prose}, []string{"第一，", "第二，" + prose}},
		{"above a table's row", []string{"一、", "| " + prose + " | 1 |"}, []string{"一、", "| " + prose + " | 1 |"}},
		{"一是", []string{"一是", prose}, []string{"一是" + prose}},
		{"a chapter", []string{"第一章", "总体要求"}, []string{"第一章 总体要求"}},
	} {
		d := draft{lines: c.lines}
		d.joinChapters()
		if !slices.Equal(d.lines, c.want) {
			t.Errorf("%s: %q, want %q", c.name, d.lines, c.want)
		}
	}
}

// What was done to a law on which day, and the chapter below, are lines of
// their own however wide the law is set.
func TestDatedLinesAreNotJoined(t *testing.T) {
	wrapped := strings.Split(strings.Repeat("市人民政府应当加强对城市绿化工作的领导，将城市绿化建设纳入国民经济规划，\n制定城市绿化目标。\n", 12), "\n")
	head := []string{"2018年8月30日 某市第十届人民代表大会常务委员会第四十次会议通过", "2018年9月29日 某省第十三届人民代表大会常务委员会第六次会议批准", "## 第一章 总则"}
	d := draft{lines: append(slices.Clone(head), wrapped...)}
	d.joinWrapped()
	if !slices.Equal(d.lines[:3], head) {
		t.Errorf("got %q", d.lines[:3])
	}
}
