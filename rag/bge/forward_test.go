package bge

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A slow network computes what package bge computes, in float64 and by the
// book (Vaswani et al. 2017, Devlin et al. 2019), with the same weights.
type slow struct{ net *network }

// rows is a matrix of float64.
type rows [][]float64

func (s slow) forward(ids []int32) []float64 {
	x := make(rows, len(ids))
	for i, id := range ids {
		x[i] = make([]float64, width)
		for j := range x[i] {
			word := float64(s.net.words[int(id)*width+j]) * float64(s.net.wordScale[id])
			x[i][j] = word + float64(s.net.positions[i*width+j])
		}
	}
	x.normalize(&s.net.norm)
	for i := range s.net.layers {
		l := &s.net.layers[i]
		qkv := x.times(&l.qkv)
		x.add(qkv.attend().times(&l.out))
		x.normalize(&l.attended)
		up := x.times(&l.up)
		for _, row := range up {
			for j, v := range row {
				row[j] = v / 2 * (1 + math.Erf(v/math.Sqrt2))
			}
		}
		x.add(up.times(&l.down))
		x.normalize(&l.norm)
	}
	return x[0]
}

// times is what a linear makes of x.
func (x rows) times(w *linear) rows {
	y := x.product(&w.matrix)
	if w.narrow.k > 0 {
		y.add(x.product(&w.narrow).product(&w.wide))
	}
	return y
}

// product is x·w plus bias.
func (x rows) product(w *matrix) rows {
	columns := make(rows, len(w.scale))
	for c := range columns {
		columns[c] = make([]float64, w.k)
		for r := range columns[c] {
			columns[c][r] = float64(w.values[(c/block*w.k/4+r/4)*4*block+c%block*4+r%4]) * float64(w.scale[c])
		}
	}
	y := make(rows, len(x))
	for i, row := range x {
		y[i] = make([]float64, len(columns))
		for c, column := range columns {
			sum := float64(w.bias[c])
			for r, v := range row {
				sum += v * column[r]
			}
			y[i][c] = sum
		}
	}
	return y
}

func (x rows) add(y rows) {
	for i := range x {
		for j := range x[i] {
			x[i][j] += y[i][j]
		}
	}
}

func (x rows) normalize(n *layerNorm) {
	for _, row := range x {
		mean, variance := 0.0, 0.0
		for _, v := range row {
			mean += v / width
		}
		for _, v := range row {
			variance += (v - mean) * (v - mean) / width
		}
		for j, v := range row {
			row[j] = (v-mean)/math.Sqrt(variance)*float64(n.weight[j]) + float64(n.bias[j])
		}
	}
}

// attend is attention over rows of query, key and value.
func (x rows) attend() rows {
	y := make(rows, len(x))
	for i := range x {
		y[i] = make([]float64, width)
		for h := 0; h < width; h += headWidth {
			shares, sum := make([]float64, len(x)), 0.0
			for j := range x {
				for d := h; d < h+headWidth; d++ {
					shares[j] += x[i][d] * x[j][width+d] / math.Sqrt(headWidth)
				}
				shares[j] = math.Exp(shares[j])
				sum += shares[j]
			}
			for j := range x {
				for d := h; d < h+headWidth; d++ {
					y[i][d] += shares[j] / sum * x[j][2*width+d]
				}
			}
		}
	}
	return y
}

// What is lost against exact arithmetic with the same weights is the rounding
// of inputs to int8 and of attention to int16.
func TestForwardAgreesWithFloat64(t *testing.T) {
	m := openModel(t)
	ids := m.tokens.encode("养老服务目标", MaxTokens)
	for name, net := range map[string]*network{"embedding": m.net, "reading": m.reading} {
		want := slow{net}.forward(ids)
		sum, squares := 0.0, 0.0
		got := unit(m.forward(net, ids, new(scratch)))
		for j, v := range got {
			sum += float64(v) * want[j]
			squares += want[j] * want[j]
		}
		if cosine := sum / math.Sqrt(squares); cosine < 0.998 {
			t.Errorf("%s: cosine %.5f", name, cosine)
		}
	}
}

