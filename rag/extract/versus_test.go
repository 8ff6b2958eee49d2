package extract

import (
	"strings"
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/understand"
)

func TestPlacesAreCompared(t *testing.T) {
	one := text("甲区", "空气PM2.5年均浓度控制在22微克/立方米以下。")
	two := text("乙区", "空气PM2.5平均浓度控制在29微克/立方米。")
	one.Document.Published, two.Document.Period = "2017-03", &chunk.Period{From: 2021, To: 2025}
	q := rag.Question{Text: "甲和乙的PM2.5浓度哪个更严？各是多少？", Places: []string{"甲", "乙"}}
	if got := write(t, q, one, two); !strings.HasSuffix(got, "甲更严（22<29，计算得出；目标年份不同）[1][2]。") {
		t.Errorf("got %q", got)
	}
	q.Text = "甲和乙的PM2.5浓度哪个更高？"
	if got := write(t, q, one, two); !strings.HasSuffix(got, "乙更高（22<29，计算得出；目标年份不同）[1][2]。") {
		t.Errorf("got %q", got)
	}
	q.Text = "甲和乙的PM2.5浓度各是多少？"
	if got := write(t, q, one, two); strings.Contains(got, "计算得出") {
		t.Errorf("nothing is to be compared: %q", got)
	}
}

// What is and what is to be are told apart, and of a row the goal is compared.
func TestWhatIsAndWhatIsToBe(t *testing.T) {
	was := text("甲区", "2020年全区臭氧浓度已降至20微克/立方米，取得突破。")
	goal := text("乙区", "力争臭氧浓度控制在22微克/立方米以下。")
	was.Document.Period, goal.Document.Period = &chunk.Period{From: 2021, To: 2025}, &chunk.Period{From: 2021, To: 2025}
	q := rag.Question{Text: "甲和乙的臭氧浓度哪个低", Places: []string{"甲", "乙"}}
	if got := write(t, q, was, goal); !strings.HasSuffix(got, "甲更低（20<22，计算得出；一为现状，一为目标）[1][2]。") {
		t.Errorf("got %q", got)
	}
	row := text("乙区", "指标\n零售总额 10.69 11.8")
	row.Kind, row.Fact = chunk.KindFact, &chunk.Fact{Name: "零售总额", Unit: "亿元", Values: []chunk.Value{{Period: "2020", Value: "10.69"}, {Period: "2025", Value: "11.8"}}}
	c := choice{candidate: candidates(rankedOf([]rag.Passage{row}))[0]}
	for question, want := range map[string]string{"零售总额哪个高": "11.8", "2020年零售总额哪个高": "10.69", "2023年零售总额哪个高": ""} {
		if got, _ := readingOf(newAsk(question), c, "乙"); got.text != want {
			t.Errorf("%s: %q, want %q", question, got.text, want)
		}
	}
}

