package wecom

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"chuchu/rag/talk"
)

// What people read in a chat.
const (
	sayLooking   = "正在查找……"
	sayAtWork    = "还在查找，请稍候，答复完成后发给您。"
	sayLater     = "查找用时较长，答复完成后将另行发送。"
	sayElsewhere = "答复已另行发送，请看下一条消息。"
	sayForgotten = "这条消息已过期，请重新提问。"
	sayAgain     = "请重新提问。"
	sayBroken    = "回答中断了，请重新提问。"
	sayStopped   = "回答已停止。"
	sayAtOnce    = "您有三个问题正在回答，请等其中一个答完再提问。"
	sayLong      = "问题过长，请控制在2000字以内。"
	sayNoText    = "目前只能回答文字问题，请输入文字。"
	sayCleared   = "已清空，下一个问题开始新的对话。"
	sayCut       = "……（内容较长，全文见下方链接）"
	sayRest      = "内容较长，其余部分见完整答复。"
	sayWhole     = "完整答复和原文"
	sayPart      = "（%d/%d）\n"
	sayWelcome   = "您好，我是“出处”，回答规划和政策文件里的问题，每句话都注明出处；资料中没有的，不作回答。"
	sayUse       = "直接输入问题即可，群聊中请先@我。发送“清空”开始新的对话，发送“帮助”再看本说明。"
	sayWarning   = "请勿输入涉密或个人敏感信息。"
	sayCan       = "现有资料："
	sayMore      = "等%d份"
	sayTry       = "例如：%s的主要目标是什么？"
	sayReasons   = "原因编号："
)

// What an administrator reads.
const (
	sayNothingSet  = "没有设定企业微信：自建应用用 --wecom-corp-id、--wecom-agent-id、--wecom-secret、--wecom-token、--wecom-aes-key；智能机器人回调用 --wecom-bot-token、--wecom-bot-aes-key；智能机器人长连接用 --wecom-bot-id、--wecom-bot-secret（见 docs/WECOM.md）"
	sayUnset       = "企业微信：缺少 %s"
	sayAgentID     = "企业微信：--wecom-agent-id 应为数字，见自建应用页面上的 AgentId"
	saySecretShort = "企业微信：%s 太短，可能没有复制完整"
	sayKeyLength   = "企业微信：%s 应为43个字符，现在是%d个；请从管理页面完整复制 EncodingAESKey"
	sayKeyLetters  = "企业微信：%s 含有不能用的字符；请从管理页面完整复制 EncodingAESKey"
	sayUnsetSocket = "企业微信：长连接须同时设定 --wecom-bot-id 和 --wecom-bot-secret"
)

// commands are messages that are no questions.
var commands = map[string]string{
	"清空": "clear", "清空对话": "clear", "清除": "clear", "新对话": "clear", "/clear": "clear", "/new": "clear",
	"帮助": "help", "help": "help", "/help": "help", "?": "help", "？": "help", "": "help",
}

// maxNamed is how many documents a welcome names.
const maxNamed = 8

// help tells what can be asked, how, and what must not be typed in. A library
// that cannot be read is left out.
func (b *Bot) help(ctx context.Context) string {
	lines := []string{sayWelcome, sayUse}
	ctx, cancel := context.WithTimeout(ctx, b.pace.ack)
	defer cancel()
	docs, err := b.o.Library.Documents(ctx)
	if err != nil {
		b.o.Log.Warn("wecom: list documents", "error", err)
	}
	var names []string
	for _, d := range docs[:min(len(docs), maxNamed)] {
		name := d.Title
		if d.Label != "" {
			name = d.Label
		}
		names = append(names, strings.Trim(name, "《》"))
	}
	if len(names) > 0 {
		more := ""
		if len(docs) > maxNamed {
			more = fmt.Sprintf(sayMore, len(docs))
		}
		lines = append(lines, sayCan+strings.Join(names, "；")+more+"。", fmt.Sprintf(sayTry, names[0]))
	}
	return tame(strings.Join(append(lines, sayWarning), "\n"))
}

// refusal is what somebody is told whose question was not taken.
func refusal(err error) string {
	if errors.Is(err, talk.ErrBusy) {
		return talk.Fail(talk.Busy, false).Message
	}
	return talk.Fail(talk.Internal, false).Message
}
