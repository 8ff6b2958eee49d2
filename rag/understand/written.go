package understand

import "regexp"

// A phrase is what people say, and what plans write for it.
type phrase struct {
	said    *regexp.Regexp
	written string // several words with strokes between; ${1} is what stands beside and stays
}

// phrases are abbreviations and everyday words that stand in no plan, or seldom,
// with the words of plans for the same thing. A rule is of the language alone:
// it must hold for any plan of any place.
var phrases = []phrase{
	// Abbreviations of figures and of what is counted.
	{regexp.MustCompile(`(?i)GDP`), "GDP/地区生产总值/国内生产总值"},
	{regexp.MustCompile(`(?i)GNP`), "GNP/国民生产总值"},
	{regexp.MustCompile(`(?i)CPI`), "CPI/居民消费价格"},
	{regexp.MustCompile(`研发经费|研发投入`), "研发经费/研究与试验发展经费"},
	{regexp.MustCompile(`社零(?:总额)?`), "社会消费品零售总额"},
	{regexp.MustCompile(`固投`), "固定资产投资"},
	{regexp.MustCompile(`国高(?:企业|企|([^质铁速校考度等中]|$))`), "国家高新技术企业${1}"},
	{regexp.MustCompile(`高企([^业]|$)`), "高新技术企业${1}"},
	{regexp.MustCompile(`(^|[^法])规上|上规模的?`), "${1}规上/规模以上"},
	{regexp.MustCompile(`个体户`), "个体工商户"},
	{regexp.MustCompile(`电商`), "电商/电子商务"},
	// Things that offices call otherwise.
	{regexp.MustCompile(`非物质文化遗产`), "非物质文化遗产/非遗"},
	{regexp.MustCompile(`老小区|旧小区`), "老旧小区/老旧社区"},
	{regexp.MustCompile(`防汛`), "防汛/防洪/三防"},
	{regexp.MustCompile(`违建`), "违法建筑/违法建设"},
	{regexp.MustCompile(`人才房`), "人才住房/人才公寓"},
	{regexp.MustCompile(`保障房`), "保障性住房"},
	{regexp.MustCompile(`公租房`), "公租房/公共租赁住房"},
	{regexp.MustCompile(`(^|[^最])低保`), "${1}低保/最低生活保障"},
	{regexp.MustCompile(`医保`), "医保/医疗保险"},
	{regexp.MustCompile(`摄像头`), "视频监控/监控镜头"},
	{regexp.MustCompile(`下水道`), "排水管网/污水管网"},
	{regexp.MustCompile(`(?:学校|入学|上学)(?:的)?名额`), "学位"},
	{regexp.MustCompile(`养老院|敬老院`), "养老机构"},
	{regexp.MustCompile(`消防队`), "消防队/消防站/消防救援站"},
	{regexp.MustCompile(`村里`), "村里/乡村/农村"},
	{regexp.MustCompile(`承建(?:的|方|单位)`), "承建/建设单位/施工单位"},
	// What people do and what plans call it.
	{regexp.MustCompile(`不(?:让|准|许|给)(干|做|搞|弄)?`), "不准${1}/禁止/不得"},
	{regexp.MustCompile(`管到|有效到|用到(何时|什么时|啥时|哪[一年天月])`), "有效期至/执行/${1}"},
	{regexp.MustCompile(`(?:管|有效|能用)(几年|多少年|几个月|多久|多长时间)`), "有效期/${1}"},
	{regexp.MustCompile(`(怎么|咋|想|如何)续(?:期|办|签)?`), "${1}续期/延续"},
	{regexp.MustCompile(`快要?过期`), "临近保质期/过期"},
	{regexp.MustCompile(`打官司`), "打官司/诉讼"},
	{regexp.MustCompile(`涨价`), "涨价/价格上涨"},
	{regexp.MustCompile(`拉客`), "载客/运输经营"},
	{regexp.MustCompile(`饭店|饭馆`), "饭店/餐饮服务"},
	{regexp.MustCompile(`老人家`), "老年人"},
	{regexp.MustCompile(`旗号`), "旗号/名义"},
	{regexp.MustCompile(`卖地`), "土地财政/土地出让"},
	{regexp.MustCompile(`借钱`), "借款/举债/融资"},
	{regexp.MustCompile(`算出来(?:的|了)?`), "核算/结果"},
	{regexp.MustCompile(`出警`), "出警/出动/接警"},
	{regexp.MustCompile(`公布|公开`), "公布/公开/公示"},
	{regexp.MustCompile(`改(?:了)?(?:名字?|叫)`), "更名/变更名称"},
	{regexp.MustCompile(`摘牌`), "摘牌/撤销/终止"},
	{regexp.MustCompile(`看病`), "就医/医疗"},
	{regexp.MustCompile(`试管婴儿`), "辅助生殖/生殖医学"},
	{regexp.MustCompile(`找工作`), "就业"},
	{regexp.MustCompile(`堵车`), "交通拥堵/拥堵点"},
	{regexp.MustCompile(`种树`), "植树/造林"},
	{regexp.MustCompile(`摘果子|采果子`), "采摘"},
	{regexp.MustCompile(`(?:想|要|主要)招(?:什么|哪些|啥)`), "引进/招引/什么"},
}

// Written is a question with the words of plans for what it says in abbreviations
// and everyday words: 高企 as 高新技术企业. Words that plans use as well stand
// beside those of plans. Any other text stays as it is.
func Written(text string) string {
	for _, w := range phrases {
		text = w.said.ReplaceAllString(text, w.written)
	}
	return text
}
