package verify

import (
	"strings"
	"testing"
)

// district is what is known of the plan that most tests cite.
var district = About{
	Names: []string{"湛江市赤坎区国民经济和社会发展第十四个五年规划纲要", "湛江市赤坎区十四五规划", "湛江市赤坎区发展和改革局"}, Issuer: "湛江市赤坎区发展和改革局",
	Region: "广东省湛江市赤坎区", Published: "2021-05", From: 2021, To: 2025, Plans: true, Issued: true,
}

func prose(text string, path ...string) *Text {
	return Read(Source{Text: text, Path: path, About: district})
}

func row() *Text {
	return Read(Source{Text: "2\n社会消费品零售总额(亿元)\n10.69\n11.8\n预期性", About: district, Context: []string{"专栏1 主要指标"}, Row: &Row{
		Name: "社会消费品零售总额", Attribute: "预期性", Cells: []Cell{{"2020", "10.69亿元"}, {"2025", "11.8亿元"}},
	}})
}

// A judged is a claim with the problem that it has, "" where it is supported.
type judged struct{ claim, problem string }

func hold(t *testing.T, source *Text, all []judged) {
	t.Helper()
	for _, c := range all {
		if v := Check(c.claim, []*Text{source}); v.Problem != c.problem {
			t.Errorf("%s: problem %q, want %q", c.claim, v.Problem, c.problem)
		}
	}
}

func TestFiguresAreBoundToTheirThing(t *testing.T) {
	hold(t, prose("完成40座市政公厕的硬件改造和90座社会公厕的内部设施提升，新建7座具有山海特色的街头小型艺术化公厕。"), []judged{
		{"赤坎区完成40座市政公厕的硬件改造。", ""},
		{"赤坎区计划改造市政公厕40座。", ""},
		{"新建7座街头小型艺术化公厕，提升90座社会公厕的内部设施。", ""},
		{"完成90座市政公厕的硬件改造。", Number},
		{"新建40座市政公厕。", Direction},
		{"改造7座街头小型艺术化公厕。", Direction},
		{"完成40座社会公厕的硬件改造。", Direction},
		{"完成41座市政公厕的硬件改造。", Number},
		{"完成40座市政公厕的硬件改造，居全省第一。", Entity},
	})
	hold(t, prose("城镇新增就业4.85万人、失业再就业1.5万人，城镇登记失业率控制在3.5%以下。"), []judged{
		{"城镇新增就业48500人。", ""},
		{"失业再就业1.5万人。", ""},
		{"城镇登记失业率控制在百分之三点五以下。", ""},
		{"城镇新增就业1.5万人、失业再就业4.85万人。", Number},
		{"城镇新增就业4.85万户。", Number},
		{"城镇登记失业率控制在3.5个百分点以下。", Number},
		{"城镇登记失业率控制在3.5%以上。", Direction},
	})
}

func TestListsWithRespectively(t *testing.T) {
	hold(t, prose("高技术制造业、装备制造业增加值分别增长8.9%、7.7%。"), []judged{
		{"高技术制造业、装备制造业增加值分别增长8.9%、7.7%。", ""},
		{"装备制造业增加值增长7.7%。", ""},
		{"高技术制造业、装备制造业增加值分别增长7.7%、8.9%。", Number},
		{"装备制造业增加值增长8.9%。", Number},
	})
}

func TestFiguresGoOnFromTheirThing(t *testing.T) {
	hold(t, prose("财政收入2.63万亿元，增长21.4%，零售总额5.4万亿元，增长13.3%。"), []judged{
		{"财政收入2.63万亿元，增长21.4%。", ""},
		{"零售总额增长13.3%。", ""},
		{"财政收入2.63万亿元，增长13.3%。", Number},
	})
}

func TestYearsAndPlans(t *testing.T) {
	hold(t, prose("“十三五”期间共举办招聘会119场。到2025年，人均可支配收入超5万元，2020年为3.8万元。"), []judged{
		{"到2025年，赤坎区人均可支配收入超5万元。", ""},
		{"“十四五”末，人均可支配收入超50000元。", ""},
		{"“十三五”期间举办招聘会119场。", ""},
		{"2020年人均可支配收入超5万元。", Number},
		{"“十四五”期间举办招聘会119场。", Number},
		{"到2030年，人均可支配收入超5万元。", Number},
	})
	hold(t, prose("基本消除劣V类水体。到2035年，基本建成美丽城区。"), []judged{
		{"到2035年，赤坎区基本建成美丽城区。", ""},
		{"到2025年，赤坎区基本建成美丽城区。", Time},
		{"到2025年，赤坎区基本消除劣V类水体。", ""},
		{"到2020年，赤坎区基本消除劣V类水体。", Time},
	})
}

