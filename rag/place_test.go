package rag_test

import (
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// plansOf is a library of plans, one of each region, with the paragraphs given.
func plansOf(texts map[string]string) ragtest.Library {
	var l ragtest.Library
	for _, region := range []string{"广东省", "浙江省", "浙江省杭州市", "广东省惠州市", "江苏省南京市鼓楼区", "江苏省徐州市鼓楼区", "广东省深圳市南山区", ""} {
		if text, ok := texts[region]; ok {
			id := region
			if id == "" {
				id = "unknown"
			}
			l.Plans = append(l.Plans, chunk.Parse(text, chunk.Meta{ID: id, Title: region + "规划", Region: region}))
		}
	}
	return l
}

// refusedIn asks a library and tells why nothing was written, "" where the
// writer was asked.
func refusedIn(t *testing.T, l ragtest.Library, question string) (string, rag.Answer) {
	t.Helper()
	w := &ragtest.Writer{Pieces: []string{"改造老旧小区300个[1]。"}}
	a := &rag.Answerer{Library: l, Finder: l, Embedder: ragtest.Embedder{}, Writer: w}
	_, answer, err := collect(t, a.Answer(t.Context(), rag.Question{Text: question}))
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Asked()) > 0 {
		return "", answer
	}
	return answer.Reason, answer
}

// Libraries of places that lie in each other or share a name.
var (
	province = map[string]string{"浙江省": strings.Join([]string{
		"第一章 城市更新", "全省改造老旧小区3000个，新建养老床位9000张。", "杭州市改造老旧小区800个。宁波市新建养老床位700张。",
		"第二章 区域发展", "温州市委书记介绍，温州市将实施三大聚焦行动：", "一是聚焦山海协作。推进老旧厂房改造，建设飞云江文创街区。", "二是聚焦民营经济。建设两个健康先行区。",
	}, "\n")}
	city       = map[string]string{"浙江省杭州市": "第一章 城市更新\n全市改造老旧小区800个。西湖区改造老旧小区60个。"}
	both       = map[string]string{"浙江省": province["浙江省"], "浙江省杭州市": city["浙江省杭州市"]}
	namesakes  = map[string]string{"江苏省南京市鼓楼区": "全区改造老旧小区40个。", "江苏省徐州市鼓楼区": "全区改造老旧小区20个。"}
	oneOfTwo   = map[string]string{"广东省深圳市南山区": "全区改造老旧小区30个。"}
	nobodys    = map[string]string{"": "市政府关于改造老旧小区的意见\n今年改造老旧小区50个，加装电梯20部。"}
	nobodysTwo = map[string]string{"": "绍兴市关于改造老旧小区的意见\n绍兴市改造老旧小区50个，加装电梯20部。"}
)

func TestParentsSiblingsNamesakes(t *testing.T) {
	for _, c := range []struct {
		library  map[string]string
		question string
		want     string
	}{
		// The document's own, and what its clauses speak of.
		{province, "浙江省改造多少老旧小区", ""},
		{province, "浙江改造多少老旧小区", ""},
		{province, "杭州市改造多少老旧小区", ""},
		{province, "宁波市新建多少养老床位", ""},
		{province, "温州市的飞云江文创街区怎么建", ""}, // below a lead that is about 温州
		// What they do not speak of.
		{province, "杭州市新建多少养老床位", rag.NotCovered}, // that is 宁波
		{province, "嘉兴市改造多少老旧小区", rag.NotCovered},
		{province, "温州市新建多少养老床位", rag.NotCovered},
		{province, "江苏省改造多少老旧小区", rag.NotCovered},
		// A city's plan is not its province's, nor its sibling's; its district is its own.
		{city, "杭州市改造多少老旧小区", ""},
		{city, "浙江省改造多少老旧小区", rag.NotCovered},
		{city, "宁波市改造多少老旧小区", rag.NotCovered},
		{city, "杭州市西湖区改造多少老旧小区", ""},
		{city, "杭州市滨江区改造多少老旧小区", rag.NotCovered},
		{both, "浙江省改造多少老旧小区", ""},
		{both, "杭州市改造多少老旧小区", ""},
		// Namesakes.
		{namesakes, "南京市鼓楼区改造多少老旧小区", ""},
		{namesakes, "徐州鼓楼区改造多少老旧小区", ""},
		{namesakes, "福州市鼓楼区改造多少老旧小区", rag.NotCovered},
		{namesakes, "鼓楼区改造多少老旧小区", ""},
		{oneOfTwo, "深圳南山区改造多少老旧小区", ""},
		{oneOfTwo, "南山区改造多少老旧小区", ""},
		{oneOfTwo, "鹤岗市南山区改造多少老旧小区", rag.NotCovered},
		{oneOfTwo, "广东省改造多少老旧小区", rag.NotCovered},
		// Documents of which nobody knows whose they are.
		{nobodys, "绍兴市改造多少老旧小区", ""},
		{nobodysTwo, "绍兴市改造多少老旧小区", ""},
		{nobodysTwo, "金华市改造多少老旧小区", rag.NotCovered},
		{nobodys, "绍兴市发行多少地方债券", rag.NotCovered},
		// The name of a report says nothing of what is asked.
		{nobodysTwo, "国务院政府工作报告里绍兴市几月几号改造老旧小区", ""},
	} {
		got, a := refusedIn(t, plansOf(c.library), c.question)
		if got != c.want {
			t.Errorf("%s: reason %q, want %q: %s", c.question, got, c.want, a.Text)
		}
		if c.want == rag.NotCovered && !strings.Contains(a.Text, "以下为其他地区的内容，不能作为答复。") {
			t.Errorf("%s: the nearest passages are not headed: %s", c.question, a.Text)
		}
	}
}

