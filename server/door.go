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

// admit stops web pages elsewhere, whose Origin is another. Without keys it
// lets in only what comes from this machine as from this machine: such a page
// could else bind its own name anew to 127.0.0.1. A query of which a part cannot
// be read is refused: net/http would leave that part out, and with it perhaps
// what a question was confined to.
func (s *Server) admit(r *http.Request) error {
	keyless := s.o.Keys == nil
	_, unreadable := url.ParseQuery(r.URL.RawQuery)
	switch {
	case unreadable != nil:
		return invalid(sayQuery)
	case s.signed(r):
		return nil
	case keyless && !s.knows(r.Host):
		return problem{code: talk.WrongHost}
	case keyless && forwarded(r.Header):
		return problem{code: talk.Forbidden, say: sayForwarded}
	case changes(r) && s.foreign(r):
		return problem{code: talk.Forbidden, say: sayForeign}
	}
	return nil
}

// signed reports whether a request is for what its signature alone guards: the
// Host and forwarding rules are not for those who come with one from elsewhere.
func (s *Server) signed(r *http.Request) bool {
	return s.calledBack(r.URL.Path) || strings.HasPrefix(r.URL.Path, linkPath) && (r.Method == http.MethodGet || r.Method == http.MethodHead)
}

// knows reports whether host is a loopback name or the one that is listened on.
func (s *Server) knows(host string) bool {
	name := hostname(host)
	return name != "" && (isLoopback(name) || name == hostname(s.o.Addr))
}

// isLoopback reports whether a host's name is this machine's own.
func isLoopback(name string) bool {
	addr, err := netip.ParseAddr(name)
	return name == "localhost" || err == nil && addr.IsLoopback()
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
// Behind a proxy that tells another Host, the public address is ours too.
func (s *Server) foreign(r *http.Request) bool {
	public, _ := url.Parse(s.o.PublicURL) // nil is never the same
	for _, origin := range r.Header.Values("Origin") {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || !strings.EqualFold(u.Host, r.Host) && !sameOrigin(u, public) {
			return true
		}
	}
	return false
}

// sameOrigin reports whether two addresses have the same scheme, host and port.
func sameOrigin(a, b *url.URL) bool {
	return b != nil && strings.EqualFold(a.Scheme, b.Scheme) && strings.EqualFold(a.Host, b.Host)
}

// policy lets the page load what came with it, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// secure sets the headers that every response carries. Browsers complain of an
// opener policy where they trust no address: on plain http but for this machine's.
func secure(h http.Header, trusted bool) {
	if trusted {
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
	}
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
}
