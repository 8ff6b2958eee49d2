package wecom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"chuchu/reach"
)

// A Finding is what became of one thing that Check tried.
type Finding struct {
	What   string // in Chinese
	Said   string // how it came out
	Advice string // what to do, "" where nothing is to be done
	OK     bool
}

// Check tries what is configured and says in Chinese what is wrong with it.
// lease is Options.Lease: where a server holds the long connection it is left
// alone, for another one would end it; nil tries it in any case. publicURL is
// where WeCom shall find the callbacks.
func Check(ctx context.Context, c Config, publicURL string, lease Lease) []Finding {
	b := &Bot{o: Options{Config: c, Log: slog.New(slog.DiscardHandler)}, pace: usual(), api: newAPI(c), dial: newDialer(), closing: true}
	var all []Finding
	add := func(f Finding) { all = append(all, f) }
	if c.App() {
		all = append(all, b.checkApp(ctx, publicURL)...)
	}
	if c.Bot() {
		crypt, f := checkKeys("智能机器人回调", "--wecom-bot", c.BotToken, c.BotAESKey)
		add(f)
		if f.OK {
			add(b.checkCallback(ctx, crypt, publicURL, BotPath))
		}
	}
	if c.Socket() {
		add(b.checkSocket(ctx, lease))
	}
	return all
}

// checkKeys tells whether a callback's token and key can be those of WeCom's page.
func checkKeys(what, flag, token, key string) (crypt, Finding) {
	f := Finding{What: what + "的Token和EncodingAESKey"}
	c, err := newCrypt(flag, token, key, "")
	if err != nil {
		f.Said, f.Advice = err.Error(), "在企业微信管理后台的接收消息设置页面复制，两边须完全一致。"
		return c, f
	}
	f.OK, f.Said = true, "格式正确"
	return c, f
}

// checkApp tries the app: its keys, its secret, its id, our address.
func (b *Bot) checkApp(ctx context.Context, publicURL string) (all []Finding) {
	c := b.o.Config
	crypt, f := checkKeys("自建应用回调", "--wecom", c.Token, c.AESKey)
	all = append(all, f)
	if f.OK {
		crypt.receiver = c.CorpID
		all = append(all, b.checkCallback(ctx, crypt, publicURL, AppPath))
	}
	token := Finding{What: "企业ID和应用Secret（取access_token）"}
	if _, err := b.api.access(ctx, ""); err != nil {
		token.Said, token.Advice = told(err), b.adviceFor(err)
		return append(all, token)
	}
	token.OK, token.Said = true, "可用"
	agent := Finding{What: "AgentId、权限和企业可信IP"}
	var got reply
	if _, err := strconv.Atoi(c.AgentID); err != nil {
		agent.Said = sayAgentID
		return append(all, token, agent)
	}
	err := b.api.call(ctx, "/cgi-bin/agent/get", url.Values{"agentid": {c.AgentID}}, nil, &got)
	switch {
	case err != nil:
		agent.Said, agent.Advice = told(err), b.adviceFor(err)
	case got.Closed != 0:
		agent.Said, agent.Advice = "应用“"+got.Name+"”已停用", "请在管理后台启用该应用。"
	default:
		agent.OK, agent.Said = true, "应用“"+got.Name+"”可用"
	}
	return append(all, token, agent)
}

// adviceFor is advice on an error of WeCom's interface; it names the address
// that WeCom saw where that is what is wrong.
func (b *Bot) adviceFor(err error) string {
	if ip := seen(err); codeOf(err) == codeAddress && ip != "" {
		return "企业微信看到的本机地址是 " + ip + "：" + advice(codeAddress)
	}
	if codeOf(err) != 0 {
		return cmp.Or(advice(codeOf(err)), fmt.Sprintf("请在 https://open.work.weixin.qq.com/devtool/query?e=%d 查看错误码的说明。", codeOf(err)))
	}
	return "请检查本机能否访问 " + b.api.base + "；须经代理时设置 HTTPS_PROXY。"
}

// told is an error in words for an administrator.
func told(err error) string {
	var e apiError
	switch {
	case errors.As(err, &e):
		return fmt.Sprintf("企业微信返回错误%d（%s）", e.Code, e.Msg)
	case errors.Is(err, errHTTP):
		return "返回的不是企业微信的内容（" + err.Error() + "）"
	}
	return "连不上（" + reach.Told(err) + "）"
}

// checkCallback calls a callback as WeCom does when an administrator saves its
// address. Whether WeCom's own machines reach it too shows there.
func (b *Bot) checkCallback(ctx context.Context, c crypt, publicURL, path string) Finding {
	f := Finding{What: "回调地址 " + strings.TrimSuffix(publicURL, "/") + path}
	if publicURL == "" {
		f.Said, f.Advice = "没有设定 --public-url", "机器人须有用户访问时用的地址。"
		return f
	}
	const word = "1616140317555161061"
	sealed, err := c.seal([]byte(word))
	if err != nil {
		f.Said = err.Error()
		return f
	}
	now := strconv.FormatInt(time.Now().Unix(), 10)
	q := url.Values{"timestamp": {now}, "nonce": {"check"}, "echostr": {sealed}, "msg_signature": {c.sign(now, "check", sealed)}}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(publicURL, "/")+path+"?"+q.Encode(), nil)
	if err != nil {
		f.Said = "地址有误"
		return f
	}
	resp, err := b.api.client.Do(r)
	if err != nil {
		f.Said, f.Advice = "连不上（"+reach.Told(err)+"）", "请先启动服务，并检查域名、证书和转发是否指向本服务。"
		return f
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxReply)) // what is cut off is not the word
	switch {
	case resp.StatusCode == http.StatusForbidden:
		f.Said, f.Advice = "服务拒绝了签名", "正在运行的服务用的Token或EncodingAESKey与本次不同，请用同样的设置重新启动。"
	case resp.StatusCode != http.StatusOK || string(body) != word:
		f.Said, f.Advice = "返回的不是本服务的内容（"+resp.Status+"）", "请检查转发是否把 "+path+" 交给本服务。"
	default:
		f.OK, f.Said = true, "从本机可达，验证通过；企业微信能否访问，以在管理后台点“保存”为准"
	}
	return f
}

// checkSocket opens the long connection, unless a server has it.
func (b *Bot) checkSocket(ctx context.Context, lease Lease) Finding {
	f := Finding{What: "智能机器人长连接"}
	c := b.o.Config
	if c.BotID == "" || c.BotSecret == "" {
		f.Said = sayUnsetSocket
		return f
	}
	if lease != nil {
		name := leaseOf(c.BotID)
		if held, err := lease(ctx, name, b.pace.lease); err == nil && !held {
			f.OK, f.Said = true, "正在运行的服务已连接（未另行连接，以免把它挤下线）"
			return f
		}
		defer func() { _, _ = lease(context.WithoutCancel(ctx), name, 0) }()
	}
	if err := b.connect(ctx, func(*wire) error { return nil }); err != nil {
		f.Said, f.Advice = told(err), cmp.Or(adviceOn(err), "请检查本机能否访问 "+cmp.Or(c.SocketURL, socketURL)+"；须经代理时设置 HTTPS_PROXY。")
		return f
	}
	f.OK, f.Said = true, "可用"
	return f
}
