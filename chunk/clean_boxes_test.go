package chunk

import (
	"strings"
	"testing"
)

func TestJoinBoxes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"broken at its own width", "专栏1 智慧农业工程\n1.智慧农业示范基地建设。支持建设一批设施装\n备先进、管理高效、示范带动作用强的智慧农业基\n地，推广智能农机装备、精准作业、远程监测技术\n应用。\n2.农产品冷链物流骨干网和产地初加工中心建设\n工程。建设一批冷链物流基地，完善产地初加工。",
			"专栏1 智慧农业工程\n1.智慧农业示范基地建设。支持建设一批设施装备先进、管理高效、示范带动作用强的智慧农业基地，推广智能农机装备、精准作业、远程监测技术应用。\n2.农产品冷链物流骨干网和产地初加工中心建设工程。建设一批冷链物流基地，完善产地初加工。"},
		{"a lead over two lines", "专栏2 重点工程\n（1）水利工程。新建水库三座。\n（2）现代综合交通运输体\n系工程。新建高速公路三条。", "专栏2 重点工程\n（1）水利工程。新建水库三座。\n（2）现代综合交通运输体系工程。新建高速公路三条。"},
		{"headings on their lines", "专栏3 重点工程\n（1）水利工程：新建水库三座。\n（2）现代综合交通工程\n新建高速公路三条。\n（3）能源工程\n新建电站三座。", ""},
		{"text below a heading that has a lead itself", "专栏3 重点工程\n1.水利工程。新建水库三座。\n2.现代综合交通工程\n坚持适度超前，统筹布局。新建高速公路三条。", ""},
		{"a list of names", "专栏4 重点园区\n滨江新区产业园、空港新区产业园、临港新区产业园\n城东新区产业园、城西新区产业园、城南新区产业园\n高铁新区产业园、大学新区产业园、湖滨新区产业园\n其他新区产业园、老城片区产业园、山前片区产业园\n河东片区产业园、河西片区产业园、海岛片区产业园", ""},
		{"outside a box", "二、重点工程\n1.水利工程。新建水库三座。\n2.现代综合交通运输体\n系工程。新建高速公路三条。", ""},
		{"behind a box", "专栏5 重点工程\n1.水利工程。新建水库三座。\n二、保障措施\n2.现代综合交通运输体\n系工程。新建高速公路三条。", ""},
	} {
		if c.want == "" {
			c.want = c.text
		}
		d := draft{lines: strings.Split(c.text, "\n")}
		d.joinBoxes()
		if got := d.text(); got != c.want {
			t.Errorf("%s:\n got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestBrokenLeadsOfBoxes(t *testing.T) {
	text := "二、任务\n" + paragraph + "\n专栏1 重点工程\n1.水利工程。新建水库三座，加固堤防三十公里，改善灌溉面积。\n2.现代综合交通运输体\n系工程。新建高速公路三条，改造国省干线二百公里，建成枢纽。\n3.能源保障工程。新建电站三座，扩建管网三百公里，建成储能。"
	var got []string
	for _, s := range Parse(text, Meta{}).Sections {
		got = append(got, s.Path[len(s.Path)-1])
	}
	if want := "二、任务|专栏1 重点工程|1.水利工程|2.现代综合交通运输体系工程|3.能源保障工程"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %s", got, want)
	}
}
