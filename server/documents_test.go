package server

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"chuchu/rag"
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
