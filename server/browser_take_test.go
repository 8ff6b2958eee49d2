package server

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// intranet is the name of a site that is not this machine's, over plain http:
// browsers give no clipboard there.
const intranet = "plans.test"

// elsewhere opens a browser that finds a site under the intranet's name.
func elsewhere(t *testing.T, s *site) (ctx context.Context, address string) {
	t.Helper()
	s.o.Addr = intranet + ":80"
	ctx = browserWith(t, map[string]any{"host-resolver-rules": "MAP " + intranet + " 127.0.0.1"})
	u, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	return ctx, "http://" + intranet + ":" + u.Port()
}

// choose opens a menu and takes the item that says so.
func choose(t *testing.T, ctx context.Context, opener, item string) {
	t.Helper()
	step(t, ctx, click(opener))
	see(t, ctx, ".menu:not([hidden]) .item", item)
	at := value[[]float64](t, ctx, `(() => { const e = [...document.querySelectorAll(".menu:not([hidden]) .item")].find((i) => i.textContent === "`+item+`");
		const r = e.getBoundingClientRect(); return [r.x + 5, r.y + 5]; })()`)
	step(t, ctx, chromedp.MouseClickXY(at[0], at[1]))
}

// pasted is what a paste into the question brings, plain and rich.
func pasted(t *testing.T, ctx context.Context) []string {
	t.Helper()
	return pasteInto(t, ctx, "#question")
}

// pasteInto pastes into a field, as a person does.
func pasteInto(t *testing.T, ctx context.Context, field string) []string {
	t.Helper()
	value[bool](t, ctx, `(() => { window.got = null; addEventListener("paste", (e) => { e.preventDefault();
		window.got = [e.clipboardData.getData("text/plain"), e.clipboardData.getData("text/html")]; }, {once: true}); return true; })()`)
	step(t, ctx, chromedp.Focus(chromedp.CSS(field)), chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		p := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Commands: []string{"paste"}}
		_, err := chromedp.Call(ctx, input.DispatchKeyEvent, p)
		return err
	}))
	until(t, ctx, `window.got`)
	return value[[]string](t, ctx, `window.got`)
}

// readFile is a file of a folder, which is a test's own.
func readFile(t *testing.T, folder, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// An answer is copied with its sources, as text, as Markdown and as rich text,
// from an address that has no clipboard of its own.
func TestPageCopiesOnAnIntranet(t *testing.T) {
	s := newSite(t, quoting)
	ctx, address := elsewhere(t, s)
	step(t, ctx, chromedp.Navigate(address), asks("养老服务目标是什么"))
	see(t, ctx, ".answer .ok", "已与原文比对")
	if value[bool](t, ctx, `isSecureContext || Boolean(navigator.clipboard)`) {
		t.Fatal("the address has a clipboard")
	}
	const source = "[1] 《文件plan》，第七章 民生：“健全基本养老服务体系”"
	const copying = ".tools .menu-frame:first-child > button"
	for _, c := range []struct{ item, plain, rich string }{
		{"纯文字", "养老服务目标是什么\n健全基本养老服务体系[1]。\n出处：\n" + source, ""},
		{"Markdown", "# 养老服务目标是什么\n\n健全基本养老服务体系[1]。", ""},
		{"带格式（粘贴到WPS、Word）", source, "<h3>养老服务目标是什么</h3><p>健全基本养老服务体系[1]。</p><h4>出处</h4><p><small>" + source + "</small></p>"},
	} {
		choose(t, ctx, copying, c.item)
		see(t, ctx, ".toast", "已复制，含出处")
		got := pasted(t, ctx)
		if !strings.Contains(got[0], c.plain) || !strings.Contains(got[1], c.rich) {
			t.Errorf("%s: %q", c.item, got)
		}
		value[bool](t, ctx, `(() => { document.querySelectorAll(".toast").forEach((e) => e.remove()); document.querySelector("#question").value = ""; return true; })()`)
	}
}

// fetched is a file that a link of the page leads to, as the page's session gets it.
func fetched(t *testing.T, ctx context.Context, selector string) (file []byte, name string) {
	t.Helper()
	got := value[[]string](t, ctx, `(async () => { const r = await fetch(document.querySelector('`+selector+`').href);
		const bytes = new Uint8Array(await r.arrayBuffer()); return [Array.from(bytes, (b) => String.fromCharCode(b)).join(""), r.headers.get("Content-Disposition")]; })()`)
	for _, r := range got[0] {
		file = append(file, byte(r))
	}
	return file, got[1]
}

// Files are saved by the browser under the question's name, and hold the answer.
func TestPageSavesFiles(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t)
	folder := t.TempDir()
	step(t, ctx, chromedp.Navigate(s.url), asks("养老服务目标是什么"))
	see(t, ctx, ".answer .ok", "已与原文比对")
	saved := make(chan string, 1)
	if err := chromedp.ListenBrowser(ctx, func(ev any) {
		if p, ok := ev.(*cdpbrowser.EventDownloadProgress); ok && p.State == cdpbrowser.DownloadProgressStateCompleted {
			saved <- p.GUID
		}
	}); err != nil {
		t.Fatal(err)
	}
	allow := cdpbrowser.SetDownloadBehaviorParams{Behavior: cdpbrowser.SetDownloadBehaviorBehaviorAllowAndName, DownloadPath: folder, EventsEnabled: new(true)}
	if _, err := chromedp.CallBrowser(ctx, cdpbrowser.SetDownloadBehavior, allow); err != nil {
		t.Fatal(err)
	}
	const saving = ".tools .menu-frame:nth-child(2) > button"
	choose(t, ctx, saving, "Word文档（.docx）")
	if body := wordText(t, readFile(t, folder, <-saved)); !strings.Contains(body, ">健全基本养老服务体系[1]。<") || !strings.Contains(body, "《文件plan》") {
		t.Errorf("the Word document: %s", body)
	}
	choose(t, ctx, saving, "Markdown（.md）")
	if text := string(readFile(t, folder, <-saved)); !strings.HasPrefix(text, "# 养老服务目标是什么\n") || !strings.Contains(text, "## 出处") {
		t.Errorf("the Markdown: %s", text)
	}
	step(t, ctx, chromedp.Focus(chromedp.CSS(".talk-item .more")), chromedp.KeyEvent("\r"))
	see(t, ctx, ".talk-item .menu", "Word文档")
	file, name := fetched(t, ctx, `.talk-item .menu a[href$=".docx"]`)
	if body := wordText(t, file); !strings.Contains(body, ">养老服务目标是什么<") || !strings.Contains(name, ".docx") {
		t.Errorf("the conversation, %s: %s", name, body)
	}
}

