package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// A metronome is a chat endpoint that writes to all who ask at once, beginning
// when all have asked: each gets a piece every beat, of sentences that stand in
// what it was asked with. The first sentence tells the client whose stream it is.
type metronome struct {
	address string
	crowd   int // how many are waited for
	pieces  int // of each stream
	beat    time.Duration
	spread  time.Duration // between the first that begins and the last

	mu      sync.Mutex
	streams []*stream
	begin   chan struct{} // closed when all have asked
}

// A stream is what one of them is sent.
type stream struct {
	late time.Duration // behind the first
	text string
	ends []int // of each piece in text, in bytes

	mu   sync.Mutex
	sent []time.Time // of each piece so far
}

// pieceRunes is about what a model's token is of Chinese text.
const pieceRunes = 2

func newMetronome(t testing.TB, crowd, pieces int, beat time.Duration) *metronome {
	m := &metronome{crowd: crowd, pieces: pieces, beat: beat, begin: make(chan struct{})}
	s := httptest.NewServer(m)
	t.Cleanup(s.Close)
	m.address = s.URL + "/v1"
	return m
}

// flags have a server ask the metronome for so many at once.
func (m *metronome) flags(most int) []string {
	n := strconv.Itoa(most + 8)
	return []string{"--chat-model", "m", "--chat-url", m.address, "--chat-timeout", "1h", "--chat-silence", "1h", "--chat-concurrency", n, "--max-answers", n}
}

// passages finds the passages in a prompt, with their numbers; sentences what
// may be said of one.
var (
	passages  = regexp.MustCompile(`(?s)<资料-\w+ 编号="\[(\d+)\]">\n(.*?)</资料-`)
	sentences = regexp.MustCompile(`[\p{Han}，、,]{12,60}。`)
)

// quotes are sentences of what a model is asked with, each with its source.
func quotes(body []byte) (all []string) {
	var asked struct {
		Messages []struct{ Content string }
	}
	if json.Unmarshal(body, &asked) != nil {
		return nil
	}
	for _, m := range asked.Messages {
		for _, p := range passages.FindAllStringSubmatch(m.Content, -1) {
			for _, s := range sentences.FindAllString(p[2], -1) {
				all = append(all, fmt.Sprintf("%s[%s]。", strings.TrimSuffix(s, "。"), p[1]))
			}
		}
	}
	return all
}

// enter notes a stream for a request.
func (m *metronome) enter(body []byte) *stream {
	m.mu.Lock()
	defer m.mu.Unlock()
	var text strings.Builder
	fmt.Fprintf(&text, "编号%d的回答[1]。", len(m.streams))
	said := quotes(body)
	for i := 0; len([]rune(text.String())) < m.pieces*pieceRunes && len(said) > 0; i++ {
		text.WriteString(said[i%len(said)])
	}
	s := &stream{text: text.String(), late: m.spread * time.Duration(len(m.streams)) / time.Duration(m.crowd)}
	for i, at := 0, 0; i < m.pieces && at < len(s.text); i++ {
		for range pieceRunes {
			at += len(string([]rune(s.text[at:min(len(s.text), at+4)])[:1]))
			if at == len(s.text) {
				break
			}
		}
		s.ends = append(s.ends, at)
	}
	m.streams = append(m.streams, s)
	if len(m.streams) == m.crowd {
		close(m.begin)
	}
	return s
}

func (m *metronome) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	s := m.enter(body)
	w.Header().Set("Content-Type", "text/event-stream")
	_ = http.NewResponseController(w).Flush()
	select {
	case <-m.begin:
	case <-r.Context().Done():
		return
	}
	<-time.After(s.late)
	tick := time.NewTicker(m.beat)
	defer tick.Stop()
	at := 0
	for _, end := range s.ends {
		<-tick.C
		s.note()
		sayPiece(w, s.text[at:end], "")
		at = end
	}
	sayPiece(w, "", "stop")
	_, _ = io.WriteString(w, "data: [DONE]\n\n")
}

// note keeps when a piece was sent.
func (s *stream) note() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = append(s.sent, time.Now())
}

// of returns a stream by the number that its first sentence tells.
func (m *metronome) of(number int) *stream {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.streams[number]
}

