package extract

import "testing"

func TestDoubtful(t *testing.T) {
	one := func(sentence string, odds, worth float64) scored {
		c := newCandidate(ranked{0, text("甲市", sentence)}, 0, sentence, nil)
		c.wasRead, c.odds = true, odds
		return scored{choice: choice{candidate: c}, worth: worth + readShare*c.read()}
	}
	figure, names := newAsk("新增多少张床位"), newAsk("有哪些重点任务")
	for _, c := range []struct {
		about string
		a     ask
		s     scored
		want  bool
	}{
		{"a figure of the very thing", figure, one("新增床位300张。", -5, 1.3), false},
		{"one that is not quite", figure, one("新增床位300张。", -5, 1.2), true},
		{"a weak one that a reader doubts", figure, one("新增300张。", -2, 0.7), true},
		{"a weak one that it does not", figure, one("新增300张。", 0, 0.7), false},
		{"a list", names, one("建设公园、学校、医院。", -2, 0.6), false},
		{"one that a reader holds for none", names, one("建设公园、学校、医院。", -5, 1.5), true},
	} {
		if got := c.s.doubtful(c.a); got != c.want {
			t.Errorf("%s: %v", c.about, got)
		}
	}
	unread := one("建设公园。", -9, 0.1)
	if unread.wasRead = false; unread.doubtful(names) {
		t.Error("what was not read is doubted")
	}
}
