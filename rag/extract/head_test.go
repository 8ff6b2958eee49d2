package extract

import "testing"

func TestALongNounIsCountedByItsFirstWord(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"多少家企业能耗数据接入平台", "推进能耗数据接入平台，到2023年带动60家企业完成。", true},
		{"多少家企业能耗数据接入平台", "到2023年带动60家企业完成。", false},
		{"多少家企业能耗数据接入平台", "推进能耗数据接入平台，到2023年带动60家学校完成。", false},
		{"多少家企业", "到2023年带动60家企业完成。", true},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := len(cand.answers(a)) > 0; got != c.want {
			t.Errorf("%s: %q answers: %v", c.question, c.sentence, got)
		}
	}
}

func TestARoundNumberBesideAUnitIsNoYear(t *testing.T) {
	for text, want := range map[string]int{"2000载重吨以上": 0, "2020千瓦": 0, "2005艘": 0, "2005年": 1, "2005建成": 1} {
		if got := len(yearsNamed(text)); got != want {
			t.Errorf("%s names %d years, want %d", text, got, want)
		}
	}
}
