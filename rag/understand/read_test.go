package understand

import (
	"slices"
	"strings"
	"testing"
)

// Questions as staff type them, with all that is read in them.
func TestWholeQuestions(t *testing.T) {
	for _, c := range []struct {
		text   string
		want   Asked
		places []string
		sides  int
	}{
		{"赤坎区养老服务目标是什么", Asked{}, []string{"赤坎"}, 1},
		{"种田收割用机器的比例，赤坎2025年想做到多少？", Asked{Kind: Number, Years: []int{2025}}, []string{"赤坎"}, 1},
		{"赤坎拆违建拆了多大面积？", Asked{Kind: Number}, []string{"赤坎"}, 1},
		{"海滨街有几个社区用上网格管理了?", Asked{Kind: Number, Unit: "个"}, []string{"海滨"}, 1},
		{"赤坎要摸底保护的五个老会馆遗址是哪五个?", Asked{Kind: List, Count: 5}, []string{"赤坎"}, 1},
		{"海滨街道“十四五”要坚持哪五条基本原则?", Asked{Kind: List, Count: 5, Things: "原则", Plans: []string{"十四五"}, Sections: []string{"基本原则"}}, []string{"海滨"}, 1},
		{"惠州文明城市巩固提升从哪十个方面入手?", Asked{Kind: List, Count: 10}, []string{"惠州"}, 1},
		{"盐田行动计划的保障措施是哪三条?", Asked{Kind: List, Count: 3, Sections: []string{"保障措施"}}, []string{"盐田"}, 1},
		{"盐田和赤坎给PM2.5定的目标哪个更严?", Asked{Kind: Comparison}, []string{"盐田", "赤坎"}, 2},
		{"居民做公益可以攒分的机制,盐田和海滨街道各叫什么?", Asked{Kind: Comparison}, []string{"盐田", "海滨"}, 2},
		{"海滨街的社零总额目标是多少,比2020年的数高吗?", Asked{Kind: Comparison, Years: []int{2020}}, []string{"海滨"}, 1},
		{"海滨街道工业总产值2020年和2025年分别是多少", Asked{Kind: Comparison, Years: []int{2020, 2025}}, []string{"海滨"}, 2},
		{"云海学校什么时候能开学", Asked{Kind: Date}, nil, 1},
		{"盐田区文化中心大楼改造哪个月完工?", Asked{Kind: Date}, []string{"盐田"}, 1},
		{"惠州中心城区准备修的道路体系叫什么?", Asked{Kind: Name}, []string{"惠州"}, 1},
		{"盐田的“公厕革命”由哪个部门牵头负责?", Asked{Kind: Name}, []string{"盐田"}, 1},
		{"存在重大安全风险的项目,在海滨街道还能批下来吗?", Asked{Kind: YesNo}, []string{"海滨"}, 1},
		{"目前海滨街道有多少个老年日间照料场所?", Asked{Kind: Number, Unit: "个", Latest: true}, []string{"海滨"}, 1},
		{"盐田区明年要新增多少家企业", Asked{Kind: Number, Unit: "家", Years: []int{2027}}, []string{"盐田"}, 1},
		{"赤坎區“十三五”期間新增多少萬人就業", Asked{Kind: Number, Plans: []string{"十三五"}, Unit: "万人"}, []string{"赤坎"}, 1},
		{"鹽田區２０１７年新開工多少套人才住房？", Asked{Kind: Number, Unit: "套", Years: []int{2017}}, []string{"盐田"}, 1},
		{"坡头区2025年地区生产总值的目标是多少?", Asked{Kind: Number, Years: []int{2025}}, []string{"坡头"}, 1},
		{"什么是“一院四区”", Asked{Kind: Definition}, nil, 1},
	} {
		got := Read(c.text, spring)
		same := got.Kind == c.want.Kind && got.Count == c.want.Count && got.Latest == c.want.Latest && slices.Equal(got.Years, c.want.Years) &&
			slices.Equal(got.Plans, c.want.Plans) && slices.Equal(got.Sections, c.want.Sections) && (c.want.Unit == "" || got.Unit == c.want.Unit)
		if !same {
			t.Errorf("%q\n got %+v\nwant %+v", c.text, got, c.want)
		}
		places := Places(c.text, own)
		var names []string
		for _, p := range places {
			names = append(names, p.Name)
		}
		if sides := Sides(c.text, places); !slices.Equal(names, c.places) || len(sides) != c.sides {
			t.Errorf("%q is about %q in %d sides: %+v", c.text, names, len(sides), sides)
		}
	}
}

