package mcp

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/local"
	"chuchu/rag/ragtest"
	"chuchu/rag/talk"
	"chuchu/server"
)

const (
	sentence = "健全基本养老服务体系[1]。"
	planText = "# 第七章 民生\n健全基本养老服务体系。\n## 一、床位\n新增床位300张。\n"
)

// A scripted library answers what its question says.
type scripted struct {
	asked chan rag.Question
	gate  chan struct{} // what 等 waits for
}

func (s scripted) Answer(_ context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	return func(yield func(rag.Event, error) bool) {
		s.asked <- q
		switch q.Text {
		case "坏":
			yield(nil, rag.ErrModel)
		case "慢":
			_ = yield(rag.Rewritten{Query: q.Text}, nil) && yield(rag.Delta{Text: "没有核对过的"}, nil) &&
				yield(rag.Checked{Sentence: answer(q).Sentences[0], Before: "\n"}, nil) && yield(rag.Finished{Answer: answer(q)}, nil)
		case "拒":
			yield(rag.Finished{Answer: refusal(q)}, nil)
		case "等":
			<-s.gate
			yield(rag.Finished{Answer: answer(q)}, nil)
		default:
			yield(rag.Finished{Answer: answer(q)}, nil)
		}
	}
}

func (s scripted) Search(_ context.Context, q rag.Question, limit int) ([]rag.Passage, error) {
	if q.Text == "坏" {
		return nil, fmt.Errorf("a secret of the database")
	}
	return slices.Repeat([]rag.Passage{near}, min(limit, 7)), nil
}

var (
	doc  = chunk.Meta{ID: "plan", Title: "甲区十四五规划", Issuer: "甲区人民政府", Published: "2021-05"}
	near = rag.Passage{Document: doc, Chunk: chunk.Chunk{
		Path: []string{"第七章 民生"}, Kind: chunk.KindText, Text: "健全基本养老服务体系。", Span: chunk.Span{Start: 9, End: 20},
	}}
)

func answer(q rag.Question) rag.Answer {
	return rag.Answer{
		Question: q.Text, Text: sentence, Missing: []string{"费用"}, Notices: []rag.Notice{{Code: rag.NoticePeriodOver, Message: "已结束。"}},
		Sentences: []rag.Sentence{{Text: sentence, Citations: []int{1}, Supported: true}}, Passages: []rag.Passage{near}, Model: "extractive",
		Citations: []rag.Citation{{
			Number: 1, Document: doc, Path: []string{"第七章 民生"}, Quote: "健全基本养老服务体系",
			Span: chunk.Span{Start: 9, End: 19}, Context: []chunk.Excerpt{},
		}},
	}
}

func refusal(q rag.Question) rag.Answer {
	return rag.Answer{
		Question: q.Text, Text: "资料中没有找到。", Refused: true, Reason: rag.NoEvidence, Missing: []string{}, Notices: []rag.Notice{},
		Sentences: []rag.Sentence{}, Citations: []rag.Citation{}, Passages: slices.Repeat([]rag.Passage{near}, 5), Model: "extractive",
	}
}

// A site is a server with this outlet on a real socket.
type site struct {
	scripted
	outlet   *Outlet
	url, key string
}

// newSite starts a site; with keys, and so many questions a minute, where rate is not 0.
func newSite(t testing.TB, rate int) *site {
	t.Helper()
	store, err := local.Open(t.Context(), local.Memory)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Replace(t.Context(), ragtest.Ingest("plan", planText)); err != nil {
		t.Fatal(err)
	}
	s, log := &site{scripted: scripted{asked: make(chan rag.Question, 9)}}, slog.New(slog.DiscardHandler)
	runner := talk.New(talk.Options{Answerer: s, Keeper: store, Log: log, PublicURL: "https://plans.example"})
	o := server.Options{Store: store, Searcher: s, Runner: runner, Log: log, Rate: rate}
	if rate > 0 {
		path := filepath.Join(t.TempDir(), "keys")
		key, err := server.AddKey(path, "anna", server.AskScope)
		if err != nil {
			t.Fatal(err)
		}
		if o.Keys, err = server.OpenKeys(path, log); err != nil {
			t.Fatal(err)
		}
		s.key = key.Secret
	}
	srv := server.New(o)
	s.outlet = New(srv, srv)
	srv.Open(server.Outlet{Prefix: Path, Answer: s.outlet.Answer})
	h := httptest.NewServer(srv)
	s.url = h.URL
	t.Cleanup(func() {
		h.Close()
		_ = runner.Close(context.Background())
		_ = store.Close()
	})
	return s
}

