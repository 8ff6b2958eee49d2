package chunk

import (
	"regexp"
	"strings"
	"unicode"
)

const units = `[%％‰℃]|[十百千万亿]{1,2}|个?百分点|(?:标准)?[十百千万亿]{0,2}(?:美?元|欧元|港元|吨公里|吨标准煤|吨标煤|吨二氧化碳|吨|人次|人天|人|户次|户|个|家次|家|件|平方公里|平方千米|公里|千米|平方米|平米|立方米|公顷|亩|张|套|项|岁|年|个月|月|周|天|日|小时|分钟|分贝|秒|千瓦时?|兆瓦时?|吉瓦|瓦|辆|台|床|所|座|处|度|微克|毫克|千克|公斤|克|册|篇|名|条|倍|毫米|厘米|米|升|帧|部|斤|片|株|头|只|艘|架|班|列|场|期|批|根|栋|幢|间|棵|位|级|分|种|次|例|宗|起|学位|标箱|车次|标准箱|站|孔|对|团|支|本|块|口|眼|单|码)|TEU|MWh?|GWh?|kWh|km²?|㎡|㎥|m[23²³]|[μµu]g|mg|t|t?kgce|tce|dB|EFlops|PFlops|Gbps|Mbps|TB|PB`

// isUnit is a unit that stands alone.
var isUnit = regexp.MustCompile(`^(?:` + units + `)(?:\s*[/／每·]\s*\S{1,10})?$`)

// valueCell is a number with what may stand around it: bounds, brackets for
// cumulative values, a unit, a footnote's mark.
var valueCell = regexp.MustCompile(`^(?:[\[［〔【（(＞>≥≤<＜≈≧≦±+＋\-－−—~～\s]|大于|小于|不低于|不高于|不少于|不超过|不大于|不小于|高于|低于|超过?|超|约|近|达到?|至|控制在|保持在?|稳定在|维持在|累计|累計|年均|增长至?|增加|提高到?|提升到?|下降到?|降低到?|减少|力争|第)*\s*\d(?:[\d,.，．\s\[［〔【（()\]］】〕）*＊#①-⑳⑴-⒇\-－–—~～至/／×^+:：、]|以上|以下|以内|左右|之内|以外|上下|` + units + `|[/／]\s*\S{1,6}|个|注\d?)*$`)

// noValue is a cell that says that there is no value.
var noValue = regexp.MustCompile(`^(?:[-—–－−/／…\.·*一]{1,6}|无|無|暂无|待定|空)$`)

// valueWords is a value in words.
var valueWords = regexp.MustCompile(`^(?:持续|完成|达到|达标|保持|稳定|稳中|提升|提高|下降|降低|减少|增长|增加|基本|以上|全面|进一步|[高低大小快慢]于|控制|力争|不|与|按|实现|优于|省下达|市下达|国家下达|上级|同步|逐步|逐年|有所|明显|稳步|显著|合理|待|依|零|达|满足|执行|落实|较|比|年均|累计|是|否|有|全部|优|良|Ⅰ|Ⅱ|Ⅲ|Ⅳ|[IV]+类|第[一二三四五六七八九十]|[＞>≥≤<＜≈]\s*\d).{0,40}$`)

var attributeCell = regexp.MustCompile(`^[（(]?(?:预期|约束|預期|約束|指导|指導|引导|引導|考核|监测|监督|评价|底线|刚性)性?(?:指标|指標)?[）)]?$`)

// isValue tells whether a cell certainly holds a value, or says that there is none.
func isValue(s string) bool { return valueCell.MatchString(s) || noValue.MatchString(s) }

// mayBeValue tells whether a cell may hold a value, in words too.
func mayBeValue(s string) bool { return isValue(s) || valueWords.MatchString(s) }

// isName tells whether a cell may name what a row is about.
func isName(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) >= 0 && !isValue(s) && !attributeCell.MatchString(s) && !isUnit.MatchString(s)
}

var rowNumber = regexp.MustCompile(`^(?:\d{1,3}|[①-⑳]|[` + numerals + `]{1,3}|[（(](?:\d{1,2}|[` + numerals + `]{1,3})[）)])[.．、]?$`)

// rowOrdinal reads a row's number, 0 if a cell is none.
func rowOrdinal(s string) int {
	if len(s) > 16 || !rowNumber.MatchString(s) {
		return 0
	}
	return ordinal(strings.Trim(s, "（()）.．、"))
}

// fits tells whether a cell is what its column is for.
func (k columnKind) fits(s string) bool {
	switch k {
	case indexColumn:
		return rowOrdinal(s) > 0
	case groupColumn:
		return isName(s) && !strings.ContainsFunc(s, unicode.IsDigit)
	case nameColumn:
		return isName(s)
	case unitColumn:
		return isUnit.MatchString(s) || noValue.MatchString(s)
	case valueColumn:
		return mayBeValue(s)
	case attributeColumn:
		return attributeCell.MatchString(s) || noValue.MatchString(s)
	}
	return true
}
