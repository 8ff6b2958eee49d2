package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestQuantize(t *testing.T) {
	column := []float32{0, 9, .5, 9, -2, 9, 1.27, 9}
	step := scale(column, 2)
	if want := float32(2. / 127); step != want {
		t.Fatalf("step is %v, not %v", step, want)
	}
	for _, c := range []struct {
		v    float32
		want int8
	}{{0, 0}, {-2, -127}, {2, 127}, {.5, 32}, {1.27, 81}, {3, 127}, {-3, -127}} {
		if got := quantize(c.v, step); got != c.want {
			t.Errorf("%v becomes %d, not %d", c.v, got, c.want)
		}
	}
	if got := scale(make([]float32, 8), 1); got != 1 {
		t.Errorf("step of zeros is %v", got)
	}
}

func TestBlocks(t *testing.T) {
	const k, n = 8, 128
	values := make([]float32, k*n)
	for i := range values {
		values[i] = float32(i*7919%255 - 127)
	}
	p := new(packer)
	sums := p.blocks(values, slices.Repeat([]float32{1}, n))
	if len(p.ints) != k*n {
		t.Fatalf("%d values", len(p.ints))
	}
	for c := range n {
		sum := int32(0)
		for r := range k {
			at := c/block*block*k + r/4*4*block + c%block*4 + r%4
			if got := float32(int8(p.ints[at])); got != values[r*n+c] {
				t.Fatalf("row %d column %d is %v, not %v", r, c, got, values[r*n+c])
			}
			sum += int32(values[r*n+c])
		}
		if sums[c] != sum {
			t.Fatalf("column %d adds up to %d, not %d", c, sums[c], sum)
		}
	}
}

// emptyGraph has all constants of the network, with values of 0.
func emptyGraph() graph {
	zeros := make([]float32, tokens*width)
	g := graph{tensors: map[string]tensor{}, products: map[string]string{}}
	add := func(name string, dims ...int) {
		size := 1
		for _, d := range dims {
			size *= d
		}
		g.tensors[name] = tensor{dims: dims, data: zeros[:size]}
	}
	norm := func(name string) {
		add(name+".LayerNorm.weight", width)
		add(name+".LayerNorm.bias", width)
	}
	add("embeddings.word_embeddings.weight", tokens, width)
	add("embeddings.position_embeddings.weight", positions, width)
	add("embeddings.token_type_embeddings.weight", 2, width)
	norm("embeddings")
	for l := range layers {
		for part, size := range map[string][2]int{
			"attention.self.query": {width, width}, "attention.self.key": {width, width}, "attention.self.value": {width, width},
			"attention.output.dense": {width, width}, "intermediate.dense": {width, inner}, "output.dense": {inner, width},
		} {
			name := fmt.Sprintf("encoder.layer.%d.%s", l, part)
			add(name, size[0], size[1])
			add(name+".bias", size[1])
			node := fmt.Sprintf("/encoder/layer.%d/%s/MatMul", l, strings.ReplaceAll(part, ".", "/"))
			g.products[node] = name
		}
		norm(fmt.Sprintf("encoder.layer.%d.attention.output", l))
		norm(fmt.Sprintf("encoder.layer.%d.output", l))
	}
	return g
}

// The file has the size of the one that is embedded.
func TestPack(t *testing.T) {
	committed, err := os.ReadFile("../model.bin")
	if err != nil {
		t.Fatal(err)
	}
	start := bytes.IndexByte(committed, '\n') + 1
	size := int(committed[start]) | int(committed[start+1])<<8 | int(committed[start+2])<<16
	words := strings.Split(string(committed[start+4:start+3+size]), "\n")
	packed, err := pack(emptyGraph(), words)
	if err != nil {
		t.Fatal(err)
	}
	if len(packed) != len(committed) {
		t.Errorf("%d bytes, the committed file %d", len(packed), len(committed))
	}
	if end := start + 4 + size; !bytes.Equal(packed[:end], committed[:end]) {
		t.Error("the file begins otherwise than the committed one")
	}
}

func TestPackNamesWhatIsMissing(t *testing.T) {
	whole := emptyGraph()
	without := func(name string) *packer {
		left := whole
		left.tensors = maps.Clone(whole.tensors)
		delete(left.tensors, name)
		return &packer{g: left}
	}
	check := func(name string, err error) {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	const words = "embeddings.word_embeddings.weight"
	check(words, without(words).embeddings())
	for _, name := range []string{"attention.self.key", "attention.self.key.bias", "attention.output.LayerNorm.weight"} {
		name = "encoder.layer.2." + name
		check(name, without(name).layer(2))
	}
	delete(whole.products, "/encoder/layer.1/attention/output/dense/MatMul")
	check("layer.1/attention/output", without("").layer(1))
	if _, err := pack(graph{}, nil); err == nil {
		t.Error("an empty graph is packed")
	}
}

func TestVocabulary(t *testing.T) {
	words, err := vocabulary([]byte(`{"model":{"vocab":{"b":1,"a":0,"##c":2}}}`))
	if err != nil || !slices.Equal(words, []string{"a", "b", "##c"}) {
		t.Errorf("%q, %v", words, err)
	}
	for _, bad := range []string{`{`, `{"model":{"vocab":{"a":1}}}`, `{"model":{"vocab":{"a":0,"b":0}}}`, `{"model":{"vocab":{"a":-1}}}`} {
		if _, err := vocabulary([]byte(bad)); err == nil {
			t.Errorf("%s is accepted", bad)
		}
	}
}

// writeJar makes a jar with a file in it.
func writeJar(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "model.jar")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRunRefuses(t *testing.T) {
	out := filepath.Join(t.TempDir(), "model.bin")
	for _, c := range []struct{ jar, want string }{
		{filepath.Join(t.TempDir(), "none.jar"), "no such file"},
		{writeJar(t, "other", ""), modelFile},
		{writeJar(t, modelFile, "not the model"), "sha256"},
	} {
		if err := run([]string{"-o", out, c.jar}, io.Discard); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.jar, err, c.want)
		}
	}
	if err := run([]string{"-x"}, io.Discard); err == nil {
		t.Error("an unknown flag is accepted")
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a file is written")
	}
}

func TestScaleIgnoresSign(t *testing.T) {
	if got := scale([]float32{-4, 3}, 1); math.Abs(float64(got)-4./127) > 1e-9 {
		t.Errorf("scale is %v", got)
	}
}
