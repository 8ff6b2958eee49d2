package extract

import (
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

func TestWordsThatLookLikeOthers(t *testing.T) {
	for text, want := range map[string]kind{
		"棉花每年要产多少": figure, "买花苗花多少钱": money, "绿化一共花多少": money, "烟花爆竹最多能存多少": figure,
		"移动电话用户有多少": figure, "投诉电话是多少": contact, "最多能问几个钟头": duration, "几个工作日出结果": duration,
	} {
		if got := kindOf(text); got != want {
			t.Errorf("%q is of kind %d, want %d", text, got, want)
		}
	}
}

func TestAnswersFit(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"低空经济的任务有哪些", "为加快发展低空经济，明确任务和保障措施，特制定本方案。", false},
		{"为什么要制定低空经济方案", "为加快发展低空经济，明确任务和保障措施，特制定本方案。", true},
		{"低空经济的任务有哪些", "建设起降场、导航站和维修点，发展低空经济。", true},
		{"条例从什么时候起施行", "逾期不改的，由主管部门依法予以拆除。", false},
		{"条例从什么时候起施行", "本条例自发布之日起施行。", true},
		{"条例从什么时候起施行", "2024年7月修订本条例。", false}, // that is another day
		{"条例什么时候开始实行的", "对七十周岁以上的老人实行优待。", false},
		{"条例什么时候开始实行的", "本条例自发布之日起施行。", true},
		{"什么时候报送材料", "每季度末将材料报送主管部门。", true},
		{"示范区是哪年获批的", "到2027年，布局建设一批示范区。", false},
		{"示范区是哪年获批的", "2021年，国务院批复同意设立示范区。", true},
		{"示范区什么时候建好", "到2027年，布局建设一批示范区。", true},
		{"公司是哪年成立的", "公司于2003年设立。", true},
		{"举报违法的奖金最高多少", "违反规定的，处五万元以下罚款。", false},
		{"举报违法的奖金最高多少", "举报属实的，给予最高五万元奖励。", true},
		{"便民应用是哪家公司开发的", "深化便民应用，实现掌上办理。", false},
		{"便民应用是哪家公司开发的", "便民应用由甲乙科技有限公司承建。", true},
		{"首批改造的158家网站具体是哪些", "指导首批158家网站按期完成改造。", false},
		{"首批改造的158家网站具体是哪些", "首批改造的158家网站包括甲网、乙网、丙网等。", true},
		{"改造网站具体有哪些要求", "网站应当按期完成改造。", true},
		{"哪些企业可以申报", "注册满一年的可以申报。", true},
		{"要引进的高校是哪一所", "积极协调，尝试引进一所与产业吻合的高校。", false},
		{"要引进的高校是哪一所", "引进一所与产业吻合的高校，即“海滨学院”。", true},
		{"扶持政策总共安排多少资金", "对每家企业给予最高200万元补助。", false},
		{"扶持政策总共安排多少资金", "安排扶持资金3亿元。", true},
		{"扶持政策总共最多补多少资金", "对单个企业补助资金累计不超过100万元。", true},
		{"每家一共能拿多少补助资金", "对每家企业给予最高200万元补助。", true},
		{"违规领奖金罚多少", "违反规定的，处五万元以下罚款。", false}, // of what is not said
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := cand.fits(a); got != c.want {
			t.Errorf("%q fits %s: %v, want %v", c.sentence, c.question, got, c.want)
		}
	}
}

// However sure a Reader is of a sentence, one of which neither a word nor the
// meaning is of the topic says nothing to it; what a hard ask wants can be seen.
func TestTheSurestStrangers(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		about              float64
		want               bool
	}{
		{"机关能不能全听机器的", "公务员不得兼任企业的职务。", 0.05, true},
		{"机关能不能全听机器的", "公务员不得兼任企业的职务。", 0.6, false},
		{"公务员能不能兼任企业职务", "公务员不得兼任企业的职务。", 0.2, false},
		{"从哪天开始执行", "本条例自2011年10月1日起施行。", 0.05, false},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		cand.about, cand.wasRead, cand.odds = c.about, true, 6
		if got := cand.strange(a, 1); got != c.want {
			t.Errorf("%q (%.2f) is a stranger to %s: %v (holds %.2f)", c.sentence, c.about, c.question, got, cand.held(a))
		}
	}
}

