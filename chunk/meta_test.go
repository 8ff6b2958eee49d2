package chunk

import (
	"fmt"
	"strings"
	"testing"
)

// prose is what follows the beginning of a document and says nothing about it.
const prose = "坚持新发展理念，推动城市发展由外延扩张向内涵提升转变，由大规模增量建设转为存量提质改造和增量结构调整并重，创造优良的人居环境，提高居民的幸福感和获得感，让生活更美好，让未来更有希望，让每一个人都能安居乐业。"

// fieldsOf is what is known of a text by the names of the fields.
func fieldsOf(text string) map[string]string {
	p := Parse(text, Meta{})
	out := map[string]string{
		"title": p.Title, "label": p.Label, "region": p.Region, "level": p.Level, "issuer": p.Issuer,
		"number": p.Number, "kind": p.Kind, "standing": p.Standing, "published": p.Published,
	}
	if p.Period != nil {
		out["period"] = fmt.Sprint(p.Period.From, "-", p.Period.To)
	}
	return out
}

// check compares the fields that want names, written as field=value; a field
// named without a value must be empty.
func check(t *testing.T, text, want string) {
	t.Helper()
	got := fieldsOf(text)
	for _, w := range strings.Fields(want) {
		name, value, _ := strings.Cut(w, "=")
		if got[name] != strings.ReplaceAll(value, "_", " ") {
			t.Errorf("%s: %s is %q, want %q", text, name, got[name], value)
		}
	}
}

func TestTitles(t *testing.T) {
	for _, c := range [][2]string{
		{"秦皇岛市海港区养老服务“十四五”规划\n" + prose, "title=秦皇岛市海港区养老服务“十四五”规划"},
		{"# 上海口岸服务条例\n" + prose, "title=上海口岸服务条例 label=上海口岸服务条例"},
		{"湛江市国民经济和社会发展\n第十四个五年规划和\n二〇三五年远景目标纲要\n" + prose, "title=湛江市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要 label=湛江市十四五规划"},
		{"智慧健康养老产业发展行动计划\n（2021-2025 年）\n" + prose, "title=智慧健康养老产业发展行动计划（2021-2025_年） period=2021-2025"},
		{"石化行业智能制造标准体系\n建设指南\n（2022 版）\n2022 年11月\n" + prose, "title=石化行业智能制造标准体系建设指南（2022_版） published=2022-11"},
		{"各街道办事处：\n《甲乙丙管理规程》已经同意，现印发给你们。\n盐田区人民政府\n2017年3月20日\n甲乙丙管理规程\n一、总则\n" + prose, "title=甲乙丙管理规程 issuer=盐田区人民政府 published=2017-03-20"},
		{"惠州市人民政府关于印发《惠州市养老规划》的通知\n惠府〔2021〕8号\n各县（区）人民政府：\n现印发给你们。\n惠州市养老规划\n一、总则\n" + prose, "title=惠州市养老规划 issuer=惠州市人民政府 number=惠府〔2021〕8号 kind=专项规划"},
		{"惠州市人民政府关于印发品质城市行动方案的通知\n惠府〔2021〕8号\n" + prose, "title=惠州市人民政府关于印发品质城市行动方案的通知 kind=行动计划"},
		{"各省、自治区、直辖市民政厅（局）：\n" + prose, "title= level=国家"},
		{"为贯彻落实要求，推动全市发展，制定如下措施\n" + prose, "title="},
		{"、指导思想\n" + prose, "title="},
		{"制定《甲市国民经济和社会发展“九五”计划和2010年远景目标纲要》（以下简称《纲要》），" + prose, "title=甲市国民经济和社会发展“九五”计划和2010年远景目标纲要 period=1996-2000"},
		{prose, "title= label=" + string([]rune(prose)[:40]) + " kind=其他 standing= issuer= region="},
		{"在第十三届全国人民代表大会第一次会议上的讲话\n" + prose, "title=在第十三届全国人民代表大会第一次会议上的讲话 kind=讲话"},
		{"——2021年1月25日在湛江市第十四届人民代表大会第七次会议上\n我代表市人民政府，向大会作政府工作报告。\n" + prose, "kind=政府工作报告 published=2021-01-25"},
		{"政府工作报告\n——2023年3月5日在第十四届全国人民代表大会第一次会议上\n各位代表：\n现在，我代表国务院，向大会报告工作。\n" + prose, "title=政府工作报告 label=国务院2023年政府工作报告 period=2023-2023 issuer=国务院 level=国家 published=2023-03-05"},
	} {
		check(t, c[0], c[1])
	}
}

