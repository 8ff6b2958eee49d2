package openai

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A site answers the paths it knows, by name; the rest is 404.
func site(t *testing.T, paths map[string]reaction) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		var b body
		json.Unmarshal(raw, &b)
		reply, ok := paths[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		reply(w, b)
	}))
	t.Cleanup(s.Close)
	return s
}

const offered = `{"object":"list","data":[{"id":"qwen3-32b"},{"id":"bge-m3"}]}`

// hello answers Check's two questions, and reports the share of the prompt that it read.
func hello(share float64, thinking bool) reaction {
	return func(w http.ResponseWriter, b body) {
		var messages []struct{ Content string }
		json.Unmarshal(b["messages"], &messages)
		n := 0
		for _, m := range messages {
			n += tokens(m.Content)
		}
		lines := []string{say("可以。"), finish("stop"), usage(int(share * float64(n))), done}
		if thinking {
			lines = append([]string{think("reasoning_content", "嗯")}, lines...)
		}
		stream(lines...)(w, b)
	}
}

func TestCheckChat(t *testing.T) {
	page := status(200, "<html>", "Content-Type", "text/html")
	models := status(200, offered)
	cases := map[string]struct {
		paths  map[string]reaction
		base   string
		change func(*Config)
		ok     []bool
		says   string
	}{
		"good":             {map[string]reaction{"/v1/chat/completions": hello(.8, false)}, "/v1", nil, []bool{true, true}, "长段落完整送达"},
		"no count":         {map[string]reaction{"/v1/chat/completions": hello(0, false)}, "/v1", nil, []bool{true, true}, "OLLAMA_CONTEXT_LENGTH"},
		"cut prompt":       {map[string]reaction{"/v1/chat/completions": hello(.3, false)}, "/v1", func(c *Config) { c.Context = 30000 }, []bool{false}, "上下文长度调大"},
		"thinks":           {map[string]reaction{"/v1/chat/completions": hello(.8, true)}, "/v1", nil, []bool{true, true}, `CHUCHU_CHAT_EXTRA='{"chat_template_kwargs":{"enable_thinking":false}}'`},
		"missing /v1":      {map[string]reaction{"/v1/models": models}, "", nil, []bool{false}, "/v1。"},
		"missing /v1, key": {map[string]reaction{"/v1/models": status(401, "")}, "", nil, []bool{false}, "/v1。"},
		"a page":           {map[string]reaction{"/chat/completions": page, "/v1/models": models}, "", nil, []bool{false}, "返回的是网页"},
		"whole path":       {nil, "/v1/chat/completions", nil, []bool{false}, "/v1。"},
		"nothing there":    {nil, "/v2", nil, []bool{false}, "通常以 /v1 结尾"},
		"model": {map[string]reaction{"/v1/chat/completions": status(404, `{"error":{"message":"model x not found"}}`), "/v1/models": models}, "/v1", nil,
			[]bool{false}, "接口提供的模型：bge-m3、qwen3-32b"},
		"key":       {map[string]reaction{"/v1/chat/completions": status(401, `{"error":{"message":"bad key"}}`)}, "/v1", func(c *Config) { c.Key = "k" }, []bool{false}, "是否过期"},
		"no key":    {map[string]reaction{"/v1/chat/completions": status(401, "")}, "/v1", nil, []bool{false}, "没有给出密钥"},
		"forbidden": {map[string]reaction{"/v1/chat/completions": status(403, "")}, "/v1", nil, []bool{false}, "有权使用"},
		"balance":   {map[string]reaction{"/v1/chat/completions": status(402, "")}, "/v1", nil, []bool{false}, "充值"},
		"rejected":  {map[string]reaction{"/v1/chat/completions": status(400, `{"error":"no field x"}`), "/v1/models": models}, "/v1", nil, []bool{false}, "no field x"},
		"only thinks": {map[string]reaction{"/v1/chat/completions": stream(think("reasoning", "嗯"), finish("stop"), done)}, "/v1", nil,
			[]bool{false}, "请关闭思考"},
		"too long":   {map[string]reaction{"/v1/chat/completions": status(400, `maximum context length`)}, "/v1", nil, []bool{false}, "--max-model-len"},
		"no setting": {nil, "/v1", func(c *Config) { c.Model = "" }, []bool{false}, "同时给出"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			config := Config{Endpoint: Endpoint{BaseURL: site(t, c.paths).URL + c.base, Model: "x"}}
			if c.change != nil {
				c.change(&config)
			}
			holds(t, Check(t.Context(), Setup{Chat: &config}), c.ok, c.says)
		})
	}
}

