package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"chuchu/rag/talk"
)

// An asking is a request without a body, as little of it as a client must send.
type asking struct{ target, cookie, authorization, accept, host, forwarded string }

// request is the asking as a request; false where no client could send it.
func (a asking) request(t *testing.T) (r *http.Request, ok bool) {
	u, err := url.ParseRequestURI(a.target)
	if err != nil || u.Host != "" || u.Path == "" || u.Path[0] != '/' {
		return nil, false
	}
	r = httptest.NewRequestWithContext(t.Context(), "GET", "/", nil)
	r.URL, r.RequestURI, r.Host = u, a.target, a.host
	for name, value := range map[string]string{
		"Cookie": a.cookie, "Authorization": a.authorization, "Accept": a.accept, "Accept-Language": a.accept,
		"If-None-Match": a.accept, "X-Forwarded-For": a.forwarded, "X-Request-Id": a.forwarded,
	} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	return r, true
}

// answerTo is what a server says to a request, and the route that said it.
func answerTo(s *Server, r *http.Request) (resp *http.Response, body, pattern string) {
	w := httptest.NewRecorder()
	_, pattern = s.routes.Handler(r)
	s.ServeHTTP(w, r)
	resp = w.Result()
	data, _ := io.ReadAll(resp.Body) // from memory
	return resp, string(data), pattern
}

// FuzzDoors: whatever stands in an address, a cookie or a header, what comes is
// described and no fault of ours; who has no key gets only what is open, and no
// link is forged.
func FuzzDoors(f *testing.F) {
	plain := newSite(f, quoting)
	keyed, keys := newKeyed(f, quoting)
	run, err := plain.o.Runner.Ask(f.Context(), talk.Ask{Owner: nobody})
	if err != nil {
		f.Fatal(err)
	}
	link, err := plain.Link(f.Context(), run.AnswerID)
	if err != nil {
		f.Fatal(err)
	}
	for _, target := range []string{
		link, strings.Replace(link, "sig=", "sig=x", 1), link + "&until=99999999999", strings.Replace(link, "until=", "until=9", 1), "/a/" + run.AnswerID,
		"/", "//", "/documents/plan", "/documents/%00", "/assets/..%2findex.html", "/api/documents/plan", "/api/documents/%ff/raw",
		"/api/indicators?documents=plan,none", "/api/indicators?documents=%00", "/api/answers/" + run.AnswerID + ".docx", "/api/conversations/x.md", "/metrics", "/ws", "/openapi.json",
	} {
		f.Add(target, "", "", "", "localhost", "")
		f.Add(target, "chuchu_session=0b51f5a3-5e1c-4a0c-9d4e-1d2f3a4b5c6d.99999999999.00.AA", "Bearer x", "text/event-stream, en;q=0.5", "[::1]:8080", "for=1.2.3.4")
	}
	d := described(f)
	open := map[string]bool{}
	for _, r := range routes {
		open[r.pattern] = r.kind == "open"
	}
	f.Fuzz(func(t *testing.T, target, cookie, authorization, accept, host, forwarded string) {
		a := asking{target, cookie, authorization, accept, host, forwarded}
		r, ok := a.request(t)
		if !ok {
			return
		}
		resp, body, pattern := answerTo(plain.Server, r)
		if err := d.describes(resp, pattern); resp.StatusCode >= 500 || err != nil && resp.StatusCode != http.StatusMisdirectedRequest && resp.StatusCode != 301 && resp.StatusCode != 307 {
			t.Errorf("%+v: %d %v %s", a, resp.StatusCode, err, cut(body))
		}
		if strings.HasPrefix(pattern, "GET /a/") && resp.StatusCode == http.StatusOK && r.URL.Query().Get("sig") != signatureOf(link) {
			t.Errorf("a link was forged: %s", target)
		}
		for _, secret := range keys {
			if strings.Contains(authorization, secret) {
				return
			}
		}
		r, _ = a.request(t)
		resp, body, pattern = answerTo(keyed.Server, r)
		if good := resp.StatusCode < 300 || resp.StatusCode == http.StatusNotModified; resp.StatusCode >= 500 || good && !open[pattern] {
			t.Errorf("%+v was let in: %d %s", a, resp.StatusCode, cut(body))
		}
	})
}

// signatureOf is the signature that a link carries.
func signatureOf(link string) string {
	_, sig, _ := strings.Cut(link, "sig=")
	sig, _, _ = strings.Cut(sig, "&")
	return sig
}

// FuzzForms: whatever a form is made of, it is answered with a status that is
// described, and nothing of it is our fault.
func FuzzForms(f *testing.F) {
	const file = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%\"\r\nContent-Type: text/plain\r\n\r\n第一章 总则\n目标。\r\n"
	for _, name := range []string{"a.txt", "../a.docx", "a", ".pdf", "\u202etxt.exe", "a.html", strings.Repeat("长", 300) + ".txt", "\xff.txt"} {
		f.Add("multipart/form-data; boundary=b", strings.Replace(file, "%", name, 1)+"--b--\r\n")
	}
	two := strings.Replace(file, "%", "a.txt", 1)
	f.Add("multipart/form-data; boundary=b", two+two+"--b\r\nContent-Disposition: form-data; name=\"period\"\r\n\r\n2021-2025\r\n--b--")
	f.Add("multipart/form-data; boundary=b", two+"--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n..\r\n--b--")
	f.Add("multipart/form-data", two)
	f.Add("multipart/form-data; boundary=", "--\r\n")
	f.Add("text/plain", "问")
	d := described(f)
	f.Fuzz(func(t *testing.T, kind, body string) {
		s := newSite(t, quoting)
		r := httptest.NewRequestWithContext(t.Context(), "POST", "/api/documents", strings.NewReader(body))
		r.Host = "localhost"
		r.Header.Set("Content-Type", kind)
		resp, said, pattern := answerTo(s.Server, r)
		if err := d.describes(resp, pattern); err != nil || resp.StatusCode >= 500 {
			t.Errorf("%q %q: %d %v %s", kind, body, resp.StatusCode, err, cut(said))
		}
	})
}

// FuzzFrames: whatever bytes come on a websocket, the socket ends when they do,
// and the server goes on.
func FuzzFrames(f *testing.F) {
	s := newSite(f, quoting)
	for _, sent := range [][]byte{
		frame(ask("mine")), frame(`{"type":"stop"}`), {}, {0x81, 0x02, '{', '}'}, {0xf1, 0x80, 0, 0, 0, 0}, {0x83, 0x80, 0, 0, 0, 0}, {0x09, 0x80, 0, 0, 0, 0},
		{0x80, 0x80, 0, 0, 0, 0}, {0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}, {0x88, 0x81, 0, 0, 0, 0, 1}, {0x82, 0x81, 1, 2, 3, 4, 5},
		append([]byte{0x01, 0x81, 0, 0, 0, 0, '{', 0x89, 0x80, 0, 0, 0, 0}, 0x80, 0x81, 0, 0, 0, 0, '}'),
	} {
		f.Add(sent)
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		c := s.raw(t)
		if _, err := c.Write(sent); err != nil {
			return // the server hung up
		}
		if err := c.closeWrite(); err == nil {
			_, _ = io.Copy(io.Discard, c.in) // to the end of what the server says
		}
		c.Close()
		s.gone()
	})
}
