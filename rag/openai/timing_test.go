package openai

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag"
)

// slowly writes lines of a stream, waiting before each, until the client is gone.
func slowly(pause time.Duration, lines ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "text/event-stream")
		w.WriteHeader(200)
		for _, l := range lines {
			w.(http.Flusher).Flush()
			select {
			case <-time.After(pause):
			case <-r.Context().Done():
				return
			}
			io.WriteString(w, l+"\n")
		}
	}
}

func many(n int, lines ...string) []string {
	return strings.Split(strings.TrimSuffix(strings.Repeat(strings.Join(lines, "|")+"|", n), "|"), "|")
}

func TestLimits(t *testing.T) {
	whole := []string{say(good), finish("stop"), done}
	cases := []struct {
		name   string
		pause  time.Duration
		lines  []string
		reason string // "" where the answer is good
		after  time.Duration
	}{
		{"in time", 29 * time.Second, whole, "", 87 * time.Second},
		{"no answer at all", time.Hour, whole, sayTimeout, 90 * time.Second},
		{"keep-alives extend nothing", 10 * time.Second, append(many(30, ": keep-alive\n"), whole...), sayTimeout, 90 * time.Second},
		{"reasoning extends nothing", 10 * time.Second, append(many(30, think("reasoning_content", "嗯")), whole...), sayTimeout, 90 * time.Second},
		{"think tags extend nothing", 10 * time.Second, append([]string{say("<think>")}, many(30, say("嗯"))...), sayTimeout, 90 * time.Second},
		{"open thinking extends nothing", 10 * time.Second, many(30, say("好的，我想想。")), sayTimeout, 90 * time.Second},
		{"silence", 10 * time.Second, append([]string{say(good)}, many(30, ": keep-alive\n")...), saySilence, 40 * time.Second},
		{"reasoning is silence", 10 * time.Second, append([]string{say(good)}, many(30, think("reasoning", "嗯"))...), saySilence, 40 * time.Second},
		{"a long answer", 29 * time.Second, append(many(20, say(good)), finish("stop"), done), "", 22 * 29 * time.Second},
		{"no end behind the finish", 4 * time.Second, append([]string{say(good), finish("stop")}, many(30, ": keep-alive\n")...), "", 13 * time.Second},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e, end := inBubble(slowly(c.pause, c.lines...))
				defer end()
				w := newTestWriter(t, e)
				start := time.Now()
				_, err := write(t.Context(), w)
				if took := time.Since(start); took > c.after+time.Second || took < c.after-30*time.Second {
					t.Errorf("took %v", took)
				}
				if c.reason == "" && err != nil || c.reason != "" && reasonOf(err) != c.reason {
					t.Errorf("%v, want %q", err, c.reason)
				}
			})
		})
	}
}

// A listener that is slow is not the endpoint's silence.
func TestSlowListener(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, end := inBubble(slowly(time.Second, say(good), say(good), finish("stop"), done))
		defer end()
		for _, err := range newTestWriter(t, e).Write(t.Context(), asks, plan) {
			if err != nil {
				t.Error(err)
			}
			time.Sleep(5 * time.Minute)
		}
	})
}

