package ragtest

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/rag"
)

// Swaps makes wrong sentences of a right one with what stands in the passage
// itself, whatever it is about: another figure of the same unit, another year,
// place or thing, a word for its opposite, a negation more or less, what was
// reached for what is to be. Where Corruptions knows the words of its answers,
// Swaps knows none, so that it can be let loose on sentences nobody has seen.
// A sentence that says no more than the right one is none.
func Swaps(text string, cited rag.Passage) []Corruption {
	var out []Corruption
	seen := map[string]bool{text: true}
	there := fold.String(cited.Text)
	for _, s := range swappers {
		for _, wrong := range s.make(text, there) {
			if !seen[wrong] {
				seen[wrong] = true
				out = append(out, Corruption{s.kind, wrong, true})
			}
		}
	}
	return out
}

// swappers make wrong sentences of one and the folded text of its passage.
var swappers = []struct {
	kind string
	make func(text, there string) []string
}{
	{"figure", otherFigures},
	{"exchange", func(text, _ string) []string { return exchanged(text, rag.Passage{}, nil) }},
	{"year", otherYears},
	{"place", otherPlaces},
	{"thing", otherThings},
	{"direction", toggles("增长", "下降", "提高", "降低", "增加", "减少", "扩大", "缩小", "压减", "扩充", "减少为", "增加为", "上涨", "下跌", "放开", "收紧", "免征", "加征", "新增", "减少", "以上", "以下", "以内", "以上", "超过", "不足", "最高", "最低", "突破", "不到", "左右", "以上", "近", "超", "略低于", "略高于", "降到", "升到", "下调", "上调", "优先", "暂缓", "支持", "限制", "达", "不足")},
	{"kind", toggles("累计", "每年", "每年", "累计", "城镇", "农村", "农村", "城镇", "水电", "火电", "火电", "水电", "国家级", "省级", "省级", "市级", "博士", "硕士", "国际标准", "国家标准", "国家标准", "国际标准", "工业", "农业", "农业", "工业", "中央本级", "地方", "预期性", "约束性", "约束性", "预期性", "首次", "再次", "全部", "部分", "一次性", "分期", "存款", "贷款", "线下", "线上", "新建", "改造", "收入", "支出", "支出", "收入", "平均每人", "平均每户", "占比", "增速", "领军企业", "初创企业")},
	{"status", otherStatus},
	{"negation", toggles("达到", "未达到", "完成", "未完成", "实现", "未实现", "给予", "不给予", "可获得", "不可获得", "进行了", "未进行", "免征", "不免征", "有各", "没有各", "有2", "没有2", "中，有", "中，没有", "建成", "未建成", "突破", "未突破", "放开", "未放开", "压减", "未压减", "纳入", "未纳入", "增加", "不增加", "已经", "尚未", "要", "不要", "安排", "不安排", "选择", "不选择", "优先", "不优先", "确定", "不确定", "开展", "不开展", "不断", "不再", "推进", "不推进", "健全", "不健全", "加强", "不加强")},
}

// toggles is swaps, of a text alone.
func toggles(pairs ...string) func(text, there string) []string {
	make := swaps(pairs...)
	return func(text, _ string) []string { return make(text, rag.Passage{}, nil) }
}

// otherStatus says of what is to be that it was reached, and of what was
// reached that it is to be. A sentence that tells neither is left as it is: in a
// plan 完成 and 计划完成 are one.
func otherStatus(text, _ string) []string {
	switch {
	case goal.MatchString(text):
		return toggles("将", "已", "力争", "已经", "目标", "实际", "目标为", "实际为", "预期目标", "实际结果", "拟", "已", "计划到", "已经到", "计划在", "已经在", "计划于", "已经于", "计划新", "已经新", "计划建", "已经建", "计划完成", "已经完成", "计划实现", "已经实现", "计划投", "已经投", "计划安排", "已经安排", "计划用", "已经用", "计划培", "已经培", "计划改", "已经改", "计划引", "已经引")(text, "")
	case reached.MatchString(text):
		return toggles("已", "将", "已经", "预计", "达到", "预计将达到", "降到", "预计降到", "追加了", "拟追加", "实行了", "拟实行", "现有", "将有")(text, "")
	}
	return nil
}

var (
	goal    = regexp.MustCompile(`将|力争|目标|拟|计划|预期`)
	reached = regexp.MustCompile(`已|现有|追加了|实行了|去年|上年|截至|十三五”期间|降到`)
)

