package server

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"chuchu/rag"
)

// An event of a stream.
type event struct{ kind, id, data string }

// eventsOf parses a stream of server-sent events; a comment is an event without a kind.
func eventsOf(body io.Reader) iter.Seq[event] {
	return func(yield func(event) bool) {
		var ev event
		lines := bufio.NewScanner(body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			switch name, value, _ := strings.Cut(lines.Text(), ": "); name {
			case "event":
				ev.kind = value
			case "id":
				ev.id = value
			case "data":
				ev.data += value
			case "":
				if lines.Text() == "" && !yield(ev) {
					return
				}
				ev = event{}
			}
		}
	}
}

// A heard message is any that the server sends.
type heard struct {
	Type           string        `json:"type"`
	AnswerID       string        `json:"answer_id"`
	Seq            int           `json:"seq"`
	ID             string        `json:"id"`
	ConversationID string        `json:"conversation_id"`
	Query          string        `json:"query"`
	Passages       []rag.Passage `json:"passages"`
	Text           string        `json:"text"`
	Sentence       *rag.Sentence `json:"sentence"`
	Answer         *rag.Answer   `json:"answer"`
	Failure        struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

func (e event) message(t *testing.T) heard {
	t.Helper()
	var m heard
	if err := json.Unmarshal([]byte(e.data), &m); err != nil {
		t.Errorf("%v in %s", err, e.data)
	}
	return m
}

func TestStream(t *testing.T) {
	s := newSite(t, quoting)
	resp, err := http.DefaultClient.Do(s.request(t, call{path: "/api/ask", body: question2(1), header: "Accept: text/event-stream"}))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if h := resp.Header; h.Get("Content-Type") != "text/event-stream; charset=utf-8" || h.Get("X-Accel-Buffering") != "no" {
		t.Errorf("got %v", h)
	}
	var kinds []string
	var last heard
	for ev := range eventsOf(resp.Body) {
		kinds = append(kinds, ev.kind)
		last = ev.message(t)
		if last.Type != ev.kind || ev.id != strconv.Itoa(len(kinds)) || last.Seq != len(kinds) {
			t.Errorf("got %+v", ev)
		}
	}
	if want := []string{"accepted", "rewritten", "retrieved", "delta", "checked", "finished"}; !slices.Equal(kinds, want) {
		t.Errorf("got %v", kinds)
	}
	if last.Answer == nil || last.Answer.Text != sentence {
		t.Errorf("got %+v", last)
	}
}

func TestStreamRefusesBeforeItBegins(t *testing.T) {
	s := newSite(t, quoting)
	s.check(t, call{path: "/api/ask", body: `{}`, header: "Accept: text/event-stream", status: 400, want: `{"error":{"code":"invalid_request"`})
}

func TestStreamShowsSignsOfLife(t *testing.T) {
	begun, gate := make(chan struct{}, 1), make(chan struct{})
	s := newSite(t, waiting(begun, gate))
	s.pace.ping = time.Millisecond
	resp, err := http.DefaultClient.Do(s.request(t, call{path: "/api/ask", body: question2(1), header: "Accept: text/event-stream"}))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	silent, last := 0, ""
	for ev := range eventsOf(resp.Body) {
		if ev.kind != "" {
			last = ev.kind
			continue
		}
		if silent++; silent == 3 {
			close(gate)
		}
	}
	if silent < 3 || last != "finished" {
		t.Errorf("%d comments, then %s", silent, last)
	}
}
