package server

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"chuchu/rag"
)

// violations has axe-core look at the page as it is.
func violations(t *testing.T, ctx context.Context, view string) {
	t.Helper()
	axe, err := os.ReadFile("../web/testdata/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[json.RawMessage](string(axe)+"; 1")); err != nil {
		t.Fatal(err)
	}
	found := value[[]string](t, ctx, `axe.run().then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.html.slice(0, 160) + " " + (n.any[0] || n.all[0] || n.none[0] || {}).message)))`)
	for _, f := range found {
		t.Errorf("%s: %s", view, f)
	}
}

// inBoth runs a test in light and in dark colours.
func inBoth(t *testing.T, test func(t *testing.T, scheme string)) {
	for _, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) { test(t, scheme) })
	}
}

// dressed is browser in the colours that the system wishes, without movement.
func dressed(t *testing.T, scheme string, expected ...string) context.Context {
	t.Helper()
	ctx := browser(t, expected...)
	step(t, ctx, chromedp.Navigate("about:blank"))
	p := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, p); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// No view breaks a rule of axe-core's, in light or in dark.
func TestPageIsAccessible(t *testing.T) {
	inBoth(t, func(t *testing.T, scheme string) {
		s := newLong(t)
		ctx := dressed(t, scheme)
		step(t, ctx, chromedp.Navigate(s.url))
		see(t, ctx, "#send", "提问")
		violations(t, ctx, "welcome")
		step(t, ctx, asks("养老床位"))
		see(t, ctx, ".answer .ok", "已与原文比对")
		violations(t, ctx, "answer")
		step(t, ctx, chromedp.Focus(chromedp.CSS(".tools [aria-haspopup]")), chromedp.KeyEvent("\r"))
		see(t, ctx, ".menu:not([hidden])", "Markdown")
		violations(t, ctx, "menu")
		step(t, ctx, click("#scope-open"))
		see(t, ctx, "#scope", "文件plan")
		violations(t, ctx, "scope")
		step(t, ctx, click(".citation .quote"))
		see(t, ctx, "#panel mark.cited", "新增养老床位300张")
		step(t, ctx, click("#outline-toggle"))
		violations(t, ctx, "source")
		step(t, ctx, click("#panel-close"), click(".tools .down"))
		see(t, ctx, "dialog", "哪里有问题")
		violations(t, ctx, "feedback")
		step(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(s.url+"/#indicators"))
		see(t, ctx, ".figures", "人均预期寿命")
		violations(t, ctx, "indicators")
		step(t, ctx, click(`[data-view="files"]`))
		see(t, ctx, ".files", "文件plan")
		violations(t, ctx, "documents")
		step(t, ctx, click(`[data-id="plan"] .edit`))
		see(t, ctx, "dialog", "修改说明")
		violations(t, ctx, "description")
		step(t, ctx, chromedp.Navigate(s.url+"/documents/long"))
		see(t, ctx, "#paper h3", "第一章 总体")
		violations(t, ctx, "document")
		step(t, ctx, chromedp.EmulateViewport(390, 800), chromedp.Navigate(s.url), click("#side-open"))
		violations(t, ctx, "phone")
	})
}

// States that an answer passes through, and ends in where there is none.
func TestPageIsAccessibleOnTheWay(t *testing.T) {
	inBoth(t, func(t *testing.T, scheme string) {
		next := make(chan struct{})
		s := newSite(t, staged(next))
		ctx := dressed(t, scheme)
		step(t, ctx, chromedp.Navigate(s.url), asks("养老服务目标是什么"))
		for range 3 {
			next <- struct{}{}
		}
		see(t, ctx, ".unchecked", "健全基本养老服务体系")
		violations(t, ctx, "streaming")
		step(t, ctx, click("#send"))
		see(t, ctx, ".notice", "已停止回答")
		violations(t, ctx, "stopped")
	})
}

