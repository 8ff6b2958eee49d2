package ragtest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag"
)

// Turns makes wrong sentences of a right one as laws, reports and policies can
// be told wrongly: another modality, office, role, bound, unit or point, a year
// from another sentence, the thing of one clause with the figure of the next.
// As for Swaps, what a passage is of does not matter.
func Turns(text string, cited rag.Passage) []Corruption {
	there := fold.String(cited.Text)
	var out []Corruption
	seen := map[string]bool{text: true}
	add := func(kind string, wrongs []string) {
		for _, wrong := range wrongs {
			if !seen[wrong] && !strings.Contains(there, strings.TrimRight(wrong, "。；")) {
				seen[wrong] = true
				out = append(out, Corruption{kind, wrong, true})
			}
		}
	}
	for _, s := range turners {
		add(s.kind, s.make(text, there))
	}
	add("plan's years", plansYears(text, cited))
	return out
}

// plansYears gives what a chapter that looks back says was reached, without a
// year, the years that its document is for.
func plansYears(text string, cited rag.Passage) []string {
	p := cited.Document.Period
	if p == nil || p.From == p.To || someYear.MatchString(text) || timed.MatchString(text) || !past.MatchString(fold.String(strings.Join(cited.Path, " "))) || len(figures(text)) == 0 {
		return nil
	}
	lead, rest, found := strings.Cut(text, "：")
	if !found {
		lead, rest = "", text
	} else {
		lead += "："
	}
	to := strconv.Itoa(p.To)
	return []string{lead + "到" + to + "年，" + rest, lead + strconv.Itoa(p.From) + "年至" + to + "年，" + rest}
}

var (
	timed = regexp.MustCompile(`[一二三四五六七八九十]五[”"]?(?:规划|时期|期间|末)|目标|将|预计`)
	past  = regexp.MustCompile(`发展基础|回顾|成就|成效显著|取得新?(?:成就|进展)`)
)

// otherStages puts for how far something has come how far the passage says that
// something else has.
func otherStages(text, there string) []string {
	words := slices.DeleteFunc(strings.Fields("启动 开工 主体施工 封顶 竣工 建成 投入使用 完成 加快"), func(w string) bool { return !strings.Contains(there, w) })
	return exchangeWords(text, words)
}

// turners make wrong sentences of one and the folded text of its passage.
var turners = []struct {
	kind string
	make func(text, there string) []string
}{
	{"modality", toggles("可以", "应当", "可以", "不得", "应当", "可以", "应当", "不得", "不得", "可以", "不得", "应当", "禁止", "允许", "必须", "可以", "不予", "予以", "严禁", "鼓励", "允许", "禁止", "鼓励", "要求")},
	{"bound turned", toggles("不少于", "不超过", "不超过", "不少于", "不低于", "不高于", "不高于", "不低于", "年以上", "年以下", "元以上", "元以下", "元以下", "元以上", "人以上", "人以下", "%以上", "%以下", "家以上", "家以下", "日以内", "日以外", "至少", "至多", "上限", "下限", "下限", "上限", "最高", "最低", "高于", "低于", "低于", "高于")},
	{"range turned", rangesTurned},
	{"negation removed", toggles("不再", "再", "不予", "予以", "不能", "能", "不属于", "属于", "不得", "得", "不少于", "少于", "不超过", "超过", "不低于", "低于", "未经", "经", "没有", "有", "尚未", "已经", "未能", "能够", "不具备", "具备", "不符合", "符合", "不影响", "影响", "不改变", "改变", "不作为", "作为")},
	{"status turned", toggles("现状", "目标", "现有的", "规划的", "现有资源", "规划资源", "已建成", "拟建", "在建项目", "建成项目", "在建工程", "建成工程", "拟建", "已建", "预计", "实际", "建成", "开工建设", "开工", "建成", "竣工", "开工")},
	{"action turned", toggles("改造", "新建", "新建", "改造", "扩建", "新建", "续建", "新建", "修订", "废止", "设立", "撤销", "进口", "出口", "出口", "进口", "收入", "支出", "支出", "收入", "受理", "驳回", "征收", "免征", "发放", "收回", "减税", "增税", "申报", "审批", "开放", "关闭", "增加", "减少", "减少", "增加", "提高", "降低", "降低", "提高", "上升", "下降", "下降", "上升", "增长", "下降", "扩大", "缩小")},
	{"role", toggles("牵头", "配合", "配合", "牵头", "负责", "协助", "主办", "协办", "主管", "协管", "批准", "备案", "备案", "批准", "组织实施", "参与实施", "会同", "报请", "指导", "接受")},
	{"level", toggles("省级", "市级", "市级", "省级", "国家级", "省级", "县级以上", "乡级以上", "设区的市", "县", "县级", "省级", "区级", "市级", "国务院", "省人民政府", "省人民政府", "市人民政府", "市人民政府", "省人民政府", "全省", "全市", "全市", "全省", "全国", "全省", "乡镇人民政府", "县人民政府", "区人民政府", "市人民政府", "中央", "地方")},
	{"office", otherOffices},
	{"attribute", toggles("预期性", "约束性", "约束性", "预期性")},
	{"base", toggles("比上年", "比2015年", "比上年", "比五年前", "比去年", "比前年", "同比", "环比", "累计", "年均", "年均", "累计", "每年", "五年共", "人均", "户均", "平均", "累计", "当年", "次年", "全年", "上半年", "新增", "累计", "逐年", "一次性", "每月", "每年", "首年", "每年")},
	{"unit", unitsTurned},
	{"part", toggles("，其中", "，另有", "其中", "除此之外")},
	{"ordinal", ordinalsTurned},
	{"year added", yearsAdded},
	{"crossed", crossed},
	{"stage", otherStages},
}

