package understand

import (
	"slices"
	"testing"
)

var own = Regions([]string{"广东省湛江市赤坎区", "天津市滨海新区海滨街道", "广东省深圳市盐田区", "惠州市", "广东省深圳市盐田区", ""})

func TestRegions(t *testing.T) {
	if len(own) != 4 || own[1].Name != "海滨街道" || own[3].Full != "惠州市" {
		t.Errorf("regions %+v", own)
	}
	if got := Regions([]string{"某国某村"}); len(got) != 1 || got[0].Full != "某国某村" {
		t.Errorf("an unknown region: %+v", got)
	}
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		text  string
		found []string
		owned int
	}{
		{"赤坎区养老服务目标是什么", []string{"赤坎区"}, 1},
		{"养老服务目标，赤坎的是什么", []string{"赤坎"}, 1},
		{"盐田和赤坎给PM2.5定的目标", []string{"盐田", "赤坎"}, 2},
		{"海滨街的社零总额", []string{"海滨街"}, 1},
		{"海滨街道2025年", []string{"海滨街道"}, 1},
		{"鹽田區的公廁", []string{"盐田区"}, 1},
		{"惠州市中心人民医院的院区", []string{"惠州市"}, 1},
		{"云海学校什么时候开学", nil, 0},
		{"想了解一下公厕革命，罗湖区新建几座", []string{"罗湖区"}, 0},
		{"滨海新区古林街道规上企业", []string{"滨海新区古林街道"}, 0},
		{"湛江市2025年的目标", []string{"湛江市"}, 0},
		{"赤坎和赤坎区", []string{"赤坎"}, 1},
		{"智慧城区怎么建，跨城合作有没有提", nil, 0},
		{"种1100亩碳中和林", nil, 0},
		{"", nil, 0},
	} {
		var found []string
		owned := 0
		for _, p := range Places(c.text, own) {
			found = append(found, p.Found)
			if p.Own != "" {
				owned++
			}
		}
		if !slices.Equal(found, c.found) || owned != c.owned {
			t.Errorf("%q names %q, %d of documents", c.text, found, owned)
		}
	}
}

func TestANamesakeElsewhereIsNotOurs(t *testing.T) {
	if got := Places("温州市龙湾区海滨街道的目标", own); len(got) != 1 || got[0].Own != "" {
		t.Errorf("%+v", got)
	}
	if got := Places("天津海滨街道的目标", own); len(got) != 1 || got[0].Own != "天津市滨海新区海滨街道" || got[0].Name != "海滨" {
		t.Errorf("%+v", got)
	}
}

func TestWithout(t *testing.T) {
	text := "盐田和赤坎区的目标"
	if got := Without(text, Places(text, own)); got != "和的目标" {
		t.Errorf("got %q", got)
	}
}