// measured matches a figure with the unit that follows it.
var measured = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)?)(万千瓦|万亿元|亿元|万元|亿千瓦时|个百分点|万人次|万人|万吨|亿吨|平方米|万亿斤|%|元|[\p{Han}])`)

// perSwap is how many wrong sentences a kind makes of one place of the right one.
const perSwap = 3

// otherFigures puts for each figure others of its unit that stand in the passage.
func otherFigures(text, there string) []string {
	var out []string
	for _, own := range measured.FindAllStringSubmatchIndex(text, -1) {
		number, unit := text[own[2]:own[3]], text[own[4]:own[5]]
		n := 0
		for _, other := range measured.FindAllStringSubmatch(there, -1) {
			if other[2] == unit && other[1] != number && unit != "年" && n < perSwap {
				out = append(out, replaceAt(text, own[2:4], other[1]))
				n++
			}
		}
	}
	return out
}

var someYear = regexp.MustCompile(`(?:19|20)[0-9]{2}年?`)

// otherYears puts for each year another of the passage's, and makes two of a
// sentence change places.
func otherYears(text, there string) []string {
	var out []string
	all := someYear.FindAllString(there, -1)
	slices.Sort(all)
	all = slices.Compact(all)
	own := someYear.FindAllStringIndex(text, -1)
	for _, at := range own {
		for _, y := range all {
			if y[:4] != text[at[0]:at[0]+4] {
				out = append(out, replaceAt(text, []int{at[0], at[0] + 4}, y[:4]))
			}
		}
	}
	if len(own) == 2 && text[own[0][0]:own[0][0]+4] != text[own[1][0]:own[1][0]+4] {
		a, b := own[0][0], own[1][0]
		out = append(out, text[:a]+text[b:b+4]+text[a+4:b]+text[a:a+4]+text[b+4:])
	}
	return out
}

// places are names that sentences of plans hold.
var places = strings.Fields("北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 石家庄 太原 哈尔滨 福州 长沙 南宁 海口 贵阳 昆明 兰州 厦门 大连 青岛 温州 济南 锦州 通辽 东北 华中 西南 华北 中英街 沙头角 大梅沙 小梅沙 盐田港 海田片区 金沙湾片区 调顺岛片区 北桥片区 草苏片区 丰厚村 高田村 沙井子村 联盟村 港西工业园 南港工业区 下埔院区 江南院区 仲恺院区 总院区")

// otherPlaces puts for a place another that the passage names and the sentence does not.
func otherPlaces(text, there string) []string {
	named := slices.DeleteFunc(slices.Clone(places), func(p string) bool { return !strings.Contains(there, p) })
	return slices.DeleteFunc(exchangeWords(text, named), func(wrong string) bool { return sameItems(wrong, text, there) })
}

// sameItems tells whether a wrong sentence only names others of the items of one
// list that the passage has.
func sameItems(wrong, text, there string) bool {
	for _, clause := range clauseMarks.Split(there, -1) {
		in := func(sentence string) int {
			n := 0
			for _, item := range strings.Split(clause, "、") {
				for _, p := range places {
					if strings.HasSuffix(item, p) && strings.Contains(sentence, p) {
						n++
						break
					}
				}
			}
			return n
		}
		if strings.Count(clause, "、") > 1 && in(wrong) > 1 && in(wrong) == in(text) {
			return true
		}
	}
	return false
}

// exchangeWords puts for each word of text others of words that are not in it.
func exchangeWords(text string, words []string) []string {
	var out []string
	for _, own := range words {
		n := 0
		for _, other := range words {
			if strings.Contains(text, own) && !strings.Contains(text, other) && !strings.Contains(other, own) && n < perSwap {
				out = append(out, strings.Replace(text, own, other, 1))
				n++
			}
		}
	}
	return out
}

var (
	clauseMarks = regexp.MustCompile(`[,，;；。:：()（）〈〉\n]`)
	listed      = regexp.MustCompile(`[\p{Han}“”"、]*[\p{Han}”"]、[\p{Han}“”"、]+`)
	figured     = regexp.MustCompile(`^([\p{Han}“”"、]{2,}?)(?:将|要|可)?(?:达到|达|为|实现|增长|下降|减少|增加|超过|约|近|上涨|安排|突破|降到|完成|到)*[0-9]`)
)

// otherThings puts what one figure of the passage is of for what another is of,
// and an item of one list for an item of another.
func otherThings(text, there string) []string {
	var subjects, items []string
	for _, clause := range clauseMarks.Split(there, -1) {
		if m := figured.FindStringSubmatch(clause); m != nil && thing(m[1]) {
			subjects = append(subjects, m[1])
		}
		if list := listed.FindString(clause); list != "" { // the last of one list for the first of another
			for _, item := range strings.Split(list, "、")[:1] {
				if n := utf8.RuneCountInString(item); n >= 3 && n <= 8 && thing(item) {
					items = append(items, item)
				}
			}
		}
	}
	return append(exchangeWords(text, subjects), exchangeWords(text, items)...)
}

// thing tells whether words name something, and not only what is done or how far.
func thing(words string) bool {
	if strings.ContainsAny(words, "、和与") {
		return false
	}
	for _, w := range verbs {
		words = strings.ReplaceAll(words, w, "")
	}
	return utf8.RuneCountInString(words) >= 2
}

var verbs = strings.Fields("全区 全省 全市 全街 其中 完成 力争 实现 建设 建成 打造 取得 新增 形成 培育 淘汰 投入 截至 截止 启动 实施 开展 落实 确保 推动 推进 比上年 增长 给予 按 每 中央财政 财政 今年 去年 达到 使 等 共 约 计划 较 对 第一 第二 引育 领先 用于 逐步 有序 大力 行动 突破 再次 首次 还 将 以 年度 期间 每年 行动 确定 选择 各")
