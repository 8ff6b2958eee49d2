package main

import (
	"cmp"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"chuchu/rag/talk"
)

// Who asks when hundreds do waits longer, but gets an answer.
func TestCrowd(t *testing.T) {
	start(t, "").crowd(t, 400)
}

// crowdPatience is how long one of a crowd waits.
const crowdPatience = 3 * time.Minute

// crowd asks n of the committed questions at once, on a socket each. All must
// be answered.
func (s served) crowd(t *testing.T, n int) {
	t.Helper()
	questions, err := readQuestions([]string{filepath.FromSlash("../../rag/eval/testdata/questions.jsonl")})
	if err != nil {
		t.Fatal(err)
	}
	next := cycle(questions)
	ends := make(chan string, n)
	var all sync.WaitGroup
	for range n {
		conn, _, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+s.address+"/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		question := next()
		all.Go(func() { ends <- endOf(conn, question) })
	}
	all.Wait()
	close(ends)
	count := make(map[string]int)
	for end := range ends {
		count[end]++
	}
	if count[talk.Finished] != n {
		t.Errorf("of %d answers: %v", n, count)
	}
}

// endOf asks on a socket and tells how the answer ended.
func endOf(conn *websocket.Conn, question string) string {
	err := cmp.Or(
		conn.SetReadDeadline(time.Now().Add(crowdPatience)),
		conn.WriteJSON(map[string]string{"type": "ask", "question": question}),
	)
	for err == nil {
		var m struct {
			Type  string
			Error talk.Failure
		}
		err = conn.ReadJSON(&m)
		switch m.Type {
		case talk.Finished:
			return m.Type
		case talk.Stopped, talk.Failed:
			return m.Type + " " + m.Error.Code
		}
	}
	return err.Error()
}