// Each side holds the question's own words, and none of another side's name.
func TestSidesHoldWhatIsAsked(t *testing.T) {
	for _, c := range []struct{ text, asked string }{
		{"盐田和赤坎给PM2.5定的目标哪个更严", "PM2.5"},
		{"家庭医生签约,盐田和海滨街道分别要做到什么程度", "家庭医生签约"},
		{"赤坎区、盐田区、海滨街道的养老服务有什么不同", "养老服务"},
		{"海田、金沙湾、调顺岛三个片区的定位有啥不一样", "定位"},
		{"工业总产值2020年和2025年分别是多少", "工业总产值"},
		{"惠州和坡头区的垃圾分类对比一下", "垃圾分类"},
	} {
		sides := Sides(c.text, Places(c.text, own))
		if len(sides) < 2 {
			t.Errorf("%q has %d sides", c.text, len(sides))
		}
		for _, s := range sides {
			if !strings.Contains(s.Text, c.asked) || !strings.Contains(s.Text, s.Name) {
				t.Errorf("%q: side %q searches for %q", c.text, s.Name, s.Text)
			}
			for _, other := range sides {
				if other.Name != s.Name && strings.Contains(s.Text, other.Name) {
					t.Errorf("%q: side %q holds %q", c.text, s.Name, other.Name)
				}
			}
		}
	}
}

// A conversation is read turn by turn.
func TestConversations(t *testing.T) {
	for _, c := range []struct{ turns, want []string }{
		{
			[]string{"赤坎区养老服务目标是什么", "盐田区呢?", "它新增多少个学位", "那公厕改造多少座"},
			[]string{"赤坎区养老服务目标是什么", "盐田区养老服务目标是什么", "盐田区新增多少个学位", "盐田区公厕改造多少座"},
		},
		{
			[]string{"海滨街道社会消费品零售总额2025年目标是多少", "2020年呢", "那工业总产值呢", "赤坎的呢"},
			[]string{"海滨街道社会消费品零售总额2025年目标是多少", "海滨街道社会消费品零售总额2020年目标是多少", "海滨街道工业总产值2020年是多少", "赤坎工业总产值2020年是多少"},
		},
		{
			[]string{"盐田的公厕革命准备改造多少座公厕?", "这些公厕什么时候改完", "海滨街道有哪些文化活动", "全民健身日那天还办什么活动?"},
			[]string{"盐田的公厕革命准备改造多少座公厕?", "盐田什么时候改完", "海滨街道有哪些文化活动", "海滨街道全民健身日那天还办什么活动?"},
		},
	} {
		for i := range c.turns {
			got := Standalone(c.turns[i], c.turns[:i], own).Text
			if i == 1 && strings.HasPrefix(c.turns[i], "这些公厕") {
				if !strings.Contains(got, "盐田") || !strings.Contains(got, "公厕") {
					t.Errorf("%q became %q", c.turns[i], got)
				}
				continue
			}
			if got != c.want[i] {
				t.Errorf("%q became\n %q, want\n %q", c.turns[i], got, c.want[i])
			}
		}
	}
}

// What stands alone stays as it is, whatever was asked before.
func TestWholeQuestionsStayAsTheyAre(t *testing.T) {
	before := []string{"赤坎区都市工业产业园规划面积多大?", "其中一期多少亩?"}
	for _, text := range []string{
		"盐田区新增多少家国高企业", "海滨街道有哪五条基本原则", "惠州市的注册志愿者有多少人", "罗湖区要建几座公厕", "盐田和赤坎的公厕有多少座",
	} {
		if got := Standalone(text, before, own); got.Text != text || got.Faint != "" {
			t.Errorf("%q became %+v", text, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"赤坎区2025年多少家", "哪十二项", "今年和去年", "“十四五”", "\xff年", "2020年2025年和赤坎盐田"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a := Read(text, spring)
		if a.Count < 0 || a.Count > 99 {
			t.Errorf("%q: %d things", text, a.Count)
		}
		for _, y := range a.Years {
			if y < 1900 || y > 2099 {
				t.Errorf("%q: year %d", text, y)
			}
		}
		places := Places(text, own)
		for _, p := range places {
			if p.Name == "" || p.Found == "" {
				t.Errorf("%q: %+v", text, p)
			}
		}
		if sides := Sides(text, places); len(sides) == 0 {
			t.Errorf("%q has no side", text)
		}
		if c := Content(text); c == "" && text != "" {
			t.Errorf("nothing is left of %q", text)
		}
	})
}
