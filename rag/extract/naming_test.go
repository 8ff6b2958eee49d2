package extract

import (
	"strings"
	"testing"

	"chuchu/rag"
)

func TestNamesOfPlacesAreAskedFor(t *testing.T) {
	for q, want := range map[string]bool{
		"首批试点城市是哪些": true, "改造的老社区具体是哪些小区": true, "接入了哪几个省的平台": true, "试点城市名单有哪些": true,
		"哪些城市可以申请试点": false, "城市有哪些功能": false, "小区改造有哪些内容": false, "特色园区是哪些": false,
	} {
		if got := newAsk(q).wantsPlaces(); got != want {
			t.Errorf("%s: %v", q, got)
		}
	}
}

func TestPlacesAreNamed(t *testing.T) {
	for s, want := range map[string]bool{
		"在北京、上海、深圳开展试点。":           true,
		"改造幸福小区、阳光小区等老旧小区。":        true,
		"首批开放黑河、绥芬河、珲春等城市。":        true,
		"启动35个老旧社区升级改造工程。":         false,
		"平台体系包括国家、省、市、县、学校五级。":     false,
		"结合智慧城市、基础设施、出行服务等要素推进试点。": false,
	} {
		if got := namesPlaces(s); got != want {
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