// What a further part asks that names nothing of its own is of what the first is about.
func TestFurtherPartsStay(t *testing.T) {
	permit := text("甲区", "开办小作坊的，向主管部门申领许可证。")
	allowance := text("甲区", "老年人高龄津贴在社区窗口申领。")
	const question = "高龄津贴每个月发多少，怎么申领"
	if got := write(t, rag.Question{Text: question}, permit); strings.Contains(got, "[1]") {
		t.Errorf("the permit answers %s: %q", question, got)
	}
	if got := write(t, rag.Question{Text: question}, allowance); !strings.Contains(got, "高龄津贴在社区窗口申领[1]") {
		t.Errorf("the allowance does not answer %s: %q", question, got)
	}
}

// A year that something is set against is not the one that it is of.
func TestYearsSetAgainst(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"2022年行动扩大到哪些城市", "在2021年工作基础上，将行动扩大至甲市、乙市。", true},
		{"2022年行动扩大到哪些城市", "2021年将行动扩大至甲市、乙市。", false},
		{"2021年行动扩大到哪些城市", "在2021年工作基础上，将行动扩大至甲市、乙市。", true},
		{"2025年产量多少", "到2025年产量比2020年增长一倍，达到80万吨。", true},
		{"2023年产量多少", "到2025年产量比2020年增长一倍，达到80万吨。", false},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := cand.timely(a); got != c.want {
			t.Errorf("%q is of the year of %s: %v", c.sentence, c.question, got)
		}
	}
}

// A document that nobody knows the time of is of the years that it names, as far
// as figures are asked for.
func TestUndatedDocumentsAreOfTheYearsTheyName(t *testing.T) {
	rate := text("甲区", "用户渗透率达到30%以上。")
	goal := text("甲区", "到2020年，实现产业跨行业融合。")
	later := text("甲区", "2018年起分步实施，到2026年全面建成。")
	for _, c := range []struct {
		question string
		group    []rag.Passage
		want     bool
	}{
		{"2025年用户渗透率目标多少", []rag.Passage{rate, goal}, false},
		{"2020年用户渗透率目标多少", []rag.Passage{rate, goal}, true},
		{"2025年用户渗透率目标多少", []rag.Passage{rate, goal, later}, true},
		{"2025年用户渗透率目标多少", []rag.Passage{rate}, true}, // it names none
		{"2025年怎么提高用户渗透率", []rag.Passage{rate, goal}, true},
	} {
		all := candidates(bySide(rag.Question{}, c.group)[0])
		a := parse(rag.Question{Text: c.question}, c.group).asks[0]
		if got := all[0].timely(a); got != c.want {
			t.Errorf("%s is of the year of %s: %v (%v)", all[0].text, c.question, got, all[0].span)
		}
	}
	dated := rate
	dated.Document.Period = &chunk.Period{From: 2021, To: 2025}
	if got := spansOf([]ranked{{0, dated}, {1, dated}}); len(got) != 0 {
		t.Errorf("one of a known time names %v", got)
	}
}

// What a term in the heading stands for is told part by part below it.
func TestPartsOfATermInTheHeading(t *testing.T) {
	term := text("甲区", "完善“1＋2＋ N”办案系统，构建执行新格局。完善以指挥平台为核心，以办案系统和公开系统为两翼的系统。推行电子卷宗。")
	term.Path = []string{"完善“1＋2＋ N”办案系统，构建执行新格局"}
	if got := write(t, rag.Question{Text: "执行办案“1+2+N”系统里的1和2分别指什么"}, term); got != "甲区：完善以指挥平台为核心，以办案系统和公开系统为两翼的系统[1]。" {
		t.Errorf("got %q", got)
	}
}
