package fold

import (
	"strconv"
	"testing"
)

// A count is read the same however it is written.
func TestCount(t *testing.T) {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	for n := 1; n < 100; n++ {
		said := digits[n%10]
		switch {
		case n >= 20:
			said = digits[n/10] + "十" + said
		case n >= 10:
			said = "十" + said
		}
		for _, s := range []string{said, strconv.Itoa(n)} {
			if got := Count(s); got != n {
				t.Errorf("%s is %d, want %d", s, got, n)
			}
		}
	}
	for s, want := range map[string]int{"两": 2, "俩": 2, "①": 1, "⑩": 10, "⑳": 20} {
		if got := Count(s); got != want {
			t.Errorf("%s is %d, want %d", s, got, want)
		}
	}
	for _, s := range []string{"", "零", "百", "x", "多", "①②", "十多", "第三"} {
		if got := Count(s); got != 0 {
			t.Errorf("%q is %d, want nothing", s, got)
		}
	}
}
