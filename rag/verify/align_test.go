package verify

import (
	"slices"
	"testing"
)

func aligned(claim, source string) alignment {
	c, _ := pieces(claim)
	s, _ := pieces(source)
	return align(c[0], s[0])
}

func TestAlign(t *testing.T) {
	for _, c := range []struct {
		claim, source string
		gaps          []string // of the claim and of the source in their place, in turns
		covers        float64
	}{
		{"新增养老床位", "新增养老床位", nil, 1},
		{"新增托育床位", "新增养老床位", []string{"托育", "养老"}, 4.0 / 6},
		{"新增10家高新企业", "高新企业新增10家", nil, 1},
		{"新增床位", "新增养老床位", []string{"", "养老"}, 1},
		{"钢铁", "新增养老床位", []string{"钢铁", "新增养老床位"}, 0},
	} {
		a := aligned(c.claim, c.source)
		var got []string
		for _, g := range a.gaps() {
			if len(g.words)+len(g.source) > 0 && (len(g.words) > 0 || c.covers == 1 && len(c.gaps) > 0) {
				got = append(got, string(g.words), string(g.source))
			}
		}
		if !slices.Equal(got, c.gaps) || a.covers() != c.covers {
			t.Errorf("%s on %s: %q, %v", c.claim, c.source, got, a.covers())
		}
	}
}

func TestFiguresAreMatched(t *testing.T) {
	for _, c := range []struct {
		claim, source string
		want          []int
	}{
		{"新增10家企业", "企业新增10家", []int{0}},
		{"新增11家企业", "企业新增10家", []int{-1}},
		{"118户贫困户321名人口", "全区118户贫困户321名人口", []int{0, 1}},
		{"321名人口", "118户贫困户321名人口", []int{1}},
	} {
		if got := aligned(c.claim, c.source).matched; !slices.Equal(got, c.want) {
			t.Errorf("%s on %s: %v, want %v", c.claim, c.source, got, c.want)
		}
	}
}

func TestResidue(t *testing.T) {
	for _, c := range []struct {
		word, text string
		want       []string
	}{
		{"养老床位", "新增养老床位", nil},
		{"养老床位", "床位和养老院", nil},
		{"赤坎区养老", "湛江市赤坎区", []string{"养老"}},
		{"养育", "养老", []string{"养育"}},
		{"", "养老", nil},
	} {
		if got := residue(c.word, c.text); !slices.Equal(got, c.want) {
			t.Errorf("residue(%q, %q) = %q, want %q", c.word, c.text, got, c.want)
		}
	}
}

func TestContrary(t *testing.T) {
	for _, c := range []struct {
		claim, source string
		want          bool
	}{
		{"降低收入", "提高收入", true}, {"提升收入", "提高收入", false}, {"新建公厕", "改造公厕", true}, {"新建公厕", "新建和改造公厕", false},
		{"建设公厕", "改造公厕", false}, {"农村居民", "城镇居民", true}, {"允许经营", "严禁经营", true},
	} {
		if contrary(c.claim, c.source) != c.want {
			t.Errorf("contrary(%q, %q) is not %v", c.claim, c.source, c.want)
		}
	}
}

func TestNegated(t *testing.T) {
	for in, want := range map[string]int{"不提高": 1, "不断提高": 0, "未来": 0, "未发生": 1, "无障碍": 0, "没有完成": 1, "完成": 0, "不得不": 2} {
		if got := negated([]rune(in)); got != want {
			t.Errorf("negated(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestStatusOf(t *testing.T) {
	for in, want := range map[string]status{
		"力争达到5%": ahead, "将新建公厕": ahead, "计划新建公厕": ahead, "行动计划": unsaid, "已建成公厕": done, "现有企业52家": done,
		"截至目前": done, "目标是5%": ahead, "新增床位": unsaid, "已完成，力争更多": unsaid, "要达到5%": ahead, "主要任务": unsaid,
	} {
		if got := statusOf(in); got != want {
			t.Errorf("statusOf(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestRowInWords(t *testing.T) {
	r := Row{Name: "零售总额", Attribute: "预期性", Note: "注", Cells: []Cell{{"2020", "10.69亿元"}, {"年均增速", "2%"}, {"2025年", ""}}}
	if got, want := r.String(), "2020年零售总额10.69亿元，年均增速零售总额2%，2025年零售总额（预期性）注"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestVerbatim(t *testing.T) {
	text := prose("完善制度，新增床位300张以上。不低于97%的设备在线。")
	for in, want := range map[string]bool{
		"新增床位300张以上。": true, "湛江市赤坎区：新增床位300张以上。": true, "新增床位300张。": false, "低于97%的设备在线。": false, "完善制度，新增床位300张以上。": true, "2020年：新增床位300张以上。": false, "制度": false,
	} {
		c := newClaim(in, []*Text{text})
		if _, ok := c.verbatim(); ok != want {
			t.Errorf("%s: verbatim is not %v", in, want)
		}
	}
}

func TestFollowed(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"湛江市新增床位", "湛江市新增"}, {"湛江市的床位", "湛江市的床"}, {"赤坎区新增", ""}, {"支持湛江市", "湛江市"},
	} {
		if got := followed(c.text, "湛江市"); got != c.want {
			t.Errorf("followed(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWithoutRegion(t *testing.T) {
	for in, want := range map[string]string{"广东省湛江市赤坎区新增": "新增", "湛江市赤坎区新增": "新增", "赤坎区新增": "新增", "湛江市新增": "湛江市新增", "霞山区": "霞山区"} {
		if got := withoutRegion(in, district.Region); got != want {
			t.Errorf("withoutRegion(%q) = %q, want %q", in, got, want)
		}
	}
}
