package openai

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A transport does what go-openai does not: it merges extra fields into JSON
// bodies, always states their length, turns whatever is no success into a
// refusal, and screens what streams.
type transport struct {
	base  http.RoundTripper
	extra map[string]json.RawMessage
}

// ownTransport is Go's default without compression, which holds back streams.
func ownTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableCompression = true
	t.MaxIdleConnsPerHost = 16
	return t
}

// RoundTrip implements http.RoundTripper.
func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req, err := t.merge(req)
	if err != nil {
		return nil, err
	}
	base := t.base
	if base == nil {
		base = http.DefaultTransport
	}
	resp, err := base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		defer resp.Body.Close()
		return nil, refused(resp)
	}
	return screen(req, resp)
}

// merge returns a request of known length whose body holds the extra fields.
func (t transport) merge(req *http.Request) (*http.Request, error) {
	if req.Body == nil {
		return req, nil
	}
	defer req.Body.Close()
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	if len(t.extra) > 0 {
		if body, err = t.join(body); err != nil {
			return nil, err
		}
	}
	out := req.Clone(req.Context())
	out.ContentLength, out.TransferEncoding = int64(len(body)), nil
	out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	out.Body, _ = out.GetBody()
	return out, nil
}

// join puts the extra fields into a body. How an answer comes and what was
// asked stay as they are.
func (t transport) join(body []byte) ([]byte, error) {
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, fmt.Errorf("merge extra fields: %w", err)
	}
	own := maps.Clone(fields)
	for name, value := range t.extra {
		switch _, had := own[name]; {
		case had && (name == "stream" || name == "messages" || name == "input" || name == "documents"):
		case string(value) == "null":
			delete(fields, name)
		default:
			fields[name] = value
		}
	}
	return json.Marshal(fields)
}

// longestError is how much is read of an error's body.
const longestError = 64 << 10

// refused reads the error that a response is.
func refused(resp *http.Response) *refusal {
	body, _ := io.ReadAll(io.LimitReader(resp.Body, longestError))
	r := readRefusal(body)
	if r == nil {
		r = &refusal{message: string(body)}
	}
	r.status = resp.StatusCode
	r.retryAfter = retryAfter(resp.Header.Get("Retry-After"))
	return r
}

// readRefusal reads an error in any of the shapes in use: {"error":{"code",
// "type","message"}}, {"error":"…"}, {"code","message"}, {"detail":"…"}. It
// returns nil where there is none.
func readRefusal(body []byte) *refusal {
	var outer struct {
		Error   json.RawMessage `json:"error"`
		Code    json.RawMessage `json:"code"`
		Message string          `json:"message"`
		Detail  json.RawMessage `json:"detail"`
	}
	if json.Unmarshal(body, &outer) != nil {
		return nil
	}
	var inner struct {
		Code    json.RawMessage `json:"code"`
		Type    string          `json:"type"`
		Message string          `json:"message"`
	}
	switch r := (&refusal{}); {
	case given(outer.Error) && json.Unmarshal(outer.Error, &inner) == nil:
		r.code, r.message = word(inner.Code), inner.Message
		if r.code == "" {
			r.code = inner.Type
		} else {
			r.message += " " + inner.Type
		}
		return r
	case given(outer.Error):
		r.message = word(outer.Error)
		return r
	case given(outer.Code) && outer.Message != "":
		r.code, r.message = word(outer.Code), outer.Message
		return r
	case given(outer.Detail):
		r.message = word(outer.Detail)
		return r
	}
	return nil
}

func given(v json.RawMessage) bool { return len(v) > 0 && string(v) != "null" }

// word is a JSON string's text, and any other value as it stands.
func word(v json.RawMessage) string {
	var s string
	if json.Unmarshal(v, &s) == nil {
		return s
	}
	return string(v)
}

// retryAfter reads the header of that name: seconds or a date.
func retryAfter(header string) time.Duration {
	if seconds, err := strconv.ParseFloat(header, 64); err == nil && seconds > 0 && seconds < 1e6 {
		return time.Duration(seconds * float64(time.Second))
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, time.Until(at))
	}
	return 0
}

// screen refuses a web page and lets only events through where a stream was asked for.
func screen(req *http.Request, resp *http.Response) (*http.Response, error) {
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if kind == "text/html" {
		resp.Body.Close()
		return nil, &Failure{Reason: sayPage}
	}
	if !strings.Contains(req.Header.Get("Accept"), "text/event-stream") {
		return resp, nil
	}
	if kind == "application/json" {
		return whole(resp)
	}
	resp.Body = &events{ReadCloser: resp.Body}
	return resp, nil
}

// longestWhole is how much is read of an answer that does not stream.
const longestWhole = 4 << 20

// whole makes one event of an answer or error that comes at once although a
// stream was asked for.
func whole(resp *http.Response) (*http.Response, error) {
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, longestWhole))
	if err != nil {
		return nil, err
	}
	var line bytes.Buffer
	if json.Compact(&line, body) != nil {
		return nil, &Failure{Reason: sayUnread}
	}
	resp.Body = io.NopCloser(strings.NewReader(event(line.Bytes())))
	return resp, nil
}
