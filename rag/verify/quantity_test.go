package verify

import (
	"math"
	"testing"
)

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		in, unit, rest string
		value          float64
		relation       relation
	}{
		{"12000人", "人", "", 12000, exactly},
		{"1.2万人", "人", "", 12000, exactly},
		{"10.69亿元，", "元", "，", 1.069e9, exactly},
		{"1.4万亿斤", "公斤", "", 0.7e12, exactly},
		{"1.25公里", "米", "", 1250, exactly},
		{"8公顷", "平方米", "", 80000, exactly},
		{"22微克/立方米以下", "微克/立方米", "以下", 22, exactly},
		{"22微克每立方米", "微克/立方米", "", 22, exactly},
		{"5个百分点", "百分点", "", 5, exactly},
		{"5%", "%", "", 5, exactly},
		{"30多家企业", "家", "企业", 30, atLeast},
		{"1200余名", "名", "", 1200, atLeast},
		{"3.7亿千瓦", "千瓦", "", 3.7e8, exactly},
		{"5千瓦", "千瓦", "", 5, exactly},
		{"5.", "", ".", 5, exactly},
		{"7", "", "", 7, exactly},
	} {
		q, rest, ok := amount(c.in)
		if !ok || math.Abs(q.value-c.value) > 1e-6*c.value || q.unit != c.unit || rest != c.rest || q.relation != c.relation {
			t.Errorf("amount(%q) = %+v, %q, %v", c.in, q, rest, ok)
		}
	}
	if _, _, ok := amount("人"); ok {
		t.Error("a word is no amount")
	}
}

func TestRound(t *testing.T) {
	for in, want := range map[string]float64{"万亿元": 1e12, "亿元": 1e8, "千亿元": 1e11, "百万元": 1e6, "万元": 1e4, "万人": 0, "元": 0, "亿吨": 0} {
		q, _, ok := round(in)
		if ok != (want > 0) || ok && q.value != want {
			t.Errorf("round(%q) = %v, %v", in, q.value, ok)
		}
	}
}

func TestSameQuantity(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"1.2万人", "12000人", true},
		{"1.25公里", "1250米", true},
		{"10家", "10个", true},
		{"10家", "10所", false},
		{"10", "10家", true},
		{"10%", "10", false},
		{"10%", "10个百分点", false},
		{"10亿元", "10万元", false},
		{"10万", "10万人", true},
		{"0.65吨", "0.65万吨", false},
		{"3年", "3个月", false},
	} {
		a, _, _ := amount(c.a)
		b, _, _ := amount(c.b)
		if a.same(b) != c.same || b.same(a) != c.same {
			t.Errorf("%s and %s: same is not %v", c.a, c.b, c.same)
		}
	}
}

func TestRelationsFit(t *testing.T) {
	for _, c := range []struct {
		claim, source relation
		fits          bool
	}{
		{exactly, atLeast, true}, {exactly, about, true}, {atLeast, atLeast, true},
		{atLeast, exactly, false}, {about, exactly, false}, {atLeast, atMost, false}, {about, atLeast, false},
	} {
		if c.claim.fits(c.source) != c.fits {
			t.Errorf("%v of %v: fits is not %v", c.claim, c.source, c.fits)
		}
	}
}
