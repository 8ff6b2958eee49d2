package rag_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// An itinerary notes steps as they end, each below the one that it is in.
type itinerary struct {
	mu    sync.Mutex
	steps []string
	open  int
}

type placeKey struct{}

// trace is a rag.Trace.
func (i *itinerary) trace(ctx context.Context, step string) (context.Context, func(error, ...slog.Attr)) {
	above, _ := ctx.Value(placeKey{}).(string)
	path := strings.TrimPrefix(above+"/"+step, "/")
	i.mu.Lock()
	defer i.mu.Unlock()
	i.open++
	return context.WithValue(ctx, placeKey{}, path), func(err error, about ...slog.Attr) {
		i.mu.Lock()
		defer i.mu.Unlock()
		i.open--
		i.steps = append(i.steps, strings.TrimSuffix(fmt.Sprintf("%s %v%v", path, err, about), "[]"))
	}
}

// traced answers and returns the steps.
func traced(t *testing.T, a *rag.Answerer, q rag.Question) []string {
	t.Helper()
	i := new(itinerary)
	for _, err := range a.Answer(rag.WithTrace(t.Context(), i.trace), q) {
		if err != nil && !errors.Is(err, rag.ErrModel) {
			t.Fatal(err)
		}
	}
	if i.open != 0 {
		t.Errorf("%d steps are not over", i.open)
	}
	return i.steps
}

// Every step is told, in its place, with what came of it and without a word of
// what was asked or said.
func TestTrace(t *testing.T) {
	w := &ragtest.Writer{Pieces: []string{"新增养老床位300张[1]。新增养老床位500张[1]。"}}
	a := answerer(w)
	a.Reranker = order{err: errors.New("down")}
	got := traced(t, a, rag.Question{Text: "赤坎区新增多少张养老床位？"})
	want := []string{
		"understand <nil>", "find/embed <nil>", "find/match <nil>", "find/near <nil>", "find/match <nil>", "find/near <nil>", "find/fuse <nil>",
		"find/rerank down", "find <nil>", "write/verify <nil>[problem=]", "write/verify <nil>[problem=number]", "write <nil>[model=" + w.Name() + "]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A model that fails is told as the step that it failed in; who stops listening
// is no failure.
func TestTraceOfFailures(t *testing.T) {
	broken := answerer(&ragtest.Writer{Err: errors.New("401")})
	got := traced(t, broken, rag.Question{Text: "赤坎区新增多少张养老床位？"})
	if last := got[len(got)-1]; !strings.HasPrefix(last, "write the model failed: 401") {
		t.Errorf("got %s", last)
	}
	i := new(itinerary)
	for range answerer(&ragtest.Writer{Pieces: []string{"甲"}}).Answer(rag.WithTrace(t.Context(), i.trace), rag.Question{Text: "赤坎区养老床位"}) {
		break
	}
	if i.open != 0 || slices.ContainsFunc(i.steps, func(s string) bool { return !strings.Contains(s, "<nil>") }) {
		t.Errorf("%d open, %v", i.open, i.steps)
	}
}

func TestStepWithoutTrace(t *testing.T) {
	ctx, over := rag.Step(t.Context(), "find")
	over(errors.New("nobody hears it"))
	if ctx != t.Context() {
		t.Error("another context")
	}
}
