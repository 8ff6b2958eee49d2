package wecom

import (
	"context"
	"encoding/json"
	"iter"
	"os"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/extract"
	"chuchu/rag/local"
	"chuchu/rag/ragtest"
)

// plans answers from a real plan, by quoting.
func plans(t *testing.T) *rag.Answerer {
	t.Helper()
	raw, err := os.ReadFile("../../seeds/chikan.txt")
	if err != nil {
		t.Fatal(err)
	}
	store, err := local.Open(t.Context(), local.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if _, _, err := rag.Add(t.Context(), store, "chikan.txt", rag.Ingest{Raw: raw}); err != nil {
		t.Fatal(err)
	}
	return &rag.Answerer{Library: store, Finder: store, Embedder: ragtest.Embedder{}, Writer: extract.Writer{Embedder: ragtest.Embedder{}}}
}

// A page is what the page shows of an answer: whatever way it goes, it is this.
func page(t *testing.T, p *process, owner string) rag.Answer {
	t.Helper()
	all, err := p.runner.Conversations(t.Context(), owner)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d conversations, %v", len(all), err)
	}
	c, err := p.runner.Conversation(t.Context(), owner, all[0].ID)
	if err != nil || len(c.Answers) != 1 {
		t.Fatalf("%d answers, %v", len(c.Answers), err)
	}
	var a rag.Answer
	if err := json.Unmarshal(c.Answers[0], &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// A real question to a real plan comes out of each way as it stands on the page:
// the same text, sources and notices, and a link; so does a refusal.
func TestReal(t *testing.T) {
	answers := plans(t)
	for _, c := range []struct{ question, want string }{
		{"赤坎区养老服务目标是什么", "出处：\n[1] 《湛江市赤坎区"},
		{"火星基地什么时候建成", "资料中没有找到"},
	} {
		for _, way := range []string{"app", "bot", "ws"} {
			w := newWorld(t, realSockets(), way)
			w.real = answers
			p := w.start()
			got := w.reach(way, p, c.question)
			a := page(t, p, "wecom:"+fakeCorp+"/zhang")
			want := tame(strings.TrimSpace(a.Text)) + "\n\n" + tame(a.Below()) + "\n\n" + linked(p.bot.link(t.Context(), a.ID), false)
			if way == "app" { // in several messages, each with its sources
				if joinedParts := strings.Join(parts(a, linked(p.bot.link(t.Context(), a.ID), false), maxPush), "\n====\n"); got != joinedParts {
					t.Errorf("%s: got\n%s\nwant\n%s", way, got, joinedParts)
				}
			} else if got != want {
				t.Errorf("%s: got\n%s\nwant\n%s", way, got, want)
			}
			if !strings.Contains(got, c.want) || a.Refused != strings.Contains(c.want, "没有找到") {
				t.Errorf("%s: %s", way, got)
			}
		}
	}
}

// reach asks by a way and returns what reaches the user.
func (w *world) reach(way string, p *process, question string) string {
	switch way {
	case "app":
		w.f.agent(w.t, fakeKey, fakeCorp).write(appText{User: "zhang", Content: question, ID: "1"}, p.url)
		w.f.wait("an answer", func() bool { return strings.Contains(w.f.pushedText(), "/a/") })
		return w.f.texts("zhang")
	case "bot":
		g := w.f.agent(w.t, fakeBotKey, "").say(botText{id: "m1", user: "zhang", text: question}, p.url)
		w.f.wait("an answer", func() bool { return g.over })
		return g.last()
	}
	g := w.f.ask(botText{id: "m1", user: "zhang", text: question})
	w.f.wait("an answer", func() bool { return g.finished })
	return g.last()
}

// An oracle answers with the plans where there are some, else by the script.
type oracle struct{ w *world }

// Answer implements talk.Answerer.
func (o oracle) Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	if o.w.real != nil {
		return o.w.real.Answer(ctx, q)
	}
	return o.w.script.Answer(ctx, q)
}
