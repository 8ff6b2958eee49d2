package openai

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
)

// whole asks a question and returns the response.
func (s *site) whole(t testing.TB, question string) completion {
	t.Helper()
	status, body := s.post(t, asking(question, ""))
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	return decode[completion](t, body)
}

func TestWhole(t *testing.T) {
	s := newSite(t, 0)
	c := s.whole(t, "养老")
	var a rag.Answer
	if err := json.Unmarshal(c.Chuchu, &a); err != nil || a.Text != both || len(a.Citations) != 2 || a.Refused {
		t.Errorf("chuchu: %v %+v", err, a)
	}
	m := c.Choices[0].Message
	if c.Object != "chat.completion" || c.Model != "chuchu" || c.ID != "chatcmpl-"+a.ID || c.Created == 0 || *c.Choices[0].FinishReason != "stop" {
		t.Errorf("%+v", c)
	}
	if m.Role != "assistant" || m.Refusal != nil || !strings.HasPrefix(*m.Content, both+"\n\n"+source+"\n[2] 《甲区") || !strings.HasSuffix(*m.Content, "\n\n※ 已结束。") {
		t.Errorf("content %s", *m.Content)
	}
	if n := len([]rune(*m.Content)); c.Usage.PromptTokens != 2 || c.Usage.CompletionTokens != n || c.Usage.TotalTokens != n+2 {
		t.Errorf("usage %+v, %d characters", c.Usage, n)
	}
	checkAnnotations(t, s.url, *m.Content, m.Annotations, 2)
}

// checkAnnotations holds annotations against the content that they are of.
func checkAnnotations(t *testing.T, url, content string, all []annotation, want int) {
	t.Helper()
	runes := []rune(content)
	for i, a := range all {
		c := a.URLCitation
		if got := string(runes[c.StartIndex:c.EndIndex]); !strings.HasPrefix(got, "[") || !strings.HasSuffix(got, "]") {
			t.Errorf("annotation %d is of %q", i, got)
		}
		if a.Type != "url_citation" || !strings.HasPrefix(c.URL, url+"/documents/plan?r=r1#") || c.Title != "甲区十四五规划" {
			t.Errorf("annotation %+v", a)
		}
	}
	if len(all) != want {
		t.Errorf("%d annotations: %+v", len(all), all)
	}
}

func TestRefusal(t *testing.T) {
	s := newSite(t, 0)
	c := s.whole(t, "拒")
	m := c.Choices[0].Message
	const want = "资料中没有找到。\n\n最接近的内容：\n· 《甲区十四五规划》：“别的内容。”"
	if m.Refusal == nil || *m.Refusal != "资料中没有找到。" || *m.Content != want || *c.Choices[0].FinishReason != "stop" {
		t.Errorf("%+v", m)
	}
	if !strings.Contains(string(c.Chuchu), `"refused":true,"reason":"no_evidence"`) {
		t.Errorf("chuchu %s", c.Chuchu)
	}
	_, body := s.post(t, asking("拒", `,"stream":true`))
	all := chunks(t, body)
	last := all[len(all)-1]
	if got := joined(all); got != want || *last.Choices[0].Delta.Refusal != "资料中没有找到。" {
		t.Errorf("streamed %q, last %+v", got, last)
	}
}

// joined is the content of a stream.
func joined(all []completion) (content string) {
	for _, c := range all {
		if len(c.Choices) > 0 && c.Choices[0].Delta.Content != nil {
			content += *c.Choices[0].Delta.Content
		}
	}
	return content
}

func TestStream(t *testing.T) {
	s := newSite(t, 0)
	resp := s.do(t, "POST", "/v1/chat/completions", asking("养老", `,"stream":true`), nil)
	data, err := io.ReadAll(resp.Body)
	if err != nil || resp.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" || resp.Header.Get("X-Accel-Buffering") != "no" {
		t.Fatalf("%v %v", err, resp.Header)
	}
	all := chunks(t, string(data))
	if strings.Contains(string(data), "没有核对过的") {
		t.Error("what nobody checked was passed on")
	}
	var pieces []string
	for i, c := range all {
		d := c.Choices[0].Delta
		if c.Object != "chat.completion.chunk" || c.ID != all[0].ID || (d.Role == "assistant") != (i == 0) {
			t.Errorf("chunk %d: %+v", i, c)
		}
		if d.Content != nil {
			pieces = append(pieces, *d.Content)
		}
	}
	whole := s.whole(t, "养老")
	if content := *whole.Choices[0].Message.Content; joined(all) != content {
		t.Errorf("streamed %q, whole %q", joined(all), content)
	}
	if !slices.Equal(pieces[:2], []string{first, "\n" + second}) || len(pieces) != 3 {
		t.Errorf("pieces %q", pieces)
	}
	last := all[len(all)-1]
	if *last.Choices[0].FinishReason != "stop" || *last.Usage != *whole.Usage || !strings.Contains(string(last.Chuchu), `"citations":[{"number":1`) {
		t.Errorf("last %+v", last)
	}
	checkAnnotations(t, s.url, joined(all), last.Choices[0].Delta.Annotations, 2)
}