// A listener follows an answer on a websocket and notes when its pieces come.
type listener struct {
	conn   *websocket.Conn
	model  *metronome
	stream *stream
	before string          // deltas, until they tell the stream
	at     int             // in the stream's text
	delays []time.Duration // of each piece, from when it was sent
	newest []time.Duration // of the last piece of each delta: what is not waiting to be merged
	end    string          // type of the last message
}

// listen asks on a socket of its own.
func (s served) listen(t testing.TB, m *metronome) *listener {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+s.address+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.WriteJSON(map[string]string{"type": "ask", "question": goalQuestion}); err != nil {
		t.Fatal(err)
	}
	return &listener{conn: conn, model: m}
}

// ownNumber finds a stream's number in the beginning of its text.
var ownNumber = regexp.MustCompile(`编号(\d+)的`)

// follow reads the answer to its end.
func (l *listener) follow() {
	for l.end == "" {
		_, data, err := l.conn.ReadMessage()
		now := time.Now()
		if err != nil {
			l.end = err.Error()
			return
		}
		var m struct {
			Type, Text string
			Sentence   struct{ Text string }
			Error      struct{ Code string }
		}
		if err := json.Unmarshal(data, &m); err != nil {
			l.end = err.Error()
			return
		}
		switch m.Type {
		case "delta":
			l.hear(m.Text, now)
		case "checked":
			l.skip(m.Sentence.Text)
		case "finished", "stopped", "failed":
			l.end = strings.TrimSpace(m.Type + " " + m.Error.Code)
		}
	}
}

// hear notes the delays of the pieces that end in a delta.
func (l *listener) hear(text string, now time.Time) {
	if l.stream == nil {
		l.before += text
		number := ownNumber.FindStringSubmatch(l.before)
		if number == nil {
			return
		}
		n, _ := strconv.Atoi(number[1])
		l.stream, text = l.model.of(n), l.before
	}
	found := strings.Index(l.stream.text[l.at:], text)
	if found < 0 {
		return // the writer has put it otherwise
	}
	from := l.at + found
	l.at = from + len(text)
	l.stream.mu.Lock()
	defer l.stream.mu.Unlock()
	last := time.Duration(-1)
	for i, end := range l.stream.ends[:len(l.stream.sent)] {
		if end > from && end <= l.at {
			last = now.Sub(l.stream.sent[i])
			l.delays = append(l.delays, last)
		}
	}
	if last >= 0 {
		l.newest = append(l.newest, last)
	}
}

// skip leaves out a sentence that was told as a whole.
func (l *listener) skip(sentence string) {
	if l.stream == nil {
		return
	}
	if found := strings.Index(l.stream.text[l.at:], sentence); found >= 0 && found < len(sentence) {
		l.at += found + len(sentence)
	}
}

// A crowdResult is what the listeners of a crowd noted.
type crowdResult struct {
	delays, newest []time.Duration
	ends           map[string]int
	slow           *listener // that has not read; nil of a crowd of one
}

// p returns a share's place in the order of all.
func p(all []time.Duration, share float64) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return float64(all[int(float64(len(all)-1)*share)].Microseconds()) / 1000
}

// streaming has a crowd ask at once and follow to the end; one more asks and
// never reads.
func (s served) streaming(t testing.TB, m *metronome) crowdResult {
	t.Helper()
	all := make([]*listener, m.crowd)
	for i := range all {
		all[i] = s.listen(t, m)
	}
	var following sync.WaitGroup
	for _, l := range all[1:] {
		following.Go(l.follow)
	}
	if len(all) == 1 {
		all[0].follow()
	}
	following.Wait()
	r := crowdResult{ends: map[string]int{}}
	for i, l := range all {
		if i == 0 && len(all) > 1 {
			r.slow = l
			continue
		}
		r.delays, r.newest = append(r.delays, l.delays...), append(r.newest, l.newest...)
		r.ends[l.end]++
	}
	return r
}

// Many are answered at once, and one of them does not read: all others get
// their answers whole, and that one too, once it reads.
func TestStreams(t *testing.T) {
	eachStore(t, func(t *testing.T, fresh func() string) {
		const crowd = 12
		m := newMetronome(t, crowd, 60, 2*time.Millisecond)
		s := startWith(t, nil, fresh(), m.flags(crowd)...)
		r := s.streaming(t, m)
		if r.ends["finished"] != crowd-1 || len(r.delays) < crowd-1 { // how many pieces are merged into one is the clock's
			t.Errorf("ends %v, %d pieces were heard", r.ends, len(r.delays))
		}
		if r.slow.follow(); r.slow.end != "finished" || len(r.slow.delays) == 0 {
			t.Errorf("who read last: %s, %d pieces", r.slow.end, len(r.slow.delays))
		}
	})
}

