package wecom

import (
	"errors"
	"regexp"
)

// advice says what an administrator can do about a code of WeCom's; "" where
// nothing is known.
func advice(code int) string {
	switch code {
	case 40001, 42009:
		return "应用的Secret不正确：请到管理后台“应用管理→自建应用”重新查看并更新 --wecom-secret。"
	case 40013:
		return "企业ID不正确：请到管理后台“我的企业→企业信息”核对 --wecom-corp-id。"
	case 40056, 40068, 301002, 40084:
		return "AgentId与Secret不是同一个应用的，或该应用没有权限：请核对 --wecom-agent-id 和 --wecom-secret。"
	case codeBadToken, codeExpired, codeNoToken:
		return "access_token失效：通常会自动更新；反复出现时请核对Secret是否刚被重置。"
	case codeOften, codeAtOnce:
		return "调用过于频繁：稍后会自动重试。"
	case 48002:
		return "应用没有调用此接口的权限：请在管理后台检查应用的权限。"
	case codeAddress:
		return "服务器的IP不在“企业可信IP”中：请到管理后台“应用管理→自建应用→企业可信IP”添加。"
	case 81013, 60011, 60111:
		return "用户不在应用的可见范围内：请到管理后台调整应用的“可见范围”。"
	case 93000, 846609, 40096:
		return "机器人的Bot ID或Secret不正确，或没有选择“长连接”方式：请到“智能机器人”页面核对 --wecom-bot-id 和 --wecom-bot-secret。"
	case codeStream:
		return "流式消息已过期：答复已改为另行发送。"
	}
	return ""
}

// adviceOn is advice on why the long connection ended.
func adviceOn(err error) string {
	if errors.Is(err, errKicked) {
		return "同一个机器人在别处也建立了长连接：一个机器人只能有一个连接，请停用另一处，或为本系统另建机器人。"
	}
	return advice(codeOf(err))
}

var ipAddress = regexp.MustCompile(`from ip: ?([0-9a-fA-F.:]+)`)

// seen is the address from which WeCom says that it was called; "" where it
// says none.
func seen(err error) string {
	var e apiError
	if !errors.As(err, &e) {
		return ""
	}
	if m := ipAddress.FindStringSubmatch(e.Msg); m != nil {
		return m[1]
	}
	return ""
}
