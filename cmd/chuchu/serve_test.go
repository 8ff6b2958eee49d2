package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"chuchu/rag"
)

// goalQuestion and goalSentence are the question that every outlet must answer,
// and what of the answer stands in the plan.
const (
	goalQuestion = "赤坎区养老服务目标是什么"
	goalQuote    = "老有所養、老有所醫、老有所為、老有所學、老有所教、老有所樂"
	goalSentence = "老有所养、老有所医、老有所为、老有所学、老有所教、老有所乐"
)

// A served program runs in this process and listens on address.
type served struct {
	address, database string
	started           string // its first lines
	stop              func() (status int, stderr string)
}

// start runs the server on a port of its own until the test ends.
func start(t testing.TB, database string, more ...string) served {
	t.Helper()
	return startWith(t, nil, database, more...)
}

// startWith is start with environment variables.
func startWith(t testing.TB, variables map[string]string, database string, more ...string) served {
	t.Helper()
	if database == "" {
		database = filepath.Join(t.TempDir(), "chuchu.db")
	}
	ctx, cancel := context.WithCancel(context.Background())
	out, stdout := io.Pipe()
	var stderr bytes.Buffer
	done := make(chan int, 1)
	args := append([]string{"serve", "--addr", "127.0.0.1:0", "--database", database}, more...)
	go func() {
		done <- run(ctx, args, func(name string) string { return variables[name] }, strings.NewReader(""), stdout, &stderr)
		stdout.Close()
	}()
	stop := func() (int, string) {
		cancel()
		status := <-done
		done <- status
		return status, stderr.String()
	}
	t.Cleanup(func() { stop() })
	lines := bufio.NewReader(out)
	var started string
	for !strings.Contains(started, "请勿输入") {
		line, err := lines.ReadString('\n')
		if err != nil {
			_, why := stop()
			t.Fatalf("did not start: %q %s", started, why)
		}
		started += line
	}
	go io.Copy(io.Discard, lines)
	port := regexp.MustCompile(`http://\S+:(\d+)`).FindStringSubmatch(started)
	return served{"127.0.0.1:" + port[1], database, started, stop}
}

// ask asks over HTTP and returns the answer.
func (s served) ask(t testing.TB, question string) rag.Answer {
	t.Helper()
	var answer rag.Answer
	s.post(t, "/api/ask", map[string]string{"question": question}, &answer)
	return answer
}

func (s served) post(t testing.TB, path string, body, into any) {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Post("http://"+s.address+path, "application/json", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %s %v", path, res.Status, text, err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v in %s", path, err, text)
	}
}

// checkGoal holds an answer to what the plan says.
func checkGoal(t *testing.T, a rag.Answer) {
	t.Helper()
	if a.Refused || !strings.Contains(unquoted(a.Text), goalSentence) {
		t.Errorf("the answer does not state the goal: %s", a.Text)
	}
	quoted := slices.ContainsFunc(a.Citations, func(c rag.Citation) bool {
		return c.Document.ID == "chikan" && strings.Contains(unquoted(c.Quote), goalQuote)
	})
	if !quoted {
		t.Errorf("no citation of chikan quotes the goal: %+v", a.Citations)
	}
	for _, s := range a.Sentences {
		if len(s.Citations) == 0 || !s.Supported {
			t.Errorf("a sentence without a source: %+v", s)
		}
	}
}

// unquoted leaves out quotation marks, which answers may set otherwise.
func unquoted(text string) string {
	return strings.NewReplacer("“", "", "”", "", "\"", "").Replace(text)
}

func TestStart(t *testing.T) {
	s := start(t, "")
	if s.address == "" || !strings.Contains(s.started, "http://"+s.address) || !strings.Contains(s.started, "问题和资料不离开本系统") {
		t.Errorf("start line %q", s.started)
	}
	var ready struct {
		Ready            bool
		Documents        int
		Chunks, Embedded int
	}
	res, err := http.Get("http://" + s.address + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(&ready); err != nil || !ready.Ready || ready.Documents != 5 || ready.Chunks == 0 {
		t.Errorf("%+v, %v", ready, err)
	}
	if ready.Embedded != ready.Chunks {
		t.Errorf("%d of %d chunks embedded, though the seeds' vectors are shipped", ready.Embedded, ready.Chunks)
	}
	if status, stderr := s.stop(); status != 0 || stderr != "" {
		t.Errorf("stopped with %d, %q", status, stderr)
	}
}

func TestNoSeeds(t *testing.T) {
	s := start(t, "", "--no-seeds")
	if a := s.ask(t, goalQuestion); !a.Refused {
		t.Errorf("answered from nothing: %s", a.Text)
	}
}

func TestGoalOverHTTP(t *testing.T) {
	s := start(t, "")
	begun := time.Now()
	a := s.ask(t, goalQuestion)
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("the first answer took %v", took)
	}
	checkGoal(t, a)
	if a.ID == "" || a.ConversationID == "" || a.Model != "extractive" {
		t.Errorf("id %q, conversation %q, model %q", a.ID, a.ConversationID, a.Model)
	}
}

