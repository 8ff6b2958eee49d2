package main

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser opens a Chromium until the test ends; CHUCHU_TEST_CHROMIUM names it.
func browser(t *testing.T) context.Context {
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
	tab, closeTab := chromedp.NewContext(allocator)
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
