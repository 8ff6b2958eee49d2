package server

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

// A browser gets the page's files compressed, and none that it has.
func TestPageFilesAreCompressed(t *testing.T) {
	s := newSite(t, quoting)
	plain := s.check(t, call{path: "/assets/app.js", header: "Accept-Encoding: identity", want: "import"})
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	get := func(header string) *http.Response {
		t.Helper()
		resp, err := client.Do(s.request(t, call{path: "/assets/app.js", header: "Accept-Encoding: gzip, br" + header}))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { resp.Body.Close() })
		return resp
	}
	resp := get("")
	if h := resp.Header; h.Get("Content-Encoding") != "gzip" || h.Get("Vary") != "Accept-Encoding" || !strings.HasPrefix(h.Get("Content-Type"), "text/javascript") {
		t.Errorf("the headers are %v", h)
	}
	z, err := gzip.NewReader(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || string(text) != plain {
		t.Errorf("%d bytes, %v; plain %d", len(text), err, len(plain))
	}
	if again := get("|If-None-Match: " + resp.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("what the browser has is %s", again.Status)
	}
	s.check(t, call{name: "none", path: "/assets/none.js", header: "Accept-Encoding: gzip", status: 404})
}

// Whatever a document's id is, its page is the page: no address leads elsewhere,
// and none is answered in other words than ours.
func TestPagesAtStrangeAddresses(t *testing.T) {
	s := newSite(t, quoting)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	page := s.check(t, call{path: "/documents/plan", want: "<!doctype html>"})
	for path, status := range map[string]int{
		"/documents/x%2findex.html": 200, "/documents/index.html": 200, "/documents/..%2f..%2fetc%2fpasswd": 200, "/documents/..": 307, "/documents/%2e%2e%2findex.html": 200,
		"/assets/..%2findex.html": 404, "/assets/index.html": 404, "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd": 404,
	} {
		for _, header := range []string{"Accept-Encoding: identity", "Accept-Encoding: identity|Range: bytes=9999999-"} {
			resp, err := client.Do(s.request(t, call{path: path, header: header}))
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			if err != nil || resp.StatusCode != status || status == 200 && string(body) != page || status == 404 && !strings.HasPrefix(string(body), `{"error":{"code":"not_found"`) {
				t.Errorf("%s with %s: %d %v %s", path, header, resp.StatusCode, err, cut(string(body)))
			}
		}
	}
}

// A browser that takes nothing compressed is not sent what it has either, and
// learns of a page's size without the page.
func TestPlainPageFiles(t *testing.T) {
	s := newSite(t, quoting)
	const plain = "Accept-Encoding: identity"
	resp, body := do(t, s.request(t, call{path: "/assets/app.js", header: plain}))
	if resp.ContentLength != int64(len(body)) || resp.Header.Get("ETag") == "" || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/javascript") {
		t.Errorf("%d bytes, %v", len(body), resp.Header)
	}
	s.check(t, call{path: "/assets/app.js", header: plain + "|If-None-Match: " + resp.Header.Get("ETag"), status: 304})
	head, none := do(t, s.request(t, call{method: "HEAD", path: "/assets/app.js", header: plain}))
	if none != "" || head.ContentLength != resp.ContentLength {
		t.Errorf("HEAD got %d bytes of %d", len(none), head.ContentLength)
	}
}
