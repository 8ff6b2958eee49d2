package chunk

import (
	"regexp"
	"slices"
	"strings"
)

// A column is a column's head and what stands in the column. Of a head in two
// levels, above is the upper one, which other columns share.
type column struct {
	Span
	above Span
	kind  columnKind
}

type columnKind int

const (
	otherColumn     columnKind = iota // 责任单位, 建设内容
	indexColumn                       // 序号
	groupColumn                       // 类别
	nameColumn                        // 指标名称
	unitColumn                        // 单位
	valueColumn                       // 2020年, 年均增速
	attributeColumn                   // 属性
	noteColumn                        // 备注
)

var columnRules = []struct {
	kind columnKind
	re   *regexp.Regexp
}{
	{indexColumn, regexp.MustCompile(`^(?i:序|编\s*号|編\s*號|序\s*[号號列]|no\.?)$`)},
	{groupColumn, regexp.MustCompile(`^(?:类\s*[别型]|類\s*[別型]|领\s*域|領\s*域|分\s*类|分\s*類|指标类[别型]|指標類[別型]|一级指标|一級指標|指标分类|目标类别|维度|方面|板块)$`)},
	{nameColumn, regexp.MustCompile(`^(?:(?:主\s*要|核\s*心|具体|二级|三级|主要规划|规划|发展|评价|考核|统计|任务)?(?:指\s*标|指\s*標)(?:名\s*[称稱]|内容|項|项|\s*[（(]?\s*[及和、]?\s*(?:计量)?单位\s*[）)]?|名称及单位|名称[（(]单位[）)])?|名\s*[称稱]|项\s*目|項\s*目|[项項]目名[称稱]|目标名称|任务名称|工程名称|事项|指标体系)$`)},
	{unitColumn, regexp.MustCompile(`^(?:计量|計量|度量)?单\s*位$|^(?:計量)?單\s*位$`)},
	{attributeColumn, regexp.MustCompile(`^(?:指标|指標)?(?:属\s*性|屬\s*性|性\s*质|性\s*質|類型)$`)},
	{noteColumn, regexp.MustCompile(`^(?:备\s*注|說\s*明|说\s*明|備\s*註|附\s*注)$`)},
	{valueColumn, regexp.MustCompile(`^[“"「（(]?(?:(?:19|20)\d\d.{0,14}|[“"「]?十[一二三四五六七]五.{0,14})$|^(?:到|至|截至|预计|較|较|比)\s*(?:19|20)\d\d.{0,8}$|^(?:年均|累计|累計|预期|預期|规划|規劃|基期|基准|基準|基础|现状|現狀|当前|目标|目標|远期|近期|中期|增长|增長|增速|增幅|基数|基數|完成|实际|實際|预计|指标值|指標值|[五三]年|同比|合计|合計).{0,12}$`)},
}

const (
	maxCell  = 60 // a cell that stands on a line of its own
	maxHead  = 20 // a column's head on a line of its own
	maxHeads = 16 // lines that column heads may take
)

// columnKindOf tells what a column holds by its head.
func columnKindOf(s string) columnKind {
	if len(s) > 4*maxHead || attributeCell.MatchString(s) {
		return otherColumn
	}
	for _, rule := range columnRules {
		if rule.re.MatchString(s) {
			return rule.kind
		}
	}
	return otherColumn
}

// columnsOf are the columns with these heads. A head that names rows and
// stands over two columns makes the first of them the one of the groups.
func (b body) columnsOf(heads []Span) []column {
	cs := make([]column, len(heads))
	for i, h := range heads {
		cs[i] = column{Span: h, kind: columnKindOf(strings.Trim(b.slice(h), "*"))}
		if i > 0 && cs[i-1].kind == nameColumn && (h.length() == 0 || b.slice(h) == b.slice(heads[i-1])) {
			cs[i-1].kind, cs[i].kind = groupColumn, nameColumn
		}
	}
	return cs
}

// place is the place of the first column of a kind, -1 if there is none.
func place(cs []column, kind columnKind) int {
	return slices.IndexFunc(cs, func(c column) bool { return c.kind == kind })
}

