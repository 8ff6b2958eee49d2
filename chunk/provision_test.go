package chunk

import "testing"

func TestProvisions(t *testing.T) {
	long := "各级机关和企业事业单位以及其他社会组织应当按照各自的职责，认真做好本单位的工作，" + paragraph
	for _, c := range []struct{ name, text, want string }{
		{"in place of articles", "特作出如下决定：\n一、" + long + "\n二、" + long + "\n" + paragraph + "\n三、撤销原来的机构。\n本决定自公布之日起施行。",
			"一、\n二、\n三、撤销原来的机构\n"},
		{"an amendment", "一、在刑法第十七条后增加一条，作为第十七条之一:“" + paragraph + "”\n二、将刑法第五十条修改为:“" + paragraph + "\n“" + paragraph + "”\n三、删去刑法第六十八条第二款。\n四、将第六条修改为：“" + paragraph + "”",
			"一、在刑法第十七条后增加一条，作为第十七条之一\n二、将刑法第五十条修改为\n三、删去刑法第六十八条第二款\n四、将第六条修改为\n"},
		{"in brackets", "（一）" + long + "\n（二）" + long + "\n（三）" + long, "（一）\n（二）\n（三）\n"},
		{"a list of clauses", "会议要求：\n一、加强领导；\n二、落实责任；\n三、完善制度；\n四、强化监督。", ""},
		{"a list below a heading", "第一章 甲\n一、" + long + "\n二、" + long + "\n三、" + long, "第一章 甲\n"},
		{"a list below a number", "一、甲\n（一）" + long + "\n（二）" + long + "\n（三）" + long + "\n二、乙\n" + long, "一、甲\n二、乙\n"},
		{"not from the beginning", "一、" + long + "\n三、" + long + "\n四、" + long, ""},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// What a decision says about itself stands under none of its provisions, nor
// does the law that it publishes anew.
func TestBehindADecision(t *testing.T) {
	got := drawn("一、将第五条修改为：“" + paragraph + "”\n二、将第八条修改为：“" + paragraph + "”\n三、将第九条修改为：“" + paragraph + "”\n" +
		"根据本决定，将原规定作相应修改，重新公布。\n第一条 " + paragraph + "\n第二条 " + paragraph + "\n第三条 " + paragraph)
	if want := "一、将第五条修改为\n二、将第八条修改为\n三、将第九条修改为\n第一条\n第二条\n第三条\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
