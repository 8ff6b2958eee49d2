package server

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"strings"
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/desk"
)

const plain = "第一章 总则\n到2025年，建成3个社区养老服务中心。\n"

type uploaded struct {
	Documents []rag.Document `json:"documents"`
}

func TestAddText(t *testing.T) {
	s := newSite(t, quoting)
	body := fmt.Sprintf(`{"id":"new","title":"新规划","standing":"proposed","published":"2021-05","period":{"from":2021,"to":2025},"text":%q}`, plain)
	up := decode[uploaded](t, s.check(t, call{path: "/api/documents", body: body, header: "Content-Type: application/json", status: 202}))
	if d := up.Documents[0]; d.ID != "new" || d.Title != "新规划" || d.State != desk.Received {
		t.Errorf("got %+v", d)
	}
	if d := s.settled(t, "new"); d.Title != "新规划" || d.Standing != chunk.Proposed || d.Period.To != 2025 || d.Chunks == 0 || d.State == "" {
		t.Errorf("got %+v", d)
	}
	s.check(t, call{name: "again", path: "/api/documents", body: body, status: 202})
	s.settled(t, "new")
	other := strings.Replace(body, `"id"`, `"source":"https://example.org/plan","id"`, 1)
	s.check(t, call{name: "from elsewhere", path: "/api/documents", body: other, status: 409, want: "https://example.org/plan"})
	s.check(t, call{name: "from elsewhere", path: "/api/documents", body: other, status: 409, want: "new.txt"})
	s.check(t, call{name: "in its place", path: "/api/documents?replace=1", body: other, status: 202, want: "https://example.org/plan"})
	if d := s.settled(t, "new"); d.Source != "https://example.org/plan" {
		t.Errorf("replaced: %+v", d)
	}
	up = decode[uploaded](t, s.check(t, call{path: "/api/documents", body: fmt.Sprintf(`{"title":"a/b","text":%q}`, plain), status: 202}))
	if id := up.Documents[0].ID; id != "a／b" {
		t.Errorf("id %s", id)
	}
	if s.settled(t, "a／b"); s.added.Load() != 4 {
		t.Errorf("told %d times that documents were added", s.added.Load())
	}
}

// No secret of a source's address is kept.
func TestUploadSource(t *testing.T) {
	s := newSite(t, quoting)
	body := fmt.Sprintf(`{"id":"new","source":"https://user:hunter2@example.org/plan?id=1&token=hunter2","text":%q}`, plain)
	s.check(t, call{path: "/api/documents", body: body, status: 202, want: `"https://example.org/plan?id=1"`})
	if d := s.settled(t, "new"); d.Source != "https://example.org/plan?id=1" {
		t.Errorf("kept %s", d.Source)
	}
}

func TestAddTextRefuses(t *testing.T) {
	s := newSite(t, quoting)
	with := func(meta string) string { return fmt.Sprintf(`{%s,"text":%q}`, meta, plain) }
	s.checkAll(t, []call{
		{name: "no text", path: "/api/documents", body: `{"id":"x"}`, status: 400, want: "没有收到正文"},
		{name: "no JSON", path: "/api/documents", body: `x`, status: 400, want: "JSON"},
		{name: "a slash", path: "/api/documents", body: with(`"id":"a/b"`), status: 400, want: "编号"},
		{name: "dots", path: "/api/documents", body: with(`"id":".."`), status: 400, want: "编号"},
		{name: "long id", path: "/api/documents", body: with(`"id":"` + strings.Repeat("a", 201) + `"`), status: 400, want: "编号"},
		{name: "standing", path: "/api/documents", body: with(`"standing":"maybe"`), status: 400, want: "invalid_request"},
		{name: "kind", path: "/api/documents", body: with(`"kind":"纪要"`), status: 400, want: "“纪要”有误，应为规划纲要"},
		{name: "level", path: "/api/documents", body: with(`"level":"镇"`), status: 400, want: "区县"},
		{name: "no such day", path: "/api/documents", body: with(`"published":"2021-13-99"`), status: 400, want: "2021-05-01"},
		{name: "years before", path: "/api/documents", body: with(`"period":{"from":-5,"to":2025}`), status: 400, want: "起止年份"},
		{name: "years after", path: "/api/documents", body: with(`"period":{"from":2021,"to":99999999}`), status: 400, want: "起止年份"},
		{name: "a control", path: "/api/documents", body: with(`"id":"a\u0000b"`), status: 400, want: "编号"},
		{name: "a line break", path: "/api/documents", body: with(`"id":"a\nb"`), status: 400, want: "编号"},
		{name: "a turn of direction", path: "/api/documents", body: with(`"id":"a\u202eb"`), status: 400, want: "编号"},
		{name: "a lost character", path: "/api/documents", body: with(`"id":"a\ufffdb"`), status: 400, want: "编号"},
		{name: "date", path: "/api/documents", body: with(`"published":"May"`), status: 400, want: "invalid_request"},
		{name: "period", path: "/api/documents", body: with(`"period":{"from":2025,"to":2021}`), status: 400, want: "invalid_request"},
		{name: "type", path: "/api/documents", body: "x", header: "Content-Type: image/png", status: 415, want: "unsupported_type"},
		{name: "no form", path: "/api/documents", body: "x", header: "Content-Type: multipart/form-data", status: 400, want: "invalid_request"},
	})
	if s.added.Load() != 0 {
		t.Error("nothing was added")
	}
}

