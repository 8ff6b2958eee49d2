package chunk

import (
	"strings"
	"testing"

	"chuchu/chunk/regions"
)

// Of several dates in a line the last counts.
func TestLastDate(t *testing.T) {
	for line, want := range map[string]string{
		"2015年3月1日通过 2021年5月30日修订": "2021-05-30", "（2015年3月1日通过）": "2015-03-01", "没有日期": "", "": "",
	} {
		if got := lastDate(Excerpt{line, Span{0, len([]rune(line))}}); got.value != want {
			t.Errorf("%q is last dated %q, want %q", line, got.value, want)
		}
	}
}

// Five-year plans are known by their numbers, of digits or numerals, up to the
// twentieth.
func TestPlansOfPeriods(t *testing.T) {
	for n, want := range map[int]Period{1: {1953, 1957}, 2: {1958, 1962}, 3: {1966, 1970}, 14: {2021, 2025}, 20: {2051, 2055}} {
		if got := fiveYears(n); got == nil || *got != want {
			t.Errorf("plan %d is %v, want %v", n, got, want)
		}
	}
	for _, n := range []int{0, -3, 21} {
		if got := fiveYears(n); got != nil {
			t.Errorf("plan %d is %v", n, got)
		}
	}
	for title, want := range map[string]int{
		"“十四五”规划": 14, "十三五时期": 13, "第14个五年规划": 14, "第六个五年计划": 6, "十五规划": 10, "九五计划": 9, "“十五五”": 15,
	} {
		m := fiveYearPlan.FindStringSubmatch(strings.NewReplacer("“", `"`, "”", `"`).Replace(title))
		if m == nil || planNumber(m) != want {
			t.Errorf("%s is of plan %v, want %d", title, m, want)
		}
	}
}

// A newspaper is of the city or province that it is named after.
func TestRegionOfPaper(t *testing.T) {
	for name, want := range map[string]string{
		"惠州日报": "广东省惠州市", "深圳晚报": "广东省深圳市", "海南日报": "海南省", "人民日报": "", "惠州": "", "日报": "", "": "", "赤坎日报": "", // a district's is none
	} {
		if got := regionOfPaper(name).Full; got != want {
			t.Errorf("%s is of %q, want %q", name, got, want)
		}
	}
}

