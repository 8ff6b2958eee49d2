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
