package chunk

import (
	"strings"
	"testing"
)

func TestListsAcrossParagraphs(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"another list begins in the text behind one", []string{"一要稳定面积。P", "二要提高单产。P", "P", "三要加强管理。P", "今年是关键一年，P一要完善制度。P二要加强保护。P三要发展循环经济。P", "四要加强宣传。P", "抓好安全工作。P", "P"},
			"一、甲\n  一要稳定面积\n  二要提高单产\n  三要加强管理\n  一要完善制度\n  二要加强保护\n  三要发展循环经济\n  四要加强宣传\n"},
		{"under its topic", []string{"一要稳定面积。P", "二要提高单产。P", "P", "三要加强管理。P", "抓好资源节约工作。P一要完善制度。P二要加强保护。P", "P", "三要发展循环经济。P", "四要加强宣传。P", "P"},
			"一、甲\n  一要稳定面积\n  二要提高单产\n  三要加强管理\n  抓好资源节约工作\n    一要完善制度\n    二要加强保护\n    三要发展循环经济\n    四要加强宣传\n"},
		{"第三， behind a list 一要", []string{"第一，稳定面积。P", "第二，提高单产。P", "抓好资源节约工作。P一要完善制度。P二要加强保护。P", "三要发展循环经济。P", "第三，加强宣传。P", "第四，加强监督。P"},
			"一、甲\n  第一，稳定面积\n  第二，提高单产\n    抓好资源节约工作\n      一要完善制度\n      二要加强保护\n      三要发展循环经济\n  第三，加强宣传\n  第四，加强监督\n"},
		{"一是 inside 第二， and behind it", []string{"第一，稳定面积。P", "第二，提高单产。一是甲甲。P二是乙乙。P", "三是丙丙。P", "第三，加强宣传。P"},
			"一、甲\n  第一，稳定面积\n  第二，提高单产\n    一是甲甲\n    二是乙乙\n    三是丙丙\n  第三，加强宣传\n"},
		{"one sentence among clauses", []string{"（一）深刻变化。一是网络泛在化，P二是绿色化，P三是高效化，透明将成为趋势。P"},
			"一、甲\n  （一）深刻变化\n"},
		{"a paragraph that goes on with an item", []string{"一是稳定面积。P", "提高单产水平。P", "二是加强管理。P", "提高管理水平。P", "三是加强宣传。P"},
			"一、甲\n  一是稳定面积\n  二是加强管理\n  三是加强宣传\n"},
	} {
		text := strings.ReplaceAll(strings.Join(append([]string{"一、甲"}, c.lines...), "\n"), "P", paragraph)
		if got := drawn(text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestTheLastOfAList(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  string // what the last paragraph stands under
	}{
		{"of even items", []string{"一是稳定面积。", "P", "二是提高单产。", "P", "三是加强管理。", "P", "实践证明，P"}, "一、甲"},
		{"of uneven items", []string{"一是稳定面积。", "P", "P", "P", "二是提高单产。", "P", "三是加强管理。", "P", "实践证明，P"}, "一、甲/三是加强管理"},
		{"of two items", []string{"一是稳定面积。", "P", "二是提高单产。", "P", "实践证明，P"}, "一、甲/二是提高单产"},
		{"with a topic behind it", []string{"一要稳定面积。P", "P", "二要提高单产。P", "P", "三要加强管理。P", "抓好安全工作。P"}, "一、甲"},
		{"with more to say", []string{"一要稳定面积。P", "P", "二要提高单产。P", "P", "三要加强管理。P", "今年以来，P"}, "一、甲/三要加强管理"},
	} {
		groups := grouped(strings.ReplaceAll(strings.Join(append([]string{"一、甲"}, c.lines...), "\n"), "P", paragraph))
		if got := groups[len(groups)-1][0]; got != c.want {
			t.Errorf("%s: the last paragraph stands under %s, want %s", c.name, got, c.want)
		}
	}
}
