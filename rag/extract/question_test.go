package extract

import (
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
)

func TestMeasuresStandForEachOther(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"规上企业有多少家", "规上企业数量达到32个。", true},
		{"规上企业有多少个", "规上企业达到32家。", true},
		{"发明专利要达到多少件", "每万人发明专利拥有量达7.5件以上。", true},
		{"发明专利要达到多少项", "发明专利拥有量达120件。", true},
		{"企业要从多少家做到多少家", "规上企业数量从25家增加到32家。", true},
		{"新增多少张床位", "床位覆盖8个社区。", true},
		{"新增多少张床位", "床位投入300万元。", false},
		{"改造多少户老旧住宅", "改造老旧住宅120套。", false},
		{"改造多少户老旧住宅", "改造老旧住宅120户。", true},
		{"开展多少场演出", "开展演出180场。", true},
		{"开展多少场演出", "演出季持续30天。", false},
		{"培训多少人", "培训达2700多万人。", true},
		{"培训多少人", "培训农民达2.7万以上。", true},
		{"培训多少人", "培训召开2次会议。", false},
		{"培训多少人", "培训达到30%。", false},
		{"PM2.5监测点有多少个", "PM2.5监测点布局优化。", false},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		shown := slices.ContainsFunc(allOf(cand), func(i int) bool { return a.shown(cand.clause(i)) })
		if shown != c.want {
			t.Errorf("%s: %q shows it: %v", c.question, c.sentence, shown)
		}
	}
}

