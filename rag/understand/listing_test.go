package understand

import "testing"

func TestANumberOfThingsAsksForThem(t *testing.T) {
	for question, want := range map[string]string{
		"甲区六大聚焦行动":      "甲区六大聚焦行动有哪些",
		"四大定位？":         "四大定位有哪些",
		"五條基本原則":        "五條基本原則有哪些",
		"甲区六大聚焦行动是什么":   "甲区六大聚焦行动是什么",
		"六大行动的投资":       "六大行动的投资",
		"六大行动情况":        "六大行动情况",
		"六大行动，三大工程":     "六大行动，三大工程",
		"甲区养老服务":        "甲区养老服务",
		"2025年的目标":      "2025年的目标",
		"怎么推进六大行动":      "怎么推进六大行动",
		"新增20个公园的地点在哪里": "新增20个公园的地点在哪里",
	} {
		if got := listing(question); got != want {
			t.Errorf("%q: %q, want %q", question, got, want)
		}
	}
}
