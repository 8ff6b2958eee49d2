package rag

import (
	"math"
	"testing"
)

func TestHalf(t *testing.T) {
	for f, want := range map[float32]uint16{
		0: 0, 1: 0x3c00, -2: 0xc000, 0.5: 0x3800, 65504: 0x7bff, 1e6: 0x7c00,
		0.333251953125: 0x3555, 5.960464477539063e-08: 1, 1e-9: 0, 2049: 0x6800, 2051: 0x6802,
	} {
		if got := half(f); got != want {
			t.Errorf("half(%v) = %#x, want %#x", f, got, want)
		}
	}
}

func TestSingleUndoesHalf(t *testing.T) {
	for h := range 1 << 16 {
		f := Single(uint16(h))
		if f != f { // every NaN may become another
			continue
		}
		if got := half(f); got != uint16(h) {
			t.Fatalf("half(Single(%#x)) = %#x", h, got)
		}
	}
}

func TestCosine(t *testing.T) {
	kept := Half([]float32{0.6, 0.8})
	if got := cosine([]float32{0.6, 0.8}, kept); math.Abs(got-1) > 1e-4 {
		t.Errorf("cosine of a vector with itself is %v", got)
	}
	if got := cosine([]float32{0.8, -0.6}, kept); math.Abs(got) > 1e-3 {
		t.Errorf("cosine of a right angle is %v", got)
	}
	if got := cosine([]float32{1, 0}, []uint16{0, 0}); got != 0 {
		t.Errorf("cosine with nothing is %v", got)
	}
}
