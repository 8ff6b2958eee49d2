package extract

import (
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

func TestDocumentsThemselvesAreAskedAbout(t *testing.T) {
	plan := text("甲省乙市", "推进养老服务。", "第一章")
	plan.Document = chunk.Meta{
		ID: "plan", Title: "乙市国民经济和社会发展第十四个五年规划纲要", Label: "乙市十四五规划", Region: "甲省乙市", Issuer: "乙市人民政府",
		Number: "乙府〔2021〕3号", Published: "2021-05", Period: &chunk.Period{From: 2021, To: 2025}, Kind: "规划纲要", Standing: chunk.Issued,
	}
	action := text("丙省丁区", "改造公厕。")
	action.Document = chunk.Meta{ID: "action", Title: "丁区城市质量提升行动计划", Label: "丁区行动计划", Region: "丙省丁区", Standing: chunk.Issued}
	const title = "《乙市国民经济和社会发展第十四个五年规划纲要》"
	city, district := []string{"甲省乙市"}, []string{"丙省丁区"}
	for _, c := range []struct {
		question string
		own      []string
		want     string
	}{
		{"乙市十四五规划是什么时候发布的", city, title + "发布时间为2021年5月[1]。"},
		{"乙市规划哪年印发的", city, title + "发布时间为2021年5月[1]。"},
		{"乙市规划纲要是哪个部门发布的", city, title + "发布机关为乙市人民政府[1]。"},
		{"乙市十四五规划文号是多少", city, title + "文号为乙府〔2021〕3号[1]。"},
		{"乙市规划期是哪几年", city, title + "规划期为2021—2025年[1]。"},
		{"乙市规划期到哪年", city, title + "规划期为2021—2025年[1]。"},
		{"乙市规划什么时候到期", city, title + "规划期为2021—2025年[1]。"},
		{"乙市规划还有效吗", city, title + "规划期为2021—2025年[1]。"},
		{"乙市规划的发文日期", city, title + "发布时间为2021年5月[1]。"},
		{"乙市十四五规划是谁编制的", city, title + "发布机关为乙市人民政府[1]。"},
		{"乙市规划是哪个部门编的", city, title + "发布机关为乙市人民政府[1]。"},
		{"丁区的建议是谁提的", district, "资料中未提及：发布机关。"},
		{"丁区行动计划的文号", district, "资料中未提及：文号。"},
		{"丁区行动计划什么时候发布的", district, "资料中未提及：发布时间。"},
		{"这个提案是谁提的", nil, "资料中未提及：发布机关。"}, // nobody knows which one
		{"这份规划什么时候发布的", nil, "资料中未提及：发布时间。"},
	} {
		places := []string{"乙"}
		switch {
		case c.own == nil:
			places = nil
		case c.own[0] != "甲省乙市":
			places = []string{"丁"}
		}
		if got := write(t, rag.Question{Text: c.question, Places: places, Own: c.own}, plan, action); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}

// What is asked of what a document says is no question about the document.
func TestRecordsAreNotWhatDocumentsSay(t *testing.T) {
	p := text("丁区", "2021年底前发布信用规划，完成改造。")
	for _, q := range []string{"什么时候完成公厕改造", "规划建设多少座公厕", "谁负责公厕改造", "改造计划投资多少", "改造方案谁提意见"} {
		question := rag.Question{Text: q, Places: []string{"丁"}, Own: []string{"丁区"}}
		if lines, ok := ofRecord(question, parse(question, []rag.Passage{p}), []rag.Passage{p}); ok {
			t.Errorf("%s is answered by the record: %v", q, lines)
		}
	}
}

// The day on which an office signs is when it issued a paper; a page may show
// that later.
func TestPapersAreIssuedOnTheDayTheyAreSigned(t *testing.T) {
	head := text("甲省乙市", "各单位：\n《绿化行动方案》已经同意，现印发给你们，请认真执行。\n乙市人民政府\n2021年3月2日\n一、总体要求")
	head.Document = chunk.Meta{ID: "plan", Title: "乙市绿化行动方案", Region: "甲省乙市", Published: "2021-05-12", Standing: chunk.Issued}
	for question, want := range map[string]string{
		"乙市绿化方案什么时候印发的": "《绿化行动方案》已经同意，现印发给你们，请认真执行[1]。乙市人民政府 2021年3月2日[1]。",
		"乙市绿化方案的落款日期":   "《绿化行动方案》已经同意，现印发给你们，请认真执行[1]。乙市人民政府 2021年3月2日[1]。",
		"乙市绿化方案什么时候发布的": "《乙市绿化行动方案》发布时间为2021年5月12日[1]。",
	} {
		if got := write(t, rag.Question{Text: question, Places: []string{"乙"}, Own: []string{"甲省乙市"}}, head); got != want {
			t.Errorf("%s\n got %q\nwant %q", question, got, want)
		}
	}
}
