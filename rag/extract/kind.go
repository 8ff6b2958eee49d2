package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// A kind is what kind of thing a question wants. The hard ones can be seen in a
// sentence: one that holds no such thing does not answer, whatever else it says.
type kind int

const (
	statement kind = iota // anything that speaks of the topic
	money
	share // a percentage, or percentage points
	date
	duration
	size    // a length, an area, a weight
	counted // how many, with a measure word
	figure  // a number of any kind
	person
	actor   // who is in charge, who builds
	contact // a telephone number, an address
	titled  // a proper name
	several // a given number of things
	meaning // what a term stands for
	truth   // whether it is so
	spot    // where it is
)

// hard tells whether a sentence must be seen to hold a thing of the kind.
func (k kind) hard() bool { return k != statement && k != titled && k != truth }

// figures tells whether things of the kind are numbers.
func (k kind) figures() bool { return k >= money && k <= figure }

// called is what a thing of the kind is called.
func (k kind) called() string {
	switch k {
	case money:
		return "金额"
	case share:
		return "比例"
	case date:
		return "时间"
	case duration:
		return "时长"
	case size, counted, figure:
		return "数量"
	case person:
		return "人员姓名"
	case actor:
		return "责任单位"
	case contact:
		return "联系方式"
	case titled:
		return "名称"
	case spot:
		return "具体地点"
	case several:
		return "具体内容"
	case meaning:
		return "具体含义"
	}
	return "相关内容"
}

// What the expressions below share. Questions are matched in simplified script
// as they stand; plans are matched folded, so that 三期 and 3期 are the same.
const (
	within  = `[^?？;；]{0,16}` // further words of the same part of a question
	numeral = `(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百])`
	// A number that is no part of another one, nor of a name as 2.5 of PM2.5 is.
	someNumber = `(?:^|[^a-z0-9.])` + numeral
	howMany    = `(?:多少|几|多大|多高|好多)`
	hanNumeral = `[一二两三四五六七八九十百千万亿]` // of a figure in words: 七点九, 一亿五千万
	measures   = `个|家|所|座|项|条|种|栋|级|次|回|届|张|亩|人|名|位|户|件|处|场|辆|台|只|套|间|片|支|期|类|门|班|份|部|本|篇|宗|起|例|批|轮|层|头|株|棵|公里|千米|平方米|平方公里|立方米|公顷|米|吨|千瓦|兆瓦|微克`
)

