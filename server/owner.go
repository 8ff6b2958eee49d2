package server

import (
	"net/http"

	"github.com/google/uuid"
)

const (
	cookieName = "chuchu_session"
	cookieDays = 30
	nobody     = "local" // owns what is asked without the page
)

// owner is whose a request's conversations are.
func owner(r *http.Request) string {
	if id, ok := session(r); ok {
		return "session:" + id
	}
	return nobody
}

// session returns the id in the page's cookie.
func session(r *http.Request) (string, bool) {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return "", false
	}
	id, err := uuid.Parse(c.Value)
	return id.String(), err == nil
}

// welcome gives a browser its session, or prolongs it.
func welcome(w http.ResponseWriter, r *http.Request) {
	id, ok := session(r)
	if !ok {
		id = uuid.NewString()
	}
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: id, Path: "/", MaxAge: cookieDays * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	})
}
