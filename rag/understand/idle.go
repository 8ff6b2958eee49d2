package understand

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// idle are the kinds of talk that is no question to documents. Each pattern
// must hold for talk alone: plans speak of 天气, 食堂, 股票 and 编造 as well, so
// that a word by itself is never enough.
var idle = []*regexp.Regexp{
	// Greetings, thanks, moods.
	regexp.MustCompile(`^(?i:你好|您好|哈喽|哈啰|嗨|hello|hi|hey|在吗|在不在|早上好|早安|上午好|中午好|下午好|晚上好|晚安|谢谢|多谢|感谢|辛苦了|再见|拜拜|哈+|嗯+|好的|ok|测试|test)[你您呀啊吗哦呢了啦哈,，!！。.?？~ ]*(?:在吗|在不在|请问在吗)?[?？!！。]*$`),
	regexp.MustCompile(`陪我(?:聊|说)|^我(?:今天)?(?:好|很|太|有点)(?:累|困|饿|无聊|烦|难过|伤心|开心)`),
	// The program itself.
	regexp.MustCompile(`你(?:是谁|叫什么|叫啥|会什么|会做什么|会干什么|能做什么|能干什么|能干啥|几岁|多大了|是什么(?:模型|东西|人|软件|程序|$|[?？])|是哪(?:家|个公司)|是(?:人|真人|机器人)[吗还])|谁(?:开发|做|训练|设计)(?:的|了|出)?你|你.{0,4}(?:谁开发|什么模型|哪个模型)`),
	// What a document cannot know: the weather, the clock, lunch.
	regexp.MustCompile(`天气(?:怎么样|怎样|如何|好不好|好吗|预报)|(?:今天|今晚|明天|后天|周末|这两天|这几天|下周).{0,8}(?:天气|下雨|下雪|气温|温度|几度|冷不冷|热不热|带伞)`),
	regexp.MustCompile(`^(?:请问|请)?(?:现在|今天|明天|昨天)?(?:是)?(?:几点|星期几|周几|礼拜几|几月几[号日]|几号)(?:钟)?(?:了|啊|呀)?[?？]*$`),
	regexp.MustCompile(`(?:今天|今晚|今早|明天|中午|早上|晚上|早饭|午饭|晚饭|午餐|晚餐|夜宵|周末|下班).{0,10}(?:吃什么|吃啥|吃点|好吃|喝什么|喝点|点什么|外卖|穿什么|去哪儿?玩|玩什么|看什么电影)|推荐.{0,8}(?:餐馆|饭店|餐厅|电影|电视剧|小说|好吃的|歌曲)`),
	regexp.MustCompile(`你.{0,6}吃(?:了|过|饭|好)了?(?:没有?|吗|么|饭)|^吃(?:了|过|饭)了?(?:没有?|吗)|食堂.{0,6}(?:啥菜|什么菜|人多不多|排队|好不好吃)`),
	regexp.MustCompile(`^[0-9.() ]+(?:[+＋*×xX÷/-][0-9.() ]+)+(?:=|＝|等于)(?:几|多少)?[?？]*$`),
	// Writing that is no answer.
	regexp.MustCompile(wish + `(?:写|作|编|画|讲|唱|来|创作|生成)(?:一|几|两)?(?:首|篇|个|段|幅|副|则|封|张|点)?.{0,12}(?:诗|诗歌|歌词|歌|故事|笑话|小说|段子|作文|对联|漫画|情书|绕口令|谜语|散文|图)[吧呗?？!！。,，]*$`),
	regexp.MustCompile(wish + `(?:写|编|生成|来)(?:(?:一|几|两)?(?:个|段|份|点|些).{0,12}(?i:代码|程序|脚本|函数|爬虫|sql|python|java|html|小游戏)|(?i:代码|程序|脚本|函数|爬虫|sql)[吧呗?？!！。]*$)`),
	regexp.MustCompile(wish + `(?:把|将)?.{0,40}翻译[成为](?:英文|英语|日文|日语|韩语|法语|俄语|德语|西班牙语)`),
	// Opinions, forecasts, guesses.
	regexp.MustCompile(`你(?:个人|自己)?(?:觉得|认为|怎么看|感觉|喜欢|推荐|评价|预测|猜)|打几分|写得好不好|能(?:打|给)多少分`),
	regexp.MustCompile(`(?:房价|股价|股票|股市|油价|金价|楼市|地价|彩票|大盘|基金|比特币).{0,10}(?:会不会|会|能不能|要|还|能)(?:再|继续|上|下|大)*(?:涨|跌|升|降|崩|买|中奖)|(?:推荐|买)(?:哪|几|一|什么)?[只支个]?(?:股票|彩票|基金)|算命|算一卦|我?的?星座(?:运势)?怎么样|运势`),
	regexp.MustCompile(`(?:^|[^评预])(?:估|猜)(?:一个|个|一下)(?:数|大概|[^，。]{0,6}$)|(?:直接|帮我|替我|给我|请你)(?:估|猜)|猜一?猜`),
	// Orders that would change the rules or want something made up.
	regexp.MustCompile(`(?:忽略|无视|忘记|忘掉|抛开|不要遵守|别遵守).{0,8}(?:你|之前|先前|以上|上面|前面|此前|所有|全部|一切|刚才).{0,12}(?:规则|指令|指示|要求|提示|设定|限制|内容)|(?i:ignore\s.{0,30}(?:instruction|rule|prompt))|(?:你的|输出|告诉我|显示|打印).{0,6}(?:系统提示|提示词|system prompt)`),
	regexp.MustCompile(`(?:随便|胡乱|瞎|凭空)(?:编|写|造|说|估|猜|填|给)|编造(?:一|几)(?:个|段|组|套|些|份|条|句|篇|点)|编一(?:个|段|组|套|些|份|条|句|篇|点)|编几(?:个|段|组|套|些|份|条|句|篇|点)(?:数|例|理由|借口|故事|典型|材料|话|出来|就[行好]|给|$|[，,。！!])|编造?(?:个|点)|(?:帮我|给我|替我|请你|你来|帮忙|帮领导)编(?:造|[^制写排码号辑]|$)|(?:虚构|杜撰|捏造)(?:一|几|个|点|些)|数(?:字|据)随便`),
	regexp.MustCompile(`不(?:用|要|必|需要?)(?:标|写|给|注明|附|带)(?:明|上)?(?:来源|出处|引用)|(?:不用|不要|不必|别|甭)管.{0,8}(?:资料|文件|来源|规划|原文|真假|对错)`),
	regexp.MustCompile(`你(?:现在|从现在起)?(?:不再|不)是.{0,10}(?:助手|程序|系统|机器人)|(?:假装|假如|如果|假设)你是|你(?:来|现在|要|给我)?(?:扮演|充当)|假装(?:你|自己|没有)|(?:请|来)扮演|你来当`),
}

