package chunk

import (
	"strings"
	"testing"
)

func TestBoxesBehindItems(t *testing.T) {
	items := "一、总体\n" + paragraph + "\n二、任务\n（一）提升设计、制造、封测能力\n1.推进芯片设计。突破声学、压力传感器技术，拓宽应用领域。\n2.推进芯片制造。重点支持特色工艺产线，提升工艺稳定性。\n3.推进封装测试。持续攻关倒装互连、硅通孔互连等先进工艺。\n"
	head := "一、总体\n二、任务\n  （一）提升设计、制造、封测能力\n    1.推进芯片设计\n    2.推进芯片制造\n    3.推进封装测试\n"
	rest := "（二）强化配套\n" + paragraph
	for _, c := range []struct{ name, text, want string }{
		{"of all items", items + "专栏1：重点突破的技术领域\n" + paragraph + "\n" + rest, head + "    专栏1：重点突破的技术领域\n  （二）强化配套\n"},
		{"of the last item", items + "专栏1：先进封装测试工艺\n" + paragraph + "\n" + rest, head + "      专栏1：先进封装测试工艺\n  （二）强化配套\n"},
		{"of nothing that is named", items + "专栏1：人才工程\n" + paragraph + "\n" + rest, head + "    专栏1：人才工程\n  （二）强化配套\n"},
		{"two boxes", items + "专栏1：重点突破的技术领域\n" + paragraph + "\n专栏2：设计制造能力\n" + paragraph + "\n" + rest,
			head + "    专栏1：重点突破的技术领域\n    专栏2：设计制造能力\n  （二）强化配套\n"},
		{"before the last item", strings.Replace(items, "3.推进", "专栏1：重点突破的技术领域\n"+paragraph+"\n3.推进", 1) + rest,
			"一、总体\n二、任务\n  （一）提升设计、制造、封测能力\n    1.推进芯片设计\n    2.推进芯片制造\n      专栏1：重点突破的技术领域\n    3.推进封装测试\n  （二）强化配套\n"},
		{"in an annex", "一、总体\n" + paragraph + "\n附件1 某市发展规划\n" + paragraph + "\n专栏1：重点工程\n" + paragraph, "一、总体\n附件1 某市发展规划\n  专栏1：重点工程\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestShared(t *testing.T) {
	b := newBody("专栏1：技术领域\n突破传感器技术，拓宽应用领域")
	title := b.bigrams(b.afterMark(b.paragraphs[0]))
	if len(title) != 3 {
		t.Errorf("%d pairs in the title, want 技术, 术领, 领域", len(title))
	}
	if got := shared(title, b.bigrams(b.paragraphs[1])); got != 2 {
		t.Errorf("%d pairs are told, want 2", got)
	}
	if got := shared(title, nil); got != 0 {
		t.Errorf("%d pairs are told in no text", got)
	}
}
