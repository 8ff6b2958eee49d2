package extract

import (
	"strings"
	"testing"

	"chuchu/rag"
)

// sidesAsked is a question with what is asked of each of two things.
func sidesAsked(text, one, other string, apart ...string) rag.Question {
	return rag.Question{Text: text, Focus: text, Sides: []string{one, other}, Apart: apart}
}

func TestEachOfTwoIsAskedByItself(t *testing.T) {
	guide := text("", "拟资助青年项目约25项，资助强度不超过80万元每项，期限三年。拟资助重点项目约6项，资助强度约为300万元每项，期限四年。申请人只能申请一项。")
	law, rules := text("甲市", "第三条 养犬应当登记。\n第五十条 本条例自2018年1月1日起施行。"), text("", "第二条 会计人员应当诚实。\n第六十九条 本法自2019年10月1日起施行。")
	law.Document.Title, rules.Document.Title, rules.Document.ID = "甲市养犬条例", "会计人员法", "law"
	for _, c := range []struct {
		question rag.Question
		passages []rag.Passage
		want     []string
	}{
		{sidesAsked("青年项目跟重点项目的资助强度差多少万元", "青年项目", "重点项目", "青年项目的资助强度是多少万元", "重点项目的资助强度是多少万元"),
			[]rag.Passage{guide}, []string{"不超过80万元", "约为300万元", "相差220万元（300−80，计算得出）[1]。"}},
		{sidesAsked("养犬条例和会计人员法分别从什么时候起施行", "养犬条例", "会计人员法", "养犬条例从什么时候起施行", "会计人员法从什么时候起施行"),
			[]rag.Passage{law, rules}, []string{"2018年1月1日起施行[1]", "2019年10月1日起施行[2]"}},
		// Where one of them is nowhere, what is there of the other is told as before.
		{sidesAsked("养犬条例和园林条例分别从什么时候起施行", "养犬条例", "园林条例", "养犬条例从什么时候起施行", "园林条例从什么时候起施行"),
			[]rag.Passage{law}, []string{"2018年1月1日起施行[1]"}},
	} {
		got := write(t, c.question, c.passages...)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s\n got %q\nwant %q", c.question.Text, got, want)
			}
		}
	}
}

func TestTheSameSentenceAnswersOneOfTwo(t *testing.T) {
	p := text("甲市", "出租船只没有登记的，处二万元罚款。")
	p.Path = []string{"出租船只"}
	o := text("甲市", "没有登记的，处五万元罚款。", "海上载客")
	q := sidesAsked("出租船只和海上载客，没有登记的各罚多少", "出租船只", "海上载客", "出租船只，没有登记的罚多少", "海上载客，没有登记的罚多少")
	if got := write(t, q, p, o); !strings.Contains(got, "二万元罚款[1]") || !strings.Contains(got, "五万元罚款[2]") {
		t.Errorf("got %q", got)
	}
}

// Of a name that another begins with, and of two cases of one rule.
func TestWhatIsCalledByItsWholeName(t *testing.T) {
	awards := text("甲市", "（一）获一等金星的，增发20%；\n（二）获二等金星、一等星或者同级表彰的，增发15%；\n（三）获三等金星或者二等星的，增发10%；\n（四）获四等金星或者三等星的，增发5%。")
	q := sidesAsked("获一等星和三等星，津贴增发比例差多少", "一等星", "三等星", "获一等星，津贴增发比例是多少", "获三等星，津贴增发比例是多少")
	if got := write(t, q, awards); !strings.Contains(got, "增发15%[1]") || !strings.Contains(got, "增发5%[1]") || !strings.Contains(got, "相差10个百分点") || strings.Contains(got, "更少") {
		t.Errorf("got %q", got)
	}
	rule := text("乙市", "第八条 授予甲等称号的集体，在全市有重大影响，并给予20万元奖励；在全市有较大影响的，授予乙等称号，并给予15万元奖励。")
	other := text("乙市", "第九条 伤残的，按照等级给予80万元奖励。")
	q = sidesAsked("甲等称号和乙等称号，奖励各多少", "甲等称号", "乙等称号", "甲等称号，奖励多少", "乙等称号，奖励多少")
	if got := write(t, q, other, rule); !strings.Contains(got, "20万元") || !strings.Contains(got, "15万元") || strings.Contains(got, "80万元") {
		t.Errorf("got %q", got)
	}
}

// A name counts in a heading as it does in a sentence, and not far from the best.
func TestTheWholeNameCounts(t *testing.T) {
	h := half{sides: []string{"北湾片区", "南岛片区"}, least: 1}
	found := func(path, sentence string, worth float64) scored {
		c := newCandidate(ranked{0, text("", sentence, path)}, 0, sentence, pairs(path))
		return scored{choice: choice{candidate: c, core: []int{0}}, worth: worth}
	}
	in, above, none := h.scored(found("", "连接北湾片区建设。", 1.2)), h.scored(found("北湾片区", "按照消费中心定位建设。", 1.2)), h.scored(found("", "建设消费中心。", 1.2))
	if in.listed < nameShare || above.listed < in.listed || none.listed != 0 {
		t.Errorf("%v, %v, %v", in.listed, above.listed, none.listed)
	}
	if far := h.scored(found("", "连接北湾片区建设。", 0.9)); far.listed != in.listed-nameShare {
		t.Errorf("far from the best %v", far.listed)
	}
}

func TestWhoseWordsASentenceHolds(t *testing.T) {
	sides := []string{"青年项目", "重点项目"}
	c := candidate{terms: pairs("资助青年项目"), above: pairs("重点"), around: pairs("重点项目")}
	if c.ofSide(sides, 0) != -c.ofSide(sides, 1) || c.aboveSide(sides, 0) >= 0 {
		t.Errorf("%v, %v", c.ofSide(sides, 0), c.aboveSide(sides, 0))
	}
	for _, s := range []struct {
		sides []string
		want  bool
	}{{[]string{"2025年", "2035年"}, true}, {[]string{"1987年出口", "2010年进口"}, false}, {[]string{"2025年", "2035年的目标"}, true}, {sides, false}, {nil, false}} {
		if got := ofTimes(s.sides); got != s.want {
			t.Errorf("%q are times: %v", s.sides, got)
		}
	}
}

func TestHowFarTwoFiguresAreApart(t *testing.T) {
	r := func(text string, value float64, unit string, cited int) reading {
		return reading{text: text, value: value, unit: unit, cited: cited}
	}
	for _, c := range []struct {
		focus string
		two   []reading
		want  string
	}{
		{"差多少", []reading{r("80", 80, "万元", 1), r("300", 300, "万元", 1)}, "相差220万元（300−80，计算得出）[1]。"},
		{"差多少", []reading{r("8", 8, "%", 2), r("7.5", 7.5, "%", 2)}, "相差0.5个百分点（8−7.5，计算得出）[2]。"},
		{"差多少", []reading{r("80", 80, "万元", 1), r("300", 300, "万元", 2)}, "相差220万元（300−80，计算得出）[2][1]。"},
		{"差多少", []reading{r("80", 80, "万元", 1), r("300", 300, "人", 1)}, ""},
		{"各是多少", []reading{r("80", 80, "万元", 1), r("300", 300, "万元", 1)}, ""},
		{"差多少", []reading{r("80", 80, "万元", 1)}, ""},
	} {
		if got := apartBy(c.focus, c.two); got != c.want {
			t.Errorf("%s: %q", c.focus, got)
		}
	}
}
