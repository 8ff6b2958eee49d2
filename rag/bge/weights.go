package bge

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"unsafe"
)

//go:generate go run ./convert -o model.bin

// packed is the model as convert/pack.go writes it.
//
//go:embed model.bin
var packed string

const (
	width     = Dimensions
	inner     = 2048
	heads     = 8
	headWidth = width / heads
	layers    = 4
	wordCount = 21128

	magic = "chuchu bge-small-zh-v1.5 int8 1\n"
	// block is how many columns of a matrix stand together.
	block = 64
)

// A network holds all weights.
type network struct {
	words     []int8    // [wordCount][width]
	wordScale []float32 // [wordCount]
	positions []float32 // [MaxTokens][width], token type 0 included
	norm      layerNorm
	layers    [layers]layer
	plain     matrix // scale 1, no bias: for integers that are numbers already
}

// A layer is one encoder of the network.
type layer struct {
	qkv, out, up, down linear
	attended, norm     layerNorm // after attention, after the feed-forward part
}

// A linear is a matrix, to whose product that of two narrow ones may be added:
// what a network learned besides (LoRA, Hu et al. 2021). Where it has none,
// narrow has no rows.
type linear struct {
	matrix
	narrow, wide matrix // to rank columns, and from rank rows
}

// A matrix has k rows and as many columns as scales. Its value at row r and
// column c is values[…]·scale[c], in blocks: [c/64][r/4][c%64][r%4].
type matrix struct {
	k      int
	values []int8
	scale  []float32
	bias   []float32
	sums   []int32 // of each column of values
}

// linears are the products of a layer in the order of the file.
func (l *layer) linears() []*linear { return []*linear{&l.qkv, &l.out, &l.up, &l.down} }

// A layerNorm is the weight and bias of a layer norm.
type layerNorm struct {
	weight, bias []float32
}

var errModel = errors.New("embedded model is damaged")

// load reads a packed model. The int8 values are used where they are.
func load(file string) (words []string, n *network, err error) {
	r := &reader{rest: file}
	if r.take(len(magic)) != magic {
		return nil, nil, errModel
	}
	words = strings.Split(strings.TrimSuffix(r.take(int(r.uint32())), "\n"), "\n")
	n = &network{wordScale: r.floats(wordCount), positions: r.floats(MaxTokens * width), norm: r.norm()}
	n.plain = matrix{scale: slices.Repeat([]float32{1}, width), bias: make([]float32, width), sums: make([]int32, width)}
	for i := range n.layers {
		l := &n.layers[i]
		l.qkv.matrix = r.matrix(width, 3*width)
		l.out.matrix = r.matrix(width, width)
		l.attended = r.norm()
		l.up.matrix = r.matrix(width, inner)
		l.down.matrix = r.matrix(inner, width)
		l.norm = r.norm()
	}
	n.words = r.int8s(wordCount * width)
	for i := range n.layers {
		l := &n.layers[i]
		for _, m := range l.linears() {
			m.values = r.int8s(m.k * len(m.scale))
		}
	}
	if r.short || r.rest != "" || len(words) != wordCount {
		return nil, nil, errModel
	}
	return words, n, nil
}

// A reader takes a packed model apart. After the end it returns zeros and
// remembers that the file was too short.
type reader struct {
	rest  string
	short bool
}

func (r *reader) take(n int) string {
	if n > len(r.rest) {
		r.short = true
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reader) uint32() uint32 {
	var b [4]byte
	copy(b[:], r.take(4))
	return binary.LittleEndian.Uint32(b[:])
}

func (r *reader) floats(n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = math.Float32frombits(r.uint32())
	}
	return v
}

// int8s returns the next n bytes without a copy. They must not be written to.
func (r *reader) int8s(n int) []int8 {
	s := r.take(n)
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.StringData(s))), len(s))
}

func (r *reader) norm() layerNorm {
	return layerNorm{weight: r.floats(width), bias: r.floats(width)}
}

// matrix reads the numbers of a matrix; its values come later in the file.
func (r *reader) matrix(k, n int) matrix {
	m := matrix{k: k, scale: r.floats(n), bias: r.floats(n), sums: make([]int32, n)}
	for i := range m.sums {
		m.sums[i] = int32(r.uint32())
	}
	return m
}
