package server

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The buttons of a document are on the screen, whatever its width and language.
func TestPageFitsTheDocuments(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t)
	for _, lang := range []string{"zh-CN", "en"} {
		for _, width := range []int64{1280, 1024, 800} {
			step(t, ctx, chromedp.EmulateViewport(width, 800), chromedp.Navigate(s.url))
			value[bool](t, ctx, fmt.Sprintf(`(localStorage.setItem("settings", '{"lang":%q}'), true)`, lang))
			step(t, ctx, chromedp.Navigate(s.url+"/?"+lang+"#documents"))
			see(t, ctx, "#files", "文件plan")
			until(t, ctx, inView(".files .delete"))
			if past := value[int](t, ctx, `document.querySelector("#files").scrollWidth - document.querySelector("#files").clientWidth`); past > 0 {
				t.Errorf("%s at %d px: the table is %d px too wide", lang, width, past)
			}
		}
	}
	see(t, ctx, ".files", "Indexing")
}

// A verdict stands after a reload, and two thanks stand once.
func TestPageRemembersVerdicts(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), asks("养老服务目标是什么"))
	see(t, ctx, ".answer .ok", "已与原文比对")
	step(t, ctx, click(".tools .up"))
	see(t, ctx, ".toast", "谢谢")
	value[bool](t, ctx, `(document.querySelector(".toast").dataset.first = "yes", true)`)
	step(t, ctx, click(".tools .up"))
	until(t, ctx, `document.querySelector(".toast:not([data-first])") && document.querySelectorAll(".toast").length === 1`)
	step(t, ctx, chromedp.Reload())
	see(t, ctx, ".answer .ok", "已与原文比对")
	until(t, ctx, `document.querySelector(".tools .up").getAttribute("aria-pressed") === "true" && document.querySelector(".tools .down").getAttribute("aria-pressed") === "false"`)
	step(t, ctx, chromedp.EmulateViewport(360, 740))
	if small := value[[]string](t, ctx, `[...document.querySelectorAll(".bare")].filter((b) => b.offsetWidth && (b.offsetWidth < 32 || b.offsetHeight < 32)).map((b) => b.title)`); len(small) > 0 {
		t.Errorf("too small for a finger: %q", small)
	}
	value[bool](t, ctx, `(localStorage.setItem("settings", '{"lang":"en"}'), true)`)
	step(t, ctx, chromedp.Reload())
	see(t, ctx, ".stages", "1 sentence · 1 source")
	until(t, ctx, `!/1 sentences|1 sources/.test(document.body.textContent)`)
}

// What is too long for the box is cut, and the page says so.
func TestPageSaysWhatIsCut(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url))
	see(t, ctx, "#send", "提问")
	put := func(text string) {
		t.Helper()
		value[bool](t, ctx, `(document.querySelector("#question").focus(), document.querySelector("#question").select(), document.execCommand("insertText", false, "`+text+`"))`)
	}
	put(strings.Repeat("字", 2000))
	until(t, ctx, `document.querySelector("#cut").hidden && document.querySelector("#question").value.length === 2000`)
	put(strings.Repeat("问", 3000))
	until(t, ctx, `!document.querySelector("#cut").hidden && document.querySelector("#question").value.length === 2000`)
	put("问")
	until(t, ctx, `document.querySelector("#cut").hidden`)
}