var span = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)?)([^0-9，,。；;]{0,4}(?:至|到|以上|-|—|~|～)[^0-9，,。；;]{0,2})([0-9]+(?:\.[0-9]+)?)`)

// rangesTurned makes the ends of a range change places.
func rangesTurned(text, _ string) []string {
	var out []string
	for _, m := range span.FindAllStringSubmatchIndex(text, -1) {
		a, b := text[m[2]:m[3]], text[m[6]:m[7]]
		if a != b && !isYearAt(text, m[2:4]) && !isYearAt(text, m[6:8]) {
			out = append(out, text[:m[2]]+b+text[m[4]:m[5]]+a+text[m[7]:])
		}
	}
	return out
}

func isYearAt(text string, at []int) bool {
	return at[1]-at[0] == 4 && (strings.HasPrefix(text[at[0]:], "19") || strings.HasPrefix(text[at[0]:], "20"))
}

var office = regexp.MustCompile(`(?:[\p{Han}]{2,6}?(?:主管部门|监管部门|管理部门|行政部门)|[\p{Han}]{2,5}?(?:委员会|法院|检察院|机关))`)

// officeOf is an office's name without what stands in front of it in its clause.
var officeOf = regexp.MustCompile(`^.*(?:应当|由|向|和|与|及|或者|会同|报|经|对|的|级以上|地方|人民政府)`)

// otherOffices puts for an office another that the passage names.
func otherOffices(text, there string) []string {
	var all []string
	for _, o := range office.FindAllString(there, -1) {
		if o = officeOf.ReplaceAllString(o, ""); len(o) >= len("公安机关") && !strings.HasPrefix(o, "其") && !strings.HasPrefix(o, "大会") && !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	return exchangeWords(text, all)
}

// unitPairs are units with what may wrongly stand for them.
var unitPairs = strings.Fields("亿元 万元 万元 亿元 万亿元 亿元 万人 亿人 万吨 亿吨 亿吨 万吨 平方米 亩 亩 平方米 公里 米 公顷 亩 % 个百分点 个百分点 % 户 人 人 户 天 个月 日 个月 年 个月 个月 年 倍 % 元 美元 亿斤 亿吨 亿美元 亿元 万户 万人 千瓦 度 小时 天 家 人 个工作日 日 米 公里 岁 年 次 人")

// unitsTurned puts another unit behind a figure.
func unitsTurned(text, _ string) []string {
	var out []string
	for _, at := range figures(text) {
		for i := 0; i+1 < len(unitPairs); i += 2 {
			if rest, ok := strings.CutPrefix(text[at[1]:], unitPairs[i]); ok {
				out = append(out, text[:at[1]]+unitPairs[i+1]+rest)
				break
			}
		}
	}
	return out
}

var ordinal = regexp.MustCompile(`第[0-9一二三四五六七八九十百]+([条款项章节])`)

// ordinalsTurned puts for the number of an article or a point another's. 一是 and
// 二是 are the writer's own, who may count what he lists.
func ordinalsTurned(text, _ string) []string {
	var out []string
	for _, at := range ordinal.FindAllStringSubmatchIndex(text, -1) {
		for _, n := range []string{"九十九", "三", "五"} {
			other := "第" + n + text[at[2]:at[3]]
			if other != text[at[0]:at[1]] {
				out = append(out, replaceAt(text, at[:2], other))
			}
		}
	}
	return out
}

// yearsAdded gives a sentence without years a year of another sentence of the
// passage, one behind its own.
func yearsAdded(text, there string) []string {
	if someYear.MatchString(text) || len(figures(text)) == 0 {
		return nil
	}
	at := figures(text)[0]
	_, behind, found := strings.Cut(there, text[at[0]:at[1]])
	if !found || someYear.MatchString(strings.TrimSuffix(there, behind)) {
		return nil
	}
	_, behind, found = strings.Cut(behind, "。")
	if y := someYear.FindString(behind); found && strings.HasSuffix(y, "年") {
		return []string{y + "，" + text}
	}
	return nil
}

// crossed gives what a clause of the sentence is of the figure of the passage's
// next clause with another unit, and the next one's figure.
func crossed(text, there string) []string {
	clauses := clauseMarks.Split(there, -1)
	var out []string
	for i := 0; i+1 < len(clauses); i++ {
		a, b := leadOf.FindStringSubmatch(clauses[i]), leadOf.FindStringSubmatch(clauses[i+1])
		if a == nil || b == nil || !thing(a[1]) || !thing(b[1]) || a[2] == b[2] || strings.Contains(a[1], b[1]) || strings.Contains(b[1], a[1]) {
			continue
		}
		if own := a[1] + a[2]; strings.Contains(text, own) {
			out = append(out, strings.Replace(text, own, a[1]+b[2], 1), strings.Replace(text, own, b[1]+a[2], 1))
		}
	}
	return out
}

// leadOf parts what a clause is of from what it says of it.
var leadOf = regexp.MustCompile(`^([\p{Han}“”]{3,14}?)((?:达到|达|为|实现|增长|下降|减少|增加|超过|约|近|上涨|安排|突破|降到|完成|提高到|提高|控制在|不少于|不超过)[^，]*[0-9].*)$`)