func TestRowsAreBoundByColumn(t *testing.T) {
	hold(t, row(), []judged{
		{"社会消费品零售总额：2020年10.69亿元，2025年11.8亿元（预期性）。", ""},
		{"赤坎区2025年社会消费品零售总额目标为11.8亿元。", ""},
		{"社会消费品零售总额从2020年的10.69亿元增加到2025年的11.8亿元。", ""},
		{"社会消费品零售总额达到11.8亿元（2025年）。", ""},
		{"社会消费品零售总额：2020年11.8亿元，2025年10.69亿元（预期性）。", Number},
		{"社会消费品零售总额达到11.8亿元（2020年）。", Number},
		{"社会消费品零售总额2025年现状为11.8亿元。", Number},
		{"社会消费品零售总额2020年目标为10.69亿元。", Number},
		{"社会消费品零售总额2025年11.8亿元（约束性）。", Direction},
		{"社会消费品零售总额从2020年的10.69亿元减少到2025年的11.8亿元。", NotInSource},
		{"商品销售总额2025年11.8亿元。", NotInSource},
		{"社会消费品零售总额2025年11.8万元。", Number},
	})
}

func TestDirectionAndNegation(t *testing.T) {
	hold(t, prose("提高居民收入水平。在线率不低于97%。未发生重大事故。企业开办时间压缩。严禁占道经营。"), []judged{
		{"赤坎区提升居民收入水平。", ""},
		{"降低居民收入水平。", Direction},
		{"在线率低于97%。", Direction},
		{"在线率至少97%。", ""},
		{"在线率不超过97%。", Direction},
		{"发生重大事故。", Direction},
		{"不提高居民收入水平。", Direction},
		{"允许占道经营。", Direction},
	})
}

func TestStatus(t *testing.T) {
	hold(t, prose("现有高新技术企业52家。", "第一章 发展基础"), []judged{
		{"赤坎区有高新技术企业52家。", ""},
		{"赤坎区现有高新技术企业52家。", ""},
		{"赤坎区计划建设高新技术企业52家。", Number},
		{"赤坎区的目标是高新技术企业52家。", Number},
	})
	hold(t, prose("力争新增国家高新技术企业10家。"), []judged{
		{"赤坎区力争国家高新技术企业新增10家。", ""},
		{"赤坎区已经新增国家高新技术企业10家。", Number},
	})
}

func TestPlaces(t *testing.T) {
	hold(t, prose("新增养老床位300张。湛江市公共展示平台投入运营。全区森林覆盖率提高。"), []judged{
		{"湛江市赤坎区新增养老床位300张。", ""},
		{"湛江市公共展示平台投入运营。", ""},
		{"全区新增养老床位300张。", ""},
		{"湛江市新增养老床位300张。", Entity},
		{"全市新增养老床位300张。", Entity},
		{"霞山区新增养老床位300张。", Entity},
		{"全省森林覆盖率提高。", Entity},
	})
}

func TestQuotedWordsAndTitles(t *testing.T) {
	hold(t, prose("落实《全域旅游发展若干措施》，加快实现“老有所养、老有所医”工作目标。"), []judged{
		{"赤坎区加快实现“老有所养、老有所医”工作目标。", ""},
		{"赤坎区加快实现“老有所养、老有所依”工作目标。", Quote},
		{"赤坎区落实《全域旅游发展若干措施》。", ""},
		{"赤坎区落实《全域旅游促进条例》。", Entity},
		{"《湛江市赤坎区十四五规划》提出落实《全域旅游发展若干措施》。", ""},
	})
}

func TestScripts(t *testing.T) {
	hold(t, prose("健全基本養老服務體系,發展普惠型養老服務。基本醫療保險覆蓋 26.88 萬人。"), []judged{
		{"赤坎区健全基本养老服务体系，发展普惠型养老服务。", ""},
		{"基本医疗保险覆盖268800人。", ""},
		{"基本医疗保险覆盖26.88人。", Number},
	})
}

