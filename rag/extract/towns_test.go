package extract

import "testing"

// Who asks which cities wants their names.
func TestTownsAreNamed(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"首批试点城市是哪些", "形成一批横向打通、纵向贯通、各具特色的试点城市。", false},
		{"首批试点城市是哪些", "首批试点城市为深圳市、杭州市、合肥市。", true},
		{"平台接入了哪几个省", "平台体系包括国家、省、市、县、学校五级的平台。", false},
		{"平台接入了哪几个省", "平台已接入浙江省、江苏省。", true},
		{"试点城市要做哪些工作", "试点城市要横向打通、纵向贯通。", true}, // what they do
		{"试点工作有哪些要求", "试点工作要横向打通、纵向贯通。", true},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := cand.answers(a) != nil; got != c.want {
			t.Errorf("%s: %q answers %v", c.question, c.sentence, got)
		}
	}
}