func TestKindsThatLookAlike(t *testing.T) {
	for text, want := range map[string]kind{
		"新增的20家总部,注册资本最低要多少":  money,
		"纳税人的2月份申报纳税期延长到什么时候": date,
		"的3个片区怎么开发":           several,
		"选在哪几个地方创建":           several,
		"位于哪里":                spot,
		"手机端平台目前在哪里试运行":       statement,
		"招生手机号是多少":            contact,
		"垃圾分类的指标比一比":          figure,
		"五大产业是哪五个":            several,
		"四大园区分别是什么":           statement,
		"各指什么":                meaning,
		"延期了多长时间":             duration,
		"每天学习几个小时":            duration,
		"下降了几个百分点":            share,
		"比上年多几天":              duration,
		"投资多少亿":               money,
		"要投多少资金":              money,
		"哪年哪月开学":              date,
		"热线一年接多少电话":           figure,
		"热线电话是多少":             contact,
		"移动电话用户有多少":           figure,
		"棉花多少":                figure,
		"牵头的司局是什么":            actor,
		"烟花一年卖多少":             figure,
		"种花多少":                money,
		"产量哪年多":               statement,
		"咨询电话多少号":             contact,
		"谁来定期走访":              actor,
		"局长是谁":                person,
		"几天能办好":               duration,
		"人口过了多少万":             figure,
		"市场主体要到多少万":           figure,
		"总共花多少万":              money,
		"总投资多少亿":              money,
		"林子种在哪个村":             spot,
		"在哪个小区试点":             spot,
		"政协主席叫什么":             person,
		"一老一小说的是什么":           meaning,
		"讲的都是啥":               meaning,
		"奖金要交税不":              truth,
		"下线要经过谁同意":            actor,
		"责任人谁来确定":             actor,
		"靠什么机构来指导":            actor,
		"乱停车罚多少":              money,
		"要罚好多钱":               money,
		"什么样的车算新能源汽车":         meaning,
		"能否补办":                truth,
	} {
		if got := kindOf(text); got != want {
			t.Errorf("kindOf(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestNouns(t *testing.T) {
	for text, want := range map[string]string{
		"新增多少张养老床位":     "养老床位",
		"要从多少家做到多少家":    "",
		"有多少个重大项目":      "重大项目",
		"打造多少个地方":       "",
		"有几条河":          "河",
		"企业有多少":         "",
		"有多少家高新技术企业呢":   "高新技术企业",
		"要开工筹建多少套":      "",
		"改造多少座公厕用上了新设施": "公厕",
		"下岗的一共有多少人":     "",
		"分类的社区已经有几个了":   "社区",
	} {
		if got := newAsk(text).noun; got != want {
			t.Errorf("noun of %q is %q, want %q", text, got, want)
		}
	}
}

func TestMissingThingsAreNamedPlainly(t *testing.T) {
	for text, want := range map[string]string{
		"新增多少张养老床位":  "养老床位的数量",
		"几个都提的园区":    "数量",
		"有多少家高新技术企业": "高新技术企业的数量",
		"改造多少套":      "套数",
		"哪年开学":       "时间",
		"管径多大":       "数量",
		"怎么治理":       "相关内容",
		"延期了多长时间":    "时长",
		"位于哪里":       "具体地点",
		"各指什么":       "具体含义",
		"五大产业是哪五个":   "具体内容",
		"大赛叫什么":      "名称",
		"招生热线是多少":    "热线",
		"院长叫什么名字":    "院长姓名",
	} {
		if got := newAsk(text).lacking(); got != want {
			t.Errorf("what %q lacks is %q, want %q", text, got, want)
		}
	}
	asks := asksOf("绿化率目前和2025年分别是多少")
	if got := []string{asks[0].lacking(), asks[1].lacking()}; !slices.Equal(got, []string{"目前的比例", "2025年的比例"}) {
		t.Errorf("of two times %q", got)
	}
}

func TestShortFormsAreSpelledOut(t *testing.T) {
	for question, sentence := range map[string]string{
		"电商企业有多少家":  "电子商务企业达到1200多家。",
		"社零总额是多少":   "社会消费品零售总额达到11.8亿元。",
		"防汛要推进哪些工程": "加强三防隐患治理，推进防洪排涝工程、水库泄洪隧洞和除险加固工程建设。",
		"固投要达到多少":   "固定资产投资达到50亿元。",
		"老小区改造多少个":  "启动35个老旧社区升级改造工程。",
		"国高要新增几家":   "国家高新技术企业新增10家。",
	} {
		if got := write(t, rag.Question{Text: question}, text("甲区", sentence)); got == "" || got[:len("甲区：")] != "甲区：" {
			t.Errorf("%s is not answered by %q: %q", question, sentence, got)
		}
	}
}

func TestTopicsHoldNoWordsThatOnlyMeet(t *testing.T) {
	a := asksOf("2025年要达到多少家")[0]
	if len(a.topic) != 0 {
		t.Errorf("topic %v", a.topic)
	}
	a = asksOf("电商企业现在多少家")[0]
	for _, w := range []string{"业家", "业现", "在家"} {
		if a.topic[w] != 0 {
			t.Errorf("%q is part of the topic", w)
		}
	}
	if a.topic["电商"] == 0 || a.topic["企业"] == 0 {
		t.Errorf("topic %v", a.topic)
	}
}

func TestItemsOfSentences(t *testing.T) {
	for text, want := range map[string]int{
		"打造工业园、物流园、石化园以及农业园等四大园区":  4,
		"高校毕业生、农村劳动力、退役军人、困难人员等群体": 4,
		"孵化贷、初生贷、成长贷、加速贷":          4,
		"新增床位300张":    1,
		"推进医养结合和居家养老": 1,
	} {
		if got := items(text); got != want {
			t.Errorf("items(%q) = %d, want %d", text, got, want)
		}
	}
}

// How a comparison says in what it compares is no part of what it asks.
func TestWithoutHowItCompares(t *testing.T) {
	places := []string{"海滨", "盐田"}
	for text, want := range map[string]string{
		"海滨街道、盐田区在科技创新上有什么不同": "科技创新",
		"海滨和盐田在科技创新方面有哪些差异":   "科技创新",
		"盐田上学有什么条件":           "上学有什么条件",
	} {
		got := strings.Join(pairs(without(places, text)), " ")
		if wanted := strings.Join(pairs(asks.ReplaceAllString(want, "。")), " "); got != wanted {
			t.Errorf("%q leaves %q, want %q", text, got, wanted)
		}
	}
}
