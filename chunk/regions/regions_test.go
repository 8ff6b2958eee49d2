package regions

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

// written is a mention as name=regions, with ? where it is doubtful.
func written(m Mention) string {
	s := m.Name
	if m.Doubtful {
		s += "?"
	}
	var full []string
	for _, r := range m.Regions {
		full = append(full, r.Full)
	}
	if len(full) > 3 {
		full = []string{fmt.Sprint(len(full))}
	}
	return s + "=" + strings.Join(full, "|")
}

func TestNamed(t *testing.T) {
	for in, want := range map[string]string{
		"广东省湛江市赤坎区养老":   "广东省湛江市赤坎区=广东省湛江市赤坎区",
		"湛江市赤坎区":        "湛江市赤坎区=广东省湛江市赤坎区",
		"湛江赤坎的养老":       "湛江赤坎=广东省湛江市赤坎区",
		"赤坎和盐田区哪个高":     "赤坎=广东省湛江市赤坎区 盐田区=广东省深圳市盐田区",
		"廣東省湛江市赤坎區":     "广东省湛江市赤坎区=广东省湛江市赤坎区",
		"北京市海淀区":        "北京市海淀区=北京市海淀区",
		"北京海淀":          "北京海淀=北京市海淀区",
		"天津市滨海新区海滨街道":   "天津市滨海新区海滨街道=天津市滨海新区海滨街道",
		"滨海新区海滨街的社零":    "滨海新区海滨街=天津市滨海新区海滨街道",
		"天津海滨街道":        "天津海滨街道=天津市宝坻区海滨街道|天津市滨海新区海滨街道",
		"秦皇岛海港区":        "秦皇岛海港区=河北省秦皇岛市海港区",
		"鼓楼区的规划":        "鼓楼区=4",
		"福州鼓楼区":         "福州鼓楼区=福建省福州市鼓楼区",
		"福州鼓楼":          "福州鼓楼=福建省福州市鼓楼区",
		"南山区":           "南山区=黑龙江省鹤岗市南山区|广东省深圳市南山区",
		"朝阳产业":          "朝阳?=4",
		"北京朝阳":          "北京朝阳=北京市朝阳区",
		"南开大学":          "南开?=天津市南开区",
		"加强合作，节约资源":     "合作?=甘肃省甘南藏族自治州合作市 资源?=广西壮族自治区桂林市资源县",
		"北京路步行街":        "北京?=北京市",
		"海淀区域经济":        "海淀=北京市海淀区",
		"北京市场监管":        "北京=北京市",
		"沿海南部地区":        "南部?=四川省南充市南部县",
		"内蒙古和新疆":        "内蒙古=内蒙古自治区 新疆=新疆维吾尔自治区",
		"恩施州":           "恩施州=湖北省恩施土家族苗族自治州",
		"河北区与河北省":       "河北区=天津市河北区 河北省=河北省",
		"吉林":            "吉林=吉林省|吉林省吉林市",
		"吉林市":           "吉林市=吉林省吉林市",
		"重庆市渝中区":        "重庆市渝中区=重庆市渝中区",
		"河南省济源市":        "河南省济源市=河南省济源市",
		"东莞市虎门镇":        "东莞市虎门镇=广东省东莞市虎门镇",
		"加强新型城镇化建设":     "",
		"新增城镇就业":        "",
		"全区各街道、社区":      "",
		"香港特别行政区":       "香港特别行政区=香港特别行政区",
		"延边朝鲜族自治州延吉市":   "延边朝鲜族自治州延吉市=吉林省延边朝鲜族自治州延吉市",
		"石景山":           "石景山=北京市石景山区",
		"同意山东省、江苏省设立":   "山东省=山东省 江苏省=江苏省",
		"":              "",
		"PM2.5 in 深圳":   "深圳=广东省深圳市",
		"四川省成都市武侯区、锦江区": "四川省成都市武侯区=四川省成都市武侯区 锦江区=四川省成都市锦江区",
		"广西壮族自治区南宁市":    "广西壮族自治区南宁市=广西壮族自治区南宁市",
		"黄河南岸":          "南岸?=重庆市南岸区",
		"淄博市博山区池上镇":     "淄博市博山区池上镇=山东省淄博市博山区池上镇",
		"和林格尔县与土默特左旗":   "和林格尔县=内蒙古自治区呼和浩特市和林格尔县 土默特左旗=内蒙古自治区呼和浩特市土默特左旗",
		"山东省德州市":        "山东省德州市=山东省德州市",
		"济南、青岛两市":       "济南=山东省济南市 青岛=山东省青岛市",
		"《济南市城市更新专项规划》（济南市政府）": "济南市=山东省济南市 济南市=山东省济南市",
	} {
		var got []string
		for _, m := range Named(in) {
			got = append(got, written(m))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s:\n got %s\nwant %s", in, s, want)
		}
	}
}

func TestMentionsSayWhereTheyStand(t *testing.T) {
	text := "（一）湛江市赤坎區與鹽田區"
	ms := Named(text)
	if len(ms) != 2 || ms[0].Start != 3 || ms[0].End != 9 || ms[1].Start != 10 || ms[1].End != 13 {
		t.Errorf("found %+v", ms)
	}
}

