package bge

const (
	// keySteps is the range of quantized queries and keys: the sum of 64
	// products, and the difference of two sums, fit into an int32.
	keySteps = 4095
	// valueSteps is the range of quantized values.
	valueSteps = 32767
	// whole1 stands for 1 in the weights of a softmax, which add up to it:
	// their products with values fit into an int32.
	whole1 = 1 << 14
	// lanes is what lengths of rows are rounded up to in attention.
	lanes = 16
)

// An attention holds the quantized sides of attention's two products.
type attention struct {
	queries []int16   // [rows][width]
	row     []int16   // [2][width], rows on their way into keys or values
	keys    []int16   // [head][token/64][dimension/2][token%64][dimension%2]
	values  []int16   // [head][token/2][dimension][token%2]
	scores  []float32 // [panel][tokens], and before that int32
	shares  []int16   // [panel][tokens], softmax of the scores
}

// attend replaces the queries in the first live rows of s.y by what they find
// among n keys and values.
func (m *Model) attend(s *scratch, n, live int) {
	rows, long, wide := whole(live, panel), whole(n, lanes), whole(n, block)
	s.queries, s.row = resize(s.queries, rows*width), resize(s.row, 2*width)
	s.keys, s.values = resize(s.keys, wide*width), resize(s.values, long*width)
	s.scores, s.shares = resize(s.scores, panel*wide), resize(s.shares, panel*long)

	perUnit, factor := m.range16(s.y[:live*width], width, width, keySteps)
	for r := range live {
		m.kernels.toInt16(s.queries[r*width:][:width], s.y[r*width:][:width], perUnit)
	}
	perUnit, keyScale := m.range16(s.kv[:n*2*width], 2*width, width, keySteps)
	m.packKeys(s, n, perUnit)
	perUnit, valueScale := m.range16(s.kv[width:n*2*width], 2*width, width, valueSteps)
	m.packValues(s, n, perUnit)

	factor = factor * keyScale / 8 // √headWidth
	for h := range heads {
		for r := 0; r < live; r += panel {
			m.attendPanel(s, h, r, span{n: n, factor: factor, live: min(panel, live-r)})
		}
	}
	found := step{scale: valueScale / whole1}
	for r := range live {
		m.kernels.rescale(s.y[r*width:][:width], &m.net.plain, found)
	}
}

// A span says what attendPanel looks at: n tokens, whose scores count factor
// each, for the first live rows of a panel.
type span struct {
	n, live int
	factor  float32
}

// attendPanel does the work of attend for one head and the rows from r on. Its
// results are still integers.
func (m *Model) attendPanel(s *scratch, h, r int, of span) {
	long, wide := whole(of.n, lanes), whole(of.n, block)
	t := &s.tile
	*t = tile{cStride: 4 * wide, aStride: 2 * width, steps: headWidth / 2}
	t.a = bytesOf(s.queries[r*width+h*headWidth:][:(panel-1)*width+headWidth])
	for j := 0; j < of.n; j += block {
		t.b = bytesOf(s.keys[h*wide*headWidth+j*headWidth:][:block*headWidth])
		t.c = bytesOf(s.scores[j:][:(panel-1)*wide+block])
		m.kernels.tile16(t)
	}
	for i := range of.live {
		scores := s.scores[i*wide:][:long]
		for j := of.n; j < long; j++ {
			scores[j] = scores[0]
		}
		m.kernels.exps(scores, of.factor)
		clear(scores[of.n:])
		m.kernels.shares(s.shares[i*long:][:long], scores)
	}
	*t = tile{cStride: 4 * width, aStride: 2 * long, steps: long / 2}
	t.a = bytesOf(s.shares)
	t.b = bytesOf(s.values[h*long*headWidth:][:long*headWidth])
	t.c = bytesOf(s.y[r*width+h*headWidth:][:(panel-1)*width+headWidth])
	m.kernels.tile16(t)
}

// range16 returns the factor that brings the first size numbers of every
// stride into ±most, and its inverse.
func (m *Model) range16(x []float32, stride, size int, most float32) (perUnit, scale float32) {
	var lo, hi float32
	for ; len(x) >= size; x = x[min(stride, len(x)):] {
		l, h := m.kernels.extremes(x[:size])
		lo, hi = min(lo, l), max(hi, h)
	}
	if hi = max(hi, -lo); hi == 0 {
		return 0, 0
	}
	return most / hi, hi / most
}

// packKeys quantizes the keys in s.kv and lays them out for tile16. What it
// leaves of the last block's tokens is 0.
func (m *Model) packKeys(s *scratch, n int, perUnit float32) {
	wide := whole(n, block)
	row := s.row[:width]
	for j := range wide {
		if j < n {
			m.kernels.toInt16(row, s.kv[j*2*width:][:width], perUnit)
		} else if j == n {
			clear(row)
		}
		to := s.keys[j/block*block*headWidth+j%block*2:]
		for h := range heads {
			at := to[h*wide*headWidth:]
			for d := 0; d < headWidth; d += 2 {
				at[d*block], at[d*block+1] = row[h*headWidth+d], row[h*headWidth+d+1]
			}
		}
	}
}

// packValues quantizes the values in s.kv and lays them out for tile16.
func (m *Model) packValues(s *scratch, n int, perUnit float32) {
	long := whole(n, lanes)
	even, odd := s.row[:width], s.row[width:]
	for j := 0; j < long; j += 2 {
		for i, row := range [][]int16{even, odd} {
			if j+i < n {
				m.kernels.toInt16(row, s.kv[(2*(j+i)+1)*width:][:width], perUnit)
			} else {
				clear(row)
			}
		}
		for h := range heads {
			at := s.values[(h*long+j)*headWidth:][:2*headWidth]
			for d := range headWidth {
				at[2*d], at[2*d+1] = even[h*headWidth+d], odd[h*headWidth+d]
			}
		}
	}
}
