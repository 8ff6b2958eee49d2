package ragtest

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag"
)

// A Corruption is a right answer made wrong.
type Corruption struct {
	Kind   string
	Text   string // a sentence, without its marker
	Inside bool   // it says what its passage says, of another thing, year or status
}

// A corrupter makes wrong sentences of a right one and the passage that it cites.
type corrupter struct {
	kind string
	make func(text string, cited rag.Passage, others []rag.Passage) []string
}

// Corruptions makes wrong sentences of a right one, in a fixed order; others
// are the passages of the same request besides the one that it cites. A
// sentence that says no more than the right one is none.
func Corruptions(text string, cited rag.Passage, others []rag.Passage) []Corruption {
	var out []Corruption
	seen := map[string]bool{text: true}
	for _, c := range corrupters {
		for _, wrong := range c.make(text, cited, others) {
			if seen[wrong] {
				continue
			}
			seen[wrong] = true
			kind, inside := strings.CutSuffix(c.kind, " inside")
			out = append(out, Corruption{kind, wrong, inside})
		}
	}
	return out
}

var corrupters = []corrupter{
	{"number", wrongNumbers},
	{"decimal", decimals},
	{"unit", swaps("亿元", "万元", "万元", "亿元", "万人", "人", "万平方米", "平方米", "万亿元", "亿元", "%", "个百分点", "公里", "米", "公顷", "亩", "微克", "毫克", "万公里", "公里", "亿吨", "万吨", "万千瓦", "千瓦", "万件", "件")},
	{"year", swaps("2025年", "2024年", "2025年", "2030年", "2020年", "2019年", "2027年", "2026年", "2022年", "2023年", "2026年", "2028年", "2017年", "2018年", "2035年", "2030年", "2004年", "2003年", "2030年", "2035年")},
	{"year inside", yearsInside},
	{"plan", swaps("十四五", "十三五", "十三五", "十四五", "十四五", "十五五", "十三五", "十二五")},
	{"place", swaps("赤坎区", "霞山区", "海滨街道", "古林街道", "盐田区", "罗湖区", "海港区", "北戴河区", "青岛市", "济南市", "山东省", "河北省", "惠州", "东莞", "湛江市赤坎区", "茂名市赤坎区")},
	{"place above", swaps("湛江市赤坎区", "湛江市", "赤坎区", "湛江市", "赤坎区", "广东省", "海滨街道", "滨海新区", "海滨街道", "天津市", "盐田区", "深圳市", "盐田区", "广东省", "海港区", "秦皇岛市", "青岛市", "山东省")},
	{"direction", swaps("提高", "降低", "增加", "减少", "新增", "减少", "增长", "下降", "下降", "上升", "上升", "下降", "降至", "升至", "提升", "下降", "加强", "削弱", "扩大", "缩小", "加快", "放缓", "改善", "恶化", "降低", "提高", "优于", "劣于", "支持", "限制", "健全", "取消", "打击", "鼓励")},
	{"bound", swaps("以上", "以下", "以下", "以上", "以内", "以上", "不低于", "不超过", "不少于", "不超过", "不超过", "不低于", "超过", "低于", "超", "不足", "约", "至少", "左右", "以上", "多家", "家以下", "突破", "不到")},
	{"bound inside", swaps("不低于", "低于", "不少于", "少于", "不超过", "超过")},
	{"action inside", actionsInside},
	{"action", swaps("改造", "拆除", "新建", "拆除", "建成", "启动", "完成", "启动", "启动", "完成", "培育", "关停", "改扩建", "新建", "关停取缔", "引进", "培训", "淘汰", "淘汰", "新增")},
	{"status inside", swaps("目标为", "现状为", "目标是", "现状是", "目标，", "现状，", "计划", "已", "力争", "已经", "将", "已", "现有", "计划建设", "年目标", "年已完成", "完成了", "计划完成", "已打造出", "将打造出", "现有", "目标")},
	{"status inside", foretold},
	{"exchange inside", exchanged},
	{"neighbour inside", neighbours},
	{"sibling", siblings},
	{"negation", swaps("全部", "未全部", "实现", "未实现", "完成", "未完成", "达到", "未达到", "推进", "不推进", "要", "不要", "加快", "不再加快", "启动", "未启动", "纳入", "不纳入")},
	{"extra", extras},
	{"attribute", swaps("预期性", "约束性")},
	{"subject", swaps("企业", "居民", "居民", "企业", "城镇", "农村", "农村", "城镇", "公办", "民办", "老年", "儿童", "养老", "托幼", "工业", "农业", "市政公厕", "社会公厕", "社区", "学校", "高新技术企业", "外资企业", "国家级", "市级", "省级", "县级")},
	{"subject inside", subjectsInside},
	{"manner", swaps("年均增长", "累计增长", "累计", "年均", "人均", "户均", "年均", "累计", "平均", "最高", "年均浓度", "日均浓度", "比上年", "比五年前")},
	{"item", items},
	{"title", swaps("《行动方案》", "《实施意见》", "《行动方案》", "《惠州市“十四五”规划》")},
	{"date", swaps("9月", "6月", "9月", "12月", "年初", "年底", "年底", "年初")},
	{"standing", standings},
}

