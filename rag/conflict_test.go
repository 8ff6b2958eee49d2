package rag

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
)

// issued is a passage of an issued document of a region.
func issued(id, region, published, text string) Passage {
	p := passage(id, 0, text)
	p.Document.Region, p.Document.Published, p.Document.Standing = region, published, chunk.Issued
	return p
}

func TestConflictsAreTold(t *testing.T) {
	mine := issued("a", "广东省湛江市赤坎区", "2021-05", "完善制度。到2025年，新增养老床位300张。")
	for _, c := range []struct {
		name  string
		other Passage
		told  bool
	}{
		{"another figure", issued("b", "广东省湛江市赤坎区", "2022-03", "2025年赤坎区新增养老床位达到500张。"), true},
		{"the same figure", issued("b", "广东省湛江市赤坎区", "2022-03", "到2025年，新增养老床位300张。"), false},
		{"another year", issued("b", "广东省湛江市赤坎区", "2022-03", "到2023年，新增养老床位200张。"), false},
		{"no year", issued("b", "广东省湛江市赤坎区", "2022-03", "新增养老床位500张。"), false},
		{"the year of the sentence before", issued("b", "广东省湛江市赤坎区", "2022-03", "到2025年，零售总额达到50亿元。新增养老床位500张。"), true},
		{"another year in the sentence before", issued("b", "广东省湛江市赤坎区", "2022-03", "到2023年，零售总额达到50亿元。新增养老床位500张。"), false},
		{"another thing", issued("b", "广东省湛江市赤坎区", "2022-03", "到2025年，新增托育床位500张。"), false},
		{"another unit", issued("b", "广东省湛江市赤坎区", "2022-03", "到2025年，新增养老床位5%。"), false},
		{"another region", issued("b", "广东省湛江市霞山区", "2022-03", "到2025年，新增养老床位500张。"), false},
		{"the same document", issued("a", "广东省湛江市赤坎区", "2021-05", "到2025年，新增养老床位500张。"), false},
	} {
		d := newDraft([]Passage{mine, c.other}, false, "m")
		if _, ok := d.add("到2025年，新增养老床位300张[1]。"); !ok {
			t.Fatalf("%s: a right sentence was dropped", c.name)
		}
		told := slices.ContainsFunc(d.notices, func(n Notice) bool { return n.Code == NoticeConflict })
		if told != c.told {
			t.Errorf("%s: %v", c.name, d.notices)
		}
		for _, n := range d.notices {
			for _, want := range []string{"《a规划》（2021-05）", "《b规划》（2022-03）", "300张", "500张"} {
				if !strings.Contains(n.Message, want) {
					t.Errorf("%q lacks %q", n.Message, want)
				}
			}
		}
	}
}

func TestAConflictIsToldOnce(t *testing.T) {
	mine := issued("a", "广东省湛江市赤坎区", "2021-05", "到2025年，新增养老床位300张。")
	other := issued("b", "广东省湛江市赤坎区", "", "到2025年，新增养老床位500张。")
	d := newDraft([]Passage{mine, other}, false, "m")
	d.add("到2025年，新增养老床位300张[1]。")
	d.add("2025年新增养老床位300张[1]。")
	if len(d.notices) != 1 || !strings.Contains(d.notices[0].Message, "未注明日期") {
		t.Errorf("notices %v", d.notices)
	}
}

func TestRowsOfTwoPlansConflict(t *testing.T) {
	row := func(id, value string) Passage {
		p := issued(id, "广东省湛江市赤坎区", "2021", "零售总额\n"+value)
		p.Kind = chunk.KindFact
		p.Fact = &chunk.Fact{Name: "零售总额", Unit: "亿元", Values: []chunk.Value{{Period: "2025", Value: value}}}
		return p
	}
	d := newDraft([]Passage{row("a", "11.8"), row("b", "12.4")}, false, "m")
	d.add("赤坎区零售总额2025年目标11.8亿元[1]。")
	if len(d.notices) != 1 {
		t.Errorf("notices %v", d.notices)
	}
}