func TestStreamCountsUsage(t *testing.T) {
	s := newSite(t, 0)
	_, body := s.post(t, asking("养老", `,"stream":true,"stream_options":{"include_usage":true}`))
	all := chunks(t, body)
	for i, c := range all {
		if last := i == len(all)-1; (c.Usage != nil) != last || (len(c.Choices) == 0) != last {
			t.Errorf("chunk %d: %+v", i, c)
		}
	}
}

// What was sent cannot be taken back when another writer begins anew.
func TestStreamThatBeginsAnew(t *testing.T) {
	s := newSite(t, 0)
	_, body := s.post(t, asking("换", `,"stream":true`))
	all := chunks(t, body)
	if got := joined(all); !strings.HasPrefix(got, first+"\n\n"+sayReplaced+"\n\n"+second+"\n\n出处：") {
		t.Errorf("%s", got)
	}
	checkAnnotations(t, s.url, joined(all), all[len(all)-1].Choices[0].Delta.Annotations, 1)
	if got := *s.whole(t, "换").Choices[0].Message.Content; !strings.HasPrefix(got, second+"\n\n出处：") {
		t.Errorf("whole %s", got)
	}
}

func TestFailures(t *testing.T) {
	s := newSite(t, 0)
	for _, more := range []string{"", `,"stream":true`} {
		status, body := s.post(t, asking("坏", more))
		f := decode[failure](t, body)
		if status != http.StatusBadGateway || f.Error.Code != "model_failed" || f.Error.Type != "server_error" || f.Error.Param != nil {
			t.Errorf("%d %s", status, body)
		}
	}
	if status, body := s.post(t, asking("断", "")); status != http.StatusBadGateway {
		t.Errorf("%d %s", status, body)
	}
	status, body := s.post(t, asking("断", `,"stream":true`))
	events := strings.Split(strings.TrimSpace(body), "\n\n")
	data, ok := strings.CutPrefix(events[len(events)-1], "data: ")
	if f := decode[failure](t, data); !ok || status != http.StatusOK || f.Error.Code != "model_failed" || len(events) != 2 {
		t.Errorf("%d %s", status, body)
	}
}

// The client reads signs of life, goes away, and finds the answer later.
func TestClientGoesAway(t *testing.T) {
	s := newSite(t, 0)
	s.outlet.ping = 1
	resp := s.do(t, "POST", "/v1/chat/completions", asking("等", `,"stream":true`), nil)
	got := ""
	buf := make([]byte, 1<<10)
	for !strings.Contains(got, first) || !strings.Contains(got, ": \n\n") {
		n, err := resp.Body.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		got += string(buf[:n])
	}
	resp.Body.Close()
	_, id, _ := strings.Cut(got, `"id":"chatcmpl-`)
	id, _, _ = strings.Cut(id, `"`)
	close(s.gate)
	for {
		resp := s.do(t, "GET", "/api/answers/"+id, "", nil)
		data, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusConflict {
			if !strings.Contains(string(data), `"refused":false`) {
				t.Errorf("%v %s", err, data)
			}
			return
		}
	}
}

func TestModels(t *testing.T) {
	s := newSite(t, 0)
	for path, want := range map[string]string{
		"/v1/models":        `200 {"object":"list","data":[{"id":"chuchu","object":"model","created":0,"owned_by":"chuchu"}]}`,
		"/v1/models/chuchu": `200 {"id":"chuchu","object":"model","created":0,"owned_by":"chuchu"}`,
		"/v1/models/gpt-4o": `404 {"error":{"message":"没有模型“gpt-4o”，请用 chuchu。","type":"invalid_request_error","param":"model","code":"model_not_found"}}`,
		"/v1/embeddings":    `404 {"error":{"message":"没有找到。","type":"invalid_request_error","param":null,"code":"not_found"}}`,
		"/v1/":              `404 {"error":{"message":"没有找到。","type":"invalid_request_error","param":null,"code":"not_found"}}`,
	} {
		resp := s.do(t, "GET", path, "", nil)
		data, err := io.ReadAll(resp.Body)
		if got := resp.Status[:4] + strings.TrimSpace(string(data)); err != nil || got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}
