package slack

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"chuchu/chunk"
	"chuchu/rag"
)

// Slack ends a stream by itself. The message is written anew then, and lacks
// nothing, wherever the stream ended: before a sentence, or before the end.
func TestStreamExpires(t *testing.T) {
	for _, c := range []struct {
		first, second time.Duration
		ways          []string
	}{
		{time.Second, 6 * time.Minute, []string{"start", "expired", "told", "update"}},
		{time.Second, streamFor - time.Second/2, []string{"start", "append", "expired", "told", "update"}},
	} {
		simulate(t, slow(c.first, c.second), func(b *bench, p *process) {
			b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
			m := b.finished(1)[0]
			if got := looks(m); got != golden || !slices.Equal(slices.Compact(m.Ways), c.ways) {
				t.Errorf("%v, got:\n%s", m.Ways, got)
			}
		})
	}
}

// A model that is silent for seven minutes is waited for: a status says so, and
// says it again before Slack takes it away; the stream begins with the text.
func TestSlowModel(t *testing.T) {
	simulate(t, slow(7*time.Minute, 2*time.Second), func(b *bench, p *process) {
		b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
		m := b.finished(1)[0]
		if got := looks(m); got != golden || !slices.Equal(m.Ways, []string{"start", "append", "stop"}) {
			t.Errorf("%v, got:\n%s", m.Ways, got)
		}
		if n := len(b.status); n != 5 {
			t.Errorf("%d times a status", n)
		}
	})
}

// Where there is no status and there are no streams, a message says that an
// answer is coming, and becomes the answer.
func TestPlain(t *testing.T) {
	for _, code := range []string{"unknown_method", "missing_scope", "not_allowed_token_type"} {
		simulate(t, slow(7*time.Minute, 10*time.Second), func(b *bench, p *process) {
			b.fault("assistant.threads.setStatus", "always", code)
			b.fault("chat.startStream", "always", code)
			u := b.user("U1")
			u.say("C1", "<@U0BOT> 养老目标是什么", saying{})
			b.text(sayWaiting)
			m := b.finished(1)[0]
			if got := looks(m); got != golden || !slices.Equal(m.Ways, []string{"post", "update", "update", "update"}) {
				t.Errorf("%s: %v, got:\n%s", code, m.Ways, got)
			}
			u.say("D1", "再问", saying{})
			b.finished(2)
			if got := len(b.methods("assistant")); got != 1 {
				t.Errorf("%s: asked %d times for a status", code, got)
			}
		})
	}
}

// Without streams a message is written anew, at most once a second.
func TestNoStreams(t *testing.T) {
	answers := script(func(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool) {
		a := rag.Answer{Question: q.Text, Model: "m"}
		for i := range 40 {
			a.Text += fmt.Sprintf("第%d项。", i)
			if pause(ctx, 100*time.Millisecond) != nil || !yield(passes(fmt.Sprintf("第%d项。", i)), nil) {
				return
			}
		}
		yield(rag.Finished{Answer: a}, nil)
	})
	simulate(t, answers, func(b *bench, p *process) {
		b.fault("chat.startStream", "always", "unknown_method")
		for range 2 {
			b.user("U1").say("D1", "问", saying{})
		}
		for _, m := range b.finished(2) {
			if n := len(m.Ways); n < 4 || n > 7 || !strings.HasSuffix(m.Text, "第39项。") {
				t.Errorf("%v %q", m.Ways, m.Text)
			}
		}
		if got := len(slices.DeleteFunc(b.methods("chat."), func(m string) bool { return m != "startStream" })); got > 2 {
			t.Errorf("asked %d times for a stream", got)
		}
	})
}

// An answer that begins anew, because the model's own did not hold, replaces
// what was streamed.
func TestBegunAnew(t *testing.T) {
	answers := script(func(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool) {
		if yield(passes("模型先说了一句。"), nil) && pause(ctx, 5*time.Second) == nil {
			yield(rag.Finished{Answer: goal(q)}, nil)
		}
	})
	simulate(t, answers, func(b *bench, p *process) {
		b.user("U1").say("D1", "问", saying{})
		b.text("模型先说了一句。")
		m := b.finished(1)[0]
		if got := looks(m); got != golden || !slices.Equal(m.Ways, []string{"start", "stop", "update"}) {
			t.Errorf("%v, got:\n%s", m.Ways, got)
		}
	})
}

