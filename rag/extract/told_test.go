package extract

import "testing"

func TestAHeadingIsToldWithWhatStandsBehindIt(t *testing.T) {
	const head = "一是打造邻里生活圈，建设宜居家园"
	circle := text("甲区", head+"。完善卫生站、菜市场等设施，同步改造老旧小区。", "五、民生", head)
	plain := text("甲区", head+"。完善卫生站、菜市场等设施，同步改造老旧小区。", "五、民生")
	alone := text("甲区", head+"。", "五、民生", head)
	answers(t, []answered{
		{"甲区邻里生活圈建设", circle, "甲区：" + head + "[1]。完善卫生站、菜市场等设施，同步改造老旧小区[1]。"},
		{"甲区邻里生活圈建设", plain, "甲区：" + head + "[1]。"},
		{"甲区邻里生活圈建设", alone, "甲区：" + head + "[1]。"},
	})
}
