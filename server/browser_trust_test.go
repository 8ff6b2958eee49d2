package server

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// longText has a sentence to be cited far down, and one at the end.
var longText = "# 第一章 总体\n" + strings.Repeat("这一段文字用来把后面的内容推到很远的地方。\n", 150) +
	"# 第二章 养老\n到2025年，新增养老床位300张。\n" + strings.Repeat("又有一段文字。\n", 100) + "# 第三章 教育\n新建学校5所。\n"

// far is a citation of a sentence of longText.
func far(t *testing.T, s *site, number int, quote string) rag.Citation {
	t.Helper()
	doc, err := s.store.Read(t.Context(), "long")
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(doc.Plan.Text, quote)
	if at < 0 {
		t.Fatalf("no %s in the document", quote)
	}
	start := len([]rune(doc.Plan.Text[:at]))
	return rag.Citation{
		Number: number, Document: doc.Meta, Path: []string{"第二章 养老"}, Quote: quote, Context: []chunk.Excerpt{},
		Span: chunk.Span{Start: start, End: start + len([]rune(quote))}, URL: "/documents/long",
	}
}

// newLong is a site that answers from a long document, with two citations, the
// second of which is of a damaged place in a proposal.
func newLong(t *testing.T) *site {
	t.Helper()
	var s *site
	s = newSite(t, func(_ context.Context, q rag.Question, tell func(rag.Event)) error {
		a := quoted(q)
		a.Text = "新增养老床位300张[1]。新建学校5所[2]。"
		a.Sentences = []rag.Sentence{
			{Text: "新增养老床位300张[1]。", Citations: []int{1}, Supported: true}, {Text: "新建学校5所[2]。", Citations: []int{2}, Supported: true},
		}
		a.Citations = []rag.Citation{far(t, s, 1, "新增养老床位300张"), far(t, s, 2, "新建学校5所")}
		a.Citations[1].Document.Standing, a.Citations[1].Damaged, a.Citations[1].Raw = chunk.Proposed, true, "新建学校??所"
		a.Notices = []rag.Notice{{Code: rag.NoticeSourceDamaged, Message: "来源文本此处有缺损，请核对原件"}}
		tell(rag.Finished{Answer: a})
		return nil
	})
	in := ragtest.Ingest("long", longText)
	in.Given.Issuer, in.Plan.Issuer = "赤坎区发展和改革局", "赤坎区发展和改革局"
	in.Given.Published, in.Plan.Published = "2021-05", "2021-05"
	in.Plan.Cleaning = []chunk.Cleaning{{Kind: "inserted_pinyin", Count: 7, Examples: []string{"^(qū)"}}}
	if _, err := s.store.Replace(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	return s
}

// inView tells whether an element lies inside the window.
func inView(selector string) string {
	return `(() => { const r = document.querySelector('` + selector + `').getBoundingClientRect();
		return r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth && r.height > 0; })()`
}

func TestPageShowsSources(t *testing.T) {
	s := newLong(t)
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), asks("养老床位"))
	see(t, ctx, ".notice.source_damaged", "请核对原件")
	see(t, ctx, ".citation .raw", "新建学校??所")

	at := value[[]float64](t, ctx, `(() => { const r = document.querySelectorAll(".chip")[1].getBoundingClientRect(); return [r.x + 3, r.y + 3]; })()`)
	step(t, ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]))
	see(t, ctx, "#card blockquote", "新建学校5所")
	see(t, ctx, "#card", "（赤坎区发展和改革局，2021年5月）")
	see(t, ctx, "#card", "第二章 养老")
	see(t, ctx, "#card .standing", "意见建议")
	until(t, ctx, inView("#card"))

	step(t, ctx, chromedp.MouseClickXY(at[0], at[1]))
	see(t, ctx, "#panel mark.cited", "新建学校5所")
	until(t, ctx, inView("#panel mark.cited"))
	see(t, ctx, "#panel .count", "[2] / 2")
	step(t, ctx, click("#cite-before"))
	see(t, ctx, "#panel mark.cited", "新增养老床位300张")
	until(t, ctx, inView("#panel mark.cited"))
	see(t, ctx, ".cleaning", "整理时去除或修正7处")
	see(t, ctx, ".cleaning", "夹入的拼音")
	see(t, ctx, `.about-links [href$="/api/documents/long/raw"]`, "下载原件")

	step(t, ctx, click("#outline-toggle"))
	see(t, ctx, "#panel-outline", "第三章 教育")
	step(t, ctx, click("#panel-outline li:nth-child(3) button"))
	until(t, ctx, `[...document.querySelectorAll("#panel h3")].some((h) => { const r = h.getBoundingClientRect(); return h.textContent.endsWith("第三章 教育") && r.top >= 0 && r.bottom <= innerHeight; })`)
}