// A very long answer keeps to every limit: room is kept for the sources, and
// the rest is behind the link.
func TestLong(t *testing.T) {
	long := strings.Repeat("这是很长的一句，说的是一件事[1]。", 1500)
	for _, streams := range []bool{false, true} {
		answers := script(func(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool) {
			a := rag.Answer{Question: q.Text, Text: long, Model: "m", Missing: []string{strings.Repeat("缺", 5000)}}
			for i := range 80 {
				a.Citations = append(a.Citations, cites(i+1, strings.Repeat("引文", 400)))
				a.Notices = append(a.Notices, rag.Notice{Message: strings.Repeat("注意", 100)})
			}
			if streams && (!yield(passes(long[:len(long)/3]), nil) || pause(ctx, 10*time.Second) != nil || !yield(passes(long[len(long)/3:]), nil)) {
				return
			}
			if pause(ctx, 10*time.Second) == nil {
				yield(rag.Finished{Answer: a}, nil)
			}
		})
		simulate(t, answers, func(b *bench, p *process) {
			b.user("U1").say("D1", "问", saying{})
			m := b.finished(1)[0]
			got := looks(m)
			if n := utf8.RuneCountInString(m.Text); n < bodyMost/2 || n > maxMarkdown || !strings.HasSuffix(m.Text, "。\n"+sayMore) {
				t.Errorf("%d characters that end with %q", n, m.Text[len(m.Text)-90:])
			}
			for _, want := range []string{"[1] 《甲区十四五规划》", "[20] 《甲区", "条出处见", sayInFull, "※ 注意", "资料中未提及：缺", sayOpen} {
				if !strings.Contains(got, want) {
					t.Errorf("streams %v: no %s", streams, want)
				}
			}
		})
	}
}

// Documents mention nobody and link nowhere, whatever they say.
func TestHostileDocuments(t *testing.T) {
	evil := "<!channel> @here <@U1> <https://evil.example|点这里> [点](https://evil.example) https://evil.example www.evil.example &lt;!everyone&gt; ]: a@b.cn"
	answers := script(func(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool) {
		a := goal(q)
		a.Text = evil + "[1](http://evil.example)。"
		a.Citations = []rag.Citation{cites(1, evil)}
		a.Citations[0].Document.Title, a.Missing = evil, []string{evil}
		a.Notices[0].Message = evil
		if yield(passes(a.Text), nil) && pause(ctx, 3*time.Second) == nil {
			yield(rag.Finished{Answer: a}, nil)
		}
	})
	simulate(t, answers, func(b *bench, p *process) {
		b.user("U1").say("C1", "<@U0BOT> "+strings.ReplaceAll(evil, "<@U1>", ""), saying{})
		m := b.finished(1)[0] // the workspace has looked at all of it
		if !strings.Contains(m.Text, "&lt;!channel&gt;") || !strings.Contains(looks(m), "<!channel> @here") {
			t.Errorf("got %s", looks(m))
		}
		b.user("U1").command("C1", evil)
		b.finished(2)
	})
}

// A refusal says what it says on the page; a failure says that there is none.
func TestNoAnswer(t *testing.T) {
	refusal := func(q rag.Question) rag.Answer {
		return rag.Answer{
			Question: q.Text, Text: "资料中没有找到。现有资料：甲区十四五规划。", Refused: true, Reason: rag.NoEvidence, Model: "m",
			Passages: []rag.Passage{{Document: chunk.Meta{Title: "甲区十四五规划"}, Chunk: chunk.Chunk{Path: []string{"第一章"}, Text: "有关的一段"}}},
		}
	}
	answers := script(func(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool) {
		switch q.Text {
		case "拒":
			yield(rag.Finished{Answer: refusal(q)}, nil)
		case "坏":
			yield(nil, rag.ErrModel)
		default:
			if yield(passes("说了一半。"), nil) && pause(ctx, 5*time.Second) == nil {
				yield(nil, rag.ErrModel)
			}
		}
	})
	simulate(t, answers, func(b *bench, p *process) {
		u := b.user("U1")
		u.say("D1", "拒", saying{})
		want := "资料中没有找到。现有资料：甲区十四五规划。\n---\n最接近的内容：\n· 《甲区十四五规划》，第一章：“有关的一段”\n---\n"
		if got := looks(b.finished(1)[0]); !strings.HasPrefix(got, want) {
			t.Errorf("got:\n%s", got)
		}
		u.say("D1", "坏", saying{})
		b.text("模型未能作答，请稍后再试。")
		u.say("D1", "半", saying{})
		m := b.text("说了一半。")
		b.until("the failure", func() bool { return strings.Contains(m.Text, "模型未能作答") })
		if strings.Contains(m.Text, "说了一半") { // without sources
			t.Errorf("left %q", m.Text)
		}
	})
}
