package understand

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk/regions"
)

// The lists below are data that people add to: what a list promises must hold
// for each entry of it.

// A word that heads sections is read in a question, asks for what stands under
// it, and names a heading of its own whole.
func TestEveryHeadIsASection(t *testing.T) {
	for _, h := range heads {
		asked := h + "是什么"
		if got := sectionsOf(asked); !slices.Contains(got, h) {
			t.Errorf("%s names %q", asked, got)
		}
		if !OnlySection(asked) || !OnlySection("十四五的"+h+"有哪些") {
			t.Errorf("%s asks for more than %s", asked, h)
		}
		if OnlySection("养老服务的" + h + "是什么") {
			t.Errorf("养老服务的%s asks for nothing but the section", h)
		}
		if got := Bare(h); got != h {
			t.Errorf("%s without its number is %s", h, got)
		}
		for _, number := range []string{"第二章 ", "一、", "（三）", "4．", "5、", "① ", "第十二节"} {
			heading := number + h
			if got := Bare(heading); got != h {
				t.Errorf("%s without its number is %s", heading, got)
			}
			if got := Heads(heading, asked); got != 1 {
				t.Errorf("%s names %v of %s", asked, got, heading)
			}
		}
	}
}

// Five-year plans lie end to end, but for the years of adjustment before the
// third, and are read in questions by their names.
func TestPlansLieEndToEnd(t *testing.T) {
	names := []string{"一五", "二五", "三五", "四五", "五五", "六五", "七五", "八五", "九五", "十五", "十一五", "十二五", "十三五", "十四五", "十五五", "十六五"}
	last := 1952
	for i, name := range names {
		from, to := PlanYears(name)
		if to != from+4 || from != last+1 && name != "三五" || name == "三五" && from != 1966 {
			t.Errorf("%s is %d to %d, behind %d", name, from, to, last)
		}
		last = to
		for _, text := range []string{"“" + name + "”规划", name + "期间新增多少"} {
			if got := Plans(text); !slices.Equal(got, []string{name}) {
				t.Errorf("%s names %q", text, got)
			}
		}
		if i >= 10 { // shorter ones are plans only where the words say so
			if got := Plans(name + "的目标"); !slices.Equal(got, []string{name}) {
				t.Errorf("%s的目标 names %q", name, got)
			}
		}
	}
	for _, name := range []string{"", "五", "二十五", "百五", "十四", "四五十"} {
		if from, to := PlanYears(name); from != 0 || to != 0 {
			t.Errorf("%q is %d to %d", name, from, to)
		}
	}
}

// A measure word behind 十五 makes that a number.
func TestFifteenIsNoPlan(t *testing.T) {
	for _, r := range "年个家条项座亩岁万亿元名人" {
		if got := Plans("建成十五" + string(r)); len(got) != 0 {
			t.Errorf("十五%c names %q", r, got)
		}
	}
}

// Each word for a year counts from this one, and a year in brackets says which
// it means.
func TestRelativeYears(t *testing.T) {
	for _, r := range relative {
		want := fmt.Sprintf("%d年", spring.Year()+r.add)
		if got := Dated(r.word, spring); got != want {
			t.Errorf("%s is %s, want %s", r.word, got, want)
		}
		if got := Years(Dated("比"+r.word+"多多少", spring)); !slices.Equal(got, []int{spring.Year() + r.add}) {
			t.Errorf("%s is %v", r.word, got)
		}
	}
	for _, word := range []string{"去年", "今年", "明年", "前年", "大前年", "后年"} {
		if got := Dated(word+"（2019年）", spring); got != "2019年" {
			t.Errorf("%s（2019年） is %s", word, got)
		}
	}
}

// Two digits are a year where they can be no length of time.
func TestShortYears(t *testing.T) {
	for text, want := range map[string]string{
		"23年的目标": "2023年的目标", "25年底": "2025年底", "23年和24年和25年要新增": "2023年和2024年和2025年要新增", "19年实际完成多少": "2019年实际完成多少",
		"近23年的目标": "近23年的目标", "前10年的目标": "前10年的目标", "用20年要达到": "用20年要达到", "第15年末": "第15年末", "92年全国产了多少钢": "1992年全国产了多少钢", "请问88年政府工作报告": "请问1988年政府工作报告", "08年打了多少粮食": "2008年打了多少粮食", "70年使用权到期怎么办": "70年使用权到期怎么办", "近90年全国的变化": "近90年全国的变化", "60年代建的楼": "60年代建的楼",
		"23年建成": "23年建成", "123年底": "123年底", "40年底": "40年底",
	} {
		if got := Dated(text, spring); got != want {
			t.Errorf("%s is dated %s, want %s", text, got, want)
		}
	}
}

// A question says how many it wants in digits or in numerals.
func TestCountOfWhatIsAsked(t *testing.T) {
	for said, n := range map[string]int{"三": 3, "十": 10, "十二": 12, "二十": 20, "二十三": 23, "5": 5, "16": 16, "": 0} {
		if got := Count("哪" + said + "条原则"); got != n {
			t.Errorf("哪%s条原则 wants %d", said, got)
		}
	}
}