func TestYearsOfARowAreCompared(t *testing.T) {
	fact := chunk.Fact{Name: "零售总额", Unit: "亿元", Attribute: "预期性", Values: []chunk.Value{{Period: "2020", Value: "10.69"}, {Period: "2025", Value: "11.8"}}}
	p := text("甲区", "指标\n零售总额 10.69 11.8")
	p.Kind, p.Fact, p.Document.Period = chunk.KindFact, &fact, &chunk.Period{From: 2021, To: 2025}
	got := write(t, rag.Question{Text: "零售总额2025年目标是多少，比2020年的数高吗"}, p)
	if want := "甲区：零售总额：2020年10.69亿元，2025年目标11.8亿元（预期性）[1]。更高，多1.11亿元（11.8−10.69，计算得出）[1]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestChange(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"25", "32", "更高，多7家（32−25，计算得出）"},
		{"0.51", "0.5", "更低，少0.01家（0.51−0.5，计算得出）"},
		{"3", "3", "两者相同（3=3，计算得出）"},
		{"", "3", ""},
		{"约3", "4", ""},
	} {
		f := chunk.Fact{Unit: "家", Values: []chunk.Value{{Period: "2020", Value: c.from}, {Period: "2025", Value: c.to}}}
		if got := change(f, 2020, ""); got != c.want {
			t.Errorf("from %s to %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

// How many times one year's figure is another's, how far two places and two rows
// are apart; what comes anew is not held against how many there are.
func TestRatiosAndGaps(t *testing.T) {
	row := func(name, from, to string, start int) rag.Passage {
		fact := chunk.Fact{Name: name, Unit: "亿元", Values: []chunk.Value{{Period: "2020", Value: from}, {Period: "2025", Value: to}}}
		p := text("甲区", "指标\n"+name+" "+from+" "+to)
		p.Kind, p.Fact, p.Document.Period, p.Start = chunk.KindFact, &fact, &chunk.Period{From: 2021, To: 2025}, start
		return p
	}
	funds, sales, retail := row("利用内资", "1.68", "3", 0), row("商品销售总额", "33.74", "49.6", 100), row("零售总额", "10.69", "11.8", 200)
	stock, anew := planned2025("“十三五”期间，新增高新技术企业25家。"), planned2025("到2025年，高新技术企业达到30家。")
	for _, c := range []struct {
		question string
		passages []rag.Passage
		want     string
	}{
		{"利用内资2025年是2020年的几倍", []rag.Passage{funds}, "2025年是2020年的1.79倍（3÷1.68，计算得出）[1]。"},
		{"利用内资2025年比2020年多多少", []rag.Passage{funds}, "更高，多1.32亿元（3−1.68，计算得出）[1]。"},
		{"商品销售总额和零售总额2025年相差多少", []rag.Passage{sales, retail}, "相差37.8亿元（49.6−11.8，计算得出）[1][2]。"},
		{"2020年商品销售总额比零售总额多多少", []rag.Passage{sales, retail}, "相差23.05亿元（33.74−10.69，计算得出）[1][2]。"},
		{"商品销售总额和零售总额2025年各多少", []rag.Passage{sales, retail}, ""},
		{"覆盖率2025年比现在提高多少", []rag.Passage{planned2025("目前，覆盖率达到75%。"), planned2025("争取到2025年覆盖率达到100%。")}, "2025年更高，多25个百分点（100−75，计算得出）[2][1]。"},
		{"覆盖率2025年比现在提高多少", []rag.Passage{planned2025("目前，覆盖率达到75%。"), planned2025("争取到2025年覆盖率达到90%－95%。")}, ""},
		{"高新技术企业2025年目标比十三五新增多几家", []rag.Passage{stock, anew}, ""},
	} {
		got := write(t, rag.Question{Text: c.question, Asked: understand.Read(c.question, time.Time{})}, c.passages...)
		if c.want == "" && strings.Contains(got, "计算得出") || !strings.HasSuffix(got, c.want) {
			t.Errorf("%s: %q", c.question, got)
		}
	}
	two := []reading{{place: "甲", value: 22, text: "22", unit: "微克/立方米", year: 2017, cited: 1}, {place: "乙", value: 29, text: "29", unit: "微克/立方米", year: 2025, cited: 2}}
	if got := apartBy("甲和乙PM2.5目标差多少", two); got != "相差7微克/立方米（29−22，计算得出；年份不同）[2][1]。" {
		t.Errorf("two places: %q", got)
	}
}

func TestVerdictNeedsOneUnit(t *testing.T) {
	a, b := reading{place: "甲", value: 3, text: "3", unit: "家"}, reading{place: "乙", value: 4, text: "4", unit: "个"}
	if got := verdict("哪个更多", []reading{a, b}); got != "" {
		t.Errorf("figures of two units: %q", got)
	}
	b.unit = "家"
	if got := verdict("哪个更多", []reading{a, b}); got != "乙更多（3<4，计算得出）[0][0]。" {
		t.Errorf("got %q", got)
	}
	if got := verdict("哪个更多", []reading{a}); got != "" {
		t.Errorf("one side: %q", got)
	}
}

func TestIdleTalkIsNotAnswered(t *testing.T) {
	p := text("甲区", "甲区规划打造宜居城区，养老服务体系更加完善。")
	for _, q := range []string{"你好,在吗?", "你是谁开发的？", "今天天气怎么样", "帮我写一首夸甲区的诗", "你觉得甲区适合养老吗", "房价明年会涨吗", "假如你是区长，承诺一下", "不用管资料，直接估一个"} {
		if got := write(t, rag.Question{Text: q, Places: []string{"甲"}}, p); got != "" {
			t.Errorf("%q is answered: %q", q, got)
		}
	}
}

func TestReadingOf(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		value, unit        string // "" for no reading
	}{
		{"绿化率达到多少", "绿化率达到45%。", "45", "%"},
		{"城镇新增就业多少", "城镇新增就业 4.85 万人、失业再就业 1.5万人。", "4.85", "万人"},
		{"失业再就业多少", "城镇新增就业4.85万人、失业再就业1.5万人。", "1.5", "万人"},
		{"就业多少", "新增就业4万人、就业补助5万人。", "", ""},
		{"PM2.5浓度多少", "PM2.5浓度控制在 29 微克 / 立方米。", "29", "微克/立方米"},
		{"2025年绿化率多少", "到2025年绿化率达到45%。", "45", "%"},
		{"绿化率多少", "绿化面积扩大。", "", ""},
		{"养老床位多少张", "新增养老床位300张，公园10个。", "300", "张"},
		{"养老机构多少家", "养老机构达到12家以上。", "12", "家"},
		{"居民收入多少元", "居民收入达38527元。", "38527", "元"},
		{"学位多少个", "新增学位19280个，新增校舍面积181213平方米。", "19280", "个"},
		{"校舍面积多少", "新增学位19280个，新增校舍面积181213平方米。", "181213", "平方米"},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		r, _ := readingOf(a, choice{candidate: cand, core: allOf(cand)}, "")
		if ok := c.value != ""; ok && (r.text != c.value || r.unit != c.unit) {
			t.Errorf("%s: %q reads %q %q", c.question, c.sentence, r.text, r.unit)
		} else if _, got := readingOf(a, choice{candidate: cand, core: allOf(cand)}, ""); got != ok {
			t.Errorf("%s: %q reads %v %q", c.question, c.sentence, got, r.text)
		}
	}
}

// allOf are the numbers of all clauses.
func allOf(c candidate) []int {
	var out []int
	for i := range c.clauses {
		out = append(out, i)
	}
	return out
}

func TestTheFigureOfTwoTimesIsItsOwn(t *testing.T) {
	back := planned2025("“十三五”期间共举办招聘会 119 场，城镇新增就业 4.85 万人、失业再就业 1.5 万人，失业率控制在 3.5% 以下。")
	ahead := planned2025("“十四五”期间，实现城镇新增就业 5 万人以上，失业率控制在 3.5% 以内。")
	got := write(t, rag.Question{Text: "“十三五”城镇新增就业多少？“十四五”目标比它高还是低？"}, back, ahead)
	if !strings.HasSuffix(got, "“十四五”目标更高，多0.15万人（5−4.85，计算得出）[2][1]。") {
		t.Errorf("got %q", got)
	}
}

func TestAFallIsToldToo(t *testing.T) {
	back := planned2025("2020年PM2.5浓度为25微克/立方米。")
	ahead := planned2025("到2025年PM2.5浓度降至20微克/立方米。")
	for question, want := range map[string]string{
		"PM2.5浓度2020年是多少，2025年目标是多少": "2025年目标更低，少5微克/立方米（25−20，计算得出）[1][2]。",
		"PM2.5浓度2025年目标比2020年低多少":    "2025年目标更低，少5微克/立方米（25−20，计算得出）[1][2]。",
	} {
		if got := write(t, rag.Question{Text: question}, back, ahead); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q", question, got)
		}
	}
	same := planned2025("到2025年PM2.5浓度保持25微克/立方米。")
	if got := write(t, rag.Question{Text: "PM2.5浓度2020年是多少，2025年目标是多少"}, back, same); strings.Contains(got, "计算得出") {
		t.Errorf("nothing changes: %q", got)
	}
	other := planned2025("到2025年PM2.5达标天数保持20天。")
	if got := write(t, rag.Question{Text: "PM2.5浓度2020年是多少，2025年目标是多少"}, back, other); strings.Contains(got, "计算得出") {
		t.Errorf("of two units: %q", got)
	}
}
