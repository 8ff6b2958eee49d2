package bge

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestNearest(t *testing.T) {
	for _, x := range []float32{0, .5, 1.5, 2.5, -.5, -1.5, .49999997, -.50000006, 3.2, -127.7, 32767.4, 1<<22 - 1} {
		if got, want := nearest(x), int32(math.RoundToEven(float64(x))); got != want {
			t.Errorf("nearest(%v) = %d, not %d", x, got, want)
		}
	}
}

func TestGeluIsGelu(t *testing.T) {
	x := make([]float32, 16)
	for v := -12.0; v < 12; v += .0137 {
		x[0] = float32(v)
		geluPlain(x)
		want := v * .5 * (1 + math.Erf(v/math.Sqrt2))
		if math.Abs(float64(x[0])-want) > 3e-6 {
			t.Fatalf("gelu(%v) = %v, not %v", v, x[0], want)
		}
	}
}

func TestExpsAreExponentials(t *testing.T) {
	const factor = 1e-6
	v := make([]int32, 16)
	for d := int32(0); d < 80_000_000; d += 98_765 {
		v[3], v[4] = 1000, 1000-d
		x := asBits(v[3:5])
		expsPlain(x, factor)
		want := math.Exp(-float64(d) * factor)
		if x[0] != 1 || math.Abs(float64(x[1])/want-1) > 1e-5 {
			t.Fatalf("e^%v = %v, not %v", -float64(d)*factor, x[1], want)
		}
	}
}

func TestSharesAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{16, 512} {
		x := make([]float32, n)
		for i := range x {
			x[i] = r.Float32()
		}
		dst := make([]int16, n)
		sharesPlain(dst, x)
		sum := 0
		for _, v := range dst {
			sum += int(v)
		}
		if sum < whole1-n || sum > whole1+n {
			t.Errorf("%d shares add up to %d", n, sum)
		}
	}
}

func TestNormIsNormal(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	n := layerNorm{weight: make([]float32, width), bias: make([]float32, width)}
	for i := range n.weight {
		n.weight[i], n.bias[i] = 2, 5
	}
	x := normal(r, width, 7)
	normPlain(x, normal(r, width, 7), &n)
	mean, squares := 0.0, 0.0
	for _, v := range x {
		mean += float64(v) / width
		squares += float64(v-5) * float64(v-5) / width
	}
	if math.Abs(mean-5) > 1e-5 || math.Abs(squares-4) > 1e-4 {
		t.Errorf("mean %v, variance %v", mean, squares)
	}
}

func TestQuantize(t *testing.T) {
	m := Model{kernels: available()[0]}
	r := rand.New(rand.NewPCG(7, 8))
	rows := [][]float32{make([]float32, 16), normal(r, 512, 1), normal(r, 2048, 1e-3)}
	for i := range rows[1] {
		rows[1][i] = max(rows[1][i], -.17) // as gelu leaves it
	}
	for _, x := range rows {
		q := make([]uint8, len(x))
		s := m.quantize(q, x)
		for i := range x {
			back := float32(int32(q[i])-s.zero) * s.scale
			if d := math.Abs(float64(back - x[i])); d > float64(s.scale)*1.001 {
				t.Fatalf("%v comes back as %v with a step of %v", x[i], back, s.scale)
			}
		}
	}
}

func TestRange16(t *testing.T) {
	m := Model{kernels: available()[0]}
	x := make([]float32, 96)
	if perUnit, scale := m.range16(x, 32, 16, keySteps); perUnit != 0 || scale != 0 {
		t.Errorf("of zeros: %v %v", perUnit, scale)
	}
	x[20] = 1000 // outside
	x[70] = -8
	x[3] = 5
	if perUnit, scale := m.range16(x, 32, 16, keySteps); perUnit != keySteps/8. || scale != float32(8./keySteps) {
		t.Errorf("%v %v", perUnit, scale)
	}
}
