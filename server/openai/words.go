package openai

import "fmt"

// What clients read, in Chinese and in English.
var (
	sayJSON         = [2]string{"请求内容不是有效的JSON。", "The body is not valid JSON."}
	sayParam        = [2]string{"参数%s有误。", "The parameter %s is not valid."}
	sayNoModel      = [2]string{"没有模型“%s”，请用 chuchu。", "There is no model %q; the model is chuchu."}
	sayModel        = [2]string{"请用model参数指明模型：chuchu。", "Name the model: chuchu."}
	sayMessages     = [2]string{"messages应为数组，且至少有一条user消息。", "messages must be a list with at least one user message."}
	sayRole         = [2]string{"不认识的消息角色（role）“%s”。", "The role %q is not known."}
	sayPart         = [2]string{"消息内容只支持文字，不支持“%s”。", "Messages are text only; %q is not supported."}
	sayNoQuestion   = [2]string{"请输入问题。", "Please ask a question."}
	sayOneChoice    = [2]string{"n只能是1。", "n must be 1."}
	sayRange        = [2]string{"参数%s超出范围。", "The parameter %s is out of its range."}
	sayNotStreaming = [2]string{"stream_options只能与stream同用。", "stream_options is for streams only."}
	sayFormat       = [2]string{"回答只有文字形式，不支持response_format“%s”。", "Answers are text; the response_format %q is not supported."}
	sayStopped      = [2]string{"回答已停止。", "The answer was stopped."}
)

// What stands in the content itself.
const (
	sayReplaced = "【以上回答未能完成，请以下文为准】"
	sayUntitled = "对话"
)

// filled puts a value into both languages, as much of it as is of any use.
func filled(say [2]string, value string) [2]string {
	value = cut(value, 64)
	return [2]string{fmt.Sprintf(say[0], value), fmt.Sprintf(say[1], value)}
}