// What people say is put beside what plans write, or in its place; a text with
// none of it stays.
func TestWrittenHoldsTheWordsOfPlans(t *testing.T) {
	for said, words := range map[string][]string{
		"GDP目标是多少": {"GDP", "地区生产总值"}, "gdp目标是多少": {"地区生产总值"}, "固投增长多少": {"固定资产投资"}, "社零总额": {"社会消费品零售总额"}, "低保标准": {"低保", "最低生活保障"},
		"公租房多少套": {"公租房", "公共租赁住房"}, "防汛怎么做": {"防汛", "三防"}, "高企多少家": {"高新技术企业"}, "规上企业多少家": {"规上", "规模以上"},
	} {
		got := Written(said)
		for _, w := range words {
			if !strings.Contains(got, w) {
				t.Errorf("%s is written %s, without %s", said, got, w)
			}
		}
	}
	for _, same := range []string{"", "养老服务目标是什么", "最低保障", "法规上报", "高企业绩"} {
		if got := Written(same); got != same {
			t.Errorf("%s is written %s", same, got)
		}
	}
}

// Whatever people call a region, its places are found in a question, and it is
// the one that documents are of.
func TestNamesAreFound(t *testing.T) {
	for _, full := range []string{
		"广东省湛江市赤坎区", "天津市滨海新区海滨街道", "广东省深圳市盐田区", "广东省惠州市", "河北省秦皇岛市海港区", "内蒙古自治区呼伦贝尔市", "新疆维吾尔自治区", "四川省阿坝藏族羌族自治州", "贵州省", "上海市浦东新区", "湖南省长沙市长沙县",
	} {
		known := Regions([]string{full})
		r := known[0]
		names := Names(r)
		if len(names) == 0 || !slices.IsSortedFunc(names, func(a, b string) int { return len(b) - len(a) }) {
			t.Errorf("%s is called %q", full, names)
		}
		if called := short(r); utf8.RuneCountInString(called) < 2 || !strings.Contains(full, called) && !slices.Contains(names, called) {
			t.Errorf("%s is %q for short", full, called)
		}
		for _, name := range append([]string{full}, names...) {
			if utf8.RuneCountInString(name) < 2 {
				t.Errorf("%s is called %q", full, name)
			}
			places := Places(name+"的养老服务目标是什么", known)
			if !slices.ContainsFunc(places, func(p Place) bool { return p.Own == full }) {
				t.Errorf("%s is not found as %s: %+v", full, name, places)
			}
		}
	}
}

// Places stand in the order of the text, each once, and are cut out of it whole.
func TestPlacesInOrder(t *testing.T) {
	for _, text := range []string{"盐田和赤坎哪个更高", "赤坎、盐田、惠州、海滨街道", "海滨街道和惠州市和盐田区和赤坎区", "赤坎和赤坎区", "湛江市赤坎区的盐田"} {
		places := Places(text, own)
		last := -1
		for _, p := range places {
			if p.at <= last || !strings.HasPrefix(simplified(text)[p.at:], p.Found) {
				t.Errorf("%s: %+v", text, places)
			}
			last = p.at
		}
		rest := Without(text, places)
		for _, p := range places {
			if strings.Contains(rest, p.Found) {
				t.Errorf("%s without its places is %s", text, rest)
			}
		}
	}
}

// A question that compares nothing is one side, itself.
func TestOneSide(t *testing.T) {
	for _, text := range []string{"赤坎区养老服务目标是什么", "", "多少", "2025年目标", "基本原则有哪些"} {
		sides := Sides(text, Places(text, own))
		if len(sides) != 1 || sides[0].Text != text || sides[0].Name != "" {
			t.Errorf("%q is %+v", text, sides)
		}
	}
}

// A question stands alone where nothing came before, and where it names its own
// place and topic.
func TestStandsAlone(t *testing.T) {
	for _, text := range []string{"赤坎区养老服务目标是什么", "盐田区公厕改造多少座", "惠州的道路体系叫什么"} {
		if got := Standalone(text, nil, own); got.Text != text || got.Focus != "" || got.Faint != "" {
			t.Errorf("%s becomes %+v", text, got)
		}
		if got := Standalone(text, []string{"海滨街道的基本原则有哪些"}, own); got.Text != text {
			t.Errorf("%s becomes %+v", text, got)
		}
	}
	if got := Standalone("", nil, own); got.Text != "" {
		t.Errorf("nothing becomes %+v", got)
	}
	if got := Standalone("它呢", []string{"你好"}, own); got.Text != "它呢" {
		t.Errorf("behind talk: %+v", got)
	}
}

// Kinds are told in this order where a question could be of several.
func TestTheMoreParticularKindComesFirst(t *testing.T) {
	for text, want := range map[string]Kind{
		"哪个区的床位更多，各有多少": Comparison, "什么时候新增多少张": Date, "哪几家企业": List, "有哪些措施，多少个": List, "多少家叫什么": Number, "叫什么意思": Name, "是什么意思吗": Definition, "能不能": YesNo, "养老服务": Open,
	} {
		if got := kindOf(text); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}

// The gazetteer's own names of places are strangers to no one: each is read as a
// place or as words, never as an unknown place.
func TestKnownPlacesAreNoStrangers(t *testing.T) {
	for _, r := range []string{"湛江市", "赤坎区", "深圳市", "盐田区", "浦东新区", "朝阳区"} {
		if len(regions.Called(r)) == 0 {
			t.Fatalf("%s is not in the gazetteer", r)
		}
		if got := Stranger(r+"养老服务目标是什么", Regions([]string{"广东省" + r})); got != "" {
			t.Errorf("%s is a stranger where documents are of it: %q", r, got)
		}
	}
}
