package server

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// listing is what GET /api/conversations tells.
type listing struct {
	Conversations []talk.Heading `json:"conversations"`
}

// asked has a question answered, in a conversation if one is named.
func (s *site) asked(t *testing.T, question, conversation, header string) rag.Answer {
	t.Helper()
	body := fmt.Sprintf(`{"question":%q,"conversation_id":%q}`, question, conversation)
	return decode[rag.Answer](t, s.check(t, call{path: "/api/ask", body: body, header: header}))
}

func TestConversations(t *testing.T) {
	s := newSite(t, quoting)
	s.check(t, call{name: "none", path: "/api/conversations", want: `{"conversations":[]}`})
	first, second := s.asked(t, "问一", "", ""), s.asked(t, "问二", "", "")
	s.asked(t, "再问", first.ConversationID, "")
	all := decode[listing](t, s.check(t, call{path: "/api/conversations"})).Conversations
	if len(all) != 2 || all[0].ID != first.ConversationID || all[0].Title != "问一" || all[1].Title != "问二" || all[0].Latest.Before(all[1].Latest) {
		t.Errorf("got %+v", all)
	}
	path := "/api/conversations/" + second.ConversationID
	s.checkAll(t, []call{
		{name: "rename", method: "PATCH", path: path, body: `{"title":" 养老\n指标 "}`, want: `"title":"养老 指标"`},
		{name: "renamed", path: path, want: `"title":"养老 指标","answers":[{`},
		{name: "in the list", path: "/api/conversations", want: `"title":"养老 指标"`},
		{name: "no title", method: "PATCH", path: path, body: `{}`, status: 400, want: "title"},
		{name: "long title", method: "PATCH", path: path, body: `{"title":"` + strings.Repeat("名", maxTitle+1) + `"}`, status: 400, want: "title"},
		{name: "large", method: "PATCH", path: path, body: `{"title":"` + strings.Repeat("a", maxBody) + `"}`, status: 413, want: "too_large"},
		{name: "as before", method: "PATCH", path: path, body: `{"title":""}`, want: `"title":"问二"`},
		{name: "delete", method: "DELETE", path: path, status: 204},
		{name: "deleted", path: path, status: 404, want: "not_found"},
		{name: "its answer", path: "/api/answers/" + second.ID, status: 404, want: "not_found"},
		{name: "twice", method: "DELETE", path: path, status: 404, want: "not_found"},
		{name: "go on with it", path: "/api/ask", body: `{"question":"问","conversation_id":"` + second.ConversationID + `"}`, status: 404},
		{name: "the other", path: "/api/conversations/" + first.ConversationID, want: "再问"},
	})
}

// Conversations are found by their titles, by what was asked and by what was
// answered, in either script.
func TestConversationsAreFound(t *testing.T) {
	s := newSite(t, quoting)
	first, second := s.asked(t, "问一", "", ""), s.asked(t, "其他", "", "")
	s.asked(t, "床位有多少", first.ConversationID, "")
	s.check(t, call{method: "PATCH", path: "/api/conversations/" + second.ConversationID, body: `{"title":"老人"}`})
	other := "Cookie: " + cookieName + "=00000000-0000-4000-8000-000000000000"
	for _, c := range []struct{ words, header, want string }{
		{"床位", "", "问一|床位有多少"},
		{"问 床位", "", "问一|床位有多少"},
		{"養老服務", "", "老人|健全基本养老服务体系[1]。 问一|健全基本养老服务体系[1]。"},
		{"老人", "", "老人|"},
		{"其他", "", "老人|其他"},
		{"床位 其他", "", ""},
		{"%", "", ""},
		{"养老服务", other, ""},
		{" ", "", "老人| 问一|"},
	} {
		var got []string
		for _, h := range decode[listing](t, s.check(t, call{path: "/api/conversations?q=" + url.QueryEscape(c.words), header: c.header})).Conversations {
			got = append(got, h.Title+"|"+h.Excerpt)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q", c.words, got)
		}
	}
}

