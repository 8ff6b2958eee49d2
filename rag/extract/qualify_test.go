package extract

import "testing"

func TestQualifiersInOtherWords(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"省级的见义勇为英雄奖金多少", "在本省范围内有重大影响的，授予见义勇为英雄称号，奖励二十万元。", true},
		{"省级的见义勇为英雄奖金多少", "授予见义勇为英雄称号，奖励二十万元。", false},
		{"市级的见义勇为英雄奖金多少", "由市人民政府授予见义勇为英雄称号，奖励五万元。", true},
		{"1978年人均粮食是多少公斤", "人均粮食占有量提高，总产量达到三亿吨，比上一年增产二千万吨。", false},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := cand.qualified(a) && len(cand.answers(a)) > 0; got != c.want {
			t.Errorf("%s by %q: %v", c.question, c.sentence, got)
		}
	}
}

func TestFiguresOfQualifiedThings(t *testing.T) {
	for _, c := range []struct {
		question, sentence string
		want               bool
	}{
		{"人均可支配收入是多少", "居民人均可支配收入达38527元。", true},
		{"人均可支配收入是多少", "居民人均可支配收入增加，2020年达38527元。", true}, // the year alone stands in front
		{"人均可支配收入是多少", "居民人均可支配收入增加，达38527元。", true},
		{"人均生产总值是多少", "生产总值达1032亿元。", false},
		{"农民人均纯收入是多少", "农民按人口平均的纯收入达309元。", true},
		{"人均生产总值是多少", "人均水平提高，生产总值达1032亿元。", false},
		{"出口总额是多少亿元", "进出口总额达30亿元。", true},
		{"出口总额是多少亿元", "零售总额达30亿元。", false},
		{"生产总值是多少", "生产总值达1032亿元。", true},
		{"省级的先进单位奖金多少", "对本省范围内的先进单位给予20万元奖励。", true},
		{"省级的先进单位奖金多少", "县人民政府对先进单位给予2万元奖励。", false},
	} {
		cand, a := pair(c.question, c.sentence, nil)
		if got := len(cand.answers(a)) > 0; got != c.want {
			t.Errorf("%s: %q answers: %v", c.question, c.sentence, got)
		}
	}
}

func TestWhatIsCountedHasNoWordsThatAsk(t *testing.T) {
	for question, want := range map[string]string{
		"打掉的涉恶集团各有几个": "涉恶集团",
		"注册企业共有多少家":   "注册企业",
		"区里的公园有几座":    "公园",
	} {
		if got := newAsk(question).noun; got != want {
			t.Errorf("%s counts %q, want %q", question, got, want)
		}
	}
}
