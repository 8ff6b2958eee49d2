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
