package extract

import (
	"slices"
	"testing"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
)

func TestShapes(t *testing.T) {
	for k, texts := range map[kind]map[string]bool{
		money:    {"安排资金1亿元": true, "投入3000万元": true, "完成40座公厕": false, "2025年": false, "增长3.5%": false},
		share:    {"达到98%以上": true, "降低0.5个百分点": true, "百分之七": true, "新增30家": false},
		date:     {"测试结束后1个月内提交报告": true, "2025年建成": true, "9月份开学": true, "年内竣工": true, "加快建设": false},
		duration: {"用3~5年时间": true, "5分钟内到达": true, "压缩至1个工作日内": true, "2025年": false, "已满七十周岁的老人": false, "连续六周": true},
		size:     {"面积3000亩": true, "全长1.25公里": true, "新增30家": false},
		counted:  {"新增三十家企业": true, "连续五次蝉联": true, "Z4线站点": false},
		person:   {"区长翟树宇表示": true, "院长纪燕琴介绍": true, "校长负责制": false, "书记表示": false},
		actor:    {"由市文明办牵头": true, "住建部门负责实施": true, "由志愿者组成观察员队伍": true, "由此可见": false, "由市建筑公司施工。": true, "加快学校施工进度": false, "负责人培训": false, "完成改造": false},
		contact:  {"依托12345市民服务热线": true, "电话 0759-1234567": true, "报名请拨 13800138000": true, "面积3000亩": false, "收入38527元": false},
		meaning:  {"三化即网格化、专职化、信息化": true, "“三街”(水东街、金带街、北门直街)": true, "推进三化改革": false, "考核指标": false},
		spot:     {"位于新228国道旁": true, "改造幸福路、创业路": true, "打造夜间经济示范街区": false},
	} {
		for text, want := range texts {
			if got := k.shape().MatchString(fold.String(text)); got != want {
				t.Errorf("kind %d: %q is %v, want %v", k, text, got, want)
			}
		}
	}
}

// Who does something need be no office.
func TestAPersonDoesIt(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"未成年人的房屋由谁申请登记", "未成年人的房屋，应当由其监护人代为申请登记。", true},
		{"寄存的档案归谁所有", "寄存的档案，其所有权属于寄存者。", true},
		{"检定费用谁来承担", "异议成立的，检定费用由用电人承担。", true},
		{"检定费用谁来承担", "检定费用按照规定或者约定支付。", false},
	} {
		if cand, a := pair(c.question, c.sentence, nil); (len(cand.answers(a)) > 0) != c.want {
			t.Errorf("%s by %q: %v", c.question, c.sentence, !c.want)
		}
	}
}

func TestWhatIsCountedIsCalledSo(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"要建成多少家智能工厂", "总结了15个环节的40个智能场景，作为智能工厂建设的参考。", false},
		{"要建成多少家智能工厂", "建成40家智能工厂。", true},
		{"要建成多少家智能工厂", "智能工厂达到40家以上。", true},
		{"有多少条规定", "第二十一条 规定应当公布。", false},
		{"罚了多少人", "（四）违反规定养犬的人，处五十元罚款。", false},
		{"在几种器械产品上完成训练", "在不少于3种医疗器械产品中完成训练。", true},
		{"当时有多少人口", "全城的人口不超过九十三万。", true},
	} {
		if cand, a := pair(c.question, c.sentence, nil); (len(cand.answers(a)) > 0) != c.want {
			t.Errorf("%s by %q: %v", c.question, c.sentence, !c.want)
		}
	}
}

func TestCountOf(t *testing.T) {
	for _, c := range []struct {
		measure, text string
		want          bool
	}{
		{"张", "床位300张", true}, {"张", "床位300个", true}, {"张", "改造8座", false},
		{"家", "9所学校", true}, {"家", "30 多家企业", true}, {"个", "1800个学位", true}, {"个", "4.85万人", true},
		{"人", "志愿者122万人", true}, {"人", "10名", true}, {"回", "连续五次", true}, {"个", "Z4线", false}, {"个", "修复六大渡口", true}, {"个", "6大型", false}, {"层", "12层", true}, {"", "30余家", true},
	} {
		if got := counts[c.measure].MatchString(fold.String(c.text)); got != c.want {
			t.Errorf("%q as a count of %s: %v", c.text, c.measure, got)
		}
	}
}

// pair is a candidate and the only ask of a question.
func pair(question, sentence string, period *chunk.Period) (candidate, ask) {
	p := text("甲区", sentence)
	p.Document.Period = period
	q := parse(rag.Question{Text: question}, []rag.Passage{p})
	return newCandidate(ranked{0, p}, 0, sentence, nil), q.asks[0]
}

