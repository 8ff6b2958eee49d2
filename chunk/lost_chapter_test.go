package chunk

import "testing"

func TestLostChapters(t *testing.T) {
	a := func(n string) string { return "第" + n + "条 " + paragraph + "\n" }
	for _, c := range []struct{ name, text, want string }{
		{"beside others", "第一章 总则\n" + a("一") + "城市规划\n" + a("二") + a("三") + "第三章 法律责任\n" + a("四"),
			"第一章 总则\n  第一条\n城市规划\n  第二条\n  第三条\n第三章 法律责任\n  第四条\n"},
		{"alone", a("一") + a("二") + "规划建设\n" + a("三") + "法律责任\n" + a("四"),
			"第一条\n第二条\n规划建设\n  第三条\n法律责任\n  第四条\n"},
		{"sections where no chapter is missing", "第一章 总则\n" + a("一") + "第二章 选举\n" + a("二") + "县级选举\n" + a("三") + "第三章 附则\n" + a("四"),
			"第一章 总则\n  第一条\n第二章 选举\n  第二条\n  县级选举\n    第三条\n第三章 附则\n  第四条\n"},
		{"above a first section", a("一") + "容貌管理\n第一节 街道\n" + a("二") + "第二节 市政\n" + a("三"),
			"第一条\n容貌管理\n  第一节 街道\n    第二条\n  第二节 市政\n    第三条\n"},
		{"a chapter's first section", "第一章 总则\n" + a("一") + "第二章 规划\n一般规定\n" + a("二") + "分类管理\n" + a("三") + "第三章 附则\n" + a("四"),
			"第一章 总则\n  第一条\n第二章 规划\n  一般规定\n    第二条\n  分类管理\n    第三条\n第三章 附则\n  第四条\n"},
		{"a chapter and its first section", a("一") + "污染防治\n一般规定\n" + a("二") + a("三"),
			"第一条\n污染防治\n  一般规定\n    第二条\n    第三条\n"},
		{"a sentence", a("一") + "本市实行统一管理。\n" + a("二") + a("三"), "第一条\n第二条\n第三条\n"},
		{"an item", a("一") + "（一）罚款；\n（二）没收\n" + a("二") + a("三"), "第一条\n第二条\n第三条\n"},
		{"nothing above", "2020年施行\n某市条例\n" + a("一") + a("二") + a("三"), "第一条\n第二条\n第三条\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}
