package server

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// add puts one more document into a site's library.
func (s *site) add(t *testing.T, id, text string) {
	t.Helper()
	if _, err := s.store.Replace(t.Context(), ragtest.Ingest(id, text)); err != nil {
		t.Fatal(err)
	}
}

// An answer that compares is a table, with its sources in each cell.
func TestPageComparesInATable(t *testing.T) {
	s := newSite(t, func(_ context.Context, q rag.Question, tell func(rag.Event)) error {
		a := quoted(q)
		second := a.Citations[0]
		second.Number = 2
		a.Citations = append(a.Citations, second)
		texts := []string{"甲区：健全养老体系[1]。", "还有别的[1]。", "乙区：发展教育[2]。"}
		if strings.Contains(q.Text, "多少") {
			texts = []string{"甲区：床位：2020年300张，2025年目标600张（预期性）[1]。", "乙区：床位：2025年目标500张[2]。", "甲区更高，多100张（600−500，计算得出）[1][2]。"}
		}
		a.Text, a.Sentences = strings.Join(texts, ""), nil
		for _, text := range texts {
			a.Sentences = append(a.Sentences, rag.Sentence{Text: text, Citations: []int{1 + strings.Count(text, "[2]")}, Supported: true, Computed: strings.Contains(text, "计算得出")})
		}
		tell(rag.Finished{Answer: a})
		return nil
	})
	ctx := browser(t)
	cells := func(turn string) string {
		t.Helper()
		return value[string](t, ctx, `[...document.querySelectorAll("`+turn+` tr")].map((r) => [...r.children].map((c) => c.innerText.trim().replace(/\n+/g, "/")).join("|")).join(" & ")`)
	}
	step(t, ctx, chromedp.Navigate(s.url), asks("比较甲乙"))
	see(t, ctx, ".comparison", "甲区")
	if got, want := cells(".answer:nth-child(1)"), "对象|内容|出处 & 甲区|健全养老体系[1]。/还有别的[1]。|文件plan & 乙区|发展教育[2]。|文件plan"; got != want {
		t.Errorf("sides:\n%s\nwant\n%s", got, want)
	}
	step(t, ctx, asks("床位各多少"))
	see(t, ctx, ".answer:nth-child(2) .comparison", "甲区")
	if got, want := cells(".answer:nth-child(2)"), "对象|2020年|2025年目标 & 甲区|300张[1]|600张[1] & 乙区|—|500张[2]"; got != want {
		t.Errorf("figures:\n%s\nwant\n%s", got, want)
	}
	see(t, ctx, ".answer:nth-child(2) p.computed", "多100张（600−500，计算得出）")
	step(t, ctx, click(".answer:nth-child(2) td .chip"))
	see(t, ctx, "#panel mark.cited", "健全基本养老服务体系")
}

// Indicators of all plans are filtered, sorted, set side by side, drawn, led to
// their places and copied as a table.
func TestPageShowsIndicators(t *testing.T) {
	s := newSite(t, quoting)
	s.add(t, "other", "# 第一章 指标\n| 人均预期寿命 | 岁 | 2020: 77 | 2025: 80 |\n| 森林覆盖率 | % | 2020: 20.5 | 2025: 21 |\n")
	ctx, address := elsewhere(t, s)
	step(t, ctx, chromedp.Navigate(address+"/#indicators"))
	see(t, ctx, "#ind-count", "3项指标，2份规划")
	names := func() string {
		t.Helper()
		return value[string](t, ctx, `[...document.querySelectorAll(".figures tbody tr")].map((r) => r.cells[0].innerText + r.cells[3].innerText).join(" ")`)
	}
	step(t, ctx, click(`[data-by="2025"]`))
	if got := names(); got != "森林覆盖率（%）21 人均预期寿命（岁）79.5 人均预期寿命（岁）80" {
		t.Errorf("by 2025: %s", got)
	}
	see(t, ctx, ".figures .computed", "+0.5（2.4%）")
	if bars := value[[]float64](t, ctx, `[...document.querySelector(".figures .bars").children].map((b) => Number(b.getAttribute("width")))`); len(bars) != 2 || bars[1] != 120 || bars[0] < 117 || bars[0] > 117.2 {
		t.Errorf("the bars of 20.5 and 21 are %v", bars)
	}
	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#ind-find"), "寿命"))
	see(t, ctx, "#ind-count", "2项指标，2份规划")
	step(t, ctx, click("#ind-beside"))
	see(t, ctx, ".beside tbody", "人均预期寿命（岁）")
	step(t, ctx, click("#ind-copy"))
	see(t, ctx, ".toast", "已复制")
	got := pasteInto(t, ctx, "#ind-find")
	if got[0] != "指标\t文件other\t文件plan\n人均预期寿命（岁）\t2020:77 2025:80\t2020:78 2025:79.5" || !strings.Contains(got[1], "<td>2020:77 2025:80</td>") {
		t.Errorf("copied %q", got)
	}
	step(t, ctx, click(".beside td:nth-child(3) .pair:nth-child(2) .value"))
	see(t, ctx, "#panel mark.cited", "| 人均预期寿命 | 岁 | 2020: 78 | 2025: 79.5 |")
}

