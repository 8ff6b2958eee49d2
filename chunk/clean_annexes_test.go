package chunk

import (
	"strings"
	"testing"
)

func TestJoinAnnexes(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  []string
	}{
		{"a list", []string{"附件1", "典型场景清单", "1.生产计划优化"}, []string{"附件1 典型场景清单", "1.生产计划优化"}},
		{"terms", []string{"附件4", "名词解释", "一、智能网联汽车：搭载先进的装置。"}, []string{"附件4 名词解释", "一、智能网联汽车：搭载先进的装置。"}},
		{"behind a colon", []string{"附件 2：", "产品准入测试要求", paragraph}, []string{"附件 2：产品准入测试要求", paragraph}},
		{"with a number of two parts", []string{"附件2-1", "项目申报书", "项目名称："}, []string{"附件2-1 项目申报书", "项目名称："}},
		{"a title over three lines", []string{"附：", "非法猎捕、收购、运输、", "濒危野生动物刑事案件“情节严重”、", "“情节特别严重”数量认定标准表", "中文名"},
			[]string{"附：非法猎捕、收购、运输、濒危野生动物刑事案件“情节严重”、“情节特别严重”数量认定标准表", "中文名"}},
		{"a title that ends like none", []string{"附件1", "禁止倾倒的物质", "一、含有机卤素化合物的废弃物。"}, []string{"附件1 禁止倾倒的物质", "一、含有机卤素化合物的废弃物。"}},
		{"the annexes that are listed", []string{"附件：", "1.申报书", "2.汇总表"}, []string{"附件：", "1.申报书", "2.汇总表"}},
		{"text", []string{"附件", paragraph}, []string{"附件", paragraph}},
		{"a field to fill in", []string{"附件1", "单位名称", "一、甲"}, []string{"附件1", "单位名称", "一、甲"}},
		{"one that has its title", []string{"附件1 申报书", "项目基本信息", "一、甲"}, []string{"附件1 申报书", "项目基本信息", "一、甲"}},
		{"glued to its title", []string{"附件1典型场景清单", "1.生产计划优化"}, []string{"附件1 典型场景清单", "1.生产计划优化"}},
		{"what an annex says", []string{"附件1所列产品清单", "附件2按照规定执行", paragraph}, []string{"附件1所列产品清单", "附件2按照规定执行", paragraph}},
		{"who annexes it", []string{"附件", "某市人民政府", "2021年3月5日"}, []string{"附件", "某市人民政府", "2021年3月5日"}},
	} {
		d := draft{lines: append([]string{"一、甲", paragraph}, c.lines...)}
		d.joinAnnexes()
		if got, want := strings.Join(d.lines[2:], "|"), strings.Join(c.want, "|"); got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
	top := draft{lines: []string{"附件", "某市行动计划", "一、甲", paragraph}}
	top.joinAnnexes()
	if got := top.lines[0]; got != "附件" {
		t.Errorf("at the top of a text stands %q", got)
	}
}

func TestBeginsAnnex(t *testing.T) {
	for l, want := range map[string]bool{
		"附件2": true, "附件 3：产品准入测试要求": true, "附件1、附件2和本办法规定的": false, "附件1 所列的产品，应当": false, "附件所列全国性法律": false, "附加": false,
	} {
		if got := beginsAnnex(l); got != want {
			t.Errorf("%s: %v, want %v", l, got, want)
		}
	}
}

func TestAnnexesInOneFile(t *testing.T) {
	body := "一、甲\n" + paragraph + "\n二、乙\n" + paragraph + "\n三、丙\n" + paragraph + "\n"
	for _, c := range []struct{ name, text, want string }{
		{"a list, and another", body + "附件1 典型场景清单\n1.生产计划优化\n2.车间智能排产\n3.工艺动态优化\n附件2 证明材料\n一、丁\n" + paragraph + "\n二、戊\n" + paragraph,
			"一、甲\n二、乙\n三、丙\n附件1 典型场景清单\n附件2 证明材料\n  一、丁\n  二、戊\n"},
		{"named in a list above", body + "附件：1.申报书\n2.场景清单\n附件1 申报书\n一、丁\n" + paragraph + "\n二、戊\n" + paragraph + "\n附件2 场景清单\n" + paragraph,
			"一、甲\n二、乙\n三、丙\n附件1 申报书\n  一、丁\n  二、戊\n附件2 场景清单\n"},
		{"a list without a colon", body + "附件1.申报书\n2.场景清单\n附件1 申报书\n一、丁\n" + paragraph + "\n二、戊\n" + paragraph,
			"一、甲\n二、乙\n三、丙\n附件1 申报书\n  一、丁\n  二、戊\n"},
		{"one, named above", body + "附件：名词解释\n附件 名词解释\n" + paragraph, "一、甲\n二、乙\n三、丙\n附件 名词解释\n"},
		{"a remark", body + "附：以上数据均为初步统计，最终以年鉴为准。\n" + paragraph, "一、甲\n二、乙\n三、丙\n"},
	} {
		if got := drawn(strings.TrimRight(c.text, "\n")); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}
