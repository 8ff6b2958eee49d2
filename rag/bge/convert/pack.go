package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// The shape of the network.
const (
	tokens    = 21128
	positions = 512
	width     = 512
	inner     = 2048
	layers    = 4

	// magic begins the file; package bge refuses any other.
	magic = "chuchu bge-small-zh-v1.5 int8 1\n"
	// block is how many columns of a matrix stand together.
	block = 64
)

// A packer writes the model file. Its methods must follow one another in the
// order in which package bge reads.
type packer struct {
	g    graph
	out  []byte // vocabulary and everything in float32 and int32
	ints []byte // what the network reads in place: embeddings and matrices
}

// pack lays the model out as package bge reads it: the numbers first, then
// the int8 tables.
func pack(g graph, vocabulary []string) ([]byte, error) {
	p := &packer{g: g, out: []byte(magic)}
	p.vocabulary(vocabulary)
	if err := p.embeddings(); err != nil {
		return nil, err
	}
	for l := range layers {
		if err := p.layer(l); err != nil {
			return nil, err
		}
	}
	return append(p.out, p.ints...), nil
}

// vocabulary writes the length in bytes and the tokens, each ended by \n.
func (p *packer) vocabulary(words []string) {
	size := 0
	for _, w := range words {
		size += len(w) + 1
	}
	p.out = binary.LittleEndian.AppendUint32(p.out, uint32(size))
	for _, w := range words {
		p.out = append(append(p.out, w...), '\n')
	}
}

// embeddings writes the word embeddings as int8 rows with a scale each, the
// sum of position and first type embeddings, and the layer norm.
func (p *packer) embeddings() error {
	words, err := p.g.constant("embeddings.word_embeddings.weight", tokens, width)
	if err != nil {
		return err
	}
	scales := make([]float32, tokens)
	for i := range scales {
		row := words[i*width : (i+1)*width]
		scales[i] = scale(row, 1)
		for _, v := range row {
			p.ints = append(p.ints, byte(quantize(v, scales[i])))
		}
	}
	p.floats(scales)
	pos, err := p.g.constant("embeddings.position_embeddings.weight", positions, width)
	if err != nil {
		return err
	}
	kind, err := p.g.constant("embeddings.token_type_embeddings.weight", 2, width)
	if err != nil {
		return err
	}
	sum := make([]float32, len(pos))
	for i := range sum {
		sum[i] = pos[i] + kind[i%width]
	}
	p.floats(sum)
	return p.norm("embeddings.LayerNorm")
}

// layer writes one layer: query, key and value as one matrix, the output of
// attention, and the two matrices of the feed-forward network.
func (p *packer) layer(l int) error {
	self := "attention/self/"
	for _, step := range []func() error{
		func() error { return p.matrix(l, []string{self + "query", self + "key", self + "value"}, width, width) },
		func() error { return p.matrix(l, []string{"attention/output/dense"}, width, width) },
		func() error { return p.norm(fmt.Sprintf("encoder.layer.%d.attention.output.LayerNorm", l)) },
		func() error { return p.matrix(l, []string{"intermediate/dense"}, width, inner) },
		func() error { return p.matrix(l, []string{"output/dense"}, inner, width) },
		func() error { return p.norm(fmt.Sprintf("encoder.layer.%d.output.LayerNorm", l)) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// matrix writes matrices of k rows and n columns side by side: scales, biases
// and column sums as numbers, and the int8 values in blocks of 64 columns,
// four rows of a column together: [column/64][row/4][column%64][row%4].
func (p *packer) matrix(l int, parts []string, k, n int) error {
	var scales, biases []float32
	var sums []int32
	for _, part := range parts {
		product := fmt.Sprintf("/encoder/layer.%d/%s/MatMul", l, part)
		values, err := p.g.constant(p.g.products[product], k, n)
		if err != nil {
			return fmt.Errorf("%s: %w", product, err)
		}
		name := fmt.Sprintf("encoder.layer.%d.%s.bias", l, strings.ReplaceAll(part, "/", "."))
		bias, err := p.g.constant(name, n)
		if err != nil {
			return err
		}
		s := columnScales(values, n)
		biases, scales = append(biases, bias...), append(scales, s...)
		sums = append(sums, p.blocks(values, s)...)
	}
	p.floats(scales)
	p.floats(biases)
	for _, s := range sums {
		p.out = binary.LittleEndian.AppendUint32(p.out, uint32(s))
	}
	return nil
}

// columnScales returns the scale of each of n columns.
func columnScales(values []float32, n int) []float32 {
	scales := make([]float32, n)
	for j := range scales {
		scales[j] = scale(values[j:], n)
	}
	return scales
}

// blocks appends the int8 values of a matrix and returns its column sums.
func (p *packer) blocks(values, scales []float32) []int32 {
	n := len(scales)
	sums := make([]int32, n)
	for b := 0; b < n; b += block {
		for i := 0; i < len(values)/n; i += 4 {
			for j := b; j < b+block; j++ {
				for r := range 4 {
					q := quantize(values[(i+r)*n+j], scales[j])
					sums[j] += int32(q)
					p.ints = append(p.ints, byte(q))
				}
			}
		}
	}
	return sums
}

// norm writes weight and bias of a layer norm.
func (p *packer) norm(name string) error {
	for _, part := range []string{".weight", ".bias"} {
		v, err := p.g.constant(name+part, width)
		if err != nil {
			return err
		}
		p.floats(v)
	}
	return nil
}

func (p *packer) floats(v []float32) {
	for _, x := range v {
		p.out = binary.LittleEndian.AppendUint32(p.out, math.Float32bits(x))
	}
}

// scale returns the step at which every stride-th value fits into ±127.
func scale(v []float32, stride int) float32 {
	most := 0.0
	for i := 0; i < len(v); i += stride {
		most = max(most, math.Abs(float64(v[i])))
	}
	if most == 0 {
		return 1
	}
	return float32(most / 127)
}

// quantize returns the multiple of step nearest to v, within ±127.
func quantize(v, step float32) int8 {
	q := math.RoundToEven(float64(v) / float64(step))
	return int8(min(127, max(-127, q)))
}
