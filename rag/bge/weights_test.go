package bge

import (
	"errors"
	"math"
	"testing"
)

func TestLoad(t *testing.T) {
	words, n, err := load(packed)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[int]string{padToken: "[PAD]", unknownToken: "[UNK]", beginToken: "[CLS]", endToken: "[SEP]", maskToken: "[MASK]"} {
		if words[id] != want {
			t.Errorf("token %d is %q, not %q", id, words[id], want)
		}
	}
	for i := range n.layers {
		l := &n.layers[i]
		for name, w := range map[string]*linear{"qkv": &l.qkv, "out": &l.out, "up": &l.up, "down": &l.down} {
			checkMatrix(t, name, &w.matrix)
		}
	}
}

// checkMatrix sees that sums are those of the columns, and that every column
// uses its whole range.
func checkMatrix(t *testing.T, name string, m *matrix) {
	t.Helper()
	if len(m.values) != m.k*len(m.scale) || len(m.bias) != len(m.scale) {
		t.Fatalf("%s has %d values, %d scales, %d biases", name, len(m.values), len(m.scale), len(m.bias))
	}
	for c := range m.sums {
		sum, most := int32(0), int8(0)
		for r := range m.k {
			v := m.values[(c/block*m.k/4+r/4)*4*block+c%block*4+r%4]
			sum += int32(v)
			most = max(most, v, -v)
		}
		if sum != m.sums[c] || most != 127 {
			t.Fatalf("%s: column %d adds up to %d, not %d, and reaches %d", name, c, sum, m.sums[c], most)
		}
		if s := float64(m.scale[c]); !(s > 0 && s < 1) || math.IsNaN(float64(m.bias[c])) {
			t.Fatalf("%s: column %d has scale %v and bias %v", name, c, s, m.bias[c])
		}
	}
}

func TestLoadRefusesDamage(t *testing.T) {
	for name, file := range map[string]string{
		"empty":     "",
		"other":     "something else, but long enough to hold a first line",
		"cut":       packed[:len(packed)-1],
		"cut early": packed[:len(magic)+2],
		"too long":  packed + "x",
	} {
		if _, _, err := load(file); !errors.Is(err, errModel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestColumns(t *testing.T) {
	_, n, err := load(packed)
	if err != nil {
		t.Fatal(err)
	}
	all := &n.layers[2].qkv
	part := all.columns(width, 3*width)
	if len(part.scale) != 2*width || part.sums[0] != all.sums[width] || part.bias[5] != all.bias[width+5] {
		t.Error("columns have other numbers")
	}
	checkMatrix(t, "part", &part.matrix)
}
