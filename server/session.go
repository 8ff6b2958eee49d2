package server

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
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
// has to remember it, and it is worth nothing once the key is gone. Who signs
// out leaves a note in the library: the session's cookies open nothing from then
// on, in any process.

const (
	// guessesPerMinute is how many wrong keys an address may sign in with.
	guessesPerMinute = 20
	// signedOut begins the notes of sessions that are over.
	signedOut = "signed_out "
)

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

// opened returns whose key the page's cookie was signed with, and its session,
// unless that is over. Where it cannot be known that it is not, it is.
func (s *Server) opened(r *http.Request) (h holder, session string, ok bool) {
	h, session, ok = s.o.Keys.opened(r)
	if !ok {
		return holder{}, "", false
	}
	over, err := s.over(r.Context(), session)
	if err != nil {
		s.o.Log.Error("is a session over", "error", err)
	}
	if over {
		return holder{}, "", false
	}
	return h, session, true
}

// over tells whether somebody signed out of a session.
func (s *Server) over(ctx context.Context, session string) (bool, error) {
	when, err := s.o.Shelf.Note(ctx, noteOf(session))
	return when != "" || err != nil, err
}

// noteOf is the note that tells of a session's end. It does not tell the session:
// its id is whose conversations are.
func noteOf(session string) string {
	sum := sha256.Sum256([]byte(session))
	return signedOut + hex.EncodeToString(sum[:16])
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
// could have been planted by somebody who wants to read along. From an address
// with many wrong keys none is tried for a while, not even a right one: that
// would tell it.
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
	right, wait := s.guesses.try(r, time.Now())
	if wait > 0 {
		return problem{code: talk.RateLimited, after: wait}
	}
	h, ok := s.o.Keys.find(strings.TrimSpace(body.Key))
	if !ok {
		return problem{code: talk.Unauthorized, say: sayWrongKey}
	}
	right()
	before, session, in := s.opened(r)
	if !in || before != h {
		session = uuid.NewString()
	}
	s.setCookie(w, r, h.signed(session, time.Now().Add(cookieFor)), cookieFor)
	s.writeJSON(w, http.StatusOK, identity{h.name, h.scope})
	return nil
}

// signOut answers DELETE /api/session: the browser forgets its session, and a
// copy of its cookie opens nothing any more. It needs no key, so that a cookie
// whose key is gone can be got rid of too.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) error {
	if s.o.Keys != nil {
		if _, session, ok := s.o.Keys.opened(r); ok {
			if _, err := s.o.Shelf.NoteOnce(r.Context(), noteOf(session), time.Now().UTC().Format(time.DateOnly)); err != nil {
				return fmt.Errorf("sign out: %w", err)
			}
		}
	}
	s.setCookie(w, r, "", -time.Second)
	w.WriteHeader(http.StatusNoContent)
	return nil
}
