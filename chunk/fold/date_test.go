package fold

import "testing"

// Dates of sources and records are read by staff: no leading zero, no part that
// nobody gave.
func TestDate(t *testing.T) {
	for date, want := range map[string][2]string{
		"2021-05-01": {"2021年5月1日", "2021年5月"},
		"2021-12":    {"2021年12月", "2021年12月"},
		"2021":       {"2021年", "2021年"},
		"":           {"", ""},
		"2021-x-01":  {"2021年", "2021年"},
		"五月":         {"", ""},
	} {
		if day, month := Date(date), Month(date); day != want[0] || month != want[1] {
			t.Errorf("%q: %q and %q, want %q and %q", date, day, month, want[0], want[1])
		}
	}
}

// Each plan lasts five years and begins where the one before it ended, but for
// the third.
func TestFiveYears(t *testing.T) {
	last := 1952
	for n := 1; n <= 20; n++ {
		from, to := FiveYears(n)
		if to != from+4 || from != last+1 && n != 3 {
			t.Errorf("plan %d is %d to %d, behind %d", n, from, to, last)
		}
		last = to
	}
	if from, to := FiveYears(14); from != 2021 || to != 2025 {
		t.Errorf("十四五 is %d to %d", from, to)
	}
	for _, n := range []int{-1, 0, 21} {
		if from, to := FiveYears(n); from != 0 || to != 0 {
			t.Errorf("plan %d is %d to %d", n, from, to)
		}
	}
}
