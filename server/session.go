package server

import (
	"crypto/hmac"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"chuchu/rag/talk"
)

const (
	cookieName = "chuchu_session"
	cookieFor  = 30 * 24 * time.Hour
)

// Without keys the page's cookie is an id. With keys it is
// "id.until.holder.mac": the mac is made with the hash of the key that signed
// in, so that every process with the same keys file can check the cookie, none
// has to remember it, and it is worth nothing once the key is gone.

// signed returns the cookie of a browser's session that a holder's key opened.
func (h holder) signed(session string, until time.Time) string {
	body := fmt.Sprintf("%s.%d.%s", session, until.Unix(), h.id())
	return body + "." + base64.RawURLEncoding.EncodeToString(h.mac("session", body))
}

// opened returns whose key the page's cookie was signed with, and its session. A
// cookie that is forged, too old or of a key that is gone is none. What its
// holder may do is what the file says now.
func (k *Keys) opened(r *http.Request) (h holder, session string, ok bool) {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return holder{}, "", false
	}
	part := strings.Split(c.Value, ".")
	if len(part) != 4 || uuid.Validate(part[0]) != nil {
		return holder{}, "", false
	}
	seconds, err := strconv.ParseInt(part[1], 10, 64)
	until := time.Unix(seconds, 0)
	if err != nil || !time.Now().Before(until) {
		return holder{}, "", false
	}
	for _, h := range k.current() {
		if h.id() == part[2] && hmac.Equal([]byte(h.signed(part[0], until)), []byte(c.Value)) {
			return h, part[0], true
		}
	}
	return holder{}, "", false
}

// plainSession returns the id in the cookie of a page without keys, or "".
func plainSession(r *http.Request) string {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return ""
	}
	id, err := uuid.Parse(c.Value)
	if err != nil {
		return ""
	}
	return id.String()
}

// welcome gives a browser its session, or prolongs it. With keys only who has
// signed in has one.
func (s *Server) welcome(w http.ResponseWriter, r *http.Request) {
	v := visitorOf(r.Context())
	switch {
	case s.o.Keys == nil && v.session == "":
		s.setCookie(w, r, uuid.NewString(), cookieFor)
	case s.o.Keys == nil:
		s.setCookie(w, r, v.session, cookieFor)
	case v.session != "":
		s.setCookie(w, r, v.holder.signed(v.session, time.Now().Add(cookieFor)), cookieFor)
	}
}

// setCookie sets the page's cookie, or takes it away. No script can read it, and
// no page elsewhere can send it but by a plain link; over https it stays there.
func (s *Server) setCookie(w http.ResponseWriter, r *http.Request, value string, last time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: value, Path: "/", MaxAge: int(last.Seconds()), HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil || strings.HasPrefix(s.o.PublicURL, "https://"),
	})
}

// An identity says who is signed in.
type identity struct {
	Name  string `json:"name"` // of the key; "" without keys
	Scope string `json:"scope"`
}

// whoami answers GET /api/session: the page asks what to offer.
func (s *Server) whoami(w http.ResponseWriter, r *http.Request) error {
	v := visitorOf(r.Context())
	s.writeJSON(w, http.StatusOK, identity{v.holder.name, v.scope})
	return nil
}

// signIn answers POST /api/session: the browser gets a session of its own for a
// key. It keeps the one it has if that was opened by the same key; any other id
// could have been planted by somebody who wants to read along.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		Key string `json:"key"`
	}
	if err := s.readJSON(w, r, maxBody, &body); err != nil {
		return err
	}
	if s.o.Keys == nil {
		return problem{code: talk.NotFound, say: sayKeyless}
	}
	h, ok := s.o.Keys.find(strings.TrimSpace(body.Key))
	if !ok {
		return problem{code: talk.Unauthorized, say: sayWrongKey}
	}
	before, session, in := s.o.Keys.opened(r)
	if !in || before != h {
		session = uuid.NewString()
	}
	s.setCookie(w, r, h.signed(session, time.Now().Add(cookieFor)), cookieFor)
	s.writeJSON(w, http.StatusOK, identity{h.name, h.scope})
	return nil
}

// signOut answers DELETE /api/session: the browser forgets its session. It needs
// no key, so that a cookie whose key is gone can be got rid of too.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) error {
	s.setCookie(w, r, "", -time.Second)
	w.WriteHeader(http.StatusNoContent)
	return nil
}
