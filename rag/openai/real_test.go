package openai

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/extract"
	"chuchu/rag/ragtest"
)

// realEndpoint is the address of a real endpoint, as scripts/endpoints prints it.
func realEndpoint(t *testing.T, variable, model string) Endpoint {
	base := os.Getenv(variable)
	if base == "" && os.Getenv("CI") == "true" {
		t.Fatal(variable + " is not set")
	}
	if base == "" {
		t.Skip(variable + " is not set")
	}
	return Endpoint{BaseURL: base, Model: model}
}

// The real chat model is tiny and English: what it says is no matter, how it
// comes is.
func TestRealChat(t *testing.T) {
	e := realEndpoint(t, "CHUCHU_TEST_CHAT_URL", "local")
	w := newTestWriter(t, e, func(c *Config) { c.Context = 1900 })
	said := ""
	library := ragtest.Library{Plans: []chunk.Plan{ragtest.Plan(plan[0].Document, "# 养老\n"+plan[0].Text)}}
	answerer := rag.Answerer{Library: library, Finder: library, Embedder: ragtest.Embedder{}, Writer: w, Fallback: extract.Writer{}}
	for event, err := range answerer.Answer(t.Context(), asks) {
		if err != nil {
			t.Fatal(err)
		}
		if d, ok := event.(rag.Delta); ok {
			said += d.Text
		}
		if f, ok := event.(rag.Finished); ok {
			t.Logf("%s %+v", f.Answer.Text, f.Answer.Notices)
			if len(f.Answer.Sentences) == 0 && !f.Answer.Refused {
				t.Error("neither an answer nor a refusal")
			}
			for _, s := range f.Answer.Sentences {
				if !s.Supported {
					t.Errorf("%+v", s)
				}
			}
		}
	}
	if strings.TrimSpace(said) == "" || !utf8.ValidString(said) {
		t.Errorf("the model said %q", said)
	}
	e.BaseURL = strings.TrimSuffix(e.BaseURL, "/v1")
	holds(t, Check(t.Context(), Setup{Chat: &Config{Endpoint: e}}), []bool{false}, "请把接口地址改为 "+e.BaseURL+"/v1")
}

func TestRealEmbeddings(t *testing.T) {
	e := realEndpoint(t, "CHUCHU_TEST_EMBED_URL", "multilingual-e5-small-q4")
	embedder, err := OpenEmbedder(t.Context(), EmbedConfig{Endpoint: e})
	if err != nil {
		t.Fatal(err)
	}
	if err := embedder.Calibrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	m := embedder.Model()
	t.Logf("%+v", m)
	if m.Dimensions != 384 || m.Low < 0.7 || m.High > 0.95 || m.High <= m.Low {
		t.Errorf("%+v", m)
	}
	many := texts(23)
	vectors, err := embedder.Embed(t.Context(), rag.ForPassage, many)
	if err != nil || len(vectors) != len(many) {
		t.Fatal(len(vectors), err)
	}
	alone, err := embedder.Embed(t.Context(), rag.ForPassage, many[22:])
	if err != nil || cosine(alone[0], vectors[22]) < 0.999 {
		t.Errorf("%v: alone another vector", err)
	}
	nearest(t, embedder)
}

// nearest expects nearly all questions nearest to the passage that answers them.
func nearest(t *testing.T, e *Embedder) {
	t.Helper()
	questions, passages := make([]string, len(pairs)), make([]string, len(pairs))
	for i, p := range pairs {
		questions[i], passages[i] = p[0], p[1]
	}
	qs, err := e.Embed(t.Context(), rag.ForQuery, questions)
	if err != nil {
		t.Fatal(err)
	}
	ps, err := e.Embed(t.Context(), rag.ForPassage, passages)
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for i, q := range qs {
		scores := make([]float64, len(ps))
		for j, p := range ps {
			scores[j] = cosine(q, p)
		}
		if slices.Max(scores) == scores[i] {
			right++
		}
	}
	if right < len(pairs)-1 {
		t.Errorf("%d of %d questions are nearest to their answer", right, len(pairs))
	}
}
