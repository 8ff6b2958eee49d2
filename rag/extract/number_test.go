package extract

import "testing"

// How long something lasts is no figure of what is asked for where another is, by
// how much it grew none but where that is asked.
func TestAFigureBesideAnother(t *testing.T) {
	for _, c := range []struct{ question, sentence, want string }{
		{"挪用公物做买卖的起点是多少", "挪用公物归个人使用，做买卖超过三个月未还，数额在五万元以上的，应当立案。", "数额在五万元以上的"},
		{"挪用公物做买卖的期限是多少", "挪用公物归个人使用，做买卖超过三个月未还，数额在五万元以上的，应当立案。", "做买卖超过三个月未还"},
		{"做买卖的起点是多少", "做买卖超过三个月。", "做买卖超过三个月"},
		{"债券安排比去年多了多少", "安排债券1.35万亿元，比去年增加5500亿元，优先支持在建项目。", "比去年增加5500亿元"},
		{"债券安排了多少", "安排债券1.35万亿元，比去年增加5500亿元，优先支持在建项目。", "安排债券1.35万亿元"},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := cand.answers(a); len(got) != 1 || cand.clause(got[0]) != c.want {
			t.Errorf("%s: clauses %v", c.question, got)
		}
	}
}

func TestWhatIsNoFigureAskedFor(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		// The number of an article is none of what it says.
		{"联名提案的代表要多少", "第三十二条 代表联名提案的，应当附理由。", false},
		{"联名提案的代表要多少", "第三十二条 代表十人以上联名，可以提案。", true},
		// Some are not so many.
		{"建成多少个示范园区", "建成一批示范园区。", false},
		{"建成多少个示范园区", "建成三个示范园区。", true},
		{"建成多少批示范园区", "建成一批示范园区。", true},
		// Copies of a paper are not what it is about.
		{"最多推荐几个案例", "请将案例推荐表（附件2）一式两份报送。", false},
		{"推荐表要交几份", "请将案例推荐表（附件2）一式两份报送。", true},
		// A fine is no deposit.
		{"经营者的保证金是多少钱", "未交保证金的经营者，处2万元罚款。", false},
		{"经营者的保证金是多少钱", "经营者的保证金为10万元。", true},
		{"家里最多能放多少爆竹", "违反规定放爆竹的，处五百元罚款。", false},
		{"家里最多能放多少爆竹", "单位和个人放爆竹的总量不得超过三十千克。", true},
		{"剩多少刑期的不送监狱", "剩余刑期在三个月以下的，由看守所代为执行。", true},
		// A day is no span of time, within a year is one.
		{"纠纷要多长时间内起诉", "1986年4月5日发布纠纷处理办法。", false},
		{"纠纷要多长时间内起诉", "纠纷应当自发生之日起一年内起诉。", true},
		// When something is due is told by a term as well.
		{"总结报告什么时候交", "测试结束后1个月内提交总结报告。", true},
		{"总结报告什么时候交", "总结报告不少于1个月的数据。", false},
		{"总结报告哪一天交", "测试结束后1个月内提交总结报告。", false},
		// By how much it exceeds another is not how much there is.
		{"新增就业定了多少人", "新增就业比去年多100万人。", false},
		{"新增就业定了多少人", "新增就业900万人，比去年多100万人。", true},
		{"新增就业比去年多多少人", "新增就业比去年多100万人。", true},
		// Nor is a part of the whole growth.
		{"经济增速是多少", "对世界经济增长的贡献率超过30%。", false},
		{"经济增速是多少", "经济增长6.7%，名列前茅。", true},
		{"经济增长的贡献率是多少", "对世界经济增长的贡献率超过30%。", true},
		{"经营者不交保证金罚多少钱", "未交保证金的经营者，处2万元罚款。", true},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := len(cand.answers(a)) > 0; got != c.want {
			t.Errorf("%s: %q answers: %v", c.question, c.sentence, got)
		}
	}
}
