package extract

import (
	"slices"
	"testing"

	"chuchu/rag"
)

// held is a count of terms in which all of a text stand.
func held(text string) map[string]int {
	out := make(map[string]int)
	for _, t := range pairs(text) {
		out[t] = 1
	}
	return out
}

func TestSidesOfAQuestion(t *testing.T) {
	for _, c := range []struct {
		question   string
		one, other []string
	}{
		{"先进集体和先进个人分别由谁评选", []string{"集体"}, []string{"个人"}},
		{"乱停车和乱搭建，哪个罚得重", []string{"停车"}, []string{"搭建"}},
		{"城东片区和城西片区有什么不同", []string{"城东"}, []string{"城西"}},
		{"新办证照，初次申请和延期申请，受理时限各是多少天", []string{"初次"}, []string{"延期"}},
		{"公园和绿地一共多少个", nil, nil},      // of both together
		{"公园、绿地和步道分别多少个", nil, nil},   // of three
		{"各部门怎么分工", nil, nil},         // of none
		{"养老床位和养老床位分别有多少", nil, nil},  // of one
		{"先进集体和先进单位分别由谁评选", nil, nil}, // of one that nothing speaks of
		{"谁负责养老和托育", nil, nil},        // what is asked stands in front
		{"哪个部门管养老和托育服务的补贴", nil, nil}, // as here
		{"公园管理条例从什么时候起施行", nil, nil},  // one thing
		{"区政府和街道办事处负责什么", nil, nil},   // of both together
		{"", nil, nil},
	} {
		holding := held("先进 集体 个人 停车 搭建 城东片区 城西片区 初次 延期 公园 绿地 步道 床位")
		got := sidesOf(c.question, holding)
		if !slices.ContainsFunc(c.one, func(s string) bool { return slices.Contains(got[0], s) }) != (c.one == nil) ||
			!slices.ContainsFunc(c.other, func(s string) bool { return slices.Contains(got[1], s) }) != (c.other == nil) {
			t.Errorf("%s: %q", c.question, got)
		}
		for _, s := range got[0] {
			if slices.Contains(got[1], s) || holding[s] == 0 {
				t.Errorf("%s: %q tells no side", c.question, s)
			}
		}
	}
}

func TestWhatIsJoined(t *testing.T) {
	for text, want := range map[string][2]string{
		"离散型和流程型智能制造试点":          {"离散型", "流程型"},
		"租300平以上和300平以内的房租补贴,期限": {"租300平以上", "300平以内的房租补贴"},
		"新参加的，和断缴后恢复的，待遇":        {"新参加的", "断缴后恢复的"},
		"报名，代表和委员，人数":            {"代表", "委员"},
		"公园、绿地和步道":               {},
		"和公园":                    {},
		"公园和":                    {},
		"公园":                     {},
		"":                       {},
	} {
		before, behind, ok := joined(text)
		if got := [2]string{before, behind}; ok && got != want || ok == (want == [2]string{}) {
			t.Errorf("%s joins %q, %v", text, got, ok)
		}
	}
}

func TestThreeKindsAreAskedOfEach(t *testing.T) {
	names, rest := subjectsOf("农业、工业、物流三种园区分别放在哪")
	if !slices.Equal(names, []string{"农业", "工业", "物流"}) || rest != "园区分别放在哪" {
		t.Errorf("got %q, %q", names, rest)
	}
}

// What a law says of itself is said of what its title names.
func TestOfItsOwnDocument(t *testing.T) {
	p := text("甲市", "第三条 违反本条例的，责令改正。\n第九条 本条例自2021年8月1日起施行。")
	p.Document.Title = "甲市湿地保护条例"
	all := candidates([]ranked{{0, p}})
	if slices.Contains(all[0].terms, "湿地") || !slices.Contains(all[1].terms, "湿地") {
		t.Errorf("got %q, %q", all[0].terms, all[1].terms)
	}
}

func TestBothSidesAreAnswered(t *testing.T) {
	law := text("甲市", "第九条 对成绩突出的，由市人民政府授予“文明标兵”称号。\n对成绩较好的，由市体育局授予“文明新秀”称号。\n称号可以公示。")
	fines := text("甲市", "随意停放车辆的，处五十元以上二百元以下罚款。")
	build := text("甲市", "擅自搭建雨棚的，责令限期拆除，可以并处五百元以上二千元以下罚款。违规搭建的举报可以受理。")
	for _, c := range []struct {
		question string
		passages []rag.Passage
		want     string
	}{
		{"“文明标兵”和“文明新秀”分别由谁授予", []rag.Passage{law},
			"甲市：第九条 对成绩突出的，由市人民政府授予“文明标兵”称号[1]。对成绩较好的，由市体育局授予“文明新秀”称号[1]。"},
		{"随意停放和擅自搭建，哪个罚得重", []rag.Passage{fines, build},
			"甲市：随意停放车辆的，处五十元以上二百元以下罚款[1]。擅自搭建雨棚的，责令限期拆除，可以并处五百元以上二千元以下罚款[2]。"},
		{"随意停放和露天焚烧，哪个罚得重", []rag.Passage{fines, build}, "甲市：随意停放车辆的，处五十元以上二百元以下罚款[1]。"},
		{"随意停放罚多少", []rag.Passage{fines, build}, "甲市：随意停放车辆的，处五十元以上二百元以下罚款[1]。"},
	} {
		if got := write(t, rag.Question{Text: c.question}, c.passages...); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.question, got, c.want)
		}
	}
}

func TestOneSentenceOnBothSides(t *testing.T) {
	p := text("甲市", "城东片区建设商务中心，城西片区建设物流园区。城西片区有一座公园。")
	got := write(t, rag.Question{Text: "城东片区和城西片区分别建设什么"}, p)
	if want := "甲市：城东片区建设商务中心，城西片区建设物流园区[1]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFiguresOfSentences(t *testing.T) {
	for sentence, want := range map[string]bool{
		"处二百元以下罚款。": true, "第十七条 由市人民政府授予。": false, "自2021年8月1日起施行。": false,
		"自收到申请之日起三十日内作出决定。": true, "建设公园。": false,
	} {
		if got := cutTo(sentence, false).hasFigure(); got != want {
			t.Errorf("%q has a figure: %v", sentence, got)
		}
	}
}