// with is a client's transport that sends further headers.
type with http.Header

func (h with) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	for name, values := range h {
		r.Header[name] = values
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	return http.DefaultTransport.RoundTrip(r)
}

// connect opens a session of the SDK's own client.
func (s *site) connect(t testing.TB, header http.Header) (*mcp.ClientSession, error) {
	t.Helper()
	if header == nil {
		header = http.Header{"Authorization": {"Bearer " + s.key}}
	}
	c := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := c.Connect(t.Context(), &mcp.StreamableClientTransport{
		Endpoint: s.url + Path, HTTPClient: &http.Client{Transport: with(header)}, MaxRetries: -1,
	}, nil)
	if err == nil {
		t.Cleanup(func() { _ = session.Close() })
	}
	return session, err
}

// call calls a tool and returns its text, and its structured result in out.
func call[T any](t testing.TB, c *mcp.ClientSession, name, arguments string) (text string, out T) {
	t.Helper()
	r := result(t, c, name, arguments)
	data, err := json.Marshal(r.StructuredContent)
	if err == nil {
		err = json.Unmarshal(data, &out)
	}
	if err != nil || r.IsError {
		t.Fatalf("%s %s: %v %+v", name, arguments, err, textOf(r))
	}
	return textOf(r), out
}

func result(t testing.TB, c *mcp.ClientSession, name, arguments string) *mcp.CallToolResult {
	t.Helper()
	r, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: name, Arguments: json.RawMessage(arguments)})
	if err != nil {
		t.Fatalf("%s %s: %v", name, arguments, err)
	}
	return r
}

func textOf(r *mcp.CallToolResult) (text string) {
	for _, c := range r.Content {
		if t, ok := c.(*mcp.TextContent); ok {
			text += t.Text
		}
	}
	return text
}

func TestTools(t *testing.T) {
	c, err := newSite(t, 0).connect(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	list, err := c.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		if tool.Title == "" || tool.Description == "" || tool.OutputSchema == nil || !tool.Annotations.ReadOnlyHint {
			t.Errorf("%+v", tool)
		}
	}
	if !slices.Equal(names, []string{"ask_plans", "read_document", "search_plans"}) {
		t.Errorf("tools %v", names)
	}
	if r := c.InitializeResult(); !strings.Contains(r.Instructions, "refused") || r.ServerInfo.Name != "chuchu" {
		t.Errorf("%+v", r)
	}
}

