package slack

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"chuchu/rag"
)

func TestMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"目标300张[1]。":                   "目标300张[1]。",
		"**要点**\n| 甲 | 乙 |\n- 一[1][2]": "**要点**\n| 甲 | 乙 |\n- 一[1][2]",
		"a<b & c>d":                    "a&lt;b &amp; c&gt;d",
		"@channel 和 x@y.cn":            "＠channel 和 x＠y.\u2060cn",
		"https://a.cn/b":               "https:\u2060//a.\u2060cn/b",
		"[甲](x) [1]: x":                "[甲]\u2060(x) [1]\u2060: x",
		"PM2.5，3.14%":                  "PM2.5，3.14%",
	} {
		want = strings.ReplaceAll(want, ".\u2060", "\u2060.") // the sign stands in front of a dot
		if got := markdown(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"一。二。", 4, "一。二。"}, {"一。二。三。", 5, "一。二。"}, {"没有句号的一段", 4, "没有句…"}, {"一\n二三四", 3, "一"}, {"", 3, ""},
	} {
		if got := clip(c.text, c.most); got != c.want {
			t.Errorf("%q to %d: %q", c.text, c.most, got)
		}
	}
}

// Whatever a text says, it links and mentions nothing, and what was said of its
// beginning stays so when more comes.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"<!channel>", "[a](http://x)", "@here", "a.b.c", "[1]:x", "www.x.cn", "：/／@＠"} {
		f.Add(s, "//"+s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) || utf8.RuneCountInString(a+b) > 1000 || a+b == "" {
			return
		}
		w := &workspace{t: t}
		whole := markdown(a + b)
		w.checkMarkdown(whole)
		if !strings.HasPrefix(whole, markdown(a)) {
			t.Errorf("%q is no beginning of %q", markdown(a), whole)
		}
		if plain := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "＠", "@", joiner, "").Replace(whole); plain != strings.NewReplacer("＠", "@", joiner, "").Replace(a+b) {
			t.Errorf("%q became %q", a+b, plain)
		}
	})
}

// Whatever an answer holds, its message keeps to the limits, and each source
// that is shown has its number and its link.
func FuzzPage(f *testing.F) {
	f.Add("问", "答[1]。", "引文", 3, 2)
	f.Add("問", strings.Repeat("答", 9000), strings.Repeat("引", 3000), 70, 300)
	f.Fuzz(func(t *testing.T, question, text, quote string, citations, notices int) {
		if !utf8.ValidString(question+text+quote) || citations < 0 || citations > 100 || notices < 0 || notices > 500 || strings.TrimSpace(text) == "" {
			return
		}
		a := rag.Answer{ID: "a", Question: question, Text: text, Missing: []string{quote}, Model: "m"}
		for i := range citations {
			c := cites(i+1, quote)
			c.URL = "https://chuchu.example/documents/plan?r=r1#1-2"
			a.Citations = append(a.Citations, c)
		}
		for range notices {
			a.Notices = append(a.Notices, rag.Notice{Message: quote})
		}
		p := pageOf(a, address{Fresh: true, Owner: "slack:T/U", User: "U"}, "https://chuchu.example/a/a?until=1&sig=x")
		w := &workspace{t: t}
		data, err := json.Marshal(append([]slack.Block{slack.NewMarkdownBlock("", p.text)}, p.below...))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, code := w.blocks(string(data)); code != "" {
			t.Error(code)
		}
		shown := strings.Count(string(data), sayOpen)
		if told := strings.Contains(string(data), "条出处见"); shown < min(citations, 8) || told != (shown < citations) {
			t.Errorf("%d of %d sources, told so %v", shown, citations, told)
		}
	})
}