// BenchmarkStreams: so many answers stream at once from one process, 50 pieces
// a second each, and one client does not read. A piece's delay is from when the
// endpoint writes it to when the client has it; up to 100 ms of it is the
// merging of pieces, which DESIGN asks for. What the crowd adds is told against
// one answer alone.
//
//	go test -run '^$' -bench Streams -benchtime 1x ./cmd/chuchu
func BenchmarkStreams(b *testing.B) {
	for _, store := range []string{"SQLite", "PostgreSQL"} {
		for _, crowd := range []int{300, 1000, 2000} {
			b.Run(fmt.Sprint(store, "/", crowd), func(b *testing.B) {
				database := filepath.Join(b.TempDir(), "chuchu.db")
				if store == "PostgreSQL" {
					database = clusterDatabase(b)
				}
				for b.Loop() {
					benchmarkStreams(b, database, crowd)
				}
			})
		}
	}
}

func benchmarkStreams(b *testing.B, database string, crowd int) {
	const seconds, beat = 8, 20 * time.Millisecond
	m := newMetronome(b, 1, int(seconds*time.Second/beat), beat)
	s := spawn(b, database, m.flags(crowd)...)
	alone := s.streaming(b, m)
	m.mu.Lock()
	m.crowd, m.streams, m.begin, m.spread = crowd, nil, make(chan struct{}), 2*time.Second
	m.mu.Unlock()
	before := s.worked(b)
	r := s.streaming(b, m)
	worked := s.worked(b) - before
	if r.ends["finished"] != crowd-1 {
		b.Errorf("ends %v", r.ends)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(p(r.delays, .99)-p(alone.delays, .99), "added-p99-ms")
	b.ReportMetric(p(r.delays, .5), "p50-ms")
	b.ReportMetric(p(r.delays, .99), "p99-ms")
	b.ReportMetric(p(alone.delays, .99), "alone-p99-ms")
	b.ReportMetric(p(r.newest, .99), "newest-p99-ms")
	b.ReportMetric(float64(len(r.delays)), "pieces")
	b.ReportMetric(s.peak(b), "peak-MB")
	b.ReportMetric(float64(worked.Microseconds())/float64(crowd*m.pieces), "CPU-us/piece")
}

// worked is the processor time that a process has taken, of a machine whose
// clock ticks 100 times a second.
func (s process) worked(t testing.TB) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.command.Process.Pid))
	if err != nil {
		t.Skip(err)
	}
	_, rest, _ := bytes.Cut(stat, []byte(") "))
	fields := strings.Fields(string(rest))
	var ticks int
	for _, f := range fields[11:13] { // user's and system's
		n, err := strconv.Atoi(f)
		if err != nil {
			t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// BenchmarkIdleSockets is what 2,000 websockets cost a server on which nothing
// happens.
//
//	go test -run '^$' -bench IdleSockets -benchtime 1x ./cmd/chuchu
func BenchmarkIdleSockets(b *testing.B) {
	const sockets = 2000
	for b.Loop() {
		s := spawn(b, filepath.Join(b.TempDir(), "chuchu.db"))
		s.ask(b, goalQuestion)
		before := s.memory(b, "VmRSS:")
		for range sockets {
			conn, _, err := websocket.DefaultDialer.DialContext(b.Context(), "ws://"+s.address+"/ws", nil)
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { conn.Close() })
		}
		b.ReportMetric(s.memory(b, "VmRSS:")-before, "MB")
	}
	b.ReportMetric(0, "ns/op")
}

// peak is the most memory that a process ever took, in MB.
func (s process) peak(t testing.TB) float64 { return s.memory(t, "VmHWM:") }

// memory is a figure of a process's memory, in MB.
func (s process) memory(t testing.TB, name string) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid))
	if err != nil {
		t.Skip(err)
	}
	_, rest, _ := bytes.Cut(status, []byte(name))
	kb, err := strconv.ParseFloat(strings.Fields(string(rest))[0], 64)
	if err != nil {
		t.Fatal(err)
	}
	return kb / 1000
}
