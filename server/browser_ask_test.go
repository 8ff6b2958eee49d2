package server

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"chuchu/rag"
)

// staged tells an answer step by step, each when the test says so.
func staged(next <-chan struct{}) scripted {
	return func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		steps := []rag.Event{
			rag.Rewritten{Query: q.Text}, rag.Retrieved{Passages: []rag.Passage{}},
			rag.Delta{Text: sentence}, rag.Checked{Sentence: quoted(q).Sentences[0]}, rag.Finished{Answer: quoted(q)},
		}
		for _, ev := range steps {
			select {
			case <-next:
				tell(ev)
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	}
}

func TestPageShowsTheStages(t *testing.T) {
	next := make(chan struct{})
	s := newSite(t, staged(next))
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), asks("养老服务目标是什么"))
	see(t, ctx, ".stages .now", "理解问题")
	next <- struct{}{}
	see(t, ctx, ".stages .now", "查找")
	next <- struct{}{}
	see(t, ctx, ".stages .now", "回答")
	next <- struct{}{}
	see(t, ctx, ".unchecked", "健全基本养老服务体系")
	next <- struct{}{}
	see(t, ctx, ".sentence", "健全基本养老服务体系")
	see(t, ctx, ".stages .now", "比对原文")
	if value[bool](t, ctx, `Boolean(document.querySelector(".unchecked"))`) {
		t.Error("a checked sentence is shown as unchecked too")
	}
	next <- struct{}{}
	see(t, ctx, ".stages .ok", "已与原文比对")
	see(t, ctx, "#live", "回答：健全基本养老服务体系[1]。（1处出处）")
	if value[bool](t, ctx, `Boolean(document.querySelector("#answers").closest("[aria-live]"))`) {
		t.Error("a screen reader is told of every piece")
	}
}

