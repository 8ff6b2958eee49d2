package openai

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
)

const good = "湛江市赤坎区：养老床位达到1200张[1]。"

func TestWriterSpeaksEveryDialect(t *testing.T) {
	for _, d := range dialects {
		t.Run(d.name, func(t *testing.T) {
			lines := []string{choice("role", "assistant"), say("湛江市赤坎区：养老"), say("床位达到1200张["), say("1"), say("]。"), finish("stop")}
			if d.name != "Zhipu" && d.name != "Ollama" {
				lines = append(lines, usage(900))
			}
			f := newFake(t, d, stream(append(lines, done)...))
			w := newTestWriter(t, f.endpoint())
			pieces, err := write(t.Context(), w)
			if err != nil || joined(pieces) != good {
				t.Fatalf("%q, %v", pieces, err)
			}
			for _, p := range pieces {
				if strings.Count(p, "[") != strings.Count(p, "]") {
					t.Errorf("half a marker in %q", p)
				}
			}
			if w.Name() != "test-model" {
				t.Errorf("name %q", w.Name())
			}
		})
	}
}

func TestWriterLeavesThinkingOut(t *testing.T) {
	cases := map[string]struct {
		d     dialect
		lines []string
	}{
		"DeepSeek reasoning_content": {deepSeek, []string{think("reasoning_content", "用户问养老[1]。"), say(good)}},
		"vLLM reasoning":             {vLLM, []string{think("reasoning", "先看资料[2]。"), say(good)}},
		"Ollama think tags":          {ollama, []string{say("<th"), say("ink>看资料[1]。</thi"), say("nk>\n\n" + good)}},
		"vLLM lone close":            {vLLM, []string{say("好的，用户问养老。"), say("资料[1]里有。</"), say("think>"), say(good)}},
		"both":                       {vLLM, []string{say("想一想。</think><think>再想</think>"), say(good)}},
		"thinking between":           {vLLM, []string{say("湛江市赤坎区："), say("<think>[2]？</think>养老床位达到1200张[1]。")}},
		"keep-alives":                {deepSeek, []string{strings.Repeat(": keep-alive\n\n", 2000), say(good), strings.Repeat(": keep-alive\n", 500)}},
		"events and ids":             {bailian, []string{"id: 1\nevent: result\n:HTTP_STATUS/200\nretry: 3", strings.TrimSpace(strings.Replace(say(good), "data: ", "data:", 1)) + "\r\n\r"}},
		"null content":               {zhipu, []string{`data: {"choices":[{"delta":{"role":"assistant","content":null}}]}` + "\n", say(good)}},
		"blanks in front":            {openAI, []string{say("\n\n "), say(good)}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, c.d, stream(append(c.lines, finish("stop"), done)...))
			pieces, err := write(t.Context(), newTestWriter(t, f.endpoint()))
			if err != nil || joined(pieces) != good {
				t.Errorf("%q, %v", pieces, err)
			}
		})
	}
}