// Attention alone, in int16, is close to exact; at lengths around the ends of
// panels, lanes and blocks.
func TestAttend(t *testing.T) {
	m := openModel(t)
	r := rand.New(rand.NewPCG(9, 10))
	s := new(scratch) // the same throughout: what is left in it must not matter
	for _, n := range []int{2, 65, 5, 6, 7, 16, 17, 64, 1, 130} {
		s.y, s.kv = make([]float32, whole(n, panel)*width), make([]float32, whole(n, panel)*2*width)
		copy(s.y, normal(r, n*width, 1.5))
		copy(s.kv, normal(r, n*2*width, 1.5))
		x := make(rows, n)
		for i := range x {
			for _, v := range s.y[i*width:][:width] {
				x[i] = append(x[i], float64(v))
			}
			for _, v := range s.kv[i*2*width:][:2*width] {
				x[i] = append(x[i], float64(v))
			}
		}
		m.attend(s, n, n)
		worst := 0.0
		for i, row := range x.attend() {
			for j, v := range row {
				worst = max(worst, math.Abs(v-float64(s.y[i*width+j])))
			}
		}
		if worst > 0.01 {
			t.Errorf("%d tokens: off by %v", n, worst)
		}
	}
}

func TestMultiply(t *testing.T) {
	m := openModel(t)
	r := rand.New(rand.NewPCG(11, 12))
	w := m.net.layers[1].out.columns(64, 320)
	for _, n := range []int{1, 6, 13} {
		x := normal(r, n*width, 1)
		in := &quantized{bytes: make([]uint8, whole(n, panel)*width), steps: make([]step, n)}
		m.quantizeRows(in, x, n, width)
		exact := make(rows, n)
		for i := range exact {
			for j := range width {
				q := int32(in.bytes[i*width+j]) - in.steps[i].zero
				exact[i] = append(exact[i], float64(q)*float64(in.steps[i].scale))
			}
		}
		got := make([]float32, whole(n, panel)*len(w.scale))
		m.multiply(got, new(tile), n, in, &w.matrix)
		for i, row := range exact.times(&w) {
			for c, want := range row {
				if v := float64(got[i*len(row)+c]); math.Abs(v-want) > 1e-4 {
					t.Fatalf("row %d of %d, column %d is %v, not %v", i, n, c, v, want)
				}
			}
		}
	}
}

func TestEmbedTokens(t *testing.T) {
	m := openModel(t)
	ids := []int32{beginToken, 1059, 5439, endToken}
	s := &scratch{x: make([]float32, len(ids)*width), y: make([]float32, len(ids)*width)}
	m.embedTokens(ids, s)
	for i := range ids {
		n := layerNorm{weight: m.net.norm.weight, bias: m.net.norm.bias}
		x := rows{make([]float64, width)}
		for j := range width {
			x[0][j] = float64(m.net.words[int(ids[i])*width+j])*float64(m.net.wordScale[ids[i]]) + float64(m.net.positions[i*width+j])
		}
		x.normalize(&n)
		for j, want := range x[0] {
			if got := float64(s.x[i*width+j]); math.Abs(got-want) > 1e-5 {
				t.Fatalf("token %d, dimension %d is %v, not %v", i, j, got, want)
			}
		}
	}
}

func TestUnit(t *testing.T) {
	v := unit([]float32{3, 0, -4})
	if math.Abs(float64(v[0])-.6) > 1e-7 || v[1] != 0 || math.Abs(float64(v[2])+.8) > 1e-7 {
		t.Errorf("got %v", v)
	}
}

func TestWhole(t *testing.T) {
	for _, c := range [][3]int{{0, 6, 0}, {1, 6, 6}, {6, 6, 6}, {7, 6, 12}, {65, 64, 128}} {
		if got := whole(c[0], c[1]); got != c[2] {
			t.Errorf("whole(%d, %d) = %d", c[0], c[1], got)
		}
	}
}