func TestTheOneOfNamesakesIsSearched(t *testing.T) {
	l := plansOf(namesakes)
	a := &rag.Answerer{Library: l, Finder: l, Embedder: ragtest.Embedder{}}
	for question, want := range map[string]string{
		"南京市鼓楼区改造多少老旧小区": "江苏省南京市鼓楼区",
		"徐州市鼓楼区改造多少老旧小区": "江苏省徐州市鼓楼区",
	} {
		passages, err := a.Search(t.Context(), rag.Question{Text: question}, 1)
		if err != nil || len(passages) != 1 || passages[0].Document.Region != want {
			t.Errorf("%s: %v, %+v", question, err, passages)
		}
	}
	if got := asked(t, a, rag.Question{Text: "鼓楼区改造多少老旧小区"}).Places; len(got) != 2 || got[0] == got[1] {
		t.Errorf("鼓楼区 alone is asked about as %q", got)
	}
}

// A district's plan names its city often and speaks of it seldom.
func TestADistrictIsNotItsCity(t *testing.T) {
	district := map[string]string{"广东省深圳市南山区": "第一章 主要目标\n建设深圳创新客厅，生产总值达到900亿元。\n第二章 机遇\n深圳市紧抓湾区建设的机遇，打造全球标杆城市。按照深圳市要求，改造老旧小区30个。"}
	for question, want := range map[string]string{
		"深圳市紧抓湾区的什么机遇":   "",
		"深圳市打造什么标杆城市":    "",
		"南山区改造多少老旧小区":    "",
		"深圳市南山区改造多少老旧小区": "",
		"深圳改造多少老旧小区":     rag.NotCovered,
		"深圳生产总值目标":       rag.NotCovered,
		"深圳2025年的目标":     rag.NotCovered,
	} {
		if got, _ := refusedIn(t, plansOf(district), question); got != want {
			t.Errorf("%q: %q, want %q", question, got, want)
		}
	}
}

// What is not said of a place that no document is of is no answer, whoever writes it.
func TestOnlyWhatIsSaidOfAPlaceIsItsOwn(t *testing.T) {
	l := plansOf(map[string]string{"广东省深圳市南山区": "深圳市紧抓湾区建设的机遇，打造全球标杆城市。抓住科技创新的机遇，改造老旧小区30个。"})
	for piece, want := range map[string]string{
		"深圳市紧抓湾区建设的机遇，打造全球标杆城市[1]。": "",
		"抓住科技创新的机遇，改造老旧小区30个[1]。":   rag.NotCovered,
	} {
		a := &rag.Answerer{Library: l, Finder: l, Embedder: ragtest.Embedder{}, Writer: &ragtest.Writer{Pieces: []string{piece}}}
		_, answer, err := collect(t, a.Answer(t.Context(), rag.Question{Text: "深圳市紧抓湾区的什么机遇"}))
		if err != nil {
			t.Fatal(err)
		}
		if answer.Reason != want || want != "" && !strings.Contains(answer.Text, "资料未收录深圳市") {
			t.Errorf("%q: %q, %q", piece, answer.Reason, answer.Text)
		}
	}
}

