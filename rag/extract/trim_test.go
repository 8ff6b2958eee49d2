package extract

import (
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/rag"
)

// cutTo is a choice of some clauses of a sentence.
func cutTo(sentence string, soft bool, core ...int) choice {
	return choice{newCandidate(ranked{0, text("甲区", sentence)}, 0, sentence, nil), core, soft}
}

func TestWhatIsLeftOfASentence(t *testing.T) {
	long := "完善养老服务体系，到2025年，新增养老床位300张，增长20%，推进医养结合试点工作，健全高龄老人补贴和关爱巡访制度。"
	for _, c := range []struct {
		name string
		in   choice
		want string
	}{
		{"short ones stay whole", cutTo("到2025年，新增床位300张，建设公园。", false, 1), "到2025年，新增床位300张，建设公园。"},
		{"a figure takes its year with it", cutTo(long, false, 2), "到2025年，新增养老床位300张"},
		{"what leans takes what it leans on", cutTo(long, false, 3), "到2025年，新增养老床位300张，增长20%"},
		{"a clause that stands alone", cutTo(long, false, 4), "推进医养结合试点工作"},
		{"what follows a soft answer belongs to it", cutTo(long, true, 4), long[:len(long)-len("。")]},
		{"no clause is chosen", cutTo(long, false), long},
		{"a date takes what is to be by then", cutTo("强化源头管理和过程控制，2017年6月底前，全面禁止家具制造、电子制造等行业使用高挥发性涂料，严格执法检查。", false, 1), "2017年6月底前，全面禁止家具制造、电子制造等行业使用高挥发性涂料"},
		{"a speaker goes with what is said", cutTo("区长表示，将推进城市更新，打造花园城市，建设一批口袋公园和绿道，完善公共服务设施。", false, 1), "区长表示，将推进城市更新"},
	} {
		if got := c.in.trimmed(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// What says when or to whom something applies takes what applies with it.
func TestConditionsGoWithWhatApplies(t *testing.T) {
	long := "符合条件的单位可以提出申请，缴费年限累计达到十五年的，退休后不再缴费，由经办机构出具证明并通知本人，具体办法另行制定。"
	for _, c := range []struct {
		in   choice
		want string
	}{
		{cutTo(long, false, 1), "缴费年限累计达到十五年的，退休后不再缴费"},
		{cutTo(long, false, 2), "缴费年限累计达到十五年的，退休后不再缴费"},
		{cutTo(long, false, 4), "具体办法另行制定"},
		{cutTo("限额，是指一年内由基金支付的，或者由专项资金支付的最高额度，其标准由市人民政府确定并每年公布一次，接受社会监督。", false, 0, 1), "限额，是指一年内由基金支付的，或者由专项资金支付的最高额度"},
		{cutTo("（五）对年营业收入500万元至1000万元之间的企业，补贴上限为每年20万元，由区财政部门审核后拨付，并向社会公布结果。", false, 0), "（五）对年营业收入500万元至1000万元之间的企业，补贴上限为每年20万元"},
		{cutTo("证书有效期届满后需要延续的，持证单位应当在有效期届满三十日前，向发证机关提出延续申请，并且说明理由，由发证机关依法审查。", false, 1), "证书有效期届满后需要延续的，持证单位应当在有效期届满三十日前，向发证机关提出延续申请"},
		{cutTo("发生事故后，经营者应当立即处置，采取封存等控制措施，并在事故发生之时起两小时内，向所在地的主管部门报告，不得隐瞒和拖延。", false, 3), "采取封存等控制措施，并在事故发生之时起两小时内，向所在地的主管部门报告"},
		{cutTo("严格控制投资规模，全年支出控制在预算的百分之九十以内，结余部分按照规定上缴，不得挪作他用和私自留存，接受审计监督。", false, 1), "全年支出控制在预算的百分之九十以内"},
		{cutTo("自收到申请材料之日起，三十日内作出决定并告知申请人，情况复杂的可以延长，延长期限应当书面说明理由并存档。", false, 0), "自收到申请材料之日起，三十日内作出决定并告知申请人"},
	} {
		if got := c.in.trimmed(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// FuzzTrimmed: what is left is a slice of the sentence that holds the clauses chosen.
func FuzzTrimmed(f *testing.F) {
	f.Add("完善养老服务体系，到2025年，新增养老床位300张，增长20%，推进医养结合试点工作，健全关爱巡访制度。", uint8(2), true)
	f.Add("，，，", uint8(0), false)
	f.Add("2017年6月底前，2018年前，2019年前，2020年前，2021年前，2022年前，2023年前", uint8(6), false)
	f.Fuzz(func(t *testing.T, sentence string, at uint8, soft bool) {
		c := cutTo(sentence, soft)
		if len(c.clauses) == 0 || !utf8.ValidString(sentence) {
			return
		}
		c.core = []int{int(at) % len(c.clauses)}
		got := c.trimmed()
		if !strings.Contains(string([]rune(sentence)), got) || !strings.Contains(got, c.clause(c.core[0])) {
			t.Fatalf("%q of %q for clause %d", got, sentence, c.core[0])
		}
	})
}

func TestOnlyWhen(t *testing.T) {
	for clause, want := range map[string]bool{
		"2017年6月底前": true, "到2025年": true, "争取到2025年": true, "今年年底": true, "2022年初": true, "9月": true, "“十四五”期间": false,
		"确保9月份正式开学": false, "新增床位300张": false, "上半年": true, "到二〇三五年": true, "年均增长7%": false,
	} {
		if got := onlyWhen.MatchString(clause); got != want {
			t.Errorf("%q only says when: %v", clause, got)
		}
	}
}

func TestLeans(t *testing.T) {
	for clause, want := range map[string]bool{
		"增长20%": true, "其中高端人才100名": true, "达到45%": true, "位居全市前列": true, "第一期面积370亩": true, "同比增加7天": true,
		"新增床位300张": false, "推进试点": false, "人均收入超5万元": false,
	} {
		if got := leans.MatchString(clause); got != want {
			t.Errorf("%q leans: %v", clause, got)
		}
	}
}

func TestSubjectGoesWithItsFigure(t *testing.T) {
	p := text("甲区", "都市工业园位于国道旁，建设面积3000亩，计划分三期建设，推进道路、供水、供电等基础设施配套，完善园区公共服务平台。")
	got := write(t, rag.Question{Text: "都市工业园的建设面积有多少亩"}, p)
	if want := "甲区：都市工业园位于国道旁，建设面积3000亩[1]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTimesOfSentences(t *testing.T) {
	for _, c := range []struct {
		sentence, path string
		past, planned  bool
	}{
		{"2020年达到12家。", "", true, false},
		{"到2025年达到20家。", "", false, true},
		{"获评国家级园区。", "第一章 发展成就", true, false},
		{"加快推进园区建设。", "第三章", false, true},
		{"荣获文明城区称号。", "第三章", true, false},
		{"累计改造管网30公里。", "第三章", true, false},
		{"累计改造管网30公里以上。", "（二）主要目标", false, false},
		{"“十三五”期间新增12家。", "第三章", true, false},
		{"园区共有企业。", "第三章", false, false},
	} {
		p := planned2025(c.sentence, c.path)
		if got := isPast(c.sentence, p); got != c.past {
			t.Errorf("%q under %q is past: %v", c.sentence, c.path, got)
		}
		if got := isPlanned(c.sentence, p.Document); got != c.planned {
			t.Errorf("%q is planned: %v", c.sentence, got)
		}
	}
}

func TestNumbersOfPointsAreLeftOut(t *testing.T) {
	for text, want := range map[string]string{
		"2.园区建设期为5年。":   "园区建设期为5年。",
		"1、申报主体在本市注册。":  "申报主体在本市注册。",
		"（一）推进产业数字化":    "推进产业数字化",
		"(12)完善制度。":     "完善制度。",
		"①统一标准":         "统一标准",
		"2.5万人参加培训。":    "2.5万人参加培训。",
		"20家企业入驻。":      "20家企业入驻。",
		"100.园区":        "100.园区",
		"（试点）园区建设期为5年。": "（试点）园区建设期为5年。",
		"2025年建成园区。":    "2025年建成园区。",
		"一是完善制度。":       "一是完善制度。",
		"":              "",
	} {
		if got := unnumbered(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