func TestIssuersAndNumbers(t *testing.T) {
	for _, c := range [][2]string{
		{"甲乙规划\n湛赤府〔2021〕12号\n" + prose, "number=湛赤府〔2021〕12号 published="},
		{"甲乙规划\n（粤府〔2021〕28号）\n" + prose, "number=粤府〔2021〕28号"},
		{"甲乙规划\n国办函[2021]5号\n" + prose, "number=国办函[2021]5号"},
		{"甲乙规划\n国发（2021）5号\n" + prose, "number=国发（2021）5号"},
		{"甲乙规划\n鲁政办发【2020】 29 号文件\n" + prose, "number=鲁政办发【2020】29号"},
		{"甲乙规划\n根据国发〔2021〕5号文件，" + prose, "number="},
		{"文号：惠府〔2021〕8号\n甲乙规划\n" + prose, "number=惠府〔2021〕8号"},
		{"国务院办公厅关于推进养老服务发展的意见\n国办发〔2019〕5号\n" + prose, "issuer=国务院办公厅 number=国办发〔2019〕5号 level=国家"},
		{"最高人民法院、最高人民检察院关于办理案件若干问题的解释\n" + prose, "issuer=最高人民法院、最高人民检察院 level=国家 kind=法规"},
		{"教育部关于实施行动试点工作的通知\n" + prose, "issuer=教育部 level=国家 kind=其他"},
		{"各区：\n" + prose + "\n文化和旅游部\n2020年11月18日", "issuer=文化和旅游部 published=2020-11-18 level=国家"},
		{"各区：\n" + prose + "\n济南市工业和信息化局\n济南市财政局\n二〇二一年三月九日\n附件：1.名单", "issuer=济南市工业和信息化局、济南市财政局 published=2021-03-09 region=山东省济南市"},
		{prose + "\n山东省人民政府办公厅 2020年12月10日印发", "issuer=山东省人民政府办公厅 published=2020-12-10 level=省"},
		{"各区：\n" + prose + "\n科 技 部\n2018年10月12日\n（此件主动公开）", "issuer=科技部 published=2018-10-12"},
		{"陆地国界法\n2021年10月23日 第十三届全国人民代表大会常务委员会第三十一次会议通过\n" + prose, "issuer=全国人民代表大会常务委员会 level=国家"},
		{"提出以下意见建议。" + prose + "（秦皇岛市海港区政协）", "issuer=秦皇岛市海港区政协 kind=意见建议 standing=proposed label=秦皇岛市海港区政协意见建议"},
		{"来源：湛江市民政局\n甲乙规划\n" + prose, "issuer=湛江市民政局 region=广东省湛江市"},
		{"深圳市出台养老新举措\n新华社深圳2月8日电（记者 王某）\n" + prose, "issuer=新华社 kind=新闻报道 standing=reported region=广东省深圳市"},
		{"打造品质城市\n" + prose + "\n采写 惠州日报记者李某", "issuer=惠州日报 kind=新闻报道 region=广东省惠州市"},
		{"淄博市管线条例\n2016年10月26日 淄博市第十四届人民代表大会常务委员会第三十七次会议通过\n2016年11月26日 山东省第十二届人民代表大会常务委员会第二十四次会议批准\n" + prose, "issuer=淄博市人民代表大会常务委员会 published=2016-11-26 region=山东省淄博市"},
		{"海洋预报条例\n2012年3月1日 中华人民共和国国务院令第615号公布\n2012年6月1日 施行\n" + prose, "issuer=国务院 number=国务院令第615号 published=2012-03-01 level=国家"},
	} {
		check(t, c[0], c[1])
	}
}

