package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/talk"
)

func TestAsk(t *testing.T) {
	s := newSite(t, quoting)
	body := s.check(t, call{path: "/api/ask", body: `{"question":" 养老服务目标是什么\n"}`})
	answer := decode[rag.Answer](t, body)
	if answer.Question != "养老服务目标是什么" || answer.ID == "" || answer.ConversationID == "" {
		t.Errorf("got %s", body)
	}
	if want := "/documents/plan?r=#9-19"; answer.Citations[0].URL != want {
		t.Errorf("citation at %s", answer.Citations[0].URL)
	}
	again := s.check(t, call{path: "/api/answers/" + answer.ID})
	if again != body {
		t.Errorf("the answer is now %s", again)
	}
	s.check(t, call{path: "/api/ask", body: `{"question":"那惠州呢","conversation_id":"` + answer.ConversationID + `"}`})
	c := decode[talk.Conversation](t, s.check(t, call{path: "/api/conversations/" + answer.ConversationID}))
	if len(c.Answers) != 2 || c.Title != "养老服务目标是什么" || string(c.Answers[0])+"\n" != body {
		t.Errorf("got %+v", c)
	}
}

func TestQuestionReachesTheAnswerer(t *testing.T) {
	var got rag.Question
	s := newSite(t, func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		got = q
		return quoting(ctx, q, tell)
	})
	s.check(t, call{path: "/api/ask", body: `{"question":"问","documents":["plan"],"unsupported":"mark","fallback":false,"history":[{"question":"q","answer":"a"}]}`})
	if got.Text != "问" || got.Documents[0] != "plan" || got.Unsupported != rag.Mark || !got.NoFallback || got.History[0] != (rag.Turn{Question: "q", Answer: "a"}) {
		t.Errorf("got %+v", got)
	}
}

func TestAskRefuses(t *testing.T) {
	s := newSite(t, quoting)
	s.checkAll(t, []call{
		{name: "2000", path: "/api/ask", body: question2(2000)},
		{name: "2001", path: "/api/ask", body: question2(2001), status: 413, want: `{"error":{"code":"too_large","message":"问题过长，请控制在2000字以内。"}}`},
		{name: "body", path: "/api/ask", body: `{"question":"` + strings.Repeat("a", maxBody) + `"}`, status: 413, want: "too_large"},
		{name: "empty", path: "/api/ask", body: `{"question":" \n"}`, status: 400, want: "请输入问题"},
		{name: "none", path: "/api/ask", body: `{}`, status: 400, want: "invalid_request"},
		{name: "no JSON", path: "/api/ask", body: `question=1`, status: 400, want: "JSON"},
		{name: "cut", path: "/api/ask", body: `{"question":"问`, status: 400, want: "JSON"},
		{name: "two", path: "/api/ask", body: `{"question":"问"}{}`, status: 400, want: "JSON"},
		{name: "two pasts", path: "/api/ask", body: `{"question":"问","conversation_id":"c","history":[{"question":"q","answer":"a"}]}`, status: 400, want: "invalid_request"},
		{name: "unsupported", path: "/api/ask", body: `{"question":"问","unsupported":"keep"}`, status: 400, want: "invalid_request"},
		{name: "document", path: "/api/ask", body: `{"question":"问","documents":["plan","other"]}`, status: 404, want: "没有这份资料"},
		{name: "conversation", path: "/api/ask", body: `{"question":"问","conversation_id":"c"}`, status: 404, want: "not_found"},
		{name: "English", path: "/api/ask", body: `{}`, header: "Accept-Language: en-GB,en;q=0.9,zh;q=0.1", status: 400, want: "Please ask a question."},
		{name: "Chinese", path: "/api/ask", body: `{}`, header: "Accept-Language: zh-CN,zh;q=0.9,en;q=0.8", status: 400, want: "请输入问题"},
		{name: "French", path: "/api/ask", body: `{}`, header: "Accept-Language: fr", status: 400, want: "请输入问题"},
		{name: "method", path: "/api/ask", status: 405, want: "此地址不接受这种请求方法（GET）"},
		{name: "path", path: "/api/nothing", status: 404, want: "not_found"},
		{name: "answer", path: "/api/answers/x", status: 404, want: "not_found"},
		{name: "conversation", path: "/api/conversations/x", status: 404, want: "not_found"},
	})
}

