package understand

import "testing"

func TestWhatSeveralAreAskedFor(t *testing.T) {
	for q, want := range map[string]string{
		"改造重点盯哪几个领域": "领域", "有哪六个板块": "板块", "表彰了哪些先进集体": "集体",
		"跟哪些学校和公司签约": "学校", "河流划成哪几种功能区": "能区", "六大工程分别是什么": "工程",
		"要带啥材料": "材料", "基金的钱从哪来": "来源", "设计了什么产品": "产品", "哪些企业可以申请": "企业",
		"跟着哪几个战略走": "战略", "靠哪几张网": "网", "什么样的山要保护": "条件",
		"修路的主要任务有哪几项": "任务", "计划里的试验区都是哪几个": "验区", "要守的原则包括哪几条": "", "区里的专项行动包括哪几项": "", "预算都包括哪些": "",
		"重点看哪几个“性”": "性", "建哪几个级别的粮仓": "粮仓", "做到哪几个层级的学校": "学校", "服务商分哪些": "",
		"哪些单位必须成立消防队": "单位", "选了哪几个村庄做样板": "村庄", "有哪些主要做法": "做法", "分哪几类": "", "三个中心的资源怎么用": "", "投资多少": "",
	} {
		if got := Things(q); got != want {
			t.Errorf("things of %s = %q, want %q", q, got, want)
		}
	}
}

func TestHowManyAreAskedFor(t *testing.T) {
	for q, want := range map[string]int{
		"“六大聚焦行动”都聚焦什么": 6, "四项工程都叫什么名字": 4, "3个阶段分别是什么": 3, "三条线具体是哪三条": 3,
		"建12个站点是什么时候": 0, "三个中心的资源怎么用": 0, "两个片区面积多大": 0,
		"乡镇这一级抓哪几件事": 0, "这一级要抓哪三件事": 3, "哪一条路": 1,
	} {
		if got := Count(q); got != want {
			t.Errorf("%s: %d, want %d", q, got, want)
		}
	}
}

func TestItemsAreCalled(t *testing.T) {
	for q, want := range map[string]string{"场景分成哪几大类": "类", "分为哪三类": "类", "改造哪几个领域": "领域", "分几步走": ""} {
		if got := ItemWord(q); got != want {
			t.Errorf("items of %s = %q, want %q", q, got, want)
		}
	}
}

func TestHeadingsCallWhatTheyHead(t *testing.T) {
	for _, c := range []struct {
		heading, word string
		want          bool
	}{
		{"（一）开展“清源”行动", "行动", true},
		{"一、修路行动一：先修村道", "行动", true},
		{"三、桥梁类（6座）", "类", true},
		{"注重植树", "注重", true},
		{"健全制度体系，完善标准", "体系", true},
		{"落实行动部署要求", "行动", false}, // it only holds the word
		{"二、修路", "行动", false},
		{"修路指南（附行动要求）", "要求", false},
		{"二、修路", "", false},
	} {
		if got := AllCalled([]string{c.heading}, c.word); got != c.want {
			t.Errorf("%s, %q: %v", c.heading, c.word, got)
		}
	}
	if all := []string{"道路工程", "水渠工程", "危房工程实施"}; !AllCalled(all, "工程") || AllCalled(append(all, "果树"), "工程") {
		t.Error("most are called so, all must hold the word")
	}
}
