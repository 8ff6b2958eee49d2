package openai

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"chuchu/rag"
)

// What Check says, and what it sends.
const (
	sayChat    = "作答模型"
	sayContext = "作答模型的长度"
	sayEmbed   = "检索模型"
	sayRerank  = "排序模型"

	sayUsable      = "可用"
	sayThinks      = "可用，但会先作思考，答得慢"
	sayContextFits = "可用，长段落完整送达"
	sayNoCount     = "可用，但接口不报告用量，无法知道长段落是否完整送达"

	adviseNoCount = "如果是 Ollama，请把它的上下文长度（OLLAMA_CONTEXT_LENGTH）设为不小于 --chat-context 的值。"
	adviseContext = "请把接口的上下文长度调大（Ollama：OLLAMA_CONTEXT_LENGTH；vLLM：--max-model-len），或把 --chat-context 调小，例如 4096。"
	adviseBlind   = "请换一个懂中文的模型。"

	helloSystem = "你是一个只答“可以”的助手。"
	helloUser   = "请回答：可以。"
)

func saidEmbed(m rag.EmbeddingModel) string {
	return fmt.Sprintf("可用，%d维，分值范围%.2f—%.2f", m.Dimensions, m.Low, m.High)
}

func saidBy(message string) string {
	rs := []rune(strings.Join(strings.Fields(message), " "))
	if len(rs) > 200 {
		rs = append(rs[:200], '…')
	}
	return "（" + string(rs) + "）"
}

func saidStopped(err error) string { return "未能试完" + saidBy(err.Error()) }

// adviseThinking names the extra fields that switch thinking off.
func adviseThinking(e Endpoint) string {
	host, extra := e.Host(), `{"chat_template_kwargs":{"enable_thinking":false}}`
	switch {
	case strings.Contains(host, "aliyuncs.com"):
		extra = `{"enable_thinking":false}`
	case strings.Contains(host, "deepseek.com"), strings.Contains(host, "bigmodel.cn"), strings.Contains(host, "volces.com"):
		extra = `{"thinking":{"type":"disabled"}}`
	case strings.HasSuffix(host, ":11434"):
		extra = `{"reasoning_effort":"none"}`
	}
	return "请关闭思考：设置环境变量 CHUCHU_CHAT_EXTRA='" + extra + "'。"
}

// advise says what to change after a failure.
func advise(ctx context.Context, e Endpoint, f *Failure) string {
	switch f.Reason {
	case sayKey:
		if e.key() == "" {
			return "没有给出密钥；请设置环境变量 CHUCHU_CHAT_KEY（检索用 CHUCHU_EMBED_KEY，排序用 CHUCHU_RERANK_KEY）。"
		}
		return "请核对密钥是否属于 " + e.Host() + "、是否过期。"
	case sayForbidden:
		return "请核对密钥是否有权使用模型 " + e.Model + "。"
	case sayNotFound, sayPage, sayMoved, sayUnread:
		if better := elsewhere(ctx, e); better != "" {
			return "请把接口地址改为 " + better + "。"
		}
		return adviseNames(ctx, e, "请核对接口地址 "+e.BaseURL+"，通常以 /v1 结尾。")
	case sayNoModel:
		return adviseNames(ctx, e, "请核对模型名 "+e.Model+"。")
	case sayBalance:
		return "请为账户充值或换一个密钥。"
	case sayBusy, sayQueue, sayTimeout, saySilence, sayBroken:
		return "请稍后再试；总是如此时，请查看接口一侧的日志" + adviseProxy(e) + "。"
	case sayCertificate:
		return "请把单位的根证书装入系统，或用环境变量 SSL_CERT_FILE 指明证书文件；地址中的主机名须与证书一致。"
	case sayProxy, sayUnreachable, sayNoHost:
		return "请核对接口地址 " + e.BaseURL + "，并确认接口已启动、本机能访问它" + adviseProxy(e) + "。"
	case sayCutPrompt, sayTooLong, sayLength:
		return adviseContext
	case sayOnlyThink, sayThinking:
		return adviseThinking(e)
	case sayNoURL, sayIncomplete, sayBadKey, sayBadExtra:
		return "请改正设置后再试。"
	}
	return adviseNames(ctx, e, "请核对模型名 "+e.Model+" 和附加参数。")
}

// adviseNames adds the names that the endpoint offers, unless the model's is among them.
func adviseNames(ctx context.Context, e Endpoint, advice string) string {
	names := models(ctx, e)
	for _, n := range names {
		if n == e.Model {
			return advice
		}
	}
	if len(names) == 0 {
		return advice
	}
	return advice + "接口提供的模型：" + strings.Join(names, "、") + "。"
}

// adviseProxy names the proxy that stands between, if there is one.
func adviseProxy(e Endpoint) string {
	u, err := url.Parse(e.BaseURL)
	if err != nil {
		return ""
	}
	proxy, err := http.ProxyFromEnvironment(&http.Request{URL: u})
	if err != nil || proxy == nil {
		return ""
	}
	return "；现在经代理 " + proxy.Host + " 访问，内网接口请把 " + u.Hostname() + " 加入环境变量 NO_PROXY"
}