func TestPageSearchesTheDocument(t *testing.T) {
	s := newLong(t)
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url+"/documents/long"))
	see(t, ctx, "#paper h3", "第一章 总体")
	step(t, ctx, chromedp.KeyEvent("/"))
	until(t, ctx, `document.activeElement.type === "search"`)
	value[string](t, ctx, `document.activeElement.value = ""`)
	step(t, ctx, chromedp.KeyEvent("又有一段"))
	see(t, ctx, ".finder .count", "1 / 100")
	until(t, ctx, inView("mark.current"))
	step(t, ctx, chromedp.KeyEvent("\r"), chromedp.KeyEvent("\r"))
	see(t, ctx, ".finder .count", "3 / 100")
	until(t, ctx, inView("mark.current"))
	value[string](t, ctx, `document.activeElement.value = ""`)
	step(t, ctx, chromedp.KeyEvent("没有的话"))
	see(t, ctx, ".finder .count", "0处")
	until(t, ctx, `!document.querySelector("mark")`)
}

// On a phone a tap shows the card, and the document lies over the chat.
func TestPageOnAPhone(t *testing.T) {
	s := newLong(t)
	ctx := browser(t)
	touch := emulation.SetTouchEmulationEnabledParams{Enabled: true, MaxTouchPoints: 1}
	if _, err := chromedp.Call(ctx, emulation.SetTouchEmulationEnabled, touch); err != nil {
		t.Fatal(err)
	}
	step(t, ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(s.url), asks("养老床位"))
	see(t, ctx, ".answer .chip", "[1]")
	if past := value[[]string](t, ctx, overflowing); len(past) > 0 {
		t.Errorf("past the window's edge: %q", past)
	}
	tap(t, ctx, ".chip")
	see(t, ctx, "#card:not([hidden]) blockquote", "新增养老床位300张")
	until(t, ctx, inView("#card")+` && document.querySelector("#panel").hidden`)
	step(t, ctx, click("#card .quiet"))
	see(t, ctx, "#panel mark.cited", "新增养老床位300张")
	until(t, ctx, inView("#panel mark.cited"))
	until(t, ctx, `document.querySelector("#panel").getBoundingClientRect().width === 360`)
	step(t, ctx, click("#panel-close"), click("#side-open"))
	until(t, ctx, inView("#anew"))
	step(t, ctx, click(`[data-view="files"]`))
	see(t, ctx, "#files", "文件plan")
	until(t, ctx, `document.documentElement.scrollWidth <= 360`)
}

// tap puts a finger on an element.
func tap(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	at := value[[]float64](t, ctx, `(() => { const r = document.querySelector("`+selector+`").getBoundingClientRect(); return [r.x + 4, r.y + 4]; })()`)
	touch := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
		t.Helper()
		if points == nil {
			points = []*input.TouchPoint{}
		}
		if _, err := chromedp.Call(ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points}); err != nil {
			t.Fatal(err)
		}
	}
	touch(input.DispatchTouchEventTypeTouchStart, &input.TouchPoint{X: at[0], Y: at[1]})
	touch(input.DispatchTouchEventTypeTouchEnd)
}

