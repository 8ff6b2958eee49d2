package extract

import "testing"

// How long something lasts is no figure of what is asked for where another is.
func TestAFigureBesideATime(t *testing.T) {
	for _, c := range []struct{ question, sentence, want string }{
		{"挪用公物做买卖的起点是多少", "挪用公物归个人使用，做买卖超过三个月未还，数额在五万元以上的，应当立案。", "数额在五万元以上的"},
		{"挪用公物做买卖的期限是多少", "挪用公物归个人使用，做买卖超过三个月未还，数额在五万元以上的，应当立案。", "做买卖超过三个月未还"},
		{"做买卖的起点是多少", "做买卖超过三个月。", "做买卖超过三个月"},
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
		{"经营者不交保证金罚多少钱", "未交保证金的经营者，处2万元罚款。", true},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := len(cand.answers(a)) > 0; got != c.want {
			t.Errorf("%s: %q answers: %v", c.question, c.sentence, got)
		}
	}
}
