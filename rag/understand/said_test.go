package understand

import "testing"

// placeIn is the one place of a question, which no document of own is of.
func placeIn(t *testing.T, question string) Place {
	t.Helper()
	all := Places(question, own)
	if len(all) != 1 || all[0].Own != "" {
		t.Fatalf("%q names %+v", question, all)
	}
	return all[0]
}

func TestWhatASentenceSaysOfAPlaceItself(t *testing.T) {
	city, area := placeIn(t, "湛江的目标"), placeIn(t, "滨海新区的目标")
	for _, c := range []struct {
		place          Place
		sentence, want string
	}{
		{city, "湛江市紧抓机遇，打造示范区", "湛江市紧抓机遇，打造示范区"},
		{city, "省里支持湛江建设副中心", "支持湛江建设副中心"},
		{city, "同时，湛江建设区域医疗中心", "湛江建设区域医疗中心"},
		{city, "湛江發展迅速", "湛江发展迅速"},
		{city, "湛江市赤坎区新增学位100个", ""},
		{city, "湛江发电厂完成技改", ""},
		{city, "完成湛江大道建设", ""},
		{city, "打造湛江城市客厅", ""},
		{city, "与湛江市对接", ""},
		{city, "新增学位100个", ""},
		{area, "滨海新区也提出建设后花园", "滨海新区也提出建设后花园"},
		{area, "幸福路、滨海公园等道路", ""},
		{area, "按照滨海新区要求，改造35个小区", ""},
		{Place{Name: "某片区", Found: "某片区"}, "推进某片区开发", "某片区开发"},
	} {
		if got := c.place.Said(c.sentence); got != c.want {
			t.Errorf("%q says of %s %q, want %q", c.sentence, c.place.Name, got, c.want)
		}
	}
}

func TestATextNamesAPlace(t *testing.T) {
	city := placeIn(t, "湛江的目标")
	for text, want := range map[string]bool{
		"打造湛江城市客厅": true, "與湛江市對接": true, "湛江市赤坎区的目标": false, "赤坎区的目标": false, "": false,
	} {
		if got := city.NamedIn(text); got != want {
			t.Errorf("%q names it: %v", text, got)
		}
	}
	if (Place{Found: "某片区"}).NamedIn("别处") || !(Place{Found: "某片区"}).NamedIn("某片区") {
		t.Error("a place that only documents know is named by its words")
	}
}

func TestSeatOfAPrefecture(t *testing.T) {
	city := placeIn(t, "大理市的目标")
	for region, want := range map[string]bool{"云南省大理白族自治州": true, "云南省": false, "云南省大理白族自治州大理市": false, "云南省丽江市": false} {
		if got := city.SeatOf(region); got != want {
			t.Errorf("大理市 is the seat of %s: %v", region, got)
		}
	}
}

func TestWhereAPlaceLies(t *testing.T) {
	district := placeIn(t, "霞山区的目标")
	for region, want := range map[string]bool{"广东省湛江市": true, "广东省": true, "广东省湛江市赤坎区": false, "广东省湛江市霞山区": false} {
		if got := district.LiesIn(region); got != want {
			t.Errorf("霞山区 lies in %s: %v", region, got)
		}
	}
}
