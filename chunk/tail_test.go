package chunk

import (
	"strings"
	"testing"
)

// unheaded tells which lines of a text stand under no heading.
func unheaded(text string) []string {
	b := newBody(text)
	sections := outline(b, nil)
	var out []string
	for _, p := range b.paragraphs {
		in := false
		for _, s := range sections {
			in = in || s.Span.overlaps(p)
		}
		if !in {
			out = append(out, b.slice(p))
		}
	}
	return out
}

func TestTails(t *testing.T) {
	body := []string{"一、甲", paragraph, "二、乙", paragraph}
	for _, c := range []struct {
		name  string
		lines []string
		want  []string
	}{
		{"an office and a date", []string{"工业和信息化部", "2021年7月30日"}, []string{"工业和信息化部", "2021年7月30日"}},
		{"two offices", []string{"市财政局", "市发展和改革委员会", "二〇二一年三月五日"}, []string{"市财政局", "市发展和改革委员会", "二〇二一年三月五日"}},
		{"a date alone", []string{"2021年7月30日"}, []string{"2021年7月30日"}},
		{"copies", []string{"附件", paragraph, "抄送：省委各部门，省人大常委会办公厅。", "省政府办公厅2019年3月15日印发"}, []string{"抄送：省委各部门，省人大常委会办公厅。", "省政府办公厅2019年3月15日印发"}},
		{"a month heads an entry", []string{"2021年7月", paragraph}, nil},
		{"a list of annexes", []string{"附件：1.任务分工表", "2.重点项目表", "市人民政府", "2021年7月30日"}, []string{"附件：1.任务分工表", "2.重点项目表", "市人民政府", "2021年7月30日"}},
		{"annexes behind the list", []string{"附件：1.任务分工表", "2.重点项目表", "附件1", "任务分工", paragraph}, []string{"附件：1.任务分工表", "2.重点项目表"}},
		{"a page's number in the list", []string{"附件：1.分工表", "2.项目表", "4", "附件1", paragraph}, []string{"附件：1.分工表", "2.项目表", "4"}},
		{"annexes whose list begins in its line", []string{"附件：1、查处规程", "2、检查规程", "附件1：查处规程", "一、丙", paragraph}, []string{"附件：1、查处规程", "2、检查规程"}},
		{"one annex, and it", []string{"附件：名词解释", "附件", paragraph}, []string{"附件：名词解释"}},
		{"one annex, and it by its title alone", []string{"附件：某院关于适用若干问题的解释", "附件 关于适用若干问题的解释", paragraph}, []string{"附件：某院关于适用若干问题的解释"}},
		{"one annex in a list", []string{"附件：1.分工表", paragraph}, []string{"附件：1.分工表", paragraph}},
		{"an annex that is there", []string{"附件：名词解释", paragraph}, nil},
		{"offices at the end", []string{"工业和信息化部", "国家发展和改革委员会"}, []string{"工业和信息化部", "国家发展和改革委员会"}},
		{"how public it is", []string{"信息公开选项：主动公开", "（此件公开发布）"}, []string{"信息公开选项：主动公开", "（此件公开发布）"}},
		{"another letter", []string{"各省、自治区、直辖市财政厅（局），有关单位：", paragraph}, []string{"各省、自治区、直辖市财政厅（局），有关单位：", paragraph}},
		{"what they are asked", []string{"各市、县要做好以下工作：", paragraph}, nil},
		{"one annex at the end", []string{"附件：责任分工一览表（略）"}, nil},
	} {
		got := unheaded(strings.Join(append(append([]string{}, body...), c.lines...), "\n"))
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %q stand under no heading, want %q", c.name, got, c.want)
		}
	}
}
