package server

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// hostile is text that would harm a page which took it for more than text.
var hostile = []string{
	`<script>window.harmed = 1</script><img src=x onerror="window.harmed = 2"><svg onload="window.harmed = 3">`,
	`<a href="javascript:window.harmed = 4">点</a><iframe srcdoc="<script>parent.harmed = 5</script>"></iframe><style>body{display:none}</style>`,
	`[点](javascript:window.harmed=6) ![x](https://evil.test/x.png) <form action="https://evil.test"><input name=key></form>`,
	"\u202e目标就是这样\u202c \u2066倒\u2069 \u200f\u200e",
	strings.Repeat("长", 5000) + strings.Repeat("W", 10000),
	"| " + strings.Repeat("格 | ", 400) + "\n|" + strings.Repeat("---|", 400) + "\n| " + strings.Repeat("1 | ", 400),
	"</p></div></main><h1>假标题</h1>" + strings.Repeat("<b>", 200),
}

// overflowing are elements of the answers that reach past the window's edge and
// cannot be scrolled to.
const overflowing = `[...document.querySelectorAll(".answer *")].filter((e) => !e.parentElement.closest(".wide, .row-quote") && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 120))`

// harmless checks that nothing of a text ran, was loaded or left its place.
func harmless(t *testing.T, ctx context.Context, where string) {
	t.Helper()
	if v := value[string](t, ctx, `String(window.harmed) + [...document.querySelectorAll("iframe, img, form:not(#form, .finder), style, script:not([src^='/assets/'], [src=''])")].map((e) => e.outerHTML.slice(0, 80))`); v != "undefined" {
		t.Errorf("%s: harmed: %s", where, v)
	}
	if wide := value[[]int](t, ctx, `[document.documentElement.scrollWidth, innerWidth]`); wide[0] > wide[1] {
		t.Errorf("%s: the page is %d wide in a window of %d", where, wide[0], wide[1])
	}
	if past := value[[]string](t, ctx, overflowing); len(past) > 0 {
		t.Errorf("%s: past the window's edge: %q", where, past)
	}
	until(t, ctx, `(() => { const r = document.querySelector("#send").getBoundingClientRect(); return r.height > 0 && r.bottom <= innerHeight && r.right <= innerWidth; })()`)
}

// What documents and models say is text, in every place where it is shown.
func TestPageWithstandsHostileText(t *testing.T) {
	all := strings.Join(hostile, "\n")
	document := "# " + hostile[0] + "\n" + all + "\n"
	s := newSite(t, func(_ context.Context, q rag.Question, tell func(rag.Event)) error {
		a := quoted(q)
		c := &a.Citations[0]
		c.Document.ID, c.Document.Title, c.Document.Label, c.Document.Issuer = "hostile", hostile[0], hostile[1], hostile[3]
		c.Document.Source, c.URL = "javascript:window.harmed=7", "javascript:window.harmed=8"
		c.Path, c.Quote, c.Damaged, c.Raw = []string{hostile[0], hostile[4]}, all, true, hostile[1]
		c.Context = []chunk.Excerpt{{Quote: hostile[0]}}
		a.Standalone, a.Missing = hostile[0], []string{hostile[0]}
		a.Notices = []rag.Notice{{Code: "<b>", Message: hostile[1]}}
		a.Text, a.Sentences = "", nil
		for _, h := range hostile {
			tell(rag.Delta{Text: h + "[1]。\n"})
			a.Sentences = append(a.Sentences, rag.Sentence{Text: h + "[1]。", Citations: []int{1}, Supported: false, Problem: "<img src=x onerror=window.harmed=9>"})
			a.Text += h + "[1]。\n"
		}
		tell(rag.Finished{Answer: a})
		return nil
	})
	in := ragtest.Ingest("hostile", document)
	in.Given.Title, in.Plan.Title = hostile[0], hostile[0]
	in.Given.Source, in.Plan.Source = "javascript:window.harmed=10", "javascript:window.harmed=10"
	in.Plan.Cleaning = []chunk.Cleaning{{Kind: "<img src=x onerror=window.harmed=11>", Count: 1, Examples: hostile[:2]}}
	if _, err := s.store.Replace(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	for _, width := range []int64{1280, 360} {
		step(t, ctx, chromedp.EmulateViewport(width, 800), chromedp.Navigate("about:blank"), chromedp.Navigate(s.url), asks("<img src=x onerror=window.harmed=12>"))
		see(t, ctx, ".answer .tools", "复制")
		harmless(t, ctx, "answer")
		if n := value[int](t, ctx, `document.querySelectorAll("a[href^='javascript']").length`); n > 0 {
			t.Errorf("%d links run scripts", n)
		}
		step(t, ctx, chromedp.Focus(chromedp.CSS(".chip")))
		harmless(t, ctx, "card")
		value[bool](t, ctx, `(() => { document.querySelector(".citation .quote").click(); return true; })()`)
		see(t, ctx, "#panel .paper-text", "假标题")
		unharmed(t, ctx, "source")
	}
	step(t, ctx, chromedp.Navigate(s.url+"/#documents"))
	see(t, ctx, "#files", "<script>")
	unharmed(t, ctx, "documents")
	step(t, ctx, chromedp.Navigate(s.url+"/documents/hostile"))
	see(t, ctx, "#paper", "假标题")
	unharmed(t, ctx, "document")
}

// unharmed is harmless, where there is no question box, or it is covered.
func unharmed(t *testing.T, ctx context.Context, where string) {
	t.Helper()
	if v := value[string](t, ctx, `String(window.harmed) + document.querySelectorAll("iframe, img").length + "," + (document.documentElement.scrollWidth <= innerWidth)`); v != "undefined0,true" {
		t.Errorf("%s: harmed: %s", where, v)
	}
}