func TestRegions(t *testing.T) {
	for _, c := range [][2]string{
		{"赤坎区养老规划\n" + prose, "region=广东省湛江市赤坎区 level=区县 label=湛江市赤坎区养老规划"},
		{"湛江赤坎养老规划\n" + prose, "region=广东省湛江市赤坎区"},
		{"鼓楼区养老规划\n" + prose, "region=鼓楼区 level=区县"},
		{"鼓楼区养老规划\n南京市委、市政府，" + prose, "region=江苏省南京市鼓楼区 label=南京市鼓楼区养老规划"},
		{"南山区养老规划\n深圳的" + prose, "region=广东省深圳市南山区"},
		{"海滨街道养老规划\n滨海新区海滨街道办事处\n" + prose, "region=天津市滨海新区海滨街道 level=街道"},
		{"盐田区新设街道养老规划\n" + prose, "region=广东省深圳市盐田区新设街道 level=街道"},
		{"朝阳产业发展规划\n" + prose, "region="},
		{"合作社发展规划\n" + prose, "region="},
		{"河南省开封城墙保护条例\n2010年5月28日 河南省第十一届人民代表大会常务委员会第十五次会议通过\n" + prose, "region=河南省 level=省"},
		{"推动创新和政策协调，在智能算法库中，促进创新和政策落地，建设算法库。" + prose, "region="},
		{"北京工业大学：\n" + prose + "\n交通运输部\n2022年9月20日", "region= level=国家 issuer=交通运输部"},
		{"深圳经济特区条例\n" + prose, "region=广东省深圳市"},
		{"加快赤坎发展。法治赤坎、平安赤坎。在赤坎。\n，赤坎很好。" + prose, "region=广东省湛江市赤坎区"},
		{"关于加快“科创济南”建设的若干政策措施\n" + prose, "region=山东省济南市"},
		{"关于支持深圳建设先行示范区的意见\n" + prose, "region="},
		{"养老规划\n我省要发展。山东要走在前。济南、青岛要带头。" + prose, "region=山东省"},
		{"养老规划\n我市要发展。济南要走在前，学习青岛。济南要带头。" + prose, "region=山东省济南市"},
		{"养老规划\n学习济南和青岛。" + prose, "region= level="},
		{"2018年8月28日，大会在乌鲁木齐召开。" + prose, "region= kind=新闻报道 standing=reported"},
		{"全国养老规划\n" + prose, "region= level=国家"},
		{"中华人民共和国国民经济和社会发展第六个五年计划\n" + prose, "region= level=国家 label=中华人民共和国六五计划"},
		{"恩施州养老规划\n" + prose, "region=湖北省恩施土家族苗族自治州 level=市"},
		{"吉林省养老规划\n" + prose, "region=吉林省 level=省"},
		{"湛江市赤坎區養老規劃\n" + prose, "region=广东省湛江市赤坎区"},
	} {
		check(t, c[0], c[1])
	}
}

func TestKindsAndStandings(t *testing.T) {
	for _, c := range [][2]string{
		{"甲市国民经济和社会发展第十四个五年规划纲要\n" + prose, "kind=规划纲要 standing=issued"},
		{"甲市养老服务条例（草案）\n" + prose, "kind=法规 standing=proposed"},
		{"甲市养老规划（征求意见稿）\n" + prose, "kind=专项规划 standing=proposed"},
		{"广东省关于制定国民经济和社会发展第十四个五年规划的建议\n" + prose, "kind=意见建议 standing=proposed"},
		{"关于加快养老服务的提案\n" + prose, "kind=意见建议 standing=proposed"},
		{"关于养老服务的议案\n" + prose, "kind=意见建议 standing=proposed"},
		{"关于审理劳动争议案件的解释（一）\n" + prose, "kind=法规 standing=issued"},
		{"《湛江市养老服务规划》解读\n" + prose, "kind=解读 standing=reported"},
		{"关于政府工作报告的决议\n" + prose, "kind=其他 standing=issued"},
		{"某县养老服务三年行动计划\n" + prose, "kind=行动计划"},
		{"中华人民共和国妇女权益保障法\n" + prose, "kind=法规 level=国家"},
		{"(译自俄文稿)\n" + prose, "title="},
		{"我现在根据国务院的决定，向第二届全国人民代表大会第一次会议作政府工作报告。\n" + prose, "kind=政府工作报告 issuer=国务院 level=国家"},
		{"第一章 总则\n第一条 为了发展，制定本办法。\n" + prose, "kind=法规 standing=issued title="},
		{"为了发展，制定本实施方案。" + prose, "kind=行动计划 standing=issued title="},
		{"现提出如下意见。\n" + prose, "kind=其他 standing=issued"},
		{"形成了《指南》（征求意见稿）。如有意见或建议，请反馈。" + prose, "standing=proposed"},
		{"为贯彻要求，民政部近日印发了《养老指南》（以下简称《指南》）。" + prose, "kind=解读 standing=reported"},
		{"第十二届全国人民代表大会第五次会议听取和审议了国务院总理所作的政府工作报告。会议充分肯定工作，决定批准这个报告。\n" + prose, "kind=其他 issuer=全国人民代表大会 level=国家 standing=issued"},
	} {
		check(t, c[0], c[1])
	}
}