// A link of an answer opens it for who has nothing else.
func TestPageSharesAndJudges(t *testing.T) {
	s := newSite(t, quoting)
	ctx, address := elsewhere(t, s)
	step(t, ctx, chromedp.Navigate(address), asks("养老服务目标是什么"))
	see(t, ctx, ".answer .ok", "已与原文比对")
	step(t, ctx, click(".tools > .quiet"))
	see(t, ctx, ".toast", "链接已复制")
	link := pasted(t, ctx)[0]
	if !strings.HasPrefix(link, address+"/a/") {
		t.Fatalf("the link: %s", link)
	}
	resp, err := http.Get(strings.Replace(link, address, s.url, 1))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || resp.StatusCode != 200 || !strings.Contains(string(body), "健全基本养老服务体系") {
		t.Errorf("the link opens %d %s, %v", resp.StatusCode, body, err)
	}

	step(t, ctx, click(".tools .up"))
	until(t, ctx, `document.querySelector(".tools .up").getAttribute("aria-pressed") === "true"`)
	step(t, ctx, click(".tools .down"))
	see(t, ctx, "dialog", "哪里有问题？")
	step(t, ctx, click("dialog .choice:nth-of-type(2) input"), chromedp.SendKeys(chromedp.CSS("dialog textarea"), "应为第八章"), click("dialog .primary"))
	until(t, ctx, `document.querySelector(".tools .down").getAttribute("aria-pressed") === "true"`)
	var judged []talk.Feedback
	for f, err := range s.store.Judged(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		judged = append(judged, f)
	}
	if len(judged) != 1 || judged[0].Verdict != talk.Down || judged[0].Comment != "出处不对\n应为第八章" {
		t.Errorf("the feedback: %+v", judged)
	}
}

// asModel answers as if a model had written.
func asModel(_ context.Context, q rag.Question, tell func(rag.Event)) error {
	a := quoted(q)
	a.Model = "some-model"
	tell(rag.Finished{Answer: a})
	return nil
}

func TestPageSaysWhoWrote(t *testing.T) {
	s := newSite(t, asModel)
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), asks("养老"))
	see(t, ctx, ".foot", "内容由AI生成，引用前请核对原文")
}