// asked matches the words by which a question wants a thing of a kind. The
// first that matches decides, so what is more particular comes first: 电话是多少
// wants no number, 由谁牵头 no person, 增长多少万元 no percentage.
var asked = [...]struct {
	kind
	words *regexp.Regexp
}{
	{contact, regexp.MustCompile(`(?:电话|手机号|邮箱|网址|微信|热线|联系方式|号码|邮编)` + within + `(?:(?:多少|几)(?:号|[^\p{Han}]|$)|是什么|哪|吗)|怎么联系|联系方式|打(?:哪|那|什么|啥)个?(?:电话|热线)|(?:^|[^少几])(?:电话|热线|邮箱|网址)(?:给|发|有没有|有吗|在哪|[?？]?$)`)},
	{meaning, regexp.MustCompile(`(?:是|具体|分别|都)?指(?:的是)?(?:什么|啥)|(?:分别|各|具体)?代表(?:的是)?(?:什么|啥)|(?:什么|啥)意思|(?:说|讲)的(?:都|分别)?是(?:什么|啥|哪)|含义|定义|(?:^|[，,])(?:什么|啥)(?:是|叫)|(?:什么|怎|啥)样的?[^,，]{0,8}?才?(?:算(?:得上|是)?|叫做?|称为|属于)`)},
	{several, regexp.MustCompile(`哪(?:[二两俩三四五六七八九十]|[2-9])|的(?:[二两俩三四五六七八九十]|[2-9])(?:[^0-9年月日]|$)`)},
	{actor, regexp.MustCompile(`(?:哪个|哪些[个家]?|哪家|什么)(?:部门|单位|机构|公司|企业|[局厅委]|中心|街道|镇|家)` + within + `(?:负责|牵头|配合|参与|协办|主管|承担|承办|主办|施工|承建|管|做|` + deeds + `)|(?:负责|牵头|主管|承担|承办|主办|施工|承建|责任|配合)(?:部门|单位)?的?是?(?:谁|哪)|由谁|谁来|谁(?:当|任|担任|兼任)|谁(?:负责|牵头|主管|承担|承办|施工|承建|管|` + deeds + `)|(?:由|归)哪|[经报]过?谁|(?:责任|牵头|配合|负责|主管)的?(?:单位|部门|机构|司局|科室)(?:是|有|包括)?(?:什么|$|[?？])`)},
	{person, regexp.MustCompile(`(?:是|叫|为|有)谁|(?:^|[^找依托靠])谁(?:是|$|[?？])|哪位|(?:` + posts + `)(?:的)?(?:是|叫)?(?:什么名|啥名|姓|叫什么|叫啥|的?名字)`)},
	{actor, regexp.MustCompile(`(?:^|[^找依托靠])谁(?:$|[^家])`)},
	{actor, regexp.MustCompile(`[设放挂]在哪个?(?:部门|单位|机构|局|厅|委|办)`)},
	{several, regexp.MustCompile(`(?:选|建|设|放|布)在哪(?:几|些)`)},
	{spot, regexp.MustCompile(`(?:位于|[选建设放落种办开]在)哪|在哪个?(?:村|社区|小区|镇|街道|片区|地方|位置|路段)|哪些?条(?:街|路|道)|选址在?哪`)},
	{figure, regexp.MustCompile(`(?:规模|总量|盘子|额度|体量|总数|数量)[^?？;；,，]{0,12}多大`)},
	{share, regexp.MustCompile(`几个(?:百分)?点(?:$|[^子位])|几成`)},
	{share, regexp.MustCompile(`(?:增|涨|长|增速|发展)[^?？,，]{0,4}多快`)},
	{duration, regexp.MustCompile(`多久|多快|多长时间|(?:期|期限|周期|时限|时间|时长|年限|寿命)(?:要|有|是|为|能|可以?|最|一般)?多长|(?:几|多少)个?(?:小时|钟头|分钟|工作日|天|周|年)|多少个月|几个月`)},
	{date, regexp.MustCompile(`什么时[候侯间]|啥时[候侯]?|何时|哪一?年|哪一?个?月|哪一?[天日]|几月|几号|多会儿|何年`)},
	{money, regexp.MustCompile(`(?:钱|金额)(?:各|都|分别)?(?:是|有|给)?多少|(?:投资|资金|资本|预算|费用|造价|产值|收入)` + `[^?？;；,，]{0,4}多[大高]|(?:投(?:进去?|下去?|了)|补(?:贴|助)?|花|罚款?|赔偿?)(?:多少|好多)|` + howMany + `(?:钱|[万亿千百]*元|个?亿(?:[^\p{Han}]|$)|\p{Han}{0,3}(?:资金|投资|经费|费用|补[贴助]|奖励|奖金|奖补))`)},
	{share, regexp.MustCompile(`百分之几|百分点|(?:多大|多高|多少)的?(?:比例|比重|占比|份额)|(?:比例|比重|占比|率|增速|增幅|增长|下降|降低|增加了百分|占)` + within + howMany + `(?:[^\p{Han}]|$|的?比例)`)},
	{money, regexp.MustCompile(`(?:花(?:[^园卉木城草海样]|$)|投入|投资|资金|费用|成本|造价|资本|预算|经费|补贴|补助|津贴|奖金|罚金|收入|价格|房价|股价|工资|退休金|贷款?|奖励|保证金|押金|\p{Han}费|票价|产值|总额|营业额|销售额|零售额|财政|GDP|gdp|生产总值)` + within + `(?:多少|几)(?:[万亿]?元|[万亿]|[^\p{Han}]|$)`)},
	{size, regexp.MustCompile(howMany + `[万亿千百]*(?:平(?:米|$|[^\p{Han}])|亩|公顷|平方米|平方公里|公里|千米|米|吨|立方米|千瓦|兆瓦|微克)|多[大长宽高深重远]|(?:面积|长度|管径|高度)` + within + `多少`)},
	{counted, regexp.MustCompile(`(?:多少|几)[万千百]?(?:` + measures + `)`)},
	{figure, regexp.MustCompile(`多少|多[高低少]|几[^\p{Han}]|[是为到]几$|指标(?:各|分别)?(?:比|对比|相比|是)`)},
	{titled, regexp.MustCompile(`叫做?(?:什么|啥)|名称|名字|什么名|[站路校]名`)},
	{truth, regexp.MustCompile(`吗|是否|能否|可否|有没有|会不会|能不能|要不要|用不用|算不算|可不可以|是不是|\p{Han}不[?？]?$`)},
}

