package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"chuchu/rag/talk"
)

// wantsEvents reports whether a client asked for a stream of events.
func wantsEvents(r *http.Request) bool {
	for _, accept := range r.Header.Values("Accept") {
		if strings.Contains(strings.ToLower(accept), "text/event-stream") {
			return true
		}
	}
	return false
}

// stream writes an answer's records as server-sent events, as they come. A
// client that does not read in time loses the stream, not the answer.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, run talk.Run) {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := &events{w: w, rc: http.NewResponseController(w), limit: s.pace.write}
	defer talk.Every(s.pace.ping, func() { _ = out.write(": \n\n") })() // who does not read it is noticed below
	for rec, err := range s.o.Runner.Events(r.Context(), run.Owner, run.AnswerID, 0) {
		if err == nil {
			err = out.write(fmt.Sprintf("event: %s\nid: %d\ndata: %s\n\n", rec.Type, rec.Seq, rec.Data))
		} else {
			s.breakOff(out, err, r)
		}
		if err != nil {
			return
		}
	}
}

// breakOff tells a client that its stream, not its answer, has failed.
func (s *Server) breakOff(out *events, err error, r *http.Request) {
	data, _ := json.Marshal(failed{Type: talk.Failed, Error: s.failure(err, english(r))})
	_ = out.write(fmt.Sprintf("event: %s\ndata: %s\n\n", talk.Failed, data)) // the client may be gone
}

// events are a response that is written piece by piece, by one at a time.
type events struct {
	mu    sync.Mutex
	w     http.ResponseWriter
	rc    *http.ResponseController
	limit time.Duration
}

// write sends a piece at once. A client that does not take it in time is lost.
func (e *events) write(piece string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	_ = e.rc.SetWriteDeadline(time.Now().Add(e.limit)) // a recorder in a test has none
	if _, err := e.w.Write([]byte(piece)); err != nil {
		return err
	}
	return e.rc.Flush()
}