func TestWriterFails(t *testing.T) {
	all := func(lines ...string) reaction { return stream(append(lines, done)...) }
	cases := []struct {
		name   string
		d      dialect
		reply  reaction
		reason string
	}{
		{"key", openAI, status(401, `{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}`), sayKey},
		{"key without a body", vLLM, status(401, ``), sayKey},
		{"forbidden", ark, status(403, `{"error":{"code":"AccessDenied","message":"no access"}}`), sayForbidden},
		{"no such path", openAI, status(404, `404 page not found`), sayNotFound},
		{"no such path, FastAPI", vLLM, status(404, `{"detail":"Not Found"}`), sayNotFound},
		{"no such model", vLLM, status(404, `{"object":"error","message":"The model x does not exist.","type":"NotFoundError","param":null,"code":404}`), sayNoModel},
		{"no such model, Zhipu", zhipu, status(400, `{"error":{"code":"1211","message":"模型不存在，请检查模型代码。"}}`), sayNoModel},
		{"inspection", bailian, status(400, `{"error":{"code":"data_inspection_failed","param":null,"message":"Input data may contain inappropriate content.","type":"data_inspection_failed"},"id":"x"}`), sayFiltered},
		{"inspection in the stream", bailian, all(say("湛江市"), `data: {"error":{"code":"data_inspection_failed","message":"Output data may contain inappropriate content."}}`+"\n"), sayFiltered},
		{"1301", zhipu, status(400, `{"contentFilter":[{"level":1,"role":"user"}],"error":{"code":"1301","message":"系统检测到输入或生成内容可能包含不安全或敏感内容"}}`), sayFiltered},
		{"risk", deepSeek, status(400, `{"error":{"message":"Content Exists Risk","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}`), sayFiltered},
		{"balance, 402", deepSeek, status(402, `{"error":{"message":"Insufficient Balance","type":"unknown_error","code":"invalid_request_error"}}`), sayBalance},
		{"balance, 429", zhipu, status(429, `{"error":{"code":"1113","message":"您的账户已欠费"}}`), sayBalance},
		{"quota, 429", openAI, status(429, `{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}`), sayBalance},
		{"too long", vLLM, status(400, `{"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","code":400}`), sayTooLong},
		{"bad request", openAI, status(400, `{"error":"nonsense"}`), sayRejected},
		{"content_filter", openAI, all(say(good), finish("content_filter")), sayFiltered},
		{"sensitive", zhipu, all(say(good), finish("sensitive")), sayFiltered},
		{"length", bailian, all(say(good), finish("length")), sayLength},
		{"tool", openAI, all(finish("tool_calls")), sayTool},
		{"resources", deepSeek, all(say(good), finish("insufficient_system_resource")), sayBusy},
		{"network_error", zhipu, all(say(good), finish("network_error")), sayBroken},
		{"empty", openAI, all(finish("stop")), sayEmpty},
		{"blank", openAI, all(say(" \n"), finish("stop")), sayOnlyThink},
		{"only reasoning", deepSeek, all(think("reasoning_content", "嗯。"), finish("stop")), sayOnlyThink},
		{"thinking without end", ollama, all(say("<think>嗯。"), finish("stop")), sayOnlyThink},
		{"thinking that looks like an answer", vLLM, all(say(good), say("不对。</think>"), say(good), finish("stop")), sayThinking},
		{"cut with [DONE]", openAI, all(say(good)), sayCutOff},
		{"cut without", vLLM, stream(say(good)), sayCutOff},
		{"cut in a line", vLLM, stream(say(good), `data: {"choices":[{"del`), sayUnread},
		{"cut prompt", ollama, all(say(good), finish("stop"), usage(200)), sayCutPrompt},
		{"error in the stream", vLLM, all(say(good), `data: {"error":{"message":"engine died","type":"internal","code":500}}`+"\n"), sayBroken},
		{"error behind comments", deepSeek, all(say(good), ": keep-alive\n\n: keep-alive\n", `data: {"error":"overloaded"}`+"\n"), sayBroken},
		{"error that is no data", ollama, all(say(good), `{"error":{"message":"model runner has stopped","type":"api_error"}}`), sayBroken},
		{"web page", openAI, status(200, `<html>`, "Content-Type", "text/html; charset=utf-8"), sayPage},
		{"moved", openAI, status(308, ``, "Location", "https://elsewhere.test/v1/chat/completions"), sayMoved},
		{"endless", vLLM, all(strings.Repeat(say(strings.Repeat(good, 20)), 12)), sayEndless},
		{"endless line", vLLM, stream(say(good), "data: "+strings.Repeat("x", longestLine)), sayUnread},
		{"connection lost", vLLM, lost(say(good)), sayCutOff},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t, c.d, c.reply)
			_, err := write(t.Context(), newTestWriter(t, f.endpoint()))
			var failed *Failure
			if !errors.As(err, &failed) || failed.Reason != c.reason || failed.Cause() != c.reason {
				t.Fatalf("%v, want %s", err, c.reason)
			}
			for _, secret := range []string{f.key, "Input data", "engine died", "赤坎", "does not exist"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("%q tells %q", err, secret)
				}
			}
		})
	}
}

// lost breaks the connection after some lines.
func lost(lines ...string) reaction {
	return func(w http.ResponseWriter, _ body) {
		stream(lines...)(w, nil)
		panic(http.ErrAbortHandler)
	}
}

func TestWriterTakesAnAnswerThatDoesNotStream(t *testing.T) {
	f := newFake(t, openAI, status(200, `{"id":"1","object":"chat.completion","choices":[{"index":0,
		"message":{"role":"assistant","content":"`+good+`"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000}}`))
	pieces, err := write(t.Context(), newTestWriter(t, f.endpoint()))
	if err != nil || joined(pieces) != good {
		t.Errorf("%q, %v", pieces, err)
	}
}