// some are words with 几 that do not ask how many.
var some = regexp.MustCompile(`哪几|[这那前后近好十的]几|几乎|几大`)

// rivals matches a 谁 that stands for one of several places or things, not for a
// person: 谁定得更严, 谁的高.
var rivals = regexp.MustCompile(`谁(家|的|定得|定的|给的)?([^?？,，;；]{0,8}(?:更|最|严|高|低|多|少|大|小|快|慢|早|晚))`)

// rivalYears matches a 哪年 that stands for one of several years that are
// compared: 哪年多.
var rivalYears = regexp.MustCompile(`哪一?年(?:的)?(?:定得|更)?([高低多少大小快慢长短])`)

// someThing matches a question for what there is, which yes would not answer.
var someThing = regexp.MustCompile(`有没有(什么|啥|哪些)`)

// howMuch matches a question for a figure, whatever numbers it names besides:
// 新增的20家企业,注册资本多少.
var howMuch = regexp.MustCompile(`多少|多[大高长宽]`)

// wholeOf matches a question for what a whole is made of, which asks for no office.
var wholeOf = regexp.MustCompile(`由(哪(?:些|几)[^，,?？]{0,8}(?:构成|组成))`)

// lookAlike matches words that only hold a word by which something else is asked for:
// 花 of 棉花 costs nothing, and who counts 移动电话用户 wants no number to call.
var lookAlike = regexp.MustCompile(`[棉烟鲜开雪火浪]花|花[生卉]|(?:电话|手机|微信|热线)(?:用户|普及|产量|网点)`)

// kindOf tells what a part of a question wants.
func kindOf(text string) kind {
	text = lookAlike.ReplaceAllString(text, "物")
	text = some.ReplaceAllString(text, "哪些")
	text = rivals.ReplaceAllString(text, "哪个$1$2")
	text = rivalYears.ReplaceAllString(text, "哪个$1")
	text = someThing.ReplaceAllString(text, "有$1")
	text = wholeOf.ReplaceAllString(text, "$1")
	for _, a := range asked {
		if a.words.MatchString(text) && !(a.kind == several && howMuch.MatchString(text)) {
			return a.kind
		}
	}
	return statement
}

// A person is seen by a post in front of a surname; what follows 校长 in 校长负责制
// is none. The surnames are the commonest of the country.
const (
	posts    = `组长|书记|主席|主任委员|秘书长|会长|理事长|队长|站长|区长|市长|县长|镇长|省长|局长|院长|校长|主任|园长|所长|处长|科长|部长|董事长|总经理|经理|负责人|联系人|记者`
	surnames = `赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛狄米贝明臧计成戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应宗丁宣邓单洪包左石崔吉龚程裴陆荣翁荀惠曲封靳段焦侯宁仇甘武符刘景詹龙叶司黎白蒲邰从赖卓池乔闻莘党翟谭贡劳申冉桂牛尚农温庄晏柴阎习容向古易戈廖耿文聂敖辛简曾沙关涂`
)

// deeds are what an office does to a thing, as who asks which one it is says.
const deeds = `决定|批准|宣布|补偿|赔偿|认定|审批|审核|评定|发布|解释|出资|拨付|监管|监督|制定|编制|组织|实施|验收|考核|评估|批准|颁发|授予|管理|受理|推荐|公示|建设|运营|评审|备案|审定|审查|落实|同意|通过|指定|确定|指导|协调|统筹`