// Who signs in is not hindered either, nor who mistypes the key.
func TestSignInIsAccessible(t *testing.T) {
	inBoth(t, func(t *testing.T, scheme string) {
		s, _ := newKeyed(t, quoting)
		ctx := dressed(t, scheme, "401")
		step(t, ctx, chromedp.Navigate(s.url))
		see(t, ctx, ".signin", "访问密钥")
		violations(t, ctx, "sign-in")
		step(t, ctx, chromedp.SendKeys(chromedp.CSS("#key"), "none\r"))
		see(t, ctx, ".signin .failed", "密钥不正确或已停用")
		violations(t, ctx, "wrong key")
	})
}

// What comes up over the page: the card, menus, dialogues, messages, what is
// being changed and what was.
func TestWhatComesUpIsAccessible(t *testing.T) {
	inBoth(t, func(t *testing.T, scheme string) {
		s := newLong(t)
		ctx := dressed(t, scheme)
		step(t, ctx, chromedp.Navigate(s.url), asks("养老床位"))
		see(t, ctx, ".answer .ok", "已与原文比对")
		for i, quote := range []string{"新增养老床位300张", "新建学校5所"} {
			hover(t, ctx, i)
			see(t, ctx, "#card:not([hidden]) blockquote", quote)
			violations(t, ctx, "card")
		}
		step(t, ctx, chromedp.KeyEvent(kb.Escape))
		for _, m := range []struct{ opener, item string }{{".tools .menu-frame:nth-child(1) > button", "纯文字"}, {".tools .menu-frame:nth-child(2) > button", "Word文档"}, {".talk-item .more", "重命名"}} {
			step(t, ctx, chromedp.Focus(chromedp.CSS(m.opener)), chromedp.KeyEvent("\r"))
			see(t, ctx, ".menu:not([hidden])", m.item)
			violations(t, ctx, "menu of "+m.item)
			step(t, ctx, chromedp.KeyEvent(kb.Escape))
		}
		choose(t, ctx, ".talk-item .more", "重命名")
		see(t, ctx, "dialog", "名称")
		violations(t, ctx, "renaming")
		step(t, ctx, chromedp.KeyEvent(kb.Escape))
		choose(t, ctx, ".talk-item .more", "删除")
		see(t, ctx, "dialog", "删除这个对话")
		violations(t, ctx, "deleting")
		step(t, ctx, chromedp.KeyEvent(kb.Escape), chromedp.Focus(chromedp.CSS(".turn .edit")), chromedp.KeyEvent("\r"))
		see(t, ctx, "#editing", "正在修改问题")
		violations(t, ctx, "changing")
		step(t, ctx, chromedp.KeyEvent("有多少\r"))
		see(t, ctx, turn+" > .stages .ok", "已与原文比对")
		step(t, ctx, click(turn+" > .earlier summary"))
		see(t, ctx, ".earlier[open] .asked", "养老床位")
		step(t, ctx, click(turn+" > .body .tools .up"))
		see(t, ctx, ".toast", "谢谢")
		violations(t, ctx, "changed")
	})
}

// hover rests the mouse on one of the answer's chips.
func hover(t *testing.T, ctx context.Context, nth int) {
	t.Helper()
	at := value[[]float64](t, ctx, fmt.Sprintf(`(() => { const r = document.querySelectorAll(".answer .chip")[%d].getBoundingClientRect(); return [r.x + 3, r.y + 3]; })()`, nth))
	step(t, ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]))
}

