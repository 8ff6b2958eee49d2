package extract

import (
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// Further kinds of question, each with a passage that answers it and what it is answered with.
func TestWaysOfAsking(t *testing.T) {
	answers(t, []answered{
		{"国家财政收入是多少亿,年均增长几个点", text("", "2000年国家财政收入达13380亿元，平均每年增长16.5%。"), "规划：2000年国家财政收入达13380亿元，平均每年增长16.5%[1]。"},
		{"工业互联网平台资助比例和封顶是多少", text("甲市", "对跨行业跨领域工业互联网平台，按不超过平台建设总投入的30%予以资助，平台应当具有一定规模并且已经投入使用，最高资助2000万元。"), "甲市：对跨行业跨领域工业互联网平台，按不超过平台建设总投入的30%予以资助，平台应当具有一定规模并且已经投入使用，最高资助2000万元[1]。"},
		{"专项资金市里一年拿几个亿", text("甲市", "设立专项资金，市财政每年安排5亿元。"), "甲市：设立专项资金，市财政每年安排5亿元[1]。"},
		{"领导小组谁当组长", text("甲市", "领导小组由市政府主要领导任组长。"), "甲市：领导小组由市政府主要领导任组长[1]。"},
		{"战争状态的宣布由谁决定", text("", "全国人民代表大会常务委员会依照规定，决定战争状态的宣布。"), "规划：全国人民代表大会常务委员会依照规定，决定战争状态的宣布[1]。"},
		{"项目中途停了要谁点头", text("甲市", "中途停止的项目，应报市项目办审核同意。"), "甲市：中途停止的项目，应报市项目办审核同意[1]。"},
		{"受灾的损失谁来补", text("甲市", "县级以上人民政府对受灾的损失，给予补偿。"), "甲市：县级以上人民政府对受灾的损失，给予补偿[1]。"},
		{"民兵连由哪几部分组成", text("甲市", "民兵连由步兵排、炮兵排、通信班组成。"), "甲市：民兵连由步兵排、炮兵排、通信班组成[1]。"},
		{"全市小企业有多少户", text("甲市", "全市有24万多户小企业。"), "甲市：全市有24万多户小企业[1]。"},
		{"检查一条缆索要多久", text("甲市", "检查一条缆索的时间优于8h。"), "甲市：检查一条缆索的时间优于8h[1]。"},
		{"工人工资五年涨多少", text("甲市", "工人工资五年内增加30%。"), "甲市：工人工资五年内增加30%[1]。"},
		{"单位按工资总额的几个点交", text("甲市", "单位按工资总额百分之五点五缴纳。"), "甲市：单位按工资总额百分之五点五缴纳[1]。"},
		{"物流园打算选在哪里", text("甲市", "谋划在东苏片区或西桥片区建设物流园。"), "甲市：谋划在东苏片区或西桥片区建设物流园[1]。"},
		{"啥叫场景创新", text("", "场景创新是以新技术的应用为导向的过程。"), "规划：场景创新是以新技术的应用为导向的过程[1]。"},
		{"CIM平台是啥意思", text("", "建立城市信息模型（CIM）基础平台。"), "规划：建立城市信息模型（CIM）基础平台[1]。"},
		{"城镇人均住房面积要达到多少平", text("", "城镇人均居住面积从七点九平方米增加到九平方米。"), "规划：城镇人均居住面积从七点九平方米增加到九平方米[1]。"},
		{"哪些情形应当认定为无证采矿", text("", "具有下列情形之一的，应当认定为无证采矿：\n（一）无许可证的；\n（二）许可证被注销的。"), "规划：具有下列情形之一的，应当认定为无证采矿：\n（一）无许可证的；\n（二）许可证被注销的[1]。"},
	})
}

// A year in front of 报告 names the report; what it says may be of another year.
func TestReportsAreNamedByTheirYear(t *testing.T) {
	report := func(year int, heading, said string) rag.Passage {
		p := text("", said, heading)
		p.Document.Label, p.Document.Period = "政府工作报告", &chunk.Period{From: year, To: year}
		return p
	}
	old := report(2023, "一、过去一年和五年工作回顾", "高铁里程从2.5万公里增加到4.2万公里。")
	other := report(2025, "一、2024年工作回顾", "高铁里程达到4.8万公里。")
	want := "政府工作报告：高铁里程从2.5万公里增加到4.2万公里[1]。"
	if got := write(t, rag.Question{Text: "2023年政府工作报告高铁里程从多少公里增加到多少公里"}, old, other); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for text, want := range map[string]int{
		"2023年报告的目标": 2023, "2023年和2025年报告": 0, "2023年的目标": 0, "2023年国务院政府工作报告": 2023,
	} {
		if got := reportAsked(text); got != want {
			t.Errorf("%s names the report of %d, want %d", text, got, want)
		}
	}
}

// The numbers of a law's articles are no list of anything.
func TestArticlesAreNoItems(t *testing.T) {
	articles := under("第三章 武装力量", "第二十条", "第二十一条", "第二十二条")
	if got := section(parse(rag.Question{Text: "武装力量由哪几部分组成"}, articles), rankedOf(articles)); got != nil {
		t.Errorf("answered by %v", got)
	}
}