// Who asks for an office names what it does; an office is seen by what it is called.
var (
	aDeed    = regexp.MustCompile(`(?:谁|哪个|哪些|哪家|什么|部门|单位|机构)[来去]?(?:负责)?(?:部门|单位|机构)?[来去]?(?:负责)?(` + deeds + `)|(` + deeds + `)的?(?:是|由)?(?:谁|哪|单位|部门|机关)`)
	anOffice = regexp.MustCompile(`\p{Han}(?:` + offices + `|部)`)
)

// Who asks who does a thing, not which office is in charge, is answered by any
// office that is said to act; who asks how much a sum rises by a share as well.
var (
	whoDoes = regexp.MustCompile(`谁[来去给]?[^是?？负牵]`)
	acts    = regexp.MustCompile(`(?:由|经|报|向)[^,。;]{0,24}(?:` + offices + `)|^[^,。;]{0,16}(?:` + offices + `)(?:应当|可以|负责|依法|会同|根据|按照|对)`)
	rises   = regexp.MustCompile(`[涨增升降减提]\p{Han}{0,4}多少`)
)

// byRole matches what somebody does or has who is no office, in folded text: who
// asks for him asks by 谁.
var byRole = regexp.MustCompile(`(?:由|归|属于?|应当是)[^,。;]{0,14}?(?:(?:监护|权利|当事|申请|所有|管理|经营|承包|负责|代理|责任|使用|用电|用水|受益|委托|举办|继承|建设|代表|法定|被\p{Han}{1,3})人|[^\P{Han}或]者|业主|家属|亲属|双方|用户|农户|本人)`)

// offices end the names of offices.
const offices = `部门|委员会|委|厅|局|办公?室?|政府|中心|单位|机构|公司|院|集团|会议|领导小组`

// Things of each kind, in folded text. They err on the side of seeing one: that
// it is bound to what is asked about is looked at afterwards. A name needs a post
// in front of it, a telephone number more digits than figures have, and an
// explanation the words that explain.
var (
	aSum      = regexp.MustCompile(`(?:[0-9]|` + hanNumeral + `)[多余]?[万亿千百]*[多余]?(?:[元美港]|亿)`)
	aShare    = regexp.MustCompile(`[0-9]%|[0-9]个?百分点|[0-9]‰|翻[0-9一]番|[0-9]成|[0-9]倍`)
	aDate     = regexp.MustCompile(`[0-9]个?(?:工作日|[日天年]|月)内|[0-9]{4}年|[0-9]{1,2}月|年[内底初末]|季度|[上下]半年|今年|明年`)
	aDuration = regexp.MustCompile(`(?:^|[^0-9])(?:[0-9]{1,3}|[一二两三四五六七八九十半])[多余]?个?半?(?:工作日|小时|分钟|天|日|周(?:[^岁边]|$)|月|年(?:[^度底初末]|$))|每(?:个?[年月周日天]|季度)|[0-9] ?(?:h|min|s)(?:[^a-z0-9]|$)`)
	aSize     = regexp.MustCompile(`(?:[0-9]|` + hanNumeral + `)[多余]?[万亿千百]*[多余]?(?:平方|立方|公里|千米|公顷|米|亩|吨|千瓦|兆瓦|千克|公斤|层|分贝|微克|亿立方)`)
	aCount    = regexp.MustCompile(someNumber + `[多余]?[万千百]*[多余]?(?:` + measures + `|[\p{Han}])`)
	aFigure   = regexp.MustCompile(`[0-9]`)
	aPerson   = regexp.MustCompile(`(?:` + posts + `)[` + surnames + `][\p{Han}]{1,2}`)
	anActor   = regexp.MustCompile(`设在\p{Han}{2,}|由[^,。;]{2,24}(?:担任|任|兼任|` + deeds + `)|[经报][^,。;]{2,24}(?:同意|批准|审批|审核|通过|备案)|(?:牵头|责任|负责|主管|承办|主办|配合|实施|落实|参加)(?:单位|部门)[:：]|[\p{Han}](?:牵头|负责(?:[^人任]|$)|主管|承办|主办|(?:承建|施工)(?:[^\p{Han}]|$)|承担|统筹指导|组织实施)|由\p{Han}{2,12}(?:组成|实施|开展|组织|管理|运营)`)
	aContact  = regexp.MustCompile(`[0-9]{3,4}-[0-9]{7,8}|(?:^|[^0-9.])[0-9]{7,12}(?:[^0-9.%\p{Han}]|$)|1[0-9]{4}\p{Han}{0,6}(?:热线|平台|电话)|(?:热线|电话|平台)[^0-9]{0,3}[0-9]{5}|@|www\.|http`)
	aMeaning  = regexp.MustCompile(`是指|指的是|所指|即(?:[^使将可便刻日期]|$)|也就是|包括|包含|[(（][^)）]{6,}[)）]`)
	aSpot     = regexp.MustCompile(`位于|坐落|地处|[^旧宅居各个全街老的型新品精]小区|\p{Han}(?:路|街|村|镇|大道|片区|广场|公园)(?:[^区道\p{Han}]|[、和与及或等沿旁内]|$)`)
)

