package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"chuchu/rag"
)

// patience is how long a test waits for what must come. Nothing is measured by it.
const patience = 2 * time.Minute

// clusterDatabase is an empty database that several processes share. CI has one.
func clusterDatabase(t testing.TB) string {
	t.Helper()
	if os.Getenv("CHUCHU_TEST_POSTGRES") == "" && os.Getenv("CI") == "true" {
		t.Fatal("CHUCHU_TEST_POSTGRES is not set")
	}
	return sharedDatabase(t)
}

// A process is a server that runs as a process of its own.
type process struct {
	served
	command *exec.Cmd
	kill    func() // -9
}

// spawn runs a server as a process of its own until it is killed or the test ends.
func spawn(t testing.TB, database string, more ...string) process {
	t.Helper()
	command := exec.Command("chuchu", append([]string{"serve", "--addr", "127.0.0.1:0", "--database", database}, more...)...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	kill := sync.OnceFunc(func() {
		_ = command.Process.Kill() // it may have ended
		_ = command.Wait()
		if t.Failed() {
			t.Logf("the server said:\n%s", stderr.String())
		}
	})
	t.Cleanup(kill)
	lines := bufio.NewReader(stdout)
	var started string
	for !strings.Contains(started, "请勿输入") {
		line, err := lines.ReadString('\n')
		if err != nil {
			kill()
			t.Fatalf("did not start: %q %s", started, stderr.String())
		}
		started += line
	}
	address := regexp.MustCompile(`http://(\S+:\d+)`).FindStringSubmatch(started)[1]
	return process{served{address: address, database: database, started: started}, command, kill}
}

// A told is a message of a websocket as it came.
type told struct {
	message
	ConversationID string `json:"conversation_id"`
	Error          struct{ Code, Message string }
	raw            string
}

// ends tells whether nothing may follow of the answer.
func (m told) ends() bool { return m.Type == "finished" || m.Type == "stopped" || m.Type == "failed" }

// A wire is a websocket to a server.
type wire struct {
	t    *testing.T
	conn *websocket.Conn
}

func (s served) dial(t *testing.T) wire {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+s.address+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return wire{t, conn}
}

func (l wire) say(order map[string]any) {
	l.t.Helper()
	if err := l.conn.WriteJSON(order); err != nil {
		l.t.Fatal(err)
	}
}

// ask asks a question, and returns what is told until a type of message.
func (l wire) ask(question, until string) []told {
	l.t.Helper()
	l.say(map[string]any{"type": "ask", "id": "mine", "question": question})
	return l.until(until)
}

func (l wire) resume(answerID string, after int) {
	l.t.Helper()
	l.say(map[string]any{"type": "resume", "answer_id": answerID, "after": after})
}

func (l wire) next() (m told) {
	l.t.Helper()
	if err := l.conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		l.t.Fatal(err)
	}
	_, data, err := l.conn.ReadMessage()
	if err != nil {
		l.t.Fatal(err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		l.t.Fatalf("%v in %s", err, data)
	}
	m.raw = string(data)
	return m
}

// until returns what is told up to a type of message, "" for the answer's end.
func (l wire) until(kind string) (all []told) {
	l.t.Helper()
	for {
		m := l.next()
		all = append(all, m)
		if m.Type == kind || kind == "" && m.ends() {
			return all
		}
		if m.ends() {
			l.t.Fatalf("%s before any %s", m.raw, kind)
		}
	}
}

// over checks that nothing of an answer comes any more: an order that cannot be
// meant is what is answered next.
func (l wire) over() {
	l.t.Helper()
	l.say(map[string]any{"type": "no such type"})
	if m := l.next(); m.Type != "failed" || m.AnswerID != "" || m.Error.Code != "invalid_request" {
		l.t.Errorf("after the end: %s", m.raw)
	}
}

// A holdingModel is a chat endpoint that writes a sentence, and the next one
// only when it is let go.
type holdingModel struct {
	address string
	letGo   func()
	left    chan struct{} // one for each client that went before the end
}

func newHoldingModel(t *testing.T) holdingModel {
	t.Helper()
	going := make(chan struct{})
	m := holdingModel{letGo: sync.OnceFunc(func() { close(going) }), left: make(chan struct{}, 100)}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // or the client's going is not noticed
		w.Header().Set("Content-Type", "text/event-stream")
		sayPiece(w, "赤坎区加快实现“"+goalSentence+"”工作目标[1]。健全基本", "")
		select {
		case <-going:
			sayPiece(w, "养老服务体系，发展普惠型养老服务和互助性养老[1]。", "stop")
			_, _ = io.WriteString(w, "data: [DONE]\n\n")
		case <-r.Context().Done():
			m.left <- struct{}{}
		}
	}))
	t.Cleanup(s.Close)
	t.Cleanup(m.letGo)
	m.address = s.URL + "/v1"
	return m
}

// sayPiece writes an event of OpenAI's streams.
func sayPiece(w http.ResponseWriter, text, finish string) {
	type delta struct {
		Content string `json:"content"`
	}
	type choice struct {
		Index  int     `json:"index"`
		Delta  delta   `json:"delta"`
		Finish *string `json:"finish_reason"`
	}
	c := choice{Delta: delta{text}}
	if finish != "" {
		c.Finish = &finish
	}
	data, _ := json.Marshal(map[string]any{"id": "c", "object": "chat.completion.chunk", "choices": []choice{c}})
	_, _ = w.Write([]byte("data: " + string(data) + "\n\n")) // the client may be gone
	_ = http.NewResponseController(w).Flush()
}

// flags have a server ask the model, however long it holds.
func (m holdingModel) flags() []string {
	return []string{"--chat-model", "m", "--chat-url", m.address, "--chat-timeout", "1h", "--chat-silence", "1h"}
}