func TestAsk(t *testing.T) {
	s := newSite(t, 0)
	c, err := s.connect(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, a := call[askOutput](t, c, "ask_plans", `{"question":" 养老目标 ","documents":["plan"],"history":[{"question":"甲","answer":"乙"}]}`)
	if q := <-s.asked; q.Text != "养老目标" || q.Documents[0] != "plan" || q.History[0].Answer != "乙" {
		t.Errorf("asked %+v", q)
	}
	const want = sentence + "\n\n资料中未提及：费用\n\n出处：\n[1] 《甲区十四五规划》（甲区人民政府，2021年5月），第七章 民生：“健全基本养老服务体系”\n\n※ 已结束。"
	if text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	if a.Text != sentence || a.Refused || a.ID == "" || a.Missing[0] != "费用" || a.Notices[0].Code != rag.NoticePeriodOver ||
		!a.Sentences[0].Supported || len(a.Nearest) != 0 {
		t.Errorf("%+v", a)
	}
	cite := a.Citations[0]
	if cite.Document.Title != doc.Title || cite.Quote != "健全基本养老服务体系" || cite.Start != 9 || cite.URL != "https://plans.example/documents/plan?r=#9-19" {
		t.Errorf("%+v", cite)
	}
}

func TestRefusal(t *testing.T) {
	c, err := newSite(t, 0).connect(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, a := call[askOutput](t, c, "ask_plans", `{"question":"拒"}`)
	if !a.Refused || a.Reason != rag.NoEvidence || len(a.Nearest) != nearest || len(a.Citations) != 0 || !strings.HasPrefix(text, "资料中没有找到。\n\n最接近的内容：\n· 《甲区") {
		t.Errorf("%s %+v", text, a)
	}
}

func TestSearch(t *testing.T) {
	c, err := newSite(t, 0).connect(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	for arguments, want := range map[string]int{`{"query":"养老"}`: 5, `{"query":"养老","limit":2}`: 2, `{"query":"养老","limit":100}`: 7} {
		text, out := call[searchOutput](t, c, "search_plans", arguments)
		if len(out.Passages) != want || strings.Count(text, "\n") != want || out.Passages[0].Text != near.Text || out.Passages[0].Start != 9 {
			t.Errorf("%s: %s %+v", arguments, text, out)
		}
		if !strings.HasPrefix(text, "1. 《甲区十四五规划》（甲区人民政府，2021年5月），第七章 民生：“健全基本养老服务体系。”（编号plan，第9至20字）\n") {
			t.Errorf("%s", text)
		}
	}
}

func TestRead(t *testing.T) {
	c, err := newSite(t, 0).connect(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := len([]rune(planText))
	text, all := call[readOutput](t, c, "read_document", `{"id":"plan"}`)
	if text != planText || all.Text != planText || all.End != n || all.Next != 0 || all.Document.ID != "plan" || len(all.Sections) != 2 || all.Sections[1].Path[1] != "一、床位" {
		t.Errorf("%+v", all)
	}
	_, part := call[readOutput](t, c, "read_document", `{"id":"plan","start":9,"end":19}`)
	if part.Text != "健全基本养老服务体系" || part.Next != 0 || len(part.Sections) != 0 {
		t.Errorf("%+v", part)
	}
}

func TestReadInParts(t *testing.T) {
	long := strings.Repeat("长", most) + "短"
	in := ragtest.Ingest("long", long)
	d := rag.Whole{Document: rag.Document{Meta: in.Given}, Plan: in.Plan}
	o := New(nil, shelf{d})
	first, err := o.read(t.Context(), nil, readInput{ID: "long"})
	if err != nil || first.structured.Next != most || len([]rune(first.text)) != most {
		t.Fatalf("%v %+v", err, first.structured.Next)
	}
	rest, err := o.read(t.Context(), nil, readInput{ID: "long", Start: &first.structured.Next})
	if err != nil || rest.text != "短" || rest.structured.Next != 0 {
		t.Errorf("%v %+v", err, rest)
	}
}

// A shelf holds one document.
type shelf struct{ rag.Whole }

func (s shelf) Search(context.Context, rag.Question, int) ([]rag.Passage, error) { return nil, nil }
func (s shelf) Read(context.Context, string) (rag.Whole, error)                  { return s.Whole, nil }
func (s shelf) Failure(context.Context, error) talk.Failure                      { return talk.Failure{} }

// A client that asks for progress gets sentences as they pass, and signs of life.
func TestProgress(t *testing.T) {
	s, heard := newSite(t, 0), make(chan *mcp.ProgressNotificationParams, 9)
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, &mcp.ClientOptions{
		ProgressNotificationHandler: func(_ context.Context, r *mcp.ProgressNotificationClientRequest) { heard <- r.Params },
	})
	c, err := client.Connect(t.Context(), &mcp.StreamableClientTransport{Endpoint: s.url + Path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	p := &mcp.CallToolParams{Name: "ask_plans", Arguments: map[string]string{"question": "慢"}}
	p.SetProgressToken("mine")
	if r, err := c.CallTool(t.Context(), p); err != nil || r.IsError || !strings.HasPrefix(textOf(r), sentence) {
		t.Fatalf("%v %+v", err, r)
	}
	for last := 0.0; ; {
		got := <-heard
		if got.ProgressToken != "mine" || got.Progress <= last || strings.Contains(got.Message, "没有核对过的") {
			t.Fatalf("%+v after %v", got, last)
		}
		if last = got.Progress; got.Message == sentence {
			return
		}
	}
}

func TestErrorsAreToldInWords(t *testing.T) {
	c, err := newSite(t, 0).connect(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ tool, arguments, want string }{
		{"ask_plans", `{"question":" "}`, "请输入问题。"},
		{"ask_plans", `{"question":"坏"}`, "模型未能作答，请稍后再试。"},
		{"ask_plans", `{"question":"问","documents":["none"]}`, "没有这份资料。"},
		{"ask_plans", fmt.Sprintf(`{"question":%q}`, strings.Repeat("问", 2001)), "问题过长，请控制在2000字以内。"},
		{"search_plans", `{"query":""}`, "请输入问题。"},
		{"search_plans", `{"query":"坏"}`, "系统出错，请稍后再试。"},
		{"search_plans", `{"query":"问","limit":-1}`, "limit应在1到100之间。"},
		{"search_plans", `{"query":"问","limit":101}`, "limit应在1到100之间。"},
		{"read_document", `{"id":"none"}`, sayUnknown[0]},
		{"read_document", `{"id":"plan","start":-1}`, sayPlace[0]},
		{"read_document", `{"id":"plan","start":5,"end":4}`, sayPlace[0]},
		{"read_document", `{"id":"plan","end":10000}`, sayPlace[0]},
	} {
		if r := result(t, c, test.tool, test.arguments); !r.IsError || textOf(r) != test.want {
			t.Errorf("%s %s: %v %s", test.tool, test.arguments, r.IsError, textOf(r))
		}
	}
}

func TestEnglish(t *testing.T) {
	c, err := newSite(t, 0).connect(t, http.Header{"Accept-Language": {"en"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := textOf(result(t, c, "read_document", `{"id":"none"}`)); got != sayUnknown[1] {
		t.Error(got)
	}
}

func TestDoors(t *testing.T) {
	keyless, keyed := newSite(t, 0), newSite(t, 2)
	for name, test := range map[string]struct {
		s      *site
		header http.Header
		want   bool
	}{
		"no key needed":  {keyless, http.Header{}, true},
		"its own page":   {keyless, http.Header{"Origin": {keyless.url}}, true},
		"another's page": {keyless, http.Header{"Origin": {"http://evil.example"}}, false},
		"another host":   {keyless, http.Header{"Host": {"evil.example"}}, false},
		"a proxy":        {keyless, http.Header{"X-Forwarded-For": {"1.2.3.4"}}, false},
		"no key":         {keyed, http.Header{}, false},
		"a wrong key":    {keyed, http.Header{"Authorization": {"Bearer none"}}, false},
		"a key":          {keyed, nil, true},
		"a proxy, a key": {keyed, http.Header{"Authorization": {"Bearer " + keyed.key}, "Host": {"plans.example"}, "X-Forwarded-For": {"1.2.3.4"}}, true},
	} {
		if _, err := test.s.connect(t, test.header); (err == nil) != test.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	c, err := keyed.connect(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	call[askOutput](t, c, "ask_plans", `{"question":"问"}`)
	call[searchOutput](t, c, "search_plans", `{"query":"问"}`)
	if r := result(t, c, "ask_plans", `{"question":"问"}`); !r.IsError || textOf(r) != "提问过于频繁，请稍后再试。" {
		t.Errorf("%s", textOf(r))
	}
}
