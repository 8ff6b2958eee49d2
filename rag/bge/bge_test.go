package bge

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

// readJSON decodes a file of testdata.
func readJSON[T any](t testing.TB, name string) (v T) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// referenceVectors returns what ONNX Runtime computed in float32.
func referenceVectors(t testing.TB) [][]float32 {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.bin")
	if err != nil {
		t.Fatal(err)
	}
	var all [][]float32
	for row := range slices.Chunk(data, 4*Dimensions) {
		v := make([]float32, Dimensions)
		for i := range v {
			v[i] = math.Float32frombits(binary.LittleEndian.Uint32(row[4*i:]))
		}
		all = append(all, v)
	}
	return all
}

func dot(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func openModel(t testing.TB) *Model {
	t.Helper()
	m, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestEmbedAgreesWithONNXRuntime(t *testing.T) {
	texts := readJSON[[]string](t, "texts.json")
	want := referenceVectors(t)
	got, err := openModel(t).Embed(context.Background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(texts) || len(want) != len(texts) {
		t.Fatalf("%d texts, %d vectors, %d references", len(texts), len(got), len(want))
	}
	least, sum := 1.0, 0.0
	for i := range texts {
		if length := dot(got[i], got[i]); math.Abs(length-1) > 1e-6 {
			t.Errorf("vector of text %d has squared length %v", i, length)
		}
		cosine := dot(got[i], want[i])
		if cosine < 0.99 {
			t.Errorf("cosine %.5f for %.60q", cosine, texts[i])
		}
		least, sum = min(least, cosine), sum+cosine
	}
	t.Logf("cosine with float32: least %.5f, mean %.5f", least, sum/float64(len(texts)))
}

func TestTokens(t *testing.T) {
	texts := readJSON[[]string](t, "texts.json")
	m := openModel(t)
	for i, want := range readJSON[[][]int32](t, "ids.json") {
		if got := m.tokens.encode(texts[i], MaxTokens); !slices.Equal(got, want) {
			t.Errorf("%.60q:\n got %v\nwant %v", texts[i], got, want)
		}
	}
}
