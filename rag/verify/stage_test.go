package verify

import "testing"

// How far something has come is of that thing alone, and of no other's clause.
func TestStages(t *testing.T) {
	hold(t, prose("确保甲物流中心、乙物流园、丙中心（世纪园）年内竣工投入使用，丁大厦实现封顶，戊中心二期进入主体施工。"), []judged{
		{"甲物流中心年内竣工投入使用。", ""},
		{"乙物流园年内竣工。", ""},
		{"丙中心年内投入使用。", ""},
		{"丁大厦实现封顶。", ""},
		{"戊中心二期进入主体施工。", ""},
		{"丁大厦封顶，戊中心二期进入主体施工。", ""},
		{"丁大厦年内竣工投入使用。", NotInSource},
		{"丁大厦建成。", Direction},
		{"甲物流中心实现封顶。", NotInSource},
		{"戊中心二期年内竣工。", NotInSource},
		{"戊中心二期实现封顶。", NotInSource},
	})
	hold(t, prose("完成莲沙通道和立交改造规划研究，推动西禾路、明珠道等项目启动建设，加快八号线一期、坪盐通道等项目建设进度。"), []judged{
		{"完成莲沙通道规划研究。", ""},
		{"西禾路项目启动建设。", ""},
		{"推动西禾路、明珠道启动建设。", ""},
		{"加快八号线一期建设进度。", ""},
		{"加快坪盐通道建设。", ""},
		{"推进坪盐通道项目建设。", ""},
		{"完成八号线一期建设。", Direction},
		{"八号线一期启动建设。", Direction},
		{"完成西禾路、明珠道规划研究。", NotInSource},
		{"莲沙通道启动建设。", NotInSource},
	})
}

// A clause without a thing of its own goes on with that of the one before it.
func TestStagesOfTheThingBefore(t *testing.T) {
	hold(t, prose("甲水厂三月开工，年底前完成主体。新增床位300张，完成9所学校改扩建工程。"), []judged{
		{"甲水厂年底前完成主体。", ""},
		{"甲水厂三月开工。", ""},
		{"完成9所学校改扩建。", ""},
		{"9所学校改扩建工程完成。", ""},
		{"启动9所学校改扩建工程。", Direction},
	})
}

// What goes on is not complete; of what is complete it may be said that it went on.
func TestStagesOfWhatGoesOn(t *testing.T) {
	for _, c := range []struct {
		claim, source string
		want          bool
	}{
		{"完成甲工程", "推进甲工程", true},
		{"建成甲工程", "推动甲工程建设", true},
		{"推进甲工程", "完成甲工程", false},
		{"推动甲工程", "启动甲工程", false},
		{"加快甲工程", "推进甲工程", false},
		{"推动甲工程完成", "推动甲工程", false}, // 完成 may stand elsewhere
		{"推动甲工程完成", "加快甲工程", true},
		{"完成甲工程", "甲工程", false},
		{"完成甲工程", "加快完成甲工程", false},
		{"甲工程投入使用", "甲工程竣工投入使用", false},
		{"甲工程投入使用", "甲工程竣工", true},
		{"甲工程竣工", "甲工程建成", false},
		{"甲工程", "启动甲工程", false},
	} {
		if got := restaged(c.claim, c.source); got != c.want {
			t.Errorf("%s for %s: %v", c.claim, c.source, got)
		}
	}
}

// A clause goes on behind brackets, and no further.
func TestClausesAcrossBrackets(t *testing.T) {
	for text, want := range map[string][]string{
		"甲、乙（丙）竣工，丁封顶": {"甲 乙 竣工", "丁封顶"},
		"甲（乙）、丙开工":     {"甲 丙开工"},
		"甲（乙），丙":       {"甲", "丙"},
		"甲":            {"甲"},
	} {
		all, _ := pieces(text)
		first := all[0].clause
		for k, p := range all {
			got, of := clauseAt(all, k), want[0]
			if p.clause > first+2 {
				of = want[len(want)-1]
			}
			if !p.aside && len(got) != len(of) { // in any order
				t.Errorf("%s: the clause of %s is %q, want %q", text, string(p.words), got, of)
			}
		}
	}
}