func TestDateOf(t *testing.T) {
	for in, want := range map[string]string{
		"二〇二一年八月": "2021-08", "2021 年 05 月": "2021-05", "2017年3月20日": "2017-03-20", "（2021年5月28日）": "2021-05-28",
		"二○二○年十二月三十一日": "2020-12-31", "2021年": "2021", "2021年以来": "", "八月": "", "": "",
		"2021年5月1日印发": "", "印发于2021年5月": "", "2021-05-01": "", "1821年5月": "", "一九九六年三月": "1996-03", "[2021年5月]": "2021-05", "２０２１年５月１日": "2021-05-01",
	} {
		if got := dateOf(in); got != want {
			t.Errorf("dateOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPeriodOf(t *testing.T) {
	for _, c := range []struct {
		title, dated, kind string
		want               *Period
	}{
		{"某市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "2021-05", "", &Period{2021, 2025}},
		{"某市养老服务“十四五”规划", "", "", &Period{2021, 2025}},
		{"某省“十三五”科技创新规划", "", "", &Period{2016, 2020}},
		{"国民经济和社会发展第一个五年计划", "", "", &Period{1953, 1957}},
		{"国民经济和社会发展第十个五年计划纲要", "", "", &Period{2001, 2005}},
		{"某县养老服务体系建设三年行动计划（2023—2025年）", "2023-03", "", &Period{2023, 2025}},
		{"某市规划（２０１６—2020 年）", "", "", &Period{2016, 2020}},
		{"某市2024至2026年行动方案", "", "", &Period{2024, 2026}},
		{"盐田区“城市质量提升年”行动计划", "2017-03-20", "", &Period{2017, 2017}},
		{"2022年某市政府工作报告", "", "", &Period{2022, 2022}},
		{"2022年推进智慧水利工作要点", "", "", &Period{2022, 2022}},
		{"政府工作报告", "2023-03-05", "", &Period{2023, 2023}},
		{"某市养老服务三年行动计划", "2021-03", "", nil},
		{"某市养老服务条例", "2021-03", "法规", nil},
		{"某市“十四五”专项资金管理办法", "2021-03", "法规", nil},
		{"", "", "", nil},
	} {
		f := front{title: field{value: c.title}}
		got, _ := f.periodOf(c.dated, c.kind)
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%s: %v, want %v", c.title, got, c.want)
		}
	}
}

func TestDescribeTakesWhatIsGiven(t *testing.T) {
	given := Meta{ID: "a", Title: "湛江市赤坎区养老规划", Region: "广东省湛江市赤坎区", Kind: "专项规划", Standing: Issued, Published: "2020", Period: &Period{2020, 2022}, Source: "a.txt"}
	got := Parse("惠州市养老办法\n2021年5月\n"+prose, given).Meta
	if got.Label != "湛江市赤坎区养老规划" || got.Title != given.Title || got.Region != given.Region || got.Kind != given.Kind || got.Published != "2020" || *got.Period != *given.Period || got.ID != "a" || got.Source != "a.txt" {
		t.Errorf("described as %+v", got)
	}
	if got.Level != "区县" {
		t.Errorf("level %s", got.Level)
	}
}

func TestGivenTitleIsReadLikeOne(t *testing.T) {
	got := Parse(prose, Meta{Title: "山东省“十四五”养老规划"}).Meta
	if got.Region != "山东省" || got.Kind != "专项规划" || got.Period == nil || got.Period.From != 2021 {
		t.Errorf("described as %+v", got)
	}
}

func TestFoundFillsWhatTheTextDoesNotSay(t *testing.T) {
	check(t, "发布日期：2021-09-29 来源：海滨街综合办\n"+prose, "issuer=海滨街综合办 published=2021-09-29")
	check(t, "发布日期：2021-09-29\n甲乙规划\n二〇二一年八月\n"+prose, "published=2021-09-29")
}

func TestInForce(t *testing.T) {
	for _, c := range []struct {
		m    Meta
		year int
		want bool
	}{
		{Meta{Kind: "法规", Published: "2021-03-26"}, 2027, true},
		{Meta{Kind: "法规", Published: "2021-03-26"}, 2021, true},
		{Meta{Kind: "法规", Published: "2021-03-26"}, 2020, false},
		{Meta{Kind: "法规"}, 2020, true},
		{Meta{Kind: "法规", Period: &Period{2021, 2023}}, 2022, false}, // its period tells
		{Meta{Kind: "行动计划", Published: "2021-03-26"}, 2027, false},
	} {
		if got := c.m.InForce(c.year); got != c.want {
			t.Errorf("%+v is in force in %d: %v", c.m, c.year, got)
		}
	}
}
