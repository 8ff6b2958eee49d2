package server

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// written is an answer that a model wrote, from a document that means harm.
func written(_ context.Context, q rag.Question, tell func(rag.Event)) error {
	a := quoted(q)
	a.Model, a.Text = "some-model", "养老床位<b>100</b>张[1]。\n\n第二段*加粗*[1]。"
	a.Notices = []rag.Notice{{Code: rag.NoticePeriodOver, Message: "所引规划期已结束"}}
	a.Missing = []string{"改造费用"}
	a.Citations[0].Document = chunk.Meta{ID: "plan", Title: "规划]]><script>", Issuer: "某区政府", Number: "某府〔2021〕1号", Published: "2021-05-01"}
	a.Citations[0].Quote = "到2025年，`床位`\u202e[点我](http://evil.example)\n\x01达到100张"
	a.Citations[0].Context = []chunk.Excerpt{{Quote: "表1 <主要指标>"}}
	tell(rag.Finished{Answer: a})
	return nil
}

func TestAnswerAsMarkdown(t *testing.T) {
	s := newSite(t, written)
	a := s.asked(t, "养老/床位：多少?", "", "")
	resp, body := do(t, s.request(t, call{path: "/api/answers/" + a.ID + ".md"}))
	_, name, err := mime.ParseMediaType(resp.Header.Get("Content-Disposition"))
	if err != nil || name["filename"] != "养老床位：多少.md" || resp.Header.Get("Content-Type") != "text/markdown; charset=utf-8" {
		t.Errorf("%v: %v", err, resp.Header)
	}
	want := `# 养老/床位：多少?

养老床位\<b\>100\</b\>张[1]。

第二段\*加粗\*[1]。

资料中未提及：改造费用

## 出处

- [1] 《规划\]\]\>\<script\>》（某区政府，某府〔2021〕1号，2021年5月），第七章 民生：“到2025年，\` + "`床位\\`" + `\[点我\](http://evil.example) 达到100张”

> 所引规划期已结束

> 内容由AI生成，引用前请核对原文。
`
	if body != want {
		t.Errorf("got\n%s\nwant\n%s", body, want)
	}
}

func TestAnswerAsDocx(t *testing.T) {
	s := newSite(t, written)
	a := s.asked(t, "养老床位多少", "", "")
	_, body := do(t, s.request(t, call{path: "/api/answers/" + a.ID + ".docx"}))
	z, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(data)
		for d := xml.NewDecoder(bytes.NewReader(data)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	if len(z.File) != 5 || z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("parts %v", z.File)
	}
	for _, want := range []string{
		"养老床位&lt;b&gt;100&lt;/b&gt;张[1]。", "《规划]]&gt;&lt;script&gt;》（某区政府，某府〔2021〕1号，2021年5月），第七章 民生：“", "达到100张”",
		"资料中未提及：改造费用", "所引规划期已结束", "内容由AI生成，引用前请核对原文",
	} {
		if !strings.Contains(parts["word/document.xml"], want) {
			t.Errorf("no %s in\n%s", want, parts["word/document.xml"])
		}
	}
	for _, style := range []string{styleTitle, styleBody, styleHead, styleItem, styleNote} {
		if !strings.Contains(parts["word/styles.xml"], `w:styleId="`+style+`"`) {
			t.Errorf("no style %s", style)
		}
	}
	opensInWriter(t, body)
}

// opensInWriter has LibreOffice read the file, where it is installed.
func opensInWriter(t *testing.T, file string) {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		return
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "answer.docx")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(office, "--headless", "--convert-to", "txt:Text", "--outdir", dir, path).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "answer.txt")); err != nil || !strings.Contains(string(text), "达到100张") {
		t.Errorf("%v: %s", err, text)
	}
}

// Nothing says that a model wrote what quotes.
func TestQuotedAnswerOnPaper(t *testing.T) {
	s := newSite(t, quoting)
	a := s.asked(t, "问", "", "")
	body := s.check(t, call{path: "/api/answers/" + a.ID + ".md", want: "《文件plan》，第七章 民生：“健全基本养老服务体系”"})
	if strings.Contains(body, "AI") {
		t.Errorf("got %s", body)
	}
	other := "Cookie: " + cookieName + "=00000000-0000-4000-8000-000000000000"
	s.check(t, call{name: "another's", path: "/api/answers/" + a.ID + ".docx", header: other, status: 404, want: "not_found"})
	s.check(t, call{name: "unknown kind", path: "/api/answers/" + a.ID + ".pdf", status: 404, want: "not_found"})
}

func TestNamesOfFiles(t *testing.T) {
	for question, want := range map[string]string{"": sayAnswer, "...": sayAnswer, "a/b\\c\n": "abc", strings.Repeat("问", 50): strings.Repeat("问", 40)} {
		if got := titleOf(rag.Answer{Question: question}); got != want {
			t.Errorf("%q: %q", question, got)
		}
	}
}

func TestLink(t *testing.T) {
	s := newSite(t, written)
	s.o.PublicURL = "https://plans.example/"
	a := s.asked(t, "养老床位多少", "", "")
	link, err := s.Link(t.Context(), a.ID)
	if err != nil || !strings.HasPrefix(link, "https://plans.example/a/"+a.ID+"?") {
		t.Fatal(link, err)
	}
	path := strings.TrimPrefix(link, "https://plans.example")
	foreign := "Host: plans.example|X-Forwarded-For: 1.2.3.4|Cookie: " + cookieName + "=00000000-0000-4000-8000-000000000000"
	page := s.check(t, call{path: path, header: foreign, want: "养老床位&lt;b&gt;100&lt;/b&gt;张[1]。"})
	for _, want := range []string{"<h1>养老床位多少</h1>", "《规划]]&gt;&lt;script&gt;》（某区政府，某府〔2021〕1号，2021年5月）", "达到100张", "表1 &lt;主要指标&gt;", "内容由AI生成", "只读链接"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	if strings.Contains(page, "<script") {
		t.Errorf("a script in\n%s", page)
	}
	resp, _ := do(t, s.request(t, call{path: path}))
	if h := resp.Header; !strings.Contains(h.Get("Content-Security-Policy"), "style-src 'sha256-") || h.Get("Referrer-Policy") != "no-referrer" || h.Get("Cache-Control") != "no-store" {
		t.Errorf("%v", h)
	}
	s.linkIsRefused(t, link, a)
}

// linkIsRefused tries links that nobody made, and those whose answer is gone.
func (s *site) linkIsRefused(t *testing.T, link string, a rag.Answer) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	until, sig := u.Query().Get("until"), u.Query().Get("sig")
	other := s.asked(t, "另一问", "", "")
	for name, path := range map[string]string{
		"no signature": "/a/" + a.ID, "no end": "/a/" + a.ID + "?sig=" + sig, "later": "/a/" + a.ID + "?until=9" + until + "&sig=" + sig,
		"another's": "/a/" + other.ID + "?until=" + until + "&sig=" + sig, "forged": "/a/" + a.ID + "?until=" + until + "&sig=" + sig + "A",
		"no id": "/a/x?until=" + until + "&sig=" + sig,
	} {
		s.check(t, call{name: name, path: path, status: 403, want: sayBadLink})
	}
	s.o.LinkFor = -1
	old, err := s.Link(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	s.check(t, call{name: "over", path: strings.TrimPrefix(old, "https://plans.example"), status: 403, want: sayBadLink})
	s.check(t, call{method: "DELETE", path: "/api/conversations/" + a.ConversationID, status: 204})
	s.check(t, call{name: "deleted", path: u.RequestURI(), status: 403, want: sayBadLink})
	s.check(t, call{name: "not to be changed", method: "POST", path: u.RequestURI(), body: "x", status: 405})
}

// A link of one process opens in another on the same library, keys or not.
func TestLinkInAnotherProcess(t *testing.T) {
	s := newSite(t, quoting)
	a := s.asked(t, "问", "", "")
	link, err := s.Link(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	second := New(s.o)
	if again, err := second.links.mac(t.Context(), "x", "1"); err != nil || again != must(s.links.mac(t.Context(), "x", "1")) {
		t.Errorf("signed with another secret: %v", err)
	}
	keyed, _ := newKeyed(t, quoting)
	s.o.Keys = keyed.o.Keys
	s.check(t, call{path: link, want: sentence})
	s.check(t, call{path: "/api/answers/" + a.ID, status: 401})
}

func must(mac string, _ error) string { return mac }