// form makes a multipart body of fields and files, in order: a name with a dot is a file's.
func form(t *testing.T, parts ...string) call {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(parts); i += 2 {
		create := w.CreateFormField
		if strings.Contains(parts[i], ".") {
			create = func(name string) (io.Writer, error) { return w.CreateFormFile("files", name) }
		}
		part, err := create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return call{path: "/api/documents", body: body.String(), header: "Content-Type: " + w.FormDataContentType(), status: 202}
}

func TestAddFiles(t *testing.T) {
	s := newSite(t, quoting)
	c := form(t, "一.规划.txt", plain, "照片.png", "\x89PNG\r\n\x1a\n\x00\x00", "空.txt", "", "region", "惠州市", "period", "2021—2025")
	docs := decode[uploaded](t, s.check(t, c)).Documents
	if len(docs) != 3 || docs[0].State != desk.Received || docs[1].State != desk.Failed || docs[1].Reason == "" || docs[1].ID != "照片" {
		t.Fatalf("got %+v", docs)
	}
	if d := s.settled(t, "一.规划"); d.ID != "一.规划" || !strings.HasPrefix(d.Source, "一.规划.txt#") || d.Region != "惠州市" || d.Period.From != 2021 || d.Reason != "" {
		t.Errorf("got %+v", d)
	}
	if d := s.settled(t, "空"); d.State != desk.Failed || d.Reason == "" || d.Region != "惠州市" {
		t.Errorf("got %+v", d)
	}
	var all uploaded
	unmarshal(t, s.check(t, call{path: "/api/documents"}), &all)
	if len(all.Documents) != 3 || all.Documents[0].ID != "plan" || all.Documents[1].State == desk.Failed || all.Documents[2].Reason == "" {
		t.Errorf("listed %+v", all)
	}
	s.check(t, call{method: "DELETE", path: "/api/documents/%E7%A9%BA", status: 204})
	s.check(t, call{name: "a failed one that was deleted", path: "/api/documents/%E7%A9%BA", status: 404})
}

// A failed file leaves what it should replace in use, and says so until a better one comes.
func TestReplacementFails(t *testing.T) {
	s := newSite(t, quoting)
	c := form(t, "plan.txt", "\x00\x01\x02")
	c.path += "?replace=1"
	s.check(t, c)
	if d := s.settled(t, "plan"); d.State != desk.Failed || !strings.Contains(d.Reason, "仍使用原有版本") || d.Source != "plan.docx" {
		t.Errorf("got %+v", d)
	}
	c = form(t, "plan.txt", plain)
	c.path += "?replace=1"
	s.check(t, c)
	if d := s.settled(t, "plan"); d.State == desk.Failed || d.Reason != "" || !strings.HasPrefix(d.Source, "plan.txt#") {
		t.Errorf("got %+v", d)
	}
}

// Two who send the same id at once are told of each other.
func TestUploadsOfOneID(t *testing.T) {
	s := newSite(t, quoting)
	s.rest()
	waits := desk.Upload{Document: "a", Ticket: "t", Name: "a.txt", Given: chunk.Meta{ID: "a", Source: "a.txt#1"}, State: desk.Received}
	if err := s.store.Receive(t.Context(), waits); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.store.Claim(t.Context(), time.Now(), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	s.check(t, call{path: "/api/documents/a", want: `"state":"reading"`})
	s.check(t, call{path: "/api/documents", body: fmt.Sprintf(`{"id":"a","text":%q}`, plain), status: 409, want: "a.txt#1"})
	s.check(t, call{path: "/api/documents?replace=1", body: fmt.Sprintf(`{"id":"a","text":%q}`, plain), status: 202})
	s.check(t, call{path: "/api/documents/a", want: `"state":"received"`})
	defer s.Server.read(t.Context())()
	s.settled(t, "a")
}

func TestAddFileRefuses(t *testing.T) {
	s := newSite(t, quoting)
	for _, c := range []struct {
		name   string
		parts  []string
		status int
		want   string
	}{
		{"none", []string{"title", "x"}, 400, "没有收到文件"},
		{"of unknown type", []string{"照片.png", "\x89PNG\r\n\x1a\n\x00\x00"}, 415, "unsupported_type"},
		{"from elsewhere", []string{"plan.txt", plain}, 409, "plan.docx"},
		{"large", []string{"large.txt", strings.Repeat("a", maxFile+1)}, 413, "too_large"},
		{"one id for two", []string{"a.txt", plain, "b.txt", plain, "id", "x"}, 400, "编号"},
		{"period", []string{"a.txt", plain, "period", "soon"}, 400, "invalid_request"},
		{"that is empty", []string{"a.txt", ""}, 202, `"state":"received"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := form(t, c.parts...)
			f.status, f.want = c.status, c.want
			s.check(t, f)
		})
	}
}

// An id is one document's: other bytes need ?replace=1, the same are no change.
func TestUploadNeverOverwrites(t *testing.T) {
	s := newSite(t, quoting)
	other := strings.Replace(plain, "3个", "5个", 1)
	text := func(text string) string { return fmt.Sprintf(`{"id":"a","text":%q}`, text) }
	file := func(status int, want string, parts ...string) call {
		f := form(t, parts...)
		f.status, f.want = status, want
		return f
	}
	for _, c := range []call{
		{name: "an example", path: "/api/documents", body: strings.Replace(text(plain), `"a"`, `"plan"`, 1), status: 409, want: "plan.docx"},
		{name: "an example again", path: "/api/documents", body: fmt.Sprintf(`{"id":"plan","text":%q}`, planText), status: 202, want: "plan.docx"},
		{name: "text", path: "/api/documents", body: text(plain), status: 202, want: "a.txt#"},
		{name: "text again", path: "/api/documents", body: text(plain), status: 202, want: "a.txt#"},
		{name: "other text", path: "/api/documents", body: text(other), status: 409, want: `"conflict"`},
		{name: "other text in its place", path: "/api/documents?replace=1", body: text(other), status: 202},
		file(202, "b.txt#", "b.txt", plain),
		file(202, "b.txt#", "b.txt", plain),
		file(409, "b.txt#", "b.txt", other),
	} {
		s.check(t, c)
		for _, id := range []string{"a", "b"} {
			if resp, _ := do(t, s.request(t, call{path: "/api/documents/" + id})); resp.StatusCode == 200 {
				s.settled(t, id)
			}
		}
	}
	for _, c := range []call{
		file(202, "", "c.txt", plain, "c.md", other, "c.txt", plain),
		file(202, "", "d.txt", plain, "d.md", other, "d.txt", plain, "source", "https://example.org"),
	} {
		docs := decode[uploaded](t, s.check(t, c)).Documents
		if docs[0].State == "failed" || docs[1].State != "failed" || !strings.Contains(docs[1].Reason, ".md#") || docs[2].State == "failed" {
			t.Errorf("got %+v", docs)
		}
	}
	resp, _ := do(t, s.request(t, call{path: "/api/documents/b/raw"}))
	if name := resp.Header.Get("Content-Disposition"); name != "attachment; filename=b.txt" {
		t.Errorf("got %s", name)
	}
}
