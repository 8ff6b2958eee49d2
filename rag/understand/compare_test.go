package understand

import (
	"slices"
	"testing"
)

func TestSides(t *testing.T) {
	for _, c := range []struct {
		text  string
		names []string
		first string
	}{
		{"盐田和赤坎给PM2.5定的目标哪个更严", []string{"盐田", "赤坎"}, "盐田和给PM2.5定的目标哪个更严"},
		{"赤坎区和罗湖区哪个新增的多", []string{"赤坎", "罗湖"}, "赤坎区和哪个新增的多"},
		{"惠州怎么和罗湖区合作", []string{""}, "惠州怎么和罗湖区合作"}, // nothing is compared
		{"深圳编新一轮总规，盐田和赤坎分别想怎么做", []string{"盐田", "赤坎"}, "深圳编新一轮总规，盐田和分别想怎么做"},
		{"海田、金沙湾、调顺岛三个片区的定位有啥不一样", []string{"海田", "金沙湾", "调顺岛"}, "海田片区的定位有啥不一样"},
		{"工业总产值2020年和2025年分别是多少", []string{"2020年", "2025年"}, "工业总产值2020年和分别是多少"},
		{"2020年到2025年建成哪些学校", []string{""}, "2020年到2025年建成哪些学校"},
		{"赤坎新增多少床位", []string{""}, "赤坎新增多少床位"},
		{"", []string{""}, ""},
	} {
		sides := Sides(c.text, Places(c.text, own))
		var names []string
		for _, s := range sides {
			names = append(names, s.Name)
		}
		if !slices.Equal(names, c.names) || sides[0].Text != c.first {
			t.Errorf("%q has sides %q, the first is %q", c.text, names, sides[0].Text)
		}
	}
}
