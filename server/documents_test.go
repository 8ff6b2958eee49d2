package server

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/desk"
	"chuchu/rag/ragtest"
)

func TestDocuments(t *testing.T) {
	s := newSite(t, quoting)
	s.checkAll(t, []call{
		{name: "list", path: "/api/documents", want: `"id":"plan"`},
		{name: "unknown", path: "/api/documents/other", status: 404, want: `{"error":{"code":"not_found"`},
		{name: "unknown raw", path: "/api/documents/other/raw", status: 404, want: "not_found"},
		{name: "delete unknown", method: "DELETE", path: "/api/documents/other", status: 404, want: "not_found"},
		{name: "facts of all", path: "/api/indicators", want: `"name":"人均预期寿命"`},
		{name: "facts of one", path: "/api/indicators?documents=plan", want: `"values":[{"period":"2020","value":"78"}`},
		{name: "facts of another", path: "/api/indicators?documents=plan,x", status: 404, want: "not_found"},
		{name: "health", path: "/healthz", want: `{"ok":true}`},
		{name: "readiness", path: "/readyz", want: `{"ready":true,"documents":1,"chunks":2,"embedded":0}`},
	})
	d := decode[document](t, s.check(t, call{path: "/api/documents/plan"}))
	if d.Text != planText || len(d.Sections) != 2 || len(d.Facts) != 1 || d.Cleaning == nil || d.Readings == nil || d.Source != "plan.docx" {
		t.Errorf("got %+v", d)
	}
	resp, body := do(t, s.request(t, call{path: "/api/documents/plan/raw"}))
	if h := resp.Header; body != planText || h.Get("Content-Disposition") != "attachment; filename=plan.docx" ||
		!strings.HasPrefix(h.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%v: %s", h, body)
	}
	s.check(t, call{method: "DELETE", path: "/api/documents/plan", status: 204})
	s.check(t, call{name: "deleted", path: "/api/documents/plan", status: 404, want: "not_found"})
	s.check(t, call{name: "no facts", path: "/api/indicators", want: `{"facts":[]}`})
	s.check(t, call{name: "no documents", path: "/api/documents", want: `{"documents":[]}`})
	s.check(t, call{method: "POST", path: "/api/documents/plan/restore", want: `"id":"plan"`})
	s.check(t, call{name: "restored", path: "/api/indicators", want: "人均预期寿命"})
	s.check(t, call{name: "twice", method: "POST", path: "/api/documents/plan/restore", status: 404, want: "10分钟"})
	s.check(t, call{name: "another's id", method: "DELETE", path: "/api/documents/plan", status: 204})
	s.check(t, call{path: "/api/documents", body: `{"id":"plan","text":"到2025年，建成3个中心。"}`, status: 202})
	s.settled(t, "plan")
	s.check(t, call{name: "taken again", method: "POST", path: "/api/documents/plan/restore", status: 409, want: `"conflict"`})
}

// Who has a document is not sent it again, until it changes.
func TestDocumentsAreTagged(t *testing.T) {
	s := newSite(t, quoting)
	for _, path := range []string{"/api/documents", "/api/documents/plan"} {
		tag := etag(t, s, path)
		if tag == "" {
			t.Fatalf("%s has no tag", path)
		}
		for _, held := range []string{tag, `W/` + tag, `"other", ` + tag, "*"} {
			resp, body := do(t, s.request(t, call{path: path, header: "If-None-Match: " + held}))
			if resp.StatusCode != 304 || body != "" || resp.Header.Get("ETag") != tag {
				t.Errorf("%s with %s: %d %q", path, held, resp.StatusCode, body)
			}
		}
		s.check(t, call{path: path, header: `If-None-Match: "other"`, want: "plan"})
		if err := rag.EmbedBacklog(t.Context(), s.store, ragtest.Embedder{}, nil); err != nil {
			t.Fatal(err)
		}
		if err := s.store.Receive(t.Context(), desk.Upload{Document: "plan", Ticket: "t", State: desk.Received}); err != nil {
			t.Fatal(err)
		}
		if again := etag(t, s, path); again == tag {
			t.Errorf("%s changed and has the same tag", path)
		}
		s.settled(t, "plan")
		_ = s.store.Withdraw(t.Context(), "plan")
	}
}

// A brokenStore cannot be read.
type brokenStore struct{ rag.Store }

func (brokenStore) Documents(context.Context) ([]rag.Document, error) {
	return nil, fmt.Errorf("disk on fire")
}

func TestNotReady(t *testing.T) {
	s := newSite(t, quoting)
	s.o.Store = brokenStore{}
	s.check(t, call{path: "/readyz", status: 503, want: `{"ready":false,"documents":0`})
	s.check(t, call{path: "/api/documents", status: 500, want: `"internal"`})
	s.check(t, call{path: "/api/indicators", status: 500, want: `"internal"`})
	s.check(t, call{path: "/healthz", want: `{"ok":true}`})
}
