package bge

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// eachKind runs a test for each kind of kernels the processor has but plain.
func eachKind(t *testing.T, test func(t *testing.T, k kernels, r *rand.Rand)) {
	t.Helper()
	all := available()
	if last := all[len(all)-1].name; last != "plain" {
		t.Fatalf("the last kind is %s", last)
	}
	for _, k := range all[:len(all)-1] {
		t.Run(k.name, func(t *testing.T) { test(t, k, rand.New(rand.NewPCG(1, 2))) })
	}
}

// normal returns n numbers of a normal distribution of the given width.
func normal(r *rand.Rand, n int, width float64) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64() * width)
	}
	return x
}

// asBits returns integers as the bits of floats, as kernels take them.
func asBits(v []int32) []float32 {
	x := make([]float32, len(v))
	for i := range v {
		x[i] = math.Float32frombits(uint32(v[i]))
	}
	return x
}

// same compares bits.
func same(a, b []float32) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool { return math.Float32bits(x) == math.Float32bits(y) })
}

// someTexts are few and short enough for plain kernels.
func someTexts(t *testing.T) []string {
	all := readJSON[[]string](t, "texts.json")
	return []string{all[0], all[3], all[6], all[13], all[len(all)-12]}
}

// vectorSum is the SHA-256 of the vectors of someTexts, as little-endian
// float32. A change means that vectors stored before are not those computed
// now, if only by a bit.
const vectorSum = "f28d37c5df451940f003c3d72b3e2acc1145466bf11443e5218c80b16be9e41c"

// Every processor computes the same vectors.
func TestVectorsStay(t *testing.T) {
	var b []byte
	for _, v := range embed(t, openModel(t), someTexts(t)...) {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
	}
	if got := fmt.Sprintf("%x", sha256.Sum256(b)); got != vectorSum {
		t.Errorf("sum of the vectors is %s, not %s", got, vectorSum)
	}
}

// Every kind gives the same vectors, bit for bit.
func TestKindsAgree(t *testing.T) {
	texts := someTexts(t)
	plain, err := open(plainKernels())
	if err != nil {
		t.Fatal(err)
	}
	want := embed(t, plain, texts...)
	eachKind(t, func(t *testing.T, k kernels, _ *rand.Rand) {
		m, err := open(k)
		if err != nil {
			t.Fatal(err)
		}
		for i, got := range embed(t, m, texts...) {
			if !same(got, want[i]) {
				t.Errorf("%.30q differs from plain; cosine %v", texts[i], dot(got, want[i]))
			}
		}
	})
}

// product8 and product16 are the definition of a tile.
func product8(a []uint8, b []int8, steps, r, c int) (sum int32) {
	for i := range 4 * steps {
		sum += int32(a[r*4*steps+i]) * int32(b[(i/4*block+c)*4+i%4])
	}
	return sum
}

func product16(a, b []int16, steps, r, c int) (sum int32) {
	for i := range 2 * steps {
		sum += int32(a[r*2*steps+i]) * int32(b[(i/2*block+c)*2+i%2])
	}
	return sum
}

// stride is wider than a tile, to see that nothing beside it is written.
const stride = block + 3

// checkTile compares a tile with what it should hold.
func checkTile(t *testing.T, c []int32, want func(r, col int) int32) {
	t.Helper()
	for i, got := range c {
		r, col := i/stride, i%stride
		if col >= block {
			if got != -1 {
				t.Fatalf("column %d of row %d is written", col, r)
			}
		} else if w := want(r, col); got != w {
			t.Fatalf("row %d column %d is %d, not %d", r, col, got, w)
		}
	}
}

func TestTiles(t *testing.T) {
	test := func(t *testing.T, k kernels, r *rand.Rand) {
		for _, steps := range []int{1, 2, 7, 128, 512} {
			a8, b8 := make([]uint8, panel*4*steps), make([]int8, block*4*steps)
			for i := range a8 {
				a8[i] = uint8(255 - r.IntN(256)*(steps%2)) // all 255 for even steps
			}
			for i := range b8 {
				b8[i] = int8(r.IntN(255) - 127)
			}
			c := slices.Repeat([]int32{-1}, panel*stride)
			k.tile8(&tile{c: bytesOf(c), a: bytesOf(a8), b: bytesOf(b8), cStride: 4 * stride, aStride: 4 * steps, steps: steps})
			checkTile(t, c, func(r, col int) int32 { return product8(a8, b8, steps, r, col) })

			a16, b16 := make([]int16, panel*2*steps), make([]int16, block*2*steps)
			for i := range a16 {
				a16[i] = int16(r.IntN(2*keySteps+1) - keySteps)
			}
			for i := range b16 {
				b16[i] = int16(r.IntN(511) - 255)
			}
			c = slices.Repeat([]int32{-1}, panel*stride)
			k.tile16(&tile{c: bytesOf(c), a: bytesOf(a16), b: bytesOf(b16), cStride: 4 * stride, aStride: 4 * steps, steps: steps})
			checkTile(t, c, func(r, col int) int32 { return product16(a16, b16, steps, r, col) })
		}
	}
	eachKind(t, test)
	t.Run("plain", func(t *testing.T) { test(t, plainKernels(), rand.New(rand.NewPCG(1, 2))) })
}

