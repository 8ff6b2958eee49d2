package server

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"chuchu/rag"
)

// browser starts a real Chromium and returns a context with a tab in it. What
// the page complains of fails the test, but for what the test brings about.
func browser(t *testing.T, expected ...string) context.Context {
	t.Helper()
	return browserWith(t, nil, expected...)
}

// browserWith is browser with further flags of Chromium's.
func browserWith(t *testing.T, flags map[string]any, expected ...string) context.Context {
	t.Helper()
	path, err := exec.LookPath(cmp.Or(os.Getenv("CHUCHU_TEST_CHROMIUM"), "chromium"))
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip(err)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(1280, 860), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	for name, value := range flags {
		opts = append(opts, chromedp.Flag(name, value))
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx, chromedp.WithListener(func(ev any) {
		said := complaint(ev)
		if said == "" || slices.ContainsFunc(expected, func(e string) bool { return strings.Contains(said, e) }) {
			return
		}
		t.Errorf("page: %s", said)
	}))
	t.Cleanup(cancel)
	return ctx
}

// complaint is what the browser says that should not be: an exception, an error
// on the console, a breach of the page's policy.
func complaint(ev any) string {
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		if ev.ExceptionDetails.Exception != nil {
			return ev.ExceptionDetails.Text + " " + ev.ExceptionDetails.Exception.Description
		}
		return ev.ExceptionDetails.Text
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError || ev.Entry.Source == log.EntrySourceSecurity {
			return ev.Entry.Text + " " + ev.Entry.URL
		}
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError {
			return fmt.Sprint("console.error: ", ev.Args)
		}
	}
	return ""
}

// see waits until a selector's text holds want, in the page that comes next
// where this one is just leaving.
func see(t *testing.T, ctx context.Context, selector, want string) {
	t.Helper()
	poll := chromedp.PollFunction[bool](
		`(selector, want) => [...document.querySelectorAll(selector)].some((e) => e.textContent.includes(want))`,
		chromedp.WithPollingArgs(selector, want))
	_, err := chromedp.Run(ctx, poll)
	for range 3 {
		if err != nil && strings.Contains(err.Error(), "-32000") { // as Chromium says of a page that is gone
			_, err = chromedp.Run(ctx, poll)
		}
	}
	if err != nil {
		page, _ := chromedp.Run(ctx, chromedp.Text(chromedp.CSS("body")))
		t.Fatalf("%s with %q: %v; the page says %s", selector, want, err, cut(page))
	}
}

func step(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// value is what an expression is in the page; a promise is waited for.
func value[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits until an expression is true in the page.
func until(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.PollFunction[bool](`() => Boolean(`+expression+`)`)); err != nil {
		page, _ := chromedp.Run(ctx, chromedp.Text(chromedp.CSS("body")))
		t.Fatalf("not so: %s: %v; the page says %s", expression, err, cut(page))
	}
}

func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.CSS(selector))
}

// asks types a question and sends it.
func asks(question string) chromedp.Action[chromedp.Void] {
	return chromedp.SendKeys(chromedp.CSS("#question"), question+"\r")
}

// slowly tells a draft, and the checked sentence when gate is closed.
func slowly(gate <-chan struct{}) scripted {
	return func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		tell(rag.Rewritten{Query: q.Text})
		tell(rag.Retrieved{Passages: []rag.Passage{}})
		tell(rag.Delta{Text: "健全基本养老服务"})
		select {
		case <-gate:
		case <-ctx.Done():
			return ctx.Err()
		}
		return quoting(ctx, q, tell)
	}
}

func TestPageAsksAndShowsTheQuote(t *testing.T) {
	gate := make(chan struct{})
	s := newSite(t, slowly(gate))
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url))
	see(t, ctx, "#send", "提问")
	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#question"), "养老服务目标是什么\r"))
	see(t, ctx, ".asked", "养老服务目标是什么")
	if left, err := chromedp.Run(ctx, chromedp.Value(chromedp.CSS("#question"))); left != "" || err != nil {
		t.Errorf("the box still holds %q, %v", left, err)
	}
	see(t, ctx, ".unchecked", "健全基本养老服务")
	see(t, ctx, "#send", "停止")
	close(gate)
	see(t, ctx, ".text .chip", "[1]")
	see(t, ctx, ".foot", "已与原文比对")
	see(t, ctx, ".citation", "《文件plan》，第七章 民生")
	step(t, ctx, chromedp.Click(chromedp.CSS(".citation .quote")))
	see(t, ctx, "#panel mark.cited", "健全基本养老服务体系")
	see(t, ctx, "#panel .paper-text h3", "第七章 民生")

	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#question"), "那惠州呢\r"))
	see(t, ctx, ".answer:nth-of-type(2) .foot", "已与原文比对")
	step(t, ctx, chromedp.Reload())
	see(t, ctx, ".answer:nth-of-type(1) .asked", "养老服务目标是什么")
	see(t, ctx, ".answer:nth-of-type(2) .asked", "那惠州呢")
}

