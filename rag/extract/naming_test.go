package extract

import (
	"strings"
	"testing"

	"chuchu/rag"
)

func TestNamesOfQuartersAreAskedFor(t *testing.T) {
	for q, want := range map[string]bool{
		"改造的老社区具体是哪些小区": true, "试点社区都有哪些": true, "试点的街道是哪几个？": true,
		"哪些社区可以申请试点": false, "小区改造有哪些内容": false, "社区有哪些功能": false, "特色园区是哪些": false,
	} {
		if got := newAsk(q).wantsQuarters(); got != want {
			t.Errorf("%s: %v", q, got)
		}
	}
}

func TestQuartersAreNamed(t *testing.T) {
	for s, want := range map[string]bool{
		"改造幸福小区、阳光小区等老旧小区。":    true,
		"在东风街道、红旗街道开展试点。":      true,
		"启动35个老旧社区升级改造工程。":     false,
		"完善小区、楼栋的设施。":          false,
		"平台体系包括国家、省、市、县、学校五级。": false,
	} {
		if got := namesQuarters(s); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}

func TestNoSentenceOnTheTopicForNames(t *testing.T) {
	topic := text("甲区", "启动35个老旧社区升级改造工程，改造工程实现全覆盖。")
	if got := write(t, rag.Question{Text: "要改造的35个老旧社区具体是哪些小区"}, topic); strings.HasPrefix(got, "甲区") {
		t.Errorf("got %q", got)
	}
	named := text("甲区", "升级改造幸福小区、阳光小区等老旧社区。")
	if got := write(t, rag.Question{Text: "要改造的老旧社区具体是哪些小区"}, topic, named); got != "甲区：升级改造幸福小区、阳光小区等老旧社区[2]。" {
		t.Errorf("got %q", got)
	}
}
