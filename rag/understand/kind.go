package understand

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

// A Kind is what sort of answer a question wants.
type Kind string

// Kinds of question. Open is the kind of one that fits none of the others.
const (
	Open       Kind = ""
	Number     Kind = "number"     // 多少, 几家
	List       Kind = "list"       // 哪些, 哪五条
	Comparison Kind = "comparison" // 哪个更严, 比2020年高吗
	Date       Kind = "date"       // 什么时候
	Name       Kind = "name"       // 叫什么, 谁
	Definition Kind = "definition" // 是什么意思
	YesNo      Kind = "yesno"      // 能不能, …吗
)

// What asks for each kind, in the words that staff use. A pattern may match
// several kinds of question; the order in kindOf decides.
var (
	asksComparison = regexp.MustCompile(`哪[个边里家].{0,8}更|哪[个边里].{0,6}[高低大小严快早多少][一点些]*[?？]?$|谁更|对比|比较|相比|[比较](?:19|20)\d\d|区别|不同|不一样|差[多别异几]|变化|各(?:是|有|做|提|点|叫|要|自)|分别(?:是|要|有|叫|做|达|为|指)?`)
	asksNumber     = regexp.MustCompile(`多少|几(?:个|家|所|座|项|条|种|栋|级|分|次|回|张|亩|人|名|公里|平方米|年|天|场|套|辆|件|处|户)|多[大高长久远宽深]|(?:比例|率|面积|总额|数量|人数|增速|增幅)(?:是|有|为|要|$|[?？])|百分之几`)
	asksList       = regexp.MustCompile(`哪些|哪几|[哪的][一二两三四五六七八九十0-9]+[个条项种大点本类]|哪[一二两三四五六七八九十]+|几[种类]|包[含括](?:哪|什么|几)?|都有|有什么(?:措施|举措|做法|任务|项目|要求|建议)|几个方面|几方面`)
	asksDate       = regexp.MustCompile(`什么时[候间]|何时|哪[一]?[年天月]|几月|几号|多久以?前|哪个月`)
	asksName       = regexp.MustCompile(`叫什么|叫啥|名[字称]|谁|哪[家个位](?:公司|单位|部门|医院|学校|企业|机构)|由.{0,4}牵头`)
	asksMeaning    = regexp.MustCompile(`什么意思|指(?:的是)?什么|是啥|何谓|什么是|定义|含义|怎么理解|说的是`)
	asksYesNo      = regexp.MustCompile(`吗[?？]?$|能不能|有没有|是不是|是否|会不会|要不要|可不可以|能否|行不行`)
)

// kindOf tells the kind of a simplified question. Who compares figures wants a
// comparison, and who asks 哪几家 a list: what is more particular comes first.
func kindOf(s string) Kind {
	for _, k := range []struct {
		asks *regexp.Regexp
		kind Kind
	}{
		{asksComparison, Comparison}, {asksDate, Date}, {asksList, List}, {asksNumber, Number},
		{asksName, Name}, {asksMeaning, Definition}, {asksYesNo, YesNo},
	} {
		if k.asks.MatchString(s) {
			return k.kind
		}
	}
	return Open
}

// measure is what stands behind 多少 and 几 and tells what is counted; counted
// is how many things a question says there are. 哪些 says neither.
var (
	measure = regexp.MustCompile(`(?:多少|几)((?:个)?百分点|(?:万|亿)?(?:平方米|平方公里|公里|公顷|元|人次|人|[个家所座项条种栋级次回张亩名件处户场套吨米辆岁]))`)
	counted = regexp.MustCompile(`(?:[哪的这那]|一共|总共|共有?|分为?|分成)([一二两三四五六七八九十]+|[0-9]{1,2})(?:大|个|条|项|种|点|本|类|级|件|步|方面|[“"「])`)
)

// unitOf is the measure word behind 多少 or 几.
func unitOf(s string) string {
	if m := measure.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

// countOf is how many things a question says there are, 0 where it does not:
// 这一级 says nothing of how many.
func countOf(s string) int {
	for _, m := range append(counted.FindAllStringSubmatch(s, -1), thingsCounted.FindStringSubmatch(s)) {
		if len(m) > 0 && (fold.Count(m[1]) > 1 || strings.HasPrefix(m[0], "哪")) {
			return fold.Count(m[1])
		}
	}
	return 0
}

// Count is how many things a question says that it wants, 0 where it does not.
func Count(question string) int { return countOf(simplified(question)) }
