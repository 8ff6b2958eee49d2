package verify

import "testing"

func TestPeriodAt(t *testing.T) {
	for _, c := range []struct {
		in, rest string
		want     period
	}{
		{"2025年", "", period{from: 2025, to: 2025}},
		{"2025年底达到", "达到", period{from: 2025, to: 2025, until: true}},
		{"2025年末", "", period{from: 2025, to: 2025, until: true}},
		{"2022年初实现", "实现", period{from: 2022, to: 2022, early: true}},
		{"2021-2025年期间", "", period{from: 2021, to: 2025}},
		{"2021年至2025年", "", period{from: 2021, to: 2025}},
		{"2020,限上", ",限上", period{from: 2020, to: 2020}},
		{"2020", "", period{from: 2020, to: 2020}},
		{"十四五时期", "", period{from: 2021, to: 2025}},
		{"十四五期间新增", "新增", period{from: 2021, to: 2025}},
		{"十四五末", "", period{from: 2025, to: 2025, until: true}},
		{"十三五", "", period{from: 2016, to: 2020}},
		{"第14个五年规划", "规划", period{from: 2021, to: 2025}},
	} {
		p, rest, ok := periodAt(c.in)
		if !ok || p != c.want || rest != c.rest {
			t.Errorf("periodAt(%q) = %+v, %q, %v", c.in, p, rest, ok)
		}
	}
	for _, in := range []string{"2030人", "2363家", "20251", "2025.5", "2000多家", "2000万", "1850年", "十大工程", "第3个五年", ""} {
		if p, _, ok := periodAt(in); ok {
			t.Errorf("periodAt(%q) = %+v", in, p)
		}
	}
}

func TestPeriodsFit(t *testing.T) {
	year := period{from: 2025, to: 2025}
	until := period{from: 2025, to: 2025, until: true}
	five := plan(14)
	for _, c := range []struct {
		name          string
		claim, source period
		fits          bool
	}{
		{"the same", year, year, true},
		{"another", period{from: 2020, to: 2020}, year, false},
		{"the end of a plan for the plan", until, five, true},
		{"a year of a plan for the plan", year, five, false},
		{"the plan for its end", five, until, true},
		{"the plan for its last year", five, year, false},
		{"another plan", plan(13), five, false},
		{"the end for the beginning", until, period{from: 2025, to: 2025, early: true}, false},
		{"the beginning for the year", period{from: 2025, to: 2025, early: true}, year, false},
		{"the year for its beginning", year, period{from: 2025, to: 2025, early: true}, true},
	} {
		if c.claim.fits(c.source) != c.fits {
			t.Errorf("%s: fits is not %v", c.name, c.fits)
		}
	}
}
