package server

import (
	"net/http"

	"golang.org/x/text/language"
)

// What a person reads of an error, in Chinese and in English, where there is
// more to say than talk.Fail does.
type words [2]string

var (
	sayForwarded    = words{"未设置密钥时不接受经代理转发的访问。", "Without keys, requests through a proxy are refused."}
	sayForeign      = words{"不接受来自其他网站的请求。", "Requests from other sites are refused."}
	sayJSON         = words{"请求内容不是有效的JSON。", "The body is not valid JSON."}
	sayQuery        = words{"网址中“?”后的参数无法识别：不能含有“;”，“%”须写作“%25”。", "The query of the address cannot be read: ; is not allowed, and % is written %25."}
	sayNoQuestion   = words{"请输入问题。", "Please ask a question."}
	sayLongQuestion = words{"问题过长，请控制在2000字以内。", "The question is longer than 2,000 characters."}
	sayLongMessage  = words{"消息过长，请控制在64KB以内。", "The message is larger than 64 KB."}
	sayLargeFile    = words{"文件过大，请控制在50MB以内。", "The file is larger than 50 MB."}
	sayTwoPasts     = words{"history和conversation_id只能给出其中一个。", "Give history or conversation_id, not both."}
	sayReplaces     = words{"replaces须与conversation_id同时给出。", "replaces needs conversation_id."}
	sayUnsupported  = words{"unsupported只能是drop或mark。", "unsupported must be drop or mark."}
	sayLimit        = words{"limit应在1到100之间。", "limit must be from 1 to 100."}
	sayAfter        = words{"after不能小于0。", "after must not be negative."}
	sayType         = words{"不认识的消息类型。", "Unknown type of message."}
	sayTooMany      = words{"同时进行的提问过多，请稍后再试。", "Too many questions at once on this connection."}
	sayNoDocument   = words{"没有这份资料。", "There is no such document."}
	sayNoFile       = words{"没有收到文件。", "No file was received."}
	sayNoText       = words{"没有收到正文。", "No text was received."}
	sayUnreadable   = words{"文件无法读取，未找到文字。", "The file cannot be read, or has no text."}
	sayFileType     = words{"不支持这种文件格式；支持 .docx、.pdf、.html、.xlsx、.csv、.txt、.md 和 .zip，其他格式请另存为其中之一后再上传。", "This type of file is not supported; .docx, .pdf, .html, .xlsx, .csv, .txt, .md and .zip are."}
	sayID           = words{"资料编号有误：不能为空，不能含有“/”、“\\”、控制字符或无法识别的字符，不能超过200字节；一次多个文件时不能指定编号。", "The id is not valid."}
	sayStanding     = words{"资料性质（standing）“%s”有误，应为 issued、proposed 或 reported。", "The standing %q is none of issued, proposed and reported."}
	sayKind         = words{"资料类别（kind）“%s”有误，应为规划纲要、专项规划、行动计划、意见建议、讲话、政府工作报告、新闻报道、解读、法规或其他。", "The kind %q is not known."}
	sayLevel        = words{"层级（level）“%s”有误，应为国家、省、市、区县或街道。", "The level %q is none of 国家, 省, 市, 区县 and 街道."}
	sayPublished    = words{"发布日期（published）“%s”有误，应写作 2021、2021-05 或 2021-05-01。", "The date %q is not of the form 2021, 2021-05 or 2021-05-01."}
	sayPeriod       = words{"规划期（period）有误，应为1900到2100之间的起止年份，如 2021-2025。", "The period must be two years between 1900 and 2100, the earlier one first."}
	sayStopped      = words{"回答已停止。", "The answer was stopped."}
	sayUnfinished   = words{"回答尚未完成。", "The answer is not finished yet."}
	sayHeld         = words{"编号“%s”已用于另一来源的资料（%s），与本次来源（%s）不同；如要替换请加 ?replace=1。", "The id %q is held by a document from %s, not from %s; add ?replace=1 to replace it."}
	sayHeldTwice    = words{"编号“%s”已用于同时上传的另一文件（%s），本次文件（%s）未加入；请改名或分别指定编号。", "The id %q is that of another file of this request, %s; %s was not added."}
	sayAdmin        = words{"此密钥不能更改资料，请使用admin密钥。", "This key may not change documents; use one of the admin scope."}
	sayWrongKey     = words{"密钥不正确或已停用。", "The key is wrong or no longer valid."}
	sayKeyless      = words{"未设置密钥，无需登录。", "There are no keys, and no need to sign in."}
	sayAtOnce       = words{"此密钥同时进行的提问过多，请稍后再试。", "Too many questions at once with this key."}
	sayHeldComing   = words{"编号“%s”的另一文件（%s）正在加入，本次文件（%s）未加入；请稍后再试，或加 ?replace=1 替换。", "Another file is being added as %q, from %s, not from %s; try again later, or add ?replace=1."}
	sayStill        = words{"（仍使用原有版本）", " (The earlier version is still in use.)"}
	sayNotRestored  = words{"没有可恢复的资料：资料删除后只保留10分钟。", "There is nothing to restore: deleted documents are kept for 10 minutes."}
	sayTitle        = words{"title应为不超过100字的文字。", "title must be a text of at most 100 characters."}
	sayVerdict      = words{"verdict只能是up或down。", "verdict must be up or down."}
	sayComment      = words{"意见过长，请控制在2000字以内。", "The comment is longer than 2,000 characters."}
	sayNoLibrary    = words{"资料库暂时无法读取。", "The library cannot be read."}
	sayMethod       = words{"此地址不接受这种请求方法（%s）。", "This address does not take the method %s."}
	sayUpgrade      = words{"此地址用于websocket连接。", "This address is for websockets."}
)

// What stands in an answer's files and on its page.
const (
	sayAnswer   = "答复"
	sayQuotes   = "出处原文"
	sayContext  = "相关文字"
	sayOpenable = "打开原文（须登录）"
	sayReadOnly = "只读链接，%s前有效。"
	sayNoPage   = "没有这个页面"
	sayToStart  = "请核对地址，或返回首页。"
	sayBadLink  = "链接无效或已过期，请向分享的人索取新的链接。"
)

// What whoever keeps the keys file reads.
const (
	sayKeysFile = "# 每行一个密钥：名称 权限 密钥。权限为 ask（提问）或 admin（也可更改资料）。改动在一秒内生效。\n"
	sayInLine   = "第%d行：%s"
	sayKeyLine  = "应为“名称 ask|admin 密钥”三项"
	sayKeyScope = "权限只能是 ask 或 admin"
	sayKeyName  = "名称过长，或含有冒号、空格等不能用的字符"
	sayKeyTwice = "名称或密钥与已有的重复"
	sayNoKeys   = "没有密钥"
)

// in returns the words of a language.
func (w words) in(english bool) string {
	if english {
		return w[1]
	}
	return w[0]
}

var languages = language.NewMatcher([]language.Tag{language.Chinese, language.English})

// english reports whether a client prefers it to Chinese.
func english(r *http.Request) bool {
	_, i := language.MatchStrings(languages, r.Header.Get("Accept-Language"))
	return i == 1
}
