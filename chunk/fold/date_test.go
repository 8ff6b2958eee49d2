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
