package wecom

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

// found shows findings as they are printed.
func found(all []Finding) (s string) {
	for _, f := range all {
		mark := "坏"
		if f.OK {
			mark = "好"
		}
		s += mark + " " + f.What + "：" + f.Said + " " + f.Advice + "\n"
	}
	return s
}

// A check says in words what is wrong with a configuration, and what to do; it
// tells no secret.
func TestCheck(t *testing.T) {
	w := newWorld(t, realSockets(), "app bot")
	p := w.start()
	for _, c := range []struct {
		name   string
		ways   string
		change func(*Config)
		refuse []apiError
		public string
		want   []string
	}{
		{"all is well", "app bot", nil, nil, p.url, []string{"好 自建应用回调的Token", "好 回调地址 " + p.url + AppPath, "好 企业ID和应用Secret", "好 AgentId", "应用“出处”可用", "好 智能机器人回调", "好 回调地址 " + p.url + BotPath}},
		{"secret", "app", func(c *Config) { c.Secret = "wrong-secret" }, nil, p.url, []string{"坏 企业ID和应用Secret", "错误40001", "--wecom-secret"}},
		{"corp", "app", func(c *Config) { c.CorpID = "ww9" }, nil, p.url, []string{"坏 企业ID和应用Secret", "错误40013", "--wecom-corp-id"}},
		{"agent", "app", func(c *Config) { c.AgentID = "7" }, nil, p.url, []string{"坏 AgentId", "错误301002", "--wecom-agent-id"}},
		{"agent's form", "app", func(c *Config) { c.AgentID = "x" }, nil, p.url, []string{"坏 AgentId", "应为数字"}},
		{"address", "app", nil, []apiError{{60020, "not allow to access from your ip, hint: [17], from ip: 203.0.113.9, more info"}}, p.url, []string{"坏 AgentId", "企业微信看到的本机地址是 203.0.113.9：", "企业可信IP"}},
		{"permission", "app", nil, []apiError{{48002, "api forbidden"}}, p.url, []string{"没有调用此接口的权限"}},
		{"what nobody knows", "app", nil, []apiError{{99999, "?"}}, p.url, []string{"devtool/query?e=99999"}},
		{"key's length", "app", func(c *Config) { c.AESKey = c.AESKey[1:] }, nil, p.url, []string{"坏 自建应用回调的Token", "43个字符，现在是42个"}},
		{"token", "bot", func(c *Config) { c.BotToken = "" }, nil, p.url, []string{"缺少 --wecom-bot-token"}},
		{"another token than the server's", "bot", func(c *Config) { c.BotToken = "other" }, nil, p.url, []string{"坏 回调地址", "服务拒绝了签名"}},
		{"no public address", "bot", nil, nil, "", []string{"没有设定 --public-url"}},
		{"not this server", "bot", nil, nil, w.f.url, []string{"返回的不是本服务的内容"}},
		{"nothing there", "bot", nil, nil, "http://127.0.0.1:1", []string{"连不上", "请先启动服务"}},
		{"api not there", "app", func(c *Config) { c.APIURL = "http://127.0.0.1:1" }, nil, p.url, []string{"坏 企业ID和应用Secret", "连不上", "HTTPS_PROXY"}},
		{"not WeCom", "app", func(c *Config) { c.APIURL = p.url }, nil, p.url, []string{"返回的不是企业微信的内容"}},
		{"connection", "ws", nil, nil, "", []string{"好 智能机器人长连接：可用"}},
		{"bot's secret", "ws", func(c *Config) { c.BotSecret = "wrong-secret" }, nil, "", []string{"坏 智能机器人长连接", "错误93000", "--wecom-bot-secret"}},
		{"bot's id", "ws", func(c *Config) { c.BotID = "" }, nil, "", []string{"--wecom-bot-id"}},
		{"no connection", "ws", func(c *Config) { c.SocketURL = "ws://127.0.0.1:1" }, nil, "", []string{"坏 智能机器人长连接", "连不上", "HTTPS_PROXY"}},
	} {
		config := w.f.config(c.ways)
		if c.change != nil {
			c.change(&config)
		}
		w.f.change(func() { w.f.refuse = c.refuse })
		got := found(Check(t.Context(), config, c.public, nil))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, got)
			}
		}
		for _, s := range append(secrets(), "wrong-secret") {
			if strings.Contains(got, s) {
				t.Errorf("%s: tells %s:\n%s", c.name, s, got)
			}
		}
	}
}

// A running server keeps its connection while another process checks.
func TestCheckBusy(t *testing.T) {
	w := newWorld(t, realSockets(), "ws")
	p := w.start()
	w.f.connected()
	other := func(ctx context.Context, name string, length time.Duration) (bool, error) {
		held, err := p.store.Store.Lease(ctx, name, 0) // what another handle would see: not held
		return held, err
	}
	got := found(Check(t.Context(), w.f.config("ws"), "", other))
	if !strings.Contains(got, "好 智能机器人长连接：正在运行的服务已连接") || w.f.opened() != 1 {
		t.Errorf("%d connections: %s", w.f.opened(), got)
	}
}

// What is missing is told by the name of its flag.
func TestNew(t *testing.T) {
	f := &fake{net: &network{}}
	for _, c := range []struct {
		ways   string
		change func(*Config)
		want   string
	}{
		{"", nil, "没有设定企业微信"},
		{"app", func(c *Config) { c.CorpID = "" }, "缺少 --wecom-corp-id"},
		{"app", func(c *Config) { c.AgentID = "" }, "缺少 --wecom-agent-id"},
		{"app", func(c *Config) { c.AgentID = "x" }, "--wecom-agent-id 应为数字"},
		{"app", func(c *Config) { c.Secret = "" }, "缺少 --wecom-secret"},
		{"app", func(c *Config) { c.Token = "" }, "缺少 --wecom-token"},
		{"app", func(c *Config) { c.AESKey = "short" }, "--wecom-aes-key 应为43个字符"},
		{"bot", func(c *Config) { c.BotAESKey = "short" }, "--wecom-bot-aes-key 应为43个字符"},
		{"ws", func(c *Config) { c.BotSecret = "" }, "--wecom-bot-secret"},
		{"app bot ws", nil, ""},
	} {
		config := f.config(c.ways)
		if c.change != nil {
			c.change(&config)
		}
		b, err := New(Options{Config: config})
		if c.want == "" && (err != nil || len(b.Callbacks()) != 2) || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %s", c.ways, err, c.want)
		}
	}
}

// Other methods than WeCom's two are refused.
func TestMethods(t *testing.T) {
	w := newWorld(t, realSockets(), "bot")
	p := w.start()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, p.url+BotPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("%d", resp.StatusCode)
	}
}
