package main

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

// number and text encode a field of a protobuf message.
func number(field int, n uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(nil, uint64(field)<<3), n)
}

func text(field int, s string) []byte {
	b := binary.AppendUvarint(binary.AppendUvarint(nil, uint64(field)<<3|2), uint64(len(s)))
	return append(b, s...)
}

func message(fields ...[]byte) string {
	return string(slices.Concat(fields...))
}

func rawFloats(v ...float32) string {
	var b []byte
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return string(b)
}

// smallModel has a matrix product, another node, and constants of three kinds.
func smallModel() []byte {
	product := message(text(1, "x"), text(1, "w"), text(2, "y"), text(3, "/dense/MatMul"), text(4, "MatMul"))
	sum := message(text(1, "y"), text(1, "b"), text(3, "/dense/Add"), text(4, "Add"))
	w := message(number(1, 2), number(1, 3), number(2, 1), text(8, "w"), text(9, rawFloats(1, 2, 3, 4, 5, 6)))
	b := message(text(1, "\x03"), number(2, 1), text(8, "b"), text(9, rawFloats(-1, .5, 0))) // packed dimensions
	ints := message(number(1, 1), number(2, 7), text(8, "ids"), text(9, "\x01\x00\x00\x00\x00\x00\x00\x00"))
	graph := message(text(1, product), text(1, sum), text(2, "graph"), text(5, w), text(5, b), text(5, ints))
	fixed := []byte{9<<3 | 1, 0, 0, 0, 0, 0, 0, 0, 0, 10<<3 | 5, 0, 0, 0, 0}
	return []byte(message(number(1, 8), fixed, text(7, graph)))
}

func TestParseModel(t *testing.T) {
	g, err := parseModel(smallModel())
	if err != nil {
		t.Fatal(err)
	}
	if len(g.products) != 1 || g.products["/dense/MatMul"] != "w" {
		t.Errorf("products are %v", g.products)
	}
	if len(g.tensors) != 2 {
		t.Errorf("%d constants", len(g.tensors))
	}
	w, err := g.constant("w", 2, 3)
	if err != nil || !slices.Equal(w, []float32{1, 2, 3, 4, 5, 6}) {
		t.Errorf("w is %v, %v", w, err)
	}
	b, err := g.constant("b", 3)
	if err != nil || !slices.Equal(b, []float32{-1, .5, 0}) {
		t.Errorf("b is %v, %v", b, err)
	}
}

func TestConstantRefuses(t *testing.T) {
	g, err := parseModel(smallModel())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		dims []int
		want string
	}{
		{"none", []int{3}, "no constant"},
		{"ids", []int{1}, "no constant"},
		{"w", []int{3, 2}, "[2 3]"},
		{"b", []int{4}, "[3]"},
	} {
		if _, err := g.constant(c.name, c.dims...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %v: %v", c.name, c.dims, err)
		}
	}
}

// A model cut off anywhere is an error, or lacks its end; it never reads on.
func TestParseModelCutShort(t *testing.T) {
	whole := smallModel()
	for n := range whole {
		g, err := parseModel(whole[:n])
		if err == nil && len(g.tensors) != 0 {
			t.Errorf("%d of %d bytes give %d constants", n, len(whole), len(g.tensors))
		}
	}
	if _, err := parseModel([]byte{7<<3 | 2, 200}); !errors.Is(err, errTruncated) {
		t.Errorf("got %v", err)
	}
	if _, err := parseModel([]byte{1<<3 | 3}); err == nil {
		t.Error("a group is accepted")
	}
}

func FuzzParseModel(f *testing.F) {
	f.Add(smallModel())
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := parseModel(data)
		for name, c := range g.tensors {
			if err == nil && 4*len(c.data) > len(data) {
				t.Errorf("%q has more values than the file", name)
			}
		}
	})
}