// count is the number of columns of a kind.
func count(cs []column, kind columnKind) int {
	n := 0
	for _, c := range cs {
		if c.kind == kind {
			n++
		}
	}
	return n
}

// isHeader tells whether heads are those of a table of indicators: they name
// the indicator and give at least one year or value.
func isHeader(cs []column) bool {
	return count(cs, nameColumn) == 1 && count(cs, valueColumn) > 0
}

// named sees to it that one column names the rows: where the heads do not say
// which, the one whose head ends so, else the first that may.
func (b body) named(cs []column) {
	if i := place(cs, nameColumn); i >= 0 {
		for j := i + 1; j < len(cs); j++ {
			if cs[j].kind == nameColumn {
				cs[j].kind = otherColumn
			}
		}
		return
	}
	for i, c := range cs {
		if c.kind == otherColumn && strings.HasSuffix(b.slice(c.Span), "名称") {
			cs[i].kind = nameColumn
			return
		}
	}
	for _, kind := range []columnKind{otherColumn, groupColumn, valueColumn} {
		if i := place(cs, kind); i >= 0 {
			cs[i].kind = nameColumn
			return
		}
	}
}

var ownYear = regexp.MustCompile(`(?:19|20)\d\d`)

// period is a column's head as a fact tells it: the upper one stands in front
// of a lower one that gives no year.
func (b body) period(c column) string {
	head := b.slice(c.Span)
	if above := b.slice(c.above); above != "" && above != head && !ownYear.MatchString(head) {
		return above + head
	}
	return head
}

// levels puts the heads of the second line of heads under those of the first,
// and tells whether the second is one. Heads that stand over several columns
// stand in the first of them or in all.
func (b body) levels(first, second []Span) ([]column, bool) {
	if len(first) != len(second) {
		return nil, false
	}
	cs := b.columnsOf(first)
	lower, above := 0, Span{}
	for i, s := range second {
		if first[i].length() > 0 {
			above = first[i]
		}
		text := b.slice(s)
		switch {
		case text == b.slice(first[i]) || text == "" && first[i].length() > 0:
		case text == "" || cs[i].kind != valueColumn && cs[i].kind != otherColumn && first[i].length() > 0:
			return nil, false
		case columnKindOf(text) != valueColumn && !lowerHead.MatchString(text):
			return nil, false
		default:
			cs[i] = column{Span: s, above: above, kind: valueColumn}
			lower++
		}
	}
	return cs, lower > 1
}

// lowerHead is a head that stands below 2025年 or “十四五”目标.
var lowerHead = regexp.MustCompile(`^(?:[^\d]{0,6}(?:值|数|量|额|率|速|标|计|比|期|际|成)|绝对值|总量|增[长速幅]).{0,6}$`)

// upperHead is a head that may stand over several years.
var upperHead = regexp.MustCompile(`^[“"「]?(?:十[一二三四五六七]五|规划|規劃|目标|目標|发展目标|预期目标|指标值|指標值|完成|实际|年度|年份|现状)[^年]{0,10}$`)

// unfold puts heads in place that came in two levels, one on a line, for rows
// of n cells: those of the lower level follow all of the upper one, where one
// or two stand over as many each. It gives nil where that is not certain.
func (b body) unfold(heads []Span, n int) []column {
	uppers := len(heads) - n // heads that stand over others
	var over []int
	for i, h := range heads {
		if upperHead.MatchString(b.slice(h)) {
			over = append(over, i)
		}
	}
	if uppers < 1 || uppers > 2 || len(over) != uppers {
		return nil
	}
	from := len(heads) // of the lower ones
	for from > over[uppers-1]+1 && columnKindOf(b.slice(heads[from-1])) == valueColumn {
		from--
	}
	each := (len(heads) - from) / uppers
	if each < 2 || each*uppers != len(heads)-from {
		return nil
	}
	var cs []column
	for i, h := range heads[:from] {
		k := slices.Index(over, i)
		if k < 0 {
			cs = append(cs, b.columnsOf([]Span{h})...)
			continue
		}
		for _, l := range heads[from+k*each : from+(k+1)*each] {
			cs = append(cs, column{Span: l, above: h, kind: valueColumn})
		}
	}
	return cs
}
