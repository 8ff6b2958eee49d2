package understand

import (
	"slices"
	"testing"
)

// staff are questions as staff type them, with all that is read from each.
var staff = []struct {
	text string
	want Asked
}{
	{
		"赤坎区养老服务目标是什么",
		Asked{},
	},
	{
		"海滨街的社零总额五年后目标是多少",
		Asked{Kind: Number},
	},
	{
		"盐田区2018年要新增多少家国高企业",
		Asked{Kind: Number, Unit: "家", Years: []int{2018}},
	},
	{
		"盐田区今年要新增多少家国高企业",
		Asked{Kind: Number, Unit: "家", Years: []int{2026}},
	},
	{
		"去年和今年分别改造了几座公厕",
		Asked{Kind: Comparison, Unit: "座", Years: []int{2025, 2026}},
	},
	{
		"海滨街道“十四五”要坚持哪五条基本原则",
		Asked{Kind: List, Count: 5, Plans: []string{"十四五"}, Sections: []string{"基本原则"}},
	},
	{
		"十三五末和十四五末的地区生产总值",
		Asked{Plans: []string{"十三五", "十四五"}},
	},
	{
		"目前有多少个老年人日间照料场所",
		Asked{Kind: Number, Unit: "个", Latest: true},
	},
	{
		"最新的保障措施有哪几个方面",
		Asked{Kind: List, Unit: "个", Sections: []string{"保障措施"}, Latest: true},
	},
	{
		"盐田城市质量提升年的七大行动分别叫什么",
		Asked{Kind: Comparison, Count: 7},
	},
	{
		"这三个院区各是做什么的",
		Asked{Kind: Comparison, Count: 3},
	},
	{
		"云海学校什么时候开学",
		Asked{Kind: Date},
	},
	{
		"哪年能建成",
		Asked{Kind: Date},
	},
	{
		"消防站由谁负责建",
		Asked{Kind: Name},
	},
	{
		"“三线一网”指什么",
		Asked{Kind: Definition},
	},
	{
		"老旧小区能不能加装电梯",
		Asked{Kind: YesNo},
	},
	{
		"失业率提高几个百分点",
		Asked{Kind: Number, Unit: "个百分点"},
	},
	{
		"污水管道新建多少公里",
		Asked{Kind: Number, Unit: "公里"},
	},
	{
		"投資多少億元",
		Asked{Kind: Number, Unit: "亿元"},
	},
	{
		"2020年的人口和2025年的人口差多少",
		Asked{Kind: Comparison, Years: []int{2020, 2025}},
	},
	{
		"",
		Asked{},
	},
}

func TestAllThatIsAsked(t *testing.T) {
	for _, c := range staff {
		got := Read(c.text, spring)
		if got.Kind != c.want.Kind {
			t.Errorf("%q is %q, want %q", c.text, got.Kind, c.want.Kind)
		}
		if got.Unit != c.want.Unit {
			t.Errorf("%q asks for %q, want %q", c.text, got.Unit, c.want.Unit)
		}
		if got.Count != c.want.Count {
			t.Errorf("%q says %d, want %d", c.text, got.Count, c.want.Count)
		}
		if !slices.Equal(got.Years, c.want.Years) {
			t.Errorf("%q names %v, want %v", c.text, got.Years, c.want.Years)
		}
		if !slices.Equal(got.Plans, c.want.Plans) {
			t.Errorf("%q names %q, want %q", c.text, got.Plans, c.want.Plans)
		}
		if !slices.Equal(got.Sections, c.want.Sections) {
			t.Errorf("%q names sections %q, want %q", c.text, got.Sections, c.want.Sections)
		}
		if got.Latest != c.want.Latest {
			t.Errorf("%q: latest %v", c.text, got.Latest)
		}
	}
}

// What is read does not hang on the script.
func TestScriptsReadAlike(t *testing.T) {
	for simple, traditional := range map[string]string{
		"赤坎区养老床位有多少张":     "赤坎區養老床位有多少張",
		"盐田要坚持哪五条基本原则":    "鹽田要堅持哪五條基本原則",
		"目前有几个专业医院":       "目前有幾個專業醫院",
		"盐田和赤坎的目标哪个更严":    "鹽田和赤坎的目標哪個更嚴",
		"二〇二五年的总量是多少":     "二〇二五年的總量是多少",
		"“十四五”规划的发展目标有哪些": "“十四五”規劃的發展目標有哪些",
	} {
		a, b := Read(simple, spring), Read(traditional, spring)
		if a.Kind != b.Kind || a.Unit != b.Unit || a.Count != b.Count || a.Latest != b.Latest {
			t.Errorf("%q is read as %+v, %q as %+v", simple, a, traditional, b)
		}
		if !slices.Equal(a.Years, b.Years) || !slices.Equal(a.Plans, b.Plans) || !slices.Equal(a.Sections, b.Sections) {
			t.Errorf("%q is read as %+v, %q as %+v", simple, a, traditional, b)
		}
		if Content(simple) != Content(traditional) || Topic(simple) != Topic(traditional) {
			t.Errorf("%q and %q differ in content", simple, traditional)
		}
		if Idle(simple) != Idle(traditional) {
			t.Errorf("%q and %q differ in being talk", simple, traditional)
		}
	}
}
