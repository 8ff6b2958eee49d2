package bge

import (
	"math"
	"unsafe"
)

// Every product below is converted to float32 before it is added to: that
// forbids the compiler to fuse the two, which would round once instead of
// twice.

// plainKernels is the arithmetic in Go, for any processor.
func plainKernels() kernels {
	return kernels{
		name: "plain", tile8: tile8Plain, tile16: tile16Plain,
		rescale: rescalePlain, gelu: geluPlain, norm: normPlain, extremes: extremesPlain,
		toBytes: toBytesPlain, toInt16: toInt16Plain, exps: expsPlain, shares: sharesPlain,
	}
}

// nearest returns the integer nearest to x, ties to even, for |x| < 1<<22.
func nearest(x float32) int32 {
	const magic = 3 << 22
	return int32(math.Float32bits(x+magic)) - int32(0x4B400000)
}

// at returns n elements of type T from an offset in bytes on.
func at[T any](p unsafe.Pointer, offset, n int) []T {
	return unsafe.Slice((*T)(unsafe.Add(p, offset)), n)
}

// twoSums are the sums of 64 columns, two in each number: that of an even
// column plus 1<<32 times that of the next. So one product serves both.
type twoSums [panel][block / 2]int64

// store sets a tile to the sums.
func (s *twoSums) store(t *tile) {
	for r := range s {
		c := at[int32](t.c, r*t.cStride, block)
		for j, v := range s[r] {
			c[2*j] = int32(v)
			c[2*j+1] = int32((v - int64(int32(v))) >> 32)
		}
	}
}

func tile8Plain(t *tile) {
	var sums twoSums
	var w0, w1, w2, w3 [block / 2]int64 // of two columns each
	for i := range t.steps {
		b := (*[4 * block]int8)(at[int8](t.b, 4*block*i, 4*block))
		for j := range w0 {
			w0[j] = int64(b[8*j]) + int64(b[8*j+4])<<32
			w1[j] = int64(b[8*j+1]) + int64(b[8*j+5])<<32
			w2[j] = int64(b[8*j+2]) + int64(b[8*j+6])<<32
			w3[j] = int64(b[8*j+3]) + int64(b[8*j+7])<<32
		}
		for r := range panel {
			a := (*[4]uint8)(at[uint8](t.a, r*t.aStride+4*i, 4))
			a0, a1, a2, a3 := int64(a[0]), int64(a[1]), int64(a[2]), int64(a[3])
			row := &sums[r]
			for j := range row {
				row[j] += a0*w0[j] + a1*w1[j] + a2*w2[j] + a3*w3[j]
			}
		}
	}
	sums.store(t)
}

func tile16Plain(t *tile) {
	var sums twoSums
	var w0, w1 [block / 2]int64 // of two columns each
	for i := range t.steps {
		b := (*[2 * block]int16)(at[int16](t.b, 4*block*i, 2*block))
		for j := range w0 {
			w0[j] = int64(b[4*j]) + int64(b[4*j+2])<<32
			w1[j] = int64(b[4*j+1]) + int64(b[4*j+3])<<32
		}
		for r := range panel {
			a := (*[2]int16)(at[int16](t.a, r*t.aStride+4*i, 2))
			a0, a1 := int64(a[0]), int64(a[1])
			row := &sums[r]
			for j := range row {
				row[j] += a0*w0[j] + a1*w1[j]
			}
		}
	}
	sums.store(t)
}

func rescalePlain(x []float32, w *matrix, q step) {
	for j := range x {
		sum := int32(math.Float32bits(x[j])) - q.zero*w.sums[j]
		x[j] = float32(float32(sum)*float32(q.scale*w.scale[j])) + w.bias[j]
	}
}

// geluPlain takes erf from a quotient of polynomials, as Eigen does
// (unsupported/Eigen/SpecialFunctions): within 4e-7 of the true value.
func geluPlain(x []float32) {
	for i, v := range x {
		z := min(4, max(-4, float32(v*(math.Sqrt2/2))))
		s := z * z
		p := polynomial(s, -2.72614225801306e-10, 2.77068142495902e-08, -2.10102402082508e-06,
			-5.69250639462346e-05, -7.34990630326855e-04, -2.95459980854025e-03, -1.60960333262415e-02)
		q := polynomial(s, -1.45660718464996e-05, -2.13374055278905e-04, -1.68282697438203e-03,
			-7.37332916720468e-03, -1.42647390514189e-02)
		x[i] = float32(v*0.5) * (float32(float32(p*z)/q) + 1)
	}
}

// polynomial evaluates a polynomial whose first coefficient is that of the
// highest power.
func polynomial(x float32, c ...float32) float32 {
	y := c[0]
	for _, c := range c[1:] {
		y = float32(y*x) + c
	}
	return y
}

// A total adds up a row in 16 lanes, as the vector kernels do.
type total [lanes]float32

// sum adds the lanes up pairwise.
func (t *total) sum() float32 {
	for half := lanes / 2; half > 0; half /= 2 {
		for i := range half {
			t[i] += t[i+half]
		}
	}
	return t[0]
}

func normPlain(x, y []float32, n *layerNorm) {
	var sum, squares total
	for i := range x {
		x[i] += y[i]
		sum[i%lanes] += x[i]
	}
	mean := float32(sum.sum() * (1.0 / width))
	for i := range x {
		x[i] -= mean
		squares[i%lanes] += float32(x[i] * x[i])
	}
	variance := float32(squares.sum() * (1.0 / width))
	inverse := 1 / float32(math.Sqrt(float64(variance+1e-12)))
	for i := range x {
		x[i] = float32(float32(x[i]*inverse)*n.weight[i]) + n.bias[i]
	}
}

func extremesPlain(x []float32) (lo, hi float32) {
	lo, hi = x[0], x[0]
	for _, v := range x {
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi
}

func toBytesPlain(dst []uint8, x []float32, perUnit float32, zero int32) {
	for i, v := range x {
		dst[i] = uint8(min(255, max(0, nearest(float32(v*perUnit))+zero)))
	}
}

func toInt16Plain(dst []int16, x []float32, perUnit float32) {
	for i, v := range x {
		dst[i] = int16(nearest(float32(v * perUnit)))
	}
}

// expsPlain is Cephes' expf: the power of two apart, then a polynomial.
func expsPlain(x []float32, factor float32) {
	most := int32(math.MinInt32)
	for _, v := range x {
		most = max(most, int32(math.Float32bits(v)))
	}
	for i, v := range x {
		d := max(-87, float32(float32(int32(math.Float32bits(v))-most)*factor))
		two := nearest(float32(d * math.Log2E))
		n := float32(two)
		r := d - float32(n*0.693359375)
		r -= float32(n * -2.12194440e-4)
		p := polynomial(r, 1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3,
			4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1)
		p = float32(float32(p*r)*r) + r + 1
		x[i] = p * math.Float32frombits(uint32(two+127)<<23)
	}
}

func sharesPlain(dst []int16, x []float32) {
	var sum total
	for i, v := range x {
		sum[i%lanes] += v
	}
	toInt16Plain(dst, x, whole1/sum.sum())
}
