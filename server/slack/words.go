package slack

// What staff read in Slack, in one place. Fixed words are those of the house style.
const (
	sayHelp = "我是“出处”，回答关于政府规划的问题，每句话都已与原文比对并注明出处；资料中没有的不作回答。\n" +
		"• 私信里直接提问；频道里先 @ 我，之后在同一讨论串里接着问即可\n" +
		"• 任何地方输入 `/chuchu 问题`\n" +
		"• 回复“清空”从头开始，回复“帮助”再看本说明\n"
	sayCareful  = "请勿输入涉密或个人敏感信息。"
	sayCleared  = "已清空，下一个问题不再联系上文。"
	sayCleared2 = "在频道里请重新 @ 我。"
	sayFiles    = "无法阅读附件，只能依据资料库回答。请把问题写成文字、不带附件再问一次。"
	sayLong     = "问题过长，请控制在2000字以内。"
	sayWaiting  = "正在查找资料并与原文比对，请稍候…"
	sayStatus   = "正在查找资料并与原文比对…"
	sayBroken   = "回答因服务重启或故障中断，请重新提问。"
	sayStopped  = "回答已停止。"
	sayAsked    = " 提问："
	sayInFull   = "查看完整答复"
	sayOpen     = "打开原文（须登录）"
	sayMore     = "（回答较长，其余见“查看完整答复”）"
	sayMoreOf   = "其余%d条出处见“查看完整答复”。"
	sayReady    = "有回答了"

	sayUp      = "有用"
	sayDown    = "有误"
	sayUpLong  = "这条回答有用"
	sayBad     = "这条回答有误或没有用"
	sayThanks  = "已记录，谢谢。"
	sayNotYou  = "只有提问的人可以评价这条回答。"
	sayTooLate = "这条回答已不在，无法评价。"
)

// What an administrator reads of a configuration.
const (
	sayNoBotToken   = "没有设定机器人令牌。"
	adviseBotToken  = "请用 --slack-bot-token（CHUCHU_SLACK_BOT_TOKEN）给出 Slack 应用“OAuth & Permissions”页的 Bot User OAuth Token（xoxb- 开头）。"
	saySwapped      = "机器人令牌和应用令牌写反了。"
	adviseSwapped   = "--slack-bot-token 应以 xoxb- 开头，--slack-app-token 应以 xapp- 开头，请对调。"
	sayBotKind      = "机器人令牌不是 xoxb- 开头。"
	sayUserToken    = "机器人令牌填成了用户令牌（xoxp-）。"
	sayAppKind      = "应用令牌不是 xapp- 开头。"
	adviseAppToken  = "请用 --slack-app-token（CHUCHU_SLACK_APP_TOKEN）给出“Basic Information › App-Level Tokens”中有 connections:write 权限的令牌（xapp- 开头）。"
	sayNoWay        = "既没有应用令牌，也没有签名密钥，收不到消息。"
	adviseWay       = "Socket Mode 请给出 --slack-app-token（xapp- 开头）；Events API 请给出 --slack-signing-secret。"
	saySecretForm   = "签名密钥应为 32 位十六进制字符。"
	adviseSecret    = "请用 --slack-signing-secret（CHUCHU_SLACK_SIGNING_SECRET）给出“Basic Information › App Credentials › Signing Secret”。"
	sayTokenForms   = "令牌形式正确"
	sayConnected    = "可用，工作区 %s，机器人 %s"
	sayScopes       = "权限齐全"
	sayLacks        = "缺少权限 %s"
	adviseScopes    = "在“OAuth & Permissions › Bot Token Scopes”中添加，再点“Reinstall to Workspace”重新安装。"
	saySocket       = "可用，已收到 hello"
	saySocketOff    = "未开启 Socket Mode"
	adviseSocketOff = "在应用设置的“Socket Mode”页打开“Enable Socket Mode”。"
	sayEvents       = "请在应用设置中把 Request URL 填为 %s"
	adviseEvents    = "三处都要填：Event Subscriptions、Interactivity & Shortcuts、Slash Commands（/chuchu）。该网址须能从互联网以 https 访问，反向代理须原样转发正文。"
	sayPlainURL     = "Slack 只向 https 网址发送请求，--public-url 是 http"
	adviseHTTPS     = "请为反向代理配置证书并把 --public-url 改为 https:// 开头；或改用 Socket Mode（--slack-app-token），无须公网地址。"
)

// What the check calls what it looks at.
const (
	whatTokens = "令牌形式"
	whatAPI    = "连接 Slack"
	whatScopes = "机器人权限"
	whatSocket = "Socket Mode"
	whatEvents = "Events API"
)

// adviseOn says what to do about an error code of Slack.
func adviseOn(code string) string {
	switch code {
	case "invalid_auth", "not_authed":
		return "令牌无效：请重新复制，注意首尾不要有空格；或这台机器的出口地址不在应用的允许范围（Allowed IP Address Ranges）内。"
	case "token_expired":
		return "令牌已过期：请在“OAuth & Permissions”关闭 Token Rotation，或换用新的令牌。"
	case "token_revoked", "account_inactive":
		return "令牌已被撤销或应用已被卸载：请在“Install App”重新安装，换用新的令牌。"
	case "not_allowed_token_type":
		return "令牌种类不对：机器人令牌以 xoxb- 开头，应用令牌以 xapp- 开头。"
	case "missing_scope":
		return "应用令牌缺少 connections:write 权限：请在“Basic Information › App-Level Tokens”重新生成。"
	case "unknown_method":
		return "该地址没有 Slack 的接口：请检查 --slack-api-url，应以 /api/ 结尾。"
	case "ratelimited":
		return "请求过于频繁：请一分钟后再试。"
	case "link_disabled":
		return adviseSocketOff
	case "":
		return "连不上：请检查网络；须经代理时设置 HTTPS_PROXY，代理须放行 slack.com、*.slack.com 和 wss 连接。"
	}
	return "Slack 返回错误 " + code + "。"
}
