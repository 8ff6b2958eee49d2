package server

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
)

const (
	linkPath   = "/a/"
	linkFor    = 7 * 24 * time.Hour
	linkSecret = "link_secret" // the note that holds it
)

// links sign addresses of answers with a secret that the library keeps, so that
// every process on it can check what any made.
type links struct {
	store Shelf

	mu     sync.Mutex
	secret []byte
}

// mac signs an answer's id and when the link ends.
func (l *links) mac(ctx context.Context, id, until string) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.secret == nil {
		kept, err := l.store.NoteOnce(ctx, linkSecret, rand.Text()+rand.Text())
		if err != nil {
			return "", err
		}
		l.secret = []byte(kept)
	}
	m := hmac.New(sha256.New, l.secret)
	m.Write([]byte("chuchu answer\x00" + id + "\x00" + until))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)), nil
}

// Link returns the address under which whoever has it reads an answer and what
// it cites, for some days. It does not ask whose answer that is: the caller has.
func (s *Server) Link(ctx context.Context, answerID string) (string, error) {
	last := s.o.LinkFor
	if last == 0 {
		last = linkFor
	}
	until := strconv.FormatInt(time.Now().Add(last).Unix(), 10)
	mac, err := s.links.mac(ctx, answerID, until)
	if err != nil {
		return "", fmt.Errorf("link to %s: %w", answerID, err)
	}
	q := url.Values{"until": {until}, "sig": {mac}}
	return strings.TrimSuffix(s.o.PublicURL, "/") + linkPath + url.PathEscape(answerID) + "?" + q.Encode(), nil
}

// opens reports whether a request comes by a good link, and until when it is one.
func (s *Server) opens(r *http.Request) (until time.Time, ok bool, err error) {
	id, query := r.PathValue("id"), r.URL.Query()
	seconds, bad := strconv.ParseInt(query.Get("until"), 10, 64)
	until = time.Unix(seconds, 0)
	if bad != nil || uuid.Validate(id) != nil || !time.Now().Before(until) {
		return until, false, nil
	}
	mac, err := s.links.mac(r.Context(), id, query.Get("until"))
	return until, err == nil && hmac.Equal([]byte(mac), []byte(query.Get("sig"))), err
}