// A question that is asked anew takes its turn's place, in what is shown, in
// what is saved and in what the next answer knows.
func TestAskedAnew(t *testing.T) {
	var known [][]rag.Turn
	s := newSite(t, func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		known = append(known, q.History)
		return quoting(ctx, q, tell)
	})
	first := s.asked(t, "问一", "", "")
	second := s.asked(t, "问二", first.ConversationID, "")
	s.asked(t, "问三", first.ConversationID, "")
	anew := decode[rag.Answer](t, s.check(t, call{path: "/api/ask", body: fmt.Sprintf(`{"question":"改问二","conversation_id":%q,"replaces":%q}`, first.ConversationID, second.ID)}))
	s.asked(t, "问四", first.ConversationID, "")
	c := decode[struct {
		ID, Title string
		Answers   []rag.Answer
		Replaced  []struct {
			By      string
			Answers []rag.Answer
		}
	}](t, s.check(t, call{path: "/api/conversations/" + first.ConversationID}))
	questions := func(answers []rag.Answer) (all string) {
		for _, a := range answers {
			all += a.Question + " "
		}
		return all
	}
	if got := questions(c.Answers); got != "问一 改问二 问四 " {
		t.Errorf("it has %s", got)
	}
	if len(c.Replaced) != 1 || c.Replaced[0].By != anew.ID || questions(c.Replaced[0].Answers) != "问二 问三 " {
		t.Errorf("replaced: %+v", c.Replaced)
	}
	var said []string
	for _, turns := range known {
		said = append(said, "")
		for _, turn := range turns {
			said[len(said)-1] += turn.Question + " "
		}
	}
	if want := []string{"", "问一 ", "问一 问二 ", "问一 ", "问一 改问二 "}; !slices.Equal(said, want) {
		t.Errorf("the answers knew %q, want %q", said, want)
	}
	if file := s.check(t, call{path: "/api/conversations/" + first.ConversationID + ".md"}); strings.Contains(file, "问三") || !strings.Contains(file, "改问二") {
		t.Errorf("saved: %s", file)
	}
	s.checkAll(t, []call{
		{name: "none", path: "/api/ask", body: `{"question":"问","conversation_id":"` + first.ConversationID + `","replaces":"none"}`, status: 404, want: "not_found"},
		{name: "of another", path: "/api/ask", body: `{"question":"问","conversation_id":"` + first.ConversationID + `","replaces":"` + s.asked(t, "问", "", "").ID + `"}`, status: 404},
		{name: "nowhere", path: "/api/ask", body: `{"question":"问","replaces":"` + first.ID + `"}`, status: 400, want: "replaces"},
	})
}

// What is another's cannot be listed, named, deleted or judged.
func TestConversationsHaveOwners(t *testing.T) {
	s := newSite(t, quoting)
	mine := s.asked(t, "问", "", "")
	other := "Cookie: " + cookieName + "=00000000-0000-4000-8000-000000000000"
	path := "/api/conversations/" + mine.ConversationID
	s.checkAll(t, []call{
		{name: "list", path: "/api/conversations", header: other, want: `{"conversations":[]}`},
		{name: "rename", method: "PATCH", path: path, body: `{"title":"x"}`, header: other, status: 404},
		{name: "delete", method: "DELETE", path: path, header: other, status: 404},
		{name: "judge", path: "/api/feedback", body: `{"answer_id":"` + mine.ID + `","verdict":"up"}`, header: other, status: 404},
		{name: "mine", path: path, want: `"title":"问"`},
	})
}

// A conversation that is deleted while it is answered stops, on its socket too.
func TestDeletedWhileItIsAnswered(t *testing.T) {
	begun := make(chan struct{}, 1)
	s := newSite(t, waiting(begun, nil))
	ws := s.dial(t, nil)
	ws.send(`{"type":"ask","question":"问"}`)
	m := ws.next("accepted")
	<-begun
	s.check(t, call{method: "DELETE", path: "/api/conversations/" + m.ConversationID, status: 204})
	ws.next("stopped")
}

func TestFeedback(t *testing.T) {
	s := newSite(t, quoting)
	a := s.asked(t, "问", "", "")
	body := func(verdict, comment string) string {
		return fmt.Sprintf(`{"answer_id":%q,"verdict":%q,"comment":"%s"}`, a.ID, verdict, comment)
	}
	s.checkAll(t, []call{
		{name: "up", path: "/api/feedback", body: body("up", ""), status: 204},
		{name: "another mind", path: "/api/feedback", body: body("down", `数字\n\u202e不对\u0000`), status: 204},
		{name: "verdict", path: "/api/feedback", body: body("maybe", ""), status: 400, want: "verdict"},
		{name: "long", path: "/api/feedback", body: body("up", strings.Repeat("字", maxComment+1)), status: 413, want: "too_large"},
		{name: "no answer", path: "/api/feedback", body: `{"verdict":"up"}`, status: 404, want: "not_found"},
		{name: "no JSON", path: "/api/feedback", body: `x`, status: 400, want: "JSON"},
	})
	n := 0
	for f, err := range s.store.Judged(t.Context()) {
		if n++; err != nil || f.Verdict != talk.Down || f.Comment != "数字\n不对" || f.AnswerID != a.ID || !strings.Contains(string(f.Answer), sentence) {
			t.Errorf("got %+v, %v", f, err)
		}
	}
	if n != 1 {
		t.Errorf("%d are kept", n)
	}
}
