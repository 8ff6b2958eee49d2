package understand

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"chuchu/chunk/regions"
)

func TestStranger(t *testing.T) {
	for text, want := range map[string]string{
		// Places that the gazetteer does not know.
		"月亮县新增多少养老床位":      "月亮县",
		"大鹏新区十四五的GDP目标是多少": "大鹏新区",
		"请问大鵬新區有幾個街道":      "大鹏新区",
		"关于大鹏新区的规划":        "大鹏新区",
		"滨海新区古林街道规上企业":     "古林街道",
		"想了解一下月亮县星星镇":      "星星镇",
		// What counts or asks is no name.
		"大鹏新区有几个街道":   "大鹏新区",
		"有几个街道":       "",
		"有多少区":        "",
		"哪几个镇有养老院":    "",
		"每个县要建多少":     "",
		"各街道的养老服务怎么样": "",
		// Words that end like a place.
		"老旧小区改造多少": "", "全市新增多少": "", "社区养老": "", "乡镇养老床位": "", "特色小镇怎么建": "", "赤坎城镇新增多少": "", "核心区在哪": "", "开发区怎么管": "",
		"被认定成省级车间后改名怎么办": "", "某某省的目标": "",
		// Our own, and what they lie in.
		"湛江市赤坎区新增多少": "", "赤坎新增多少": "", "盐田区的养老服务": "", "广东省的养老服务": "",
		// Further on, a place cannot be told from other words.
		"养老床位在月亮县有多少": "", "": "", "？": "",
	} {
		if got := Stranger(text, own); got != want {
			t.Errorf("%q begins with %q, want %q", text, got, want)
		}
	}
}

func TestStrangersOfOtherLibraries(t *testing.T) {
	if got := Stranger("月亮县的目标", Regions([]string{"某某省月亮县"})); got != "" {
		t.Errorf("a place of the library is strange: %q", got)
	}
	if got := Stranger("赤坎区的目标", nil); got != "赤坎区" {
		t.Errorf("without a library: %q", got)
	}
}

func TestSoundsLike(t *testing.T) {
	names := []string{"惠州市", "海滨街道", "赤坎区"}
	for typed, want := range map[string]string{
		"惠洲市": "惠州市", "海宾街道": "海滨街道", "赤砍区": "赤坎区",
		"惠州市": "", "汕尾市": "", "惠州": "", "月亮县": "", "": "",
	} {
		if got := soundsLike(typed, names); got != want {
			t.Errorf("%q sounds like %q, want %q", typed, got, want)
		}
	}
}

// heldBy is a library that holds the pairs of some sentences.
func heldBy(sentences ...string) func([]string) ([]int, error) {
	return func(terms []string) ([]int, error) {
		out := make([]int, len(terms))
		for i, term := range terms {
			for _, s := range sentences {
				if strings.Contains(s, term) {
					out[i]++
				}
			}
		}
		return out, nil
	}
}

func TestNamesAreNeverMended(t *testing.T) {
	s := Speller{Names: []string{"惠州市", "山西省"}, Holding: heldBy(
		"建设大棚和新区", "具体制度如下", "亚洲市场", "推进管网改造如下旬", "有限责任公司为民办事", "山西省出台体制改革方案",
	)}
	for typed, want := range map[string]string{
		"大鹏新区有几个街道":     "大鹏新区有几个街道",
		"大鹏的旅游怎么发展":     "大鹏的旅游怎么发展",
		"2月下旬复工多少":      "2月下旬复工多少",
		"“五个坚持”具体指什么":   "“五个坚持”具体指什么",
		"陕西省的优惠政策":      "陕西省的优惠政策", // no typo of 山西省
		"惠洲市中心医院":       "惠州市中心医院",  // nobody knows that one
		"罗湖区新建几座":       "罗湖区新建几座",
		"惠州市中心医院":       "惠州市中心医院",
		"惠洲市的大鹏新区有几个街道": "惠州市的大鹏新区有几个街道",
	} {
		read, changed, err := s.Typos(typed)
		if err != nil || read != want || changed != (typed != want) {
			t.Errorf("%q is read as %q (%v, %v), want %q", typed, read, changed, err, want)
		}
	}
}

func TestAMendedNameStaysWhereTheLibraryFails(t *testing.T) {
	down := errors.New("down")
	s := Speller{Names: []string{"惠州市"}, Holding: func([]string) ([]int, error) { return nil, down }}
	if read, changed, err := s.Typos("惠洲市的目标"); read != "惠州市的目标" || !changed || !errors.Is(err, down) {
		t.Errorf("%q, %v, %v", read, changed, err)
	}
}

func TestNamesakesAreBothMeant(t *testing.T) {
	two := Regions([]string{"江苏省南京市鼓楼区", "江苏省徐州市鼓楼区", "江苏省徐州市"})
	for text, want := range map[string][]string{
		"鼓楼区改造多少小区":      {"南京市鼓楼区", "徐州市鼓楼区"},
		"南京市鼓楼区改造多少小区":   {"鼓楼"},
		"徐州鼓楼区改造多少小区":    {"鼓楼"},
		"福州市鼓楼区改造多少小区":   {"鼓楼"},
		"徐州改造多少小区":       {"徐州"},
		"徐州市和鼓楼区各改造多少小区": {"徐州", "南京市鼓楼区", "徐州市鼓楼区"},
	} {
		var names []string
		for _, p := range Places(text, two) {
			names = append(names, p.Name)
		}
		if !slices.Equal(names, want) {
			t.Errorf("%q names %q, want %q", text, names, want)
		}
	}
	sides := Sides("鼓楼区分别改造多少小区", Places("鼓楼区分别改造多少小区", two))
	if len(sides) != 2 || !strings.Contains(sides[0].Text, "鼓楼区") || sides[0].Text != sides[1].Text {
		t.Errorf("sides %+v", sides)
	}
}

func TestOneRegionSpelledTwiceIsOne(t *testing.T) {
	twice := Regions([]string{"广东省惠州市", "惠州市"})
	if got := Places("惠州市的目标", twice); len(got) != 1 || got[0].Name != "惠州" {
		t.Errorf("%+v", got)
	}
}

func FuzzStranger(f *testing.F) {
	for _, s := range []string{"月亮县", "请问大鵬新區有幾個街道", "湛江市赤坎区", "\xff区", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, known := range [][]regions.Region{own, nil} {
			if got := Stranger(text, known); !strings.Contains(simplified(text), got) {
				t.Errorf("%q begins with %q", text, got)
			}
		}
	})
}
