package extract

import (
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// ofFive is a passage of a plan for 2021 to 2025.
func ofFive(content string, path ...string) rag.Passage {
	p := text("甲区", content, path...)
	p.Document.Period = &chunk.Period{From: 2021, To: 2025}
	return p
}

func TestAGoalIsNotWhatWasReached(t *testing.T) {
	air := ofFive("2020年空气质量取得突破，臭氧浓度降至90微克，完成下达的控制目标任务。", "发展基础")
	aim := ofFive("生态文明进一步提升，臭氧浓度控制在100微克以内。", "主要目标")
	villages := ofFive("脱贫攻坚圆满收官。文明示范镇覆盖率达75%，农房改造全面完成，通过省级验收。", "乡镇振兴")
	rooms := ofFive("全区累计建成不少于60个调解服务室。")
	care := ofFive("举办亲子活动，购置图书。加快实现“幼有所育、育有所乐”的工作目标。")
	for _, c := range []struct {
		question string
		passages []rag.Passage
		want     string
	}{
		{"甲区臭氧浓度目标", []rag.Passage{air, aim}, "甲区：生态文明进一步提升，臭氧浓度控制在100微克以内[2]。"},
		{"甲区臭氧浓度目标是多少", []rag.Passage{air, aim}, "甲区：生态文明进一步提升，臭氧浓度控制在100微克以内[2]。"},
		{"甲区2020年臭氧浓度是多少", []rag.Passage{air, aim}, "甲区：2020年空气质量取得突破，臭氧浓度降至90微克，完成下达的控制目标任务[1]。"},
		{"甲区臭氧浓度目标是多少", []rag.Passage{air}, "资料中未提及：数量。资料中只提到：2020年空气质量取得突破，臭氧浓度降至90微克，完成下达的控制目标任务[1]。"},
		{"甲区文明示范镇覆盖率目标", []rag.Passage{villages}, "资料中只提到：文明示范镇覆盖率达75%，农房改造全面完成，通过省级验收[1]。"},
		{"甲区文明示范镇覆盖率", []rag.Passage{villages}, "甲区：文明示范镇覆盖率达75%，农房改造全面完成，通过省级验收[1]。"},
		{"甲区托育服务目标是什么", []rag.Passage{care}, "甲区：加快实现“幼有所育、育有所乐”的工作目标[1]。"},
		{"甲区要建多少个调解服务室", []rag.Passage{rooms}, "甲区：全区累计建成不少于60个调解服务室[1]。"}, // nothing reached is 不少于
	} {
		if got := write(t, rag.Question{Text: c.question, Places: []string{"甲"}, Own: []string{"甲区"}}, c.passages...); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}

// The goal of the whole is not that of one thing, unless words or meaning say so.
func TestTheGoalOfTheWholeIsAnother(t *testing.T) {
	for _, c := range []struct {
		text  string
		about float64
		want  bool
	}{
		{"实现产业高端新型、社会安定有序的质量提升年整体目标。", 0.2, false},
		{"加快实现“幼有所育、育有所乐”的工作目标。", 0.6, true},
		{"实现托育服务全覆盖的工作目标。", 0.2, true},
		{"托育服务进一步发展。", 0.9, false},
	} {
		goal, a := pair("托育服务目标是什么", c.text, nil)
		goal.about = c.about
		if got := goal.givesGoal(a); got != c.want {
			t.Errorf("%s is the goal: %v", c.text, got)
		}
	}
}

// What was reached of the very thing is the other time's where two are asked about.
func TestAGoalBesideAnotherTime(t *testing.T) {
	c, a := pair("老旧厂房改造计划多少套", "到2025年，开工700套。", nil)
	reached, _ := pair("老旧厂房改造计划多少套", "老旧厂房改造累计完成500套。", nil)
	a.ahead = true
	if !c.besideGoal(a, []candidate{reached}) {
		t.Error("a goal of something else is told")
	}
	if a.moment = "2025年"; c.besideGoal(a, []candidate{reached}) {
		t.Error("no goal is told beside another time")
	}
}

func TestWhatWasReachedIsNotAGoal(t *testing.T) {
	goal := ofFive("到2025年，全区物流企业达到30家以上。")
	added := ofFive("“十三五”期间，全区新增物流企业25家。", "发展基础")
	now := ofFive("全区现有物流企业52家。", "发展基础")
	for _, c := range []struct {
		question string
		passage  rag.Passage
		want     string
	}{
		{"甲区现有物流企业多少家", goal, "资料中未提及：数量。资料中只提到：到2025年，全区物流企业达到30家以上[1]。"},
		{"甲区现有物流企业多少家", added, "资料中未提及：数量。资料中只提到：“十三五”期间，全区新增物流企业25家[1]。"},
		{"甲区现有物流企业多少家", now, "甲区：全区现有物流企业52家[1]。"},
		{"甲区物流企业要达到多少家", goal, "甲区：到2025年，全区物流企业达到30家以上[1]。"},
		{"甲区十三五新增了多少家物流企业", added, "甲区：“十三五”期间，全区新增物流企业25家[1]。"},
	} {
		if got := write(t, rag.Question{Text: c.question, Places: []string{"甲"}, Own: []string{"甲区"}}, c.passage); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}

func TestTheGoalForAQuantityIsAFigure(t *testing.T) {
	slogan := ofFive("保持村民收入增长与经济增长同步。大力提高村民收入水平。", "增进福祉")
	figure := ofFive("到2025年，村民收入超过5万元。", "主要目标")
	words := ofFive("完善生产总值核算机制，规范核算指标。", "核算")
	for _, c := range []struct {
		question string
		passages []rag.Passage
		want     string
	}{
		{"甲区2025年村民收入目标", []rag.Passage{slogan, figure}, "甲区：到2025年，村民收入超过5万元[2]。"},
		{"甲区村民收入目标", []rag.Passage{slogan}, "甲区：保持村民收入增长与经济增长同步[1]。"},
		{"甲区生产总值目标", []rag.Passage{words}, "资料中只提到：完善生产总值核算机制，规范核算指标[1]。"},
		{"甲区生产总值怎么核算", []rag.Passage{words}, "甲区：完善生产总值核算机制，规范核算指标[1]。"},
	} {
		if got := write(t, rag.Question{Text: c.question, Places: []string{"甲"}, Own: []string{"甲区"}}, c.passages...); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}

// A goal for a thing is no answer where another thing's stands in for it.
func TestAnotherThingsGoalDoesNotStandIn(t *testing.T) {
	fish := ofFive("到2025年，水产品精深加工集中度高、整体优势突出。", "水产品加工")
	food := ofFive("到2025年，食品加工全面升级，总产值超过4亿元。", "食品加工")
	got := write(t, rag.Question{Text: "甲区水产品精深加工产值目标", Places: []string{"甲"}, Own: []string{"甲区"}}, food, fish)
	if want := "资料中只提到：到2025年，水产品精深加工集中度高、整体优势突出[2]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatAsksForAGoal(t *testing.T) {
	for text, want := range map[string]bool{
		"甲区绿化率目标": true, "甲区计划新增多少学位": true, "甲区目标完成情况": false, "甲区十三五目标": false,
		"甲区绿化率": false, "甲区有哪些目标": false, "甲区实现了目标吗": false,
	} {
		a := newAsk(text)
		a.whole = text
		a.setTime()
		if got := a.wantsGoal(); got != want {
			t.Errorf("%q wants a goal: %v", text, got)
		}
	}
}

func TestPassagesThatLookBack(t *testing.T) {
	for content, want := range map[string]bool{
		"脱贫攻坚圆满收官，农房改造全面完成。":         true,
		"脱贫攻坚圆满收官，力争全面完成农房改造。":       false, // something is to come
		"城区绿化成效显著。":                  false, // said of what is aimed at as well
		"到2025年，改造全面完成，通过省级验收，成效显著。": false,
		"新建污水管道。":                    false,
	} {
		if got := looksBack(ofFive(content)); got != want {
			t.Errorf("%q looks back: %v", content, got)
		}
	}
}