func TestNothingIsCited(t *testing.T) {
	if v := Check("新增床位300张。", nil); v.Problem == "" {
		t.Error("a sentence is held by nothing")
	}
	if v := Check("新增床位300张。", []*Text{prose("")}); v.Problem == "" {
		t.Error("a sentence is held by an empty text")
	}
}

func TestSeveralTexts(t *testing.T) {
	texts := []*Text{prose("新增床位300张。"), prose("绿化率达到45%。")}
	v := Check("赤坎区新增床位300张，绿化率达到45%。", texts)
	if v.Problem != "" || v.Hull(0) != (Span{0, 9}) || v.Hull(1) != (Span{0, 9}) {
		t.Errorf("%+v", v)
	}
}

func TestUnattributed(t *testing.T) {
	proposed := Read(Source{Text: "打造一流主城区。", About: About{Issuer: "海港区政协"}})
	for _, c := range []struct {
		claim string
		text  *Text
		said  bool
		want  bool
	}{
		{"海港区政协建议打造一流主城区。", proposed, false, false},
		{"打造一流主城区。", proposed, true, false},
		{"打造一流主城区。", proposed, false, true},
		{"海港区政协建议的目标是打造一流主城区。", proposed, false, true},
		{"打造一流主城区。", prose("打造一流主城区。"), false, false},
	} {
		if Unattributed(c.claim, c.text, c.said) != c.want {
			t.Errorf("%s: unattributed is not %v", c.claim, c.want)
		}
	}
}

func TestDisagree(t *testing.T) {
	mine := prose("完善制度。到2025年，新增养老床位300张。")
	for text, want := range map[string]bool{
		"2025年赤坎区新增养老床位达到500张。": true, "到2025年，新增养老床位300张。": false, "到2024年，新增养老床位500张。": false, "新增养老床位500张。": false, "到2025年，新增养老床位5%。": false,
	} {
		other := Read(Source{Text: text, About: About{Region: district.Region}})
		if c := mine.Disagree(Span{5, 20}, other); (len(c) == 1) != want || want && (c[0].Mine == "" || c[0].Theirs == "") {
			t.Errorf("%s: %+v", text, c)
		}
	}
	if c := mine.Disagree(Span{0, 4}, prose("到2025年，新增养老床位500张。")); len(c) > 0 {
		t.Errorf("a sentence that is not cited is in conflict: %+v", c)
	}
	both := prose("到2025年，零售总额达到50亿元，新建公园3个。")
	if c := both.Disagree(Span{0, 99}, prose("到2025年，零售总额达到55亿元。新建公园4个。")); len(c) != 2 || c[1].Theirs != "新建公园4个。" {
		t.Errorf("two things: %+v", c)
	}
}

func TestNear(t *testing.T) {
	text := prose("新增养老床位300张。")
	if !text.Near("赤坎区新增养老床位30张") || text.Near("钢铁产量翻番") {
		t.Error("near is not what it should be")
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("到2025年，新增养老床位300张。", "新增养老床位300张，2020年200张。")
	f.Add("甲、乙分别达3家和5家", "“甲”")
	f.Fuzz(func(t *testing.T, claim, source string) {
		if len(claim) > 600 || len(source) > 2000 {
			return
		}
		text := prose(strings.ToValidUTF8(source, ""))
		v := Check(strings.ToValidUTF8(claim, ""), []*Text{text})
		n := len([]rune(strings.ToValidUTF8(source, "")))
		if at := v.Hull(0); at.Start < 0 || at.End > n || at.Start > at.End {
			t.Errorf("the support of %q lies at %v of %d", claim, at, n)
		}
	})
}

// BenchmarkCheck holds a sentence against a passage of 600 characters that is read already.
func BenchmarkCheck(b *testing.B) {
	text := prose(strings.Repeat("完成40座市政公厕的硬件改造和90座社会公厕的内部设施提升，新建7座具有山海特色的街头小型艺术化公厕。优化存量公厕的男女比例。", 9))
	for b.Loop() {
		Check("赤坎区计划改造市政公厕40座，新建7座艺术化公厕。", []*Text{text})
	}
}

// BenchmarkRead reads a passage of 600 characters.
func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("完成40座市政公厕的硬件改造和90座社会公厕的内部设施提升，新建7座具有山海特色的街头小型艺术化公厕。优化存量公厕的男女比例。", 9)
	for b.Loop() {
		prose(text)
	}
}
