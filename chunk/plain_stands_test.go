package chunk

import (
	"slices"
	"strings"
	"testing"
)

// plainsOf are the headings without numbers that are found in a text.
func plainsOf(text string) []string {
	b := newBody(text)
	var out []string
	for _, o := range openings(b, nil) {
		if o.kind == plain {
			out = append(out, b.slice(o.heading))
		}
	}
	return out
}

// reported is a paragraph as long as those that headings stand above.
const reported = "一年来，各地区各部门团结奋斗，农业生产全面丰收，工业生产持续上升，市场繁荣，物价稳定，人民生活有了新的改善。"

func TestPlainHeadingsOfReports(t *testing.T) {
	long := []string{
		"调整国民经济的任务已经基本完成，国民经济已经全面好转，并将进入一个新的发展时期",
		"城乡正在进行的教育运动，有着十分伟大的革命意义和深远的历史意义",
		"同世界上许多国家在平等互利的基础上，进一步发展了友好互助合作的关系",
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"what is demanded only tells of what it is", reported + "\n今后发展国民经济中应当注意的几个问题\n" + reported, []string{"今后发展国民经济中应当注意的几个问题"}},
		{"a demand heads nothing", reported + "\n各单位应当注意做好安全工作\n" + reported, nil},
		{"a short sentence below", reported + "\n国际形势和我国对外工作\n报告的第三部分是关于国际形势和我国对外工作的。\n" + reported, []string{"国际形势和我国对外工作"}},
		{"a short line below that is no sentence", reported + "\n国际形势和我国对外工作\n国务院总理在大会上的报告和有关说明\n" + reported, nil},
		{"long lines between prose", reported + "\n" + strings.Join(long, "\n"+reported+"\n") + "\n" + reported, long},
		{"a single long line", reported + "\n" + long[0] + "\n" + reported, nil},
		{"long lines below one another", reported + "\n" + strings.Join(long, "\n"+reported+"\n") + "\n" + reported + strings.Repeat("\n"+long[0], 2*minLongTitles), nil},
	} {
		if got := plainsOf("报告\n" + strings.Repeat(reported+"\n", 6) + c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// In a form no line heads the others, though one that is long stands below it.
func TestFormsHaveNoPlainHeadings(t *testing.T) {
	question := "是否位于上一年度入选的工业稳增长和转型升级成效明显市（州）、国家新型工业化产业示范基地等重点区域"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a field", reported + "\n所属行业\n行业门类（系统中选择）\n行业中类（系统中选择）\n工厂地址\n" + question, nil},
		{"behind prose", reported + "\n工厂建设\n" + question, []string{"工厂建设"}},
		{"behind a heading", reported + "\n一、甲\n工厂建设\n" + question + "\n二、乙\n" + reported, []string{"工厂建设"}},
	} {
		if got := plainsOf("申报书\n" + strings.Repeat(reported+"\n", 6) + c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// A numbered line that nothing ends is a heading as a whole, longer than most though it be.
func TestLongNumberedLines(t *testing.T) {
	first := "一、维护和平是对外政策的主要目标，要坚持不懈地为缓和紧张局势、停止军备竞赛、促进实现裁军、防止战争而努力奋斗"
	second := "二、坚持在互相尊重的基础上发展同各国的关系，并且主张所有国家都应当遵循这些原则，使它真正成为普遍准则"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"above prose", first + "\n" + reported + "\n" + second + "\n" + reported, []string{first, second}},
		{"with a full stop", first + "。\n" + reported + "\n" + second + "。\n" + reported, nil},
	} {
		b := newBody(strings.Repeat(reported+"\n", 4) + c.text)
		var got []string
		for _, o := range openings(b, nil) {
			got = append(got, b.slice(o.heading))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}
