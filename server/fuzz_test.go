package server

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"chuchu/rag/talk"
)

// FuzzBodies: whatever a body holds, it is answered with a status that is
// described, and an error in its shape; nothing of it is our fault.
func FuzzBodies(f *testing.F) {
	for _, body := range []string{
		`{}`, `[]`, `null`, `{"question":"问"}`, `{"question":"问","conversation_id":"c","history":[]}`, `{"question":1}`, `{"query":"养老","limit":-1}`,
		`{"key":"x"}`, `{"title":"\u202e\u0000"}`, `{"answer_id":"a","verdict":"up","comment":"\ud800"}`, `{"id":"a","text":"第一章 总则\n目标。","period":{"from":0}}`,
		`{"id":"\u0000","text":"\u0000"}`, `{"text":"\ufffd"}`, "\xff\xfe{", `{"question":"问"}{}`, strings.Repeat("[", 10001),
	} {
		for i := range 7 {
			f.Add(i, body)
		}
	}
	targets := []struct{ method, path, pattern string }{
		{"POST", "/api/ask", "POST /api/ask"}, {"POST", "/api/search", "POST /api/search"}, {"POST", "/api/session", "POST /api/session"},
		{"POST", "/api/feedback", "POST /api/feedback"}, {"POST", "/api/documents", "POST /api/documents"},
		{"POST", "/api/documents?replace=1", "POST /api/documents"}, {"PATCH", "/api/conversations/c", "PATCH /api/conversations/{id}"},
	}
	f.Fuzz(func(t *testing.T, which int, body string) {
		if which < 0 || which >= len(targets) {
			return
		}
		s, to := newSite(t, quoting), targets[which]
		r := httptest.NewRequestWithContext(t.Context(), to.method, to.path, strings.NewReader(body))
		r.Host = "localhost"
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		resp := w.Result()
		if err := described(t).describes(resp, to.pattern); err != nil || resp.StatusCode >= 500 {
			t.Errorf("%s %q: %d %v %s", to.path, body, resp.StatusCode, err, cut(w.Body.String()))
		}
		var e struct{ Error talk.Failure }
		if err := json.Unmarshal(w.Body.Bytes(), &e); resp.StatusCode >= 400 && (err != nil || e.Error.Code == "" || e.Error.Message == "") {
			t.Errorf("%s %q: %s", to.path, body, cut(w.Body.String()))
		}
	})
}

// FuzzMessages: whatever a message holds, the socket answers it or does as it
// says, and goes on.
func FuzzMessages(f *testing.F) {
	for _, m := range []string{
		``, `{}`, `[]`, `null`, `{"type":"ask"}`, `{"type":"ask","id":"x","question":"问"}`, `{"type":"stop"}`, `{"type":"resume","answer_id":"x","after":9223372036854775807}`,
		`{"type":"resume","answer_id":"\u0000"}`, `{"type":"ask","question":"\u202e"}`, `{"type":"ask","question":"问","history":[{}]}`, "\xff", `{"type":"ask","documents":["x"],"question":"问"}`,
	} {
		f.Add(m)
	}
	f.Fuzz(func(t *testing.T, message string) {
		s := newSite(t, quoting)
		ws := s.dial(t, nil)
		ws.send(message)
		ws.send(`{"type":"ask","id":"mine of all","question":"问"}`)
		for id := ""; ; {
			m := ws.read()
			if m.Type == "accepted" && m.ID == "mine of all" {
				id = m.AnswerID
			}
			if m.Type == "finished" && m.AnswerID == id {
				return
			}
		}
	})
}

// FuzzMarkdown: what a document says is text in Markdown, on one line.
func FuzzMarkdown(f *testing.F) {
	for _, text := range []string{"[1] a", "[a](b)", "[1](b)", "[1]: b", "# a", "1. a", "`a`", "a|b", "<b>", "[[1]]", "\\[", "[1][2]", "$x$", "-a", "~a~"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := escapeMarkdown(printable(text))
		plain := strings.NewReplacer(`\\`, "", `\[`, "", `\]`, "", `\<`, "", `\>`, "", "\\`", "", `\*`, "", `\_`, "", `\|`, "", `\~`, "", `\&`, "", `\$`, "").Replace(got)
		if strings.ContainsAny(plain, "`*_<>|~&$") || strings.Contains(plain, "](") || strings.Contains(plain, "]:") || strings.ContainsAny(got, "\r\n") {
			t.Errorf("%q became %q", text, got)
		}
	})
}
