package openai

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	goopenai "github.com/sashabaranov/go-openai"

	"chuchu/rag"
)

// What a program sees that uses one of OpenAI's clients; see testdata.
type sight struct {
	Models            []string
	Answered, Refused []seen // whole, and streamed
	Failed            []fault
}

type seen struct {
	Content, Finish string
	Refusal         *string
	Tokens          int
	Quotes, URLs    []string
	Refused         bool
}

type fault struct {
	Status        int
	Code, Message string
	Param         *string
}

// see returns what every client must see of a site.
func (s *site) see(t *testing.T) sight {
	refusal, model, n := "资料中没有找到。", "model", "n"
	of := func(question string, refusal *string, quotes ...string) seen {
		c := s.whole(t, question)
		urls := []string{}
		for _, a := range c.Choices[0].Message.Annotations {
			urls = append(urls, a.URLCitation.URL)
		}
		const more = 10 // characters of the system message
		return seen{
			Content: *c.Choices[0].Message.Content, Finish: "stop", Refusal: refusal, Tokens: c.Usage.TotalTokens + more,
			Quotes: append([]string{}, quotes...), URLs: urls, Refused: refusal != nil,
		}
	}
	answered := of("养老", nil, "健全基本養老服務體系", "新增床位300张")
	refused := of("拒", &refusal)
	broken := fault{502, "model_failed", "模型未能作答，请稍后再试。", nil}
	late := broken
	late.Status = 0
	return sight{
		Models: []string{"chuchu", "chuchu"}, Answered: []seen{answered, answered}, Refused: []seen{refused, refused},
		Failed: []fault{
			broken, broken, late,
			{404, "model_not_found", "没有模型“gpt-4o”，请用 chuchu。", &model},
			{400, "invalid_request", "n只能是1。", &n},
			{401, "unauthorized", "密钥不正确或已停用。", nil},
		},
	}
}

// tryClient runs a program that prints what it sees.
func tryClient(t *testing.T, s *site, program string, arguments ...string) {
	t.Helper()
	want := s.see(t)
	cmd := exec.CommandContext(t.Context(), program, arguments...)
	cmd.Env = append(os.Environ(), "NO_PROXY=127.0.0.1", "PYTHONIOENCODING=utf-8")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	var got sight
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if !reflect.DeepEqual(got, want) {
		a, _ := json.MarshalIndent(got, "", " ")
		b, _ := json.MarshalIndent(want, "", " ")
		t.Errorf("got %s\nwant %s", a, b)
	}
}

// needed returns a variable that scripts/test sets.
func needed(t *testing.T, name string) string {
	value := os.Getenv(name)
	if value == "" && os.Getenv("CI") == "true" {
		t.Fatalf("%s is not set", name)
	}
	if value == "" {
		t.Skipf("%s is not set; scripts/clients up prints what it should be", name)
	}
	return value
}

func TestPythonClient(t *testing.T) {
	python := needed(t, "CHUCHU_TEST_PYTHON")
	s := newSite(t, 1000)
	tryClient(t, s, python, "testdata/client.py", s.url+"/v1", s.key)
}

func TestJavaScriptClient(t *testing.T) {
	folder := needed(t, "CHUCHU_TEST_NODE")
	s := newSite(t, 1000)
	tryClient(t, s, "node", "testdata/client.mjs", s.url+"/v1", s.key, folder)
}

// goClient is go-openai, which leaves out what it does not know: sources are in
// the content, and a refusal is known by its message's refusal.
func goClient(s *site, key string) *goopenai.Client {
	config := goopenai.DefaultConfig(key)
	config.BaseURL = s.url + "/v1"
	return goopenai.NewClientWithConfig(config)
}

func goAsking(question string) goopenai.ChatCompletionRequest {
	return goopenai.ChatCompletionRequest{Model: "chuchu", Messages: []goopenai.ChatCompletionMessage{
		{Role: "system", Content: "直接回答，不要出处。"},
		{Role: "user", MultiContent: []goopenai.ChatMessagePart{{Type: goopenai.ChatMessagePartTypeText, Text: question}}},
	}}
}

func TestGoClient(t *testing.T) {
	s := newSite(t, 1000)
	c, want := goClient(s, s.key), s.see(t)
	for question, w := range map[string]seen{"养老": want.Answered[0], "拒": want.Refused[0]} {
		r, err := c.CreateChatCompletion(t.Context(), goAsking(question))
		if err != nil {
			t.Fatal(err)
		}
		m := r.Choices[0]
		if m.Message.Content != w.Content || (m.Message.Refusal != "") != w.Refused || string(m.FinishReason) != w.Finish || r.Usage.TotalTokens != w.Tokens {
			t.Errorf("%+v", r)
		}
		content, refusal, err := goStreamed(t, c, question)
		if content != w.Content || (refusal != "") != w.Refused || !errors.Is(err, io.EOF) {
			t.Errorf("streamed %q, %q, %v", content, refusal, err)
		}
	}
	models, err := c.ListModels(t.Context())
	if err != nil || len(models.Models) != 1 || models.Models[0].ID != "chuchu" {
		t.Errorf("%v %+v", err, models)
	}
	if m, err := c.GetModel(t.Context(), "chuchu"); err != nil || m.ID != "chuchu" {
		t.Errorf("%v %+v", err, m)
	}
}

// goStreamed collects a stream until its error, which is io.EOF at its end.
func goStreamed(t *testing.T, c *goopenai.Client, question string) (content, refusal string, err error) {
	stream, err := c.CreateChatCompletionStream(t.Context(), goAsking(question))
	if err != nil {
		return "", "", err
	}
	defer stream.Close()
	for {
		r, err := stream.Recv()
		if err != nil {
			return content, refusal, err
		}
		content += r.Choices[0].Delta.Content
		refusal += r.Choices[0].Delta.Refusal
	}
}

func TestGoClientIsToldOfFailures(t *testing.T) {
	s := newSite(t, 1000)
	c, want := goClient(s, s.key), s.see(t).Failed
	another, two := goAsking("养老"), goAsking("养老")
	another.Model, two.N = "gpt-4o", 2
	_, whole := c.CreateChatCompletion(t.Context(), goAsking("坏"))
	_, _, streamed := goStreamed(t, c, "坏")
	content, _, late := goStreamed(t, c, "断")
	_, unknown := c.CreateChatCompletion(t.Context(), another)
	_, twice := c.CreateChatCompletion(t.Context(), two)
	_, stranger := goClient(s, "none").ListModels(t.Context())
	for i, err := range []error{whole, streamed, late, unknown, twice, stranger} {
		var told *goopenai.APIError
		if !errors.As(err, &told) {
			t.Errorf("%d: %v", i, err)
			continue
		}
		got := fault{told.HTTPStatusCode, told.Code.(string), told.Message, told.Param}
		if !reflect.DeepEqual(got, want[i]) {
			t.Errorf("%d: %+v, want %+v", i, got, want[i])
		}
	}
	if content != first {
		t.Errorf("before it broke off: %q", content)
	}
	if rag.Above(content) != first {
		t.Error("a sentence of the answer is not its own text")
	}
}