// swaps puts for each first word of a pair the second, once in each sentence.
func swaps(pairs ...string) func(string, rag.Passage, []rag.Passage) []string {
	return func(text string, _ rag.Passage, _ []rag.Passage) []string {
		var out []string
		for i := 0; i+1 < len(pairs); i += 2 {
			if strings.Contains(text, pairs[i]) {
				out = append(out, strings.Replace(text, pairs[i], pairs[i+1], 1))
			}
		}
		return out
	}
}

// figure matches a figure that is neither a year nor part of a word.
var figure = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?`)

// figures are the places of the figures of a text: years, and digits of words
// like PM2.5 and 5G, are none.
func figures(text string) [][]int {
	return slices.DeleteFunc(figure.FindAllStringIndex(text, -1), func(at []int) bool {
		n, behind := text[at[0]:at[1]], text[at[1]:]
		isYear := len(n) == 4 && (strings.HasPrefix(n, "20") || strings.HasPrefix(n, "19")) && !strings.HasPrefix(behind, "人") && !strings.HasPrefix(behind, "家")
		letter := at[0] > 0 && isLetter(text[at[0]-1]) || behind != "" && isLetter(behind[0])
		return isYear || letter
	})
}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

// replaceAt is text with s in place of the bytes at.
func replaceAt(text string, at []int, s string) string { return text[:at[0]] + s + text[at[1]:] }

// wrongNumbers changes a digit of each figure: the last of long ones, else the first.
func wrongNumbers(text string, _ rag.Passage, _ []rag.Passage) []string {
	var out []string
	for _, at := range figures(text) {
		n := []byte(text[at[0]:at[1]])
		if len(n) > 2 {
			n[len(n)-1] = '0' + (n[len(n)-1]-'0'+3)%10
		} else {
			n[0] = '1' + (n[0]-'0')%9
		}
		out = append(out, replaceAt(text, at, string(n)))
	}
	return out
}

// decimals makes the first figure ten times as large, or a tenth.
func decimals(text string, _ rag.Passage, _ []rag.Passage) []string {
	at := figures(text)
	if len(at) == 0 {
		return nil
	}
	n := text[at[0][0]:at[0][1]]
	if whole, rest, ok := strings.Cut(n, "."); ok {
		return []string{replaceAt(text, at[0], strings.TrimPrefix(whole+rest, "0"))}
	}
	return []string{replaceAt(text, at[0], n+"0")}
}

// yearsInside puts one year of the passage for another, where the answer tells them apart.
func yearsInside(text string, cited rag.Passage, _ []rag.Passage) []string {
	all := anyYear.FindAllString(fold.String(cited.Text), -1)
	if cited.Fact != nil {
		all = nil
		for _, v := range cited.Fact.Values {
			all = append(all, v.Period)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	var out []string
	for _, own := range all {
		for _, other := range all {
			if own != other && strings.Contains(text, own+"年") && !strings.Contains(text, other) {
				out = append(out, strings.Replace(text, own+"年", other+"年", 1))
			}
			if own < other && strings.Contains(text, own+"年") && strings.Contains(text, other+"年") {
				out = append(out, strings.NewReplacer(own+"年", other+"年", other+"年", own+"年").Replace(text))
			}
		}
	}
	return out
}

var anyYear = regexp.MustCompile(`20[0-9]{2}`)

// actionsInside puts one action of the passage for another.
func actionsInside(text string, cited rag.Passage, _ []rag.Passage) []string {
	return inside(text, cited, "改造", "新建", "新建", "改造", "完成", "新建", "启动", "完成", "建设", "拆除", "开展", "建成", "升级", "新增", "关停取缔", "升级改造", "清除", "基本消除")
}

// foretold says of what was reached that it is expected.
func foretold(text string, _ rag.Passage, _ []rag.Passage) []string {
	if strings.Contains(text, "2020年") && strings.Contains(text, "2025年") || ahead.MatchString(text) {
		return nil
	}
	return []string{strings.Replace(text, "达到", "预计将达到", 1)}
}

var ahead = regexp.MustCompile(`将|要|力争|到20|“十四五|目标|预期|计划|2025年|不少于|不低于`)

// subjectsInside puts one thing of the passage for another.
func subjectsInside(text string, cited rag.Passage, _ []rag.Passage) []string {
	return inside(text, cited, "市政公厕", "社会公厕", "社会公厕", "市政公厕", "城镇新增就业", "失业再就业", "失业再就业", "城镇新增就业", "专利申请", "专利授权", "企业", "居民", "居民", "企业", "省工程技术", "市工程技术",
		"总部", "商务", "国内生产总值", "财政收入", "财政收入", "国内生产总值", "城镇居民", "农村居民", "制造业", "服务业", "领军企业", "创新平台", "留抵退税", "减税降费", "应用场景", "示范项目", "高新技术企业", "科技型中小企业", "家庭", "社会", "在线率", "达标率")
}

// inside makes the swaps whose second word stands in the passage.
func inside(text string, cited rag.Passage, pairs ...string) []string {
	var out []string
	there := fold.String(cited.Text)
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.Contains(text, pairs[i]) && strings.Contains(there, pairs[i+1]) && !strings.Contains(text, pairs[i+1]) {
			out = append(out, strings.Replace(text, pairs[i], pairs[i+1], 1))
		}
	}
	return out
}

// exchanged puts two figures of a sentence in each other's place.
func exchanged(text string, _ rag.Passage, _ []rag.Passage) []string {
	all := figures(text)
	var out []string
	for i := 0; i+1 < len(all); i++ {
		a, b := all[i], all[i+1]
		if text[a[0]:a[1]] != text[b[0]:b[1]] {
			out = append(out, text[:a[0]]+text[b[0]:b[1]]+text[a[1]:b[0]]+text[a[0]:a[1]]+text[b[1]:])
		}
	}
	return out
}

// neighbours puts for each figure of the sentence others of the passage, at most four.
func neighbours(text string, cited rag.Passage, _ []rag.Passage) []string {
	there := fold.String(cited.Text)
	var out []string
	for _, own := range figures(text) {
		n := 0
		for _, at := range figures(there) {
			other := there[at[0]:at[1]]
			if strings.Contains(text, other) || n == 4 {
				continue
			}
			out = append(out, replaceAt(text, own, other))
			n++
		}
	}
	return out
}

// siblings puts values of other rows of the table for the row's own.
func siblings(text string, cited rag.Passage, others []rag.Passage) []string {
	var out []string
	for _, o := range others {
		if cited.Fact == nil || o.Fact == nil || len(o.Fact.Values) == 0 {
			continue
		}
		value := o.Fact.Values[len(o.Fact.Values)-1].Value
		if own := figures(text); len(own) > 0 && !strings.Contains(cited.Text, value) && len(out) < 2 {
			out = append(out, replaceAt(text, own[len(own)-1], value))
		}
		if name := cited.Fact.Name; strings.Contains(text, name) && len(out) < 4 {
			out = append(out, strings.Replace(text, name, o.Fact.Name, 1))
		}
	}
	return out
}

// extras adds a clause that nobody wrote; which one depends on the sentence.
func extras(text string, _ rag.Passage, _ []rag.Passage) []string {
	all := []string{"，居全省第一", "，位居全市首位", "，并提前两年完成", "，总投资5亿元", "，较上年翻了一番", "，由省财政全额补助", "，惠及群众三十万人", "，获国家级表彰"}
	i := len([]rune(text)) % len(all)
	stem := strings.TrimSuffix(text, "。")
	return []string{stem + all[i] + "。"}
}

// items adds an item to a list.
func items(text string, _ rag.Passage, _ []rag.Passage) []string {
	all := []string{"、新能源汽车产业园、", "、跨境金融、", "、无人机巡检、"}
	if !strings.Contains(text, "、") {
		return nil
	}
	return []string{strings.Replace(text, "、", all[len([]rune(text))%len(all)], 1)}
}

// standings says in the government's name what is not its own.
func standings(text string, cited rag.Passage, _ []rag.Passage) []string {
	place := cited.Document.Region
	for _, by := range []string{"秦皇岛市海港区政协建议", "海港区政协建议", "据惠州日报报道，"} {
		if rest, ok := strings.CutPrefix(text, by); ok {
			return []string{place + "政府的目标是" + rest, place + "：" + rest, place + "的任务是" + rest}
		}
	}
	return nil
}
