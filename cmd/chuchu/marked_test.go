package main

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// A false sentence that was asked to be kept says so in words wherever the
// answer can be had, and no later question is told of it.
func TestMarkedSentencesSaySoEverywhere(t *testing.T) {
	var mu sync.Mutex
	var prompts []string
	chat := &ragtest.Chat{Writes: func(p ragtest.ChatPrompt) ragtest.ChatReply {
		mu.Lock()
		defer mu.Unlock()
		prompts = append(prompts, p.User)
		return ragtest.Says("新增养老床位9999张[1]。")
	}}
	url := chat.Serve(t)
	database := filepath.Join(t.TempDir(), "x.db")
	plan := write(t, filepath.Join(t.TempDir(), "plan.txt"), "湛江市赤坎区养老规划\n\n第一章 目标\n\n到2025年，新增养老床位300张。\n\n第二章 公园\n\n建设公园10个。\n")
	if status, _, stderr := program(t, map[string]string{"CHUCHU_DATABASE": database}, "ingest", plan); status != 0 {
		t.Fatal(stderr)
	}
	s := start(t, database, "--no-seeds", "--chat-model", "m", "--chat-url", url)
	var a rag.Answer
	data := s.send(t, "POST", "/api/ask", map[string]any{"question": bedsQuestion, "unsupported": rag.Mark}, http.StatusOK)
	if err := json.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	const marked = "新增养老床位9999张[1]。（未能与原文对上：数字、单位、年份或状态与所引原文不符）"
	if a.Text != marked {
		t.Errorf("text %q", a.Text)
	}
	for _, path := range []string{"/api/answers/" + a.ID + ".md", "/api/conversations/" + a.ConversationID + ".md"} {
		if file := string(s.send(t, "GET", path, nil, http.StatusOK)); !strings.Contains(file, marked) {
			t.Errorf("%s: %s", path, file)
		}
	}
	s.send(t, "POST", "/api/ask", map[string]any{"question": "公园呢？", "conversation_id": a.ConversationID}, http.StatusOK)
	mu.Lock()
	defer mu.Unlock()
	for _, p := range prompts {
		if strings.Contains(p, "9999") {
			t.Errorf("told of what is false: %s", p)
		}
	}
}
