package server

import (
	"net/http"
	"strings"
	"testing"
)

func TestDoor(t *testing.T) {
	s := newSite(t, quoting)
	s.o.Addr = "chuchu.lan:8080"
	here := strings.TrimPrefix(s.url, "http://")
	ask := question2(1)
	s.checkAll(t, []call{
		{name: "localhost", path: "/healthz", header: "Host: LocalHost:8080"},
		{name: "localhost.", path: "/healthz", header: "Host: localhost."},
		{name: "IPv4", path: "/healthz", header: "Host: 127.0.0.2"},
		{name: "IPv6", path: "/healthz", header: "Host: [::1]:8080"},
		{name: "own name", path: "/healthz", header: "Host: chuchu.lan"},
		{name: "another name", path: "/healthz", header: "Host: evil.example", status: 421, want: `{"error":{"code":"wrong_host"`},
		{name: "that looks local", path: "/healthz", header: "Host: localhost.evil.example", status: 421, want: "wrong_host"},
		{name: "another address", path: "/healthz", header: "Host: 10.0.0.1:8080", status: 421, want: "wrong_host"},
		{name: "the page", path: "/", header: "Host: evil.example", status: 421, want: "wrong_host"},
		{name: "the page in a browser", path: "/", header: "Host: evil.example|Accept: text/html,*/*;q=0.8", status: 421, want: "<h1>访问地址有误，请使用本机地址打开。</h1>"},
		{name: "the API in a browser", path: "/api/documents", header: "Host: evil.example|Accept: text/html", status: 421, want: "wrong_host"},
		{name: "Forwarded", path: "/healthz", header: "Forwarded: for=1.2.3.4", status: 403, want: `{"error":{"code":"forbidden"`},
		{name: "X-Forwarded-For", path: "/", header: "X-Forwarded-For: 1.2.3.4", status: 403, want: "forbidden"},
		{name: "X-Forwarded-Host", path: "/", header: "x-forwarded-host: localhost", status: 403, want: "forbidden"},
		{name: "own origin", path: "/api/ask", body: ask, header: "Origin: http://" + here},
		{name: "no origin", path: "/api/ask", body: ask},
		{name: "foreign origin", path: "/api/ask", body: ask, header: "Origin: http://evil.example", status: 403, want: "forbidden"},
		{name: "another port", path: "/api/ask", body: ask, header: "Origin: http://127.0.0.1:1", status: 403, want: "forbidden"},
		{name: "null origin", path: "/api/ask", body: ask, header: "Origin: null", status: 403, want: "forbidden"},
		{name: "two origins", path: "/api/ask", body: ask, header: "Origin: http://" + here + "|Origin: http://evil.example", status: 403, want: "forbidden"},
		{name: "foreign delete", method: "DELETE", path: "/api/documents/plan", header: "Origin: http://evil.example", status: 403, want: "forbidden"},
		{name: "foreign origin may read", path: "/api/documents", header: "Origin: http://evil.example"},
	})
}

func TestSocketDoor(t *testing.T) {
	s := newSite(t, quoting)
	for origin, want := range map[string]int{"": 101, s.url: 101, "http://evil.example": 403, "null": 403} {
		h := http.Header{}
		if origin != "" {
			h.Set("Origin", origin)
		}
		if got := s.knock(t, h); got != want {
			t.Errorf("origin %q: %d", origin, got)
		}
	}
	if got := s.knock(t, http.Header{"Host": {"evil.example"}}); got != 421 {
		t.Errorf("another host: %d", got)
	}
	if got := s.knock(t, http.Header{"X-Forwarded-For": {"1.2.3.4"}}); got != 403 {
		t.Errorf("forwarded: %d", got)
	}
	s.check(t, call{name: "no websocket", path: "/ws", status: 400, want: `{"error":{"code":"invalid_request"`})
}

func TestHeaders(t *testing.T) {
	s := newSite(t, quoting)
	for _, path := range []string{"/", "/api/documents", "/nothing", "/assets/base.css"} {
		resp, _ := do(t, s.request(t, call{path: path}))
		h := resp.Header
		if !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'; script-src 'self';") ||
			h.Get("X-Content-Type-Options") != "nosniff" || h.Get("X-Frame-Options") != "DENY" || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %v", path, h)
		}
	}
}

func TestPages(t *testing.T) {
	s := newSite(t, quoting)
	s.checkAll(t, []call{
		{name: "chat", path: "/", want: "请勿输入涉密或个人敏感信息"},
		{name: "document", path: "/documents/plan", want: `id="paper"`},
		{name: "script", path: "/assets/chat.js", want: "import"},
		{name: "missing", path: "/assets/none.js", status: 404, want: "not_found"},
		{name: "elsewhere", path: "/assets/..%2findex.html", status: 404, want: "not_found"},
	})
	resp, _ := do(t, s.request(t, call{path: "/"}))
	c := resp.Cookies()[0]
	if c.Name != cookieName || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
		t.Errorf("cookie %v", c)
	}
	again, _ := do(t, s.request(t, call{path: "/", header: "Cookie: " + c.Name + "=" + c.Value}))
	if again.Cookies()[0].Value != c.Value {
		t.Error("the session changed")
	}
	s.check(t, call{name: "not modified", path: "/assets/chat.js", header: "If-None-Match: " + etag(t, s, "/assets/chat.js"), status: 304})
}

func etag(t *testing.T, s *site, path string) string {
	resp, _ := do(t, s.request(t, call{path: path}))
	return resp.Header.Get("ETag")
}