// The documents as files come, fail and go, plans side by side, and a document
// that is searched, with what was removed from it.
func TestViewsAreAccessible(t *testing.T) {
	inBoth(t, func(t *testing.T, scheme string) {
		s := newLong(t)
		s.add(t, "other", "# 第一章 指标\n| 人均预期寿命 | 岁 | 2020: 77 | 2025: 80 |\n")
		ctx := dressed(t, scheme)
		step(t, ctx, chromedp.Navigate(s.url+"/#documents"))
		see(t, ctx, "#files", "文件plan")
		dropped(t, ctx, "好.txt", "第一章 总则\n\n到2025年，种树500棵。\n")
		dropped(t, ctx, "坏的文件.docx", "PK\u0003\u0004")
		until(t, ctx, `document.querySelector(".upload.ready") && document.querySelector(".upload.failed")`)
		see(t, ctx, ".files .bad", "文件不完整或已损坏")
		if name := value[string](t, ctx, `document.querySelector(".files .state.failed").closest("tr").querySelector("th span").textContent`); name != "坏的文件.docx" {
			t.Errorf("what failed is called %s", name)
		}
		step(t, ctx, click(`[data-id="other"] .delete`))
		see(t, ctx, ".gone", "10分钟内可以撤销")
		violations(t, ctx, "documents")
		step(t, ctx, click(".gone .undo"))
		see(t, ctx, `[data-id="other"]:not(.gone)`, "文件other")
		step(t, ctx, click(`[data-view="indicators"]`), click("#ind-beside"))
		see(t, ctx, ".beside", "人均预期寿命")
		violations(t, ctx, "side by side")
		step(t, ctx, chromedp.Navigate(s.url+"/documents/long"))
		see(t, ctx, "#paper h3", "第一章 总体")
		step(t, ctx, click(".cleaning summary"), chromedp.SendKeys(chromedp.CSS(".finder input"), "学校"))
		see(t, ctx, ".finder .count", "1 / 1")
		violations(t, ctx, "document")
		step(t, ctx, chromedp.EmulateViewport(360, 740))
		violations(t, ctx, "document on a phone")
	})
}

// dropped drops a file on the view of documents.
func dropped(t *testing.T, ctx context.Context, name, text string) {
	t.Helper()
	value[bool](t, ctx, fmt.Sprintf(`(() => { const d = new DataTransfer(); d.items.add(new File([%q], %q));
		const v = document.querySelector("#view-files"); for (const n of ["dragenter", "dragover", "drop"]) v.dispatchEvent(new DragEvent(n, {bubbles: true, cancelable: true, dataTransfer: d})); return true; })()`, text, name))
}

// variously answers as the question says: with a refusal, a comparison, a list
// with a sentence that did not pass.
func variously(_ context.Context, q rag.Question, tell func(rag.Event)) error {
	a := quoted(q)
	switch q.Text {
	case "拒":
		p := plan().Plan
		a.Refused, a.Reason, a.Sentences, a.Citations = true, rag.NotCovered, []rag.Sentence{}, []rag.Citation{}
		a.Text = "资料未收录霞山区的内容。现有资料：甲规划；乙规划。可以问：赤坎区如何健全养老服务体系？"
		a.Passages = []rag.Passage{{Document: p.Meta, Chunk: p.Chunks[0]}}
	case "比":
		a.Text = "甲区：健全养老体系[1]。乙区：发展教育[1]。"
		a.Sentences = []rag.Sentence{{Text: "甲区：健全养老体系[1]。", Citations: []int{1}, Supported: true}, {Text: "乙区：发展教育[1]。", Citations: []int{1}, Supported: true}}
	case "标":
		a.Missing, a.Model = []string{"改造费用"}, "some-model"
		a.Notices = []rag.Notice{{Code: rag.NoticeFallback, Message: "已改为摘录原文"}}
		a.Text = "## 养老\n- 健全体系[1]。\n- 新增床位900张。\n"
		a.Sentences = []rag.Sentence{{Text: "健全体系[1]。", Citations: []int{1}, Supported: true}, {Text: "新增床位900张。", Citations: []int{}, Problem: rag.ProblemNumber}}
	}
	tell(rag.Finished{Answer: a})
	return nil
}

func TestAnswersAreAccessible(t *testing.T) {
	inBoth(t, func(t *testing.T, scheme string) {
		s := newSite(t, variously)
		ctx := dressed(t, scheme)
		step(t, ctx, chromedp.Navigate(s.url), asks("拒"))
		see(t, ctx, ".refusal", "资料未收录")
		step(t, ctx, asks("比"))
		see(t, ctx, ".comparison", "甲区")
		step(t, ctx, asks("标"))
		see(t, ctx, ".why", "数字")
		violations(t, ctx, "answers")
		step(t, ctx, chromedp.EmulateViewport(360, 800))
		violations(t, ctx, "answers on a phone")
	})
}