func TestRetries(t *testing.T) {
	busy := `{"error":{"code":"1302","message":"您的账户已达到速率限制"}}`
	cases := []struct {
		name   string
		fails  []func(http.ResponseWriter)
		reason string
		calls  int32
		min    time.Duration
	}{
		{"429", []func(http.ResponseWriter){code(429, busy, "")}, "", 2, 250 * time.Millisecond},
		{"Retry-After in seconds", []func(http.ResponseWriter){code(429, busy, "7")}, "", 2, 7 * time.Second},
		{"Retry-After as a date", []func(http.ResponseWriter){code(503, "", "date")}, "", 2, 8 * time.Second},
		{"Retry-After too long", []func(http.ResponseWriter){code(429, busy, "3600")}, sayBusy, 1, 0},
		{"502 and 503", []func(http.ResponseWriter){code(502, "<html>", ""), code(503, "", "")}, "", 3, 750 * time.Millisecond},
		{"always 500", []func(http.ResponseWriter){code(500, "", ""), code(500, "", ""), code(500, "", ""), code(500, "", "")}, sayBroken, 4, 0},
		{"400", []func(http.ResponseWriter){code(400, "", "")}, sayRejected, 1, 0},
		{"429 in the stream, nothing told", []func(http.ResponseWriter){inStreamOf(`data: {"error":{"code":429,"message":"busy"}}` + "\n\n")}, "", 2, 0},
		{"500 in the stream, behind content", []func(http.ResponseWriter){inStreamOf(say(good) + "\n" + `data: {"error":{"code":500,"message":"x"}}` + "\n\n")}, sayBroken, 1, 0},
		{"500 in the stream, content held back", []func(http.ResponseWriter){inStreamOf(say("好的。我看看") + "\n" + `data: {"error":{"code":500,"message":"x"}}` + "\n\n")}, "", 2, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var calls atomic.Int32
				e, end := inBubble(func(w http.ResponseWriter, r *http.Request) {
					io.Copy(io.Discard, r.Body)
					if n := int(calls.Add(1)); n <= len(c.fails) {
						c.fails[n-1](w)
						return
					}
					answered(good)(w, nil)
				})
				defer end()
				start := time.Now()
				pieces, err := write(t.Context(), newTestWriter(t, e))
				if calls.Load() != c.calls || time.Since(start) < c.min {
					t.Errorf("%d calls, %v", calls.Load(), time.Since(start))
				}
				if c.reason != "" && reasonOf(err) != c.reason || c.reason == "" && (err != nil || joined(pieces) != good) {
					t.Errorf("%q, %v", pieces, err)
				}
			})
		})
	}
}

func code(status int, text, retryAfter string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		if retryAfter == "date" {
			retryAfter = time.Now().Add(9 * time.Second).UTC().Format(http.TimeFormat)
		}
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(status)
		io.WriteString(w, text)
	}
}

func inStreamOf(text string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, text)
	}
}

func TestConcurrency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		e, end := inBubble(func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(15 * time.Second)
			now.Add(-1) // before the client can know that it has the whole answer
			answered(good)(w, nil)
		})
		defer end()
		w := newTestWriter(t, e, func(c *Config) { c.Concurrency = 2 })
		results := make(chan error)
		for range 8 {
			go func() {
				_, err := write(t.Context(), w)
				results <- err
			}()
		}
		for range 8 {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		if most.Load() != 2 {
			t.Errorf("%d at once", most.Load())
		}
	})
}

func TestWaitingForASlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, end := inBubble(slowly(80*time.Second, say(good), ": still\n"))
		defer end()
		w := newTestWriter(t, e, func(c *Config) { c.Concurrency = 1; c.Silence = time.Hour })
		ctx, cancel := context.WithCancel(t.Context())
		first := make(chan error)
		go func() {
			_, err := write(ctx, w)
			first <- err
		}()
		synctest.Wait()
		if _, err := write(t.Context(), w); reasonOf(err) != sayQueue {
			t.Error(err)
		}
		impatient, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		if _, err := write(impatient, w); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		cancel()
		<-first
	})
}

func TestEmbedderTimesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, end := inBubble(slowly(time.Hour, ""))
		defer end()
		start := time.Now()
		_, err := OpenEmbedder(t.Context(), EmbedConfig{Endpoint: e})
		if reasonOf(err) != sayTimeout || time.Since(start) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		embedder, err := OpenEmbedder(ctx, EmbedConfig{Endpoint: e, Dimensions: 2})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = embedder.Embed(ctx, rag.ForQuery, []string{"问"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
}

func TestRerankerTimesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, end := inBubble(slowly(time.Hour, ""))
		defer end()
		r, err := NewReranker(RerankConfig{Endpoint: e})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		if _, err := r.Rerank(t.Context(), "问", []string{"答"}); reasonOf(err) != sayTimeout || time.Since(start) != 10*time.Second {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}
