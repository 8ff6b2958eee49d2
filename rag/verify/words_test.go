package verify

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The lists of words are data that people add to: what each list promises must
// hold for every word of it.

func TestFramingClaimsNothing(t *testing.T) {
	for _, w := range framing {
		if got := content([]rune(w)); len(got) > 0 {
			t.Errorf("%s claims %q", w, got)
		}
	}
	for _, w := range []string{"养老", "公厕", "一百", "钢铁产业", "达标", "目标管理"} {
		if len(content([]rune(w))) == 0 {
			t.Errorf("%s claims nothing", w)
		}
	}
}

// A word of framing in front of or behind a word claims nothing besides it.
func TestFramingAroundAWord(t *testing.T) {
	for _, w := range framing {
		if utf8.RuneCountInString(w) < 2 {
			continue // one character may be part of the word beside it
		}
		for _, text := range []string{w + "公厕", "公厕" + w} {
			if got := content([]rune(text)); !slices.Equal(got, []string{"公厕"}) {
				t.Errorf("%s claims %q", text, got)
			}
		}
	}
}

// No word is its own opposite, and two of one group that are not in one class
// are each other's.
func TestOpposites(t *testing.T) {
	for _, group := range opposites {
		for i, class := range group {
			for _, w := range class {
				if contrary(w, w) {
					t.Errorf("%s is contrary to itself", w)
				}
			}
			for j, other := range group {
				if i == j {
					continue
				}
				for _, a := range class {
					for _, b := range other {
						if strings.Contains(a, b) || strings.Contains(b, a) {
							continue // 改扩建 holds 扩建, and says both
						}
						if contrary(a, b) != contrary(b, a) {
							t.Errorf("%s and %s: contrary one way only", a, b)
						}
						if !contrary(a, b) && !inBoth(group, a, b) {
							t.Errorf("%s is not contrary to %s", a, b)
						}
					}
				}
			}
		}
	}
}

// inBoth tells whether one of two words holds a word of a class of the other's,
// so that neither tells the classes apart.
func inBoth(group [][]string, a, b string) bool {
	both := 0
	for _, class := range group {
		if holdsAny(a, class) && holdsAny(b, class) {
			both++
		}
	}
	return both > 0
}

// A source that says both is contrary to neither.
func TestBothOpposites(t *testing.T) {
	for _, group := range opposites {
		all := strings.Join(slices.Concat(group...), "，")
		for _, w := range slices.Concat(group...) {
			if contrary(w, all) {
				t.Errorf("%s is contrary to %s", w, all)
			}
		}
	}
}

func TestSynonymsStandForEachOther(t *testing.T) {
	for _, class := range synonyms {
		for _, a := range class {
			for _, b := range class {
				if !synonymous(a, "全区"+b+"工作") {
					t.Errorf("%s does not stand for %s", a, b)
				}
			}
		}
	}
	for _, c := range [][2]string{{"提高", "全区降低"}, {"养老", "托育"}, {"提高", ""}, {"", "提高"}} {
		if synonymous(c[0], c[1]) {
			t.Errorf("%q stands for %q", c[0], c[1])
		}
	}
}

func TestNegationsAreCounted(t *testing.T) {
	for _, w := range notNegate {
		if n := negated([]rune("推进" + w + "工作")); n != 0 {
			t.Errorf("%s is counted as a negation", w)
		}
	}
	for _, w := range negations {
		if n := negated([]rune("部门" + w + "达标")); n == 0 {
			t.Errorf("%s is no negation", w)
		}
	}
}

// Ways of moving say nothing of what moves; the thing itself does.
func TestMannersAreThin(t *testing.T) {
	for _, w := range manners {
		if !thin([]rune(w)) {
			t.Errorf("%s names a thing", w)
		}
		if thin([]rune("公厕" + w)) {
			t.Errorf("公厕%s names nothing", w)
		}
	}
	if !thin([]rune{mark}) {
		t.Error("a figure names a thing")
	}
}

// A unit is written in more than one way and is of one kind: its own amount is
// the same, another kind's never.
func TestUnitsAreOfOneKind(t *testing.T) {
	for _, a := range units {
		qa, rest, ok := amount("7" + a.name)
		if !ok || rest != "" || qa.unit != a.base {
			t.Errorf("7%s is read as %+v, %q is left", a.name, qa, rest)
			continue
		}
		for _, b := range units {
			qb, _, _ := amount("7" + b.name)
			if same := qa.same(qb); same != (a.base == b.base && a.factor == b.factor) {
				t.Errorf("7%s and 7%s: same is %v", a.name, b.name, same)
			}
			if qa.alike(qb) != (a.base == b.base) {
				t.Errorf("%s and %s: alike is %v", a.name, b.name, qa.alike(qb))
			}
		}
	}
}

