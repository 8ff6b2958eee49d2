package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser opens a Chromium until the test ends; CHUCHU_TEST_CHROMIUM names it.
// An exception or an error on its console fails the test, but for those expected.
func browser(t *testing.T, expected ...string) context.Context {
	t.Helper()
	path := os.Getenv("CHUCHU_TEST_CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path == "" {
			path, _ = exec.LookPath(name)
		}
	}
	if path == "" {
		t.Skip("no Chromium: make test installs one on Debian, CHUCHU_TEST_CHROMIUM names another")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WindowSize(1280, 860), chromedp.Flag("disable-dev-shm-usage", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	tab, closeTab := chromedp.NewContext(allocator, chromedp.WithListener(func(ev any) {
		said := ""
		switch ev := ev.(type) {
		case *runtime.EventExceptionThrown:
			said = ev.ExceptionDetails.Text
		case *log.EventEntryAdded:
			if ev.Entry.Level == log.EntryLevelError {
				said = ev.Entry.Text
			}
		}
		if said != "" && !slices.ContainsFunc(expected, func(e string) bool { return strings.Contains(said, e) }) {
			t.Errorf("page: %s", said)
		}
	}))
	t.Cleanup(closeTab)
	ctx, cancel := context.WithTimeout(tab, 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// look runs an action and returns what it finds.
func look[T any](t *testing.T, ctx context.Context, action chromedp.Action[T]) T {
	t.Helper()
	found, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A person opens the page, types the question, reads the answer with its
// quotes, and opens the document where the quote stands.
func TestGoalOnPage(t *testing.T) {
	ctx := browser(t)
	s := start(t, "")
	question := chromedp.ID("question")
	if err := chromedp.Do(ctx,
		chromedp.Navigate("http://"+s.address+"/"),
		chromedp.WaitVisible(question),
		chromedp.WaitVisible(chromedp.CSS("#examples .offer")),
	); err != nil {
		t.Fatal(err)
	}
	if welcome := look(t, ctx, chromedp.Text(chromedp.CSS("body"))); !strings.Contains(welcome, "请勿输入涉密或个人敏感信息") {
		t.Errorf("the page does not warn:\n%s", welcome)
	}
	if err := chromedp.Do(ctx,
		chromedp.SendKeys(question, goalQuestion+"\r"),
		chromedp.WaitVisible(chromedp.CSS(".sources .citation .quote")),
	); err != nil {
		t.Fatal(err)
	}
	if text := look(t, ctx, chromedp.Text(chromedp.CSS(".answer .text"))); !strings.Contains(unquoted(text), goalSentence) || !strings.Contains(text, "[1]") {
		t.Errorf("answer:\n%s", text)
	}
	if quotes := look(t, ctx, chromedp.Text(chromedp.CSS(".sources"))); !strings.Contains(unquoted(quotes), goalQuote) {
		t.Errorf("sources:\n%s", quotes)
	}
	if err := chromedp.Do(ctx,
		chromedp.Click(chromedp.CSS(".sources .citation .quote")),
		chromedp.WaitVisible(chromedp.CSS("#panel mark.cited")),
	); err != nil {
		t.Fatal(err)
	}
	if cited := look(t, ctx, chromedp.Text(chromedp.CSS("#panel mark.cited"))); !strings.Contains(unquoted(cited), goalQuote) {
		t.Errorf("marked in the document: %s", cited)
	}
}

// visible tells whether an element lies inside the window.
func visible(selector string) chromedp.Action[bool] {
	return chromedp.PollFunction[bool](`(selector) => { const e = document.querySelector(selector); if (!e) return false;
		const r = e.getBoundingClientRect(); return r.height > 0 && r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth; }`,
		chromedp.WithPollingArgs(selector))
}

// saying waits until an element's text holds some words.
func saying(selector, words string) chromedp.Action[bool] {
	return chromedp.PollFunction[bool](`(selector, words) => [...document.querySelectorAll(selector)].some((e) => e.textContent.includes(words))`,
		chromedp.WithPollingArgs(selector, words), chromedp.WithPollingTimeout(time.Minute))
}

// The quote is seen at once in a document of 54,000 characters, and on a phone.
func TestQuoteIsInView(t *testing.T) {
	ctx := browser(t)
	s := start(t, "")
	for _, width := range []int64{1280, 360} {
		if err := chromedp.Do(ctx,
			chromedp.EmulateViewport(width, 800), chromedp.Navigate("http://"+s.address+"/"),
			chromedp.SendKeys(chromedp.ID("question"), goalQuestion+"\r"),
			chromedp.WaitVisible(chromedp.CSS(".answer .tools")),
			chromedp.Click(chromedp.CSS(".sources .citation .quote")),
		); err != nil {
			t.Fatal(err)
		}
		look(t, ctx, visible("#panel mark.cited"))
		look(t, ctx, chromedp.PollFunction[bool](`() => [...document.querySelectorAll(".answer *")].every((e) => e.getBoundingClientRect().right <= innerWidth + 1)`))
	}
}

// What the page offers to be asked is answered, from the plan of the place it names.
func TestOfferedQuestionsAreAnswered(t *testing.T) {
	ctx := browser(t)
	s := start(t, "")
	if err := chromedp.Do(ctx, chromedp.Navigate("http://"+s.address+"/"), chromedp.WaitVisible(chromedp.CSS("#examples .offer"))); err != nil {
		t.Fatal(err)
	}
	offered := look(t, ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll("#examples .offer")].map((e) => e.textContent)`))
	if len(offered) < 3 {
		t.Errorf("only %q are offered", offered)
	}
	for _, question := range offered {
		a := s.ask(t, question)
		if a.Refused || !strings.HasPrefix(question, lastPart(a.Citations[0].Document.Region)) {
			t.Errorf("%s: %s", question, a.Text)
		}
	}
}

// lastPart is what people call a region: 深圳市盐田区 is 盐田区.
func lastPart(region string) string {
	parts := strings.FieldsFunc(region, func(r rune) bool { return strings.ContainsRune("省市区", r) })
	return parts[len(parts)-1]
}

// A page whose server dies in the middle of an answer finds the next one by
// itself, says what became of the answer, and asks again.
func TestPageOutlivesItsServer(t *testing.T) {
	t.Parallel() // it mostly waits for a lease to lapse
	ctx := browser(t, "WebSocket connection", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET")
	database, model := filepath.Join(t.TempDir(), "chuchu.db"), newHoldingModel(t)
	doomed := spawn(t, database, model.flags()...)
	if err := chromedp.Do(ctx, chromedp.Navigate("http://"+doomed.address+"/"),
		chromedp.SendKeys(chromedp.ID("question"), goalQuestion+"\r"), chromedp.WaitVisible(chromedp.CSS(".answer .sentence"))); err != nil {
		t.Fatal(err)
	}
	doomed.kill()
	look(t, ctx, saying("#line", "正在重新连接"))
	spawn(t, database, append(model.flags(), "--addr", doomed.address)...)
	look(t, ctx, saying(".notice.failed", "系统出错"))
	look(t, ctx, saying(".answer .sentence", goalSentence))
	model.letGo()
	if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(".notice.failed .quiet"))); err != nil {
		t.Fatal(err)
	}
	look(t, ctx, saying(".answer .stages .ok", "已与原文比对"))
}