// The largest scores attention can have fit.
func TestTile16Extremes(t *testing.T) {
	for _, k := range available() {
		const steps = headWidth / 2
		a, b := slices.Repeat([]int16{keySteps}, panel*headWidth), slices.Repeat([]int16{-keySteps}, block*headWidth)
		c := make([]int32, panel*block)
		k.tile16(&tile{c: bytesOf(c), a: bytesOf(a), b: bytesOf(b), cStride: 4 * block, aStride: 2 * headWidth, steps: steps})
		for _, got := range c {
			if got != -headWidth*keySteps*keySteps {
				t.Fatalf("%s: %d", k.name, got)
			}
		}
	}
}

func TestRowsAgree(t *testing.T) {
	plain := plainKernels()
	eachKind(t, func(t *testing.T, k kernels, r *rand.Rand) {
		for _, n := range []int{16, 32, 48, 512, 2048} {
			x := normal(r, n, 3)
			a, b := slices.Clone(x), slices.Clone(x)
			k.gelu(a)
			plain.gelu(b)
			if !same(a, b) {
				t.Errorf("gelu of %d differs", n)
			}
			lo, hi := k.extremes(x)
			if wantLo, wantHi := plain.extremes(x); lo != wantLo || hi != wantHi {
				t.Errorf("extremes of %d are %v %v, not %v %v", n, lo, hi, wantLo, wantHi)
			}
			c, d := make([]uint8, n), make([]uint8, n)
			k.toBytes(c, x, 255/(hi-lo)*1.5, 99) // some beyond the range
			plain.toBytes(d, x, 255/(hi-lo)*1.5, 99)
			if !slices.Equal(c, d) {
				t.Errorf("toBytes of %d differs", n)
			}
			e, f := make([]int16, n), make([]int16, n)
			k.toInt16(e, x, 32767/max(hi, -lo))
			plain.toInt16(f, x, 32767/max(hi, -lo))
			if !slices.Equal(e, f) {
				t.Errorf("toInt16 of %d differs", n)
			}
		}
	})
}

func TestRescaleAgrees(t *testing.T) {
	plain := plainKernels()
	eachKind(t, func(t *testing.T, k kernels, r *rand.Rand) {
		const n = 1024
		w := matrix{scale: normal(r, n, .01), bias: normal(r, n, 1), sums: make([]int32, n)}
		v := make([]int32, n)
		for i := range v {
			v[i], w.sums[i] = r.Int32N(1<<27)-1<<26, r.Int32N(1<<18)-1<<17
		}
		a, b := asBits(v), asBits(v)
		q := step{scale: .037, zero: 117}
		k.rescale(a, &w, q)
		plain.rescale(b, &w, q)
		if !same(a, b) {
			t.Error("rescale differs")
		}
		want := float64(v[5]-q.zero*w.sums[5])*float64(q.scale)*float64(w.scale[5]) + float64(w.bias[5])
		if math.Abs(float64(b[5])-want) > 1e-5*math.Abs(want) {
			t.Errorf("rescaled to %v, not %v", b[5], want)
		}
	})
}

func TestNormAgrees(t *testing.T) {
	plain := plainKernels()
	eachKind(t, func(t *testing.T, k kernels, r *rand.Rand) {
		for _, size := range []float64{1e-6, 1, 1e4} {
			n := layerNorm{weight: normal(r, width, 1), bias: normal(r, width, 1)}
			x, y := normal(r, width, size), normal(r, width, size)
			a, b := slices.Clone(x), slices.Clone(x)
			k.norm(a, y, &n)
			plain.norm(b, y, &n)
			if !same(a, b) {
				t.Errorf("norm of numbers about %v differs", size)
			}
		}
	})
}

func TestSoftmaxAgrees(t *testing.T) {
	plain := plainKernels()
	eachKind(t, func(t *testing.T, k kernels, r *rand.Rand) {
		for _, n := range []int{16, 64, 512} {
			v := make([]int32, n)
			for i := range v {
				v[i] = r.Int32N(2<<30-1) - 1<<30
			}
			for _, factor := range []float32{0, 1e-9, 1e-8, 1e-6} {
				a, b := asBits(v), asBits(v)
				k.exps(a, factor)
				plain.exps(b, factor)
				if !same(a, b) {
					t.Errorf("exps of %d differ with factor %v", n, factor)
				}
				c, d := make([]int16, n), make([]int16, n)
				k.shares(c, a)
				plain.shares(d, b)
				if !slices.Equal(c, d) {
					t.Errorf("shares of %d differ with factor %v", n, factor)
				}
			}
		}
	})
}
