package bge

import "math"

// panel is how many rows a tile has; buffers of rows end with a whole panel.
const panel = 6

// upRows is how many tokens pass the feed-forward part together, so that
// their 2048 inner values stay in the cache.
const upRows = 16 * panel

// A scratch holds what one text needs while it passes the network. It grows
// to the longest text seen.
type scratch struct {
	x      []float32 // [rows][width], the tokens on their way
	y      []float32 // [rows][width], what a part of a layer adds to them
	kv     []float32 // [rows][2·width], keys and values
	up     []float32 // [upRows][inner]
	in     quantized // input of a product
	low    []float32 // [rows][rank], what a narrow matrix makes of it
	lowIn  quantized // low
	beside []float32 // what a wide matrix makes of low
	tile   tile      // being computed
	attention
}

// Quantized rows, each with its step.
type quantized struct {
	bytes []uint8
	steps []step
}

// A step says what quantized numbers stand for: (q − zero)·scale.
type step struct {
	scale float32
	zero  int32
}

// resize returns s with n elements, whose values do not matter.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// whole returns n rounded up to a multiple of unit.
func whole(n, unit int) int {
	return (n + unit - 1) / unit * unit
}

// forward returns the first token of a text after the last layer of a network.
// It stays valid until s is used again.
func (m *Model) forward(net *network, ids []int32, s *scratch) []float32 {
	n := len(ids)
	rows := whole(n, panel)
	s.x, s.y = resize(s.x, rows*width), resize(s.y, rows*width)
	s.kv = resize(s.kv, rows*2*width)
	s.up = resize(s.up, min(rows, upRows)*inner)
	s.in.bytes = resize(s.in.bytes, max(rows*width, min(rows, upRows)*inner))
	s.in.steps = resize(s.in.steps, rows)
	m.embedTokens(ids, s)
	for i := range net.layers {
		live := n // tokens that anything depends on after this layer
		if i == layers-1 {
			live = 1
		}
		m.layer(&net.layers[i], s, n, live)
	}
	return s.x[:width]
}

// embedTokens sets the rows of s.x to the embeddings of the tokens.
func (m *Model) embedTokens(ids []int32, s *scratch) {
	for i, id := range ids {
		x, y := s.x[i*width:][:width], s.y[i*width:][:width]
		scale := m.net.wordScale[id]
		for j, v := range m.net.words[int(id)*width:][:width] {
			x[j] = float32(v) * scale
		}
		copy(y, m.net.positions[i*width:])
		m.kernels.norm(x, y, &m.net.norm)
	}
}

// layer passes n tokens through one layer; of its output the first live rows
// are computed.
func (m *Model) layer(l *layer, s *scratch, n, live int) {
	m.quantizeRows(&s.in, s.x, n, width)
	query, rest := l.qkv.columns(0, width), l.qkv.columns(width, 3*width)
	m.project(s.y, s, live, &query)
	m.project(s.kv, s, n, &rest)
	m.attend(s, n, live)
	m.quantizeRows(&s.in, s.y, live, width)
	m.project(s.y, s, live, &l.out)
	m.normRows(s.x, s.y, live, &l.attended)
	for r := 0; r < live; r += upRows {
		k := min(live-r, upRows)
		x, y := s.x[r*width:], s.y[r*width:]
		m.quantizeRows(&s.in, x, k, width)
		m.project(s.up, s, k, &l.up)
		for i := range k {
			m.kernels.gelu(s.up[i*inner:][:inner])
		}
		m.quantizeRows(&s.in, s.up, k, inner)
		m.project(y, s, k, &l.down)
		m.normRows(x, y, k, &l.norm)
	}
}

// project sets dst to what a linear makes of the rows in s.in.
func (m *Model) project(dst []float32, s *scratch, rows int, w *linear) {
	m.multiply(dst, &s.tile, rows, &s.in, &w.matrix)
	if w.narrow.k == 0 {
		return
	}
	whole, n := whole(rows, panel), len(w.scale)
	s.low, s.beside = resize(s.low, whole*rank), resize(s.beside, whole*n)
	s.lowIn.bytes, s.lowIn.steps = resize(s.lowIn.bytes, whole*rank), resize(s.lowIn.steps, whole)
	m.multiply(s.low, &s.tile, rows, &s.in, &w.narrow)
	m.quantizeRows(&s.lowIn, s.low, rows, rank)
	m.multiply(s.beside, &s.tile, rows, &s.lowIn, &w.wide)
	add(dst[:rows*n], s.beside)
}

// add adds y to x.
func add(x, y []float32) {
	y = y[:len(x)]
	for i := range x {
		x[i] += y[i]
	}
}

// normRows adds y to each row of x and normalizes it.
func (m *Model) normRows(x, y []float32, rows int, n *layerNorm) {
	for i := 0; i < rows*width; i += width {
		m.kernels.norm(x[i:][:width], y[i:][:width], n)
	}
}

// quantizeRows sets q to the rows of x, each with its own step.
func (m *Model) quantizeRows(q *quantized, x []float32, rows, size int) {
	for r := range rows {
		q.steps[r] = m.quantize(q.bytes[r*size:][:size], x[r*size:][:size])
	}
}

// quantize sets dst to the multiples of a step nearest to x. The steps divide
// the range of x, which is made to include 0, into 255.
func (m *Model) quantize(dst []uint8, x []float32) step {
	lo, hi := m.kernels.extremes(x)
	lo, hi = min(lo, 0), max(hi, 0)
	if lo == hi {
		clear(dst)
		return step{scale: 1}
	}
	perUnit := 255 / (hi - lo)
	q := step{scale: (hi - lo) / 255, zero: nearest(float32(-lo * perUnit))}
	m.kernels.toBytes(dst, x, perUnit, q.zero)
	return q
}

// multiply sets dst to the product of quantized rows and w, plus bias.
func (m *Model) multiply(dst []float32, t *tile, rows int, in *quantized, w *matrix) {
	n := len(w.scale)
	*t = tile{cStride: 4 * n, aStride: w.k, steps: w.k / 4}
	for c := 0; c < n; c += block {
		t.b = bytesOf(w.values[c*w.k:][:block*w.k])
		for r := 0; r < rows; r += panel {
			t.c = bytesOf(dst[r*n+c:][:(panel-1)*n+block])
			t.a = bytesOf(in.bytes[r*w.k:][:panel*w.k])
			m.kernels.tile8(t)
		}
	}
	for r := range rows {
		m.kernels.rescale(dst[r*n:][:n], w, in.steps[r])
	}
}

// columns returns the columns of w from one block to another.
func (w *linear) columns(from, to int) linear {
	l := linear{matrix: w.matrix.columns(from, to), narrow: w.narrow}
	if w.narrow.k > 0 {
		l.wide = w.wide.columns(from, to)
	}
	return l
}

// columns returns the columns of w from one block to another.
func (w *matrix) columns(from, to int) matrix {
	return matrix{k: w.k, values: w.values[from*w.k : to*w.k], scale: w.scale[from:to], bias: w.bias[from:to], sums: w.sums[from:to]}
}

// unit returns x divided by its length.
func unit(x []float32) []float32 {
	sum := 0.0
	for _, v := range x {
		sum += float64(float64(v) * float64(v))
	}
	v := make([]float32, len(x))
	for i := range x {
		v[i] = float32(float64(x[i]) / math.Sqrt(sum))
	}
	return v
}
