package local

import (
	"math"
	"math/rand/v2"
	"testing"

	"chuchu/rag"
)

func TestWiden(t *testing.T) {
	for h := range 1 << 16 {
		want := rag.Single(uint16(h))
		if math.IsInf(float64(want), 0) || want != want {
			continue
		}
		if got := widen(uint16(h)); math.Float32bits(got) != math.Float32bits(want) {
			t.Fatalf("%#x: got %v, want %v", h, got, want)
		}
	}
}

// Every length, so that both loops and what is left after them are used.
func TestDot(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for n := range 200 {
		q, v := make([]float32, n), make([]float32, n)
		for i := range q {
			q[i], v[i] = float32(r.NormFloat64()), float32(r.NormFloat64())
		}
		h := rag.Half(v)
		var want, size float64
		for i := range q {
			term := float64(q[i]) * float64(rag.Single(h[i]))
			want += term
			size += math.Abs(term)
		}
		for name, got := range map[string]float32{"dot": dot(q, h), "plain": dotPlain(q, h)} {
			if math.Abs(float64(got)-want) > 1e-6*size {
				t.Errorf("%s of %d: got %v, want %v", name, n, got, want)
			}
		}
	}
}

func BenchmarkDot(b *testing.B) {
	q := make([]float32, 512) // as long as those of the embedded model
	for i := range q {
		q[i] = float32(i)
	}
	h := rag.Half(q)
	for name, f := range map[string]func([]float32, []uint16) float32{"fast": dot, "plain": dotPlain} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f(q, h)
			}
		})
	}
}