const forestQuestion = "云山县到2030年森林覆盖率要达到多少"

// forest is a plan that says so.
func forest(share string) string {
	return "云山县生态环境保护“十五五”规划\n云山县人民政府\n2026年3月\n\n第一章 总体要求\n\n一、主要目标\n\n到2030年，全县森林覆盖率达到" + share + "，空气质量优良天数比率不低于97%。\n"
}

// Whatever one process changes is known to the very next question that another
// is asked, though it was asked the same before.
func TestKnownAtOnce(t *testing.T) {
	database := clusterDatabase(t)
	servers := []process{spawn(t, database), spawn(t, database)}
	expect := func(after, share string) {
		t.Helper()
		for i, s := range servers {
			a := s.ask(t, forestQuestion)
			cited := slices.ContainsFunc(a.Citations, func(c rag.Citation) bool { return c.Document.ID == "forest" })
			if cited != (share != "") || !strings.Contains(a.Text, share) {
				t.Errorf("%s, server %d: %s", after, i, a.Text)
			}
		}
	}
	expect("at first", "")
	for i, share := range []string{"61.5%", "62.5%"} {
		servers[i].send(t, "POST", "/api/documents?replace=1", map[string]any{"id": "forest", "text": forest(share)}, http.StatusAccepted)
		servers[1-i].read(t, "forest")
		expect("added on one", share)
	}
	servers[0].send(t, "DELETE", "/api/documents/forest", nil, http.StatusNoContent)
	expect("deleted on one", "")
	plan := write(t, filepath.Join(t.TempDir(), "forest.txt"), forest("63.5%"))
	if out, err := exec.Command("chuchu", "ingest", "--database", database, plan).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	expect("ingested beside them", "63.5%")
}

// read waits until an uploaded file was read, by whatever process.
func (s served) read(t *testing.T, id string) {
	t.Helper()
	for state := "received"; state == "received" || state == "reading"; {
		var d rag.Document
		if err := json.Unmarshal(s.send(t, "GET", "/api/documents/"+id, nil, http.StatusOK), &d); err != nil {
			t.Fatal(err)
		}
		state = d.State
	}
}

// send makes a request that must have a status, and returns the body.
func (s served) send(t *testing.T, method, path string, body any, status int) []byte {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, "http://"+s.address+path, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != status {
		t.Errorf("%s %s: %s %s, %v", method, path, response.Status, text, err)
	}
	return text
}

// A client whose socket drops in the middle of an answer resumes on another
// server, from any seq, and gets what the first server would have told.
func TestResumeElsewhere(t *testing.T) {
	database, model := clusterDatabase(t), newHoldingModel(t)
	here, there := spawn(t, database, model.flags()...), spawn(t, database, model.flags()...)
	dropped := here.dial(t)
	seen := dropped.ask(goalQuestion, "checked")
	dropped.conn.NetConn().Close()

	id := seen[0].AnswerID
	var resumed []wire
	for after := range len(seen) + 1 {
		l := there.dial(t)
		l.resume(id, after)
		for _, want := range seen[after:] { // which must come while the model holds
			if got := l.next(); got.raw != want.raw {
				t.Errorf("after %d: %s\nwant %s", after, got.raw, want.raw)
			}
		}
		resumed = append(resumed, l)
	}
	model.letGo()
	rest := resumed[0].until("")
	whole := append(seen, rest...)
	for i, m := range whole {
		if m.Seq != i+1 || m.AnswerID != id {
			t.Errorf("message %d: seq %d of %s", i, m.Seq, m.AnswerID)
		}
	}
	last := whole[len(whole)-1]
	if last.Type != "finished" || last.message.Answer.Model != "m" || !strings.Contains(unquoted(last.message.Answer.Text), goalSentence) {
		t.Errorf("the end: %s", last.raw)
	}
	for _, l := range resumed[1:] {
		expectSame(t, l.until(""), rest)
	}
	again := here.dial(t)
	again.resume(id, 0)
	expectSame(t, again.until(""), whole)
	for _, l := range append(resumed, again) {
		l.over()
	}
	var kept struct{ Text string }
	if err := json.Unmarshal(there.send(t, "GET", "/api/answers/"+id, nil, http.StatusOK), &kept); err != nil || kept.Text != last.message.Answer.Text {
		t.Errorf("the answer as kept: %q, %v", kept.Text, err)
	}
}

func expectSame(t *testing.T, got, want []told) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d messages, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i].raw != want[i].raw {
			t.Errorf("%s\nwant %s", got[i].raw, want[i].raw)
		}
	}
}

// A stop that another server hears ends the answer for all who follow it, and
// its model's work.
func TestStopElsewhere(t *testing.T) {
	database, model := clusterDatabase(t), newHoldingModel(t)
	here, there := spawn(t, database, model.flags()...), spawn(t, database, model.flags()...)
	asker := here.dial(t)
	seen := asker.ask(goalQuestion, "checked")
	reader := there.dial(t)
	reader.resume(seen[0].AnswerID, len(seen))
	reader.say(map[string]any{"type": "stop", "answer_id": seen[0].AnswerID})
	want := asker.until("")
	if last := want[len(want)-1]; last.Type != "stopped" {
		t.Errorf("the end: %s", last.raw)
	}
	expectSame(t, reader.until(""), want)
	asker.over()
	reader.over()
	select {
	case <-model.left:
	case <-time.After(patience):
		t.Error("the model was left to work on")
	}
	a := struct{ Refused bool }{}
	model.letGo()
	there.post(t, "/api/ask", map[string]string{"question": "那医疗呢", "conversation_id": seen[0].ConversationID}, &a)
}
