package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
)

// writeTagged writes a response with a tag of what is in it, or 304 to a client
// that has just that.
func (s *Server) writeTagged(w http.ResponseWriter, r *http.Request, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		s.writeJSON(w, http.StatusOK, body) // which tells of it
		return
	}
	sum := sha256.Sum256(data)
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	h := w.Header()
	h.Set("ETag", tag)
	if matchesTag(r.Header.Get("If-None-Match"), tag) {
		h.Set("Cache-Control", revalidate)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	s.write(w, http.StatusOK, data, revalidate)
}

// revalidate lets a browser keep a response, and ask each time whether it has changed.
const revalidate = "private, no-cache"

// matchesTag tells whether a client's tags have one.
func matchesTag(tags, tag string) bool {
	for one := range strings.SplitSeq(tags, ",") {
		if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == tag || one == "*" {
			return true
		}
	}
	return false
}
