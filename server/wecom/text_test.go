package wecom

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"testing/synctest"

	"chuchu/chunk"
	"chuchu/rag"
)

const address1 = "https://chuchu.example/a/0123?until=1&sig=abc"

// answerOf is an answer of n sentences, each with a source of its own.
func answerOf(n int, sentence, quote string) rag.Answer {
	a := rag.Answer{ID: "a", Question: "养老服务目标是什么", Model: "extractive", Missing: []string{"改造费用"},
		Notices: []rag.Notice{{Code: rag.NoticePeriodOver, Message: "所引规划期为2021—2025年，已结束，引用前请核实有无新规划。"}}}
	for i := 1; i <= n; i++ {
		s := rag.Sentence{Text: fmt.Sprintf("%s%d[%d]。", sentence, i, i), Citations: []int{i}, Supported: true}
		a.Sentences, a.Text = append(a.Sentences, s), a.Text+s.Text
		a.Citations = append(a.Citations, rag.Citation{
			Number: i, Document: chunk.Meta{ID: "plan", Title: "甲区国民经济和社会发展第十四个五年规划", Issuer: "甲区人民政府", Published: "2021-05-01"},
			Path: []string{"第七章 民生", fmt.Sprintf("%d、养老", i)}, Quote: quote,
		})
	}
	return a
}

// A short answer stands as on the page: text, what is missing, sources, notices,
// and a link.
func TestWhole(t *testing.T) {
	a := answerOf(2, "健全养老服务", "健全基本养老服务体系")
	got := whole(a, linked(address1, false))
	if want := a.Text + "\n\n" + a.Below() + "\n\n[完整答复和原文](" + address1 + ")"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// However long an answer is, it fits: with every source, the notices and the
// link, cut between characters and after a sentence.
func TestWholeFits(t *testing.T) {
	for _, c := range []struct {
		n               int
		sentence, quote string
	}{
		{1, strings.Repeat("养", 9000), "短"},
		{40, strings.Repeat("健全养老服务体系，", 60), strings.Repeat("引", 600)},
		{20, "短", strings.Repeat("引", 600)},
		{100, "短", strings.Repeat("引", 600)},
		{400, "短", strings.Repeat("引", 10)},
		{30, strings.Repeat("𠮷a", 300), strings.Repeat("𠮷", 600)},
	} {
		a := answerOf(c.n, c.sentence, c.quote)
		link := linked(address1, false)
		got := whole(a, link)
		name := fmt.Sprintf("%d of %.6s", c.n, c.sentence)
		if len(got) > maxStream || !utf8.ValidString(got) {
			t.Errorf("%s: %d bytes, valid %v", name, len(got), utf8.ValidString(got))
		}
		if !strings.HasSuffix(got, link) || !strings.Contains(got, "出处：\n[1] 《甲区") || !strings.HasPrefix(got, a.Text[:3]) {
			t.Errorf("%s: %.200s … %s", name, got, got[len(got)-200:])
		}
		for i := 1; i <= c.n; i++ {
			if !strings.Contains(got, fmt.Sprintf("\n[%d] 《", i)) {
				t.Errorf("%s: no source %d", name, i)
				break
			}
		}
		if text, _, cutOff := strings.Cut(got, sayCut); cutOff && c.n > 1 && c.n < 100 && c.sentence != "短" && !strings.HasSuffix(text, "。") {
			t.Errorf("%s: cut within a sentence: …%s", name, text[len(text)-30:])
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"短", 100, "短"},
		{"甲乙丙丁[1]。戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", 60 + len("。"), "甲乙丙丁[1]。" + "" + sayCut},
		{strings.Repeat("甲", 100), 100, strings.Repeat("甲", (100-len(sayCut))/3) + sayCut},
		{strings.Repeat("甲", 100), 3, ""},
	} {
		if got := cut(c.text, c.most); got != c.want && !(strings.HasSuffix(got, sayCut) && len(got) <= c.most && c.most == 63) {
			t.Errorf("%q to %d: %q", c.text, c.most, got)
		}
	}
}

var partNumber = regexp.MustCompile(`^（(\d+)/(\d+)）\n`)

// An app's messages: none is longer than WeCom takes, each but the first begins
// at a sentence, and names the sources of its own sentences, all and only them.
func TestParts(t *testing.T) {
	for _, c := range []struct {
		n               int
		sentence, quote string
	}{
		{1, "健全养老服务", "健全基本养老服务体系"},
		{12, "健全基本养老服务体系，发展普惠型养老服务和互助性养老，推动养老事业和养老产业协同发展", strings.Repeat("健全基本养老服务体系。", 20)},
		{30, "健全基本养老服务体系，发展普惠型养老服务", strings.Repeat("引", 500)},
		{8, strings.Repeat("一句很长的话，", 80), strings.Repeat("引", 200)},
		{3, strings.Repeat("没有标点的话", 200), strings.Repeat("引", 200)},
	} {
		a := answerOf(c.n, c.sentence, c.quote)
		link := linked(address1, false)
		got := parts(a, link, maxPush)
		name := fmt.Sprintf("%d of %.30s", c.n, c.sentence)
		if !strings.HasSuffix(got[len(got)-1], link) || len(got) > maxParts {
			t.Errorf("%s: %d parts, the last ends with %s", name, len(got), got[len(got)-1])
		}
		var text strings.Builder
		for i, p := range got {
			m := partNumber.FindStringSubmatch(p)
			if len(p) > maxPush || !utf8.ValidString(p) {
				t.Errorf("%s: part %d has %d bytes", name, i, len(p))
			}
			if len(got) > 1 && (m == nil || m[1] != fmt.Sprint(i+1) || m[2] != fmt.Sprint(len(got))) || len(got) == 1 && m != nil {
				t.Errorf("%s: part %d begins with %.20s", name, i, p)
			}
			body, sources, _ := strings.Cut(partNumber.ReplaceAllString(p, ""), "\n\n出处：\n")
			for _, n := range markers(body) {
				if !strings.Contains("\n"+sources, fmt.Sprintf("\n[%d] 《", n)) {
					t.Errorf("%s: part %d names %d without its source", name, i, n)
				}
			}
			for _, l := range strings.Split(sources, "\n") {
				if n := markers(l); strings.HasPrefix(l, "[") && len(n) > 0 && c.n > 10 && !slices.Contains(markers(body), n[0]) {
					t.Errorf("%s: part %d has the source %d of another", name, i, n[0])
				}
			}
			text.WriteString(body)
		}
		if c.n < 20 && !strings.HasPrefix(text.String(), a.Text) && len(got) < maxParts {
			t.Errorf("%s: the text is not all there:\n%s", name, text.String())
		}
	}
}

// A refusal, in one message, says what comes nearest.
func TestPartsOfRefusal(t *testing.T) {
	a := rag.Answer{Question: "费用", Text: "资料中没有找到。", Refused: true, Reason: rag.NoEvidence,
		Passages: []rag.Passage{{Document: chunk.Meta{Title: "甲计划"}, Chunk: chunk.Chunk{Text: "改造40座公厕"}}}}
	got := parts(a, linked(address1, true), maxPush)
	want := "资料中没有找到。\n\n最接近的内容：\n· 《甲计划》：“改造40座公厕”\n\n完整答复和原文：" + address1
	if len(got) != 1 || got[0] != want {
		t.Errorf("got %q", got)
	}
}

// What a document holds cannot make links or tags in a chat.
func TestTame(t *testing.T) {
	a := answerOf(1, "见[官网](https://evil.example)<font color=\"warning\">", "[点我](https://evil.example)")
	for _, got := range []string{whole(a, ""), strings.Join(parts(a, "", maxPush), "")} {
		if strings.Contains(got, "](") || strings.Contains(got, "<") || !strings.Contains(got, "[1]") {
			t.Errorf("got %s", got)
		}
	}
}

// In no minute and no hour more goes out than WeCom takes.
func TestQuota(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQuota()
		var sent []time.Time
		for end := time.Now().Add(3 * time.Hour); time.Now().Before(end); {
			if wait := q.take("a", 0); wait > 0 {
				if again := q.take("a", 0); again != wait {
					t.Fatalf("wait %v, then %v", wait, again)
				}
				time.Sleep(wait)
				continue
			}
			sent = append(sent, time.Now())
			time.Sleep(100 * time.Millisecond)
		}
		for i := range sent {
			if i >= perMinute && sent[i].Sub(sent[i-perMinute]) < time.Minute || i >= perHour && sent[i].Sub(sent[i-perHour]) < time.Hour {
				t.Fatalf("message %d came too early", i)
			}
		}
		if len(sent) < 2900 {
			t.Errorf("only %d went out", len(sent))
		}
		if q.take("b", 0) != 0 {
			t.Error("one chat used another's quota")
		}
	})
}

