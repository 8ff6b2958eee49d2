package chunk

import (
	"strings"
	"testing"
)

func TestPoints(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"demands on somebody", "一、申报要求\n1.申报单位应当具备条件。P\n2.材料须真实完整。P\n3.逾期不予受理。P", "一、申报要求\n"},
		{"definitions", "一、运营模式\n1.“政府运营”是由政府组织。P\n2.“企业运营”即由企业投资。P\n3.混合运营是指两者都有。P", "一、运营模式\n"},
		{"leads that sound alike", "一、甲\n1.应用推广。P\n2.完善供应体系。P\n3.提升响应能力。P", "一、甲\n  1.应用推广\n  2.完善供应体系\n  3.提升响应能力\n"},
		{"long sentences beside one without a lead",
			"一、甲\n1." + long1 + "P\n2.组织开展各类促进消费的活动，促进品牌消费和品质消费。P\n3.持续推进智慧文旅项目的建设，有序开展各项试点工作。P", "一、甲\n"},
		{"long sentences alone",
			"一、甲\n1.组织开展各类促进消费的活动，促进品牌消费和品质消费。P\n2.持续推进智慧文旅项目的建设，有序开展各项试点工作。P",
			"一、甲\n  1.组织开展各类促进消费的活动，促进品牌消费和品质消费\n  2.持续推进智慧文旅项目的建设，有序开展各项试点工作\n"},
		{"long sentences, one on a line of its own",
			"一、甲\n1.组织开展各类促进消费的活动，促进品牌消费和品质消费。P\n2.持续推进智慧文旅项目的建设与管理水平，有序开展各项试点工作。\nP\n3.建立科学的运维服务团队，提高质效型的运维保障能力和水平。P",
			"一、甲\n  1.组织开展各类促进消费的活动，促进品牌消费和品质消费\n  2.持续推进智慧文旅项目的建设与管理水平，有序开展各项试点工作\n  3.建立科学的运维服务团队，提高质效型的运维保障能力和水平\n"},
		{"a sentence and who is responsible",
			"一、甲\n1.加快推动现代服务业集聚区和特色小镇和创新中心等载体数字化转型。（牵头单位：省发展改革委）\n2.引导咨询服务平台企业依法依规为市场主体提供信息和运营和战略咨询。（牵头单位：省工业和信息化厅）", "一、甲\n"},
		{"a lead and who is responsible", "一、甲\n1.加强组织领导。（责任单位：市财政局）\nP\n2.加强宣传引导。（责任单位：市财政局）\nP", "一、甲\n  1.加强组织领导\n  2.加强宣传引导\n"},
		{"points that hold lists",
			"一、甲\n1.申请人登录系统" + long1[:len("乙")*40] + "，步骤是：\n（1）选择；\n（2）点击。\n2.申请人完成填写" + long1[:len("乙")*40] + "，附件包括：\n（1）函；\n（2）表。\n3.乙乙乙乙。P", "一、甲\n"},
		{"sentences that hold nothing", "一、甲\n1.打造租赁信息发布平台。\n2.提供水电气缴费服务。\n3.提供续租服务。P", "一、甲\n"},
		{"one among leads", "一、甲\n1.打造租赁信息发布平台。P\n2.提供水电气缴费服务。\n3.提供续租服务。P", "一、甲\n  1.打造租赁信息发布平台\n  2.提供水电气缴费服务\n  3.提供续租服务\n"},
	} {
		if got := drawn(strings.ReplaceAll(c.text, "P", paragraph)); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// long1 is a sentence longer than any lead.
var long1 = strings.Repeat("乙", 45) + "。"

func TestInBrackets(t *testing.T) {
	for s, want := range map[string]bool{
		"（责任单位：市财政局）": true, "(牵头单位：市财政局)。": true, "（甲）乙（丙）": false, "（甲）乙": false, "甲（乙）": false, "（": false, "": false,
	} {
		b := newBody(s)
		if got := b.inBrackets(Span{0, len(b.runes)}); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestOpenMissing(t *testing.T) {
	lead := func(s string) string { return s + "。" + paragraph + "\n" }
	for _, c := range []struct{ name, text, want string }{
		{"the only lead between", lead("1.甲甲") + "专栏1 乙\n丙丙：" + paragraph + "\n" + lead("创新一批场景") + lead("3.丁丁"), "1.甲甲\n  专栏1 乙\n创新一批场景\n3.丁丁\n"},
		{"two of them", lead("1.甲甲") + lead("创新一批场景") + paragraph + "\n" + lead("推广一批场景") + lead("3.丁丁"), "1.甲甲\n3.丁丁\n"},
		{"nothing is missing", lead("1.甲甲") + lead("创新一批场景") + lead("2.丁丁"), "1.甲甲\n2.丁丁\n"},
		{"two numbers are missing", lead("1.甲甲") + lead("创新一批场景") + lead("4.丁丁"), "1.甲甲\n4.丁丁\n"},
	} {
		if got := drawn(strings.TrimRight(c.text, "\n")); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestCutAtColons(t *testing.T) {
	more := "：" + paragraph
	for _, c := range []struct{ name, text, want string }{
		{"beside leads", "（一）资助规模：不超过4项\n（二）资助强度" + more + "\n（三）资助期限" + more, "（一）资助规模\n（二）资助强度\n（三）资助期限\n"},
		{"with more in brackets", "一、软件升级" + more + "\n二、空中下载技术（英文，简称：乙）：通过无线传输数据的一种方法。", "一、软件升级\n二、空中下载技术（英文，简称：乙）\n"},
		{"alone", "（一）以人为本：服务群众\n" + paragraph + "\n（二）需求牵引\n" + paragraph, "（一）以人为本：服务群众\n（二）需求牵引\n"},
		{"beside few", "（一）以人为本：服务群众\n" + paragraph + "\n（二）需求牵引\n" + paragraph + "\n（三）资助强度" + more + "\n（四）甲甲\n" + paragraph,
			"（一）以人为本：服务群众\n（二）需求牵引\n（三）资助强度\n（四）甲甲\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestBrokenPointsHoldNothing(t *testing.T) {
	full := strings.Repeat("甲", 30)
	lines := strings.Repeat(full+"，\n乙乙乙乙乙乙乙乙乙乙。丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙\n", 6)
	point := strings.Repeat("丁", 28) + "\n" + strings.Repeat("戊", 10) + "。\n"
	if got := drawn(lines + "1." + point + "2." + point + "3." + point + "4.己己己己。"); got != "" {
		t.Errorf("got\n%s", got)
	}
}
