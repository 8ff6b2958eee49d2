package understand

import (
	"slices"
	"testing"
	"time"
)

var spring = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

func TestKinds(t *testing.T) {
	for text, want := range map[string]Kind{
		"甲区新增多少张养老床位？":            Number,
		"规上工业企业打算发展到几家":           Number,
		"污水管有多长":                  Number,
		"要坚持哪五条基本原则?":             List,
		"红色一日游都包含哪些点":             List,
		"保障措施有哪几个方面":              List,
		"甲区和乙区哪个更严":               Comparison,
		"目标是多少,比2020年的数高吗":        Comparison,
		"甲区、乙区的定位有啥不一样":           Comparison,
		"云海学校什么时候能开学":             Date,
		"哪一年建成":                   Date,
		"进出城道路体系叫什么":              Name,
		"由谁牵头":                    Name,
		"“一网通办”是什么意思":             Definition,
		"在街道还能批下来吗?":              YesNo,
		"养老服务目标":                  Open,
		"區裏新增多少張床位":               Number,
		"甲区2025年和2020年的工业总产值相比变化": Comparison,
	} {
		if got := Read(text, spring).Kind; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestUnitsAndCounts(t *testing.T) {
	for _, c := range []struct {
		text  string
		unit  string
		count int
	}{
		{"新增多少张床位", "张", 0}, {"有几家企业", "家", 0}, {"提高多少个百分点", "个百分点", 0}, {"多少平方米", "平方米", 0}, {"多少亿元", "亿元", 0},
		{"坚持哪五条基本原则", "", 5}, {"从哪十个方面入手", "", 10}, {"哪十二项任务", "", 12}, {"哪四个“注重”", "", 4}, {"哪两个", "", 2}, {"哪3项", "", 3},
		{"床位有多少", "", 0}, {"哪里", "", 0}, {"", "", 0},
	} {
		a := Read(c.text, spring)
		if a.Unit != c.unit || a.Count != c.count {
			t.Errorf("%q: unit %q, count %d", c.text, a.Unit, a.Count)
		}
	}
}

func TestYears(t *testing.T) {
	for text, want := range map[string][]int{
		"2025年的目标": {2025}, "二〇二五年": {2025}, "２０２５年": {2025}, "2020和2025年，2025年": {2020, 2025}, "超过2018张床位": nil, "12018": nil, "": nil,
		"今年的目标": {2026}, "去年和明年": {2025, 2027}, "前年": {2024}, "大前年": {2023}, "三年前": nil, "建成以后年度总结": nil, "2020年2025年": {2020, 2025},
	} {
		if got := Read(text, spring).Years; !slices.Equal(got, want) {
			t.Errorf("%q names %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"今年(2024)要新增多少": "2024年要新增多少", "去年（2023年）完成多少": "2023年完成多少", "今年（一季度）": "2026年（一季度）", "23年和05年的报告": "2023年和2005年的报告", "近20年的变化": "近20年的变化", "用15年实现": "用15年实现",
		"今年要新建几座公厕(2017那个行动计划)": "2017年要新建几座公厕(2017那个行动计划)", "2024年报告里今年的目标": "2024年报告里2024年的目标", "2020年的规划今年还有效吗": "2020年的规划2026年还有效吗", "今年比2020年规划的目标多吗": "2026年比2020年规划的目标多吗",
		"1998年比上年少多少": "1998年比上一年少多少", "上年完成多少": "2025年完成多少", "比上年多多少": "比2025年多多少",
	} {
		if got := Dated(text, spring); got != want {
			t.Errorf("%s is dated %q, want %q", text, got, want)
		}
	}
	evening := time.Date(2025, 12, 31, 16, 30, 0, 0, time.UTC)
	if got := Dated("今年的目标", evening); got != "2026年的目标" {
		t.Errorf("at New Year in China: %q", got)
	}
}

func TestPlans(t *testing.T) {
	for text, want := range map[string][]string{
		"“十四五”规划": {"十四五"}, "十三五期间和“十四五”": {"十三五", "十四五"}, "十五五规划": {"十五五"}, "六五计划的目标": {"六五"}, "“九五”和十五期间": {"九五", "十五"}, "二十五期间": {"二十五"}, "第六五金厂": nil, "四十五条": nil, "十五年后": nil, "五年": nil,
	} {
		if got := Read(text, spring).Plans; !slices.Equal(got, want) {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
	for plan, from := range map[string]int{"十四五": 2021, "十三五": 2016, "十五五": 2026, "十五": 2001, "六五": 1981, "一五": 1953, "二五": 1958, "三五": 1966, "第五": 0, "五": 0, "二十五": 0} {
		if got, to := PlanYears(plan); got != from || from > 0 && to != from+4 {
			t.Errorf("%s is %d to %d", plan, got, to)
		}
	}
}

func TestLatest(t *testing.T) {
	for text, want := range map[string]bool{"目前有多少家": true, "最新的人数": true, "2025年的目标": false} {
		if Read(text, spring).Latest != want {
			t.Errorf("%q: latest %v", text, !want)
		}
	}
}

func TestContent(t *testing.T) {
	for text, want := range map[string]string{
		"甲区养老服务目标是什么": "甲区养老服务目标", "多少？": "多少？", "目前有多少個老年場所": "个老年场所", "": "",
	} {
		if got := Content(text); got != want {
			t.Errorf("Content(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestAsksParts(t *testing.T) {
	for text, want := range map[string]bool{
		"智能制造规划的基本原则是啥": true, "主要任务有哪些": true, "重点任务": true, "保障措施包括什么？": true,
		"基本原则里第一条怎么落实": false, "哪些企业": false, "发展目标是什么": false,
	} {
		if AsksParts(text) != want {
			t.Errorf("%s asks for parts: %v", text, !want)
		}
	}
}