// holds compares findings: whether the last ones are good, and what one of them says.
func holds(t *testing.T, found []Finding, ok []bool, says string) {
	t.Helper()
	all := ""
	for _, f := range found {
		all += f.What + "：" + f.Said + f.Advice + "\n"
	}
	if len(found) < len(ok) || !strings.Contains(all, says) {
		t.Fatalf("no %q in\n%s", says, all)
	}
	for i, f := range found[len(found)-len(ok):] {
		if f.OK != ok[i] || f.What == "" || f.Said == "" || !f.OK && f.Advice == "" {
			t.Errorf("%+v", f)
		}
	}
}

func TestCheckReachesTheEndpoint(t *testing.T) {
	tls := httptest.NewUnstartedServer(http.NotFoundHandler())
	tls.Config.ErrorLog = log.New(io.Discard, "", 0)
	tls.StartTLS()
	defer tls.Close()
	for base, says := range map[string]string{
		tls.URL + "/v1":               "SSL_CERT_FILE",
		"http://127.0.0.1:1/v1":       "连不上接口",
		"http://nowhere.invalid/v1":   "找不到接口所在的主机",
		"ftp://127.0.0.1/v1":          "http://",
		"http://127.0.0.1:notaport/v": "改正设置",
	} {
		found := Check(t.Context(), Setup{Chat: &Config{Endpoint: Endpoint{BaseURL: base, Model: "m", HTTPClient: &http.Client{Transport: &http.Transport{}}}}})
		if says == "找不到接口所在的主机" && strings.Contains(found[0].Said, "连不上") {
			continue // a resolver that does not answer
		}
		holds(t, found, []bool{false}, says)
	}
}

func TestCheckEmbedAndRerank(t *testing.T) {
	s := site(t, map[string]reaction{
		"/v1/embeddings": meanings(2), "/blind/embeddings": meanings(1000),
		"/v1/rerank":    status(200, `[{"index":1,"score":0.9},{"index":0,"score":0.1}]`),
		"/blind/rerank": status(200, `[{"index":1,"score":0.1},{"index":0,"score":0.9}]`),
	})
	for path, c := range map[string]struct {
		ok   []bool
		says string
	}{
		"/v1":    {[]bool{true, true}, "检索模型：可用，9维，分值范围0.80—1.00"},
		"/blind": {[]bool{false, false}, "换一个懂中文的模型"},
		"/none":  {[]bool{false, false}, "请核对接口地址"},
	} {
		e := Endpoint{BaseURL: s.URL + path, Model: "m"}
		holds(t, Check(t.Context(), Setup{Embed: &EmbedConfig{Endpoint: e}, Rerank: &RerankConfig{Endpoint: e}}), c.ok, c.says)
	}
	if found := Check(t.Context(), Setup{}); len(found) != 0 {
		t.Errorf("%v", found)
	}
}

func TestAdviseThinking(t *testing.T) {
	for base, want := range map[string]string{
		"https://dashscope.aliyuncs.com/compatible-mode/v1": `'{"enable_thinking":false}'`,
		"https://api.deepseek.com":                          `'{"thinking":{"type":"disabled"}}'`,
		"https://open.bigmodel.cn/api/paas/v4":              `'{"thinking":{"type":"disabled"}}'`,
		"http://127.0.0.1:11434/v1":                         `'{"reasoning_effort":"none"}'`,
		"http://10.0.0.2:8000/v1":                           `'{"chat_template_kwargs":{"enable_thinking":false}}'`,
	} {
		if got := adviseThinking(Endpoint{BaseURL: base}); !strings.Contains(got, want) {
			t.Errorf("%s: %s", base, got)
		}
	}
}