// A region that was given is as much of the gazetteer's as its name says, in
// either script.
func TestRegionGiven(t *testing.T) {
	for name, want := range map[string]string{
		"湛江市": "广东省湛江市", "廣東省": "广东省", "湛江市赤坎区": "广东省湛江市赤坎区", "惠州": "广东省惠州市", "某国某村": "", "": "",
	} {
		if got := regionGiven(name).Full; got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

// A street that the gazetteer does not know is read behind its county, where it
// cannot be mere words.
func TestUnlistedStreets(t *testing.T) {
	county := regions.Region{Name: "滨海新区", Full: "天津市滨海新区", Level: regions.County}
	for rest, want := range map[string]string{
		"某某街道办事处": "天津市滨海新区某某街道", "某某街道": "天津市滨海新区某某街道", "大港镇人民政府": "天津市滨海新区大港镇", "城镇化建设": "", "乡村振兴": "", "养老服务": "", "": "",
	} {
		got, ok := unlistedStreet(county, rest)
		if ok != (want != "") || ok && (got.Full != want || got.Level != regions.Street || got.Parent != county.Full) {
			t.Errorf("%q: %+v, %v", rest, got, ok)
		}
	}
	if _, ok := unlistedStreet(regions.Region{Level: regions.Province}, "某某街道"); ok {
		t.Error("a street lies right in a province")
	}
}

// The region that a text names most is its own, where it is named twice as often
// as any other of its level; all others may only lie in it or hold it.
func TestWhichRegionATextNames(t *testing.T) {
	of := func(name, level string, times int) tally {
		return tally{site: site{Region: regions.Region{Name: name, Full: "甲省" + name, Level: level}}, times: times, sure: true}
	}
	city, other, within := of("乙市", regions.City, 4), of("丙市", regions.City, 2), tally{site: site{Region: regions.Region{Name: "丁区", Full: "甲省乙市丁区", Level: regions.County, Parent: "甲省乙市"}}, times: 1}
	if got := mostNamed([]tally{city, other}, regions.City); got.Name != "乙市" {
		t.Errorf("twice as often: %+v", got)
	}
	other.times = 3
	if got := mostNamed([]tally{city, other}, regions.City); got.Full != "" {
		t.Errorf("hardly more often: %+v", got)
	}
	if got := mostNamed([]tally{city}, regions.Province); got.Full != "" {
		t.Errorf("of another level: %+v", got)
	}
	if got := onlyRegion([]tally{city, within}); got.Name != "乙市" {
		t.Errorf("with what lies in it: %+v", got)
	}
	if got := onlyRegion([]tally{city, other}); got.Full != "" {
		t.Errorf("beside another: %+v", got)
	}
	if got := onlyRegion([]tally{within}); got.Full != "" {
		t.Errorf("named once: %+v", got)
	}
	if got := onlyRegion(nil); got.Full != "" {
		t.Errorf("of nothing: %+v", got)
	}
}

// A row's name stands without its number and its footnotes' marks, and its unit
// apart where it is one.
func TestNamesAndUnitsOfRows(t *testing.T) {
	for cell, want := range map[string]string{
		"1.森林覆盖率": "森林覆盖率", "（2）森林覆盖率": "森林覆盖率", "③森林覆盖率": "森林覆盖率", "森林覆盖率*": "森林覆盖率", "森林覆盖率[1]": "森林覆盖率", "森林覆盖率（注1）": "森林覆盖率", "*": "*", "": "", "5G基站数": "5G基站数", "PM2.5浓度": "PM2.5浓度",
	} {
		if got := plainName(cell); got != want {
			t.Errorf("%q is called %q, want %q", cell, got, want)
		}
	}
	for cell, want := range map[string][2]string{
		"零售总额(亿元)": {"零售总额", "亿元"}, "零售总额（单位：亿元）": {"零售总额", "亿元"}, "森林覆盖率[%]": {"森林覆盖率", "%"}, "1.零售总额（亿元）": {"零售总额", "亿元"}, "PM2.5浓度（微克/立方米）": {"PM2.5浓度", "微克/立方米"},
		"就业人数（含自主创业）": {"就业人数（含自主创业）", ""}, "零售总额": {"零售总额", ""}, "（亿元）": {"（亿元）", ""},
	} {
		if name, unit := splitUnit(cell); name != want[0] || unit != want[1] {
			t.Errorf("%q is %q in %q, want %q", cell, name, unit, want)
		}
	}
}

// A figure has the unit that its column or row gives it; words and growths of no
// known unit have none.
func TestFigureOfAFact(t *testing.T) {
	for _, c := range []struct{ unit, period, value, want string }{
		{"亿元", "2025", "11.8", "11.8亿元"}, {"亿元", "2025", "11.8以上", "11.8亿元以上"}, {"亿元", "年均增长（%）", "3.5", "3.5%"}, {"亿元", "年均增长", "3.5", "3.5"}, {"%", "年均增长", "3.5", "3.5%"},
		{"亿元", "2025", "完成任务", "完成任务"}, {"亿元", "2025", "11.8万元", "11.8万元"}, {"", "2025", "11.8", "11.8"}, {"家", "2025", ">20", ">20家"}, {"家", "2025", "1,200", "1,200家"}, {"家", "2025", "5-8", "5-8家"}, {"家", "2025", "", ""},
	} {
		if got := (Fact{Unit: c.unit}).Figure(Value{Period: c.period, Value: c.value}); got != c.want {
			t.Errorf("%q of %q in %q is %q, want %q", c.value, c.period, c.unit, got, c.want)
		}
	}
}

// A column's year is told whatever is said of its figures.
func TestYearOfAColumn(t *testing.T) {
	for head, want := range map[string]string{
		"2025": "2025", "2025年": "2025", "2025年目标": "2025", "2025年规划目标值": "2025", "2020年（实际）": "2020年（实际）", "2020年实际": "2020", "二〇二五年": "2025", "2020年末": "2020", "年均增速": "年均增速", "累计": "累计", "": "", "2021-2025": "2021-2025", "12025": "12025",
	} {
		if got := (Value{Period: head}).Year(); got != want {
			t.Errorf("%q is of %q, want %q", head, got, want)
		}
	}
}

// A line keeps one blank for each run inside, a tab for one with a tab, and none
// around it.
func TestSqueeze(t *testing.T) {
	for line, want := range map[string]string{
		"甲乙": "甲乙", " 甲  乙 ": "甲 乙", "甲\t乙": "甲\t乙", "甲 \t 乙": "甲\t乙", "甲\t\t乙": "甲\t乙", "\t甲": "甲", "甲\u3000\u3000乙": "甲 乙", "": "", "  \t ": "", "a b": "a b",
	} {
		if got := Squeeze(line); got != want {
			t.Errorf("%q becomes %q, want %q", line, got, want)
		}
		if again := Squeeze(Squeeze(line)); again != Squeeze(line) {
			t.Errorf("%q is squeezed twice: %q", line, again)
		}
	}
}

// GBK's two bytes and their character are each other's; what is not in it has none.
func TestGBKBytes(t *testing.T) {
	for _, r := range "赤坎区养老服务目标整治。，“”〇" {
		b := gbkBytes(r)
		if b == [2]byte{} {
			if r != '〇' {
				t.Errorf("%c is not in GBK", r)
			}
			continue
		}
		if back := gbkRune(b[0], b[1]); back != r {
			t.Errorf("%c comes back as %c", r, back)
		}
	}
	for _, r := range []rune{-1, 'a', '\U0001F600', 0x10FFFF} {
		if b := gbkBytes(r); b != [2]byte{} {
			t.Errorf("%q has the bytes %v", r, b)
		}
	}
}
