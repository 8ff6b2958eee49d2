package server

import (
	"context"
	"net/http"
	"strings"

	"chuchu/rag/talk"
)

// nobody owns what is asked without keys and without the page.
const nobody = "local"

// A visitor is who sends a request. ServeHTTP finds out once; whatever happens
// for the request, on its websocket too, asks its context.
type visitor struct {
	scope   string // AskScope or AdminScope; "" may not come in
	owner   string // whose conversations are theirs
	holder  holder // of the key, with keys
	session string // the browser's, where the page's cookie came along
	english bool   // rather than Chinese
}

type visitorKey struct{}

// visitorOf returns who sent the request that a context belongs to.
func visitorOf(ctx context.Context) visitor {
	v, _ := ctx.Value(visitorKey{}).(visitor)
	return v
}

// recognised is a request that knows who sent it. Conversations belong to the
// browser's session, else to the key's name, and to nobody without either, so
// that a plain client without keys finds its own again.
func (s *Server) recognised(r *http.Request) *http.Request {
	v := s.visitor(r)
	v.owner, v.english = v.holder.name, english(r)
	switch {
	case v.session != "":
		v.owner = "session:" + v.session
	case s.o.Keys == nil:
		v.owner = nobody
	}
	return r.WithContext(context.WithValue(r.Context(), visitorKey{}, v))
}

// visitor looks for a key and for the page's cookie. Where there is a key it
// decides, however good the cookie.
func (s *Server) visitor(r *http.Request) visitor {
	if s.o.Keys == nil {
		return visitor{scope: AdminScope, session: plainSession(r)}
	}
	h, session, _ := s.opened(r)
	if secret, sent := bearer(r); sent {
		var held bool
		if h, held = s.o.Keys.find(secret); !held {
			session = ""
		}
	}
	return visitor{scope: h.scope, holder: h, session: session}
}

// bearer returns the key that a request carries. Another Authorization than
// Bearer is a key that nobody holds.
func bearer(r *http.Request) (secret string, sent bool) {
	h := r.Header.Get("Authorization")
	scheme, secret, _ := strings.Cut(h, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		secret = ""
	}
	return strings.TrimSpace(secret), h != ""
}

// keyed lets a handler answer only who may come in. It refuses before anything
// of a body is read.
func (s *Server) keyed(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if visitorOf(r.Context()).scope == "" {
			w.Header().Set("WWW-Authenticate", `Bearer realm="chuchu"`)
			if _, sent := bearer(r); sent {
				return problem{code: talk.Unauthorized, say: sayWrongKey}
			}
			return problem{code: talk.Unauthorized}
		}
		return h(w, r)
	}
}

// admin lets a handler answer only who may change documents.
func (s *Server) admin(h handler) handler {
	return s.keyed(func(w http.ResponseWriter, r *http.Request) error {
		if visitorOf(r.Context()).scope != AdminScope {
			return problem{code: talk.Forbidden, say: sayAdmin}
		}
		return h(w, r)
	})
}

// stays reports whether a visitor from before may still come in: a websocket may
// outlive the key that opened it, and the session.
func (s *Server) stays(ctx context.Context, v visitor) bool {
	if s.o.Keys == nil {
		return true
	}
	over := false
	if v.session != "" {
		over, _ = s.over(ctx, v.session) // what cannot be known is over
	}
	return !over && s.o.Keys.has(v.holder)
}
