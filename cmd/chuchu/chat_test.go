package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
)

// broken is an endpoint that refuses every request and counts them.
func broken(t *testing.T) (address string, asked *int) {
	t.Helper()
	asked = new(int)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		*asked++
		http.Error(w, `{"error":{"message":"no such key"}}`, http.StatusUnauthorized)
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1", asked
}

// A model that is stated is asked, and where it fails the answer is quoted.
func TestChat(t *testing.T) {
	address, asked := broken(t)
	s := start(t, "", "--chat-model", "m", "--chat-url", address)
	host := strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/v1")
	if !strings.Contains(s.started, "问题和所引段落发送至 "+host+"（m）") || strings.Contains(s.started, sayLocal) {
		t.Errorf("start line %q", s.started)
	}
	a := s.ask(t, goalQuestion)
	checkGoal(t, a)
	fellBack := func(n rag.Notice) bool { return n.Code == rag.NoticeFallback }
	if *asked == 0 || !slices.ContainsFunc(a.Notices, fellBack) {
		t.Errorf("asked %d times; notices %+v", *asked, a.Notices)
	}
}

// Nothing leaves the machine unless model and address were both stated.
func TestChatIsOffUnlessStated(t *testing.T) {
	address, asked := broken(t)
	database := filepath.Join(t.TempDir(), "x.db")
	variables := map[string]string{"OPENAI_BASE_URL": address, "OPENAI_API_KEY": "k", "CHUCHU_DATABASE": database}
	if status, _, stderr := program(t, variables, "ask", goalQuestion); status != 0 || *asked != 0 {
		t.Errorf("OpenAI's variables alone: status %d, %q, asked %d times", status, stderr, *asked)
	}
	for want, args := range map[string][]string{
		"--chat-model": {"ask", "--chat-url", address, goalQuestion},
		"--chat-url":   {"ask", "--chat-model", "m", goalQuestion},
	} {
		status, _, stderr := program(t, map[string]string{"CHUCHU_DATABASE": database}, args...)
		if status != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "还须用 "+want) || *asked != 0 {
			t.Errorf("%v: status %d, %q, asked %d times", args, status, stderr, *asked)
		}
	}
	variables["CHUCHU_CHAT_MODEL"] = "m"
	if status, out, _ := program(t, variables, "ask", goalQuestion); status != 0 || *asked == 0 || !strings.Contains(out, "已改为摘录原文") {
		t.Errorf("the model and OpenAI's address: status %d, asked %d times\n%s", status, *asked, out)
	}
}

func TestCheckModel(t *testing.T) {
	address, _ := broken(t)
	status, out, stderr := program(t, nil, "check", "model", "--chat-model", "m", "--chat-url", address)
	if status != 1 || !strings.Contains(out, "坏  作答模型：") || !strings.Contains(out, "密钥") || strings.Count(stderr, "\n") != 1 {
		t.Errorf("status %d, %q, %q", status, out, stderr)
	}
	if status, _, stderr = program(t, nil, "check", "model"); status != 1 || !strings.Contains(stderr, "--chat-model") {
		t.Errorf("no model: status %d, %q", status, stderr)
	}
}
