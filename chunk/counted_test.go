package chunk

import (
	"strings"
	"testing"
)

func TestOpenWorded(t *testing.T) {
	rows := func(lines ...string) string {
		return "一、甲\n" + strings.Join(lines, "\n"+paragraph+"乙\n") + "\n" + paragraph
	}
	for _, c := range []struct{ name, text, want string }{
		{"behind text without a full stop", rows("应用一：形式审查", "应用二：辅助审评", "应用三：批件整理"), "一、甲\n  应用一：形式审查\n  应用二：辅助审评\n  应用三：批件整理\n"},
		{"with figures and a blank", rows("任务1 数据治理", "任务2 场景开放", "任务3 人才培养"), "一、甲\n  任务1 数据治理\n  任务2 场景开放\n  任务3 人才培养\n"},
		{"two", rows("应用一：形式审查", "应用二：辅助审评"), "一、甲\n"},
		{"numbers that do not go on", rows("应用一：形式审查", "应用三：辅助审评", "应用五：批件整理"), "一、甲\n"},
		{"captions", rows("附图1 总体框架", "附图2 空间布局", "附图3 重点项目"), "一、甲\n"},
		{"a list", "一、甲\n应用一：形式审查\n应用二：辅助审评\n应用三：批件整理\n" + paragraph, "一、甲\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}
