package chunk

import "fmt"

// date writes year, month and day, given in digits, as 2021-09-29.
func date(y, m, d string) string {
	return fmt.Sprintf("%04d-%02d-%02d", ordinal(y), ordinal(m), ordinal(d))
}