// shape matches things of a kind in folded text; nil where such a thing is seen
// in other ways.
func (k kind) shape() *regexp.Regexp {
	switch k {
	case money:
		return aSum
	case share:
		return aShare
	case date:
		return aDate
	case duration:
		return aDuration
	case size:
		return aSize
	case counted:
		return aCount
	case figure:
		return aFigure
	case person:
		return aPerson
	case actor:
		return anActor
	case contact:
		return aContact
	case meaning:
		return aMeaning
	case spot:
		return aSpot
	}
	return nil
}

// Who asks when something is due is told by a term as well: 测试结束后1个月内.
var (
	whenAtAll = regexp.MustCompile(`什么时[候侯间]|啥时[候侯]?|何时`)
	byThen    = regexp.MustCompile(`(?:前|后|起|日|届满|的)(?:[0-9]{1,3}|[一二两三四五六七八九十半])个?(?:工作日|小时|天|日|周|月|年)(?:之?[内前]|以[内前])|届满(?:之?前|后)`)
)

var (
	build    = regexp.MustCompile(`施工|承建|建设单位`)
	exactDay = regexp.MustCompile(`哪一?[天日]|几号`)
	aDay     = regexp.MustCompile(`[0-9]{1,2}[日号]`)
	aMonth   = regexp.MustCompile(`[0-9]{1,2}月`)
	month    = regexp.MustCompile(`月`)
)

// lastAnd matches the word in front of the last of several things.
var lastAnd = regexp.MustCompile(`[和与及]`)

// parted matches a question for how many parts there are, which naming them
// answers as well: 分几个层次.
var parted = regexp.MustCompile(`分(?:为|成)?(?:几|多少)`)

// hyphen matches one between two words: 单元-街坊-地块.
var hyphen = regexp.MustCompile(`\p{Han}-\p{Han}`)

// items is how many things a text lists side by side, at the most in one clause.
func items(text string) int {
	most := 0
	for _, c := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("，,。；;", r) }) {
		n := 1 + strings.Count(c, "、") + strings.Count(c, "—") + len(hyphen.FindAllString(c, -1))
		if n > 1 && lastAnd.MatchString(c) {
			n++
		}
		most = max(most, n, strings.Count(c, "“"), strings.Count(c, `"`)/2)
	}
	return most
}

// hasDigit tells whether a text holds a figure, in digits or in words with a unit.
func hasDigit(text string) bool {
	return strings.ContainsFunc(text, unicode.IsDigit) || inWords.MatchString(text)
}

// inWords matches a figure in words: 一亿五千五百万吨, 七点九平方米.
var inWords = regexp.MustCompile(hanNumeral + `(?:平方|公里|吨|元|公斤|斤|[千毫]?克|千瓦|亩|公顷|倍|亿|万[人户台辆套]|[人名]以[上下]|个百分点)|(?:超过|少于|低于|多于|长于|短于|[到至]|最[长短多少])` + hanNumeral + `(?:年|个?月|天|日|小时)|` + hanNumeral + `(?:年|个月|天|日|小时)以[上下内]`)