func TestWriterLeavesFieldsOut(t *testing.T) {
	noUsage := status(400, `{"error":{"message":"Unrecognized request argument supplied: stream_options","type":"invalid_request_error"}}`)
	noTemperature := status(400, `{"error":{"message":"Unsupported value: 'temperature' does not support 0.1 with this model.","param":"temperature","code":"unsupported_value"}}`)
	f := newFake(t, openAI, noUsage, noTemperature, answered(good), answered(good))
	w := newTestWriter(t, f.endpoint())
	for range 2 {
		if pieces, err := write(t.Context(), w); err != nil || joined(pieces) != good {
			t.Fatalf("%q, %v", pieces, err)
		}
	}
	has := func(n int, name string) bool { _, ok := f.asked()[n][name]; return ok }
	for n, want := range [][2]bool{{true, true}, {false, true}, {false, false}, {false, false}} {
		if got := [2]bool{has(n, "stream_options"), has(n, "temperature")}; got != want {
			t.Errorf("request %d: stream_options, temperature: %v", n, got)
		}
	}
}

// go-openai itself refuses a temperature for some names.
func TestWriterOfReasoningModels(t *testing.T) {
	for _, name := range []string{"o3-mini", "gpt-5-nano"} {
		f := newFake(t, openAI, answered(good))
		e := f.endpoint()
		e.Model = name
		if pieces, err := write(t.Context(), newTestWriter(t, e)); err != nil || joined(pieces) != good {
			t.Errorf("%s: %q, %v", name, pieces, err)
		}
		if _, ok := f.asked()[0]["temperature"]; ok {
			t.Errorf("%s: temperature was sent", name)
		}
	}
}

func TestExtraIsMerged(t *testing.T) {
	f := newFake(t, bailian, answered(good))
	e := f.endpoint()
	e.Extra = `{"enable_thinking":false,"temperature":null,"stream":false,"messages":[],"model":"other"}`
	if _, err := write(t.Context(), newTestWriter(t, e)); err != nil {
		t.Fatal(err)
	}
	b := f.asked()[0]
	if string(b["enable_thinking"]) != "false" || b["temperature"] != nil || string(b["model"]) != `"other"` {
		t.Errorf("%s %s %s", b["enable_thinking"], b["temperature"], b["model"])
	}
}

func TestNewWriterRefuses(t *testing.T) {
	for reason, e := range map[string]Endpoint{
		sayIncomplete: {BaseURL: "http://127.0.0.1/v1"},
		sayNoURL:      {BaseURL: "127.0.0.1:8000/v1", Model: "m"},
		sayBadKey:     {BaseURL: "http://127.0.0.1/v1", Model: "m", Key: "密钥"},
		sayBadExtra:   {BaseURL: "http://127.0.0.1/v1", Model: "m", Extra: "[1]"},
	} {
		if _, err := NewWriter(Config{Endpoint: e}); reasonOf(err) != reason {
			t.Errorf("%+v: %v", e, err)
		}
	}
	if _, err := NewWriter(Config{}); reasonOf(err) != sayIncomplete {
		t.Error(err)
	}
}

func TestWriterWithoutKeyOrPassages(t *testing.T) {
	f := newFake(t, vLLM, answered(good))
	f.key = ""
	w := newTestWriter(t, f.endpoint())
	for piece, err := range w.Write(t.Context(), asks, nil) {
		t.Errorf("%q, %v", piece, err)
	}
	if _, err := write(t.Context(), w); err != nil {
		t.Error(err)
	}
}

func TestWriterStops(t *testing.T) {
	gone := make(chan struct{})
	f := newFake(t, vLLM, func(w http.ResponseWriter, _ body) {
		stream(say(good))(w, nil)
		<-gone
	}, answered(good))
	w := newTestWriter(t, f.endpoint(), func(c *Config) { c.Concurrency = 1 })
	for range w.Write(t.Context(), asks, plan) {
		break
	}
	close(gone)
	if _, err := write(t.Context(), w); err != nil { // the slot is free again
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := write(ctx, w); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// An answerer of rag's takes the writer's sentences, and what was shown is what is checked.
func TestWriterCountsThePassagesItShows(t *testing.T) {
	f := newFake(t, openAI, answered("湛江市赤坎区：养老床位达到1200张[1][7]。海滨街道：达到11.8亿元【2，3】。"))
	pieces, err := write(t.Context(), newTestWriter(t, f.endpoint()))
	if want := "湛江市赤坎区：养老床位达到1200张[1]。海滨街道：达到11.8亿元[2]。"; err != nil || joined(pieces) != want {
		t.Errorf("%q, %v", pieces, err)
	}
	var messages []struct{ Content string }
	if err := json.Unmarshal(f.asked()[0]["messages"], &messages); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{plan[0].Text, plan[1].Text, asks.Text, `编号="[2]"`} {
		if !strings.Contains(messages[1].Content, want) {
			t.Errorf("the prompt lacks %q", want)
		}
	}
}