// Text that streams in moves nothing that stands there already.
func TestPageDoesNotShift(t *testing.T) {
	next := make(chan struct{})
	s := newSite(t, func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		a := quoted(q)
		a.Text, a.Sentences = "", nil
		tell(rag.Rewritten{Query: q.Text})
		tell(rag.Retrieved{Passages: []rag.Passage{}})
		for range 12 {
			<-next
			tell(rag.Delta{Text: "\n- " + strings.Repeat("健全基本养老服务体系", 4) + "[1]。"})
			said := rag.Sentence{Text: "- " + strings.Repeat("健全基本养老服务体系", 4) + "[1]。", Citations: []int{1}, Supported: true}
			tell(rag.Checked{Sentence: said})
			a.Sentences = append(a.Sentences, said)
			a.Text += said.Text + "\n"
		}
		tell(rag.Finished{Answer: a})
		return nil
	})
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), asks("养老服务目标是什么"))
	see(t, ctx, ".stages", "理解问题")
	value[bool](t, ctx, `(() => { window.shifts = []; new PerformanceObserver((l) => l.getEntries().forEach((e) => shifts.push(e.value))).observe({type: "layout-shift", buffered: false}); return true; })()`)
	for range 12 {
		next <- struct{}{}
	}
	see(t, ctx, ".stages .ok", "已与原文比对")
	until(t, ctx, `document.querySelectorAll(".text li").length === 12`)
	if moved := value[float64](t, ctx, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(shifts.reduce((a, b) => a + b, 0)))))`); moved > 0.01 {
		t.Errorf("the layout shifts by %v", moved)
	}
}

// faulty fails once, and then answers.
func faulty(q *int) scripted {
	return func(ctx context.Context, question rag.Question, tell func(rag.Event)) error {
		if *q++; *q == 1 {
			return errors.New("no luck")
		}
		return quoting(ctx, question, tell)
	}
}

// Who stops before the server has said a word is heard as soon as it has.
func TestPageStopsAtOnce(t *testing.T) {
	s := newSite(t, slowly(nil))
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url))
	see(t, ctx, "#send", "提问")
	step(t, ctx, chromedp.Focus(chromedp.CSS("#question")), chromedp.KeyEvent("养老"))
	value[bool](t, ctx, `(() => { document.querySelector("#send").click(); document.querySelector("#send").click(); return true; })()`)
	see(t, ctx, ".notice.stopped", "已停止回答")
}

func TestPageRetriesAndEdits(t *testing.T) {
	s := newSite(t, faulty(new(int)))
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), asks("养老目标"))
	see(t, ctx, ".notice.failed", "系统出错")
	step(t, ctx, click(".notice.failed .quiet"))
	see(t, ctx, ".answer:only-child .ok", "已与原文比对")

	step(t, ctx, chromedp.Focus(chromedp.CSS(".turn .edit")), chromedp.KeyEvent("\r"))
	see(t, ctx, "#editing", "正在修改问题")
	step(t, ctx, chromedp.KeyEvent(kb.Escape))
	until(t, ctx, `document.querySelector("#editing").hidden && !document.querySelector("#question").value`)
	step(t, ctx, chromedp.KeyEvent(kb.ArrowUp))
	until(t, ctx, `document.querySelector("#question").value === "养老目标"`)
	step(t, ctx, chromedp.KeyEvent("是什么\r"))
	see(t, ctx, turn+":only-child > .turn .asked", "养老目标是什么")
	see(t, ctx, turn+":only-child > .stages .ok", "已与原文比对")
	step(t, ctx, click(turn+" > .body .tools .again"))
	see(t, ctx, turn+":only-child > .earlier summary", "修改前的问答（1）")
	see(t, ctx, turn+":only-child > .stages .ok", "已与原文比对")
}

// turn is what stands in the conversation; what it took the place of stands inside.
const turn = "#answers > .answer"

// turns are the questions that stand in the conversation.
const turns = `[...document.querySelectorAll("#answers > .answer > .turn .asked")].map((e) => e.textContent).join(" ")`

// A question that is changed takes its turn's place: what came after is put
// aside, where it can be read, and is there again when nothing comes of it.
func TestPageReplacesTurns(t *testing.T) {
	var known []string
	s := newSite(t, func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		said := ""
		for _, turn := range q.History {
			said += turn.Question + " "
		}
		known = append(known, said)
		if q.Text == "坏" {
			return errors.New("no luck")
		}
		return quoting(ctx, q, tell)
	})
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url))
	for _, q := range []string{"一", "二", "三"} {
		step(t, ctx, asks(q))
		see(t, ctx, turn+":last-child > .stages .ok", "已与原文比对")
	}
	change := func(nth, to string) {
		t.Helper()
		step(t, ctx, chromedp.Focus(chromedp.CSS(turn+":nth-child("+nth+") > .turn .edit")), chromedp.KeyEvent("\r"))
		until(t, ctx, `document.activeElement.id === "question" && !document.querySelector("#editing").hidden`)
		value[bool](t, ctx, `(() => { document.querySelector("#question").value = ""; return true; })()`)
		step(t, ctx, chromedp.KeyEvent(to+"\r"))
	}
	change("2", "坏")
	see(t, ctx, turn+":last-child .notice.failed", "系统出错")
	until(t, ctx, turns+` === "一 二 三 坏" && document.querySelectorAll(".earlier:not([hidden])").length === 0`)
	change("2", "改二")
	see(t, ctx, turn+":nth-child(2) > .stages .ok", "已与原文比对")
	until(t, ctx, turns+` === "一 改二"`)
	see(t, ctx, turn+":nth-child(2) > .earlier summary", "修改前的问答（2）")
	step(t, ctx, asks("四"))
	see(t, ctx, turn+":nth-child(3) > .stages .ok", "已与原文比对")
	if want := []string{"", "一 ", "一 二 ", "一 ", "一 ", "一 改二 "}; !slices.Equal(known, want) {
		t.Errorf("the answers knew %q, want %q", known, want)
	}
	step(t, ctx, chromedp.Reload())
	until(t, ctx, turns+` === "一 改二 四"`)
	step(t, ctx, click(turn+":nth-child(2) > .earlier summary"))
	until(t, ctx, `[...document.querySelectorAll(".earlier[open] .asked")].map((e) => e.textContent).join(" ") === "二 三"`)
	step(t, ctx, click(".earlier .answer:last-child .chip"))
	see(t, ctx, "#panel mark.cited", "健全基本养老服务体系")
}

// Esc stops an answer, once nothing lies over the page that it would close.
func TestPageStopsByEsc(t *testing.T) {
	s := newSite(t, slowly(nil))
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), asks("养老"))
	see(t, ctx, ".unchecked", "健全基本养老服务")
	step(t, ctx, chromedp.Focus(chromedp.CSS("#scope-open")), chromedp.KeyEvent("\r"))
	see(t, ctx, "#scope", "文件plan")
	step(t, ctx, chromedp.KeyEvent(kb.Escape))
	until(t, ctx, `document.querySelector("#scope").hidden && !document.querySelector(".notice.stopped")`)
	step(t, ctx, chromedp.KeyEvent(kb.Escape))
	see(t, ctx, ".notice.stopped", "已停止回答")
}

// What an input method takes for itself neither asks nor breaks the line.
func TestPageWaitsForTheInputMethod(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), chromedp.Focus(chromedp.CSS("#question")))
	compose := func(text string) {
		t.Helper()
		p := input.ImeSetCompositionParams{Text: text, SelectionStart: int64(len([]rune(text))), SelectionEnd: int64(len([]rune(text)))}
		if _, err := chromedp.Call(ctx, input.ImeSetComposition, p); err != nil {
			t.Fatal(err)
		}
	}
	compose("yang lao")
	step(t, ctx, chromedp.KeyEvent("\r"))
	if value[bool](t, ctx, `Boolean(document.querySelector(".answer"))`) {
		t.Fatal("Enter asks while a word is composed")
	}
	if _, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: "养老"}); err != nil {
		t.Fatal(err)
	}
	step(t, ctx, chromedp.KeyEvent("\r", chromedp.KeyModifiers(chromedp.ModifierShift)), chromedp.KeyEvent("目标"))
	until(t, ctx, `document.querySelector("#question").value.trim() === "养老\n目标"`)
	step(t, ctx, chromedp.KeyEvent("\r"))
	see(t, ctx, ".answer .ok", "已与原文比对")
}

// Everything can be done with the keys alone.
func TestPageByKeys(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url))
	until(t, ctx, `document.activeElement.id === "question"`)
	step(t, ctx, chromedp.KeyEvent("养老服务目标是什么\r"))
	see(t, ctx, ".answer .ok", "已与原文比对")
	reach := func(selector string, key string, opts ...chromedp.KeyOption) {
		t.Helper()
		for range 60 {
			if value[bool](t, ctx, `document.activeElement.matches(`+quote2(selector)+`)`) {
				return
			}
			step(t, ctx, chromedp.KeyEvent(key, opts...))
		}
		t.Fatalf("%s cannot be reached", selector)
	}
	back := chromedp.KeyModifiers(chromedp.ModifierShift)
	reach(".chip", kb.Tab, back)
	see(t, ctx, "#card:not([hidden]) blockquote", "健全基本养老服务体系")
	step(t, ctx, chromedp.KeyEvent(kb.Escape))
	until(t, ctx, `document.querySelector("#card").hidden`)
	step(t, ctx, chromedp.KeyEvent("\r"))
	see(t, ctx, "#panel mark.cited", "健全基本养老服务体系")
	step(t, ctx, chromedp.KeyEvent(kb.Escape))
	until(t, ctx, `document.querySelector("#panel").hidden && document.activeElement.matches(".chip")`)
	reach(".tools [aria-haspopup]", kb.Tab)
	step(t, ctx, chromedp.KeyEvent("\r"))
	until(t, ctx, `document.activeElement.matches(".menu .item")`)
	step(t, ctx, chromedp.KeyEvent(kb.ArrowDown))
	until(t, ctx, `document.activeElement.textContent === "纯文字"`)
	step(t, ctx, chromedp.KeyEvent(kb.Escape))
	until(t, ctx, `document.activeElement.matches(".tools [aria-haspopup]")`)
	reach(`[data-view="indicators"]`, kb.Tab, back)
	step(t, ctx, chromedp.KeyEvent("\r"))
	see(t, ctx, "#indicators-table", "人均预期寿命")
}

func quote2(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

func TestPageKeepsConversations(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), asks("养老服务目标是什么"))
	see(t, ctx, ".talk-item.current", "养老服务目标是什么")
	step(t, ctx, click("#anew"))
	until(t, ctx, `!document.querySelector(".answer") && !document.querySelector("#welcome").hidden`)
	step(t, ctx, asks("教育目标是什么"))
	see(t, ctx, ".talk-item.current", "教育目标是什么")
	until(t, ctx, `document.querySelectorAll(".talk-item").length === 2`)

	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#talks-find"), "基本養老"))
	until(t, ctx, `document.querySelectorAll(".talk-item small").length === 2`)
	see(t, ctx, ".talk-item small", "健全基本养老服务体系")
	clear := func() {
		t.Helper()
		value[string](t, ctx, `document.querySelector("#talks-find").value = ""`)
	}
	clear()
	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#talks-find"), "没有的话"))
	see(t, ctx, "#talks .none", "没有找到这样的对话")
	clear()
	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#talks-find"), "养老 是什么 服务目标"))
	until(t, ctx, `document.querySelectorAll(".talk-item").length === 1`)
	step(t, ctx, click(".talk-item a"))
	see(t, ctx, ".asked", "养老服务目标是什么")
	step(t, ctx, chromedp.Focus(chromedp.CSS(".talk-item .more")), chromedp.KeyEvent("\r"))
	see(t, ctx, ".talk-item .menu", "重命名")
	step(t, ctx, chromedp.KeyEvent("\r"))
	until(t, ctx, `document.activeElement.name === "title"`)
	value[bool](t, ctx, `(() => { document.activeElement.value = "<b>养老</b>"; return true; })()`)
	step(t, ctx, chromedp.KeyEvent("\r"))
	see(t, ctx, ".talk-item a", "<b>养老</b>")

	step(t, ctx, chromedp.Focus(chromedp.CSS(".talk-item .more")), chromedp.KeyEvent("\r"), chromedp.KeyEvent(kb.End), chromedp.KeyEvent("\r"))
	see(t, ctx, "dialog", "删除这个对话")
	step(t, ctx, click("dialog .primary"))
	see(t, ctx, ".toast", "已删除：<b>养老</b>")
	until(t, ctx, `!document.querySelector("#welcome").hidden`)
	step(t, ctx, chromedp.Reload())
	see(t, ctx, ".talk-item", "教育目标是什么")
	until(t, ctx, `document.querySelectorAll(".talk-item").length === 1`)
}

// A question is limited to chosen documents, and shows what did not pass where
// that is wanted.
func TestPageLimitsAndMarks(t *testing.T) {
	s := newSite(t, func(_ context.Context, q rag.Question, tell func(rag.Event)) error {
		a := quoted(q)
		if len(q.Documents) != 1 || q.Documents[0] != "plan" || q.Unsupported != rag.Mark {
			a.Text, a.Sentences = "没有限定。", []rag.Sentence{}
		} else {
			a.Text += "新增床位900张。（未能与原文对上：数字、单位、年份或状态与所引原文不符）末尾。"
			a.Sentences = append(a.Sentences, rag.Sentence{Text: "新增床位900张。", Citations: []int{}, Problem: rag.ProblemNumber})
		}
		tell(rag.Finished{Answer: a})
		return nil
	})
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), click("#scope-open"))
	see(t, ctx, "#scope", "文件plan")
	step(t, ctx, click("#scope .choice input"), click("#scope .apart input"), click("#question"))
	see(t, ctx, "#scope-chips", "文件plan")
	step(t, ctx, asks("养老床位"))
	see(t, ctx, ".sentence.problem", "新增床位900张。")
	see(t, ctx, ".why", "数字、单位、年份或状态与所引原文不符")
	see(t, ctx, ".stages .bad", "1句未能与原文对上")
	until(t, ctx, `document.querySelector(".text").textContent.split("未能与原文对上").length === 2`)
	see(t, ctx, ".text", "末尾。")
	step(t, ctx, click("#scope-chips button"))
	until(t, ctx, `document.querySelector("#scope-chips").hidden`)
}

// A connection that is lost in the middle of an answer comes back by itself, and
// the answer goes on where it was.
func TestPageResumes(t *testing.T) {
	next := make(chan struct{})
	s := newSite(t, staged(next))
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate("about:blank"))
	watch := page.AddScriptToEvaluateOnNewDocumentParams{Source: `window.sockets = []; window.WebSocket = class extends WebSocket { constructor(...a) { super(...a); sockets.push(this); } };`}
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, watch); err != nil {
		t.Fatal(err)
	}
	step(t, ctx, chromedp.Navigate(s.url))
	if n := value[int](t, ctx, `sockets.length`); n != 0 {
		t.Errorf("the page opens %d sockets before anything is asked", n)
	}
	step(t, ctx, asks("养老服务目标是什么"))
	see(t, ctx, ".stages", "理解问题")
	for range 3 {
		next <- struct{}{}
	}
	see(t, ctx, ".unchecked", "健全基本养老服务体系")
	value[bool](t, ctx, `(() => { sockets[0].close(); return true; })()`)
	see(t, ctx, "#line", "连接中断，正在重新连接…")
	next <- struct{}{}
	next <- struct{}{}
	see(t, ctx, ".stages .ok", "已与原文比对")
	until(t, ctx, `sockets.length > 1 && document.querySelector("#line").hidden && document.querySelectorAll(".sentence").length === 1`)
}
