package openai

import (
	"slices"
	"testing"
)

func newTestReranker(t *testing.T, f *fake, path string) *Reranker {
	t.Helper()
	f.call = "/rerank"
	e := f.endpoint()
	e.BaseURL, e.Extra = e.BaseURL+path, ""
	r, err := NewReranker(RerankConfig{Endpoint: e})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReranker(t *testing.T) {
	for name, reply := range map[string]string{
		"Jina":   `{"model":"m","usage":{},"results":[{"index":2,"relevance_score":0.9,"document":{"text":"丙"}},{"index":0,"relevance_score":0.5},{"index":1,"relevance_score":-0.1}]}`,
		"Cohere": `{"id":"x","results":[{"index":2,"relevance_score":0.9},{"index":0,"relevance_score":0.5},{"index":1,"relevance_score":-0.1}],"meta":{}}`,
		"TEI":    `[{"index":2,"score":0.9},{"index":0,"score":0.5},{"index":1,"score":-0.1}]`,
	} {
		for _, path := range []string{"", "/rerank", "/"} {
			f := newFake(t, openAI, status(200, reply))
			scores, err := newTestReranker(t, f, path).Rerank(t.Context(), "问", []string{"甲", "乙", "丙"})
			if err != nil || !slices.Equal(scores, []float64{0.5, -0.1, 0.9}) {
				t.Errorf("%s: %v, %v", name, scores, err)
			}
			b := f.asked()[0]
			if len(b) != 4 || string(b["documents"]) != `["甲","乙","丙"]` || string(b["top_n"]) != "3" || string(b["query"]) != `"问"` || string(b["model"]) != `"test-model"` {
				t.Errorf("%s: sent %v", name, b)
			}
		}
	}
}

func TestRerankerOfTEI(t *testing.T) {
	f := newFake(t, openAI, status(422, "Failed to deserialize the JSON body into the target type: missing field `texts` at line 1"),
		status(200, `[{"index":0,"score":1}]`), status(200, `[{"index":0,"score":1}]`))
	r := newTestReranker(t, f, "")
	for range 2 {
		if scores, err := r.Rerank(t.Context(), "问", []string{"甲"}); err != nil || !slices.Equal(scores, []float64{1}) {
			t.Errorf("%v, %v", scores, err)
		}
	}
	if b := f.asked()[2]; b["documents"] != nil || string(b["texts"]) != `["甲"]` {
		t.Errorf("sent %v", b)
	}
}

func TestRerankerFails(t *testing.T) {
	for reason, replies := range map[string][]reaction{
		sayKey:      {status(401, ``)},
		sayNotFound: {status(404, ``)},
		sayUnread:   {status(200, `"x"`)},
		sayVectors: {
			status(200, `{}`), status(200, `{"results":[{"index":0,"relevance_score":1}]}`),
			status(200, `{"results":[{"index":0,"relevance_score":1},{"index":0,"relevance_score":1}]}`),
			status(200, `{"results":[{"index":0,"relevance_score":1},{"index":2,"relevance_score":1}]}`),
			status(200, `{"results":[{"index":0,"relevance_score":1},{"index":1}]}`),
		},
	} {
		f := newFake(t, openAI, replies...)
		r := newTestReranker(t, f, "")
		for range replies {
			if _, err := r.Rerank(t.Context(), "问", []string{"甲", "乙"}); reasonOf(err) != reason {
				t.Errorf("%v, want %s", err, reason)
			}
		}
	}
	if scores, err := newTestReranker(t, newFake(t, openAI), "").Rerank(t.Context(), "问", nil); err != nil || len(scores) != 0 {
		t.Errorf("%v, %v", scores, err)
	}
	if _, err := NewReranker(RerankConfig{}); reasonOf(err) != sayIncomplete {
		t.Error(err)
	}
}