func TestAnswersAreBound(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               []int
	}{
		{"新增多少张养老床位", "新增养老床位300张，建设公园10个。", []int{0}},
		{"每个照料中心有多少张床位", "完成8个照料站向照料中心的升级，增加床位数量。", nil},
		{"公厕改造花了多少钱", "完成40座公厕改造，安排公厕资金300万元。", []int{1}},
		{"公厕改造花了多少钱", "完成40座公厕改造。", nil},
		{"要求推行哪三种对接", "推进访调对接、公调对接、诉调对接，落实行动。", []int{0}},
		{"“三化”改革是哪三化", "加强中英街、沙头角、梅沙治理，推进“三化”改革。", nil},
		{"“三街”是哪三条街", "串联西湖、“三街”(水东街、金带街、北门直街)街区。", []int{0}},
		{"会不会建游乐园", "推进社会建设质量提升。", nil},
		{"要引进的高校叫什么名字", "尝试引进一所与产业吻合的港澳高校来办学。", nil},
		{"大赛叫什么名字", "举办“囍福大赛”等活动。", []int{0}},
		{"Z4线的站名都叫什么", "做好Z4线站点建设的前期准备。", nil},
		{"石化企业有几家", "规上企业数量达到32家。", nil},
		{"甲区养犬条例从哪天开始施行", "本条例自2020年1月1日起施行。", []int{0}},
		{"那年发大水的损失是多少钱", "直接经济损失2000多亿元。", []int{0}},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := cand.answers(a); !slices.Equal(got, c.want) {
			t.Errorf("%s: clauses %v of %q, want %v", c.question, got, c.sentence, c.want)
		}
	}
}

func TestTimely(t *testing.T) {
	plan := &chunk.Period{From: 2021, To: 2025}
	for _, c := range []struct {
		question, sentence string
		period             *chunk.Period
		want               bool
	}{
		{"绿化率多少", "绿化率达到45%。", plan, true},
		{"2025年绿化率多少", "到2025年，绿化率达到45%。", plan, true},
		{"2024年绿化率多少", "到2025年，绿化率达到45%。", plan, false},
		{"2025年绿化率多少", "绿化率达到45%。", plan, true},
		{"2019年绿化率多少", "绿化率达到45%。", plan, false},
		{"2019年绿化率多少", "绿化率达到45%。", nil, true},
		{"“十三五”绿化率多少", "绿化率达到45%。", plan, true},
		{"“十二五”绿化率多少", "绿化率达到45%。", plan, false},
		{"“十四五”绿化率多少", "2025年绿化率达到45%。", plan, true},
		{"“十四五”绿化率多少", "2020年绿化率达到45%。", plan, false},
	} {
		cand, a := pair(c.question, c.sentence, c.period)
		if got := cand.timely(a); got != c.want {
			t.Errorf("%s: %q is %v", c.question, c.sentence, got)
		}
	}
}

// A law holds in every year from its own on.
func TestLawsAreTimely(t *testing.T) {
	for question, want := range map[string]bool{"2030年的保费何时交": true, "2018年的保费何时交": false, "2021年的保费何时交": true} {
		cand, a := pair(question, "应当在每年年底前缴纳保费。", nil)
		cand.passage.Document.Kind, cand.passage.Document.Published = "法规", "2021-03-26"
		if got := cand.timely(a); got != want {
			t.Errorf("%s: %v", question, got)
		}
	}
}

func TestItems(t *testing.T) {
	for text, want := range map[string]int{"": 0, "甲": 1, "甲、乙和丙": 3, "甲、乙，丙、丁、戊": 3, "“甲”“乙”": 2, "苗圃— 孵化器 — 加速器": 3} {
		if got := items(text); got != want {
			t.Errorf("items(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestSubjects(t *testing.T) {
	names, rest := subjectsOf("海田、金沙湾、调顺岛三个片区的定位有啥不一样")
	if !slices.Equal(names, []string{"海田", "金沙湾", "调顺岛"}) || rest != "片区的定位有啥不一样" {
		t.Errorf("%q, %q", names, rest)
	}
	for _, q := range []string{"推进三个片区建设", "海田、金沙湾三个片区", "养老、教育怎么做"} {
		if names, _ := subjectsOf(q); names != nil {
			t.Errorf("subjects of %q: %q", q, names)
		}
	}
}

func TestSidesAreToldApart(t *testing.T) {
	got := write(t, rag.Question{Text: "海田、金沙湾两个片区的定位是什么"},
		text("甲区", "海田、金沙湾两个片区联动开发，片区定位更加清晰。"), text("甲区", "海田片区的定位是商务金融中心。"), text("甲区", "金沙湾片区的定位是休闲消费中心。"))
	if want := "甲区：海田片区的定位是商务金融中心[2]。金沙湾片区的定位是休闲消费中心[3]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBothPlansAreAnswered(t *testing.T) {
	back, ahead := text("甲区", "“十三五”期间城镇新增就业4.85万人。"), text("甲区", "“十四五”期间，实现城镇新增就业5万人以上。")
	for _, p := range []*rag.Passage{&back, &ahead} {
		p.Document.Period = &chunk.Period{From: 2021, To: 2025}
	}
	got := write(t, rag.Question{Text: "城镇新增就业，“十三五”完成数和“十四五”目标对比一下"}, back, ahead)
	if want := "甲区：“十三五”期间城镇新增就业4.85万人[1]。“十四五”期间，实现城镇新增就业5万人以上[2]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
