package extract

import (
	"testing"

	"chuchu/rag"
)

// Who does what stands in brackets behind a paragraph, for all its sentences.
func TestWhoDoesItIsToldWithWhatItDoes(t *testing.T) {
	p := text("甲省", "1.完善远程医疗网络。支持医务人员在互联网医院多点执业。（牵头单位：省卫生健康委，参加单位：省大数据局）\n2.组织开展直播电商活动。（牵头单位：省商务厅）")
	for question, want := range map[string]string{
		"互联网医院多点执业由谁牵头": "甲省：支持医务人员在互联网医院多点执业（牵头单位：省卫生健康委，参加单位：省大数据局）[1]。",
		"远程医疗网络哪个部门负责":  "甲省：支持医务人员在互联网医院多点执业（牵头单位：省卫生健康委，参加单位：省大数据局）[1]。",
		"直播电商谁牵头":       "甲省：组织开展直播电商活动（牵头单位：省商务厅）[1]。",
		"直播电商的责任单位":     "甲省：组织开展直播电商活动（牵头单位：省商务厅）[1]。",
	} {
		if got := write(t, rag.Question{Text: question}, p); got != want {
			t.Errorf("%s\n got %q\nwant %q", question, got, want)
		}
	}
}

// What is asked of the topic itself is answered without who does it.
func TestBracketsOfDutiesAnswerNothingElse(t *testing.T) {
	p := text("甲省", "组织开展直播电商活动，培育30个品牌。（牵头单位：省商务厅）")
	want := "甲省：组织开展直播电商活动，培育30个品牌[1]。"
	if got := write(t, rag.Question{Text: "直播电商要培育多少个品牌"}, p); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// An office is asked for by what it does, and seen by what it is called.
func TestOfficesAreKnownByWhatTheyDo(t *testing.T) {
	p := text("甲市", "园区经省工业和信息化厅认定后授牌。", "第二章 申报")
	for question, want := range map[string]string{
		"园区由哪个部门认定": "甲市：园区经省工业和信息化厅认定后授牌[1]。",
		"园区谁来认定":    "甲市：园区经省工业和信息化厅认定后授牌[1]。",
		"园区由哪个部门验收": "资料中未提及：责任单位。",
	} {
		if got := write(t, rag.Question{Text: question}, p); got != want {
			t.Errorf("%s\n got %q\nwant %q", question, got, want)
		}
	}
}

func TestDuties(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"开展活动。（牵头单位：商务局）", []string{"开展活动。（牵头单位：商务局）"}},
		{"开展活动。\n责任单位：商务局", []string{"开展活动。\n责任单位：商务局"}},
		{"（牵头单位：商务局）开展活动。", nil}, // nothing stands in front of it
		{"商务局负责开展活动。", nil},
	} {
		got := duties(ranked{0, text("甲区", c.text)}, nil)
		if len(got) != len(c.want) {
			t.Fatalf("%s: %d duties, want %d", c.text, len(got), len(c.want))
		}
		for i, d := range got {
			if d.text != c.want[i] || !d.duty {
				t.Errorf("%s: %q, want %q", c.text, d.text, c.want[i])
			}
		}
	}
}