func TestAskFails(t *testing.T) {
	for want, err := range map[string]error{
		`502 {"error":{"code":"model_failed","message":"模型未能作答，请稍后再试。"}}`: fmt.Errorf("%w: no", rag.ErrModel),
		`500 {"error":{"code":"internal","message":"系统出错，请稍后再试。"}}`:       errors.New("secret cause"),
	} {
		s := newSite(t, func(context.Context, rag.Question, func(rag.Event)) error { return err })
		resp, body := do(t, s.request(t, call{path: "/api/ask", body: question2(1)}))
		if got := fmt.Sprint(resp.StatusCode, " ", strings.TrimSpace(body)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestAskWhileClosing(t *testing.T) {
	s := newSite(t, quoting)
	if err := s.o.Runner.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	resp, body := do(t, s.request(t, call{path: "/api/ask", body: question2(1)}))
	if resp.StatusCode != 503 || resp.Header.Get("Retry-After") == "" || !strings.Contains(body, "busy") {
		t.Errorf("got %d %s", resp.StatusCode, body)
	}
}

// waiting answers only when gate is closed, and says in begun that it was asked.
func waiting(begun chan<- struct{}, gate <-chan struct{}) scripted {
	return func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		tell(rag.Rewritten{Query: q.Text})
		select {
		case begun <- struct{}{}:
		default: // nobody wants to know
		}
		select {
		case <-gate:
			return quoting(ctx, q, tell)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func TestAskIsStopped(t *testing.T) {
	begun := make(chan struct{}, 1)
	s := newSite(t, waiting(begun, nil))
	ws := s.dial(t, nil)
	ws.send(`{"type":"ask","question":"问"}`)
	id := ws.next("accepted").AnswerID
	<-begun
	s.check(t, call{name: "while it is made", path: "/api/answers/" + id, status: 409, want: "尚未完成"})
	s.check(t, call{name: "feedback on it", path: "/api/feedback", body: `{"answer_id":"` + id + `","verdict":"up"}`, status: 409, want: "尚未完成"})
	s.check(t, call{name: "link to it", method: "POST", path: "/api/answers/" + id + "/link", status: 409, want: "尚未完成"})

	answered := make(chan string)
	go func() {
		r := s.request(t, call{path: "/api/ask", body: question2(1), header: "Accept: text/event-stream"})
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			answered <- err.Error()
			return
		}
		defer resp.Body.Close()
		var got string
		for ev := range eventsOf(resp.Body) {
			got = ev.kind
			if ev.kind == "accepted" {
				ws.send(`{"type":"stop","answer_id":"` + ev.message(t).AnswerID + `"}`)
			}
		}
		answered <- got
	}()
	if got := <-answered; got != "stopped" {
		t.Errorf("the stream ended with %s", got)
	}
	ws.send(`{"type":"stop","answer_id":"` + id + `"}`)
	ws.next("stopped")
	s.check(t, call{name: "afterwards", path: "/api/answers/" + id, status: 404, want: "not_found"})
}

func TestAnswersHaveOwners(t *testing.T) {
	s := newSite(t, quoting)
	resp, _ := do(t, s.request(t, call{path: "/"}))
	cookie := "Cookie: " + resp.Cookies()[0].Name + "=" + resp.Cookies()[0].Value
	mine := decode[rag.Answer](t, s.check(t, call{path: "/api/ask", body: question2(1), header: cookie}))
	locals := decode[rag.Answer](t, s.check(t, call{path: "/api/ask", body: question2(1)}))
	other := "Cookie: " + cookieName + "=00000000-0000-4000-8000-000000000000"
	s.checkAll(t, []call{
		{name: "mine", path: "/api/answers/" + mine.ID, header: cookie},
		{name: "my conversation", path: "/api/conversations/" + mine.ConversationID, header: cookie},
		{name: "without cookie", path: "/api/answers/" + mine.ID, status: 404},
		{name: "with another", path: "/api/answers/" + mine.ID, header: other, status: 404},
		{name: "another conversation", path: "/api/conversations/" + mine.ConversationID, header: other, status: 404},
		{name: "local", path: "/api/answers/" + locals.ID},
		{name: "with a cookie that is none", path: "/api/answers/" + locals.ID, header: "Cookie: " + cookieName + "=x"},
		{name: "go on with another's", path: "/api/ask", body: `{"question":"问","conversation_id":"` + mine.ConversationID + `"}`, status: 404},
	})
}

func TestSearch(t *testing.T) {
	s := newSite(t, quoting)
	s.checkAll(t, []call{
		{name: "default", path: "/api/search", body: `{"query":"养老"}`, want: `{"passages":[{`},
		{name: "in a document", path: "/api/search", body: `{"query":"养老","documents":["plan"],"limit":1}`, want: `"passages"`},
		{name: "most", path: "/api/search", body: `{"query":"养老","limit":100}`},
		{name: "too many", path: "/api/search", body: `{"query":"养老","limit":101}`, status: 400, want: "limit"},
		{name: "none", path: "/api/search", body: `{"query":"养老","limit":0}`, status: 400, want: "limit"},
		{name: "empty", path: "/api/search", body: `{"query":""}`, status: 400, want: "invalid_request"},
		{name: "no JSON", path: "/api/search", body: `x`, status: 400, want: "invalid_request"},
		{name: "unknown document", path: "/api/search", body: `{"query":"养老","documents":["x"]}`, status: 404, want: "not_found"},
		{name: "long", path: "/api/search", body: `{"query":"` + strings.Repeat("问", 2001) + `"}`, status: 413, want: "too_large"},
		{name: "broken", path: "/api/search", body: `{"query":"养老","limit":99}`, status: 500, want: "internal"},
	})
}

// Who waits for an answer that somebody stops is told so.
func TestWaitedForAndStopped(t *testing.T) {
	begun := make(chan struct{}, 1)
	s := newSite(t, waiting(begun, nil))
	told := make(chan string)
	go func() { told <- s.check(t, call{path: "/api/ask", body: question2(1), status: 409, want: "已停止"}) }()
	<-begun
	all := decode[listing](t, s.check(t, call{path: "/api/conversations"})).Conversations
	s.check(t, call{method: "DELETE", path: "/api/conversations/" + all[0].ID, status: 204})
	<-told
}
