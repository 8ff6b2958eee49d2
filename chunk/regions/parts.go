package regions

import "regexp"

// part matches one name of a full one, with what it is. The shortest counts, but
// of two characters at least, so that 市 of 市中区 ends no name.
var part = regexp.MustCompile(`.{2,}?(?:特别行政区|自治区|自治州|自治县|新区|街道|[省市区县州盟旗镇乡])`)

// Parts are the names that a full one is made of, the largest first: 广东省,
// 湛江市, 赤坎区 of 广东省湛江市赤坎区; nil where it has none.
func Parts(full string) []string { return part.FindAllString(full, -1) }

// Last is a full name from its n-th last part on, 湛江市赤坎区 of
// 广东省湛江市赤坎区; the whole where it has fewer.
func Last(full string, n int) string {
	all := part.FindAllStringIndex(full, -1)
	if len(all) <= n {
		return full
	}
	return full[all[len(all)-n][0]:]
}
