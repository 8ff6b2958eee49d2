package understand

import (
	"regexp"
	"strings"
)

// bareCounted matches a question that is no more than a number of things with
// what they are called: 六大聚焦行动.
var bareCounted = regexp.MustCompile(`^[^?？，,。、]{0,12}?(?:[二两三四五六七八九十]{1,3}|[2-9])[大个条项]\p{Han}{2,8}[?？]?$`)

// listing is a question that names a number of things and asks nothing, with the
// words that ask for them; any other as it stands.
func listing(question string) string {
	s := strings.TrimSpace(simplified(question))
	if !bareCounted.MatchString(s) || asking.MatchString(strings.TrimRight(s, "?？")) || ended.MatchString(s) {
		return question
	}
	return strings.TrimRight(strings.TrimSpace(question), "?？") + "有哪些"
}

// ended matches what says of several things what becomes of them.
var ended = regexp.MustCompile(`(?:怎|多|几|情况|进展|目标|比较|对比|区别|不同|资金|投资|时间|地点|名单|内容|要求)`)
