package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// maxBody is the size of a JSON body without a document in it.
const maxBody = 1 << 20

// readJSON decodes a body of at most limit bytes.
func (s *Server) readJSON(w http.ResponseWriter, r *http.Request, limit int64, into any) error {
	defer s.hasten(w, s.pace.read)()
	dec := json.NewDecoder(http.MaxBytesReader(w, r.Body, limit))
	err := dec.Decode(into)
	if err == nil {
		err = ended(dec)
	}
	var tooLarge *http.MaxBytesError
	if err != nil && !errors.As(err, &tooLarge) {
		return fmt.Errorf("%w: %w", invalid(sayJSON), err)
	}
	return err
}

// ended returns an error where anything follows the value.
func ended(dec *json.Decoder) error {
	switch _, err := dec.Token(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	return errors.New("more than one value")
}

// hasten gives a client so long to send its body. What it returns takes the
// limit away again: it would else end the request while it is being answered.
func (s *Server) hasten(w http.ResponseWriter, d time.Duration) (done func()) {
	rc := http.NewResponseController(w)
	_ = rc.SetReadDeadline(time.Now().Add(d)) // a recorder in a test has none
	return func() { _ = rc.SetReadDeadline(time.Time{}) }
}

// allow gives a client so long to read what is written from now on.
func (s *Server) allow(w http.ResponseWriter, d time.Duration) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(d)) // a recorder in a test has none
}