// Files are dropped or chosen; each tells how it went. What is deleted comes back.
func TestPageKeepsDocuments(t *testing.T) {
	s := newSite(t, quoting)
	ctx := browser(t, "415", "409")
	folder := t.TempDir()
	files := map[string]string{"新规划.txt": plain, "坏.exe": "MZ", "plan.txt": "别的来源的同名文件。\n到2025年，建成公园10个。"}
	var paths []string
	for _, name := range []string{"新规划.txt", "坏.exe", "plan.txt"} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(files[name]), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	step(t, ctx, chromedp.Navigate(s.url+"/#documents"))
	see(t, ctx, "#files", "文件plan")
	step(t, ctx, chromedp.SetUploadFiles(chromedp.CSS("#choose"), paths))
	see(t, ctx, ".upload.ready", "新规划.txt")
	until(t, ctx, `document.querySelectorAll(".upload.ready, .upload.failed").length === 3`)
	see(t, ctx, ".upload.failed", "坏.exe")
	see(t, ctx, ".upload.failed", "替换原有资料")
	see(t, ctx, `[data-id="新规划"]`, "正在建立索引")
	step(t, ctx, click(".upload.failed button"))
	see(t, ctx, ".upload.ready", "plan.txt")

	dropped(t, ctx, "拖来的.txt", "第一章 总则\n\n到2025年，种树500棵。\n")
	see(t, ctx, ".upload.ready", "拖来的.txt")
	see(t, ctx, `[data-id="拖来的"]`, "正在建立索引")

	step(t, ctx, click(`[data-id="拖来的"] .delete`))
	see(t, ctx, ".gone", "10分钟内可以撤销")
	step(t, ctx, click(`.gone .undo`))
	see(t, ctx, `[data-id="拖来的"]:not(.gone)`, "正在建立索引")

	step(t, ctx, click(`[data-id="拖来的"] .edit`))
	see(t, ctx, "dialog", "修改说明")
	step(t, ctx, chromedp.SetValue(chromedp.CSS(`dialog [name="title"]`), "某县绿化规划"), chromedp.SetValue(chromedp.CSS(`dialog [name="period"]`), "2021-2025"), click("dialog .primary"))
	see(t, ctx, `[data-id="拖来的"]`, "某县绿化规划")
	see(t, ctx, `[data-id="拖来的"]`, "2021—2025年")
	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#files-find"), "绿化"))
	until(t, ctx, `document.querySelectorAll(".files tbody tr").length === 1`)
}

// Who may only ask is offered nothing else.
func TestPageOffersChangesToAdmins(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	ctx := browser(t, "401")
	step(t, ctx, chromedp.Navigate(s.url+"/#documents"))
	see(t, ctx, ".signin", "访问密钥")
	step(t, ctx, chromedp.SendKeys(chromedp.CSS("#key"), keys["anna"]+"\r"))
	see(t, ctx, "body:not(:has(.signin)) #files", "文件plan")
	if value[bool](t, ctx, `!document.querySelector("#drop").hidden || Boolean(document.querySelector(".files .delete, .files .edit"))`) {
		t.Error("somebody who may not is offered to change documents")
	}
}
