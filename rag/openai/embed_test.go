package openai

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"chuchu/rag"
)

// embeds answers with vectors, last first, in which the first number tells
// the text's length. A call of more than most texts, or of a text longer than
// longest, is refused.
func embeds(most, longest, dimensions int, refuse string) reaction {
	return func(w http.ResponseWriter, b body) {
		var input []string
		json.Unmarshal(b["input"], &input)
		for _, t := range input {
			if len(input) > most || len([]rune(t)) > longest {
				status(400, refuse)(w, b)
				return
			}
		}
		var data []string
		for i, t := range input {
			v := make([]string, dimensions)
			for j := range v {
				v[j] = "0.5"
			}
			v[0] = fmt.Sprint(len([]rune(t)))
			data = append(data, fmt.Sprintf(`{"object":"embedding","index":%d,"embedding":[%s]}`, i, strings.Join(v, ",")))
		}
		slices.Reverse(data)
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"object":"list","data":[%s],"model":"m","usage":{}}`, strings.Join(data, ","))
	}
}

func newEmbedFake(t *testing.T, d dialect, replies ...reaction) *fake {
	f := newFake(t, d, replies...)
	f.call = "/embeddings"
	return f
}

func repeat(n int, r reaction) (out []reaction) {
	for range n {
		out = append(out, r)
	}
	return out
}

// openTestEmbedder opens one of two dimensions that the fake need not be asked for.
func openTestEmbedder(t *testing.T, f *fake, change ...func(*EmbedConfig)) *Embedder {
	t.Helper()
	c := EmbedConfig{Endpoint: f.endpoint(), Dimensions: 2}
	c.Extra = ""
	for _, ch := range change {
		ch(&c)
	}
	e, err := OpenEmbedder(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func sizes(f *fake) (out []int) {
	for _, b := range f.asked() {
		var input []string
		json.Unmarshal(b["input"], &input)
		out = append(out, len(input))
	}
	return out
}

func texts(n int) (out []string) {
	for i := range n {
		out = append(out, strings.Repeat("字", i+1))
	}
	return out
}

func TestEmbedderBatches(t *testing.T) {
	tooMany := `{"error":{"message":"<400> InternalError.Algo.InvalidParameter: batch size is invalid, it should not be larger than 4","code":"InvalidParameter"}}`
	for _, c := range []struct {
		name string
		most int
		want []int
	}{
		{"ten", 10, []int{10, 10, 5}},
		{"four", 4, []int{10, 5, 2, 3, 5, 2, 3, 3, 3, 3, 3, 3}},
		{"one", 1, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newEmbedFake(t, bailian, repeat(60, embeds(c.most, 1000, 2, tooMany))...)
			e := openTestEmbedder(t, f)
			vectors, err := e.Embed(t.Context(), rag.ForPassage, texts(25))
			if err != nil || len(vectors) != 25 {
				t.Fatal(len(vectors), err)
			}
			for i, v := range vectors {
				n := float64(i + 1)
				if math.Abs(float64(v[0])-n/math.Hypot(n, 0.5)) > 1e-5 {
					t.Errorf("vector %d is another's: %v", i, v)
				}
			}
			if got := sizes(f); c.want != nil && !slices.Equal(got, c.want) {
				t.Errorf("batches %v, want %v", got, c.want)
			}
			f.replies = nil
		})
	}
}

// A text that is too long for the endpoint is cut, and does not shrink the batches.
func TestEmbedderCutsWhatIsTooLong(t *testing.T) {
	for _, code := range []int{400, 413, 422} {
		refuse := func(w http.ResponseWriter, b body) {
			var input []string
			json.Unmarshal(b["input"], &input)
			if len(input) > 1 || len([]rune(input[0])) > 300 {
				status(code, `{"error":"inputs must have less than 512 tokens. Given: 800"}`)(w, b)
				return
			}
			embeds(1, 300, 2, "")(w, b)
		}
		f := newEmbedFake(t, vLLM, repeat(3, refuse)...)
		vectors, err := openTestEmbedder(t, f).Embed(t.Context(), rag.ForPassage, []string{strings.Repeat("字", 900)})
		if err != nil || len(vectors) != 1 {
			t.Errorf("%d: %v", code, err)
		}
	}
	f := newEmbedFake(t, vLLM, status(400, `{"error":"no"}`))
	if _, err := openTestEmbedder(t, f).Embed(t.Context(), rag.ForPassage, []string{"短"}); reasonOf(err) != sayRejected {
		t.Error(err)
	}
}

func TestEmbedderSends(t *testing.T) {
	f := newEmbedFake(t, openAI, embeds(10, 100, 3, ""), embeds(10, 100, 3, ""), embeds(10, 100, 3, ""))
	e := openTestEmbedder(t, f, func(c *EmbedConfig) {
		c.Dimensions, c.QueryPrefix, c.PassagePrefix = 0, "query: ", "passage: "
	})
	if m := e.Model(); m != (rag.EmbeddingModel{Name: "test-model", Dimensions: 3, Low: 0, High: 1}) {
		t.Errorf("%+v", m)
	}
	for _, use := range []rag.Use{rag.ForQuery, rag.ForPassage} {
		if _, err := e.Embed(t.Context(), use, []string{"养老", " ", "\xff"}); err != nil {
			t.Fatal(err)
		}
	}
	for n, want := range []string{`["query: 规划"]`, `["query: 养老","query: 。","query: ` + "\uFFFD" + `"]`, `["passage: 养老","passage: 。","passage: ` + "\uFFFD" + `"]`} {
		if got := string(f.asked()[n]["input"]); got != want {
			t.Errorf("sent %s, want %s", got, want)
		}
	}
	if b := f.asked()[0]; len(b) != 2 || string(b["model"]) != `"test-model"` {
		t.Errorf("fields %v", b)
	}
}

// An endpoint that knows no dimensions is asked without them.
func TestEmbedderStatesDimensions(t *testing.T) {
	f := newEmbedFake(t, vLLM, status(400, `{"error":{"message":"Model does not support matryoshka representation, changing output dimensions will lead to poor results."}}`), embeds(10, 100, 2, ""), embeds(10, 100, 2, ""))
	e := openTestEmbedder(t, f)
	for range 2 {
		if _, err := e.Embed(t.Context(), rag.ForQuery, []string{"问"}); err != nil {
			t.Fatal(err)
		}
	}
	for n, want := range []string{"2", "", ""} {
		if got := string(f.asked()[n]["dimensions"]); got != want {
			t.Errorf("request %d: dimensions %q", n, got)
		}
	}
}

func TestEmbedderRefusesWhatDoesNotFit(t *testing.T) {
	list := func(data string) reaction { return status(200, `{"data":[`+data+`]}`) }
	for name, c := range map[string]struct {
		reply  reaction
		reason string
	}{
		"other dimensions": {list(`{"index":0,"embedding":[1,2,3]},{"index":1,"embedding":[1,2,3]}`), sayDimensions},
		"one of two":       {list(`{"index":0,"embedding":[1,2]}`), sayVectors},
		"one twice":        {list(`{"index":0,"embedding":[1,2]},{"index":0,"embedding":[1,2]}`), sayVectors},
		"another index":    {list(`{"index":0,"embedding":[1,2]},{"index":2,"embedding":[1,2]}`), sayVectors},
		"zero":             {list(`{"index":0,"embedding":[1,2]},{"index":1,"embedding":[0,0]}`), sayVectors},
		"empty":            {list(``), sayVectors},
		"web page":         {status(200, `<html>`, "Content-Type", "text/html"), sayPage},
		"DeepSeek":         {status(404, ``), sayNotFound},
		"key":              {status(401, ``), sayKey},
	} {
		t.Run(name, func(t *testing.T) {
			f := newEmbedFake(t, bailian, c.reply)
			if _, err := openTestEmbedder(t, f).Embed(t.Context(), rag.ForQuery, []string{"问", "答"}); reasonOf(err) != c.reason {
				t.Errorf("%v, want %s", err, c.reason)
			}
		})
	}
}

func TestEmbedderRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		e, end := inBubble(func(w http.ResponseWriter, r *http.Request) {
			var b body
			json.NewDecoder(r.Body).Decode(&b)
			io.Copy(io.Discard, r.Body)
			if calls++; calls <= 5 {
				w.WriteHeader(500 + calls)
				return
			}
			embeds(10, 100, 2, "")(w, b)
		})
		defer end()
		embedder, err := OpenEmbedder(t.Context(), EmbedConfig{Endpoint: e, Dimensions: 2})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := embedder.Embed(t.Context(), rag.ForPassage, []string{"文"}); err != nil || calls != 6 {
			t.Errorf("%d calls, %v", calls, err)
		}
		calls = 0
		if _, err := embedder.Embed(t.Context(), rag.ForQuery, []string{"问"}); reasonOf(err) != sayBroken || calls != 4 {
			t.Errorf("%d calls, %v", calls, err)
		}
	})
}

// meanings answers with vectors that share their first number, and that of the
// pair which a text belongs to.
func meanings(base float64) reaction {
	return func(w http.ResponseWriter, b body) {
		var input []string
		json.Unmarshal(b["input"], &input)
		var data []string
		for i, t := range input {
			v := make([]string, len(pairs)+1)
			for j := range v {
				v[j] = "0"
			}
			v[0] = fmt.Sprint(base)
			for j, p := range pairs {
				if slices.Contains(p[:], t) {
					v[j+1] = "1"
				}
			}
			data = append(data, fmt.Sprintf(`{"index":%d,"embedding":[%s]}`, i, strings.Join(v, ",")))
		}
		status(200, `{"data":[`+strings.Join(data, ",")+`]}`)(w, b)
	}
}

func TestCalibrate(t *testing.T) {
	f := newEmbedFake(t, openAI, meanings(2), meanings(2), meanings(2))
	e := openTestEmbedder(t, f, func(c *EmbedConfig) { c.Dimensions = 0 })
	if err := e.Calibrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if m := e.Model(); m.Low != 0.8 || m.High != 1 {
		t.Errorf("%+v", m)
	}
	f = newEmbedFake(t, openAI, meanings(1000), meanings(1000), meanings(1000))
	e = openTestEmbedder(t, f, func(c *EmbedConfig) { c.Dimensions, c.Low, c.High = 0, 0.3, 0.8 })
	if err := e.Calibrate(t.Context()); reasonOf(err) != sayBlind || e.Model().High != 0.8 {
		t.Error(err, e.Model())
	}
}
