package openai

// What staff read of this package, in one place: reasons stand behind
// 已改为摘录原文： in an answer's notice.
const (
	sayIncomplete = "接口地址和模型名须同时给出"
	sayNoURL      = "接口地址须以 http:// 或 https:// 开头"
	sayBadKey     = "密钥含有空格或中文等无效字符"
	sayBadExtra   = "附加参数不是 JSON 对象"

	sayKey       = "接口拒绝了密钥"
	sayForbidden = "接口不允许使用该模型"
	sayNotFound  = "接口地址不对"
	sayNoModel   = "接口没有这个模型"
	sayBalance   = "接口账户余额不足"
	sayBusy      = "接口繁忙"
	sayQueue     = "同时提问较多，排队超时"
	sayBroken    = "接口出错"
	sayRejected  = "接口不接受该请求"
	sayTooLong   = "所引段落超出模型的长度限制"
	sayMoved     = "接口地址已转移"
	sayPage      = "接口地址返回的是网页"
	sayUnread    = "接口返回的内容无法读取"

	sayTimeout   = "接口超时"
	saySilence   = "接口中途没有回应"
	sayCutOff    = "接口的回答中断"
	sayLength    = "回答超出长度被接口截断"
	sayEndless   = "模型的回答过长"
	sayFiltered  = "内容被接口拦截"
	sayEmpty     = "模型没有给出内容"
	sayOnlyThink = "模型只作思考，没有作答"
	sayThinking  = "模型的思考混入了回答"
	sayTool      = "模型没有作答，而是要求调用工具"
	sayCutPrompt = "提示被接口截断"

	sayUnreachable = "连不上接口"
	sayNoHost      = "找不到接口所在的主机"
	sayCertificate = "接口的证书不受信任"
	sayProxy       = "代理服务器连不上接口"

	sayVectors    = "接口返回的结果与所送文本对不上"
	sayDimensions = "接口的检索模型与先前的不同"
	sayBlind      = "检索模型分辨不出相关与不相关的中文内容"
)