// The longer name counts: 千瓦时 is no 千瓦, 平方米 no 米.
func TestLongerUnitsComeFirst(t *testing.T) {
	for i, u := range units {
		for _, later := range units[i+1:] {
			if later.name != u.name && strings.HasPrefix(later.name, u.name) {
				t.Errorf("%s hides %s", u.name, later.name)
			}
		}
	}
	for text, want := range map[string]string{
		"5千瓦时": "千瓦时", "5千瓦": "千瓦", "5平方米": "平方米", "5平方公里": "平方米", "5立方米": "立方米", "5个百分点": "百分点",
		"5个月": "个月", "5个": "个", "5吨标准煤": "吨标准煤", "5人次": "人次", "5人": "人", "5小时": "小时", "5毫克/立方米": "毫克/立方米",
	} {
		if q, rest, _ := amount(text); q.unit != want || rest != "" {
			t.Errorf("%s is of %q, %q is left", text, q.unit, rest)
		}
	}
}

// Every measure word counts, and any of them may be left out or be 个.
func TestMeasureWords(t *testing.T) {
	for _, r := range countWords {
		q, rest, ok := amount("12" + string(r))
		if !ok || rest != "" || q.unit != string(r) || !counts(q.unit) {
			t.Errorf("12%c is read as %+v, %q is left", r, q, rest)
		}
		for _, loosely := range []string{"12", "12个"} {
			if o, _, _ := amount(loosely); !q.same(o) {
				t.Errorf("12%c is not %s", r, loosely)
			}
		}
		if o, _, _ := amount("12%"); q.alike(o) {
			t.Errorf("%c is alike to %%", r)
		}
	}
}

// Magnitudes multiply, alone and one upon the other.
func TestMagnitudes(t *testing.T) {
	for _, m := range magnitudes {
		q, rest, ok := amount("3" + m.name + "户")
		if !ok || rest != "" || !sameValue(q.value, 3*m.factor) || q.unit != "户" {
			t.Errorf("3%s户 is read as %+v, %q is left", m.name, q, rest)
		}
	}
	for text, want := range map[string]float64{"0.5亿元": 5e7, "1.2万亿元": 1.2e12, "30多万人": 3e5, "3百": 300, "2千瓦": 2, "2万千瓦": 2e4} {
		if q, _, _ := amount(text); !sameValue(q.value, want) {
			t.Errorf("%s is %v, want %v", text, q.value, want)
		}
	}
}

// Numerals in front of a measure word are figures; in names and ordinals they
// are words.
func TestSmallFigures(t *testing.T) {
	for text, want := range map[string]float64{
		"三个园区": 3, "两所学校": 2, "十家企业": 10, "一家企业": 1, "五年内": 5, "七公里": 7000, "一所": 1,
	} {
		r, _ := utf8.DecodeRuneInString(text)
		if q, _, ok := smallFigure(text, r, 0); !ok || !sameValue(q.value, want) {
			t.Errorf("%s is %v (%v), want %v", text, q.value, ok, want)
		}
	}
	for _, c := range []struct {
		text string
		last rune
	}{
		{"三个", '第'}, {"三个", '十'}, {"一个", 0}, {"一项", 0}, {"三农", 0}, {"一带", 0}, {"家", 0}, {"二", 0}, {"一处", '统'},
	} {
		r, _ := utf8.DecodeRuneInString(c.text)
		if q, rest, ok := smallFigure(c.text, r, c.last); ok || rest != c.text {
			t.Errorf("%c%s is read as %+v", c.last, c.text, q)
		}
	}
}

// Words around a figure bound it, each on its side.
func TestBoundsOfFigures(t *testing.T) {
	for _, b := range boundsBefore {
		found, _ := pieces("覆盖率" + b.word + "97%")
		if len(found) != 1 || len(found[0].figures) != 1 || found[0].figures[0].relation != b.relation {
			t.Errorf("%s97%%: %+v", b.word, found)
		}
	}
	for _, b := range boundsBehind {
		found, _ := pieces("覆盖率97%" + b.word)
		if len(found) != 1 || len(found[0].figures) != 1 || found[0].figures[0].relation != b.relation {
			t.Errorf("97%%%s: %+v", b.word, found)
		}
	}
}

// The words behind a year that belong to it are taken with it.
func TestTrailsOfYears(t *testing.T) {
	for _, tr := range trails {
		text := "2025年" + strings.TrimPrefix(tr.word, "年")
		p, rest, ok := periodAt(text + "新增")
		if !ok || rest != "新增" || p.until != tr.until {
			t.Errorf("%s: %+v, %q is left", text, p, rest)
		}
	}
}