func TestCalled(t *testing.T) {
	for name, want := range map[string]int{"赤坎": 1, "赤坎区": 1, "湛江市赤坎区": 1, "鼓楼区": 4, "赤坎区规划": 0, "": 0, "某区": 0, "天津市滨海新区海滨街道": 1} {
		if got := Called(name); len(got) != want {
			t.Errorf("Called(%q) = %v, want %d", name, got, want)
		}
	}
}

// one is the only region of a name.
func one(t *testing.T, name string) Region {
	t.Helper()
	rs := Called(name)
	if len(rs) != 1 {
		t.Fatalf("%s is %v", name, rs)
	}
	return rs[0]
}

func TestContains(t *testing.T) {
	for _, c := range []struct {
		parent, child string
		want          bool
	}{
		{"广东省", "赤坎区", true}, {"湛江市", "赤坎区", true}, {"赤坎区", "赤坎区", true},
		{"赤坎区", "湛江市", false}, {"深圳市", "赤坎区", false}, {"天津市", "滨海新区海滨街道", true}, {"吉林市", "吉林省", false},
	} {
		if got := Contains(one(t, c.parent), one(t, c.child)); got != c.want {
			t.Errorf("%s contains %s: %v", c.parent, c.child, got)
		}
	}
	if Contains(Region{}, one(t, "广东省")) {
		t.Error("no region contains one")
	}
}

func TestAboveAndNames(t *testing.T) {
	r := one(t, "天津市滨海新区海滨街道")
	above := r.Above()
	if len(above) != 2 || above[0].Name != "滨海新区" || above[1].Full != "天津市" || above[0].Level != County || r.Level != Street {
		t.Errorf("above %s stand %v", r.Full, above)
	}
	for name, want := range map[string][]string{
		"天津市滨海新区海滨街道": {"海滨街道", "海滨街", "海滨"}, "赤坎区": {"赤坎区", "赤坎"}, "广西壮族自治区": {"广西壮族自治区", "广西"},
		"鄂温克族自治旗": {"鄂温克族自治旗", "鄂温克族"}, "赵县": {"赵县"}, "甘孜藏族自治州": {"甘孜藏族自治州", "甘孜"}, "苏州工业园区": {"苏州工业园区"},
	} {
		if got := one(t, name).Names(); !slices.Equal(got, want) {
			t.Errorf("%s is called %v, want %v", name, got, want)
		}
	}
	for name, want := range map[string]string{"赤坎区": "湛江市赤坎区", "北京市海淀区": "北京市海淀区", "广东省": "广东省", "济源市": "济源市", "滨海新区海滨街道": "天津市滨海新区海滨街道"} {
		if got := one(t, name).Common(); got != want {
			t.Errorf("%s is commonly %s, want %s", name, got, want)
		}
	}
}

func TestAmong(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"鼓楼区", "南京市委、市政府，南京市鼓楼区", "江苏省南京市鼓楼区"},
		{"鼓楼区", "福州的古建筑，福建省", "福建省福州市鼓楼区"},
		{"鼓楼区", "我区发展", ""},
		{"南山区", "深圳与鹤岗", ""},
		{"赤坎区", "", "广东省湛江市赤坎区"},
		{"和平区", "天津市和平区与沈阳", "天津市和平区"},
	} {
		got, ok := Among(Called(c.name), c.text)
		if got.Full != c.want || ok != (c.want != "") {
			t.Errorf("%s among %q is %v", c.name, c.text, got)
		}
	}
}

// Each line of the gazetteer is found by its own full name.
func TestEveryPlaceIsFound(t *testing.T) {
	g := known()
	if n := len(g.places); n < 3300 {
		t.Fatalf("%d places", n)
	}
	for i := range g.places {
		want := g.region(i)
		rs := Called(want.Full)
		if !slices.ContainsFunc(rs, func(r Region) bool { return r.Full == want.Full }) {
			t.Errorf("%s is %v", want.Full, rs)
		}
	}
}

func TestStreetsAreSorted(t *testing.T) {
	lines := streetLines()
	if len(lines) < 30000 || !slices.IsSorted(lines) {
		t.Errorf("%d streets, sorted %v", len(lines), slices.IsSorted(lines))
	}
}

func FuzzNamed(f *testing.F) {
	f.Add("湛江赤坎和盐田区、天津市滨海新区海滨街的")
	f.Add("廣東省\x00\xff𠀀湛江市")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range Named(text) {
			if m.Start < end || m.End <= m.Start || m.End > utf8.RuneCountInString(text) || len(m.Regions) == 0 {
				t.Fatalf("%+v in %q", m, text)
			}
			end = m.End
			if rs := []rune(fold.Simplified(text)); string(rs[m.Start:m.End]) != m.Name {
				t.Fatalf("%+v is not the slice", m)
			}
		}
	})
}

func BenchmarkNamed(b *testing.B) {
	text := strings.Repeat("坚持新发展理念，推动湛江市赤坎区城市发展由外延扩张向内涵提升转变，加快城镇建设。", 2000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Named(text)
	}
}
