package server

import (
	"net/http"
	"strings"
	"testing"
)

// TestElsewhere: an address that takes another method says which, one that is
// none shows a browser a page.
func TestElsewhere(t *testing.T) {
	s := newSite(t, quoting)
	for _, c := range []struct {
		method, path, accept string
		status               int
		allow, want          string
	}{
		{"GET", "/api/ask", "*/*", 405, "POST", "invalid_request"},
		{"GET", "/api/ask", "text/html", 405, "POST", "此地址不接受"},
		{"PUT", "/api/documents/plan", "", 405, "GET, HEAD, DELETE", "（PUT）"},
		{"POST", "/", "", 405, "GET, HEAD", ""},
		{"GET", "/documnts", "text/html,*/*;q=0.8", 404, "", "没有这个页面"},
		{"GET", "/documnts", "", 404, "", "not_found"},
		{"GET", "/api/nothing", "text/html", 404, "", "not_found"},
	} {
		r := s.request(t, call{method: c.method, path: c.path, header: "Accept: " + c.accept})
		w, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		var body strings.Builder
		_ = w.Write(&body)
		w.Body.Close()
		if w.StatusCode != c.status || w.Header.Get("Allow") != c.allow || !strings.Contains(body.String(), c.want) {
			t.Errorf("%s %s: %d, Allow %q: %s", c.method, c.path, w.StatusCode, w.Header.Get("Allow"), body.String())
		}
	}
}

// TestWrongKeyIsTold: a wrong key gets other words than none.
func TestWrongKeyIsTold(t *testing.T) {
	s, _ := newKeyed(t, quoting)
	s.check(t, call{path: "/api/documents", status: 401, want: "请先登录或提供密钥"})
	s.check(t, call{path: "/documnts", header: "Accept: text/html", status: 404, want: "没有这个页面"})
	s.check(t, call{path: "/api/documents", header: "Authorization: Bearer nobody", status: 401, want: "密钥不正确或已停用"})
}