func TestPageStopsAndComesBack(t *testing.T) {
	s := newSite(t, slowly(nil))
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), chromedp.SendKeys(chromedp.CSS("#question"), "问\r"))
	see(t, ctx, ".unchecked", "健全基本养老服务")
	step(t, ctx, chromedp.Reload())
	see(t, ctx, ".unchecked", "健全基本养老服务")
	step(t, ctx, chromedp.Click(chromedp.CSS("#send")))
	see(t, ctx, ".notice", "已停止回答")
	see(t, ctx, "#send", "提问")
}

func TestPageRefuses(t *testing.T) {
	s := newSite(t, func(_ context.Context, q rag.Question, tell func(rag.Event)) error {
		a := quoted(q)
		a.Refused, a.Reason, a.Text = true, rag.NotCovered, "资料未收录<b>霞山区</b>的规划。"
		a.Sentences, a.Citations = []rag.Sentence{}, []rag.Citation{}
		a.Notices = []rag.Notice{{Code: rag.NoticeUndated, Message: "没有注明日期"}}
		p := plan().Plan
		a.Passages = []rag.Passage{{Document: p.Meta, Chunk: p.Chunks[0]}}
		tell(rag.Finished{Answer: a})
		return nil
	})
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), chromedp.SendKeys(chromedp.CSS("#question"), "霞山区养老服务目标是什么\r"))
	see(t, ctx, ".refusal", "资料未收录<b>霞山区</b>的规划。")
	see(t, ctx, ".notice", "没有注明日期")
	see(t, ctx, ".passages h3", "以下为其他地区的内容，不能作为答复")
	step(t, ctx, chromedp.Click(chromedp.CSS(".passages .quote")))
	see(t, ctx, "#panel mark.cited", line)
}

func TestDocumentPage(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t, "404")
	step(t, ctx, chromedp.Navigate(s.url+"/documents/plan?r="+plan().Plan.Revision+"#9-19"))
	see(t, ctx, "mark.cited", "健全基本养老服务体系")
	step(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(s.url+"/documents/plan?r=older#9-19"))
	see(t, ctx, ".notice", "资料已更新")
	step(t, ctx, chromedp.Navigate(s.url+"/documents/none"))
	see(t, ctx, ".notice", "没有这份资料")
}

// The draft of a model has markers of its own, and sentences that are dropped.
func TestDraftLosesWhatIsChecked(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url))
	for _, c := range []struct{ draft, checked, want string }{
		{"甲[3]。乙", `["甲[1]。"]`, "乙"},
		{"甲[3]。乙", `[]`, "甲[3]。乙"},
		{"错。甲 一[3]。乙", `["甲一[1]。"]`, "乙"},
		{"甲。乙。丙", `["甲[1]。","乙[2]。"]`, "丙"},
		{"甲", `["甲。"]`, "甲"},
		{"𠮷甲。乙", `["𠮷甲。"]`, "乙"},
		{"", `["甲。"]`, ""},
	} {
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](
			`import("/assets/draft.js").then((m) => m.tail(`+strconv.Quote(c.draft)+`, `+c.checked+`.map((text) => ({text}))))`,
			chromedp.EvalAwaitPromise))
		if err != nil || got != c.want {
			t.Errorf("%s without %s: %q, %v", c.draft, c.checked, got, err)
		}
	}
}

// A person signs in, asks, loses the key with a question in hand, signs in with
// another one, and signs out.
func TestPageSignsIn(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	ctx := browser(t, "401", "HTTP Authentication failed")
	const in = "body:not(:has(.signin)) " // the page that comes when the key was taken
	home := func() {
		t.Helper()
		see(t, ctx, in+"#signout:not([hidden])", "退出登录")
	}
	enter := func(key string) {
		t.Helper()
		see(t, ctx, ".signin", "访问密钥")
		step(t, ctx, chromedp.SendKeys(chromedp.CSS("#key"), key+"\r"))
	}
	step(t, ctx, chromedp.Navigate(s.url))
	see(t, ctx, ".signin .hint", "请勿输入涉密或个人敏感信息")
	enter("none")
	see(t, ctx, ".signin .failed", "密钥不正确或已停用")
	enter(keys["anna"])
	home()
	kept, err := chromedp.Run(ctx, chromedp.Evaluate[string](
		`JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}, document.documentElement.outerHTML])`))
	if err != nil || strings.Contains(kept, keys["anna"]) || strings.Contains(kept, cookieName) {
		t.Errorf("scripts can read the key or the cookie: %s, %v", kept, err)
	}
	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#question"), "养老服务目标是什么\r"))
	see(t, ctx, ".foot", "已与原文比对")
	step(t, ctx, chromedp.Reload())
	see(t, ctx, ".asked", "养老服务目标是什么")

	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#question"), "那惠州呢"))
	writeKeys(t, s.o.Keys.path, "ben ask "+keys["ben"]+"\n")
	s.o.Keys.Reload()
	step(t, ctx, chromedp.KeyEvent("\r"))
	enter(keys["ben"])
	home()
	if draft, err := chromedp.Run(ctx, chromedp.Value(chromedp.CSS("#question"))); draft != "那惠州呢" || err != nil {
		t.Errorf("the question became %q, %v", draft, err)
	}
	step(t, ctx, chromedp.Click(chromedp.CSS("#signout")))
	see(t, ctx, ".signin", "请先登录")
	step(t, ctx, chromedp.Navigate(s.url+"/documents/plan"))
	enter(keys["ben"])
	see(t, ctx, in+"#paper", line)
}