// A refusal looks like one, and what it offers can be asked at once.
func TestPageOffersQuestions(t *testing.T) {
	s := newSite(t, func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		if q.Text != "月亮县新建多少学校" {
			return quoting(ctx, q, tell)
		}
		a := quoted(q)
		a.Refused, a.Reason, a.Sentences, a.Citations = true, rag.NoEvidence, []rag.Sentence{}, []rag.Citation{}
		a.Text = "资料中没有找到。现有资料：甲规划；乙规划。可以问：赤坎区如何健全养老服务体系？"
		tell(rag.Finished{Answer: a})
		return nil
	})
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url), asks("月亮县新建多少学校"))
	see(t, ctx, ".refusal strong", "资料中没有找到")
	see(t, ctx, ".refusal summary", "现有资料（2份）")
	see(t, ctx, ".stages", "没有可以作答的依据")
	if value[bool](t, ctx, `Boolean(document.querySelector(".answer .ok, .answer > .body > .text"))`) {
		t.Error("a refusal looks like an answer")
	}
	step(t, ctx, click(".refusal .offer"))
	see(t, ctx, ".answer:nth-child(2) .asked", "赤坎区如何健全养老服务体系？")
	see(t, ctx, ".answer:nth-child(2) .ok", "已与原文比对")
}

// Rows of a table whose cells came as lines stand as rows, with their heads above.
func TestPageSetsRows(t *testing.T) {
	s := newSite(t, quoting)
	in := rag.Ingest{Given: chunk.Meta{ID: "table"}}
	in.Plan = chunk.Parse("某区规划\n\n第一章 目标\n\n专栏1 主要指标\n序号\n指标名称\n2020\n2025\n属性\n1\n养老床位数（张）\n300\n600\n预期性\n2\n公园（个）\n10\n12\n预期性\n", in.Given)
	if _, err := s.store.Replace(t.Context(), in); err != nil || len(in.Plan.Facts) != 2 {
		t.Fatalf("%d rows, %v", len(in.Plan.Facts), err)
	}
	ctx := browser(t)
	step(t, ctx, chromedp.Navigate(s.url+"/documents/table"))
	see(t, ctx, ".row", "公园（个）")
	if got := value[string](t, ctx, `[...document.querySelectorAll(".row")].map((r) => [...r.children].map((c) => c.textContent).join("|")).join(" ")`); got != "序号|指标名称|2020|2025|属性 1|养老床位数（张）|300|600|预期性 2|公园（个）|10|12|预期性" {
		t.Errorf("rows: %s", got)
	}
}

// Colours and language are remembered, and there before anything is painted.
func TestPageRemembersSettings(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t)
	background := func() string {
		return value[string](t, ctx, `getComputedStyle(document.documentElement).backgroundColor`)
	}
	step(t, ctx, chromedp.Navigate(s.url))
	see(t, ctx, "#send", "提问")
	light := background()
	choose := func(id, option string) {
		t.Helper()
		value[bool](t, ctx, `(() => { const s = document.getElementById("`+id+`"); s.value = "`+option+`"; s.dispatchEvent(new Event("change")); return true; })()`)
	}
	choose("theme", "dark")
	if background() == light {
		t.Error("the page stays light")
	}
	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#question"), "养老"))
	choose("language", "en")
	see(t, ctx, "html[lang=en] #send", "Ask")
	if background() == light {
		t.Error("the page is light again")
	}
	until(t, ctx, `document.querySelector("#question").value === "养老"`)
	choose("language", "zh-Hant")
	see(t, ctx, "html[lang=zh-Hant] #send", "提問")
	step(t, ctx, chromedp.Navigate(s.url+"/documents/plan"))
	see(t, ctx, "html[lang=zh-Hant][data-theme=dark] summary", "目錄")
}
