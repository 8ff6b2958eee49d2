package server

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/gorilla/websocket"

	"chuchu/rag/talk"
)

// admit lets in what comes from this machine as from this machine. A web page
// elsewhere cannot ask: its name is not ours (a name that was bound anew to
// 127.0.0.1 included), and its Origin is another.
func (s *Server) admit(r *http.Request) error {
	switch {
	case !s.knows(r.Host):
		return problem{code: talk.WrongHost}
	case forwarded(r.Header):
		return problem{code: talk.Forbidden, say: sayForwarded}
	case changes(r) && foreign(r):
		return problem{code: talk.Forbidden, say: sayForeign}
	}
	return nil
}

// knows reports whether host is a loopback name or the one that is listened on.
func (s *Server) knows(host string) bool {
	name := hostname(host)
	if name == "" {
		return false
	}
	if addr, err := netip.ParseAddr(name); err == nil && addr.IsLoopback() {
		return true
	}
	return name == "localhost" || name == hostname(s.o.Addr)
}

// hostname is the host without port, brackets and final dot, in lower case.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// forwarded reports whether a proxy stands in between: then Host says nothing
// of who asks.
func forwarded(h http.Header) bool {
	for name := range h {
		if name == "Forwarded" || name == "X-Real-Ip" || strings.HasPrefix(name, "X-Forwarded-") {
			return true
		}
	}
	return false
}

// changes reports whether a request may change anything, as a websocket may.
func changes(r *http.Request) bool {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return websocket.IsWebSocketUpgrade(r)
	}
	return true
}

// foreign reports whether a browser says that another site's page is asking.
func foreign(r *http.Request) bool {
	for _, origin := range r.Header.Values("Origin") {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || !strings.EqualFold(u.Host, r.Host) {
			return true
		}
	}
	return false
}

// policy lets the page load what came with it, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// secure sets the headers that every response carries.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
}