// What the country says of itself is no place's; its rules hold in each.
func TestTheCountrysOwnWord(t *testing.T) {
	const aims = "一、主要目标\n今年改造老旧小区5000个，城镇化率达到70%，赤字率按3%安排。\n二、乡村\n支持苏州市改造老旧小区200个。"
	const rule = "一、补助\n对改造老旧小区的企业，给予每户300元补助，十个工作日内办结。\n二、改造目标\n到2030年，改造老旧小区5000个。"
	for _, c := range []struct {
		meta     chunk.Meta
		text     string
		question string
		want     string
	}{
		{chunk.Meta{Kind: "政府工作报告", Level: "国家"}, aims, "嘉兴市改造多少老旧小区", rag.NotCovered},
		{chunk.Meta{Kind: "政府工作报告", Level: "国家"}, aims, "江苏省今年赤字率是多少", rag.NotCovered},
		{chunk.Meta{Kind: "政府工作报告", Level: "国家"}, aims, "苏州市改造多少老旧小区", ""}, // it names it
		{chunk.Meta{Kind: "政府工作报告", Level: "国家"}, aims, "全国改造多少老旧小区", ""},  // of no place
		{chunk.Meta{Kind: "政府工作报告"}, rule, "嘉兴市改造多少老旧小区", ""},              // nobody knows whose it is
		{chunk.Meta{Kind: "其他", Level: "国家"}, rule, "嘉兴市改造老旧小区每户补助多少", ""},
		{chunk.Meta{Kind: "其他", Level: "国家"}, rule, "嘉兴市改造老旧小区的目标", rag.NotCovered},
		{chunk.Meta{Kind: "法规", Level: "国家"}, rule, "嘉兴市改造老旧小区的补助标准", ""},
	} {
		c.meta.ID, c.meta.Title, c.meta.Region = "one", "文件", ""
		plan := chunk.Parse(c.text, c.meta)
		plan.Level, plan.Kind, plan.Region = c.meta.Level, c.meta.Kind, "" // and no more is known
		l := ragtest.Library{Plans: []chunk.Plan{plan}}
		if got, a := refusedIn(t, l, c.question); got != c.want {
			t.Errorf("%s %s %q: reason %q, want %q: %s", c.meta.Level, c.meta.Kind, c.question, got, c.want, a.Text)
		}
	}
}

func TestTheWholeCountryIsNoPlaceOfIts(t *testing.T) {
	district := chunk.Meta{Region: "广东省深圳市南山区", Kind: "规划纲要"}
	for _, c := range []struct {
		question, text string
		want           bool
	}{
		{"全国细颗粒物浓度目标", "细颗粒物浓度控制在29微克", false},
		{"全国细颗粒物浓度目标", "优于全国平均浓度", true},
		{"细颗粒物浓度目标", "细颗粒物浓度控制在29微克", true},
		{"全国文明城市怎么创建", "推进创建工作", true}, // a name, and no figure
	} {
		if got := (rag.Question{Text: c.question}).Tells(district, c.text); got != c.want {
			t.Errorf("%s: %q tells: %v, want %v", c.question, c.text, got, c.want)
		}
	}
}

// Of a city and a district of it the district is asked about, which the city's plan
// must name.
func TestTheInnermostPlaceIsAskedAbout(t *testing.T) {
	l := plansOf(city)
	for question, want := range map[string]string{
		"杭州要改造的800个老旧小区，滨江区分到几个": rag.NotCovered,
		"杭州要改造的800个老旧小区，西湖区改造几个": "",
		"杭州要改造多少老旧小区":            "",
		"杭州和滨江区各改造多少老旧小区":        "",
	} {
		if got, a := refusedIn(t, l, question); got != want {
			t.Errorf("%q: reason %q, want %q: %s", question, got, want, a.Text)
		}
	}
}

// The rules of a city hold in its districts; what it plans for itself is its own.
func TestRulesHoldBelow(t *testing.T) {
	text := "第一条 为了保障安全，制定本规定。\n第二条 禁止在公园燃放烟花爆竹，个人违反的，处一百元以上五百元以下的罚款。"
	rules := ragtest.Library{Plans: []chunk.Plan{chunk.Parse(text, chunk.Meta{ID: "rules", Title: "杭州市烟花爆竹管理规定", Region: "浙江省杭州市", Kind: "法规"})}}
	plan := ragtest.Library{Plans: []chunk.Plan{chunk.Parse(text, chunk.Meta{ID: "plan", Title: "杭州市烟花爆竹管理规划", Region: "浙江省杭州市", Kind: "专项规划"})}}
	for _, c := range []struct {
		library  ragtest.Library
		question string
		want     string
	}{
		{rules, "在西湖区的公园放鞭炮罚多少", ""},
		{plan, "在西湖区的公园放鞭炮罚多少", rag.NotCovered},
		{rules, "在宁波市的公园放鞭炮罚多少", rag.NotCovered},
		{rules, "浙江省对在公园放鞭炮罚多少", rag.NotCovered},
	} {
		if got, a := refusedIn(t, c.library, c.question); got != c.want {
			t.Errorf("%q: reason %q, want %q: %s", c.question, got, c.want, a.Text)
		}
	}
}
