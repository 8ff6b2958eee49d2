package extract

import (
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
)

func TestExceptionGoesWithItsRule(t *testing.T) {
	p := text("甲区", "档案应当由馆内人员查阅。经馆长批准的，也可以由馆外人员查阅。查阅记录保存五年。")
	for _, c := range []struct {
		about, question string
		reader          scores
		want            bool
	}{
		{"whether something may be", "馆外的人能不能查阅档案", scores{"馆内": 9, "馆长": 6}, true},
		{"not where the reader is not certain of it", "馆外的人能不能查阅档案", scores{"馆内": 9, "保存": 6}, false},
		{"not where something else is asked", "查阅记录保存几年", scores{"保存": 9, "馆长": 6}, false},
	} {
		if got := writeRead(t, c.reader, rag.Question{Text: c.question}, p); strings.Contains(got, "馆长") != c.want {
			t.Errorf("%s: got %q", c.about, got)
		}
	}
}

// Half of a rule is told with the other half.
func TestTheOtherCaseIsToldToo(t *testing.T) {
	meters := text("甲区", "用户可以申请检定水表。经检定，异议成立的，检定费由供水企业承担；异议不成立的，检定费由用户承担。检定机构应当出具报告。")
	reports := text("甲区", "经营单位发生事故后，应当在一小时内报告；情况紧急时，应当在十分钟内报告。主管部门应当在两小时内上报。")
	wounds := text("甲区", "住客受伤的，医疗费由住客承担。但是，由于旅馆过错受伤的，医疗费由旅馆承担。")
	for _, c := range []struct {
		question string
		passage  rag.Passage
		reader   scores
		want     []string
	}{
		{"怀疑水表不准，检定费谁出", meters, scores{"成立": 5}, []string{"由供水企业承担", "由用户承担"}},
		{"异议不成立的检定费谁出", meters, scores{"异议不": 6, "异议成": 3}, []string{"由用户承担"}},
		{"经营单位发生事故多长时间内报告", reports, scores{"经营": 6, "紧急": 4}, []string{"一小时内", "十分钟内"}},
		{"经营单位发生事故多长时间内报告", reports, scores{"经营": 6, "紧急": -3}, []string{"一小时内"}},
		{"住客受伤的医疗费由谁承担", wounds, scores{"过错": 8, "住客受伤": 5}, []string{"由住客承担", "由旅馆承担"}},
	} {
		got := writeRead(t, c.reader, rag.Question{Text: c.question}, c.passage)
		for _, want := range []string{"由供水企业承担", "由用户承担", "一小时内", "十分钟内", "由住客承担", "由旅馆承担", "两小时内", "报告。"} {
			if told := strings.Contains(got, want); told != slices.Contains(c.want, want) {
				t.Errorf("%s tells %s: %v in %q", c.question, want, told, got)
			}
		}
	}
}

func TestASentenceIsNotOfWhatItLeavesOut(t *testing.T) {
	for text, want := range map[string]string{
		"除古籍外，图书可以续借一次。":     "图书可以续借一次。",
		"除古籍以外，还可以外借报纸。":     "除古籍以外，还可以外借报纸。", // it speaks of both
		"图书除损坏之外，不收费用。":      "图书不收费用。",
		"清除垃圾，户外，不留死角。":      "清除垃圾，户外，不留死角。",
		"图书可以续借一次，古籍除外。":     "图书可以续借一次，古籍除外。",
		"除法律、法规另有规定的外，从其约定。": "除法律、法规另有规定的外，从其约定。", // nothing is left out by name
	} {
		if got := withoutExcepted(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	rule := "除古籍外，图书可以延长借期，延长不得超过十天。"
	own := "古籍借期为两天。"
	if got := write(t, rag.Question{Text: "古籍能借几天"}, text("甲区", rule+own)); got != "甲区："+own[:len(own)-len("。")]+"[1]。" {
		t.Errorf("got %q", got)
	}
}