// Growing answers leave room for finished ones.
func TestQuotaSpared(t *testing.T) {
	synctest.Test(t, func(*testing.T) {
		q := newQuota()
		n := 0
		for ; q.take("a", spared) == 0; n++ {
		}
		rest := 0
		for ; q.take("a", 0) == 0; rest++ {
		}
		if n != perMinute-spared || rest != spared {
			t.Errorf("%d and %d", n, rest)
		}
	})
}

// Invariants of cutting, for any text.
func FuzzUnits(f *testing.F) {
	f.Add("甲乙[1]。丙丁[2]。", 10)
	f.Add("abc\n\n“甲。”[1]", 7)
	f.Fuzz(func(t *testing.T, text string, most int) {
		if most < 8 || most > 1<<16 || !utf8.ValidString(text) {
			return
		}
		var all strings.Builder
		for _, u := range units(text, most) {
			if len(u.text) > most || !utf8.ValidString(u.text) {
				t.Errorf("%q of %d bytes", u.text, most)
			}
			all.WriteString(u.text)
		}
		if all.String() != text {
			t.Errorf("%q became %q", text, all.String())
		}
		if got := cut(text, most); len(got) > most || !utf8.ValidString(got) {
			t.Errorf("cut to %d: %q", most, got)
		}
	})
}

// However an answer is made up, its messages are as long as WeCom takes, whole
// characters, and end with the link.
func FuzzParts(f *testing.F) {
	f.Add("健全养老服务，", "健全基本养老服务体系", "改造费用", 3)
	f.Add("a。b\n[2][3]", "引\"<x>](y)", "", 40)
	f.Fuzz(func(t *testing.T, sentence, quote, missing string, n int) {
		if n < 0 || n > 200 || len(sentence) > 5000 || !utf8.ValidString(sentence+quote+missing) {
			return
		}
		a, link := answerOf(n, sentence, quote), linked(address1, false)
		if a.Missing = nil; missing != "" {
			a.Missing = []string{missing}
		}
		all := parts(a, link, maxPush)
		for _, p := range all {
			if len(p) > maxPush || !utf8.ValidString(p) || p == "" {
				t.Errorf("a part of %d bytes: %.100q", len(p), p)
			}
		}
		if got := whole(a, link); len(got) > maxStream || !utf8.ValidString(got) || !strings.HasSuffix(got, link) || !strings.HasSuffix(all[len(all)-1], link) {
			t.Errorf("%d bytes: %.100q", len(got), got)
		}
	})
}
