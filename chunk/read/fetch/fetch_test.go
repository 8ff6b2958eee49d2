package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const body = "<html><body><p>到2025年，建成3个中心。</p></body></html>"

// site is a web site on this machine.
func site(t *testing.T) *httptest.Server {
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String(body)
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /private/\nAllow: /private/open.html\nDisallow: /*.cgi$\n")
	})
	html := func(text, kind string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, text)
		}
	}
	mux.HandleFunc("/plan", html(body, "text/html; charset=utf-8"))
	mux.HandleFunc("/gbk", html(gbk, "text/html; charset=gbk"))
	mux.HandleFunc("/private/", html(body, "text/html"))
	mux.HandleFunc("/a.pdf", html("%PDF-1.7", "application/pdf"))
	mux.HandleFunc("/download", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Disposition", `attachment; filename="../规划.docx"`)
		fmt.Fprint(w, "PK")
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, r *http.Request) {
		block := make([]byte, 1<<20)
		for range 51 {
			_, _ = w.Write(block)
		}
	})
	mux.Handle("/moved", http.RedirectHandler("/plan", http.StatusFound))
	mux.Handle("/forbidden", http.RedirectHandler("/private/x", http.StatusFound))
	mux.Handle("/file", http.RedirectHandler("file:///etc/passwd", http.StatusFound))
	mux.Handle("/credentials", http.RedirectHandler("//user:hunter2@example.org/", http.StatusFound))
	mux.Handle("/loop", http.RedirectHandler("/loop", http.StatusFound))
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestGet(t *testing.T) {
	s := site(t)
	for path, want := range map[string]File{
		"/plan":              {"plan.html", []byte(body)},
		"/gbk":               {"gbk.html", []byte(body)},
		"/moved":             {"plan.html", []byte(body)},
		"/private/open.html": {"open.html", []byte(body)},
		"/a.pdf":             {"a.pdf", []byte("%PDF-1.7")},
		"/download":          {"规划.docx", []byte("PK")},
	} {
		got, err := Fetcher{AllowPrivate: true}.Get(t.Context(), s.URL+path)
		if err != nil || got.Name != want.Name || !bytes.Equal(got.Raw, want.Raw) {
			t.Errorf("%s: %s %.40q, %v", path, got.Name, got.Raw, err)
		}
	}
}

func TestGetRefuses(t *testing.T) {
	s := site(t)
	down := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(503) }))
	defer down.Close()
	for _, c := range []struct {
		address string
		private bool
		says    string
	}{
		{s.URL + "/plan", false, "内部网络"},
		{strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/plan", false, "内部网络"},
		{strings.Replace(s.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1) + "/plan", false, "内部网络"},
		{strings.Replace(s.URL, "127.0.0.1", "0.0.0.0", 1) + "/plan", false, "内部网络"},
		{"http://169.254.169.254/latest/meta-data", false, "内部网络"},
		{s.URL + "/private/x.html", true, "robots.txt 不允许"},
		{s.URL + "/forbidden", true, "robots.txt 不允许"},
		{s.URL + "/x.cgi", true, "robots.txt 不允许"},
		{s.URL + "/none", true, "404"},
		{s.URL + "/large", true, "50MB"},
		{s.URL + "/loop", true, "次数过多"},
		{s.URL + "/file", true, "地址有误"},
		{down.URL + "/plan", true, "robots.txt 读不到"},
		{"ftp://example.org/a", true, "地址有误"},
		{"file:///etc/passwd", true, "地址有误"},
		{"规划", true, "地址有误"},
	} {
		got, err := Fetcher{AllowPrivate: c.private}.Get(t.Context(), c.address)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %q, %v; want %s", c.address, got.Name, err, c.says)
		}
	}
}

func TestAllowed(t *testing.T) {
	for _, c := range []struct {
		robots, path string
		want         bool
	}{
		{"", "/a", true},
		{"User-agent: *\nDisallow: /", "/a", false},
		{"User-agent: *\nDisallow:", "/a", true},
		{"User-agent: other\nDisallow: /", "/a", true},
		{"User-agent: *\nDisallow: /\n\nUser-agent: Chuchu\nAllow: /", "/a", true},
		{"User-agent: other\nUser-agent: chuchu # us\nDisallow: /a", "/ab", false},
		{"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"User-agent: *\nDisallow: /*?id=", "/a?id=3", false},
		{"User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", true},
		{"\uFEFFnonsense\nDisallow: /", "/a", true},
	} {
		u, err := url.Parse("https://example.org" + c.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := allowed(c.robots, u); got != c.want {
			t.Errorf("%q lets us read %s: %v", c.robots, c.path, got)
		}
	}
}
