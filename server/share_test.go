package server

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"chuchu/rag"
)

// A link of one's own answer opens it for others, and nobody makes one of another's.
func TestShare(t *testing.T) {
	s := newSite(t, quoting)
	a := decode[rag.Answer](t, s.check(t, call{path: "/api/ask", body: `{"question":"养老服务目标是什么"}`}))
	shared := decode[struct{ URL string }](t, s.check(t, call{method: "POST", path: "/api/answers/" + a.ID + "/link"}))
	s.check(t, call{name: "by whoever has it", path: shared.URL, header: "Host: elsewhere.test", want: "健全基本养老服务体系"})
	s.check(t, call{
		name: "of another's", method: "POST", path: "/api/answers/" + a.ID + "/link", status: 404,
		header: "Cookie: " + cookieName + "=6ba7b810-9dad-11d1-80b4-00c04fd430c8",
	})
}

// There is no link of an answer that is still being made.
func TestShareUnfinished(t *testing.T) {
	begun := make(chan struct{}, 1)
	s := newSite(t, waiting(begun, nil))
	ws := s.dial(t, nil)
	ws.send(ask("mine"))
	m := ws.next("accepted")
	<-begun
	s.check(t, call{method: "POST", path: "/api/answers/" + m.AnswerID + "/link", status: 409, want: "回答尚未完成"})
}

// A conversation is saved as its answers are, one after the other.
func TestConversationAsFile(t *testing.T) {
	s := newSite(t, quoting)
	a := decode[rag.Answer](t, s.check(t, call{path: "/api/ask", body: `{"question":"养老服务目标是什么"}`}))
	s.check(t, call{path: "/api/ask", body: `{"question":"那惠州呢","conversation_id":"` + a.ConversationID + `"}`})
	text := s.check(t, call{path: "/api/conversations/" + a.ConversationID + ".md", want: "# 养老服务目标是什么\n"})
	if strings.Count(text, "健全基本养老服务体系[1]。") != 2 || !strings.Contains(text, "\n# 那惠州呢\n") {
		t.Errorf("as Markdown:\n%s", text)
	}
	file := s.check(t, call{path: "/api/conversations/" + a.ConversationID + ".docx"})
	if body := wordText(t, []byte(file)); strings.Count(body, ">那惠州呢<") != 1 || strings.Count(body, ">养老服务目标是什么<") != 1 {
		t.Errorf("as a Word document:\n%s", body)
	}
	s.check(t, call{name: "none", path: "/api/conversations/none.md", status: 404})
}

// wordText is the body of a Word document, as it stands in the file.
func wordText(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	body, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
