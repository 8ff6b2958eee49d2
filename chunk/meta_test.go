package chunk

import "testing"

func TestRegionAt(t *testing.T) {
	for _, c := range []struct{ in, context, full, named, level string }{
		{"广东省湛江市赤坎区国民经济", "", "广东省湛江市赤坎区", "湛江市赤坎区", "区县"},
		{"湛江市赤坎区国民经济", "", "广东省湛江市赤坎区", "湛江市赤坎区", "区县"},
		{"盐田区“城市质量提升年”", "", "广东省深圳市盐田区", "深圳市盐田区", "区县"},
		{"天津市滨海新区海滨街道国民经济", "", "天津市滨海新区海滨街道", "天津市滨海新区海滨街道", "街道"},
		{"惠州市新型城镇化规划", "", "广东省惠州市", "惠州市", "市"},
		{"山东省教育事业", "", "山东省", "山东省", "省"},
		{"北京市海淀区养老", "", "北京市海淀区", "北京市海淀区", "区县"},
		{"鼓楼区国民经济", "南京市委、市政府，南京市鼓楼区", "江苏省南京市鼓楼区", "南京市鼓楼区", "区县"},
		{"鼓楼区国民经济", "", "鼓楼区", "鼓楼区", "区县"},
		{"滨海新区乡村振兴规划", "", "天津市滨海新区", "天津市滨海新区", "区县"},
		{"赤坎区新型城镇化规划", "", "广东省湛江市赤坎区", "湛江市赤坎区", "区县"},
		{"某市养老规划", "", "", "", ""},
		{"全国人民代表大会", "", "", "", ""},
		{"", "", "", "", ""},
	} {
		r, _ := regionAt(c.in, c.context)
		if r.String() != c.full || r.named() != c.named || r.level() != c.level {
			t.Errorf("%s: %s, %s, %s; want %s, %s, %s", c.in, r, r.named(), r.level(), c.full, c.named, c.level)
		}
	}
}

func TestDateOf(t *testing.T) {
	for in, want := range map[string]string{
		"二〇二一年八月": "2021-08", "2021 年 05 月": "2021-05", "2017年3月20日": "2017-03-20", "（2021年5月28日）": "2021-05-28",
		"二○二○年十二月三十一日": "2020-12-31", "2021年": "2021", "2021年以来": "", "八月": "", "": "",
	} {
		if got := dateOf(in); got != want {
			t.Errorf("dateOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPeriodOf(t *testing.T) {
	for _, c := range []struct {
		title, dated string
		want         *Period
	}{
		{"某市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "2021-05", &Period{2021, 2025}},
		{"某市养老服务“十四五”规划", "", &Period{2021, 2025}},
		{"某省“十三五”科技创新规划", "", &Period{2016, 2020}},
		{"国民经济和社会发展第一个五年计划", "", &Period{1953, 1957}},
		{"国民经济和社会发展第十个五年计划纲要", "", &Period{2001, 2005}},
		{"某县养老服务体系建设三年行动计划（2023—2025年）", "2023-03", &Period{2023, 2025}},
		{"某市2024至2026年行动方案", "", &Period{2024, 2026}},
		{"盐田区“城市质量提升年”行动计划", "2017-03-20", &Period{2017, 2017}},
		{"2022年某市政府工作报告", "", &Period{2022, 2022}},
		{"2022年推进智慧水利工作要点", "", &Period{2022, 2022}},
		{"某市养老服务三年行动计划", "2021-03", nil},
		{"某市养老服务条例", "2021-03", nil},
		{"", "", nil},
	} {
		got := periodOf(c.title, c.dated)
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%s: %v, want %v", c.title, got, c.want)
		}
	}
}

// A document is told by its first lines; what follows is the same in all.
func TestDescribe(t *testing.T) {
	for _, c := range []struct {
		front string
		want  Meta
	}{
		{"秦皇岛市海港区养老服务“十四五”规划", Meta{Label: "秦皇岛市海港区养老服务“十四五”规划", Region: "河北省秦皇岛市海港区", Kind: "专项规划", Standing: Issued}},
		{"惠州市人民政府关于印发品质城市行动方案的通知\n惠府〔2021〕8号", Meta{Label: "惠州市人民政府关于印发品质城市行动方案的通知", Region: "广东省惠州市", Number: "惠府〔2021〕8号", Kind: "行动计划", Standing: Issued}},
		{"湛江市养老服务条例（草案）", Meta{Label: "湛江市养老服务条例（草案）", Region: "广东省湛江市", Kind: "法规", Standing: Proposed}},
		{"中共广东省委关于制定国民经济和社会发展第十四个五年规划的建议", Meta{Label: "广东省十四五规划", Region: "广东省", Kind: "意见建议", Standing: Proposed}},
		{"《湛江市养老服务规划》解读", Meta{Label: "《湛江市养老服务规划》解读", Region: "广东省湛江市", Kind: "解读", Standing: Reported}},
		{"深圳市出台养老新举措\n新华社深圳2月8日电（记者 王某）", Meta{Label: "深圳市出台养老新举措", Region: "广东省深圳市", Issuer: "新华社", Kind: "新闻报道", Standing: Reported}},
		{"在某会议上的讲话", Meta{Label: "在某会议上的讲话", Kind: "讲话", Standing: Issued}},
		{"教育部关于实施行动试点工作的通知", Meta{Label: "教育部关于实施行动试点工作的通知", Kind: "其他", Standing: Issued}},
	} {
		got := describe(Document{Text: c.front + "\n" + paragraph}, Meta{})
		got.Title, got.Level, got.Period, got.Published = "", "", nil, ""
		if got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", c.front, got, c.want)
		}
	}
}

func TestDescribeTakesWhatIsGiven(t *testing.T) {
	given := Meta{ID: "a", Title: "湛江市赤坎区养老规划", Region: "广东省湛江市赤坎区", Kind: "专项规划", Standing: Issued, Published: "2020", Period: &Period{2020, 2022}, Source: "a.txt"}
	got := describe(Document{Text: "惠州市养老办法\n2021年5月\n" + paragraph}, given)
	if got.Label != "湛江市赤坎区养老规划" || got.Title != given.Title || got.Region != given.Region || got.Kind != given.Kind || got.Published != "2020" || *got.Period != *given.Period || got.ID != "a" || got.Source != "a.txt" {
		t.Errorf("described as %+v", got)
	}
}

func TestDescribeWithoutTitle(t *testing.T) {
	got := describe(Document{Text: paragraph}, Meta{})
	first := string([]rune(paragraph)[:40])
	if got.Title != first || got.Label != first || got.Kind != "其他" || got.Standing != "" {
		t.Errorf("described as %+v", got)
	}
}

func TestFoundFillsWhatTheTextDoesNotSay(t *testing.T) {
	got := describe(Document{Meta: Meta{Issuer: "海滨街综合办", Published: "2021-09-29"}, Text: paragraph}, Meta{})
	if got.Issuer != "海滨街综合办" || got.Published != "2021-09-29" {
		t.Errorf("described as %+v", got)
	}
}
