package fold

import (
	"strconv"
	"strings"
)

// Date writes a date as plans write it: 2021-05-01 as 2021年5月1日, 2021-05 as
// 2021年5月, 2021 as 2021年. What follows a part that is no number is left out;
// "" stays "".
func Date(date string) string {
	var out strings.Builder
	for i, part := range strings.SplitN(date, "-", 3) {
		n, err := strconv.Atoi(part)
		if err != nil {
			break
		}
		out.WriteString(strconv.Itoa(n) + []string{"年", "月", "日"}[i])
	}
	return out.String()
}

// Month writes a date as Date does, without its day.
func Month(date string) string { return Date(date[:min(len(date), len("2021-05"))]) }

// FiveYears are the first and the last year of China's n-th five-year plan, 0
// where there is no such plan. The first two began in 1953 and 1958; the third,
// after three years of adjustment, in 1966, and each since then where the one
// before it ended.
func FiveYears(n int) (from, to int) {
	switch {
	case n < 1 || n > 20:
		return 0, 0
	case n < 3:
		return 1948 + 5*n, 1952 + 5*n
	}
	return 1951 + 5*n, 1955 + 5*n
}