func TestGoalOverSSE(t *testing.T) {
	s := start(t, "")
	body := strings.NewReader(`{"question":"` + goalQuestion + `"}`)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.address+"/api/ask", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var events []message
	for block := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n") {
		_, data, found := strings.Cut(block, "\ndata: ")
		if !found { // a comment that keeps the line open
			continue
		}
		events = append(events, decode(t, []byte(data)))
	}
	checkEvents(t, events)
}

func TestGoalOverWebsocket(t *testing.T) {
	s := start(t, "")
	conn, _, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+s.address+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.WriteJSON(map[string]string{"type": "ask", "id": "mine", "question": goalQuestion}); err != nil {
		t.Fatal(err)
	}
	var events []message
	for len(events) == 0 || events[len(events)-1].Type != "finished" {
		if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
			t.Fatal(err)
		}
		_, data, err := conn.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, decode(t, data))
	}
	checkEvents(t, events)
	if events[0].ID != "mine" {
		t.Errorf("accepted %q, asked as mine", events[0].ID)
	}
}

// A message is one event as clients get it.
type message struct {
	Type     string
	ID       string
	AnswerID string `json:"answer_id"`
	Seq      int
	Passages []rag.Passage
	Sentence rag.Sentence
	Answer   rag.Answer
}

func decode(t *testing.T, data []byte) message {
	t.Helper()
	var m message
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return m
}

// checkEvents holds a whole answer's events to the contract.
func checkEvents(t *testing.T, events []message) {
	t.Helper()
	var order []string
	for i, e := range events {
		if e.Seq != i+1 || e.AnswerID == "" || e.AnswerID != events[0].AnswerID {
			t.Errorf("event %d: seq %d of %q", i, e.Seq, e.AnswerID)
		}
		if e.Type != "delta" && (len(order) == 0 || order[len(order)-1] != e.Type) {
			order = append(order, e.Type)
		}
	}
	if want := []string{"accepted", "rewritten", "retrieved", "checked", "finished"}; !slices.Equal(order, want) {
		t.Fatalf("events %q, want %q", order, want)
	}
	checkGoal(t, events[len(events)-1].Answer)
}

func TestGoalOnCommandLine(t *testing.T) {
	status, out, stderr := program(t, map[string]string{"XDG_DATA_HOME": t.TempDir()}, "ask", goalQuestion)
	if status != 0 || stderr != "" {
		t.Fatalf("status %d, %s", status, stderr)
	}
	text, sources, found := strings.Cut(out, "\n出处：\n")
	if !found || !strings.Contains(unquoted(text), goalSentence) || !strings.Contains(text, "[1]") {
		t.Errorf("answer:\n%s", text)
	}
	if !strings.HasPrefix(sources, "[1] 《") || !strings.Contains(unquoted(sources), goalSentence) || !strings.Contains(sources, "（原文为繁体）") {
		t.Errorf("sources:\n%s", sources)
	}
}

func TestFollowUp(t *testing.T) {
	s := start(t, "")
	first := s.ask(t, goalQuestion)
	var second rag.Answer
	s.post(t, "/api/ask", map[string]string{"question": "那医疗呢", "conversation_id": first.ConversationID}, &second)
	if second.Refused || second.ConversationID != first.ConversationID || !strings.Contains(second.Standalone, "赤坎") {
		t.Errorf("in %q, asked %q: %s", second.ConversationID, second.Standalone, second.Text)
	}
}

// What another process ingests is known to the next question.
func TestIngestBesideServer(t *testing.T) {
	s := start(t, "")
	const question = "云山县到2030年森林覆盖率要达到多少"
	if a := s.ask(t, question); strings.Contains(a.Text, "62.5%") {
		t.Fatalf("known already: %s", a.Text)
	}
	plan := write(t, filepath.Join(t.TempDir(), "green.txt"),
		"云山县生态环境保护“十五五”规划\n云山县人民政府\n2026年3月\n\n第一章 总体要求\n\n一、主要目标\n\n到2030年，全县森林覆盖率达到62.5%，空气质量优良天数比率不低于97%。\n")
	status, out, stderr := program(t, nil, "ingest", "--database", s.database, plan)
	if status != 0 || !strings.HasPrefix(out, "已加入  green") {
		t.Fatalf("status %d, %q, %q", status, out, stderr)
	}
	a := s.ask(t, question)
	if a.Refused || !strings.Contains(a.Text, "62.5%") || a.Citations[0].Document.ID != "green" {
		t.Errorf("the next question does not know it: %s", a.Text)
	}
}

func TestPortTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	status, _, stderr := program(t, nil, "--addr", l.Addr().String(), "--database", filepath.Join(t.TempDir(), "x.db"))
	if status != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "已被别的程序占用") {
		t.Errorf("status %d, %q", status, stderr)
	}
}

func TestLoopback(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:8080": true, "127.8.0.1:1": true, "[::1]:80": true, "localhost:8080": true,
		"0.0.0.0:80": false, ":80": false, "10.0.0.1:80": false, "[::]:80": false, "example.org:80": false,
	} {
		if loopback(address) != want {
			t.Errorf("%s: want %v", address, want)
		}
	}
}