// wish matches what an order begins with: nothing, or who it is for.
const wish = `(?:^|[，,。；;！!？? ]|帮我|帮忙|给我|替我|为我|请你?|麻烦你?|能不能|可以|你能|你会|想让你|给大家|帮领导|再)`

// fragment matches what asks on after something that was said before, and says
// nothing by itself.
var fragment = regexp.MustCompile(`^(?:那|那么|请问|然后)?(?:(?:它|他|她|其)们?的?|(?:这|那|该)(?:个|些|项|位)?(?:项目|工程|计划|工作|地方|单位|文件|东西|人)?的?|上面的?|前面的?|第[一二三四五六七八九十]+[个项点]的?)?` +
	`(?:为什么|为啥|(?:还|都)有(?:吗|呢|什么|哪些|没有)?|继续|接着说|然后呢|(?:再|请)?(?:说|讲)?得?(?:再)?详细(?:一?[点些])?(?:说明?|讲)?|什么时候(?:完成|开始|结束|开会)?|(?:由)?谁来?(?:负责|管|牵头)|(?:牵头|责任|主管)(?:单位|部门)是(?:谁|哪[个家]?)|有多少[人个钱]?|(?:总)?投资(?:额|是)*(?:多少)(?:亿?万?元?|钱)?|多少钱|在哪里?|怎么样|如何|是谁|是什么)?[呢吗啊呀的了吧]*[?？。!！]*$`)

// Partial tells whether a text is no whole question by itself: it says too little
// (好, x, 2025), or only asks on without what it asks about (还有吗, 那第二个呢,
// 它的牵头单位是谁).
func Partial(text string) bool {
	return utf8.RuneCountInString(strings.Map(lettersOnly, text)) < leastSaid || fragment.MatchString(strings.TrimSpace(simplified(text)))
}

// leastSaid is how many letters and characters a question has at least.
const leastSaid = 2

// lettersOnly maps what is no letter to nothing.
func lettersOnly(r rune) rune {
	if unicode.IsLetter(r) {
		return r
	}
	return -1
}

// Idle tells whether a text is no question to documents: a greeting, small
// talk, a wish for a poem or a program, for an opinion, a forecast or a guess,
// an order to make something up or to leave the rules.
func Idle(text string) bool {
	s := strings.TrimSpace(simplified(text))
	for _, talk := range idle {
		if talk.MatchString(s) {
			return true
		}
	}
	return false
}
